"""Problems for an editor: one line each, `path:line: what happened; what to do`."""

from __future__ import annotations

import traceback
from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning", "note"]
REPORT = "this is a fault of the program: please report this line"


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing to tell the editor.

    `path` is relative to the project (or to the sources folder), `line` is 1-based within that file,
    0 where no line is to blame. `field` is the front matter or vocabulary key concerned, "" if none.
    """

    path: str
    line: int
    severity: Severity
    message: str
    remedy: str
    field: str = ""

    def __str__(self) -> str:
        place = f"{self.path}:{self.line}" if self.line else self.path
        field = f"{self.field}: " if self.field else ""
        return " ".join(f"{place}: {field}{self.message}; {self.remedy}".splitlines())  # what it names may have several


def raised(error: Exception) -> str:
    """An error of the program and the place that raised it: enough for a report."""
    where = "".join(
        f" ({at.filename.rpartition('/')[2]}:{at.lineno})" for at in traceback.extract_tb(error.__traceback__)[-1:]
    )
    return f"{type(error).__name__}: {error}{where}"


def fault(path: str, line: int, kind: str, what: str) -> Problem:
    """A fault of the program, not of the editor: the finding of that kind is withheld, and the rest is published."""
    return Problem(path, line, "warning", f"{kind} withheld: {what}", REPORT)
