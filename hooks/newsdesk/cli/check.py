"""`newsdesk check`: everything an editor should know."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from typing import Annotated

import typer

from newsdesk.build import build
from newsdesk.cli.progress import bar
from newsdesk.cli.report import report
from newsdesk.pages import words
from newsdesk.reading.options import options_of, read_config
from newsdesk.records import Problem
from newsdesk.settings import PROJECT, sources_folder


def check(
    strict: Annotated[bool, typer.Option("--strict", help="Fail on warnings too, as `newsdesk site` does.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a problem, on standard output.")] = False,
) -> None:
    """Tell all problems that a build would: of the sources, the vocabulary, the editors' pages, and of its own pages.

    Every page is made and held against its sources, and nothing is published.

    Exit status: 0 none that matters; 1 there are errors (with --strict, or warnings); 2 wrong use.

    newsdesk check

    newsdesk check --strict

    newsdesk check --json | jq 'select(.severity == "error")'
    """
    options, wrong = options_of(read_config(PROJECT / "mkdocs.yml"))
    built = build(sources_folder(), options, bar())
    problems = sorted({*wrong, *built.problems})
    if as_json:
        for problem in problems:
            print(json.dumps(asdict(problem), ensure_ascii=False))
    else:
        report(problems)
        typer.echo(f"{words.count(len(built.knowledge.sources), 'article')} read: {_counted(problems)}", err=True)
    grave = {"error", "warning"} if strict else {"error"}
    if any(problem.severity in grave for problem in problems):
        raise typer.Exit(1)


def _counted(problems: Sequence[Problem]) -> str:
    """ "2 errors, 1 note"."""
    counts = Counter(problem.severity for problem in problems)
    told = (words.count(counts[kind], kind) for kind in ("error", "warning", "note") if counts[kind])
    return ", ".join(told) or "no problems"
