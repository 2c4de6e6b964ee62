"""How many days lie between two things, in words."""

from __future__ import annotations

from datetime import date


def time_between(one: date | None, other: date | None) -> str:
    """When something of another day stands to one, in words: "the same week", "3 months earlier"; "" if unknown."""
    if not (one and other):
        return ""
    days = (other - one).days
    if abs(days) <= 7:
        return "the same week" if days else "the same day"
    for unit, length in (("year", 365), ("month", 30), ("week", 7)):
        if (number := abs(days) // length) >= 1:
            return f"{number} {unit}{'s' if number > 1 else ''} {'later' if days > 0 else 'earlier'}"
    return ""
