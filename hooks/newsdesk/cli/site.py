"""`newsdesk site`: build beside, then swap."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import mkdtemp
from typing import Annotated

import typer

from newsdesk.build import CACHE, PROJECT, docs_folder, sources_folder
from newsdesk.cli.swap import keep_times, swap, sweep
from newsdesk.cli.unchanged import inputs_digest, remember, stands


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
    to = to.absolute()
    places = (sources_folder(), PROJECT / "sources" / "entities", docs_folder())
    inputs = inputs_digest((*places, *(PROJECT / name for name in ("overrides", "hooks", "mkdocs.yml"))))
    if not again and stands(to, inputs, CACHE):
        _tell(to, "stands", f"Nothing has changed since {to} was built (--again builds it all the same)", as_json)
        return
    to.parent.mkdir(parents=True, exist_ok=True)
    sweep(to)
    beside = Path(mkdtemp(prefix=f".{to.name}-{os.getpid()}-", dir=to.parent))
    try:
        command = [sys.executable, "-m", "mkdocs", "build", "--strict", "-f", str(PROJECT / "mkdocs.yml")]
        environment = {"NO_MKDOCS_2_WARNING": "1", **os.environ}
        done = subprocess.run([*command, "-d", str(beside)], env=environment, check=False)
        if done.returncode:
            _tell(to, "refused", "", as_json)
            raise typer.Exit(1)
        beside.chmod(0o755)
        keep_times(to, beside)
        swap(beside, to)
        remember(to, inputs, CACHE)
        _tell(to, "built", "", as_json)
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _tell(folder: Path, outcome: str, line: str, as_json: bool) -> None:
    """`outcome`: "built"; "stands", for nothing had changed; "refused", and the old one stands: MkDocs said why."""
    if as_json:
        print(json.dumps({"folder": str(folder), "outcome": outcome}, ensure_ascii=False))
    elif line:
        typer.echo(line)
