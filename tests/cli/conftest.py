"""The commands, run inside this process, on a sources folder of their own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from newsdesk.cli.app import program

Newsdesk = Callable[..., Result]


@pytest.fixture
def sources(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "sources"
    folder.mkdir()
    monkeypatch.setenv("NEWSDESK_SOURCES", str(folder))
    monkeypatch.setenv("COLUMNS", "200")
    return folder


@pytest.fixture
def newsdesk(sources: Path) -> Newsdesk:
    """`newsdesk("add", "-", input="…")`: the command's outcome."""

    def run(*args: str, given: str | bytes | None = None) -> Result:
        return CliRunner().invoke(program(), [str(arg) for arg in args], input=given)

    return run
