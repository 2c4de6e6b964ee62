"""`newsdesk extract`: the machine interface."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from newsdesk.build import read, study
from newsdesk.cli.progress import bar
from newsdesk.cli.report import report
from newsdesk.exports.article import article
from newsdesk.reading.files import label, read_bytes
from newsdesk.reading.library import article as read_article
from newsdesk.reading.options import options_of, read_config
from newsdesk.reading.source import source_from_text
from newsdesk.records import Library, Problem, Source, slug
from newsdesk.settings import PROJECT, sources_folder


def extract(
    files: Annotated[list[Path] | None, typer.Argument(help="Articles; without any, all of the sources.")] = None,
    jsonl: Annotated[
        bool, typer.Option("--jsonl", help='Read {"id", "text", "published"?} lines from standard input.')
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="As it does anyway; every command has this.")] = False,
) -> None:
    """Print what is found in each article, one JSON object a line.

    The articles count as one corpus: the same person has the same id in all lines. Problems go to standard error.

    Exit status: 0 done; 1 something could not be read, and is left out; 2 wrong use.

    newsdesk extract sources/2021-03-20-tesla.md | jq .quotes

    newsdesk extract --jsonl < articles.jsonl
    """
    options, _ = options_of(read_config(PROJECT / "mkdocs.yml"))
    library = read(sources_folder())
    if jsonl:
        sources, problems = _from_lines(sys.stdin.buffer)
        library = Library(sources, library.vocabulary, problems)
    elif files:
        sources, problems = _from_files(files, sources_folder())
        library = Library(sources, library.vocabulary, problems)
    knowledge = study(library, options, bar())
    for source in library.sources:
        line = json.dumps(article(source, knowledge, options), ensure_ascii=False)
        # A lone surrogate cannot be written as UTF-8; its escape is valid JSON.
        sys.stdout.buffer.write(line.encode("utf-8", "backslashreplace") + b"\n")
    if report(knowledge.problems):
        raise typer.Exit(1)


def _from_lines(lines: Iterable[bytes]) -> tuple[tuple[Source, ...], tuple[Problem, ...]]:
    """The articles of a JSON-lines stream, in order; a line that is none is a problem, and the others count."""
    sources: dict[str, Source] = {}
    problems = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            source = _from_line(line)
            if source.id in sources:
                raise ValueError(f"the id {source.id!r} stands in an earlier line too")
            sources[source.id] = source
        except ValueError as error:
            problems.append(
                Problem("standard input", number, "error", str(error), 'give {"id", "text"} with an id once')
            )
    return tuple(sources.values()), tuple(problems)


def _from_line(line: bytes) -> Source:
    """Raises ValueError, in words for the user."""
    try:
        item = json.loads(line)
    except (ValueError, RecursionError):
        raise ValueError("not a JSON object") from None
    if not isinstance(item, dict) or not isinstance(item.get("text"), str) or not isinstance(item.get("id"), str | int):
        raise ValueError('no JSON object with "id" and "text"')
    published = item.get("published") or None
    try:
        day = date.fromisoformat(published) if published else None
    except (TypeError, ValueError):
        raise ValueError(f"published: {published!r} is no date like 2021-03-20") from None
    return source_from_text(str(item["id"]), item["text"], day)


def _from_files(paths: Iterable[Path], folder: Path) -> tuple[tuple[Source, ...], tuple[Problem, ...]]:
    """The articles in some files, of the sources folder or of anywhere."""
    sources: dict[str, Source] = {}
    problems: list[Problem] = []
    for path in paths:
        inside = path.resolve().is_relative_to(folder.resolve())
        name = label(path.resolve(), folder.resolve(), folder.name) if inside else str(path)
        data, problem = read_bytes(path, name)
        address = path.resolve().relative_to(folder.resolve()) if inside else Path(path.name)
        source, found = read_article(slug(address.with_suffix("").as_posix()), name, data) if data else (None, ())
        problems += [*([problem] if problem else []), *found]
        if source and source.id in sources:
            problems.append(Problem(name, 0, "error", f"has the same id as {sources[source.id].path}", "rename one"))
        elif source:
            sources[source.id] = source
    return tuple(sources.values()), tuple(problems)
