"""The kind of a name: what its own words tell, and the common nouns beside it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from newsdesk.extraction.names.descriptions import is_role
from newsdesk.extraction.names.words import NameTables, fold
from newsdesk.extraction.syntax import Token, root_of
from newsdesk.records import EntityType

_CODE = re.compile(r"[A-Z][A-Za-z]{0,3}-?\d{1,4}[A-Za-z]{0,3}(-\d+)?|i[A-Z]\w+|\d{3}-\d{1,3}\w*")
_ELIDED = re.compile(r"d['’][A-Z]")
_BRAND = re.compile(r"[a-z][A-Z]+$")  # "CentOS"


def kind_of(tokens: list[Token], kind: EntityType, words: NameTables) -> EntityType:
    """The kind that the words themselves tell, else the parser's."""
    parts = [fold(t.text) for t in tokens]
    whole = " ".join(parts).replace(" - ", "-")
    if whole in words.countries or (whole in words.demonyms and kind != "person"):
        return "place"
    if len(parts) > 2 and parts[-1] in words.generations and not set(parts[-1]) <= set("iv"):
        return "person"  # "Robert Field Jr.", not "World War II"
    legal = (
        len(parts) > 1 and parts[-1] in words.legal and len(parts[-1]) > 2 and parts[-1] not in words.gender_of_given
    )
    if (legal and kind != "product") or (whole in words.no_people and kind in ("person", "organisation")):
        return "organisation"  # "Peter Hallam Corp."
    if parts[0] in words.known_products and kind in ("organisation", "place"):
        return "product"
    if kind == "person":
        if len(parts) > 1 and parts[-1] in words.no_surnames:
            return words.heads.get(parts[-1], "organisation")
        known = len(parts) == 1 or parts[0] in words.gender_of_given or parts[1] == "-"  # "Jin-ho Park"
        return kind if known else words.heads.get(parts[-1], kind)
    if whole in words.cities and kind in ("organisation", "product") and not tokens[-1].text.isupper():
        return kind if whole in words.firms_of_cities else "place"
    if (_CODE.fullmatch(tokens[-1].text) and kind != "place") or (kind == "place" and _BRAND.search(tokens[-1].text)):
        return "product"
    told = words.heads.get(core_of(parts)[-1])
    if "&" in parts and (told or kind) in ("place", "product"):
        return "organisation"
    if told is not None and len(parts) > 1:
        return told
    if len(parts) in (2, 3) and kind == "organisation" and _ELIDED.match(tokens[-1].text):
        return "person"  # "Aurel Giraud d'Artan"
    given = parts[0] in words.gender_of_given and parts[-1] not in words.no_surnames
    if len(parts) in (2, 3) and given and kind == "organisation" and not {"&", "'s"} & {*parts}:
        return "person"
    return kind


def core_of(parts: Sequence[str]) -> Sequence[str]:
    """A name's folded words up to its head: "university" of "university of oslo"."""
    return parts[: min([parts.index(w) for w in ("of", "for") if w in parts], default=len(parts))] or parts


def called_a_thing(name: Token, words: NameTables) -> EntityType | None:
    """The kind that a common noun before a name or its apposition tells."""
    called = [c for c in name.children if c.dep in ("compound", "nmod") and c.i == name.i - 1 and c.tag == "NN"]
    called += [name.head] if name.dep == "appos" and name.head.tag == "NN" else []
    called += [c for c in name.children if c.dep == "appos" and c.tag == "NN"]
    called += [c for c in name.head.children if c.dep == name.dep == "nsubj" and c.i == name.i - 1 and c.tag == "NN"]
    return next((words.nouns[fold(t.text)] for t in called if fold(t.text) in words.nouns), None)


