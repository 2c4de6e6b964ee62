"""How far work is that takes a while: a bar on a terminal, else a line a minute."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

MANY = 5  # fewer things to do are done before a bar could be read
EVERY = 60.0  # seconds from one line to the next

Tell = Callable[[str, int, int], None]


def lines(clock: Callable[[], float] = time.monotonic) -> Tell:
    """Tells once a minute how many things are done, and how long the others take if they take as long.

    What is done before the first is told of, the start of workers and the loading of models, counts for nothing.
    """
    started: dict[str, tuple[float, int]] = {}
    told = clock()

    def tell(what: str, done: int, total: int) -> None:
        nonlocal told
        now = clock()
        start, first = started.setdefault(what, (now, done))
        if now - told >= EVERY and first < done < total:
            told = now
            left = (now - start) / (done - first) * (total - done)
            print(f"{what}: {done:,} of {total:,}, about {_duration(left)} left", file=sys.stderr, flush=True)

    return tell


def _duration(seconds: float) -> str:
    minutes = max(1, round(seconds / 60))
    return f"{minutes // 60} h {minutes % 60} min" if minutes >= 60 else f"{minutes} min"


def bar() -> Tell:
    """Shows how many things are done."""
    console = Console(stderr=True)
    if not console.is_terminal:
        return lines()
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    shown = Progress(*columns, console=console, transient=True)

    def tell(what: str, done: int, total: int) -> None:
        if total < MANY:
            return
        if not shown.tasks:
            shown.add_task(what, total=total)
            shown.start()
        shown.update(shown.tasks[0].id, completed=done)
        if done == total:
            shown.stop()
            shown.remove_task(shown.tasks[0].id)

    return tell
