"""Editors' pages as files: which are published, at which address, and what their front matter says."""

from __future__ import annotations

from pathlib import Path

import pytest

from newsdesk.reading.editors_pages import files_beside, written_page, written_pages
from newsdesk.reading.options import read_config, unpublished
from newsdesk.records import address_of


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    folder = tmp_path / "docs"
    for place in (
        "index.md",
        "editing.md",
        "notes/editing.md",
        "notes/map.png",
        "drafts/a.md",
        "b.draft.md",
        ".x/c.md",
    ):
        (folder / place).parent.mkdir(parents=True, exist_ok=True)
        (folder / place).write_text("Text.\n")
    (tmp_path / "secret").write_text("not ours")
    (folder / "link.txt").symlink_to(tmp_path / "secret")
    return folder


@pytest.mark.parametrize(
    ("patterns", "left"),
    [
        ((), {"", "editing/", "notes/editing/", "drafts/a/", "b.draft/"}),
        (("/editing.md",), {"", "notes/editing/", "drafts/a/", "b.draft/"}),
        (("editing.md", "drafts/"), {"", "b.draft/"}),
        (("*.draft.md", "/drafts"), {"", "editing/", "notes/editing/"}),
    ],
)
def test_what_is_kept_from_readers(docs: Path, patterns: tuple[str, ...], left: set[str]) -> None:
    assert {page.address for page in written_pages(docs, patterns)} == left


def test_images_stand_beside_pages_and_links_are_not_followed(docs: Path) -> None:
    assert files_beside(docs) == {"notes/map.png": b"Text.\n"}
    assert files_beside(docs, ("notes/",)) == {}


def test_the_patterns_are_those_of_the_configuration(tmp_path: Path) -> None:
    config = tmp_path / "mkdocs.yml"
    config.write_text("draft_docs: |\n  /editing.md\n  # a comment\n  !kept.md\nexclude_docs: '*.tmp'\n")
    assert unpublished(read_config(config)) == ("/editing.md", "*.tmp")
    assert unpublished(read_config(tmp_path / "none.yml")) == ()


@pytest.mark.parametrize(
    ("place", "address"),
    [("index.md", ""), ("people/index.md", "people/"), ("people/ada.md", "people/ada/"), ("a/README.md", "a/")],
)
def test_where_a_page_stands(place: str, address: str) -> None:
    assert address_of(place) == address


def test_what_its_front_matter_says() -> None:
    page = written_page("a.md", "docs/a.md", "---\ntitle: A plan\nautolink: yes\n---\n\nText.\n")
    assert (page.title, page.autolink, page.first_line, page.problems) == ("A plan", True, 5, ())
