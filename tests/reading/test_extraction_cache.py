"""Findings kept on disk are the findings; whatever decides them changes their name; damage costs time only."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from tests.site.run import TINY

from newsdesk import build
from newsdesk.extraction.extract import extract
from newsdesk.reading.extraction_cache import ExtractionCache
from newsdesk.reading.lexicon import load_lexicon
from newsdesk.records import CuratedEntity, Library, Vocabulary


@pytest.fixture(scope="module")
def library() -> Library:
    return build.read(TINY)


def folder_files(folder: Path) -> list[Path]:
    return sorted(p for p in folder.rglob("*") if p.is_file())


def test_kept_findings_are_the_findings(library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(build, "CACHE", tmp_path)
    fresh = build.study(library)
    monkeypatch.setattr(build, "extract", lambda *_: pytest.fail("looked through again"))
    assert build.study(library) == fresh


def test_damage_and_half_files_count_as_absent(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(build, "CACHE", tmp_path)
    fresh = build.study(library)
    for n, path in enumerate(folder_files(tmp_path)):
        path.write_bytes((b"", b"{", path.read_bytes()[:-40], b'{"source": 5}')[n % 4])
    assert build.study(library) == fresh


def test_a_folder_that_cannot_be_written_does_no_harm(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("not a folder")
    monkeypatch.setattr(build, "CACHE", tmp_path / "file")
    assert build.study(library).extractions.keys() == {source.id for source in library.sources}


def test_everything_that_decides_findings_changes_their_name(library: Library) -> None:
    lexicon, source = load_lexicon(), library.sources[0]
    kept = ExtractionCache(None, library.vocabulary, lexicon)
    later = replace(source, meta=replace(source.meta, published=date(2001, 1, 1)))
    other = Vocabulary((CuratedEntity("x", "person", "Xaver Quill"),))
    keys = {
        kept.key(source),
        kept.key(later),
        kept.key(replace(source, text=source.text + "x")),
        kept.key(replace(source, paragraphs=source.paragraphs[1:])),
        ExtractionCache(None, other, lexicon).key(source),
    }
    assert len(keys) == 5


def test_the_oldest_go_when_there_is_too_much(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(build, "CACHE", tmp_path)
    build.study(library)
    kept = ExtractionCache(tmp_path, library.vocabulary, load_lexicon())
    kept.prune(limit=0)
    assert folder_files(tmp_path / "extractions") == []


def test_an_extraction_is_pure(library: Library) -> None:
    """Or else it could not be kept."""
    lexicon, source = load_lexicon(), library.sources[0]
    (parse,) = build.parse_all([source], lexicon, build.CACHE)
    assert extract(source, parse, library.vocabulary, lexicon) == extract(source, parse, library.vocabulary, lexicon)
