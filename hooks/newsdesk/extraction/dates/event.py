"""What is dated: the word that a date belongs to, who did it and to what, read from the syntax around the date."""

from __future__ import annotations

from collections.abc import Sequence

from newsdesk.extraction.syntax import Token
from newsdesk.records import Event, Span

_SUBJECTS = ("nsubj", "nsubjpass")
_OBJECTS = ("dobj", "attr", "oprd", "dative")
_LONG = 12  # tokens of a phrase that are looked at


def event_of(date: Sequence[Token], head: Token) -> Event | None:
    """The event of a date with these tokens, whose phrase has `head`: the verb above it, or the noun behind it."""
    inside = {token.i for token in date}
    before = head.head.i > head.i and head.dep in ("compound", "nmod", "poss", "amod", "nummod", "npadvmod")
    if before and head.head.pos in ("NOUN", "PROPN"):
        return Event(head.head.lemma.lower(), None, None)
    verb = next((t for t in head.ancestors() if t.pos == "VERB" and t.i not in inside), None)
    if verb is None:
        return None
    subject, objects = _subject(verb), [t for t in verb.children if t.dep in _OBJECTS and t.i not in inside]
    objects += [
        t
        for preposition in (*verb.children, *(child for found in objects for child in found.children))
        if preposition.dep in ("prep", "agent") and head not in preposition.subtree()
        for t in preposition.children
        if t.dep == "pobj"
    ]
    return Event(verb.lemma.lower(), _phrase(subject, inside), _joined([_phrase(t, inside) for t in objects[:3]]))


def _subject(verb: Token) -> Token | None:
    """Its own subject, the noun that it stands behind ("a bill passed Tuesday"), or that of the verb above it."""
    for _ in range(4):
        own = next((t for t in verb.children if t.dep in _SUBJECTS), None)
        if own is not None:
            return own
        if verb.dep in ("acl", "relcl"):
            return verb.head
        if verb.dep not in ("conj", "xcomp", "advcl") or verb.head is verb:
            return None
        verb = verb.head
    return None


def _phrase(head: Token | None, date: set[int]) -> Span | None:
    """A noun with what stands before it and, where it is short, what belongs to it."""
    if head is None or head.i in date:
        return None
    tokens = [t for t in head.subtree() if t.i not in date]
    if not tokens:
        return None  # the date itself: "Tuesday was cold"
    if len(tokens) > _LONG:
        tokens = [t for t in tokens if t is head or (t.head is head and t.i < head.i)]
    return Span(tokens[0].start, max(t.end for t in tokens if t.i <= tokens[0].i + _LONG))


def _joined(spans: Sequence[Span | None]) -> Span | None:
    found = [span for span in spans if span]
    return Span(min(s.start for s in found), max(s.end for s in found)) if found else None
