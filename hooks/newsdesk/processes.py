"""The processes of a build: jobs done at once by some forked from this one, which know all that it knows without
being told; and when Python looks for memory that nobody can reach."""

from __future__ import annotations

import gc
import os
import pickle
import signal
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from typing import Any, TypeVar

T = TypeVar("T")
R = TypeVar("R")
Job = Callable[[], Any]
_TASKS = "/proc/self/task"  # the threads of this process, those of libraries in C too


def can_fork() -> bool:
    """Whether it is safe to fork: on Linux while one thread runs.

    Another one could hold a lock that nobody in the copy would ever open; `mkdocs serve` has several threads, and so
    has whoever has parsed.
    """
    return sys.platform == "linux" and hasattr(os, "fork") and os.path.isdir(_TASKS) and len(os.listdir(_TASKS)) == 1


def workers() -> int:
    """How many processes can work at once."""
    return len(os.sched_getaffinity(0)) if can_fork() else 1


def at_once(jobs: Sequence[Job]) -> list[Any]:
    """The results of some jobs: done at the same time where that can be (see `forked`), else one after another."""
    return forked(jobs) if workers() > 1 and len(jobs) > 1 else [job() for job in jobs]


def each(make: Callable[[T], R], items: Sequence[T], few: int) -> list[R]:
    """The results of `make` for the items, in order: by several processes where each has at least a `few` to do."""
    count = max(1, min(workers(), len(items) // few))
    return [
        made for share in at_once([partial(_made, make, some) for some in stretches(items, count)]) for made in share
    ]


def stretches(items: Sequence[T], count: int) -> list[Sequence[T]]:
    """As many stretches of the items, in order, each about as long as any other."""
    return [items[len(items) * n // count : len(items) * (n + 1) // count] for n in range(count)]


def _made(make: Callable[[T], R], items: Iterable[T]) -> list[R]:
    return [make(item) for item in items]


def forked(jobs: Sequence[Job]) -> list[Any]:
    """The results of jobs, in their order: this process does the first, and meanwhile a process each does the others.

    What a job changes in memory is lost, but for the first one's; what it gives is pickled. A job that comes to
    nothing in its process, because it raises or is killed, is done again by this one, which tells of it as ever.
    """
    children = []
    try:
        for job in jobs[1:]:
            children.append(_start(job))
        return [jobs[0](), *(_result(job, *child) for job, child in zip(jobs[1:], children, strict=True))]
    except BaseException:
        for child, _ in children:
            with suppress(ProcessLookupError, ChildProcessError):
                os.kill(child, signal.SIGKILL)
                os.waitpid(child, 0)
        raise


def _start(job: Job) -> tuple[int, int]:
    """A process that does a job, and where to read what it gives."""
    read, write = os.pipe()
    child = os.fork()
    if child:
        os.close(write)
        return child, read
    try:
        os.close(read)
        signal.signal(signal.SIGINT, signal.SIG_DFL)  # Python's own would tell of it here, too
        with open(write, "wb") as out:
            pickle.dump(job(), out, pickle.HIGHEST_PROTOCOL)
    finally:
        os._exit(0)  # whatever happened: nothing of the one that it was forked from is to be ended or told here


def _result(job: Job, child: int, read: int) -> Any:
    with open(read, "rb") as given:
        try:
            result = pickle.load(given)
        except Exception:  # cut short, whatever pickle makes of that
            result = job
    os.waitpid(child, 0)
    return job() if result is job else result


@contextmanager
def garbage_collection(on: bool) -> Iterator[None]:
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
