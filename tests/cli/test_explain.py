"""`newsdesk explain`: an article, or one quote of it; the model's own terms only for those who ask."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.cli.conftest import Newsdesk

ARTICLE = """Bridge shut

The bridge is shut, the council said.

“We cannot wait for another winter,” Ana Petrova, the engineer, told reporters. “The rust is deep,” she said.
"""


@pytest.fixture
def bridge(sources: Path) -> Path:
    (sources / "entities").mkdir()
    (sources / "bridge.txt").write_text(ARTICLE)
    return sources / "bridge.txt"


def test_an_article_by_its_file_or_its_id(newsdesk: Newsdesk, bridge: Path) -> None:
    shown = newsdesk("explain", bridge).stdout
    assert shown == newsdesk("explain", "bridge").stdout
    assert "Ana Petrova" in shown and "weighed: Ana Petrova +" in shown and "=" not in shown
    assert "=" in newsdesk("explain", "bridge", "--weights").stdout


def test_one_quote_by_its_id(newsdesk: Newsdesk, bridge: Path) -> None:
    whole = json.loads(newsdesk("explain", "bridge", "--json").stdout)
    (quote,) = (q for q in whole["quotes"] if "rust" in q["words"])
    one = json.loads(newsdesk("explain", quote["id"], "--json").stdout)
    assert one["quotes"] == [quote] and one["links"] == one["dates"] == one["refusals"] == []
    shown = newsdesk("explain", quote["id"]).stdout
    assert "The rust is deep" in shown and "another winter" not in shown and "Names" not in shown


def test_what_is_not_there_is_told_with_the_nearest(newsdesk: Newsdesk, bridge: Path) -> None:
    done = newsdesk("explain", "brigde")
    assert done.exit_code == 1
    assert "no article or quote brigde" in done.stderr and "the nearest are bridge" in done.stderr


def test_a_speaker_whom_other_outlets_put_right_is_told_with_their_words(newsdesk: Newsdesk, bridge: Path) -> None:
    words = "“We cannot wait for another winter with the rust as deep as it is below the waterline”"
    named = f"---\nstory: bridge\noutlet: The Tern\n---\n{words}, Ana Petrova, the engineer, told reporters.\n"
    (bridge.parent / "tern.md").write_text(named)
    open_text = (
        f"Ana Petrova, the engineer, came to the hall on Monday. It was cold.\n\n{words}.\n\nThe hall was silent.\n"
    )
    (bridge.parent / "gull.md").write_text(f"---\nstory: bridge\noutlet: The Gull\n---\n{open_text}")
    (quote,) = json.loads(newsdesk("explain", "gull", "--json").stdout)["quotes"]
    assert quote["name"] == "Ana Petrova" and "printed alike elsewhere" in quote["why"]
    assert "by the same words in The Tern" in quote["candidates"][0]["in_favour"][0][0]
