"""`newsdesk site`: a strict build, if anything has changed."""

from __future__ import annotations

import json
import sys
from contextlib import nullcontext, redirect_stdout
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer

from newsdesk.host.command import build_strictly
from newsdesk.host.fingerprints import project_inputs, stands
from newsdesk.host.swap import sweep
from newsdesk.settings import CACHE, PROJECT


def site(
    to: Annotated[Path, typer.Option("--to", "-d", help="The folder that will hold the site.")] = PROJECT / "site",
    again: Annotated[bool, typer.Option("--again", help="Build even if nothing has changed.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Tell the outcome as one JSON object.")] = False,
) -> None:
    """Build the site strictly; the old one stands until the new one is whole.

    Exit status: 0 built, or nothing had changed; 1 problems stopped it, and the old site stands.

    newsdesk site

    newsdesk site --json | jq -r .outcome

    NEWSDESK_SOURCES=other/articles newsdesk site --to /srv/www/news
    """
    to = to.resolve()
    sweep(to)
    if not again and stands(to, project_inputs(), CACHE):
        _tell(to, "stands", f"Nothing has changed since {to} was built (--again builds it all the same)", as_json)
        return
    _try(to)
    # MkDocs' own words go where errors do where a program reads ours.
    with redirect_stdout(sys.stderr) if as_json else nullcontext():
        built = build_strictly(to)
    if not built:
        _tell(to, "refused", "", as_json)
        raise typer.Exit(1)
    _tell(to, "built", f"The site is there: open {to / 'index.html'}", as_json)


def _try(folder: Path) -> None:
    """Raises OSError for a folder that cannot be made or written to, before the work that it is for."""
    there = next(path for path in (folder, *folder.parents) if path.exists())
    try:
        with TemporaryDirectory(dir=there):
            pass
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(folder)) from None


def _tell(folder: Path, outcome: str, line: str, as_json: bool) -> None:
    """`outcome`: "built"; "stands", for nothing had changed; "refused", and the old one stands: MkDocs said why."""
    if as_json:
        print(json.dumps({"folder": str(folder), "outcome": outcome}, ensure_ascii=False))
    elif line:
        typer.echo(line)
