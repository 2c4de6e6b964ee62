"""How the site words things: dates, counts, kinds."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from datetime import date
from functools import lru_cache

from newsdesk.records import EntityType, QuoteKind, RelationKind

NOT_STATED = "not stated"

QUOTE_KINDS: Mapping[QuoteKind, str] = {"direct": "Direct quote", "mixed": "Partly quoted", "indirect": "Reported"}

QUOTE_KIND_HELP: Mapping[QuoteKind, str] = {
    "direct": "The source prints these words in quotation marks, as a full sentence or more.",
    "mixed": "The source prints these words in quotation marks inside a sentence of its own.",
    "indirect": "The source reports this without quotation marks: the wording is the outlet’s.",
}

TYPES: Mapping[EntityType, str] = {
    "person": "Person",
    "organisation": "Organisation",
    "place": "Place",
    "event": "Event",
    "product": "Product",
}

TYPES_PLURAL: Mapping[EntityType, str] = {
    "person": "People",
    "organisation": "Organisations",
    "place": "Places",
    "event": "Events",
    "product": "Products",
}

RELATIONS: Mapping[RelationKind, tuple[str, str]] = {  # as told on the subject's profile, and on the object's
    "heads": ("Heads", "Headed by"),
    "works_for": ("Works for", "Those who work for it"),
    "owned_by": ("Owned by", "Owns"),
    "hosted_by": ("Hosted by", "Hosts"),
    "part_of": ("Part of", "Parts"),
}
MEMBERSHIP = ("Member of", "Members")  # of a person, that is part of an organisation

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def day(value: date | None) -> str:
    """ "20 March 2021"; "date not stated" where there is none."""
    return f"{value.day} {_MONTHS[value.month - 1]} {value.year}" if value else f"date {NOT_STATED}"


def partial_date(value: str) -> str:
    """A date of any precision: "2021-03-20" → "20 March 2021", "2021-03" → "March 2021", "2021" → "2021"."""
    year, _, rest = value.partition("-")
    month, _, number = rest.partition("-")
    parts = [str(int(number))] if number else []
    if month:
        parts.append(_MONTHS[int(month) - 1])
    return " ".join([*parts, year])


def count(number: int, one: str, many: str = "") -> str:
    """ "1 quote", "1,204 quotes"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def listed(items: list[str]) -> str:
    """ "a", "a and b", "a, b and c"."""
    return " and ".join([", ".join(items[:-1]), items[-1]]) if len(items) > 1 else "".join(items)


def direction(text: str) -> str:
    """The writing direction of a text, by its first letter that has one: "rtl" or "ltr"."""
    for char in text:
        kind = unicodedata.bidirectional(char)
        if kind in ("R", "AL"):
            return "rtl"
        if kind == "L":
            return "ltr"
    return "ltr"


def told_as(cue: str) -> str:
    """What must stand between a speaker and reported words, which mean another thing after "denied" than "said"."""
    cue = cue[:1].lower() + cue[1:]
    return "" if cue.startswith("according") else cue


@lru_cache(maxsize=100_000)
def monogram(name: str) -> str:
    """One or two letters that stand for a name: "Elon Musk" → "EM", "李明" → "李"."""
    words = [word for word in name.replace("-", " ").split() if word[0].isalnum()]
    if not words:
        return "?"
    if not unicodedata.name(words[0][0], "").startswith(("LATIN", "GREEK", "CYRILLIC")):
        return words[0][0]
    capitals = [word for word in words if word[0].isupper() or word[0].isdigit()] or words
    letters = capitals[0][0] + (capitals[-1][0] if len(capitals) > 1 else "")
    return letters.upper()


def sorting_letter(name: str) -> str:
    """The letter under which a name is listed: "Óscar" → "O", "李明" → "李", "3M" → "0–9"."""
    first = next((char for char in name if char.isalnum()), "")
    if first.isdigit():
        return "0–9"
    return unicodedata.normalize("NFD", first)[:1].upper() or "–"
