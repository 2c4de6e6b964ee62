"""Which project is worked on, by where somebody is and what they ask MkDocs for."""

from __future__ import annotations

from pathlib import Path

import pytest

from newsdesk.settings import named, project_above


@pytest.fixture
def harbour(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project, seen from a folder beside it."""
    (tmp_path / "harbour" / "sources").mkdir(parents=True)
    (tmp_path / "harbour" / "mkdocs.yml").write_text("hooks:\n  - hook.py\n")
    (tmp_path / "harbour" / "hook.py").write_text("from mkdocs_hooks import *\n")
    monkeypatch.chdir(tmp_path)
    return tmp_path / "harbour"


def test_the_nearest_project_from_a_folder_up(harbour: Path) -> None:
    (harbour / "docs").mkdir()
    assert project_above(harbour / "docs") == project_above(harbour) == harbour
    assert project_above(harbour.parent) is None


@pytest.mark.parametrize(
    "call",
    [
        ["/bin/mkdocs", "build", "-f", "harbour/mkdocs.yml"],
        ["/lib/mkdocs/__main__.py", "serve", "--config-file=harbour/mkdocs.yml"],
        ["mkdocs.exe", "build", "-qf", "harbour/mkdocs.yml"],
        ["properdocs", "build", "--config-file", "harbour/mkdocs.yml", "-q"],
    ],
)
def test_the_project_whose_configuration_is_named(harbour: Path, call: list[str]) -> None:
    assert named(call) == harbour


@pytest.mark.parametrize(
    "call",
    [
        ["mkdocs", "build"],
        ["mkdocs", "build", "-f"],
        ["mkdocs", "build", "-f", "nowhere/mkdocs.yml"],
        ["newsdesk", "write", "-f", "harbour/mkdocs.yml"],
        [],
    ],
)
def test_no_project_is_named(harbour: Path, call: list[str]) -> None:
    assert named(call) is None


def test_a_configuration_without_articles_beside_it_names_none(harbour: Path) -> None:
    (harbour / "sources").rmdir()
    assert named(["mkdocs", "build", "-f", "harbour/mkdocs.yml"]) is None
