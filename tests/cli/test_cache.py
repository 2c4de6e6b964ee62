"""`newsdesk cache` counts what is kept, and clears it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from newsdesk.cli import cache
from newsdesk.cli.app import program
from newsdesk.memo.memo import Kind, Memo


def test_shown_and_cleared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "CACHE", tmp_path)
    kept = tmp_path / "templates" / "main.cache"
    kept.parent.mkdir(parents=True)
    kept.write_bytes(b"x" * 2_000_000)
    memo = Memo(tmp_path)
    memo.kept(Kind("parses", str), str, "an article")
    memo.end()
    (tmp_path / "another.txt").write_text("not ours")
    shown = CliRunner().invoke(program(), ["cache"])
    assert (shown.exit_code, shown.output.splitlines()[0]) == (0, "parses of articles: 1, 0.0 MB")
    assert "compiled templates: 1, 2.0 MB" in shown.output
    assert kept.exists()
    told = json.loads(CliRunner().invoke(program(), ["cache", "--json"]).stdout)
    assert told["kept"]["templates"] == {"number": 1, "bytes": 2_000_000} and told["cleared"] is False
    assert CliRunner().invoke(program(), ["cache", "--clear"]).exit_code == 0
    assert not Memo(tmp_path).sizes() and not kept.exists() and (tmp_path / "another.txt").exists()
