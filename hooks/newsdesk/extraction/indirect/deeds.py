"""What somebody did with words, told without a clause of its own: accused X of Y, called on X to do it, called X Y.

Each is a frame of a verb, by what stands below it; which verbs have which is in `data/indirect_speech.yml`. Frames only
tell where the words are: whether they were said at all, and by whom, is judged as for every report.
"""

from __future__ import annotations

from collections.abc import Iterator

from newsdesk.extraction.indirect.words import Reporting
from newsdesk.extraction.syntax import Token

Frame = tuple[str, tuple[Token, ...], Token, tuple[Token, ...]]  # rule, cue, head of the words, heads of more of them
OBJECT = ("dobj", "dative")
TIMES = ("npadvmod", "advmod")


def deed_of(verb: Token, words: Reporting) -> Frame | None:
    """The frame in which a verb reports words; None where it does not."""
    lemma = verb.lemma.lower()
    frames = (
        _called_on(verb, lemma, words),
        _called_for_to(verb, lemma, words),
        _asked_to(verb, lemma, words),
        _named(verb, lemma, words),
        _blamed(verb, lemma, words),
        _about_a_thing(verb, lemma, words),
    )
    return next((frame for frame in frames if frame is not None), None)


def _called_on(verb: Token, lemma: str, words: Reporting) -> Frame | None:
    """ "Called on | the mayor to resign"."""
    on = next((c for c in verb.children if c.dep == "prep" and c.lower in words.on_somebody.get(lemma, ())), None)
    somebody = next((c for c in on.children if c.dep == "pobj"), None) if on is not None else None
    deed = _to_do(verb) or (_to_do(somebody) if somebody is not None else None)
    if on is None or somebody is None or deed is None or deed.i < somebody.i:
        return None
    return "to-do", (verb, on), deed, (somebody,)


def _called_for_to(verb: Token, lemma: str, words: Reporting) -> Frame | None:
    """ "Called for | towns to allow it": the parser takes "for" for a preposition or for the mark of a clause."""
    if "for" not in words.thing_after.get(lemma, ()):
        return None
    for child in verb.children:
        if child.i < verb.i:
            continue
        mark = next((c for c in child.children if c.dep == "mark" and c.lower == "for"), None)
        if child.tag in ("VB", "VBN") and mark is not None:
            return "to-do", (verb, mark), child, ()
        if child.dep == "prep" and child.lower == "for" and _only_times_between(verb, child):
            thing = next((c for c in child.children if c.dep in ("pobj", "pcomp")), None)
            if thing is not None:
                deed = _to_do(verb, behind=thing.i)
                rule = "to-do" if deed is not None else f"{lemma}-thing"
                return rule, (verb, child), deed or thing, (thing,) if deed is not None else ()
    return None


def _only_times_between(verb: Token, child: Token) -> bool:
    between = {t.i for c in verb.children if c.dep in TIMES for t in c.subtree()}
    return all(k in between for k in range(verb.i + 1, child.i))


def _asked_to(verb: Token, lemma: str, words: Reporting) -> Frame | None:
    """ "Asked | him to identify himself"."""
    if lemma not in words.of_somebody_to:
        return None
    somebody = next((c for c in verb.children if c.dep in OBJECT and c.i > verb.i), None)
    deed = _to_do(verb)
    if deed is None:
        return None
    subject = next((c for c in deed.children if c.dep == "nsubj" and c.i > verb.i), None)
    if somebody is None and subject is None:
        return None
    return "to-do", (verb,), deed, (somebody,) if somebody is not None and somebody.i < deed.i else ()


def _to_do(token: Token, behind: int = -1) -> Token | None:
    """The infinitive below a word, with its "to"."""
    return next(
        (
            c
            for c in token.children
            if c.tag in ("VB", "VBN")
            and c.dep in ("xcomp", "advcl", "ccomp", "relcl", "acl")
            and c.i > max(token.i, behind)
            and any(t.lower == "to" and t.dep == "aux" for t in c.children)
        ),
        None,
    )


def _named(verb: Token, lemma: str, words: Reporting) -> Frame | None:
    """ "Called | the plan a disgrace", "described | the figures as misleading"."""
    thing = next((c for c in verb.children if c.dep == "dobj" and c.i > verb.i), None)
    if lemma in words.naming and thing is None:  # the parser takes the whole for a clause
        clause = next((c for c in verb.children if c.dep == "ccomp" and c.i > verb.i), None)
        subject = clause and next((c for c in clause.children if c.dep == "nsubj" and c.i > verb.i), None)
        small = clause is not None and clause.pos in ("ADJ", "NOUN", "PROPN")
        return ("name-thing", (verb,), clause, ()) if clause is not None and subject is not None and small else None
    if thing is None or lemma not in words.naming | words.naming_as:
        return None
    if lemma in words.naming:
        name = next((c for c in verb.children if c.dep in ("oprd", "acomp", "attr") and c.i > thing.i), None)
        if name is not None:
            return "name-thing", (verb,), thing, (*_between(verb, thing, name), name)
    if lemma in words.naming_as:
        under = next((c for t in (verb, thing) for c in t.children if c.lower == "as" and c.i > thing.i), None)
        if under is not None and under.dep == "prep" and any(True for _ in under.children):
            return "name-thing", (verb,), thing, (*_between(verb, thing, under), under)
    return None


def _between(verb: Token, first: Token, last: Token) -> Iterator[Token]:
    """What the parser hung on the verb between two of its parts: "called a report | on her years | a lie"."""
    for child in verb.children:
        if first.i < child.i < last.i and child.dep in ("prep", "acl", "relcl", "punct"):
            yield child


def _blamed(verb: Token, lemma: str, words: Reporting) -> Frame | None:
    """ "Accused | the board of hiding it", "praised | the pilots for their patience"."""
    prepositions = words.blaming.get(lemma)
    thing = next((c for c in verb.children if c.dep == "dobj" and c.i > verb.i), None)
    if not prepositions or thing is None:
        return None
    why = next(
        (
            c
            for t in (verb, thing)
            for c in t.children
            if c.dep == "prep" and c.lower in prepositions and c.i > thing.i and any(True for _ in c.children)
        ),
        None,
    )
    return ("blame-for", (verb,), thing, (*_between(verb, thing, why), why)) if why is not None else None


def _about_a_thing(verb: Token, lemma: str, words: Reporting) -> Frame | None:
    """ "Decried | the use of her name", "demanded | an apology"."""
    if lemma not in words.of_things:
        return None
    thing = next((c for c in verb.children if c.dep == "dobj" and c.i > verb.i), None)
    if thing is None or thing.pos == "PRON":
        return None
    return f"{lemma}-thing", (verb,), thing, ()
