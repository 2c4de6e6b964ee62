"""`newsdesk write`: the pages as a plain tree, without MkDocs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from newsdesk.build import PROJECT, build, sources_folder
from newsdesk.cli.report import report
from newsdesk.pages.plain import whole_page
from newsdesk.reading.options import options_of


def write(
    folder: Annotated[Path, typer.Argument(help="Where to write; existing files are replaced.")],
) -> None:
    """Write the whole site below a folder as plain HTML, without MkDocs: pages, assets, data files.

    Pages that editors wrote in Markdown are not among them.

    Exit status: 0 written; 1 there are errors; 2 wrong use.

    newsdesk write build/pages
    """
    options, problems = options_of(PROJECT / "mkdocs.yml")
    site = build(sources_folder(), options)
    files = {f"{page.address}index.html": whole_page(page, options).encode() for page in site.pages}
    files.update(site.files)
    files.update(assets(PROJECT / "overrides" / "assets"))
    for address, content in files.items():
        path = folder / address
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    if report((*problems, *site.problems)):
        raise typer.Exit(1)


def assets(folder: Path) -> dict[str, bytes]:
    """Style sheets, scripts and images, by their address."""
    return {f"assets/{p.relative_to(folder).as_posix()}": p.read_bytes() for p in folder.rglob("*") if p.is_file()}
