"""Parses kept on disk are the same as fresh ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from newsdesk.memo import environment
from newsdesk.memo.memo import Memo
from newsdesk.reading import parses
from newsdesk.reading.parser import Parser, pieces
from newsdesk.reading.parses import parse_all
from newsdesk.reading.source import source_from_text
from newsdesk.records import Lexicon, Parse, Source

TEXTS = [
    "The bridge fell\n\nMUDVILLE, Iowa — Jane Roe said it “fell at noon.” Nobody was hurt.\n\n© 2020 Acme News",
    "Of mice\n\nJohn Doe, who lives in Paris, keeps 40 mice.\n\n“They are quiet,” he said.",
    "",
    "\U0001f4ac \ufffd\n\nOdd \u00e9 text, don’t you think?",
]


@pytest.fixture(scope="module")
def sources() -> list[Source]:
    return [source_from_text(f"s{n}", text) for n, text in enumerate(TEXTS)]


@pytest.fixture(scope="module")
def fresh(parser: Parser, sources: list[Source]) -> list[Parse]:
    return list(parser.parse(sources))


def test_the_dateline_and_boilerplate_are_not_parsed(sources: list[Source], fresh: list[Parse]) -> None:
    seen = [span.of(sources[0].text) for span in pieces(sources[0])]
    assert seen[1].startswith(" Jane Roe said") and len(seen) == 2
    assert all(fresh[0].start[k] >= 0 and sources[0].text[fresh[0].start[k]] != "©" for k in range(len(fresh[0].start)))


def test_a_warm_cache_gives_the_same_without_the_model(
    tmp_path: Path, lexicon: Lexicon, sources: list[Source], fresh: list[Parse], monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[tuple[str, int, int]] = []
    cold = parse_all(sources, lexicon, Memo(tmp_path), lambda *step: seen.append(step))
    assert cold == fresh and seen[-1] == ("parsing", 4, 4)
    monkeypatch.setattr(parses, "load_parser", lambda _: pytest.fail("the model was loaded"))
    assert parse_all(sources, lexicon, Memo(tmp_path)) == fresh
    assert [parse.model for parse in parse_all(sources, lexicon, Memo(tmp_path))] == [parse.model for parse in fresh]
    monkeypatch.setattr(environment, "installed", lambda: ["networkx-99.dist-info"])
    assert parse_all(sources, lexicon, Memo(tmp_path)) == fresh, "no other package decides a parse"
    changed = source_from_text("s0", TEXTS[0] + "\n\nMore.")
    with pytest.raises(pytest.fail.Exception):
        parse_all([changed], lexicon, Memo(tmp_path))


def test_only_what_changed_is_parsed(
    tmp_path: Path, lexicon: Lexicon, sources: list[Source], fresh: list[Parse]
) -> None:
    parse_all(sources[:3], lexicon, Memo(tmp_path))
    steps: list[tuple[str, int, int]] = []
    assert parse_all(sources, lexicon, Memo(tmp_path), lambda *step: steps.append(step)) == fresh
    assert steps == [("parsing", 1, 1)]


def test_worker_processes_give_the_same(
    tmp_path: Path, lexicon: Lexicon, parser: Parser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parses, "MANY", 8)
    many = [source_from_text(f"m{n}", f"Item {n}\n\nJane Roe said {n} mice “ran {n} miles.”") for n in range(20)]
    assert parse_all(many, lexicon, None) == list(parser.parse(many))
