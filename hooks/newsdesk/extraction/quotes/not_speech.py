"""Words in marks of which the text itself says that nobody said them: refused, whatever else speaks for them."""

from __future__ import annotations

import re

from newsdesk.extraction.quotes.setting import Setting
from newsdesk.extraction.speakers.scene import REPORTING, SUBJECTS, Scene, Voice
from newsdesk.extraction.syntax import Token

NOBODY = frozenset({"nobody", "none", "neither", "no-one"})
CONDITIONS = frozenset({"if", "unless", "whether"})
BELOW = frozenset({"ccomp", "xcomp", "pcomp", "acl", "dobj", "prep", "pobj"})
# What may stand in small letters in a title.
SMALL = frozenset({
    "a", "an", "the", "of", "in", "on", "at", "to", "for", "and", "or", "but", "as", "by", "with", "from", "vs", "nor",
    "is", "your", "my", "n't", "n’t", "’s", "'s", "’re", "'re", "’t", "'t", "'m", "’m", "’ll", "'ll",
})  # fmt: skip
YEAR = re.compile(r"(?:1[89]|20)\d\d")
HELD = BELOW | {"oprd", "attr", "acomp"}


def named(scene: Scene, at: Setting) -> str:
    """What the text itself calls a few words in marks: a name, a term or a title; or a transcript's stage direction."""
    quoted, before, cues = at.quoted, at.before, scene.cues
    text = quoted.stretch.span.of(scene.doc.text)
    if text[0] in "([" and text[-2:].strip(".")[-1:] in (")", "]"):
        return "a stage direction"
    if before is None:
        return ""
    lemma, words = before.lemma.lower(), scene.doc.tokens[quoted.first : quoted.last + 1]
    if before.pos == "NOUN" and lemma in cues.terms:
        return f"named by “{before.text}”"
    above = scene.doc.tokens[before.i - 1] if before.lower == "of" and before.i > 0 else None
    if above is not None and above.lemma.lower() in ("definition", "meaning", "spelling", "word", "term", "phrase"):
        return f"named by “{above.text}”"
    namer = before
    while namer.lower in ("a", "an", "the", "as") and namer.i > 0:
        namer = scene.doc.tokens[namer.i - 1]
    if namer.tag == "VBN" and namer.lower in cues.naming:
        return f"named by “{namer.text}”"
    participle = before.tag == "VBN" and not any(c.dep in SUBJECTS or c.dep == "agent" for c in before.children)
    if participle and before.lower in cues.terms:
        return f"named by “{before.text}”"
    capital = all(t.text[0].isupper() for t in words if t.pos in ("NOUN", "PROPN", "VERB", "ADJ"))
    if before.pos in ("NOUN", "PROPN") and lemma in cues.works and capital:
        return f"the title of a {lemma}"
    return ""


def title_of(scene: Scene, at: Setting, cue: Token | None) -> str:
    """Why words are the title of a work, if all their words begin in capitals: "in her book “…,” Lee writes".

    In a headline and in a paragraph of capitals that tells nothing; nor where somebody plainly says the words.
    """
    tokens, cues = scene.doc.tokens, scene.cues
    words = [t for t in tokens[at.quoted.first : at.quoted.last + 1] if t.text[0].isalnum()]
    if not _in_capitals(words) or _heading(scene, at) or _own_sentence(at):
        return ""
    before = at.before
    if before is not None and before.i > 0 and before.text == ",":
        before = tokens[before.i - 1]
    if (
        before is not None
        and (before.pos in ("NOUN", "PROPN") or before.tag == "VBG")
        and before.paragraph == words[0].paragraph
    ):
        lemma = before.lower if before.tag == "VBG" else before.lemma.lower()
        if lemma in cues.works or lemma in cues.titled:
            return f"the title of a {lemma}"
    if at.before is not None and (at.before.pos == "PROPN" or at.before.lower in ("on", "in", "at", "for", "from")):
        # said on “Brask Today”, on NBC’s “Morning Hour”
        return "a title, behind a preposition or its owner"
    told = cue is not None and at.before is cue and cue.lemma.lower() == "tell"  # told “Fox and Friends”
    if cue is not None and (told or cue.lemma.lower() in cues.performing) and cue.i < words[0].i:
        return f"a title, as “{cue.text}” tells"
    return "" if _says(scene, at, cue) else "its words in capitals and no verb of saying beside it: a title"


