"""MkDocs' own command, run here."""

from __future__ import annotations

import os
from pathlib import Path

from newsdesk.settings import CONFIG


def build_strictly(to: Path) -> bool:
    """`mkdocs build --strict` of the project into a folder, changed or not; whether it came to its end.

    In this process: another one would have to import everything again.
    """
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")  # Material's notice
    os.environ["NEWSDESK_AGAIN"] = "1"
    from mkdocs.__main__ import cli  # only now: Material's notice is printed when it is imported

    try:
        cli.main(["build", "--strict", "-f", str(CONFIG), "-d", str(to)], prog_name="mkdocs")
    except SystemExit as end:
        return not end.code
    return True
