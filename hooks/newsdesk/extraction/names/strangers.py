"""Surnames that a text uses before it names a bearer in full: where he is likely not the one meant, the surname is a
stranger's, whom the text never names in full, and no relative, founder or namesake speaks in his place.

News introduces people in full and goes on with the surname. So a surname that comes first, under a title or often, and
is followed by somebody's full name much later, in passing, as a daughter's or without that title, is not his.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from newsdesk.extraction.names.name_spans import NameSpan
from newsdesk.extraction.names.person_names import split_name, title_gender
from newsdesk.extraction.names.words import NameTables, fold
from newsdesk.extraction.syntax import Token

SHARED = "shared surname"  # the rule of a given name before another one's full name: "Bo and Ann Lee"
AWAY = 5  # paragraphs and uses after which no text would wait for the full name
Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Stranger:
    """Somebody whom a text never names in full: the genders that titles tell of him, and whether the surname stays his
    where it stands after another one's full name."""

    genders: frozenset[str]
    stays: bool


class Strangers:
    """Those whose surname alone a text uses before it names somebody else in full by it.

    `full`: for each person named in full, the finds that do so, in order. `bare`: surnames and given names alone.
    """

    def __init__(self, full: Sequence[Sequence[NameSpan]], bare: Sequence[NameSpan], words: NameTables) -> None:
        self.words = words
        self._bare = Counter(find.key() for find in bare)
        bearers: dict[str, list[Sequence[NameSpan]]] = defaultdict(list)
        for finds in full:
            for surname in {split_name(f.key(), words)[1].split()[-1] for f in finds}:
                bearers[surname].append(finds)
        early: dict[Key, list[NameSpan]] = defaultdict(list)
        for find in bare:
            named = bearers.get(find.key()[-1], ())
            if named and find.first.i < min(finds[0].first.i for finds in named) and not of_a_government(find, words):
                early[find.key()].append(find)
        told = ((key, self._stranger(finds, bearers[key[-1]])) for key, finds in early.items())
        self.by_surname = {key: stranger for key, stranger in told if stranger}

    def _stranger(self, early: Sequence[NameSpan], bearers: Iterable[Sequence[NameSpan]]) -> Stranger | None:
        """The stranger whose surname some finds are that stand before its bearers are named in full."""
        first = min(bearers, key=lambda named: named[0].first.i)
        genders = frozenset(told for find in early if (told := title_gender(find, self.words)))
        later = self._bare[early[0].key()] - len(early)
        if _no_such(genders, first, self.words):
            return Stranger(genders, True)
        if _not_introduced(early, first, later, self.words):
            return Stranger(genders, later <= len(early) or self.in_family(first))
        return None

    def in_family(self, full: Sequence[NameSpan], kin: bool = False) -> bool:
        """Whether somebody is a relative in the text, or called by the given name alone: the surname is another's."""
        shared = any(find.rule == SHARED for find in full)
        return kin or shared or any(self._bare[split_name(find.key(), self.words)[0][:1]] for find in full)

    def of_another_office(self, find: NameSpan, full: Sequence[NameSpan]) -> bool:
        """Whether a surname stands under an office by which the text does not call somebody."""
        offices = {*offices_of(find.title, self.words)}
        named = (f for f in full if len(f.key()) > 1)
        return bool(offices) and offices.isdisjoint({told for f in named for told in offices_told(f, self.words)})


def _no_such(told: frozenset[str], full: Sequence[NameSpan], words: NameTables) -> bool:
    """Whether who is named in full now cannot be meant: of the other gender, or brought in as a relative."""
    own = {words.gender_of_given.get(find.key()[0], "") for find in full} | {title_gender(find, words) for find in full}
    if told and own - {""} and not told & own:
        return True
    return any(as_kin(find, words) or find.rule == SHARED for find in full)


def _not_introduced(early: Sequence[NameSpan], full: Sequence[NameSpan], later: int, words: NameTables) -> bool:
    """Whether a full name comes too late, or without the office, to be that of the surname before it."""
    near = full[0].first.paragraph - early[0].first.paragraph
    offices = {office for find in early for office in offices_of(find.title, words)}
    if offices:
        return offices.isdisjoint({office for find in full for office in offices_told(find, words)})
    if any(find.title for find in early):
        return near > 1
    return later < len(early) and (near > AWAY or len(early) > AWAY)


def of_a_government(find: NameSpan, words: NameTables) -> bool:
    """Whether a surname stands for a term of office: "the Hallam administration"."""
    noun = find.last.head
    told = fold(noun.text) in words.terms or any(c.text == "White" and noun.text == "House" for c in noun.children)
    return find.last.dep == "compound" and noun.i > find.last.i and told


def governs(full: Sequence[NameSpan], words: NameTables) -> bool:
    """Whether somebody named in full may be whom a term of office is called after."""
    offices = {office for find in full for office in offices_told(find, words)}
    former = any(fold(t.text) in words.past for find in full for token in _telling(find) for t in token.children)
    return (
        not offices or (not offices.isdisjoint(words.heads_of_state)) or (bool(offices & words.rulers) and not former)
    )


def offices_of(title: Iterable[Token], words: NameTables) -> Iterator[str]:
    """The offices in a title, by their usual words: "Gov." is "governor"; "Mr." is none, "vice president" one."""
    plain, start = [fold(token.text) for token in title if token.text != "."], 0
    while start < len(plain):
        length = next((n for n in (3, 2, 1) if tuple(plain[start : start + n]) in words.titles), 0)
        if length:
            office = " ".join(plain[start : start + length])
            yield words.same_title.get(office, office)
        start += length or 1


def offices_told(find: NameSpan, words: NameTables) -> Iterator[str]:
    """The offices by which a text calls somebody beside the full name."""
    yield from offices_of(find.title, words)
    for token in _telling(find):
        yield words.same_title.get(fold(token.text), fold(token.text))


def _telling(find: NameSpan) -> Iterator[Token]:
    """The nouns in apposition to a name."""
    for token in (find.first, find.last):
        yield from (c for c in token.children if c.dep == "appos")
        if token.dep == "appos":
            yield token.head


def as_kin(found: NameSpan, words: NameTables) -> bool:
    """Whether somebody is brought in as a relative: "his wife Jane Doe", "the first lady, Jane Doe"; not as the father
    of nobody in particular ("a father of five")."""
    head = next((t for t in (found.first, found.last) if t.dep == "appos"), found.last)
    called = [head.head] if head.dep == "appos" else []
    called += [c for c in head.children if c.dep == "appos"]
    before = any(fold(t.text) in words.kin for t in found.title)
    return before or any(fold(t.text) in words.kin and _of_somebody(t) for t in called)


def _of_somebody(kin: Token) -> bool:
    """Whether a noun for a relative says whose: "his", "Hallam's", "of Peter Hallam"; the first lady needs none."""
    named = (o for c in kin.children if c.dep == "prep" and c.lower in ("of", "to") for o in c.children)
    whose = any(c.dep == "poss" for c in kin.children) or any(o.pos in ("PROPN", "PRON") for o in named)
    return whose or kin.lower == "lady" or not any(c.dep == "prep" for c in kin.children)
