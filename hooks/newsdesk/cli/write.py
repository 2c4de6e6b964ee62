"""`newsdesk write`: the pages as a plain tree, without MkDocs."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from newsdesk.build import build
from newsdesk.cli.report import report
from newsdesk.exports.search import search_files
from newsdesk.host.database import write_database
from newsdesk.pages import portable
from newsdesk.pages.editors_html import with_own
from newsdesk.pages.editors_markdown import EditorsMarkdown
from newsdesk.pages.plain_html import whole_page
from newsdesk.reading.editors_pages import files_beside, written_pages
from newsdesk.reading.options import markdown_extensions, options_of, read_config, unpublished
from newsdesk.records import Options, Page, Problem
from newsdesk.settings import PROJECT, THEME, docs_folder, sources_folder


def write(
    folder: Annotated[Path, typer.Argument(help="Where to write; existing files are replaced.")],
    as_markdown: Annotated[
        bool, typer.Option("--markdown", help="As Markdown pages with an mkdocs.yml, for another generator to publish.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Tell the outcome as one JSON object.")] = False,
) -> None:
    """Write the whole site below a folder as plain HTML, without MkDocs: pages, those of editors too, assets, data.

    Exit status: 0 written; 1 there are errors; 2 wrong use.

    newsdesk write build/pages

    newsdesk write build/project --markdown && cd build/project && zensical build --strict

    newsdesk write build/pages --json | jq .pages
    """
    config, docs = read_config(PROJECT / "mkdocs.yml"), docs_folder()
    options, problems = options_of(config)
    done = build(sources_folder(), options)
    written = EditorsMarkdown(done.knowledge, done.public)
    own = written_pages(docs, unpublished(config))
    pages, wrong = with_own(done.site.pages.values(), own, written, markdown_extensions(config))
    files = {**files_beside(docs, unpublished(config)), **done.site.files, **assets(THEME / "assets")}
    files = _project(pages, files, options) if as_markdown else _site(pages, files, options)
    for address, content in files.items():
        path = folder / address
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    place = folder / "docs" if as_markdown else folder
    write_database(place, place, done.fill)  # one more file
    broken = (
        Problem(config.path.name, 0, "error", what, "install it, or mend its settings", "markdown_extensions")
        for what in wrong
    )
    problems = tuple(sorted((*problems, *done.problems, *broken)))
    if as_json:
        told = [asdict(problem) for problem in problems]
        outcome = {"folder": str(folder), "pages": len(pages), "files": len(files) + 1, "problems": told}
        print(json.dumps(outcome, ensure_ascii=False))
    else:
        report(problems)
    if any(problem.severity == "error" for problem in problems):
        raise typer.Exit(1)


def _site(pages: list[Page], beside: Mapping[str, bytes], options: Options) -> dict[str, bytes]:
    """A site of plain HTML, by address."""
    own = _tops(pages)
    html = {f"{page.address}index.html": whole_page(page, options, own).encode() for page in pages}
    return {**beside, **html, **search_files(pages)}


def _project(pages: list[Page], beside: Mapping[str, bytes], options: Options) -> dict[str, bytes]:
    """A folder that another generator builds, by path."""
    markdown = {portable.file_of(page): portable.markdown(page).encode() for page in pages}
    docs = {f"docs/{address}": content for address, content in {**beside, **markdown}.items()}
    return {**docs, "mkdocs.yml": portable.config(options, _tops(pages)).encode()}


def _tops(pages: list[Page]) -> list[Page]:
    """The editors' pages that every page's list of pages names."""
    return [page for page in pages if page.kind == "written" and page.address.count("/") == 1]


def assets(folder: Path) -> dict[str, bytes]:
    """Style sheets, scripts and images, by their address."""
    return {f"assets/{p.relative_to(folder).as_posix()}": p.read_bytes() for p in folder.rglob("*") if p.is_file()}
