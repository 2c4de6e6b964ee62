"""When Python looks for memory that nobody can reach."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collecting(on: bool) -> Iterator[None]:
    """Python's cyclic garbage collector on or off for a while.

    A build makes millions of records without cycles, and to walk them again and again takes a quarter of its time;
    only what is parsed has cycles. What there is already is left out then: in the preview that is a whole site.
    """
    was_on = gc.isenabled()
    (gc.enable if on else gc.disable)()
    if on:
        gc.freeze()
    try:
        yield
    finally:
        gc.freeze()
        if not _Process.ends:
            gc.unfreeze()  # as old: what is new would be walked at once
        (gc.enable if was_on else gc.disable)()


class _Process:
    ends = False  # with the build that it makes


def end_with_build() -> None:
    """Tells that this process makes one build and ends, so that nobody needs the memory that could be collected.

    The collector would walk all that was made while MkDocs works, and once more when Python ends, for a fifth of the
    time of a build after one edit.
    """
    _Process.ends = True
