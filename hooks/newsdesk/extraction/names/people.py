"""Chains of people: full names that are one person's, then surnames, given names and titles."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import Literal

from newsdesk.extraction.names.found import Found
from newsdesk.extraction.names.words import Words, fold


@dataclass(slots=True)
class Person:
    """One person of a text: finds that name her or him."""

    finds: list[Found] = field(default_factory=list)
    votes: Counter[str] = field(default_factory=Counter)  # for a gender
    full: bool = True
    candidates: tuple[int, ...] = ()

    @property
    def gender(self) -> Literal["f", "m"] | None:
        f, m = self.votes["f"], self.votes["m"]
        return "f" if f > m else "m" if m > f else None

    def longest(self) -> Found:
        """The find with the fullest name: most words, then seen first."""
        return max(self.finds, key=lambda f: (len(f.key()), sum(map(len, f.words)), -f.first.i))


def split_name(key: tuple[str, ...], words: Words) -> tuple[tuple[str, ...], str, str]:
    """Given names, surname (with its particles) and generation of a folded full name."""
    generation = ""
    while len(key) > 1 and key[-1] in words.suffixes:
        generation = key[-1] if key[-1] in words.generations else generation
        key = key[:-1]
    cut = len(key) - 1
    while cut > 1 and key[cut - 1] in words.particles:
        cut -= 1
    return key[:cut], " ".join(key[cut:]), generation


def same_given(a: str, b: str, words: Words) -> bool:
    """Whether two given names may be one: equal, an initial, or a nickname."""
    if a == b:
        return True
    if len(a) == 1 or len(b) == 1:
        return a[:1] == b[:1]
    return b in words.nicknames.get(a, ()) or a in words.nicknames.get(b, ())


def same_person(a: tuple[str, ...], b: tuple[str, ...], words: Words) -> bool:
    """Whether two folded full names of one text name one person."""
    if a == b:
        return True
    given_a, last_a, gen_a = split_name(a, words)
    given_b, last_b, gen_b = split_name(b, words)
    if gen_a != gen_b:
        return False
    if last_a != last_b:
        short, long = sorted((a, b), key=len)
        return len(short) >= 2 and (long[-len(short) :] == short or long[: len(short)] == short)
    if not given_a or not given_b or not same_given(given_a[0], given_b[0], words):
        return False
    middle_a, middle_b = given_a[1:], given_b[1:]
    if middle_a and middle_b:
        return all(
            x == y or (min(len(x), len(y)) == 1 and x[0] == y[0]) for x, y in zip(middle_a, middle_b, strict=False)
        )
    return True


def title_gender(found: Found, words: Words) -> str:
    """The gender that the words before a name tell, else ""."""
    for token in found.title:
        told = words.honorifics.get(fold(token.text)) or words.persons.get((fold(token.text),))
        told = told or words.titles.get((fold(token.text),))
        if told:
            return told
    return ""


def gather_people(finds: list[Found], words: Words) -> list[Person]:
    """People of one text, as first named; every find is given to one of them.

    A surname or given name alone goes to the one person it fits; where several fit, see `_choose`.
    """
    people: list[Person] = []
    bare: list[Found] = []
    for found in sorted(finds, key=lambda f: f.first.i):
        given, _, generation = split_name(found.key(), words)
        if found.curated or (given and not (len(given) == 0 and generation)):
            _place_full(people, found, words)
        else:
            bare.append(found)
    _vote(people, words)
    alone: dict[tuple[str, ...], Person] = {}
    for found in bare:
        fitting = _fitting(people, found, words)
        person = fitting[0] if len(fitting) == 1 else _choose(fitting, found) if fitting else None
        if person is None:
            key = (*found.key(), "?") if fitting else found.key()
            person = alone.get(key)
            if person is None:
                person = alone[key] = Person(full=False)
                person.candidates = tuple(people.index(p) for p in fitting)
        person.finds.append(found)
        told = title_gender(found, words)
        if told:
            person.votes[told] += 3
    return [*people, *alone.values()]


def _place_full(people: list[Person], found: Found, words: Words) -> None:
    key = found.key()
    fitting = [
        p
        for p in people
        if any(
            (found.curated and f.curated == found.curated)
            or (not (found.curated and f.curated) and same_person(key, f.key(), words))
            for f in p.finds
        )
    ]
    if len(fitting) == 1 or (fitting and any(f.key() == key for f in fitting[0].finds)):
        fitting[0].finds.append(found)
    else:
        exact = [p for p in fitting if any(f.key() == key for f in p.finds)]
        if exact:
            exact[0].finds.append(found)
        else:
            people.append(Person([found]))


def _vote(people: list[Person], words: Words) -> None:
    for person in people:
        for found in person.finds:
            told = title_gender(found, words)
            if told:
                person.votes[told] += 3
        given, _, _ = split_name(person.longest().key(), words)
        for name in given[:2]:
            told = words.gender_of_given.get(name) or words.gender_of_given.get(name.split("-")[0], "")
            if told:
                person.votes[told] += 2
                break


def _fitting(people: list[Person], found: Found, words: Words) -> list[Person]:
    key = found.key()
    _, last, generation = split_name(key, words)
    told = title_gender(found, words)
    by_last, by_given = [], []
    for person in people:
        for full in {f.key() for f in person.finds}:
            its_given, its_last, its_gen = split_name(full, words)
            if generation and its_gen != generation:
                continue
            if its_last == last or (its_last.split()[-1] == last):
                by_last.append(person)
                break
            if not told and its_given and its_given[0] == last:
                by_given.append(person)
                break
    fitting = by_last or by_given
    if told:
        agreeing = [p for p in fitting if p.gender == told]
        fitting = agreeing or [p for p in fitting if p.gender is None]
    return fitting


def _choose(fitting: list[Person], found: Found) -> Person | None:
    """Of several people who share a surname the one that the text supports, else None.

    Writers name the person an article is about by surname alone and relatives in full. So: the one first
    named in full, unless another was named in full more recently than anybody, or more often.
    """
    before = [(max((f.first.i for f in p.finds if f.first.i < found.first.i), default=-1), p) for p in fitting]
    ranked = sorted(fitting, key=lambda p: (-len(p.finds), p.finds[0].first.i))
    best, second = ranked[0], ranked[1]
    latest = max(before, key=lambda x: x[0])
    if latest[0] >= 0 and latest[1] is not best and found.first.i - latest[0] < 40:
        return None
    if best.finds[0].first.i < second.finds[0].first.i or len(best.finds) >= 2 * len(second.finds):
        return best
    return None


def surnames(people: list[Person], words: Words) -> dict[str, list[Person]]:
    """Who bears a folded surname."""
    table: dict[str, list[Person]] = defaultdict(list)
    for person in people:
        for last in {split_name(f.key(), words)[1] for f in person.finds}:
            table[last].append(person)
    return table
