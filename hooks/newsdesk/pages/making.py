"""All pages of a site, made, proved and kept: by several processes where there are many."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TypeVar

from newsdesk.forks import Job, forked, workers
from newsdesk.pages.draft import Draft, Recipe
from newsdesk.pages.kept import KeptPages
from newsdesk.pages.proof import proved
from newsdesk.pages.render import desks, page_of, planned
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

    def made(share: Plan) -> tuple[list[tuple[int, Page]], set[str], list[Problem]]:
        pages = [(number, page_of(site, plan, kept)) for number, plan in share]
        new = (page for _, page in pages if page.address not in kept.unchanged)
        if not (false := list(proved(new, knowledge))):
            kept.keep()
        return pages, kept.unchanged, false

    jobs: list[Job] = [meanwhile, *(partial(made, share) for share in _shares(site))]
    found, *shares = forked(jobs) if len(jobs) > 2 else [job() for job in jobs]
    pages = [page for _, page in sorted((of for these, _, _ in shares for of in these), key=lambda of: of[0])]
    kept.unchanged = set().union(*(unchanged for _, unchanged, _ in shares))
    false = [problem for _, _, problems in shares for problem in problems]
    for desk in desks(site, knowledge):
        pages.append(desk)
        false += proved([desk], knowledge)
    return tuple(pages), tuple(false), found


def _shares(site: Site) -> list[Plan]:
    """All pages, shared out: of each kind a stretch to everybody, as neighbours show the same quotes."""
    kinds = planned(site)
    total = sum(map(len, kinds))
    count = min(workers(), max(1, total // FEW))
    numbers = iter(range(total))
    numbered = [[(next(numbers), plan) for plan in plans] for plans in kinds]
    return [
        [plan for plans in numbered for plan in plans[len(plans) * n // count : len(plans) * (n + 1) // count]]
        for n in range(count)
    ]
