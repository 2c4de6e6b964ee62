"""Whether nothing but their attribution stands between two stretches: then they are the two sides of one quote.

An attribution is the speaker, the reporting verb, and who was told, where and when. Whatever else the outlet puts
there (“…,” he said, adding that Reed was “a coward”) are its own words, and the stretches are two quotes: put together
they would say what nobody said.
"""

from __future__ import annotations

from collections.abc import Sequence

from newsdesk.extraction.speakers.scene import NOMINAL, REPORTING, Scene, Voice
from newsdesk.extraction.syntax import Token

MOST = 25  # words
FEW = 4  # words where no comma stands before the mark that opens again
STOPS = frozenset({".", "?", "!", ";", ":", "…", "..."})
# What belongs to a noun, and what to a reporting verb.
OF_NOUN = frozenset({
    "det", "predet", "amod", "compound", "nmod", "nummod", "quantmod", "poss", "case", "appos", "npadvmod", "neg",
})  # fmt: skip
OF_VERB = frozenset({"aux", "auxpass", "prt", "advmod", "npadvmod", "agent"})
# Prepositions of time and place of saying, of whom it was said to, and how; "of" and "about" tell of something else.
CIRCUMSTANCES = frozenset({
    "in", "on", "at", "during", "before", "after", "to", "from", "via", "through", "by", "with", "over", "outside",
    "inside", "near", "aboard", "onto", "into", "within", "between", "amid", "while", "following", "since", "under",
    "alongside", "beside", "without",
})  # fmt: skip


def only_attribution(scene: Scene, between: Sequence[Token], voice: Voice, cue: Token | None) -> bool:
    """Whether the tokens between two stretches are the attribution to a voice and nothing else."""
    words = [t for t in between if t.pos != "PUNCT"]
    if cue is None or cue not in between or voice.head not in between or len(words) > MOST:
        return False
    set_off = any(t.text in (",", "—", "–", "-") for t in between[-2:])  # before the mark that opens again
    if any(t.text in STOPS for t in between) or (len(words) > FEW and not set_off):
        return False
    inside = {t.i for t in between}
    known = {cue.i, voice.head.i}
    if voice.entity is not None:
        known |= set(range(voice.entity.first.i, voice.entity.last.i + 1)) & inside
    grown = -1
    while grown != len(known):
        grown = len(known)
        known |= {t.i for t in words if t.i not in known and t.head.i in known and _belongs(scene, t, cue)}
    return all(t.i in known for t in words)


def _belongs(scene: Scene, token: Token, cue: Token) -> bool:
    """Whether a token is part of an attribution that its head is part of."""
    head, dep = token.head, token.dep
    if token.tag == "VBG" and dep not in ("amod", "compound"):
        return False
    if head is cue and cue.lower == "according":
        return token.lower == "to"
    if head.pos in ("ADP", "SCONJ") or dep == "pobj":
        return dep in ("pobj", "prep", "advmod") and token.pos not in ("VERB", "AUX")
    if head is cue or head.pos in ("VERB", "AUX"):
        return _with_verb(scene, token, cue)
    if dep == "prep":
        return True
    if dep in ("cc", "conj"):
        return token.pos in NOMINAL or token.lower in ("and", "or", "&")
    if dep == "relcl":
        return _tells_nothing(scene, token, cue)
    return dep in OF_NOUN or (dep == "advmod" and token.pos == "ADV") or head.pos in ("ADV", "ADJ", "NUM")


def _with_verb(scene: Scene, token: Token, cue: Token) -> bool:
    if token.head is not cue:  # in a clause that describes the speaker
        return True
    if token.dep == "prep":
        return token.lower in CIRCUMSTANCES
    if token.dep in ("dobj", "dative", "nsubj", "nsubjpass", "attr", "oprd"):
        timely = token.ent_type in ("DATE", "TIME")
        told = cue.lemma.lower() in ("tell", "ask", "remind", "assure", "inform", "warn", "thank", "urge", "advise")
        return timely or told or token.dep in ("nsubj", "nsubjpass")
    return (token.dep in OF_VERB and token.pos not in ("VERB", "SCONJ")) or token.dep in ("aux", "auxpass")


def _tells_nothing(scene: Scene, clause: Token, cue: Token) -> bool:
    """Whether a relative clause only describes the speaker, and reports nothing: "said Lee, who chairs the board"."""
    return not any(
        t is not cue and t.pos in ("VERB", "AUX") and (scene.cues.of(t) in (*REPORTING, "think") or t.tag == "VBG")
        for t in clause.subtree()
        if scene.inside[t.i] < 0
    )
