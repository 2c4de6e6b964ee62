"""A progress bar on the terminal, for work that takes a while."""

from __future__ import annotations

from collections.abc import Callable

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

MANY = 5  # fewer things to do are done before a bar could be read


def bar() -> Callable[[str, int, int], None] | None:
    """Shows how many things are done, while a terminal watches; None where none does."""
    console = Console(stderr=True)
    if not console.is_terminal:
        return None
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
