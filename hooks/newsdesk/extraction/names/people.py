"""Chains of people: full names that are one person's, then surnames, given names and titles."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import Counter, defaultdict
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
    names: set[tuple[tuple[str, ...], tuple[str, ...]]] = field(default_factory=set)  # key and entries of each find
    places: list[int] = field(default_factory=list)  # first tokens of the finds, in order

    @property
    def gender(self) -> Literal["f", "m"] | None:
        f, m = self.votes["f"], self.votes["m"]
        return "f" if f > m else "m" if m > f else None

    def add(self, found: Found) -> None:
        self.finds.append(found)
        self.names.add((found.key(), found.curated))
        insort(self.places, found.first.i)

    def last_before(self, token: int) -> int:
        """The place of the last find before a token; -1 for none."""
        place = bisect_left(self.places, token)
        return self.places[place - 1] if place else -1

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


class _People:
    """The people of one text, and by which words they may be meant: a text may name thousands."""

    def __init__(self, words: Words) -> None:
        self.all: list[Person] = []
        self._words = words
        self._ends: defaultdict[str, set[int]] = defaultdict(set)  # by the last word, with and without a generation
        self._entries: defaultdict[str, set[int]] = defaultdict(set)
        self._lasts: defaultdict[str, dict[int, set[str]]] = defaultdict(dict)  # by surname: the generations of each
        self._givens: defaultdict[str, dict[int, set[str]]] = defaultdict(dict)

    def add(self, number: int, found: Found) -> None:
        """One more find of the person of a number; the next number makes a new person."""
        if number == len(self.all):
            self.all.append(Person())
        person, key = self.all[number], found.key()
        if (key, found.curated) not in person.names:
            given, last, generation = split_name(key, self._words)
            for end in {*key[-1:], *last.split()[-1:]}:
                self._ends[end].add(number)
            for entry in found.curated:
                self._entries[entry].add(number)
            for surname in {last, *last.split()[-1:]}:
                self._lasts[surname].setdefault(number, set()).add(generation)
            if given:
                self._givens[given[0]].setdefault(number, set()).add(generation)
        person.add(found)

    def place(self, found: Found) -> None:
        """Gives a full name to the person who has it, else to a new one."""
        key = found.key()
        near = {n for end in (*key[-1:], *split_name(key, self._words)[1].split()[-1:]) for n in self._ends[end]}
        near.update(n for entry in found.curated for n in self._entries[entry])
        fitting = [n for n in sorted(near) if self._same(self.all[n], found)]
        exact = [n for n in fitting if any(named == key for named, _ in self.all[n].names)]
        if len(fitting) == 1 or exact:
            self.add(exact[0] if exact else fitting[0], found)
        else:
            self.add(len(self.all), found)

    def _same(self, person: Person, found: Found) -> bool:
        key = found.key()
        return any(
            curated == found.curated if curated and found.curated else same_person(key, named, self._words)
            for named, curated in person.names
        )

    def fitting(self, found: Found) -> list[int]:
        """The people whom a surname or given name alone may mean."""
        _, last, generation = split_name(found.key(), self._words)
        told = title_gender(found, self._words)

        def agree(by: dict[int, set[str]]) -> list[int]:
            return [n for n in sorted(by) if not generation or generation in by[n]]

        fitting = agree(self._lasts.get(last, {})) or ([] if told else agree(self._givens.get(last, {})))
        if not told:
            return [n for n in fitting if not self.all[n].kin]
        agreeing = [n for n in fitting if self.all[n].gender == told]
        return agreeing or [n for n in fitting if self.all[n].gender is None]


def gather_people(finds: list[Found], words: Words) -> list[Person]:
    """People of one text, as first named; every find is given to one of them.

    A surname or given name alone goes to the one person it fits; where several fit, see `_choose`.
    """
    people = _People(words)
    bare: list[Found] = []
    for found in sorted(finds, key=lambda f: f.first.i):
        given, _, generation = split_name(found.key(), words)
        if found.curated or (given and not (len(given) == 0 and generation)):
            people.place(found)
        else:
            bare.append(found)
    _vote(people.all, words)
    alone: dict[tuple[str, ...], Person] = {}
    for found in bare:
        fitting = people.fitting(found)
        chosen = fitting[0] if len(fitting) == 1 else _choose(fitting, people.all, found) if fitting else None
        if chosen is not None:
            people.add(chosen, found)
            person = people.all[chosen]
        else:
            key = (*found.key(), "?") if fitting else found.key()
            person = alone.setdefault(key, Person(full=False, candidates=tuple(fitting)))
            person.add(found)
        told = title_gender(found, words)
        if told:
            person.votes[told] += 3
    return [*people.all, *alone.values()]


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


def _choose(fitting: list[int], people: list[Person], found: Found) -> int | None:
    """Of several people who share a surname the one that the text supports, else None.

    Writers name the person an article is about by surname alone, and relatives in full. So: the one who was named
    first or far more often, unless another one was named in full since.
    """
    ranked = sorted(fitting, key=lambda n: (-len(people[n].finds), people[n].finds[0].first.i))
    best, others = people[ranked[0]], [people[n] for n in ranked[1:]]
    here = found.first.i
    last = best.last_before(here)
    for other in others:
        since = other.last_before(here)
        if since > last and here - since < NEAR:
            return None
    first = best.finds[0].first.i < min(other.finds[0].first.i for other in others)
    return ranked[0] if first or len(best.finds) >= 2 * len(others[0].finds) else None
