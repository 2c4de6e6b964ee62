"""A fault of the program, planted in each stage: it costs the article, page or file that it is in, and is told."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.site.run import ROOT, environment

from newsdesk import build as building
from newsdesk.build import Build, build
from newsdesk.exports import write
from newsdesk.extraction import extract, findings
from newsdesk.knowledge import gather
from newsdesk.pages import making, site
from newsdesk.reading import source
from newsdesk.reading.parser import ModelError
from newsdesk.records import REPORT, Options

BAD = "Quillon"  # stands in one article alone
ARTICLES = {
    "kiln.md": "The kiln at Osterley was lit on 4 May 2024. “It burned all night,” said Dora Finch, the potter.",
    "loom.md": f"Weavers met in {BAD}. “We have wool for a year,” said Hugh Arkwell, who heads the Weavers’ Guild.",
    "mill.md": "The mill turns again. “Bring your grain,” said Mabel Thorne, the miller of Osterley.",
    "well.md": "The well is deep. “Nobody has seen the bottom,” said Ruth Lowry, the digger.",
}
LINE = 5  # of each text in its file


@pytest.fixture
def newsroom(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Four articles, and everything done in this process, where faults can be planted."""
    for module in (making, findings):
        monkeypatch.setattr(module, "at_once", lambda jobs: [job() for job in jobs])
    monkeypatch.setattr(building, "CACHE", tmp_path / "cache")
    folder = tmp_path / "sources"
    folder.mkdir()
    for name, text in ARTICLES.items():
        (folder / name).write_text(f"---\ntitle: The {name[:4]}\nrights: full\n---\n{text}\n", encoding="utf-8")
    return folder


def raising(function: Callable[..., Any], where: Callable[..., bool]) -> Callable[..., Any]:
    """The same function, which fails on some of what it is given."""

    def wrong(*given: Any, **named: Any) -> Any:
        if where(*given):
            raise ZeroDivisionError("planted")
        return function(*given, **named)

    return wrong


def of_bad(found: Any) -> bool:
    """Whether somebody was found in the bad article."""
    return any("Arkwell" in chain.name for chain in found.chains)


def bad(given: Any) -> bool:
    """Whether an article, or any of several, is the bad one."""
    return BAD in given.text if hasattr(given, "text") else any(map(bad, given))


def told(made: Build) -> list[str]:
    return [str(problem) for problem in made.problems if problem.remedy == REPORT]


FINDINGS = [
    (building, "parse_all", lambda sources, *_: bad(sources)),
    (extract, "find_quotes", lambda doc, *_: BAD in doc.text),
    (gather, "find_relationships", lambda found, *_: any(map(of_bad, found.values()))),
    (gather, "join_entities", lambda library, found, *_: any(map(of_bad, found.values()))),
    (site, "publishable", lambda known, *_: any(map(of_bad, known.extractions.values()))),
    (making, "planned", lambda site: any("arkwell" in key for key in site.knowledge.entities)),
    (building, "exported", lambda known, *_: any("arkwell" in key for key in known.entities)),
]


@pytest.mark.parametrize(("module", "name", "where"), FINDINGS, ids=[name for _, name, _ in FINDINGS])
def test_an_article_is_published_without_its_findings(
    newsroom: Path, monkeypatch: pytest.MonkeyPatch, module: Any, name: str, where: Any
) -> None:
    monkeypatch.setattr(module, name, raising(getattr(module, name), where))
    made = build(newsroom, Options())
    (line,) = told(made)
    assert line.startswith(
        f"sources/loom.md:{LINE}: all findings withheld: ZeroDivisionError: planted (test_faults.py:"
    )
    assert "We have wool" in made.site.pages["sources/loom/"].html
    found = {key: len(extraction.quotes) for key, extraction in made.knowledge.extractions.items()}
    assert found == {"kiln": 1, "loom": 0, "mill": 1, "well": 1}
    assert {"people/dora-finch/", "people/ruth-lowry/"} <= set(made.site.pages)
    assert told(build(newsroom, Options())) == [line], "the fault is told by each build while it is there"


