"""`newsdesk check`: the same problems whether or not the sources had to be joined, and the exit status."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.cli.conftest import Newsdesk

from newsdesk.build import problems_found, read, study, with_written
from newsdesk.records import Options

ARTICLE = (
    "---\ntitle: Bridge\ncorrections:\n  - quote: nobody ever said this\n    reject: true\n---\n\nThe bridge is shut.\n"
)


@pytest.fixture
def docs(tmp_path: Path, sources: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (sources / "entities").mkdir()
    (sources / "a.md").write_text(ARTICLE)
    (sources / "b.md").write_text("---\ntitel: Bridge\n---\n\nThe bridge is shut.\n")
    folder = tmp_path / "docs"
    folder.mkdir()
    monkeypatch.setenv("NEWSDESK_DOCS", str(folder))
    return folder


@pytest.mark.parametrize("page", ["# Hello\n", "`[[Nobody]]`\n", "```\n[[Nobody]]\n```\n", "[[Nobody]]\n"])
def test_the_short_way_finds_what_the_long_way_finds(sources: Path, docs: Path, page: str) -> None:
    (docs / "index.md").write_text(page)
    library = read(sources)
    whole = with_written(study(library), Options(), docs).problems
    assert sorted(problems_found(library)) == sorted(whole)
    assert len(whole) == (3 if page.startswith("[[") else 2)


def test_warnings_fail_a_strict_check_only(newsdesk: Newsdesk, sources: Path, docs: Path) -> None:
    assert newsdesk("check").exit_code == 1, "an unknown key is an error"
    (sources / "b.md").unlink()
    assert newsdesk("check").exit_code == 0
    strict = newsdesk("check", "--strict")
    assert strict.exit_code == 1 and "sources/a.md:4: " in strict.stderr
    (problem,) = map(json.loads, newsdesk("check", "--json").stdout.splitlines())
    assert (problem["severity"], problem["field"], problem["line"]) == ("warning", "corrections", 4)
