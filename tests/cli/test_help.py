"""What the commands say of themselves, and what the guide says of them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import typer.main
from tests.cli.conftest import Newsdesk

from newsdesk.cli.app import app

COMMANDS = dict(typer.main.get_command(app).commands)  # type: ignore[attr-defined]
GUIDE = (Path(__file__).parents[2] / "docs" / "editing.md").read_text(encoding="utf-8")


def test_the_guide_names_every_command() -> None:
    table = GUIDE.partition("## All commands")[2].partition("\n## ")[0]
    names = {"newsdesk new page" if name == "new" else f"newsdesk {name}" for name in COMMANDS}
    assert set(re.findall(r"^\| `([^`]+)` \|", table, re.MULTILINE)) == names


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_explains_itself_with_an_example(newsdesk: Newsdesk, name: str) -> None:
    words = ["new", "page"] if name == "new" else [name]
    shown = newsdesk(*words, "--help")
    assert shown.exit_code == 0
    assert re.search(
        rf"^ *(\S+ \| |NEWSDESK_\S+ )?newsdesk {' '.join(words)}\b(?!.*\[OPTIONS\])", shown.stdout, re.MULTILINE
    )


@pytest.mark.parametrize("name", ["add", "check", "explain", "suggest"])
def test_what_a_program_may_want_to_read_comes_as_json(name: str) -> None:
    assert any("--json" in parameter.opts for parameter in COMMANDS[name].params)


def test_wrong_use_ends_with_two(newsdesk: Newsdesk) -> None:
    assert newsdesk("nonsense").exit_code == 2
    assert newsdesk("check", "--nonsense").exit_code == 2
    assert newsdesk("add").exit_code == 2
