"""Chains of people: full names that are one person's, then surnames, given names and titles."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import Counter, defaultdict
from collections.abc import Container
from dataclasses import dataclass, field
from typing import Literal

from newsdesk.extraction.names.name_spans import NameSpan
from newsdesk.extraction.names.person_names import same_person, split_name, title_gender
from newsdesk.extraction.names.strangers import Strangers, as_kin, governs, of_a_government
from newsdesk.extraction.names.words import NameTables, fold

OFTEN = 3  # how often the one must be named who is named far more often than others
END = 1 << 60  # after every token
NEAR = 60  # tokens within which another bearer of the name, named in full, makes a bare surname doubtful


@dataclass(slots=True)
class Person:
    """One person of a text: finds that name her or him."""

    finds: list[NameSpan] = field(default_factory=list)
    votes: Counter[str] = field(default_factory=Counter)  # for a gender
    full: bool = True
    candidates: tuple[int, ...] = ()
    kin: bool = False  # brought in as somebody's relative: "his wife Jane Doe"
    style: str = ""  # the title that makes one name a whole one: "Lord" Ashgrove, "Queen" Margrethe
    names: set[tuple[tuple[str, ...], tuple[str, ...]]] = field(default_factory=set)  # key and entries of each find
    places: list[int] = field(default_factory=list)  # first tokens of the finds, in order
    at: dict[int, NameSpan] = field(default_factory=dict)  # the finds by their first tokens

    @property
    def gender(self) -> Literal["f", "m"] | None:
        f, m = self.votes["f"], self.votes["m"]
        return "f" if f > m else "m" if m > f else None

    def add(self, found: NameSpan) -> None:
        self.finds.append(found)
        self.names.add((found.key(), found.curated))
        insort(self.places, found.first.i)
        self.at[found.first.i] = found

    def last_before(self, token: int) -> int:
        """The place of the last find before a token; -1 for none."""
        place = bisect_left(self.places, token)
        return self.places[place - 1] if place else -1

    def longest(self) -> NameSpan:
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
                not "".join(f.words).isupper(),
                -f.first.i,
            ),
        )


def _plain(found: NameSpan) -> bool:
    return len(found.words) > 1 and all(w[0].isalnum() and (w[-1].isalnum() or w[-1] == ".") for w in found.words)


class _People:
    """The people of one text, and by which words they may be meant: a text may name thousands."""

    def __init__(self, words: NameTables) -> None:
        self.all: list[Person] = []
        self._words = words
        self._ends: defaultdict[str, set[int]] = defaultdict(set)  # by the last word, with and without a generation
        self._entries: defaultdict[str, set[int]] = defaultdict(set)
        self._lasts: defaultdict[str, dict[int, set[str]]] = defaultdict(dict)  # by surname: the generations of each
        self._givens: defaultdict[str, dict[int, set[str]]] = defaultdict(dict)
        self._firsts: defaultdict[str, dict[int, set[str]]] = defaultdict(dict)  # by the first of two surnames

    def add(self, number: int, found: NameSpan) -> None:
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
            surnames_only = any(len(key) < len(named) and named[-len(key) :] == key for named, _ in person.names)
            if given and not surnames_only:
                self._givens[given[0]].setdefault(number, set()).add(generation)
            if len(given) > 1 and len(given[-1]) > 2 and given[-1] not in self._words.gender_of_given:
                self._firsts[given[-1]].setdefault(number, set()).add(generation)
        person.add(found)

    def place(self, found: NameSpan) -> None:
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

    def _same(self, person: Person, found: NameSpan) -> bool:
        key = found.key()
        return any(
            curated == found.curated if curated and found.curated else same_person(key, named, self._words)
            for named, curated in person.names
        )

    def meant(self, found: NameSpan) -> tuple[list[int], int | None]:
        """The people whom a surname or given name alone may mean, and the one whom it means if the text tells.

        "Sir" and "Dame" stand before given names, "Mr" and "President" before surnames, "Prince" and "Lady" before
        both. A surname may be the first of two ("Sánchez").
        """
        _, last, generation = split_name(found.key(), self._words)
        told, titles = title_gender(found, self._words), {fold(token.text) for token in found.title}

        def fitting(by: dict[int, set[str]]) -> list[int]:
            named = [n for n in sorted(by) if not generation or generation in by[n]]
            agreeing = [n for n in named if not told or self.all[n].gender == told]
            return agreeing or [n for n in named if self.all[n].gender is None]

        if not titles & self._words.before_given:
            for by in (self._lasts, self._firsts):
                bearers = fitting(by.get(last, {}))
                leading = bearers if told else [n for n in bearers if not self.all[n].kin]
                if leading:
                    return leading, _choose(leading, bearers, self.all, found, len(bearers) < 3)
                if bearers:
                    return [], None
        if told and not titles & (self._words.before_given | self._words.before_one_name):
            return [], None
        given = fitting(self._givens.get(last, {}))
        return given, _choose(given, given, self.all, found, False) if given else None


def gather_people(finds: list[NameSpan], words: NameTables, firms: Container[tuple[str, ...]] = ()) -> list[Person]:
    """People of one text, as first named; every find is given to one of them.

    A surname or given name alone goes to the one person it fits; where several fit, see `_choose`. What is also the
    name of one of the `firms` goes to nobody.
    """
    people = _People(words)
    bare: list[NameSpan] = []
    for found in sorted(finds, key=lambda f: f.first.i):
        given, _, generation = split_name(found.key(), words)
        if found.curated or (given and not (len(given) == 0 and generation)):
            people.place(found)
        else:
            bare.append(found)
    _vote(people.all, words)
    _settle_generations(people.all, words)
    others = Strangers([person.finds for person in people.all if person.full], bare, words)
    alone: dict[tuple[str, ...], Person] = {}
    for found in bare:
        fitting, chosen = people.meant(found)
        if found.key() in firms and not found.title:
            chosen = None
        if chosen is not None and _another(people.all[chosen], found, others):
            fitting, chosen = [], None
        if chosen is not None:
            person = people.all[chosen]
        else:
            key = (*found.key(), "?") if fitting else found.key()
            person = alone.setdefault(key, Person(full=False, candidates=tuple(fitting)))
        person.add(found)
        told = title_gender(found, words)
        if told:
            person.votes[told] += 3
    for person in alone.values():
        _style(person, words)
    return [*people.all, *alone.values()]


def _another(person: Person, found: NameSpan, others: Strangers) -> bool:
    """Whether a surname alone is not of the one whom it fits: it is a stranger's, or that of a government not his."""
    words = others.words
    named = [f.first.i for f in person.finds if len(f.key()) > 1]
    if of_a_government(found, words):
        return min(named) > found.first.i or not governs(person.finds, words)
    if found.title and others.in_family(person.finds, person.kin) and others.of_another_office(found, person.finds):
        return True
    theirs = others.by_surname.get(found.key())
    if theirs is None or (min(named) < found.first.i and not theirs.stays):
        return False
    told = title_gender(found, words)
    return not (told and theirs.genders and told not in theirs.genders and told == person.gender)


