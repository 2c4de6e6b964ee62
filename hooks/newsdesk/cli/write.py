"""`newsdesk write`: the pages as a plain tree, without MkDocs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from newsdesk.build import PROJECT, build, sources_folder
from newsdesk.cli.report import report
from newsdesk.reading.options import options_of


def write(
    folder: Annotated[Path, typer.Argument(help="Where to write; existing files are replaced.")],
) -> None:
    """Write every page's body and every data file below a folder, for another site generator.

    Exit status: 0 written; 1 there are errors; 2 wrong use.

    newsdesk write build/pages
    """
    options, problems = options_of(PROJECT / "mkdocs.yml")
    site = build(sources_folder(), options)
    files = {f"{page.address}index.html": page.html.encode() for page in site.pages} | dict(site.files)
    for address, content in files.items():
        path = folder / address
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    if report((*problems, *site.problems)):
        raise typer.Exit(1)
