"""`newsdesk cache`: what is kept between builds."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Annotated

import typer

from newsdesk.build import CACHE

KINDS = {"parses": "parses of articles", "extractions": "findings in articles", "sites": "notes on built sites"}


def cache(
    clear: Annotated[
        bool, typer.Option("--clear", help="Remove it all; the next build takes as long as the first.")
    ] = False,
) -> None:
    """Show, or clear, what is kept so that unchanged articles are not parsed and looked through again.

    Exit status: 0.

    newsdesk cache

    newsdesk cache --clear
    """
    for folder, what in KINDS.items():
        sizes = [path.stat().st_size for path in _files(CACHE / folder)]
        typer.echo(f"{what}: {len(sizes):,}, {sum(sizes) / 1e6:,.1f} MB")
        if clear:
            shutil.rmtree(CACHE / folder, ignore_errors=True)
    typer.echo(f"{'cleared' if clear else 'kept in'} {CACHE}")


def _files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]
