"""The two articles the project began with, as they are: every quoted word a quote, no furniture anywhere.

`test_editor_session.py` builds the site of them."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML
from tests.site.run import ROOT, newsdesk

# What stands between an opening mark and the next mark, whichever it is: the second may be mistyped.
MARKED = re.compile(r"“([^“”‘]+)[“”‘]")
FURNITURE = re.compile(r"[0-9a-f]{32}|©|\b[A-Z]{3,5} \d+\.\d+ ?%|All rights reserved")


@pytest.fixture(scope="module")
def found(shared: Path) -> list[dict[str, Any]]:
    done = newsdesk("extract", sources=shared / "seeds")
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_all_quoted_words_are_quotes_exactly_as_printed(shared: Path, found: list[dict[str, Any]]) -> None:
    texts = [path.read_text(encoding="utf-8") for path in sorted((shared / "seeds").glob("*.txt"))]
    for text, article in zip(texts, found, strict=True):
        marked = [m[1].strip() for m in MARKED.finditer(text)]
        quotes = [q["text"] for q in article["quotes"] if q["kind"] in ("direct", "mixed")]
        assert marked and marked == quotes


def test_each_has_the_right_speaker_on_one_profile(found: list[dict[str, Any]]) -> None:
    quotes = [q for article in found for q in article["quotes"] if q["kind"] in ("direct", "mixed")]
    whom = {(q["speaker_entity"], q["speaker_name"]) for q in quotes}
    assert whom == {("elon-musk", "Elon Musk"), ("tesla", "Tesla")}
    assert [q["speaker_entity"] for q in quotes].count("tesla") == 2


def test_every_name_of_the_story_is_on_one_profile(found: list[dict[str, Any]]) -> None:
    files = (ROOT / "sources" / "entities").glob("*.yml")
    known = {key for path in files for key in YAML(typ="safe").load(path.read_text(encoding="utf-8"))}
    whose: dict[str, set[str]] = defaultdict(set)
    for mention in (m for article in found for m in article["mentions"]):
        if not mention["rule"].startswith(("phrase", "description")):
            whose[mention["text"].removeprefix("the ")].add(mention["entity"])
    assert [name for name, entities in whose.items() if len(entities) > 1] == []
    assert {entity for entities in whose.values() for entity in entities} == known
    named = {(m["entity"], m["type"]) for article in found for m in article["mentions"]}
    assert len(named) == len(known), "an entity of two kinds"


def test_no_furniture_is_a_name_a_quote_or_a_date(found: list[dict[str, Any]]) -> None:
    for article in found:
        for finding in (*article["quotes"], *article["mentions"], *article["dates"]):
            assert not FURNITURE.search(finding["text"]), finding
