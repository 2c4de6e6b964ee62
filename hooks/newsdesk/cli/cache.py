"""`newsdesk cache`: what is kept between builds."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from newsdesk.build import explained
from newsdesk.memo.memo import Memo
from newsdesk.reading.options import options_of, read_config
from newsdesk.settings import CACHE, CONFIG, sources_folder

KINDS = {
    "parses": "parses of articles",
    "articles": "articles as read",
    "findings": "findings in articles",
    "words": "words of articles",
    "told": "what articles tell at their top",
    "accounts": "what stories tell",
    "statements": "statements compared",
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
    why: Annotated[
        str, typer.Option("--why", metavar="PAGE", help="Say why a page, or a kind of thing, would be made again.")
    ] = "",
) -> None:
    """Show, or clear, what is kept so that unchanged articles are not parsed and looked through again.

    Exit status: 0.

    newsdesk cache

    newsdesk cache --clear

    newsdesk cache --json | jq .kept.parses.bytes

    newsdesk cache --why people/ada-brook/
    """
    if why:
        typer.echo("\n".join(_reasons(why.removesuffix("index.html"))))
        return
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


def _reasons(what: str) -> Iterator[str]:
    """For each page, or each of a kind, whether it would be taken or made, and what is another than it was."""
    options, _ = options_of(read_config(CONFIG))
    asked = [it for it in explained(sources_folder(), options) if what in (it.name, f"{it.name}/", it.kind)]
    for it in asked:
        yield f"{it.kind} {it.name}: {'taken as it is kept' if it.is_kept else 'made'}"
        yield from (f"  {reason}" for reason in it.reasons)
    if not asked:
        yield f"no page has the address {what}, and no kind of thing is called that: {', '.join(KINDS)}"


def _size(folder: Path) -> tuple[int, int]:
    """How many files a folder holds, and their bytes."""
    found = [path.stat().st_size for path in folder.rglob("*") if path.is_file()]
    return len(found), sum(found)