def entry_of(scene: Scene, at: Setting) -> str:
    """Why words are an entry of a list of sources: “Dam Was Never Finished,” Brask Courier, May 4, 1931."""
    number = scene.doc.tokens[at.quoted.first].paragraph
    if not number or at.quoted.stretch.outer.end == scene.doc.source.paragraphs[number - 1].span.end:
        return ""
    others = [t for t in scene.doc.tokens_in(scene.doc.source.paragraphs[number - 1].span) if scene.inside[t.i] < 0]
    words = [t for t in others if t.text[0].isalpha()]
    dated = any(YEAR.fullmatch(t.text) and t.i > at.quoted.last for t in others)
    plain = all(
        t.text[0].isupper() or t.lower in SMALL or t.lower in ("pp", "p.", "vol.", "no.", "ed.", "eds.") for t in words
    )
    told = any(t.pos in ("VERB", "AUX") and scene.cues.of(t) in REPORTING for t in words)
    return "an entry of a list of sources" if dated and plain and words and not told else ""


def _own_sentence(at: Setting) -> bool:
    """Whether the words are a sentence by themselves, as speech without an attribution is: “That's Jeb.”"""
    return (at.before is None or at.before.text in (".", "?", "!")) and at.ending in (".", "?", "!")


def _in_capitals(words: list[Token]) -> bool:
    """Two words at least that begin in capitals, and none in small letters but such as titles have."""
    capitals = [t for t in words if t.text[0].isupper()]
    rest = [t for t in words if t.text[0].islower() and t.lower not in SMALL]
    shouted = all(t.text.isupper() for t in capitals)
    return len(capitals) > 1 and not rest and not shouted and not (len(words) > 8 and len(capitals) < len(words) / 2)


def _heading(scene: Scene, at: Setting) -> bool:
    """Whether the words stand in the headline, or in a paragraph whose other words begin in capitals too."""
    number = scene.doc.tokens[at.quoted.first].paragraph
    span = scene.doc.source.paragraphs[number - 1].span if number else at.quoted.stretch.outer
    others = [t for t in scene.doc.tokens_in(span) if scene.inside[t.i] < 0 and len(t.text) > 3 and t.text.isalpha()]
    return (number == 1 and scene.doc.source.title_in_body) or all(t.text[0].isupper() for t in others)


def _says(scene: Scene, at: Setting, cue: Token | None) -> bool:
    """Whether a verb of saying stands right beside the words, or a colon before them."""
    if at.before is not None and at.before.text == ":":
        return True
    quoted = at.quoted
    kinds = ("say", "write", "ask", "call") if cue is not None and cue.i < quoted.first else ("say", "write", "ask")
    if cue is None or scene.cues.of(cue) not in kinds:
        return False
    low, high = (cue.i + 1, quoted.first) if cue.i < quoted.first else (quoted.last + 1, cue.i)
    return 0 <= scene.words[max(high, low)] - scene.words[low] <= 4


def not_said(scene: Scene, at: Setting, voice: Voice | None, cue: Token | None) -> str:
    """Why words after a reporting verb were not said: "never said “…”", "denied saying “…”", "if Lee says “…”"."""
    first = scene.doc.tokens[at.quoted.first]
    if why := _turned_down(scene, at):
        return why
    if cue is None or scene.cues.of(cue) not in REPORTING or cue.sent != first.sent or cue.i > first.i:
        return ""
    if voice is not None and (why := _by_nobody(voice, cue)):
        return why
    if _negated(cue, first):
        return f"“{cue.text}” is negated"
    # the parser may hang the words from the denial itself, so verbs that only stand before them count too
    near = [*scene.doc.tokens[cue.i : first.i], *(scene.doc.tokens[i] for i in at.governors)]
    reporting = (token for token in near if token.pos == "VERB" and scene.cues.of(token) in REPORTING)
    denial = next(filter(None, (_denial(scene, verb) for verb in reporting)), None)
    return f"“{denial.text}”: the text tells that they were not said, or not so" if denial is not None else ""


