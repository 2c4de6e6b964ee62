"""`newsdesk add`: articles from files, the web or standard input into the sources."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from dataclasses import asdict, replace
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from newsdesk.build import read
from newsdesk.cli.intake import KEYS, ArticleDraft, RefusedError, Submission, There, understood, written
from newsdesk.cli.report import report
from newsdesk.cli.taking import Item, items, take, tell
from newsdesk.fetching.fetch import Fetcher
from newsdesk.reading.adding import wrong_value
from newsdesk.reading.front_matter import split
from newsdesk.reading.incoming import MOST_BYTES
from newsdesk.settings import sources_folder

ASKED = ("title", "outlet", "author", "published", "url", "story")
QUESTIONS = {
    "published": "Day of publication, as 2021-03-20",
    "url": "Web address",
    "story": "Story (articles of one story share a briefing)",
    "rights": "Rights (full, excerpt, none, own, …)",
    "language": "Language, as en",
    "origin": "Agency whose text it is",
}


def add(
    files: Annotated[
        list[str],
        typer.Argument(
            help="Texts, Markdown, Word files (.docx), PDFs, saved web pages, mail; folders of them; addresses of the "
            "web, or files of addresses; - reads standard input."
        ),
    ],
    title: Annotated[str, typer.Option(help="The headline.")] = "",
    outlet: Annotated[str, typer.Option(help="Who published it.")] = "",
    author: Annotated[str, typer.Option(help="Who wrote it.")] = "",
    published: Annotated[str, typer.Option(help="The day it was published: 2021-03-20.")] = "",
    url: Annotated[str, typer.Option(help="Where it stands on the web.")] = "",
    story: Annotated[str, typer.Option(help="The story it belongs to: articles of one story share a briefing.")] = "",
    rights: Annotated[
        str, typer.Option(help="full, excerpt, none, public-domain, own, or cc-by-4.0 and the like.")
    ] = "",
    language: Annotated[str, typer.Option(help="Its language, as a code.")] = "",
    origin: Annotated[str, typer.Option(help="The agency whose text it is.")] = "",
    anyway: Annotated[
        bool, typer.Option("--anyway", help="Even if it looks like no article, or one nearly the same is there.")
    ] = False,
    keep: Annotated[bool, typer.Option("--keep", help="Keep what was given as it is, beside the article.")] = False,
    private: Annotated[bool, typer.Option("--private", help="Also from this machine and its network.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Tell the outcome as JSON, one object for each.")] = False,
) -> None:
    """Add articles to the sources; nothing is overwritten, and only addresses that you give are fetched.

    What an article does not say of itself is asked for on a terminal; an empty answer means "not stated". Of several,
    nothing is asked: a table tells which were taken, which are there already and which were refused, and why. Run
    again, it goes on where it ended. Exit status: 0 added; 1 something was refused; 2 wrong use.

    newsdesk add page.html

    newsdesk add article.pdf --outlet "The Tern" --published 2021-03-20 --story harbour-bridge

    newsdesk add https://tern.example/bridge --keep

    newsdesk add inbox/ --rights excerpt

    pbpaste | newsdesk add - --title "Bridge to close" --rights none
    """
    values = (title, outlet, author, published, url, story, rights, language, origin)
    flags = {key: value for key, value in zip(KEYS, values, strict=True) if value}
    for key, value in flags.items():
        if wrong := wrong_value(key, value):
            raise typer.BadParameter(wrong, param_hint=f"--{key}")
    found = _items(files, Fetcher(private=private))
    there = There.of(read(sources_folder()))
    if len(found) == 1 and not Path(files[0]).is_dir():
        _one(found[0], there, flags, anyway, keep, as_json)
        return
    if alone := [f"--{key}" for key in ("title", "url") if key in flags]:
        raise typer.BadParameter("is for one article alone", param_hint=alone[0])
    outcomes, ended = take(found, there, flags, anyway, keep)
    tell(outcomes, len(found), ended, as_json)


def on_a_terminal() -> bool:
    """Whether somebody is there to be asked."""
    return sys.stdin.isatty()


def _items(files: list[str], fetcher: Fetcher) -> list[Item]:
    if "-" in files:
        if len(files) > 1:
            raise typer.BadParameter("standard input is added alone", param_hint="FILES")
        return [Item("-", lambda: Submission(sys.stdin.buffer.read(MOST_BYTES + 1), "standard input"))]
    try:
        return items(files, fetcher)
    except OSError as error:
        raise typer.BadParameter(f"{error.filename}: {error.strerror}", param_hint="FILES") from None


def _one(item: Item, there: There, flags: Mapping[str, str], anyway: bool, keep: bool, as_json: bool) -> None:
    """Adds one article, and asks an editor who is there for what is missing."""
    try:
        if item.address and (path := there.has(item.address)) and not anyway:
            raise RefusedError(f"it is there: {path}", known=True, duplicate_of=path)
        given = item.give()
        draft = understood(given, flags, anyway)
        there.refuse(draft, anyway)
        if item.name != "-" and not as_json and on_a_terminal():
            draft = _asked(draft)
        path_there, problems = written(draft, there, given if keep else None)
    except RefusedError as error:
        _refuse(error, as_json)
    if as_json:
        told = {"path": str(path_there), "read_as": draft.read_as, **draft.known}
        _tell({**told, "problems": [asdict(p) for p in problems]})
        return
    if not on_a_terminal():
        Console(stderr=True).print(_table(draft))
    report(problems)
    print(path_there)


def _asked(draft: ArticleDraft) -> ArticleDraft:
    """The draft with what is missing asked for, and what is wrong put right."""
    known = dict(draft.known)
    wanted = [key for key in ASKED if not known.get(key)]
    console = Console(stderr=True)
    if wanted:
        typer.echo("Leave an answer empty for what the article does not state.", err=True)
    while True:
        for key in wanted:
            known[key] = _ask(key, known.get(key, ""))
        known = {key: value for key, value in known.items() if value}
        shown = replace(draft, known=known)
        console.print(_table(shown))
        if typer.confirm("Add it?", default=True, err=True):
            return shown
        if not typer.confirm("Change what was understood?", default=True, err=True):
            raise typer.Exit(1)
        typer.echo("Leave an answer empty to keep it; a hyphen takes it back.", err=True)
        wanted = list(KEYS)


def _ask(key: str, default: str) -> str:
    while True:
        words = QUESTIONS.get(key, key.capitalize())
        answer: str = typer.prompt(words, default=default, show_default=bool(default), err=True)
        if answer.strip() == "-":
            return ""
        wrong = wrong_value(key, answer) if answer.strip() else ""
        if not wrong:
            return answer.strip()
        typer.echo(f"  {wrong}", err=True)


def _table(draft: ArticleDraft) -> Table:
    table = Table(show_header=False, box=None, padding=(0, 2, 0, 0))
    for key in dict.fromkeys((*ASKED, *draft.known)):
        value = draft.known.get(key, "")
        table.add_row(Text(key, style="bold"), Text(value) if value else Text("not stated", style="dim"))
    words = split(draft.body, "")[0].body.split()
    opening = " ".join(words[:12]) + (" …" if len(words) > 12 else "")
    table.add_row(Text("text", style="bold"), Text(f"{len(words):,} words, read as {draft.read_as}: {opening}"))
    return table


def _refuse(error: RefusedError, as_json: bool) -> NoReturn:
    if as_json:
        _tell({"refused": str(error), **error.more, "problems": [asdict(p) for p in error.problems]})
    else:
        report(error.problems)
        typer.echo(f"newsdesk: {error}", err=True)
    raise typer.Exit(1)


def _tell(outcome: Mapping[str, Any]) -> None:
    print(json.dumps(outcome, ensure_ascii=False, default=str))
