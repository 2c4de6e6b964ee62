"""Chains of organisations, places, events and products."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from newsdesk.extraction.names.kinds import core_of
from newsdesk.extraction.names.name_spans import NameSpan
from newsdesk.extraction.names.patterns import initials_of, stands_for
from newsdesk.extraction.names.words import NameTables, fold
from newsdesk.extraction.syntax import Token
from newsdesk.records import EntityType

Key = tuple[str, ...]
OWN_NAME = 5  # letters: a longer word after a code is the product's own name, not one of its versions ("Max", "Plus")


@dataclass(slots=True)
class Thing:
    """One organisation, place, event or product of a text."""

    key: Key
    finds: list[NameSpan] = field(default_factory=list)
    strong: set[Key] = field(default_factory=set)  # other names that are as good as the whole one
    usual: str = ""  # a country's or state's usual name
    meaning: Key = ()  # what the text says an acronym is short for

    @property
    def type(self) -> EntityType:
        votes = Counter(f.type for f in self.finds for _ in range(f.strength))
        return max(votes, key=lambda kind: (votes[kind], kind))

    def longest(self) -> NameSpan:
        named = [f for f in self.finds if not f.weak] or self.finds
        return max(named, key=lambda f: (len(f.key()), sum(map(len, f.words)), -f.first.i))


def thing_key(found: NameSpan, words: NameTables) -> Key:
    """A name as it is compared: folded, without "the" and without legal forms at its end."""
    return bare_key(found.key(), words)


def bare_key(key: Key, words: NameTables) -> Key:
    if len(key) > 1 and key[0] == "the":
        key = key[1:]
    while len(key) > 1 and (key[-1] in words.legal or key[-1] in words.closing):
        key = key[:-1]
    if len(key) > 2 and key[-1] == "school" and key[-2] in ("elementary", "high", "middle", "primary"):
        key = key[:-1]
    while len(key) > 1 and key[-1] in ("&", "and"):
        key = key[:-1]
    key = tuple(words.spellings.get(word, word) for word in key)
    if len(key) > 1 and key[0] in _SHORT_COUNTRIES:
        key = (*fold(words.countries[key[0]]).split(), *key[1:])
    if key and key[-1][-1:] == "s" and (key[-1][-2:-1].isdigit() or (len(key) > 1 and _code(key[-2]))):
        key = (*key[:-1], key[-1][:-1])  # several A380s, several 787 Dreamliners
    return key


def _code(word: str) -> bool:
    return any(c.isdigit() for c in word)


_SHORT_COUNTRIES = ("us", "usa", "uk", "uae")


def gather_things(finds: list[NameSpan], brackets: list[tuple[NameSpan, Token]], words: NameTables) -> list[Thing]:
    """Things of one text, as first named; every find is given to one of them."""
    things: dict[Key, Thing] = {}
    for found in sorted(finds, key=lambda f: f.first.i):
        key = thing_key(found, words)
        whole = " ".join(key)
        country = words.countries.get(whole) or (words.demonyms.get(whole) if found.weak else None)
        if found.type == "place" and not found.weak:
            country = country or words.states.get(whole)
        if found.curated:
            key = ("", *found.curated)
        elif country:
            key = (fold(country),)
        thing = things.setdefault(key, Thing(key))
        thing.usual = country or thing.usual
        thing.finds.append(found)
    for long, short in brackets:
        _join(things, thing_key(long, words), (fold(short.text),), words)
        _join_half(things, thing_key(long, words), fold(short.text))
    order = sorted(things.values(), key=lambda t: t.finds[0].first.i)
    for thing in order:
        if thing.key in things and not thing.usual and thing.key[0]:
            longer = _long_form(thing, order, things, words)
            if longer is not None:
                if _as_good(thing, longer, words):
                    longer.strong.add(thing.key)
                _merge(things, longer, thing)
    for thing in things.values():
        thing.strong |= _without_maker(thing, words)
    return sorted(things.values(), key=lambda t: t.finds[0].first.i)


def of_no_kind(thing: Thing, words: NameTables) -> bool:
    """Whether it is a law ("Clean Ports Act", and "CPA" with it) or a case ("Brown v. Ash"): none of the kinds."""
    law = len(thing.key) > 1 and core_of(thing.key)[-1] in words.laws
    return (
        law
        or " ".join(" ".join(thing.key).replace("-", " ").split()) in words.no_kind
        or any(word in ("v", "vs") for word in thing.key[1:-1])
    )


def _without_maker(thing: Thing, words: NameTables) -> set[Key]:
    """ "A380" is as good as "Airbus A380", "787 Dreamliner" and "Boeing 787" as "Boeing 787 Dreamliner", "Heathrow"
    with or without "London"."""
    key = thing.key
    if thing.type == "product":
        at = next((i for i, word in enumerate(key) if _code(word)), 0)
        rest = key[at:]
        own = len(rest) == 2 and sum(map(str.isdigit, rest[0])) > 2 and rest[1].isalpha() and len(rest[1]) > OWN_NAME
        bare = {key[: at + 1]} if at and own else set()
        return bare | ({rest} if at and (len(rest) > 1 or not rest[0].isdigit()) else set())
    if thing.type == "place" and len(key) == 2 and key[0] in words.cities and key[1] not in words.heads | words.nouns:
        return {key[1:]}
    return set()


def _join(things: dict[Key, Thing], long: Key, short: Key, words: NameTables) -> None:
    if long in things:
        if short in things and short != long:
            _merge(things, things[long], things[short])
        things[long].strong.add(short)


def _join_half(things: dict[Key, Thing], long: Key, short: str) -> None:
    """ "Acme SDK" where "Acme Software Development Kit (SDK)" is known: the acronym stands for the end."""
    for key in sorted(things):
        front = key[:-1]
        begins = front and (long[: len(front)] == front or long[: len(front)] == (*front[:-1], front[-1] + "s"))
        if key[-1] == short and begins and long in things and len(key) < len(long):
            _merge(things, things[long], things[key])


def _merge(things: dict[Key, Thing], into: Thing, other: Thing) -> None:
    into.finds = sorted(into.finds + other.finds, key=lambda f: f.first.i)
    into.strong |= other.strong
    if things.get(other.key) is other:
        del things[other.key]
    for key in other.strong:
        if things.get(key) is other:
            del things[key]


def _long_form(short: Thing, order: list[Thing], things: dict[Key, Thing], words: NameTables) -> Thing | None:
    """The one thing that a shorter name stands for, if the text leaves no choice."""
    fitting = [
        t for t in order if t is not short and things.get(t.key) is t and t.key[0] and _shortens(short, t, words)
    ]
    national = [t for t in fitting if _of_a_country(short.key, t.key, words)]
    fitting = national or fitting  # "Utopian Air Force" rather than "Air Force Communications"
    return fitting[0] if len(fitting) == 1 else None


def _of_a_country(short: Key, long: Key, words: NameTables) -> bool:
    """Whether the longer name is the shorter one after a country or city: "Utopian Air Force"."""
    whose = " ".join(long[: -len(short)])
    return len(short) >= 2 and long[-len(short) :] == short and (words.place(whose) or whose in words.demonyms)


def _version(short: Thing, long: Thing) -> bool:
    """Whether a word is a version's own name: "Lynx" after "Skybook OS Lynx", which the text names more often."""
    coded = any(f.rule == "product code" for f in long.finds)
    return coded and long.type == "product" and len(long.key) > 2 and len(short.key) == 1 and (
        short.key[0].isalpha() and len(long.finds) > len(short.finds) and short.finds[0].first.i > long.finds[0].first.i
    )  # fmt: skip


