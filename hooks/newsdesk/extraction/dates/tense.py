"""The tense around a date: whether what is dated had happened or was still to come when the text was written."""

from __future__ import annotations

from typing import Literal

from newsdesk.extraction.dates.patterns import DateTables
from newsdesk.extraction.syntax import Token

# "open": the text does not say ("had been scheduled for", "would meet on", a headline's present).
Tense = Literal["past", "future", "present", "open"]


def tense_at(token: Token, words: DateTables) -> Tense:
    """The tense of the clause that a token belongs to, read from its nearest verb upwards."""
    above = [t.lower for t in (token, *token.ancestors())]
    if "according" in above or (above[1:3] == ["of", "as"]):
        return "past"
    for verb in _verbs(token):
        tense = _tense(verb, words)
        if tense is not None:
            return tense
    return "open"


def _verbs(token: Token) -> list[Token]:
    chain = [token, *token.ancestors()]
    return [t for t in chain if t.pos in ("VERB", "AUX") and t.dep not in ("aux", "auxpass")]


def _tense(verb: Token, words: DateTables) -> Tense | None:
    """None where the verb leaves it to the one above ("speaking on Monday, he said")."""
    helpers = {t.lower for t in verb.children if t.dep in ("aux", "auxpass")}
    if helpers & {"will", "'ll", "’ll", "shall"} or {"going", "to"} <= helpers:
        return "future"
    if helpers & {"would", "could", "should", "might", "may", "can", "must"}:
        return "open"
    if verb.lower == "going" and any(t.dep == "xcomp" for t in verb.children):
        return "future"
    if verb.tag == "VB" and "to" in helpers:
        return _of_infinitive(verb, words)
    if verb.lemma in words.planning and verb.tag in ("VBN", "VBG"):
        return "future" if helpers & {"is", "are", "'s", "’s", "been"} and "was" not in helpers else "open"
    if verb.tag == "VBD" or helpers & {"was", "were", "did", "had", "has", "have"}:
        return "past"
    if verb.tag == "VBN" and not helpers:  # "a letter released Friday", but "will go on, followed by a vote on Friday"
        above = next((t for t in (_tense(v, words) for v in _verbs(verb.head) if v is not verb) if t), "past")
        return "past" if above in ("past", "present") else "open"
    if verb.tag in ("VBG", "VB") and not helpers:
        return None
    return "past" if verb.lemma in words.telling else "present"


def _of_infinitive(verb: Token, words: DateTables) -> Tense | None:
    above = verb.head
    if verb.dep not in ("xcomp", "ccomp", "acl", "advcl", "ROOT", "relcl") or above is verb:
        return "open"
    if above.lemma in words.planning or above.pos in ("ADJ", "NOUN"):
        helpers = {t.lower for t in above.children if t.dep in ("aux", "auxpass")}
        now = above.tag in ("VBZ", "VBP") or helpers & {"is", "are", "has", "have", "'s", "’s", "will"}
        return "future" if now and not helpers & {"was", "were", "had"} else "open"
    return None
