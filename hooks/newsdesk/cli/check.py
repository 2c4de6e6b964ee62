"""`newsdesk check`: everything an editor should know."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Annotated

import typer

from newsdesk.build import PROJECT, read, sources_folder, study, with_written
from newsdesk.cli.report import report
from newsdesk.records import Options


def check(
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a problem, on standard output.")] = False,
) -> None:
    """Tell all problems of all sources, with place and remedy. Exit status 1 if one is an error.

    newsdesk check

    newsdesk check --json | jq 'select(.severity == "error")'
    """
    knowledge = with_written(study(read(sources_folder())), Options(), PROJECT / "docs")
    if as_json:
        for problem in sorted(knowledge.problems):
            print(json.dumps(asdict(problem)))
        failed = any(problem.severity == "error" for problem in knowledge.problems)
    else:
        failed = report(knowledge.problems)
    if failed:
        raise typer.Exit(1)
