"""Many files, addresses or mails at once: each taken, known or refused, told in a table; taken up where it ended."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from newsdesk.cli.app import in_words
from newsdesk.cli.intake import ArticleDraft, RefusedError, Submission, There, understood, written
from newsdesk.cli.progress import bar
from newsdesk.fetching.fetch import Fetcher, FetchError
from newsdesk.reading.incoming import MOST_BYTES
from newsdesk.reading.incoming.mail import is_mail, mails
from newsdesk.records import Problem

ADDRESS = re.compile(r"https?://\S+", re.I)
STYLES = {"taken": "green", "known": "dim", "refused": "red"}


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to add: how it is called, and what gives it (raises RefusedError). `address`: its place on the web."""

    name: str
    give: Callable[[], Submission]
    address: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of an item: "taken", "known" or "refused"; the article, or why there is none."""

    name: str
    outcome: str
    what: str
    known: Mapping[str, str]
    problems: tuple[Problem, ...] = ()


def items(inputs: Sequence[str], fetcher: Fetcher) -> list[Item]:
    """All that the inputs hold: files, all files of folders, addresses, files of addresses, mails of boxes.

    Raises OSError for one that is not there.
    """
    found = []
    for one in inputs:
        if ADDRESS.fullmatch(one):
            found.append(of_address(one, fetcher))
        elif (path := Path(one)).is_dir():
            for file in sorted(below for below in path.rglob("*") if below.is_file()):
                if not any(part.startswith(".") for part in file.relative_to(path).parts):
                    found += _of_file(file, str(file), fetcher)
        else:
            found += _of_file(path, one, fetcher)
    return found


def of_address(address: str, fetcher: Fetcher) -> Item:
    """A page on the web."""

    def give() -> Submission:
        try:
            page = fetcher.fetch(address)
        except FetchError as error:
            raise RefusedError(f"{address}: {error}") from None
        return Submission(page.data, address, page.address, page.encoding)

    return Item(address, give, address)


def _of_file(path: Path, name: str, fetcher: Fetcher) -> Iterator[Item]:
    with open(path, "rb") as file:
        head = file.read(20_000)
    if head.startswith(b"From ") and is_mail(head):
        for n, mail in enumerate(mails(path.read_bytes()), 1):
            yield Item(f"{name}#{n}", lambda mail=mail, n=n: Submission(mail, f"{name}#{n}.eml"))  # type: ignore[misc]
    elif listed := addresses_in(head):
        for address in listed if len(head) < 20_000 else addresses_in(path.read_bytes()):
            yield of_address(address, fetcher)
    else:
        yield Item(name, lambda: Submission(read_limited(path), name))


def read_limited(path: Path) -> bytes:
    """A file's bytes, as many as one can have that is read: of a file without end, too."""
    with open(path, "rb") as file:
        return file.read(MOST_BYTES + 1)


def addresses_in(data: bytes) -> list[str]:
    """The addresses of a file that holds nothing else but them and comments (`#`), one a line; none of any other."""
    try:
        lines = [line.strip() for line in data.decode("utf-8-sig").splitlines()]
    except UnicodeDecodeError:
        return []
    stated = [line for line in lines if line and not line.startswith("#")]
    return list(dict.fromkeys(stated)) if all(ADDRESS.fullmatch(line) for line in stated) else []


def take(
    found: Sequence[Item], there: There, flags: Mapping[str, str], anyway: bool, keep: bool
) -> tuple[list[Outcome], str]:
    """Adds one item after another. Gives what became of each, and why it ended before the last, "" where it did not:
    what was taken until then is there, whole, and known the next time."""
    tell, outcomes = bar(), []
    for n, item in enumerate(found):
        try:
            outcomes.append(_taken(item, there, flags, anyway, keep))
        except KeyboardInterrupt:
            return outcomes, "stopped; run it again to go on"
        except OSError as error:
            return outcomes, in_words(error)
        finally:
            tell("articles", n + 1, len(found))
    return outcomes, ""


def _taken(item: Item, there: There, flags: Mapping[str, str], anyway: bool, keep: bool) -> Outcome:
    draft: ArticleDraft | None = None
    try:
        if item.address and (path := there.has(item.address)) and not anyway:
            raise RefusedError(f"it is there: {path}", known=True)
        given = item.give()
        draft = understood(given, flags, anyway)
        there.refuse(draft, anyway)
        path_there, problems = written(draft, there, given if keep else None)
    except RefusedError as error:
        why = str(error).removeprefix(f"{item.name}: ")
        return Outcome(item.name, "known" if error.known else "refused", why, {}, tuple(error.problems))
    except OSError as error:
        if (
            not isinstance(error, FileNotFoundError | PermissionError | IsADirectoryError)
            or error.filename != item.name
        ):
            raise
        return Outcome(item.name, "refused", in_words(error), {})
    return Outcome(item.name, "taken", str(path_there), draft.known, problems)


def tell(outcomes: Sequence[Outcome], total: int, ended: str, as_json: bool) -> None:
    """Prints what became of each, and how many of each kind; exit status 1 where one was refused or it ended early."""
    counts = {kind: sum(1 for one in outcomes if one.outcome == kind) for kind in STYLES}
    if as_json:
        for one in outcomes:
            print(json.dumps(_plain(one), ensure_ascii=False, default=str))
    else:
        _table(outcomes)
        left = f", {total - len(outcomes)} left" if total > len(outcomes) else ""
        typer.echo(", ".join(f"{count} {kind}" for kind, count in counts.items()) + left, err=True)
    if ended:
        typer.echo(f"newsdesk: {ended}", err=True)
    if ended or counts["refused"]:
        raise typer.Exit(1)


def _table(outcomes: Sequence[Outcome]) -> None:
    table = Table(box=None, padding=(0, 2, 0, 0))
    for heading in ("given", "", "article, or why there is none"):
        table.add_column(heading, overflow="fold")
    for one in outcomes:
        notes = "".join(f"\n{problem.severity}: {problem.message}" for problem in one.problems)
        table.add_row(Text(one.name), Text(one.outcome, style=STYLES[one.outcome]), Text(one.what + notes))
    Console().print(table)


def _plain(one: Outcome) -> dict[str, Any]:
    told = {"given": one.name, "outcome": one.outcome, ("path" if one.outcome == "taken" else "refused"): one.what}
    return {**told, **one.known, "problems": [asdict(problem) for problem in one.problems]}