@pytest.mark.parametrize(
    ("module", "name", "where"),
    [(source, "clean", lambda text: BAD in text), (gather, "compare", lambda sources, _: bad(sources.values()))],
    ids=["clean", "compare"],
)
def test_an_article_that_cannot_be_read_or_compared_is_left_out(
    newsroom: Path, monkeypatch: pytest.MonkeyPatch, module: Any, name: str, where: Any
) -> None:
    monkeypatch.setattr(module, name, raising(getattr(module, name), where))
    made = build(newsroom, Options())
    (line,) = told(made)
    assert line.startswith("sources/loom.md:") and "the article withheld: ZeroDivisionError: planted" in line
    assert set(made.knowledge.sources) == {"kiln", "mill", "well"}


def test_two_articles_are_found_out_and_no_third(newsroom: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bad_ones = ("Arkwell", "Lowry")
    where = lambda found, *_: any(name in c.name for e in found.values() for c in e.chains for name in bad_ones)  # noqa: E731
    monkeypatch.setattr(gather, "find_relationships", raising(gather.find_relationships, where))
    lines = told(build(newsroom, Options()))
    assert [line.partition(":")[0] for line in lines] == ["sources/loom.md", "sources/well.md"]


def test_what_no_article_is_to_blame_for_is_raised(newsroom: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(building, "finished", raising(making.finished, lambda *_: True))
    with pytest.raises(ZeroDivisionError):
        build(newsroom, Options())
    monkeypatch.undo()

    def without_model(*_: Any) -> Any:
        raise ModelError("no model")

    monkeypatch.setattr(building, "CACHE", newsroom / "none")
    monkeypatch.setattr(building, "parse_all", without_model)
    with pytest.raises(ModelError):
        build(newsroom, Options())


def test_a_file_that_cannot_be_made_is_left_out(newsroom: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = build(newsroom, Options()).site.files
    monkeypatch.setattr(write, "llms_txt", raising(write.llms_txt, lambda *_: True))
    made = build(newsroom, Options())
    (line,) = told(made)
    assert line.startswith("llms.txt: the file withheld: ZeroDivisionError: planted (test_faults.py:")
    assert {name: whole[name] for name in made.site.files} == made.site.files
    assert set(whole) - set(made.site.files) == {"llms.txt"}


PLANTED = """
import sys
from newsdesk.exports import write
from newsdesk.extraction import extract, findings
from newsdesk.knowledge import gather
from newsdesk.pages import render

def planted(where):
    raise ZeroDivisionError(f"planted in {where}")

find, relate, page = extract.find_quotes, gather.find_relationships, render.page
extract.find_quotes = lambda doc, *more: planted("quotes") if "Quillon" in doc.text else find(doc, *more)
gather.find_relationships = lambda found, *more: (
    planted("relationships") if "Finch" in str([e.chains for e in found.values()]) else relate(found, *more)
)
render.page = lambda draft: planted("a page") if "lowry" in draft.place.here and not draft.template else page(draft)
write.llms_txt = lambda *_: planted("a file")
sys.argv[0] = "mkdocs"
from newsdesk.host import finishing
from mkdocs.__main__ import cli
import newsdesk.exports.search as search
search._postings = lambda pages: planted("search")
cli()
"""


@pytest.mark.parametrize("strict", [False, True])
def test_all_faults_are_told_at_once_and_a_strict_build_fails(newsroom: Path, tmp_path: Path, strict: bool) -> None:
    place = tmp_path / "site"
    command = [sys.executable, "-c", PLANTED, "build", "-d", str(place), *(["--strict"] if strict else [])]
    environ = environment(newsroom, NEWSDESK_CACHE=str(tmp_path / "kept"))
    done = subprocess.run(command, cwd=ROOT, env=environ, capture_output=True, text=True, check=False)
    lines = [line for line in done.stderr.splitlines() if REPORT in line]
    kinds = ["planted in quotes", "planted in relationships", "planted in a page", "planted in a file"]
    assert all(any(kind in line for line in lines) for kind in kinds), done.stderr
    assert "Traceback" not in done.stderr
    assert done.returncode == (1 if strict else 0)
    assert (place / "index.html").exists() is not strict
    if not strict:
        assert any("planted in search" in line for line in lines)
        assert "Ruth Lowry" in (place / "sources/well/index.html").read_text()
        assert "This page is withheld" in (place / "people/ruth-lowry/index.html").read_text()
