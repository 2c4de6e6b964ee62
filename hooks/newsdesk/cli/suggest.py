"""`newsdesk suggest`: what an editor could decide; accepted it is written, refused it is remembered."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.markup import escape

from newsdesk.build import examined, read, study
from newsdesk.desk import suggested
from newsdesk.desk.checking import check
from newsdesk.desk.edits import Edit, Edits, RefusedError
from newsdesk.desk.files import Files
from newsdesk.desk.journal import Journal
from newsdesk.desk.suggested import files_of
from newsdesk.records import DECISIONS, Knowledge, Suggestion
from newsdesk.settings import PROJECT, sources_folder


def suggest(
    accept: Annotated[list[str] | None, typer.Option(metavar="ID", help="Write what it proposes.")] = None,
    reject: Annotated[
        list[str] | None, typer.Option(metavar="ID", help="Not now; ask again when it weighs twice as much.")
    ] = None,
    never: Annotated[list[str] | None, typer.Option(metavar="ID", help="Never ask again.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a suggestion.")] = False,
) -> None:
    """List what could be curated, heaviest first; or decide. Each may be given several times.

    Accepting writes into sources/entities/*.yml, or `story:` into the articles; what is refused is kept in
    sources/decisions.yml. Exit status: 0 done; 1 no such suggestion, or a file that cannot be edited; 2 wrong use.

    newsdesk suggest

    newsdesk suggest --accept s-3f2a9c --never s-0b1d77
    """
    folder = sources_folder()
    knowledge = study(read(folder))
    if not (accept or reject or never):
        _show(knowledge.suggestions, as_json)
        return
    by_id = {suggestion.id: suggestion for suggestion in knowledge.suggestions}
    unknown = [i for i in (*(accept or ()), *(reject or ()), *(never or ())) if i not in by_id]
    if unknown:
        typer.echo(
            f"newsdesk: no suggestion {', '.join(unknown)}; run `newsdesk suggest` for those there are", err=True
        )
        raise typer.Exit(1)
    chosen = {word: [by_id[key] for key in dict.fromkeys(ids or ())] for word, ids in _words(accept, reject, never)}
    try:
        written = _written(chosen, knowledge, folder)
    except RefusedError as error:
        typer.echo(f"newsdesk: {error}", err=True)
        raise typer.Exit(1) from None
    for word, suggestions in chosen.items():
        for suggestion in suggestions:
            files = files_of(suggestion, knowledge) if word == "accept" else {DECISIONS}
            _tell(suggestion, word, [edit.path for edit in written if edit.file in files], as_json)


def _words(*given: list[str] | None) -> Iterator[tuple[str, list[str] | None]]:
    yield from zip(("accept", "reject", "never"), given, strict=True)


def _written(chosen: Mapping[str, Sequence[Suggestion]], knowledge: Knowledge, folder: Path) -> tuple[Edit, ...]:
    """Writes all that was decided, or nothing. Raises RefusedError."""
    files = Files(folder, PROJECT / "sources" / "entities")
    edits, today = Edits(files, knowledge.sources, None), date.today()
    suggested.accept(chosen["accept"], edits, knowledge, today)
    for word in ("reject", "never"):
        if chosen[word]:
            suggested.refuse(chosen[word], word, edits, today)
    finished = edits.finished()
    check(finished, knowledge, files.folder, examined)
    return Journal(files).write(finished, "").edits


def _show(suggestions: Iterable[Suggestion], as_json: bool) -> None:
    ranked = sorted(suggestions, key=lambda s: (-s.weight, s.id))
    if as_json:
        for suggestion in ranked:
            print(json.dumps(as_item(suggestion), ensure_ascii=False))
        return
    console = Console(soft_wrap=True, highlight=False)
    for suggestion in ranked:
        console.print(f"[bold]{suggestion.id}[/] {suggestion.kind}: {escape(suggestion.reason)}")
        for line in suggestion.paste.rstrip("\n").split("\n") if suggestion.paste else ():
            console.print(f"    [dim]{escape(line)}[/]")
    if not ranked:
        console.print("Nothing to suggest.")


def as_item(suggestion: Suggestion) -> dict[str, Any]:
    """A suggestion as JSON has it."""
    return {
        "id": suggestion.id,
        "kind": suggestion.kind,
        "subjects": list(suggestion.subjects),
        "reason": suggestion.reason,
        "weight": suggestion.weight,
        "file": suggestion.file,
        "paste": suggestion.paste,
    }


def _tell(suggestion: Suggestion, decision: str, changed: list[Path], as_json: bool) -> None:
    if as_json:
        print(json.dumps({"id": suggestion.id, "decision": decision, "changed": [str(path) for path in changed]}))
    else:
        print(f"{suggestion.id}: {decision}: {', '.join(map(str, changed))}")