def _by_nobody(voice: Voice, cue: Token) -> str:
    if voice.head.lower in NOBODY or any(c.lower == "no" and c.dep == "det" for c in voice.head.children):
        return f"“{voice.head.text}” said them"
    condition = next((c for c in cue.children if c.dep == "mark" and c.lower in CONDITIONS), None)
    return f"“{condition.text}” leaves open whether they were said" if condition is not None else ""


def _turned_down(scene: Scene, at: Setting) -> str:
    """Why words are what somebody does not say, denies, avoids or turns down: "Lee said he never said “…”", "denied
    “…”", "avoids the words “…”", "rejected claims that she had “…”".
    """
    for word in scene.doc.tokens[at.quoted.first : at.quoted.last + 1]:
        if scene.inside[word.head.i] != at.quoted.index and (why := _above(scene, at, word)):
            return why
    return ""


def _above(scene: Scene, at: Setting, word: Token) -> str:
    """The same for one of the words, by the verbs, the nouns for words and claims and the little words above it."""
    cues, token, claimed, told = scene.cues, word, False, False
    while token.dep in HELD and token.head is not token and token.head.i < at.quoted.first and token.lower != "as":
        if _goes_on(scene, token):
            return ""
        token = token.head
        lemma, reports = token.lemma.lower(), cues.of(token) in REPORTING and token.lemma.lower() != "go"
        claimed, told = claimed or lemma in cues.claims, told or lemma in cues.terms
        if token.lower == "without" and told:
            return f"“{token.text}”: the text tells that they were not said"
        if token.pos == "VERB":
            refuses = (
                lemma in cues.denying or (told and lemma in cues.avoiding) or (claimed and lemma in cues.rejecting)
            )
            between = scene.doc.tokens[token.i + 1 : at.quoted.first]
            if refuses and not _negated(token, word) and not any(_goes_on(scene, t) for t in between):
                return f"“{token.text}”: the text tells that they were not said, or not so"
            if reports and (why := _left_unsaid(scene, token, word)):
                return why
            if not (reports or lemma == "use") or any(c.dep in SUBJECTS for c in token.children):
                return ""
            told = True
        elif not (token.pos in ("ADP", "PART", "AUX") or told or claimed):
            return ""
    return ""


def _left_unsaid(scene: Scene, verb: Token, word: Token) -> str:
    """Why a reporting verb is told, and the words are not said."""
    if _negated(verb, word):
        return f"“{verb.text}” is negated"
    if [t.lower for t in scene.doc.tokens[max(0, verb.i - 2) : verb.i]] == ["short", "of"]:
        return f"“short of {verb.text}”: the text tells that they were not said"
    if verb.dep == "ccomp" and verb.head.lemma.lower() in scene.cues.hoping:
        return f"“{verb.head.text}” tells of words that nobody said"
    return ""


def _goes_on(scene: Scene, token: Token) -> bool:
    """A participle behind a comma is no part of what is denied: "Lee denied it, calling it “…”"."""
    return token.tag == "VBG" and token.i > 0 and scene.doc.tokens[token.i - 1].text == ","


def _negated(cue: Token, first: Token) -> bool:
    """Whether a verb has a "not" or a "never" of its own before the words, and no "not only"."""
    negation = next((c for c in cue.children if c.dep == "neg" and c.i < first.i), None)
    limited = any(c.lower in ("only", "just", "merely", "simply") for c in cue.children)
    return negation is not None and not limited


def _denial(scene: Scene, cue: Token) -> Token | None:
    """The verb of denying above a reporting verb: "denied that she had called it “…”", "denied a claim that …"."""
    token = cue
    while token.dep in BELOW and token.head is not token and not _goes_on(scene, token):
        token = token.head
        lemma = token.lemma.lower()
        if lemma in scene.cues.denying:
            return None if _negated(token, cue) else token
    return None
