"""`newsdesk cache` counts what is kept, and clears it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from newsdesk import build
from newsdesk.cli import cache
from newsdesk.cli.app import program
from newsdesk.memo.memo import Kind, Memo
from newsdesk.reading.options import options_of, read_config
from newsdesk.settings import CONFIG


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


def test_why_something_would_be_made_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sources = tmp_path / "sources"
    (sources / "entities").mkdir(parents=True)
    (sources / "ferry.md").write_text("Ferry\n\n“We sail in May,” said Ada Brook of Larn.\n")
    (sources / "bridge.md").write_text("Bridge\n\nThe bridge is shut, said Bela Cornish of Osterby.\n")
    monkeypatch.setenv("NEWSDESK_SOURCES", str(sources))
    for module in (cache, build):
        monkeypatch.setattr(module, "CACHE", tmp_path / "cache")

    def why(what: str) -> str:
        return CliRunner().invoke(program(), ["cache", "--why", what]).output

    assert "people/ada-brook: made\n  nothing of it is kept" in why("people/ada-brook/").replace("/:", ":")
    build.build(sources, options_of(read_config(CONFIG))[0], docs=tmp_path)
    assert "taken as it is kept" in why("sources/bridge/") and "made" not in why("people/ada-brook/")
    (sources / "ferry.md").write_text("Ferry\n\n“We sail in June,” said Ada Brook of Larn.\n")
    assert "taken" in why("sources/bridge/")
    assert "sources['ferry']: was #" in why("sources/ferry/")
    assert "findings ferry: made\n  given 2: was #" in why("findings")
    assert "no page has the address nowhere/" in why("nowhere/")
