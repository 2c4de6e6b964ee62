"""`newsdesk check`: the same problems as a build has, and the exit status."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from tests.cli.conftest import Newsdesk

from newsdesk import build as building
from newsdesk.build import build, read, study
from newsdesk.pages import making, render
from newsdesk.records import Options, Problem, bytes_of

ARTICLE = (
    "---\ntitle: Bridge\ncorrections:\n  - quote: nobody ever said this\n    reject: true\n---\n\nThe bridge is shut.\n"
)


EXCERPT = """---
title: Bridge
outlet: The Tern
excerpt_words: 0
---

The bridge over the harbour was closed on Friday by the city council, whose engineers have long asked for it and whose
members had voted against it twice before the winter, when the rust was found.

“We cannot wait,” said Ana Petrova, the chief engineer. Ana Petrova said that the work would cost nine million crowns.
"""


@pytest.fixture
def docs(tmp_path: Path, sources: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (sources / "entities").mkdir()
    (sources / "a.md").write_text(ARTICLE)
    (sources / "b.md").write_text("---\ntitel: Bridge\n---\n\nThe bridge is shut.\n")
    folder = tmp_path / "docs"
    folder.mkdir()
    monkeypatch.setenv("NEWSDESK_DOCS", str(folder))
    return folder


PAGES = {
    "# Hello\n": 0,
    "`[[Nobody]]`\n": 0,
    "```\n[[Nobody]]\n```\n": 0,
    "[[Nobody]]\n": 1,
    "[[Ana Petrova]], [[briefing:c]], [[briefing:x]], [[source:c#p2]], [[source:c#p9]]\n": 2,
    "![[quote:DIRECT]]\n\n[[quote:DIRECT|her words]]\n": 0,
    "![[quote:REPORTED]]\n": 1,  # its words are not among the few that rights allow
    "![[statement:s-none]]\n": 1,
}


@pytest.mark.parametrize(("given", "problems"), PAGES.items())
def test_it_tells_what_a_build_would(sources: Path, docs: Path, given: str, problems: int, newsdesk: Newsdesk) -> None:
    page = given
    (sources / "c.md").write_text(EXCERPT)
    for quote in study(read(sources)).extractions["c"].quotes:
        page = page.replace("REPORTED" if quote.kind == "indirect" else "DIRECT", quote.id)
    (docs / "index.md").write_text(page)
    told = newsdesk("check", "--json").stdout.splitlines()
    assert len(told) == 2 + problems
    assert sorted(map(str, build(sources, Options()).problems)) == sorted(
        str(Problem(**json.loads(line))) for line in told
    )


def test_it_tells_of_a_page_that_is_not_what_the_source_has(
    sources: Path, docs: Path, newsdesk: Newsdesk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for path in sources.glob("?.md"):
        path.unlink()
    (sources / "c.md").write_text(EXCERPT)
    monkeypatch.setattr(building, "CACHE", tmp_path / "none-kept")
    monkeypatch.setattr(making, "at_once", lambda jobs: [job() for job in jobs])
    page = render.page
    wrong = lambda draft: replace(made := page(draft), content=bytes_of(made.html.replace(">We cannot", ">We can")))  # noqa: E731
    monkeypatch.setattr(render, "page", wrong)
    told = newsdesk("check")
    assert told.exit_code == 0 and "c.md:10: callout of q-" in told.stderr and "report this line" in told.stderr
    assert newsdesk("check", "--strict").exit_code == 1


def test_warnings_fail_a_strict_check_only(newsdesk: Newsdesk, sources: Path, docs: Path) -> None:
    assert newsdesk("check").exit_code == 1, "an unknown key is an error"
    (sources / "b.md").unlink()
    assert newsdesk("check").exit_code == 0
    strict = newsdesk("check", "--strict")
    assert strict.exit_code == 1 and "sources/a.md:4: " in strict.stderr
    assert strict.stderr.splitlines()[-1] == "1 article read: 1 warning"
    (problem,) = map(json.loads, newsdesk("check", "--json").stdout.splitlines())
    assert (problem["severity"], problem["field"], problem["line"]) == ("warning", "corrections", 4)
