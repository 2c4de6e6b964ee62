"""All pages of a site, proved and kept: made at once, by several processes where there are many, or on request."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import partial
from itertools import chain
from typing import NamedTuple

from newsdesk.memo.lazy_values import LazyValues
from newsdesk.memo.memo import Call, Memo
from newsdesk.pages.draft import Recipe
from newsdesk.pages.kept import PAGES, restorable
from newsdesk.pages.proof import Fault, proved
from newsdesk.pages.publishing import Withheld
from newsdesk.pages.quarantine import TRIES, joined, not_made, short, told, withheld_for
from newsdesk.pages.render import desk_of, made, page, page_of, planned
from newsdesk.pages.site import Site
from newsdesk.processes import at_once, stretches, workers
from newsdesk.records import Knowledge, Page, Problem

FEW = 100  # pages, for which no process of its own is worth while
MANY = 200  # pages, which are kept before more are made

LONG = {"briefing", "profile"}  # kinds of page that print a quote at length; sources and lists print it in short
Numbered = tuple[int, Recipe]  # a page that is to be made, and its number among all


class Published(NamedTuple):
    """The pages, files and problems of a site."""

    pages: Mapping[str, Page]  # by address
    kinds: Mapping[str, str]  # of these pages
    files: Mapping[str, bytes]  # data files and feeds, by address
    problems: Sequence[Problem]  # what of the pages is not what the sources say: of those made so far
    public: Site  # what it was made from, without what is withheld
    rest: Iterator[None] = iter(())  # makes what nobody has asked for, page after page


Publish = Callable[[Withheld], Site]  # what may be published when some findings are withheld


def finished(
    knowledge: Knowledge,
    publish: Publish,
    memo: Memo,
    files: Callable[[Site], tuple[Mapping[str, bytes], Iterable[Problem]]],
) -> Published:
    """Every page of the site, and its `files`, all made again without what is not borne out: see `quarantine`.

    `knowledge` has the articles as they were written; `files` tells of those that could not be made. Pages of which all
    is true are kept for the next build.
    """
    withheld: Withheld = {}
    problems: dict[Problem, None] = {}
    for tried in range(TRIES + 1):
        site = publish(withheld)
        recipes = _planned(site)
        make = partial(_every_page, knowledge, site, recipes, memo)
        memo.flush()
        (pages, faults), (written, not_written) = at_once([make, partial(files, site)])
        problems |= dict.fromkeys((*(told(found, knowledge) for found in faults), *not_written))
        more = (joined(withheld, withheld_for(faults, knowledge, n > 0)) for n in range(tried, TRIES))
        further = next((one for one in more if one != withheld), None)
        if not faults or further is None:
            break  # nothing is false, or nothing more to withhold
        withheld = further
    made = {page.address: page for page in pages if page}
    made |= _short(site, chain(*recipes), made, {found.page for found in faults})
    order = [recipe.address for recipe in chain(*recipes)]
    made = {address: made[address] for address in order}
    return Published(made, {a: p.kind for a, p in made.items()}, written, list(problems), site)


def _planned(site: Site) -> list[list[Recipe]]:
    site.prepare()
    return planned(site)


def _every_page(
    knowledge: Knowledge, site: Site, recipes: list[list[Recipe]], memo: Memo
) -> tuple[list[Page | None], list[Fault]]:
    """Each page, kept or made, None where it cannot be made; and what is false in those that were made."""
    calls = [_call(memo, site, recipe) for recipe in chain(*recipes)]
    ready = [found[0] if (found := memo.taken(call)) else None for call in calls]
    shares = at_once([partial(_filled, knowledge, site, memo, share) for share in _shares(recipes, ready)])
    new = {number: page for these, _ in shares for number, page in these}
    faults = [found for _, those in shares for found in those]
    pages = (page or new[number] for number, page in enumerate(ready))
    return [page and restorable(page, partial(_anew, call)) for page, call in zip(pages, calls, strict=True)], faults


def _filled(
    knowledge: Knowledge, site: Site, memo: Memo, share: Sequence[Numbered]
) -> tuple[list[tuple[int, Page | None]], list[Fault]]:
    """The pages of a share, of which those that are true are kept."""
    new: list[tuple[int, Page | None]] = []
    faults: list[Fault] = []
    for done, (number, recipe) in enumerate(share, 1):
        page, found = _made_and_proved(knowledge, site, memo, recipe)
        new.append((number, page))
        faults += found
        if done % MANY == 0 or done == len(share):
            memo.flush()
    return new, faults


def _made_and_proved(knowledge: Knowledge, site: Site, memo: Memo, recipe: Recipe) -> tuple[Page | None, list[Fault]]:
    """The page of a recipe, kept if all of it is true, and what is false in it."""
    call = _call(memo, site, recipe)
    try:
        new, noted = call.made()
    except Exception as error:
        return None, [not_made(recipe, error)]
    faults = list(proved([new], knowledge))
    return new if faults else restorable(memo.keep(call, new, noted), partial(_anew, call)), faults


def calls_of(memo: Memo, site: Site) -> list[Call[Page]]:
    """The calls that make the pages of a site, in order."""
    return [_call(memo, site, recipe) for recipe in chain(*_planned(site))]


def _call(memo: Memo, site: Site, recipe: Recipe) -> Call[Page]:
    return memo.call(PAGES, page_of, site, recipe.make, *recipe.inputs, name=recipe.address or "index")


def _anew(call: Call[Page]) -> Page:
    return call.made()[0]


def _short(site: Site, recipes: Iterable[Recipe], made: Mapping[str, Page], wrong: Collection[str]) -> dict[str, Page]:
    """The stand-ins for pages at some addresses."""
    return {r.address: page(short(site, r, made.get(r.address), made)) for r in recipes if r.address in wrong}


def on_request(
    knowledge: Knowledge,
    as_written: Knowledge,
    publish: Publish,
    memo: Memo,
    files: Callable[[Site], Mapping[str, Callable[[], bytes]]],
) -> Published:
    """The same for a preview, which nobody reads as a whole: each page and file is made when somebody asks for it.

    To make one takes less than to see which of all pages are kept; that is for the `rest`. What is withheld from one
    page is withheld from all that are made after it. `as_written` has the articles as they were written.
    """
    site = publish({})
    recipes = {recipe.address: recipe for recipe in chain(*_planned(site))}
    desk = {recipe.address: recipe for recipe in desk_of(site, knowledge)}
    told_of: list[Problem] = []

    def asked_for(recipe: Recipe) -> Page:
        first, faults = _made_and_proved(as_written, site, memo, recipe)
        if first and not faults:
            return first
        told_of.extend(dict.fromkeys(told(found, as_written) for found in faults))
        return _without_faults(as_written, publish, recipe, first, faults)

    makers = {address: partial(asked_for, recipe) for address, recipe in recipes.items()}
    makers |= {address: partial(made, site, recipe) for address, recipe in desk.items()}
    pages = LazyValues(makers)

    def rest() -> Iterator[None]:
        for number, (address, recipe) in enumerate(recipes.items(), 1):
            with pages.lock:
                call = _call(memo, site, recipe)
                if address not in pages.made and (ready := memo.taken(call)):
                    pages.made[address] = restorable(ready[0], partial(_anew, call))
                _ = pages[address]
                if number % MANY == 0 or number == len(recipes):
                    memo.flush()
            yield

    kinds = {address: recipe.kind for address, recipe in (recipes | desk).items()}
    return Published(pages, kinds, LazyValues(files(site)), told_of, site, rest())


def _without_faults(
    knowledge: Knowledge, publish: Publish, recipe: Recipe, first: Page | None, faults: list[Fault]
) -> Page:
    """A page made again without what is false in it, else a short one."""
    withheld: Withheld = {}
    for everything in (False, True):
        withheld = joined(withheld, withheld_for(faults, knowledge, everything))
        site = publish(withheld)
        with suppress(Exception):  # what the page is about may be withheld
            if not (faults := list(proved([again := made(site, recipe)], knowledge))):
                return again
    return page(short(site, recipe, first, {}))


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
