"""Parses kept on disk: the same as fresh ones, whatever happens to the files."""

from __future__ import annotations

import os
import random
from pathlib import Path
from typing import Any

import pytest

from newsdesk.reading import parse_cache
from newsdesk.reading.parse_cache import parse_all
from newsdesk.reading.parser import ModelError, Parser, pieces
from newsdesk.reading.source import source_from_text
from newsdesk.records import Analysis, Lexicon, Parse, Source

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


def files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def test_the_dateline_and_boilerplate_are_not_parsed(sources: list[Source], fresh: list[Parse]) -> None:
    seen = [span.of(sources[0].text) for span in pieces(sources[0])]
    assert seen[1].startswith(" Jane Roe said") and len(seen) == 2
    assert all(fresh[0].start[k] >= 0 and sources[0].text[fresh[0].start[k]] != "©" for k in range(len(fresh[0].start)))


def test_a_warm_cache_gives_the_same_without_the_model(
    tmp_path: Path, lexicon: Lexicon, sources: list[Source], fresh: list[Parse], monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[tuple[str, int, int]] = []
    cold = parse_all(sources, lexicon, tmp_path, lambda *step: seen.append(step))
    assert cold == fresh and seen[-1] == ("parsing", 4, 4)
    monkeypatch.setattr(parse_cache, "load_parser", lambda _: pytest.fail("the model was loaded"))
    assert parse_all(sources, lexicon, tmp_path) == fresh
    assert [parse.model for parse in parse_all(sources, lexicon, tmp_path)] == [parse.model for parse in fresh]
    changed = source_from_text("s0", TEXTS[0] + "\n\nMore.")
    with pytest.raises(pytest.fail.Exception):
        parse_all([changed], lexicon, tmp_path)


def test_only_what_changed_is_parsed(
    tmp_path: Path, lexicon: Lexicon, sources: list[Source], fresh: list[Parse]
) -> None:
    parse_all(sources[:3], lexicon, tmp_path)
    steps: list[tuple[str, int, int]] = []
    assert parse_all(sources, lexicon, tmp_path, lambda *step: steps.append(step)) == fresh
    assert steps == [("parsing", 1, 1)]


def test_damaged_files_count_as_absent(
    tmp_path: Path, lexicon: Lexicon, sources: list[Source], fresh: list[Parse]
) -> None:
    chance = random.Random(1)
    parse_all(sources, lexicon, tmp_path)
    whole = [path.read_bytes() for path in files(tmp_path)]
    damages = [
        b"", b"{", b"null", b"[]", b'{"start": 1}', b"\xff\xfe", b"[" * 100_000,
        b'{"start":[-5],"end":[9],"head":[0],"sent":[0],"lemma":"x","pos":"X","tag":"X","dep":"X","ent":"-"}',
        b'{"start":[0],"end":[9000000],"head":[0],"sent":[0],"lemma":"x","pos":"X","tag":"X","dep":"X","ent":"-"}',
        b'{"start":[0],"end":[1],"head":[7],"sent":[0],"lemma":"x","pos":"X","tag":"X","dep":"X","ent":"-"}',
        b'{"start":["0"],"end":[1],"head":[0],"sent":[0],"lemma":"x","pos":"X","tag":"X","dep":"X","ent":"-"}',
    ]  # fmt: skip
    for damage in [*damages, *(whole[0][: chance.randrange(len(whole[0]))] for _ in range(10))]:
        for path in files(tmp_path):
            path.write_bytes(damage)
        assert parse_all(sources, lexicon, tmp_path) == fresh
    assert [path.read_bytes() for path in files(tmp_path)] == whole


def test_a_cache_that_cannot_be_written_costs_nothing_else(
    tmp_path: Path, lexicon: Lexicon, sources: list[Source], fresh: list[Parse], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("in the way")
    assert parse_all(sources, lexicon, tmp_path / "file") == fresh
    assert parse_all(sources, lexicon, None) == fresh

    def full(*_: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    assert parse_all(sources, lexicon, tmp_path / "full") == fresh
    assert files(tmp_path / "full") == []


def test_the_cache_is_bounded_and_what_was_used_last_stays(
    tmp_path: Path, lexicon: Lexicon, sources: list[Source], monkeypatch: pytest.MonkeyPatch
) -> None:
    parse_all(sources, lexicon, tmp_path)
    paths = files(tmp_path)
    for age, path in enumerate(paths):
        os.utime(path, (1_000_000 - age, 1_000_000 - age))
    size = sum(path.stat().st_size for path in paths[:2])
    monkeypatch.setattr(parse_cache, "MAX_BYTES", size)
    paths[2].unlink()
    parse_all(sources, lexicon, tmp_path)
    assert len(files(tmp_path)) < len(paths) and sum(path.stat().st_size for path in files(tmp_path)) <= size


def test_worker_processes_give_the_same(
    tmp_path: Path, lexicon: Lexicon, parser: Parser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parse_cache, "MANY", 8)
    many = [source_from_text(f"m{n}", f"Item {n}\n\nJane Roe said {n} mice “ran {n} miles.”") for n in range(20)]
    assert parse_all(many, lexicon, None) == list(parser.parse(many))


def test_a_cluster_gives_the_same(lexicon: Lexicon, parser: Parser, monkeypatch: pytest.MonkeyPatch) -> None:
    distributed = pytest.importorskip("distributed", reason="Dask is optional")
    monkeypatch.setattr(parse_cache, "MANY", 8)
    many = [source_from_text(f"m{n}", f"Item {n}\n\nJane Roe said {n} mice “ran {n} miles.”") for n in range(20)]
    fresh = list(parser.parse(many))
    with distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster:
        analysis = Analysis("dask", cluster.scheduler_address)
        assert parse_all(many, lexicon, None, None, analysis) == fresh
    with pytest.raises(ModelError, match="no Dask scheduler answers"):
        parse_all(many, lexicon, None, None, Analysis("dask", "nowhere"))
