"""`newsdesk add`: an article from a file or standard input into the sources."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Annotated, Any, NoReturn

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from newsdesk.build import read
from newsdesk.cli.report import report
from newsdesk.knowledge.duplicates import nearest_text
from newsdesk.reading.adding import compose, file_stem, stated, write_new, wrong_value
from newsdesk.reading.amending import AmendingError
from newsdesk.reading.cleaning import clean
from newsdesk.reading.files import MAX_BYTES as LONGEST
from newsdesk.reading.front_matter import read_front_matter, split
from newsdesk.reading.incoming import MOST_BYTES, IncomingError, understand, understand_apart
from newsdesk.reading.library import article
from newsdesk.records import Library, Problem, Source
from newsdesk.settings import sources_folder

KEYS = ("title", "outlet", "author", "published", "url", "story", "rights", "language", "origin")
ASKED = ("title", "outlet", "author", "published", "url", "story")
QUESTIONS = {
    "published": "Day of publication, as 2021-03-20",
    "url": "Web address",
    "story": "Story (articles of one story share a briefing)",
    "rights": "Rights (full, excerpt, none, own, …)",
    "language": "Language, as en",
    "origin": "Agency whose text it is",
}
NEARLY_THE_SAME = 0.8  # of all runs of five words of two articles, those that both have


@dataclass(frozen=True, slots=True)
class Draft:
    """An article about to be written: what was understood, and its file's text."""

    read_as: str
    known: Mapping[str, str]
    body: str
    doubt: str = ""  # what an editor should look at

    @property
    def text(self) -> str:
        dated = "published" in self.known or "retrieved" in self.known
        return compose(self.body, self.known if dated else {**self.known, "retrieved": date.today().isoformat()})


