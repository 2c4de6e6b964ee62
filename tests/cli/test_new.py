"""`newsdesk new page`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.cli.conftest import Newsdesk
from tests.pages.sample import sample


@pytest.fixture
def docs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of pages, over a knowledge made by hand."""
    monkeypatch.setenv("NEWSDESK_DOCS", str(tmp_path / "docs"))
    monkeypatch.setattr("newsdesk.cli.new.study_names", lambda library: sample())
    return tmp_path / "docs"


@pytest.mark.parametrize(
    ("name", "place", "text"),
    [
        ("What we know", "what-we-know.md", "# What we know\n"),
        ("Ada Brandt", "people/ada-brandt.md", "<!-- The opening text of the page of Ada Brandt. -->\n"),
        ("mayor-brandt", "people/ada-brandt.md", "<!-- The opening text of the page of Ada Brandt. -->\n"),
        ("notes/old-harbour.md", "notes/old-harbour.md", "# Old harbour\n"),
        ("people/ada-brandt", "people/ada-brandt.md", "# Ada brandt\n"),
    ],
)
def test_where_a_page_goes(newsdesk: Newsdesk, docs: Path, name: str, place: str, text: str) -> None:
    done = newsdesk("new", "page", name)
    assert done.exit_code == 0 and done.stdout.strip() == str(docs / place)
    assert (docs / place).read_text() == text
    assert (f"add `{place}` under `nav`" in done.stderr) == text.startswith("# ")


def test_a_briefing_has_an_opening_too(newsdesk: Newsdesk, docs: Path) -> None:
    assert newsdesk("new", "page", "briefing:harbour", "--autolink").exit_code == 0
    assert (docs / "briefings/harbour.md").read_text().startswith("---\nautolink: true\n---\n")


def test_nothing_is_overwritten(newsdesk: Newsdesk, docs: Path) -> None:
    newsdesk("new", "page", "Notes")
    (docs / "notes.md").write_text("mine")
    again = newsdesk("new", "page", "Notes", "--json")
    assert again.exit_code == 1 and json.loads(again.stdout)["path"] == str(docs / "notes.md")
    assert (docs / "notes.md").read_text() == "mine"


@pytest.mark.parametrize("name", ["../outside", "notes/../../outside.md", "source:lone"])
def test_what_no_page_can_be_is_wrong_use(newsdesk: Newsdesk, docs: Path, name: str) -> None:
    assert newsdesk("new", "page", name).exit_code == 2
    assert not docs.exists() or not list(docs.rglob("*.md"))


def test_a_mistyped_name_is_told(newsdesk: Newsdesk, docs: Path) -> None:
    done = newsdesk("new", "page", "people/ada-brant")
    assert done.exit_code == 0 and "did you mean “ada-brandt.md”?" in done.stderr
