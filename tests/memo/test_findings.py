"""Findings that are kept are the findings, and a new entry of the vocabulary touches few of them."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from tests.site.run import TINY

from newsdesk import build
from newsdesk.extraction.extract import extract
from newsdesk.extraction.names import Touching
from newsdesk.memo import file
from newsdesk.reading.lexicon import load_lexicon
from newsdesk.records import CuratedEntity, Library, Options, Vocabulary


@pytest.fixture(scope="module")
def library() -> Library:
    return build.read(TINY)


def test_kept_findings_are_the_findings(library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(build, "CACHE", tmp_path)
    fresh = build.study(library)
    monkeypatch.setattr(build, "extract", lambda *_: pytest.fail("looked through again"))
    assert build.study(library) == fresh


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
            (parse,) = build.parse_all([source], lexicon)
            assert extract(source, parse, near, lexicon) == extract(source, parse, more, lexicon)
    assert touched == {source.id for source in library.sources}


def test_an_extraction_is_pure(library: Library) -> None:
    """Or else it could not be kept."""
    lexicon, source = load_lexicon(), library.sources[0]
    (parse,) = build.parse_all([source], lexicon)
    assert extract(source, parse, library.vocabulary, lexicon) == extract(source, parse, library.vocabulary, lexicon)


def test_a_few_articles_leave_no_model_behind(library: Library, tmp_path: Path) -> None:
    """They are parsed by a process that ends, and come out the same."""
    article = library.sources[0]
    script = f"""
import sys
from dataclasses import replace
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


def test_an_article_altered_where_it_is_kept_is_read_from_its_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Even where the digest of what is kept was altered with it."""
    monkeypatch.setattr(build, "CACHE", tmp_path / "kept")
    sources = tmp_path / "sources"
    sources.mkdir()
    (sources / "a.md").write_text("---\ntitle: Oats\n---\n“We sow in April,” said Ada Brook of Larn.\n")
    fresh = build.build(sources, Options())
    kept = file.file_at(tmp_path / "kept" / file.FILE)
    entry = kept.last("articles", "a")
    assert entry and entry.head.count(b"April") == 2  # as given, and cleaned
    kept.write([replace(entry, head=entry.head.replace(b"April", b"March"))], (), (), file.now())
    file._FILES.clear()  # as in another process
    again = build.build(sources, Options())
    assert not again.site.problems
    assert (again.site.pages, again.site.files) == (fresh.site.pages, fresh.site.files)
