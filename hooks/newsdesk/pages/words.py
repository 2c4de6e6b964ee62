"""How the site words things: dates, counts, kinds."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from datetime import date
from functools import lru_cache

from newsdesk.records import EntityType, QuoteKind, RelationKind

NOT_STATED = "not stated"

QUOTE_KINDS: Mapping[QuoteKind, str] = {"direct": "Quoted", "mixed": "Quoted in part", "indirect": "Reported"}

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


def short_date(value: str) -> str:
    """The same in little space: "2021-03-20" → "20 Mar 2021"."""
    return " ".join(part[:3] if part.isalpha() else part for part in partial_date(value).split())


def count(number: int, one: str, many: str = "") -> str:
    """ "1 quote", "1,204 quotes"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def listed(items: list[str]) -> str:
    """ "a", "a and b", "a, b and c"."""
    return " and ".join([", ".join(items[:-1]), items[-1]]) if len(items) > 1 else "".join(items)


def opening(text: str, most: int = 12) -> str:
    """The first words of a text, whole ones: "The port of Larn will close …"."""
    found = text.split()
    return " ".join(found) if len(found) <= most else " ".join(found[:most]).rstrip(",;:–—-") + " …"


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


_AFTER_SURNAMES = {"jr", "sr", "ii", "iii", "iv", "v", "md", "phd", "kc", "qc"}


def sorting_name(name: str, person: bool) -> str:
    """What a name is listed by: a person's surname ("Ludwig van Beethoven" → "Beethoven Ludwig van"), else the name
    without its article ("The Larn Courier" → "Larn Courier"). A name in another script stands as it is written."""
    parts = name.split()
    if not person:
        return " ".join(parts[1:] if parts[:1] in (["The"], ["the"]) and parts[1:] else parts)
    end = len(parts)
    while end > 2 and parts[end - 1].strip(".,").casefold() in _AFTER_SURNAMES:
        end -= 1
    surname = parts[end - 1].rstrip(",") if end else ""
    latin = unicodedata.name(surname[:1] or " ", "").startswith(("LATIN", "GREEK", "CYRILLIC"))
    return " ".join((surname, *parts[: end - 1], *parts[end:])) if latin else name


def sorting_letter(name: str) -> str:
    """The letter under which a name is listed: "Óscar" → "O", "李明" → "李", "3M" → "0–9"."""
    first = next((char for char in name if char.isalnum()), "")
    if first.isdigit():
        return "0–9"
    return unicodedata.normalize("NFD", first)[:1].upper() or "–"