def _settle_generations(people: list[Person], words: NameTables) -> None:
    """Where a text has both a Senior and a Junior, the name alone is nobody's."""
    named: dict[tuple[tuple[str, ...], str], dict[str, int]] = defaultdict(dict)
    for n, person in enumerate(people):
        for key, _ in person.names:
            given, last, generation = split_name(key, words)
            named[given, last].setdefault(generation, n)
    for bearers in named.values():
        plain = bearers.pop("", None)
        if plain is not None and len(set(bearers.values()) - {plain}) > 1:
            people[plain].full, people[plain].candidates = False, tuple(sorted(bearers.values()))


def _named_before(found: NameSpan) -> bool:
    """Whether what looks like a title is a part of the name: "Sacha Baron Cohen"."""
    return any(c.dep == "compound" and c.ent_type == "PERSON" and c.i < found.title[0].i for c in found.last.children)


def _style(person: Person, words: NameTables) -> None:
    """A peer's or ruler's one name is a whole one: "Lord Ashgrove", "Pope Francis"."""
    titles = (find.title[-1].text for find in person.finds if find.title and not _named_before(find))
    person.style = next((title for title in titles if fold(title) in words.before_one_name), "")
    if person.style and not person.candidates:
        person.full = True


def _vote(people: list[Person], words: NameTables) -> None:
    for person in people:
        for found in person.finds:
            told = title_gender(found, words)
            if told:
                person.votes[told] += 3
            person.kin = person.kin or as_kin(found, words)
        given, _, _ = split_name(person.longest().key(), words)
        for name in given[:2]:
            told = words.gender_of_given.get(name) or words.gender_of_given.get(name.split("-")[0], "")
            if told:
                person.votes[told] += 2
                break


def _choose(
    fitting: list[int], bearers: list[int], people: list[Person], found: NameSpan, first_counts: bool
) -> int | None:
    """Of the people who share a name the one that the text supports, else None.

    Writers name the person an article is about by surname alone, and relatives in full. So: the one who was named
    first (not where three share a surname, or two a given name) or far more often, unless another one was named in
    full since; a relative, if a sentence was about her.
    """
    here = found.first.i
    so_far = [n for n in bearers if people[n].last_before(here) >= 0]
    if len(so_far) == 1 and so_far[0] in fitting:
        return so_far[0]
    ranked = sorted(fitting, key=lambda n: (-len(people[n].finds), people[n].finds[0].first.i))
    best, others = people[ranked[0]], [people[n] for n in bearers if n != ranked[0]]
    last = best.last_before(here)
    most = max((len(other.finds) for other in others), default=0)
    often = len(best.finds) >= max(OFTEN, 2 * most)
    for other in others:
        since = other.last_before(here)
        if since > last and here - since < NEAR and (not other.kin or (not often and _acts(other.at[since]))):
            return None
    rivals = [people[n].finds[0].first.i for n in ranked[1:]]
    first = best.finds[0].first.i < min(rivals, default=END) and first_counts
    return ranked[0] if not others or first or often else None


def _acts(found: NameSpan) -> bool:
    """Whether a sentence is about somebody whom it names in full: its subject, or named beside it ("His daughter, Ann
    Lee,")."""
    name = found.last
    return len(found.key()) > 1 and (name.head if name.dep == "appos" else name).dep in ("nsubj", "nsubjpass")