def add(
    file: Annotated[
        str, typer.Argument(help="A text, Markdown, Word file (.docx), PDF or saved web page; - reads standard input.")
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
    anyway: Annotated[bool, typer.Option("--anyway", help="Even if an article nearly the same is there.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Tell the outcome as one JSON object.")] = False,
) -> None:
    """Add an article to the sources; nothing is fetched, and nothing is overwritten.

    What the article does not say of itself is asked for on a terminal; an empty answer means "not stated".
    Exit status: 0 added; 1 refused (no article in it, or one that is there already); 2 wrong use.

    newsdesk add page.html

    newsdesk add article.pdf --outlet "The Tern" --published 2021-03-20 --story harbour-bridge

    pbpaste | newsdesk add - --title "Bridge to close" --rights none
    """
    given = dict(zip(KEYS, (title, outlet, author, published, url, story, rights, language, origin), strict=True))
    for key, value in given.items():
        if value and (wrong := wrong_value(key, value)):
            raise typer.BadParameter(wrong, param_hint=f"--{key}")
    data, name = _bytes(file)
    draft = _understood(data, name, {key: value for key, value in given.items() if value}, as_json)
    _refuse_duplicate(draft, read(sources_folder()), anyway, as_json)
    if file != "-" and not as_json and on_a_terminal():
        draft = _asked(draft)
    _write(draft, as_json)


def on_a_terminal() -> bool:
    """Whether somebody is there to be asked."""
    return sys.stdin.isatty()


def _bytes(file: str) -> tuple[bytes, str]:
    if file == "-":
        return sys.stdin.buffer.read(MOST_BYTES + 1), "standard input"
    try:
        with open(file, "rb") as given:
            return given.read(MOST_BYTES + 1), file  # of a file without end, too
    except OSError as error:
        raise typer.BadParameter(f"{file}: {error.strerror}", param_hint="FILE") from None


def _understood(data: bytes, name: str, given: Mapping[str, str], as_json: bool) -> Draft:
    """What the bytes say, with the flags over it. A text's own front matter stays, and flags go into it."""
    try:
        found = understand_apart(data, name)
    except IncomingError as error:
        _refuse(f"{name}: {error}", as_json)
    own, problems = split(found.text, name)
    if own.header is None and not problems:
        return Draft(found.read_as, {**stated(found.meta), **given}, found.text, found.doubt)
    meta, more = read_front_matter(own, name)
    if wrong := [p for p in (*problems, *more) if p.severity == "error"]:
        _refuse("its front matter is broken, so it was not added", as_json, problems=wrong)
    stays = {key: str(value) for key in (*KEYS, "retrieved") if (value := getattr(meta, key)) and key != "language"}
    if not stays.get("title"):
        stays["title"] = understand(own.body.encode(), "-").meta.title if own.body.strip() else ""
    return Draft("text with front matter", {key: v for key, v in {**stays, **given}.items() if v}, found.text)


def _asked(draft: Draft) -> Draft:
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


def _table(draft: Draft) -> Table:
    table = Table(show_header=False, box=None, padding=(0, 2, 0, 0))
    for key in dict.fromkeys((*ASKED, *draft.known)):
        value = draft.known.get(key, "")
        table.add_row(Text(key, style="bold"), Text(value) if value else Text("not stated", style="dim"))
    words = split(draft.body, "")[0].body.split()
    opening = " ".join(words[:12]) + (" …" if len(words) > 12 else "")
    table.add_row(Text("text", style="bold"), Text(f"{len(words):,} words, read as {draft.read_as}: {opening}"))
    return table


def _refuse_duplicate(draft: Draft, library: Library, anyway: bool, as_json: bool) -> None:
    """Stops at an article that is there: always at the same text, at nearly the same unless told `--anyway`."""
    mine = clean(split(draft.body, "")[0].body).text
    there = {source.path: _body(source) for source in library.sources}
    same = next((path for path, text in there.items() if text.split() == mine.split()), "")
    path, likeness = (same, 1.0) if same else nearest_text(mine, there.items())
    if same:
        _refuse(f"the same text is there: {same}", as_json, duplicate_of=path, likeness=likeness)
    elif likeness >= NEARLY_THE_SAME and not anyway:
        advice = "add it with --anyway if another outlet printed it, and state the agency with --origin"
        what = f"nearly the same text ({likeness:.0%} alike) is there: {path}; {advice}"
        _refuse(what, as_json, duplicate_of=path, likeness=round(likeness, 3))


def _body(source: Source) -> str:
    """A source's text without the headline that stands in it."""
    if source.title_in_body and source.paragraphs:
        return source.text[source.paragraphs[0].span.end :]
    return source.text


def _write(draft: Draft, as_json: bool) -> None:
    folder = sources_folder()
    day = date.fromisoformat(draft.known.get("published") or date.today().isoformat())
    title = draft.known.get("title") or " ".join(split(draft.body, "")[0].body.split()[:8])
    try:
        text = draft.text
    except AmendingError as error:
        _refuse(str(error), as_json)
    if len(text.encode()) > LONGEST:
        _refuse(f"its text is longer than {LONGEST // 1024 // 1024} MB, which is no article; split it", as_json)
    _, problems = article("new", "the article", text.encode())
    if wrong := [p for p in problems if p.severity == "error"]:
        _refuse("it cannot be published as it is, so it was not added", as_json, problems=wrong)
    path = write_new(folder, file_stem(day, title), text)
    shown = f"{folder.name}/{path.name}"
    _, problems = article("new", shown, path.read_bytes())
    if draft.doubt:
        problems = (*problems, Problem(shown, 0, "note", draft.doubt, "paste the whole text over it if you have it"))
    if as_json:
        _tell({"path": str(path), "read_as": draft.read_as, **draft.known, "problems": [asdict(p) for p in problems]})
        return
    if not on_a_terminal():
        Console(stderr=True).print(_table(draft))
    report(problems)
    print(path)


def _refuse(why: str, as_json: bool, problems: list[Problem] | None = None, **more: Any) -> NoReturn:
    if as_json:
        _tell({"refused": why, **more, "problems": [asdict(p) for p in problems or ()]})
    else:
        report(problems or ())
        typer.echo(f"newsdesk: {why}", err=True)
    raise typer.Exit(1)


def _tell(outcome: Mapping[str, Any]) -> None:
    print(json.dumps(outcome, ensure_ascii=False, default=str))