def _without_letter(short: Key, long: Key) -> bool:
    """Whether a code lacks only the letter that its maker begins with: "Airbus 380" for "Airbus A380"."""
    maker, number = short[:-1], short[-1]
    return bool(maker) and len(number) > 2 and number.isdigit() and long == (*maker, maker[-1][0] + number)


def _as_good(short: Thing, long: Thing, words: NameTables) -> bool:
    """Whether other sources may use the shorter name for the longer: an acronym, a code, all but a generic word."""
    rest = long.key[len(short.key) :] if long.key[: len(short.key)] == short.key else ()
    acronym = len(short.key) == 1 and short.finds[0].words[0].isupper() and len(short.key[0]) >= 2
    code = long.type == "product" and _code(short.key[0]) and (not short.key[0].isdigit() or len(short.key) > 1)
    code = code or (len(long.key) > 1 and short.key == long.key[-1:] and _code(long.key[-2]) and len(short.key[0]) > 4)
    return acronym or code or bool(rest and all(w in words.legal or w in words.generic for w in rest))


def _shortens(short: Thing, long: Thing, words: NameTables) -> bool:
    a, b = short.key, long.key
    if long.usual or (short.type == "place") != (long.type == "place"):
        return False
    if (
        len(a) == 1
        and (len(b) > 1 or "-" in b[0])
        and short.finds[0].words[0].isupper()
        and len(a[0]) >= 2
        and a[0].isalpha()
    ):
        letters = short.finds[0].words[0].replace(".", "")
        if len(letters) == 2:
            return long.type == "organisation" and letters in initials_of(long.longest().words, words)
        return stands_for(letters, long.longest().words)
    if long.type == "product" and a[-1] == b[-1] + "s":
        a = (*a[:-1], b[-1])
    if long.type == "product" and (a == b or _without_letter(a, b)):
        return True
    if len(a) >= len(b) or any(word in ("of", "for", "on") for word in b[: len(b) - len(a)] if long.type == "product"):
        return False
    if long.type == "product" or short.type == "product":
        return b[-len(a) :] == a and (
            _code(a[0])
            or _version(short, long)
            or (
                long.type == short.type
                and (len(b) - len(a) == 1 or any(w[0].islower() or _code(w) for w in long.longest().words))
            )
        )
    if b[: len(a)] == a:
        rest = b[len(a) :]
        first_long = min(f.first.i for f in long.finds)
        first_short = min(f.first.i for f in short.finds)
        legal = all((w in words.legal or w in words.generic) and w not in words.divisions for w in rest)
        early = first_long < first_short
        whole = early and len(rest) > 1 and all(w in words.generic for w in rest)  # "Larkin Capital Management"
        named = " ".join(a)
        return (not words.place(named) or short.type == "organisation") and (
            legal or whole or (early and not words.divisions & set(rest))
        )
    if long.type == "place" and a in _without_maker(long, words):
        return True
    if long.type == "event" and b[0] in words.storms and b[1:] == a:
        return True
    if a[0] in words.product_tails and b[1:] == a:
        return all(f.article is not None for f in short.finds)  # "the Pro" of "Skybook Pro"
    return _of_a_country(a, b, words)
