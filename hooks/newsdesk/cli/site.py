"""`newsdesk site`: a strict build, if anything has changed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Annotated

import typer

from newsdesk.host.unchanged import project_inputs, stands
from newsdesk.places import CACHE, CONFIG, PROJECT


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
    if not again and stands(to, project_inputs(), CACHE):
        typer.echo(f"Nothing has changed since {to} was built (--again builds it all the same)")
        return
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "-f", str(CONFIG), "-d", str(to)]
    environment = {"NO_MKDOCS_2_WARNING": "1", **os.environ, "NEWSDESK_AGAIN": "1"}
    done = subprocess.run(command, env=environment, check=False)
    if done.returncode:
        raise typer.Exit(done.returncode)
