"""Chains of people: full names that are one person's, then surnames, given names and titles."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Literal

from newsdesk.extraction.names.found import Found
from newsdesk.extraction.names.words import Words, fold

NEAR = 60  # tokens within which another bearer of the name, named in full, makes a bare surname doubtful


@dataclass(slots=True)
class Person:
    """One person of a text: finds that name her or him."""

    finds: list[Found] = field(default_factory=list)
    votes: Counter[str] = field(default_factory=Counter)  # for a gender
    full: bool = True
    candidates: tuple[int, ...] = ()
    kin: bool = False  # brought in as somebody's relative: "his wife Jane Doe"

    @property
    def gender(self) -> Literal["f", "m"] | None:
        f, m = self.votes["f"], self.votes["m"]
        return "f" if f > m else "m" if m > f else None

    def longest(self) -> Found:
        """The find with the full name used most, in plain words (no nickname in marks); a name that only lacks what
        stands before it in a longer one ("Suu Kyi") counts for the longer."""
        keys = {f.key() for f in self.finds}
        times = Counter(f.key() for f in self.finds)
        ends = {k for k in keys if any(len(k) < len(other) and other[-len(k) :] == k for other in keys)}
        return max(
            self.finds,
            key=lambda f: (
                _plain(f),
                f.key() not in ends,
                times[f.key()],
                len(f.key()),
                len("".join(f.words)),
                -f.first.i,
            ),
        )


def _plain(found: Found) -> bool:
    return len(found.words) > 1 and all(w[0].isalnum() and (w[-1].isalnum() or w[-1] == ".") for w in found.words)


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
    short, long = sorted((a, b), key=len)
    if len(short) >= 2 and long[-len(short) :] == short:
        return True  # "Suu Kyi" is "Aung San Suu Kyi"
    if last_a != last_b:
        return False
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
            person.kin = person.kin or _as_kin(found, words)
        given, _, _ = split_name(person.longest().key(), words)
        for name in given[:2]:
            told = words.gender_of_given.get(name) or words.gender_of_given.get(name.split("-")[0], "")
            if told:
                person.votes[told] += 2
                break


def _as_kin(found: Found, words: Words) -> bool:
    """Whether somebody is brought in as a relative: "his wife Jane Doe", "the first lady, Jane Doe"."""
    head = next((t for t in (found.first, found.last) if t.dep == "appos"), found.last)
    called = [*found.title, head.head] if head.dep == "appos" else list(found.title)
    called += [c for c in head.children if c.dep == "appos"]
    return any(fold(t.text) in words.kin for t in called)


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
    if not told:
        fitting = [p for p in fitting if not p.kin]
    if told:
        agreeing = [p for p in fitting if p.gender == told]
        fitting = agreeing or [p for p in fitting if p.gender is None]
    return fitting


def _choose(fitting: list[Person], found: Found) -> Person | None:
    """Of several people who share a surname the one that the text supports, else None.

    Writers name the person an article is about by surname alone, and relatives in full. So: the one who was named
    first or far more often, unless another one was named in full since.
    """
    ranked = sorted(fitting, key=lambda p: (-len(p.finds), p.finds[0].first.i))
    best, others = ranked[0], ranked[1:]
    here = found.first.i
    last = max((f.first.i for f in best.finds if f.first.i < here), default=-1)
    for other in others:
        since = max((f.first.i for f in other.finds if f.first.i < here), default=-1)
        if since > last and here - since < NEAR:
            return None
    first = best.finds[0].first.i < min(other.finds[0].first.i for other in others)
    return best if first or len(best.finds) >= 2 * len(others[0].finds) else None
