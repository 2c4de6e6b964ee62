"""The words of a speaker: a name with its titles, a description with what belongs to it; and of what kind they are."""

from __future__ import annotations

from newsdesk.extraction.speakers.scene import NOMINAL, Scene, Voice
from newsdesk.extraction.syntax import Token
from newsdesk.records import Span
from newsdesk.records.findings import SpeakerKind

PROPER = frozenset({"PERSON", "ORG", "GPE", "FAC", "LOC", "PRODUCT", "WORK_OF_ART", "LAW", "EVENT"})
JUNK = "<>/\"'-–—*• "  # left over from markup and lists, stuck to a name
LEFT_OF_NOUN = frozenset({"det", "amod", "compound", "poss", "nummod", "nmod", "quantmod", "advmod", "predet", "neg"})
RIGHT_OF_NOUN = frozenset({"prep", "amod", "acl", "nummod"})


def without_junk(span: Span, text: str) -> Span:
    """A speaker's span without what markup or a list left stuck to the name ("-Ann Lee")."""
    words = span.of(text)
    junk = len(words) - len(words.lstrip(JUNK))
    return Span(span.start + junk, span.end) if junk < len(words) else span


def speaker_span(scene: Scene, voice: Voice) -> Span:
    """The speaker as printed: a name with its titles, a description with what belongs to it."""
    head, tokens = voice.head, scene.doc.tokens
    if _is_name(scene, voice) and voice.entity is not None and voice.construction != "transcript":
        first, last = voice.entity.first, voice.entity.last
        if head.i < first.i or head.i > last.i:
            first = last = head
        first, last = _with_titles(scene, first), _completed(scene, first, last)
        return Span(_unhyphened(scene, first).start, _joined(scene, head, last).end)
    if head.pos == "PRON":
        left = [c for c in head.children if c.i < head.i and c.dep in ("det", "amod")]
        start = min([head.i, *(c.i for c in left)])
        end = (
            _reach(scene, head)
            if head.lower in ("some", "one", "many", "most", "those", "both", "others", "another")
            else head
        )
        return Span(tokens[start].start, end.end)
    alone = head.lower in ("latter", "former") and head.i > 0 and tokens[head.i - 1].lower == "the"
    start = head.i - alone
    for child in head.children:
        if child.i < head.i and child.dep in LEFT_OF_NOUN:
            start = min(start, min(t.i for t in child.subtree()))
    while start < head.i and (tokens[start].pos == "PUNCT" or scene.inside[start] >= 0):
        start += 1
    if voice.construction in ("carrier", "absolute"):  # "a sign | saying": the participle is the cue
        return Span(tokens[start].start, head.end)
    whole = _hyphened(scene, head)
    if tokens[start] is head:
        start = _determined(scene, _unhyphened(scene, head)).i
    return Span(tokens[start].start, _joined(scene, head, _reach(scene, whole)).end)


def _is_name(scene: Scene, voice: Voice) -> bool:
    """Whether a voice is printed as a name; "the heckler", which the model may take for a person's, is none."""
    entity = voice.entity
    if entity is None or entity.label not in PROPER:
        return False
    return any(not t.text.islower() for t in scene.doc.tokens[entity.first.i : entity.last.i + 1])


def _completed(scene: Scene, first: Token, last: Token) -> Token:
    """The last word of a name that does not break off at a preposition: "the Flood Act of | 1931"."""
    tokens = scene.doc.tokens
    while last.pos in ("ADP", "DET", "CCONJ") and last.i > first.i:
        after = tokens[last.i + 1] if last.i + 1 < len(tokens) else None
        if after is not None and after.head is last and scene.inside[after.i] < 0:
            return after
        last = tokens[last.i - 1]
    return last


def _with_titles(scene: Scene, first: Token) -> Token:
    """Titles right before a name: Mr., Sen., the capitalised run that the parser attached to it."""
    tokens, i = scene.doc.tokens, first.i
    while i > 0 and first.i - i < 4:
        left = tokens[i - 1]
        if left.paragraph != first.paragraph or scene.inside[left.i] >= 0 or not left.text[:1].isupper():
            break
        if left.dep not in ("compound", "nmod") or left.head.i < i or left.ent_type not in ("", first.ent_type):
            break
        i -= 1
    return tokens[i]


def _unhyphened(scene: Scene, first: Token) -> Token:
    """The first word without a dash stuck to it, or with the word that a hyphen ties to it ("Secretary-Treasurer")."""
    tokens, i = scene.doc.tokens, first.i
    while i > 1 and tokens[i - 1].text == "-" and tokens[i - 2].end == tokens[i - 1].start == tokens[i].start - 1:
        i -= 2
    return tokens[i]


def _hyphened(scene: Scene, last: Token) -> Token:
    """The last of the words that hyphens tie to one, some of which the parser takes for words of their own."""
    tokens, i = scene.doc.tokens, last.i
    while i + 2 < len(tokens) and tokens[i + 1].text == "-" and tokens[i].end == tokens[i + 1].start:
        if tokens[i + 2].start != tokens[i + 1].end or not tokens[i + 2].text.isalpha():
            break
        i += 2
    return tokens[i]


def _determined(scene: Scene, first: Token) -> Token:
    """The article or possessive right before a word, else the word."""
    before = scene.doc.tokens[first.i - 1] if first.i else first
    near = before.paragraph == first.paragraph and scene.inside[before.i] < 0
    return before if near and before.tag in ("DT", "PRP$") else first


def partner(scene: Scene, head: Token) -> Token | None:
    """The second of two who speak together: "Obama and Clinton"."""
    if not any(c.dep == "cc" and c.lower == "and" for c in head.children):
        return None
    return next(
        (c for c in head.children if c.dep == "conj" and c.i > head.i and c.pos in NOMINAL and scene.inside[c.i] < 0),
        None,
    )


def _joined(scene: Scene, head: Token, last: Token) -> Token:
    other = partner(scene, head)
    if other is None or not last.i < other.i <= last.i + 8 or head.paragraph != other.paragraph:
        return last
    entity = scene.entity_of.get(other.i)
    return entity.last if entity is not None else other


def _reach(scene: Scene, head: Token) -> Token:
    """The last word that still describes a noun: "people familiar with the matter"."""
    last = head
    for child in head.children:
        if child.i < head.i or child.dep not in RIGHT_OF_NOUN:
            continue
        for token in child.subtree():
            if token.i > last.i + 1 or token.i - head.i > 12 or scene.inside[token.i] >= 0:
                break
            if token.i == last.i + 1:
                if token.text in (",", ";", ":", "—", "–", "(", ")", ".") or token.paragraph != head.paragraph:
                    break
                last = token
    return last


def speaker_kind(scene: Scene, voice: Voice) -> SpeakerKind:
    """Whether the printed words name, point or only hint: sources and crowds never get a name."""
    head, cues = voice.head, scene.cues
    if partner(scene, head) is not None:
        return "collective"
    if voice.entity is not None and voice.entity.label in ("PERSON", "ORG", "GPE"):
        return "named"
    lemma = head.lemma.lower()
    if head.lower in cues.collective or (
        head.tag == "NNS" and (lemma in cues.anonymous or lemma + "s" in cues.collective)
    ):
        return "collective"
    if lemma in cues.anonymous and head.pos != "PROPN":
        return "anonymous"
    if head.pos == "PRON":
        return "pronoun"
    if head.tag == "NNS" or head.tag == "NNPS":
        return "collective"
    return "named" if head.pos == "PROPN" else "description"
