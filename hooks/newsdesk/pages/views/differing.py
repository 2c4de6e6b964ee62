"""Where the outlets of a story disagree: figures, days, titles, names, and the words they put into somebody's mouth."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from newsdesk.pages.views.table import Row
from newsdesk.pages.views.wordings import Wording, around_own


@dataclass(frozen=True, slots=True)
class Differing:
    """One thing that outlets give differently: what each has, around the words that are its own."""

    anchor: str  # of its row in the table
    kind: str  # "Figure", …, "Words"
    what: str
    values: tuple[str, ...]
    sides: tuple[Wording, ...]


def differing(rows: Iterable[Row]) -> tuple[Differing, ...]:
    """What outlets give differently, values before words."""
    found = [
        Differing(
            anchor=row.anchor,
            kind=row.kind,
            what=row.label,
            values=tuple(dict.fromkeys(cell.value for cell in row.cells if cell.value)),
            sides=tuple(map(around_own, row.wordings)),
        )
        for row in rows
    ]
    return tuple(sorted(found, key=lambda one: one.kind == "Words"))
