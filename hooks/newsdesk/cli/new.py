"""`newsdesk new page`: a page for an editor to write on."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from newsdesk.build import read, study_names
from newsdesk.cli.report import report
from newsdesk.cli.starting import start
from newsdesk.pages.directory import Directory
from newsdesk.pages.editors_markdown import EditorsMarkdown, problems_of
from newsdesk.pages.site import Site
from newsdesk.reading.adding import create
from newsdesk.reading.editors_pages import written_page
from newsdesk.records import Knowledge, Options, slug
from newsdesk.settings import docs_folder, sources_folder

new = typer.Typer(no_args_is_help=True, help="Start a page or a project of your own.")


@new.callback()
def _group() -> None:
    """Start a page or a project of your own."""


@new.command()
def page(
    name: Annotated[str, typer.Argument(help="A title; a name, id or briefing:id; or a path below docs/.")],
    autolink: Annotated[bool, typer.Option("--autolink", help="Let curated names in it link by themselves.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Tell the outcome as one JSON object.")] = False,
) -> None:
    """Start a page in docs/. A name that has a profile starts the opening text of that profile, and so a briefing.

    Exit status: 0 written; 1 there is such a page already; 2 wrong use.

    newsdesk new page "Electric boats: what we know"

    newsdesk new page "Elon Musk"

    newsdesk new page briefing:harbour-bridge --autolink
    """
    docs = docs_folder()
    knowledge = study_names(read(sources_folder()))
    place, text = _planned(name, knowledge)
    is_opening = text.startswith("<!--")
    path = docs / place
    if not path.resolve().is_relative_to(docs.resolve()):
        raise typer.BadParameter(f"{name} is outside of {docs}", param_hint="NAME")
    text = f"---\nautolink: true\n---\n\n{text}" if autolink else text
    if not create(path, text):
        _say(
            f"newsdesk: {path} is there already; edit it",
            {"refused": "it is there already", "path": str(path)},
            as_json,
        )
        raise typer.Exit(1)
    report(
        problems_of(
            [written_page(place, f"{docs.name}/{place}", text)],
            EditorsMarkdown(knowledge, Site.of(knowledge, Options())),
        )
    )
    _say(str(path), {"path": str(path)}, as_json)
    if not as_json and not is_opening:
        typer.echo(f"No list leads to it yet: add `{place}` under `nav` in mkdocs.yml, or link to it.", err=True)


@new.command()
def site(
    folder: Annotated[Path, typer.Argument(help="A folder that is new or empty.")],
    name: Annotated[str, typer.Option(help="What the site is called.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Tell the outcome as one JSON object.")] = False,
) -> None:
    """Start a project: a folder for articles and pages, which this program makes a site of.

    Exit status: 0 written; 1 the folder holds something.

    newsdesk new site harbour-news --name "Harbour news"
    """
    try:
        written = start(folder, name or folder.resolve().name)
    except FileExistsError:
        _say(f"newsdesk: {folder} holds something; choose a new folder", {"refused": "it holds something"}, as_json)
        raise typer.Exit(1) from None
    told = f"{folder} is there. Go to it, add articles with `newsdesk add`, and look at the site with `mkdocs serve`"
    _say(told, {"path": str(folder.resolve()), "files": ", ".join(written)}, as_json)


def _planned(name: str, knowledge: Knowledge) -> tuple[str, str]:
    """Where the page goes below docs/, and what it says at first."""
    if target := Directory(knowledge).find(name):
        if not target.address.startswith("sources/"):
            return (
                f"{target.address.rstrip('/')}.md",
                f"<!-- The opening text of the page of {_plain(target.text)}. -->\n",
            )
        raise typer.BadParameter("an article's page has no opening text", param_hint="NAME")
    if "/" in name or name.endswith(".md"):
        place = name.removesuffix(".md").strip("/")
        return f"{place}.md", f"# {Path(place).name.replace('-', ' ').capitalize()}\n"
    return f"{slug(name)}.md", f"# {_plain(name)}\n"


def _plain(text: str) -> str:
    return " ".join(text.replace("--", "–").split())


def _say(line: str, item: dict[str, str], as_json: bool) -> None:
    if as_json:
        print(json.dumps(item, ensure_ascii=False))
    else:
        typer.echo(line, err="refused" in item)
