"""`newsdesk write`: the pages as a plain tree, without MkDocs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from newsdesk.build import build, sources_folder
from newsdesk.cli.report import report
from newsdesk.records import Options


def write(
    folder: Annotated[Path, typer.Argument(help="Where to write; existing files are replaced.")],
) -> None:
    """Write every page's body and every data file below a folder, for another site generator."""
    site = build(sources_folder(), Options())
    files = {f"{page.address}index.html": page.html.encode() for page in site.pages} | dict(site.files)
    for address, content in files.items():
        path = folder / address
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    if report(site.problems):
        raise typer.Exit(1)
