"""Running the real commands, as an editor would."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any
from unittest.mock import patch

from typer.testing import CliRunner

from newsdesk.cli.app import program

ROOT = Path(__file__).parents[2]
TINY = Path(__file__).parent / "sources"  # a few articles of our own, some of them hostile


def environment(sources: Path = TINY, **further: str) -> dict[str, str]:
    """The environment of a command over a sources folder, with a fixed clock."""
    own = {"NEWSDESK_SOURCES": str(sources), "NO_MKDOCS_2_WARNING": "1", "SOURCE_DATE_EPOCH": "1700000000"}
    return {**os.environ, "OMP_NUM_THREADS": "1", **own, **further}


Done = subprocess.CompletedProcess[str]


def mkdocs(*arguments: str | Path, config: Path = ROOT / "mkdocs.yml", **further: str) -> Done:
    """`mkdocs build`; `sources` among `further` is another sources folder."""
    sources = Path(further.pop("sources", TINY))
    command = [sys.executable, "-m", "mkdocs", "build", "-f", str(config), *map(str, arguments)]
    environ = environment(sources, **further)
    return subprocess.run(command, cwd=ROOT, env=environ, capture_output=True, text=True, check=False)


def process(*arguments: str | Path, sources: Path = TINY, **further: str) -> Done:
    """A command of `newsdesk` as a process of its own, for what starts processes itself."""
    command = [sys.executable, "-m", "newsdesk.cli", *map(str, arguments)]
    environ = environment(sources, **further)
    return subprocess.run(command, cwd=ROOT, env=environ, capture_output=True, text=True, check=False)


def newsdesk(*arguments: str | Path, stdin: str = "", sources: Path = TINY, **further: str) -> Done:
    """A command of `newsdesk`, inside this process: starting another takes longer than most commands do."""
    command = [str(argument) for argument in arguments]
    with patch.dict(os.environ, environment(sources, **further)):
        done = CliRunner().invoke(program(), command, input=stdin)
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    return subprocess.CompletedProcess(command, done.exit_code, done.stdout, done.stderr)


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, by its path."""
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def search_results(site: Path) -> list[list[Any]]:
    """What the search index of a built site shows, by file: see `newsdesk.exports.search`."""
    files = sorted((site / "search").glob("texts-*.js"))
    return [json.loads(f"[{path.read_text().strip()[len('newsdeskSearch(') : -1]}]")[2] for path in files]
