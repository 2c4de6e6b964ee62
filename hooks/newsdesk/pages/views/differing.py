"""Where the outlets of a story disagree: figures, days, titles, names, and the words they put into somebody's mouth."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from newsdesk.pages.views.labels import Ref
from newsdesk.pages.views.table import KINDS, Row
from newsdesk.pages.views.wordings import WordingRow, around_own


@dataclass(frozen=True, slots=True)
class Side:
    """What one outlet gives, and which others give the same."""

    wording: WordingRow
    also: tuple[Ref, ...]


@dataclass(frozen=True, slots=True)
class Differing:
    """One thing that outlets give differently: what each has, around the words that are its own."""

    anchor: str  # of its row in the table
    kind: str  # "Figure", …, "Words"
    what: str
    values: tuple[str, ...]
    sides: tuple[Side, ...]


def differing(rows: Iterable[Row]) -> tuple[Differing, ...]:
    """The differences between outlets, values before words."""
    found = [
        Differing(
            anchor=row.anchor,
            kind=row.kind,
            what=row.label if row.kind == KINDS["title"] else "",  # else the values and sentences say it
            values=tuple(dict.fromkeys(cell.value for cell in row.cells if cell.value)),
            sides=tuple(_sides(row)),
        )
        for row in rows
    ]
    return tuple(sorted(found, key=lambda one: one.kind == "Words"))


def _sides(row: Row) -> Iterator[Side]:
    """The wordings of a row around what is their own; those that give one value stand together, for the first."""
    together: dict[str, list[WordingRow]] = {}
    for wording in row.wordings:
        fact = wording.kind is None
        text = wording.stretches[wording.point].text if fact else "".join(it.text for it in wording.stretches)
        together.setdefault(text.casefold(), []).append(wording)
    for first, *others in together.values():
        yield Side(around_own(first), tuple(replace(other.ref, also=True) for other in others))
