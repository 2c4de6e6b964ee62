"""The Editor's desk, which exists only in preview: a frame for its questions, and all problems as a list.

Questions are made one by one, when the page asks for them (`pages.desk.fragments`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from newsdesk.pages import addresses
from newsdesk.pages.draft import Draft, Recipe
from newsdesk.pages.place import Place
from newsdesk.pages.site import Site
from newsdesk.records import Knowledge, Problem

MOST = 100  # problems: nobody settles more at a sitting
_GRAVITY = {"error": 0, "warning": 1, "note": 2}


@dataclass(frozen=True, slots=True)
class ProblemRow:
    """One problem."""

    severity: str
    at: str
    field: str
    message: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Desk:
    """The problems that the desk lists, and how many more there are."""

    problems: tuple[ProblemRow, ...]
    more: int


def drafts(site: Site, everything: Knowledge) -> Iterator[Recipe]:
    """The desk, from all that is known: the editor sees what readers do not."""
    yield Recipe(_draft, (everything,), addresses.DESK, "desk")


def _draft(site: Site, everything: Knowledge) -> Draft:
    problems = sorted(dict.fromkeys(everything.problems), key=lambda p: (_GRAVITY[p.severity], p))
    view = Desk(tuple(map(_told, problems[:MOST])), max(0, len(problems) - MOST))
    return Draft(Place(site, addresses.DESK), "desk", "Editor’s desk", view, meta={"robots": "noindex"})


def _told(problem: Problem) -> ProblemRow:
    at = f"{problem.path}:{problem.line}" if problem.line else problem.path
    return ProblemRow(problem.severity, at, problem.field, problem.message, problem.remedy)