def called_a_product(name: list[Token], words: NameTables) -> bool:
    """Whether the text says outright that it is a product: "the game Minetest", "Rocky Linux, an operating system",
    "a MacBook"."""
    head = root_of(name)
    if any(c.i > name[-1].i and c.text[0].isdigit() for c in head.children):
        return False  # "the Boeing 787 is an airliner", Boeing is not
    called = [c for c in head.children if c.dep in ("compound", "nmod") and c.i == name[0].i - 1 and c.tag == "NN"]
    called += [head.head] if head.dep == "appos" and head.head.i < name[0].i else []
    called = [t for t in called if t.i < name[0].i - 1 or not any(c.lower in ("a", "an") for c in t.children)]
    called += [c for c in head.children if c.dep == "appos" and c.i > name[-1].i]
    if head.dep == "nsubj" and head.head.lemma == "be":
        called += [c for c in head.head.children if c.dep == "attr"]
    return any(t.tag == "NN" and _ware(t, words) for t in called if t not in name)


def _ware(noun: Token, words: NameTables) -> bool:
    system = noun.lower == "system" and any(c.lower == "operating" for c in noun.children)
    return system or fold(noun.text) in words.wares


def called_a_person(tokens: list[Token], first: int, last: int, words: NameTables) -> bool:
    """Whether an apposition says that the name is a person's: "the spokesperson, Morgan Ortagus"."""
    head = root_of(tokens[first : last + 1])
    called = [c for c in head.children if c.dep == "appos" and c.i > last]
    called += [head.head] if head.dep == "appos" and head.head.i < first else []
    called += [
        t for t in tokens[max(0, first - 1) : first] if t.dep == "compound" and t.head is head and t.text.islower()
    ]
    told = fold(tokens[last].text) in words.heads  # "Justice Department", whatever follows
    return not told and any(t.tag == "NN" and is_role(t, words) for t in called)


def with_article(run: list[Token]) -> bool:
    """Whether "the" goes with the name itself, as it never does with a person's."""
    return any(
        c.lower == "the" and c.i == run[0].i - 1
        for t in run
        for c in t.children
        if t.dep not in ("compound", "poss", "nmod", "amod")
    )


def called_a_body(name: list[Token], words: NameTables) -> bool:
    """Whether a noun that no person is called by stands right before a name like a person's: "the company Hermanos
    Ruiz"."""
    head = root_of(name)
    nouns = [c for c in head.children if c.dep in ("compound", "nmod") and c.i == name[0].i - 1]
    nouns += [head.head] if head.dep == "appos" and head.head.i == name[0].i - 1 else []
    known = fold(name[0].text) in words.gender_of_given
    return not known and any(t.tag == "NN" and fold(t.text) in words.bodies for t in nouns)


def called_a_ship(name: list[Token], kind: EntityType, words: NameTables) -> bool:
    """Whether a noun before the name, or with it in apposition, says that it is a ship's: "the frigate Ann Lee", "a
    second ship, the Ann Lee". A carrier is one if aircraft fly from it, or if it has a person's name."""
    head = root_of(name)
    nouns = [c for c in head.children if c.dep in ("compound", "nmod") and c.i == name[0].i - 1]
    nouns += [head.head] if head.dep == "appos" and head.head.i < name[0].i else []
    named = kind == "person" and len(name) > 1
    return any(
        t.tag == "NN" and (fold(t.text) in words.ships or (t.lower == "carrier" and (named or _aircraft(t))))
        for t in nouns
    )


def _aircraft(carrier: Token) -> bool:
    return any(c.lower == "aircraft" for c in carrier.children)


def publishes(name: list[Token], words: NameTables) -> bool:
    """Whether a place that is not known for one does what papers do: "El País reported that …"."""
    subject = name[-1] if name[-1].dep == "nsubj" else name[0]
    whole = fold(" ".join(t.text for t in name))
    clause = subject.dep == "nsubj" and subject.head.lemma in ("report", "publish") and subject.head.tag != "VB"
    return clause and not words.place(whole) and fold(name[-1].text) not in words.heads


def at_its_people(name: list[Token], words: NameTables) -> bool:
    """Whether people of a calling are "at" it, as they are at firms: "analysts at Peel Hunt"."""
    head = root_of(name)
    where = head.head
    if head.dep != "pobj" or where.lower != "at" or where.head.pos != "NOUN" or len(name) < 2:
        return False
    whose = where.head
    return (fold(whose.lemma),) in words.persons and fold(name[0].text) not in words.gender_of_given
