"""A fault of the program that one article brings on costs that article, not the site."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeVar

from newsdesk.records import Extraction, Library, fault, raised

T = TypeVar("T")
Found = Sequence[Extraction]  # of each article of a library, in order
TRIES = 8  # articles that are found out, one after another


def isolated(
    make: Callable[[Library, Found], T], attempt: Callable[[Library, Found], object], library: Library, found: Found
) -> T:
    """What `make` gives for a library and its findings. Where it raises, again without the article to blame.

    `attempt` raises as `make` does, for less work. Of the first articles so many are taken that it just raises: the
    last of these is to blame, with the others. It stays without its findings, and if that is not enough is left out.
    What no article is to blame for, and what a disk does, is raised.
    """
    for _ in range(TRIES):
        try:
            return make(library, found)
        except OSError:
            raise
        except Exception as error:
            number = _to_blame(attempt, library, found)
            if number is None:
                raise
            library, found = _without(number, error, library, found)
    return make(library, found)


def _to_blame(attempt: Callable[[Library, Found], object], library: Library, found: Found) -> int | None:
    def passes(count: int) -> bool:
        try:
            attempt(replace(library, sources=library.sources[:count]), found[:count])
        except Exception:
            return False
        return True

    low, high = 0, len(found)
    if passes(high) or not passes(low):
        return None
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if passes(middle) else (low, middle)
    return low


def _without(number: int, error: Exception, library: Library, found: Found) -> tuple[Library, Found]:
    source, before, after = library.sources[number], found[:number], found[number + 1 :]
    if not found[number].failed:
        told = fault(source.path, source.body_line, "all findings", raised(error))
        return library, (*before, Extraction(source.id, problems=(told,), failed=True), *after)
    told = fault(source.path, source.body_line, "the article", raised(error))
    left = (*library.sources[:number], *library.sources[number + 1 :])
    return replace(library, sources=left, problems=tuple(sorted((*library.problems, told)))), (*before, *after)
