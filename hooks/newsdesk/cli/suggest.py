"""`newsdesk suggest`: what an editor could decide; accepted it is written, refused it is remembered."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal

import typer
from rich.console import Console
from rich.markup import escape

from newsdesk.build import read, study
from newsdesk.reading.amending import AmendingError, merge_entries, read_as_is, set_keys, write_over
from newsdesk.reading.decisions import remember
from newsdesk.reading.strict_yaml import read_yaml
from newsdesk.records import Knowledge, Problem, Suggestion
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
    try:
        for identifier in accept or ():
            _accept(by_id[identifier], knowledge, folder, as_json)
        for identifier in reject or ():
            _refuse(by_id[identifier], "reject", folder, as_json)
        for identifier in never or ():
            _refuse(by_id[identifier], "never", folder, as_json)
    except AmendingError as error:
        typer.echo(f"newsdesk: {error}", err=True)
        raise typer.Exit(1) from None


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


def _accept(suggestion: Suggestion, knowledge: Knowledge, folder: Path, as_json: bool) -> None:
    values = _values(suggestion)
    if suggestion.file:
        path = _own_entities(folder) / suggestion.file
        edited = {path: _edited(path, lambda text: merge_entries(text, values))}
    else:
        paths = [knowledge.sources[key].path for key in suggestion.subjects if key in knowledge.sources]
        files = [folder.resolve().parent / path for path in paths]
        edited = {path: _edited(path, lambda text: set_keys(text, values)) for path in files}
    for path, text in edited.items():  # only now, when none was refused
        write_over(path, text)
    _tell(suggestion, "accept", list(edited), as_json)


def _values(suggestion: Suggestion) -> Mapping[str, Any]:
    """What a suggestion's YAML holds. Raises AmendingError where it proposes nothing that could be written."""
    tree = read_yaml(suggestion.paste, "")[0] if suggestion.paste else None
    if tree is None or not isinstance(tree.data, dict):
        raise AmendingError(f"{suggestion.id} leaves the choice to you: {suggestion.reason}")
    return tree.data


def _own_entities(folder: Path) -> Path:
    """The folder of entities that an editor writes to. Without one the shipped one counts, so that is copied first."""
    own, shipped = folder / "entities", PROJECT / "sources" / "entities"
    if not own.exists() and shipped.is_dir():
        shutil.copytree(shipped, own)
    return own


def _edited(path: Path, edit: Callable[[str], str]) -> str:
    try:
        return edit(read_as_is(path))
    except AmendingError as error:
        raise AmendingError(str(Problem(str(path), 0, "error", *str(error).split("; ", 1)))) from None


def _refuse(suggestion: Suggestion, word: Literal["reject", "never"], folder: Path, as_json: bool) -> None:
    _tell(suggestion, word, [remember(folder, suggestion, word, date.today())], as_json)


def _tell(suggestion: Suggestion, decision: str, changed: list[Path], as_json: bool) -> None:
    if as_json:
        print(json.dumps({"id": suggestion.id, "decision": decision, "changed": [str(path) for path in changed]}))
    else:
        print(f"{suggestion.id}: {decision}: {', '.join(map(str, changed))}")
