"""Who might be speaking: every voice of a text, found once, with the construction that makes it one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import accumulate

from newsdesk.extraction.quotes.constructions import (
    absolute,
    carries,
    inverted,
    labelled_by,
    moved_to,
    passive_verbs,
    quoted_as_saying,
    stands_beside,
    verb_ahead,
    verbs,
)
from newsdesk.extraction.quotes.marks import Stretch
from newsdesk.extraction.quotes.scene import NOMINAL, REPORTING, SUBJECTS, Quoted, Scene, Voice, load_cues
from newsdesk.extraction.syntax import Doc, EntitySpan, Token
from newsdesk.records import Lexicon, Span

NAMED = frozenset({"PERSON", "ORG", "NORP", "GPE"})
SIGNATURE = re.compile(
    r"[.,]?\s*(?:[―—–]|--?)\s*((?:[^\W\d_a-z][\w.’'-]*[ \xa0]?(?:(?:de|la|von|van|del|bin|al) )*){1,5})"
)


def set_scene(doc: Doc, stretches: list[Stretch], lexicon: Lexicon) -> Scene:
    """The scene of a text; stretches that hold no token (in boilerplate) are dropped."""
    scene = Scene(doc, load_cues(lexicon), [])
    scene.inside = [-1] * len(doc.tokens)
    for stretch in stretches:
        tokens = doc.tokens_in(stretch.span)
        if not tokens:
            continue
        quoted = Quoted(len(scene.quoted), stretch, tokens[0].i, tokens[-1].i)
        scene.quoted.append(quoted)
        for token in tokens:
            scene.inside[token.i] = quoted.index
    _count(scene)
    for entity in doc.entities:
        for i in range(entity.first.i, entity.last.i + 1):
            scene.entity_of[i] = entity
    for quoted in scene.quoted:
        if (signed := _signature(doc, quoted)) is not None:
            scene.signatures[quoted.index] = signed.i
        if quoted.stretch.label is not None and (tokens := doc.tokens_in(quoted.stretch.label)):
            scene.labels[quoted.index] = tokens[-1].i
    scene.voices = list(_voices(scene))
    scene.places = [voice.head.i for voice in scene.voices]
    return scene


def _signature(doc: Doc, quoted: Quoted) -> Token | None:
    """The name that signs a stretch: “…” ― Name, at the end of the line."""
    match = SIGNATURE.match(doc.text, quoted.stretch.outer.end)
    if match is None or "\n" in match[0].strip() or not match[1].strip():
        return None
    rest = doc.text[match.end() :].lstrip(" \xa0")
    if rest[:1] not in ("", "\n", "“", ",", "(") and not rest.startswith(".\n"):
        return None
    tokens = [t for t in doc.tokens_in(Span(match.start(1), match.end(1))) if t.pos != "PUNCT"]
    inside = {t.i for t in tokens}
    return next((t for t in tokens if t.head.i not in inside or t.head is t), None)


def _count(scene: Scene) -> None:
    tokens, inside = scene.doc.tokens, scene.inside
    word = [int(inside[t.i] < 0 and t.pos not in ("PUNCT", "SPACE")) for t in tokens]
    stop = [int(inside[t.i] < 0 and t.text in (".", "?", "!", ";")) for t in tokens]
    begin = [0] * len(tokens)
    for quoted in scene.quoted:
        begin[quoted.first] = 1
    scene.words, scene.stops, scene.quotes = ([0, *accumulate(column)] for column in (word, stop, begin))


def _voices(scene: Scene) -> Iterator[Voice]:
    for token in scene.doc.tokens:
        if scene.inside[token.i] < 0 and token.pos not in ("PUNCT", "SPACE", "SYM"):
            entity = scene.entity_of.get(token.i)
            found = _voice(scene, token, entity)
            if found:
                cues = [v for v in found[1] if scene.inside[v.i] < 0]
                if found[0] in ("subject", "passive", "name") and not any(scene.cues.of(v) in REPORTING for v in cues):
                    cues += verb_ahead(scene, token)
                yield Voice(token, found[0], tuple(cues), entity)


def _voice(scene: Scene, token: Token, entity: EntitySpan | None) -> tuple[str, list[Token]] | None:
    """The construction that makes a token a possible speaker, and its reporting words."""
    head, dep = token.head, token.dep
    if _is_measure(scene, token) or (token.tag == "VBG" and entity is None):  # "Offering her thanks, …"
        return None
    if token.i in scene.signatures.values():
        return "signature", []
    if token.i in scene.labels.values():
        return "transcript", []
    if dep in SUBJECTS and (head.pos in ("VERB", "AUX") or scene.cues.of(head)):
        other = any(c.dep == "dobj" and quoted_as_saying(scene, c) is not None for c in head.children)
        if dep == "nsubjpass" and scene.cues.of(head) in REPORTING:
            return "passive", passive_verbs(head)
        return "subject", [] if other else verbs(scene, head)
    if dep == "pobj":
        if head.lower == "to" and head.head.lower == "according":
            return "according", [head.head]
        if head.lower == "by" and (labelled := labelled_by(scene, head)) is not None:
            return "agent", [labelled]
        if head.dep == "agent":
            return "agent", [head.head]
        if (
            head.lower in ("from", "by", "of")
            and head.head.lemma.lower() in scene.cues.nouns
            and _can_speak(token, entity)
        ):
            return "owner", [head.head]
    following = scene.doc.tokens[token.i + 1] if token.i + 1 < len(scene.doc.tokens) else None
    if following is not None and following.text == ":" and token.pos in NOMINAL and token.text[:1].isupper():
        run = _run_start(scene, token)
        if token.i - run > 3:
            return None  # a headline: "Mayor Lee Blasts River Board Head: …" labels nobody
        if run == 0 or scene.doc.tokens[run - 1].paragraph != token.paragraph or scene.doc.tokens[run - 1].text in '“"':
            return "transcript", [following]
    if dep in ("dobj", "pobj", "nsubj") and (saying := quoted_as_saying(scene, token)) is not None:
        return "quoted", [saying]
    if dep in ("dobj", "attr", "oprd", "npadvmod", "appos", "dep", "ccomp") and inverted(scene, token):
        return "inverted", verbs(scene, head) if head.i < token.i else [scene.doc.tokens[token.i - 1]]
    if dep == "dobj" and (moved := moved_to(scene, head, token)) is not None:
        return "moved", [moved]
    if dep == "poss" and head.lemma.lower() in scene.cues.nouns and _can_speak(token, entity):
        return "owner", [head]
    if following is not None and stands_beside(scene, token, following):
        return "beside", [following]
    if following is not None and token.pos in NOMINAL and carries(following):
        return "carrier", [following]
    if dep == "pobj" and head.lower == "with" and (saying := absolute(scene, token)) is not None:
        return "absolute", [saying]
    if entity is not None and entity.label == "PERSON" and entity.root is token:
        return "name", []
    if token.lower in ("he", "she", "who", "they", "we", "i"):
        return "pronoun", [head] if head.pos in ("VERB", "AUX") else []
    return None


def _is_measure(scene: Scene, token: Token) -> bool:
    """A date, a time, a share or a sum, unless it speaks: "the 43-year-old asked", "21 percent said"."""
    if token.ent_type not in ("DATE", "TIME", "PERCENT", "MONEY") or token.lower.endswith("old"):
        return False
    return not (token.ent_type == "PERCENT" and token.dep == "nsubj" and scene.cues.of(token.head) in REPORTING)


def _can_speak(token: Token, entity: EntitySpan | None) -> bool:
    return token.pos == "PRON" or (entity is not None and entity.label in NAMED) or token.pos == "PROPN"


def _run_start(scene: Scene, token: Token) -> int:
    """Where the run of capitalised words that ends in a token starts."""
    i = token.i
    while i > 0 and scene.doc.tokens[i - 1].text[:1].isupper() and token.i - i < 6:
        if scene.doc.tokens[i - 1].paragraph != token.paragraph:
            break
        i -= 1
    return i
