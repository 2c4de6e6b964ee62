"""Words in marks of which the text itself says that nobody said them: refused, whatever else speaks for them."""

from __future__ import annotations

from newsdesk.extraction.quotes.scene import REPORTING, SUBJECTS, Scene, Voice
from newsdesk.extraction.quotes.setting import Setting
from newsdesk.extraction.syntax import Token

NOBODY = frozenset({"nobody", "none", "neither", "no-one"})
CONDITIONS = frozenset({"if", "unless", "whether"})
BELOW = frozenset({"ccomp", "xcomp", "pcomp", "acl", "dobj", "prep", "pobj"})


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


def not_said(scene: Scene, at: Setting, voice: Voice, cue: Token) -> str:
    """Why words after a reporting verb were not said: "never said “…”", "denied saying “…”", "if Lee says “…”"."""
    first = scene.doc.tokens[at.quoted.first]
    if scene.cues.of(cue) not in REPORTING or cue.sent != first.sent or cue.i > first.i:
        return ""
    if voice.head.lower in NOBODY or any(c.lower == "no" and c.dep == "det" for c in voice.head.children):
        return f"“{voice.head.text}” said them"
    if _negated(cue, first):
        return f"“{cue.text}” is negated"
    condition = next((c for c in cue.children if c.dep == "mark" and c.lower in CONDITIONS), None)
    if condition is not None:
        return f"“{condition.text}” leaves open whether they were said"
    # the parser may hang the words from the denial itself, so verbs that only stand before them count too
    near = [*scene.doc.tokens[cue.i : first.i], *(scene.doc.tokens[i] for i in at.governors)]
    reporting = (token for token in near if scene.cues.of(token) in REPORTING)
    denial = next(filter(None, (_denial(scene, verb) for verb in reporting)), None)
    return f"“{denial.text}”: the text tells that they were not said, or not so" if denial is not None else ""


def _negated(cue: Token, first: Token) -> bool:
    """Whether a verb has a "not" or a "never" of its own before the words, and no "not only"."""
    negation = next((c for c in cue.children if c.dep == "neg" and c.i < first.i), None)
    limited = any(c.lower in ("only", "just", "merely", "simply") for c in cue.children)
    return negation is not None and not limited


def _denial(scene: Scene, cue: Token) -> Token | None:
    """The verb of denying above a reporting verb: "denied that she had called it “…”", "denied a claim that …"."""
    token = cue
    while token.dep in BELOW and token.head is not token:
        token = token.head
        if token.lemma.lower() in scene.cues.denying:
            return token
    return None
