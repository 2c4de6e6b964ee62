"""All pages of a site, proved and kept: made at once, by several processes where there are many, or on request."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain
from typing import NamedTuple

from newsdesk.memo.requested import Requested
from newsdesk.pages.draft import Recipe
from newsdesk.pages.kept import KeptPages
from newsdesk.pages.proof import proved
from newsdesk.pages.render import desk_of, made, page, planned
from newsdesk.pages.site import Site
from newsdesk.processes import at_once, stretches, workers
from newsdesk.records import Knowledge, Options, Page, Problem

FEW = 100  # pages, for which no process of its own is worth while
MANY = 1000  # pages, which are kept before more are made

LONG = {"briefing", "profile"}  # kinds of page that print a quote at length; sources and lists print it in short
Numbered = tuple[int, Recipe]  # a page that is to be made, and its number among all


class Published(NamedTuple):
    """What a site consists of."""

    pages: Mapping[str, Page]  # by address
    kinds: Mapping[str, str]  # of these pages
    files: Mapping[str, bytes]  # data files and feeds, by address
    problems: Sequence[Problem]  # what of the pages is not what the sources say: of those made so far
    rest: Iterator[None] = iter(())  # makes what nobody has asked for, page after page


def finished(
    knowledge: Knowledge,
    options: Options,
    public: Knowledge,
    kept: KeptPages,
    files: Callable[[], Mapping[str, bytes]],
) -> Published:
    """Every page of the site, and its `files`. Pages of which all is true are kept for the next build."""

    def filled(site: Site, share: Sequence[Numbered]) -> tuple[list[tuple[int, Page]], list[Problem]]:
        new = [(number, kept.make(site, recipe, page)) for number, recipe in share]
        if not (false := list(proved((page for _, page in new), knowledge))):
            kept.keep()
        return new, false

    def every_page() -> tuple[list[Page], list[Problem]]:
        site = Site(public, options)
        site.prepare()
        kinds = planned(site)
        ready = [kept.unchanged_page(site, recipe) for recipes in kinds for recipe in recipes]
        shares = at_once([partial(filled, site, share) for share in _shares(kinds, ready)])
        new = {number: page for these, _ in shares for number, page in these}
        false = [problem for _, problems in shares for problem in problems]
        return [page or new[number] for number, page in enumerate(ready)], false

    (pages, false), written = at_once([every_page, files])
    return Published({p.address: p for p in pages}, {p.address: p.kind for p in pages}, written, false)


def on_request(
    knowledge: Knowledge,
    options: Options,
    public: Knowledge,
    kept: KeptPages,
    files: Mapping[str, Callable[[], bytes]],
) -> Published:
    """The same for a preview, which nobody reads as a whole: each page and file is made when somebody asks for it.

    To make one takes less than to see which of all pages are kept; that is for the `rest`.
    """
    site = Site(public, options)
    site.prepare()
    recipes = {recipe.address: recipe for recipe in chain(*planned(site))}
    desk = {recipe.address: recipe for recipe in desk_of(site, knowledge)}
    false: list[Problem] = []

    def asked_for(recipe: Recipe) -> Page:
        new = kept.make(site, recipe, page)
        false.extend(proved([new], knowledge))
        return new

    makers = {address: partial(asked_for, recipe) for address, recipe in recipes.items()}
    makers |= {address: partial(made, site, recipe) for address, recipe in desk.items()}
    pages = Requested(makers)

    def rest() -> Iterator[None]:
        for number, (address, recipe) in enumerate(recipes.items(), 1):
            with pages.lock:
                if address not in pages.made and (ready := kept.unchanged_page(site, recipe)):
                    pages.made[address] = ready
                _ = pages[address]
                if not false and (number % MANY == 0 or number == len(recipes)):
                    kept.keep()
            yield

    kinds = {address: recipe.kind for address, recipe in (recipes | desk).items()}
    return Published(pages, kinds, Requested(files), false, rest())


def _shares(kinds: Sequence[Sequence[Recipe]], ready: Sequence[Page | None]) -> list[Sequence[Numbered]]:
    """All pages that are not ready, shared out: those that print the same go together, as it is printed once there."""
    left = [(n, recipe) for n, recipe in enumerate(chain(*kinds)) if ready[n] is None]
    long = [numbered for numbered in left if numbered[1].kind in LONG]
    short = [numbered for numbered in left if numbered[1].kind not in LONG]
    count = min(workers(), max(1, len(left) // FEW))
    of_long = round(count * len(long) / max(1, len(left)))
    if not 0 < of_long < count:
        return stretches(short + long, count)
    return [*stretches(long, of_long), *stretches(short, count - of_long)]
