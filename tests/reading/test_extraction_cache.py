"""Findings kept on disk are the findings; whatever decides them changes their name; damage costs time only."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from tests.site.run import TINY

from newsdesk import build
from newsdesk.extraction.extract import extract
from newsdesk.extraction.names import Touching
from newsdesk.reading import extraction_cache
from newsdesk.reading.extraction_cache import ExtractionCache
from newsdesk.reading.lexicon import load_lexicon
from newsdesk.records import CuratedEntity, Later, Library, Vocabulary


@pytest.fixture(scope="module")
def library() -> Library:
    return build.read(TINY)


def folder_files(folder: Path) -> list[Path]:
    return sorted(p for p in folder.rglob("*") if p.is_file() and p.name != ".room")


def test_kept_findings_are_the_findings(library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(build, "CACHE", tmp_path)
    fresh = build.study(library)
    monkeypatch.setattr(build, "extract", lambda *_: pytest.fail("looked through again"))
    assert build.study(library) == fresh


def test_who_was_weighed_is_read_when_somebody_asks(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(build, "CACHE", tmp_path)
    fresh = build.study(library).extractions.values()
    made: list[object] = []
    ask = Later._all
    monkeypatch.setattr(Later, "_all", lambda self: made.append(self) or ask(self))
    kept = build.study(library).extractions.values()
    assert not made
    before, after = ([list(quote.candidates) for found in all_ for quote in found.quotes] for all_ in (fresh, kept))
    assert made and any(before)
    assert after == before
    assert pickle.loads(pickle.dumps(list(kept))) == list(fresh)
    assert list(map(repr, kept)) == list(map(repr, fresh))


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
    kept = ExtractionCache(None, lexicon)
    later = replace(source, meta=replace(source.meta, published=date(2001, 1, 1)))
    known, other = Vocabulary(), Vocabulary((CuratedEntity("x", "person", "Xaver Quill"),))
    keys = {
        kept.key(source, known),
        kept.key(later, known),
        kept.key(replace(source, text=source.text + "x"), known),
        kept.key(replace(source, paragraphs=source.paragraphs[1:]), known),
        kept.key(source, other),
    }
    assert len(keys) == 5


def test_a_new_entry_touches_the_articles_that_name_it_alone(library: Library, tmp_path: Path) -> None:
    """And there the entries that an article can name give the same findings as the whole vocabulary."""
    lexicon, given = load_lexicon(), library.vocabulary
    names = (
        "Xaver Quill",
        *(chain.name for found in build.study(library).extractions.values() for chain in found.chains),
    )
    touched = set()
    for name in sorted(set(names)):
        more = Vocabulary((*given.entities, CuratedEntity("new", "organisation", "New", weak_aliases=(name,), line=9)))
        before, after = (list(map(Touching(vocabulary), library.sources)) for vocabulary in (given, more))
        changed = [source for source, one, two in zip(library.sources, before, after, strict=True) if one != two]
        assert all(name.casefold() in source.text.replace("’", "'").casefold() for source in changed)
        touched.update(source.id for source in changed)
        for source, near in zip(library.sources, after, strict=True) if name in names[:4] else ():
            (parse,) = build.parse_all([source], lexicon, build.CACHE)
            assert extract(source, parse, near, lexicon) == extract(source, parse, more, lexicon)
    assert touched == {source.id for source in library.sources}


def test_the_oldest_go_when_there_is_too_much(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(build, "CACHE", tmp_path)
    build.study(library)
    monkeypatch.setattr(extraction_cache, "MAX_BYTES", 0)
    folder_files(tmp_path / "extractions")[0].unlink()
    build.study(library)
    assert folder_files(tmp_path / "extractions") == []


def test_an_extraction_is_pure(library: Library) -> None:
    """Or else it could not be kept."""
    lexicon, source = load_lexicon(), library.sources[0]
    (parse,) = build.parse_all([source], lexicon, build.CACHE)
    assert extract(source, parse, library.vocabulary, lexicon) == extract(source, parse, library.vocabulary, lexicon)


def test_a_few_articles_leave_no_model_behind(library: Library, tmp_path: Path) -> None:
    """They are parsed by a process that ends, and come out the same."""
    article = library.sources[0]
    script = f"""
import sys
from pathlib import Path
from newsdesk import build
from newsdesk.records import Library
sources = tuple(source for source in build.read(Path({str(TINY)!r})).sources if source.id == {article.id!r})
found = build.study(Library(sources, build.Vocabulary())).extractions
print(found[{article.id!r}].quotes[0].words(sources[0].text), "spacy" in sys.modules and sys.platform == "linux")
"""
    environment = {**os.environ, "NEWSDESK_CACHE": str(tmp_path)}
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, env=environment)
    alone = build.study(Library((article,), Vocabulary())).extractions[article.id]
    assert done.stdout == f"{alone.quotes[0].words(article.text)} False\n"
