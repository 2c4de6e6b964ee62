"""What the commands say of themselves, and what the guide says of them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import typer.main
from tests.cli.conftest import Newsdesk
from typer.testing import CliRunner

from newsdesk.cli.app import program

BY_NAME = dict(typer.main.get_command(program()).commands)  # type: ignore[attr-defined]
ALL = {*BY_NAME, "new page", "new site"} - {"new"}
GUIDE = (Path(__file__).parents[2] / "docs" / "editing.md").read_text(encoding="utf-8")


def test_the_guide_names_every_command() -> None:
    section = GUIDE.partition("## All commands")[2].partition("\n## ")[0]
    names = {f"newsdesk {name}" for name in ALL}
    assert set(re.findall(r"^\| `(newsdesk [^`]+)` \|", section, re.MULTILINE)) == names
    assert set(re.findall(r"^\| `((?!newsdesk)[^`]+)` \|", section, re.MULTILINE)) == ALL


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_shells_complete_the_commands(shell: str) -> None:
    typed = {"COMP_WORDS": "newsdesk ex", "COMP_CWORD": "1", "_TYPER_COMPLETE_ARGS": "newsdesk ex"}
    typed |= {"_NEWSDESK_COMPLETE": f"complete_{shell}", "_TYPER_COMPLETE_FISH_ACTION": "get-args"}
    offered = CliRunner().invoke(program(), [], prog_name="newsdesk", env=typed).stdout
    assert "explain" in offered and "extract" in offered and "suggest" not in offered


def test_shells_complete_the_ids_of_articles(sources: Path) -> None:
    (sources / "2021").mkdir()
    for name in ("2021/Bridge shut.md", "2021/boats.txt", "other.md"):
        (sources / name).write_text("A bridge.\n")
    typed = {"_NEWSDESK_COMPLETE": "complete_bash", "COMP_WORDS": "newsdesk explain 2021", "COMP_CWORD": "2"}
    offered = CliRunner().invoke(program(), [], prog_name="newsdesk", env=typed).stdout
    assert offered.split() == ["2021-bridge-shut", "2021-boats"]


@pytest.mark.parametrize("name", sorted(BY_NAME))
def test_every_command_explains_itself_with_an_example(newsdesk: Newsdesk, name: str) -> None:
    words = ["new", "page"] if name == "new" else [name]
    shown = newsdesk(*words, "--help")
    assert shown.exit_code == 0
    assert re.search(
        rf"^ *(\S+ \| |NEWSDESK_\S+ )?newsdesk {' '.join(words)}\b(?!.*\[OPTIONS\])", shown.stdout, re.MULTILINE
    )


@pytest.mark.parametrize("name", sorted(BY_NAME))
def test_every_command_tells_its_exit_status_and_has_json(name: str) -> None:
    command = BY_NAME[name].commands["page"] if name == "new" else BY_NAME[name]
    assert "Exit status: 0" in (command.help or "")
    assert any("--json" in parameter.opts for parameter in command.params)


def test_wrong_use_ends_with_two(newsdesk: Newsdesk) -> None:
    assert newsdesk("nonsense").exit_code == 2
    assert newsdesk("check", "--nonsense").exit_code == 2
    assert newsdesk("add").exit_code == 2
