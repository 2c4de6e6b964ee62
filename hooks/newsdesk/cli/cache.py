"""`newsdesk cache`: what is kept between builds."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Annotated

import typer

from newsdesk.memo.memo import Memo
from newsdesk.settings import CACHE

KINDS = {
    "parses": "parses of articles",
    "articles": "articles as read",
    "findings": "findings in articles",
    "accounts": "what stories tell",
    "statements": "statements compared",
    "words": "stems of words",
    "counted": "words of articles",
    "compared": "texts compared",
    "pages": "made pages",
    "exports": "parts of data files",
    "templates": "compiled templates",
    "sites": "built sites: notes, and the last but one",
}


def cache(
    clear: Annotated[
        bool, typer.Option("--clear", help="Remove it all; the next build takes as long as the first.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Tell it as one JSON object.")] = False,
) -> None:
    """Show, or clear, what is kept so that unchanged articles are not parsed and looked through again.

    Exit status: 0.

    newsdesk cache

    newsdesk cache --clear

    newsdesk cache --json | jq .kept.parses.bytes
    """
    memo = Memo(CACHE)
    sizes = {kind: memo.sizes().get(kind) or _size(CACHE / kind) for kind in KINDS}
    if clear:
        memo.clear()
        for folder in KINDS:
            shutil.rmtree(CACHE / folder, ignore_errors=True)
    if as_json:
        kept = {kind: {"number": number, "bytes": size} for kind, (number, size) in sizes.items()}
        typer.echo(json.dumps({"folder": str(CACHE), "kept": kept, "cleared": clear}, ensure_ascii=False))
        return
    for kind, (number, size) in sizes.items():
        typer.echo(f"{KINDS[kind]}: {number:,}, {size / 1e6:,.1f} MB")
    typer.echo(f"{'cleared' if clear else 'kept in'} {CACHE}")


def _size(folder: Path) -> tuple[int, int]:
    """How many files a folder holds, and their bytes."""
    found = [path.stat().st_size for path in folder.rglob("*") if path.is_file()]
    return len(found), sum(found)
