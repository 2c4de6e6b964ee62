"""All pages of a site, made, proved and kept: by several processes where there are many."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TypeVar

from newsdesk.forks import Job, forked, workers
from newsdesk.pages.draft import Draft, Recipe
from newsdesk.pages.kept import KeptPages
from newsdesk.pages.proof import proved
from newsdesk.pages.render import desks, page_anew, planned
from newsdesk.pages.site import Site
from newsdesk.problems import Problem
from newsdesk.records import Knowledge, Options, Page

T = TypeVar("T")
FEW = 100  # pages, for which no process of its own is worth while

Plan = list[tuple[int, Draft | Recipe]]  # pages that are to be made, by their number among all


def finished(
    knowledge: Knowledge, options: Options, public: Knowledge, kept: KeptPages, meanwhile: Callable[[], T]
) -> tuple[tuple[Page, ...], tuple[Problem, ...], T]:
    """Every page of the site, what of them is not what the sources say, and what `meanwhile` gives.

    Those of which all is true are kept for the next build.
    """
    site = Site(public, options)
    site.prepare()
    kinds = planned(site)
    ready = [kept.unchanged_page(site, plan) for plans in kinds for plan in plans]

    def made(share: Plan) -> tuple[list[tuple[int, Page]], list[Problem]]:
        new = [(number, page_anew(site, plan, kept)) for number, plan in share]
        if not (false := list(proved((page for _, page in new), knowledge))):
            kept.keep()
        return new, false

    jobs: list[Job] = [meanwhile, *(partial(made, share) for share in _shares(kinds, ready))]
    found, *shares = forked(jobs) if len(jobs) > 2 else [job() for job in jobs]
    new = {number: page for these, _ in shares for number, page in these}
    pages = [page or new[number] for number, page in enumerate(ready)]
    false = [problem for _, problems in shares for problem in problems]
    for desk in desks(site, knowledge):
        pages.append(desk)
        false += proved([desk], knowledge)
    return tuple(pages), tuple(false), found


def _shares(kinds: Sequence[Sequence[Draft | Recipe]], ready: Sequence[Page | None]) -> list[Plan]:
    """All pages that are not ready, shared out: of each kind a stretch each, as neighbours show the same quotes."""
    numbers = iter(range(len(ready)))
    numbered = [[(next(numbers), plan) for plan in plans] for plans in kinds]
    left = [[(number, plan) for number, plan in plans if ready[number] is None] for plans in numbered]
    count = min(workers(), max(1, sum(map(len, left)) // FEW))
    return [
        [plan for plans in left for plan in plans[len(plans) * n // count : len(plans) * (n + 1) // count]]
        for n in range(count)
    ]
