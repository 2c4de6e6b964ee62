"""`newsdesk cache` counts what is kept, and clears it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from newsdesk.cli import cache
from newsdesk.cli.app import program


def test_shown_and_cleared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "CACHE", tmp_path)
    kept = tmp_path / "parses" / "ab" / "abc.json"
    kept.parent.mkdir(parents=True)
    kept.write_bytes(b"x" * 2_000_000)
    (tmp_path / "another.txt").write_text("not ours")
    shown = CliRunner().invoke(program(), ["cache"])
    assert (shown.exit_code, shown.output.splitlines()[0]) == (0, "parses of articles: 1, 2.0 MB")
    assert kept.exists()
    told = json.loads(CliRunner().invoke(program(), ["cache", "--json"]).stdout)
    assert told["kept"]["parses"] == {"files": 1, "bytes": 2_000_000} and told["cleared"] is False
    assert CliRunner().invoke(program(), ["cache", "--clear"]).exit_code == 0
    assert not kept.exists() and (tmp_path / "another.txt").exists()
