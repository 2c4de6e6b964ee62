"""Problems on the terminal: one plain line each, coloured where somebody watches."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Console
from rich.text import Text

from newsdesk.records import Problem

STYLES = {"error": "bold red", "warning": "yellow", "note": "dim"}


def report(problems: Iterable[Problem]) -> bool:
    """Print all problems to standard error, in file order; True if one is an error."""
    console = Console(stderr=True, soft_wrap=True, highlight=False)
    problems = sorted(problems)
    for problem in problems:
        console.print(Text(f"{problem.severity}: ", style=STYLES[problem.severity]) + Text(str(problem)))
    return any(problem.severity == "error" for problem in problems)
