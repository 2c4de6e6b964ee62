"""`newsdesk site`: build beside, then swap."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import mkdtemp
from typing import Annotated

import typer

from newsdesk.build import PROJECT
from newsdesk.cli.swap import keep_times, swap, sweep


def site(
    to: Annotated[Path, typer.Option("--to", "-d", help="The folder that will hold the site.")] = PROJECT / "site",
) -> None:
    """Build the site strictly; the old one stands until the new one is whole.

    newsdesk site

    NEWSDESK_SOURCES=other/articles newsdesk site --to /srv/www/news
    """
    to = to.absolute()
    to.parent.mkdir(parents=True, exist_ok=True)
    sweep(to)
    beside = Path(mkdtemp(prefix=f".{to.name}-{os.getpid()}-", dir=to.parent))
    try:
        command = [
            sys.executable,
            "-m",
            "mkdocs",
            "build",
            "--strict",
            "-f",
            str(PROJECT / "mkdocs.yml"),
            "-d",
            str(beside),
        ]
        done = subprocess.run(command, env={"NO_MKDOCS_2_WARNING": "1", **os.environ}, check=False)
        if done.returncode:
            raise typer.Exit(done.returncode)
        beside.chmod(0o755)
        keep_times(to, beside)
        swap(beside, to)
    finally:
        shutil.rmtree(beside, ignore_errors=True)
