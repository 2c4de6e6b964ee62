"""The second host: the same pages in a folder, without MkDocs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from tests.site import links
from tests.site.run import ROOT, newsdesk, tree


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    folder = tmp_path / "docs"
    folder.mkdir()
    (folder / "how-this-is-made.md").write_text("# How this is made\n")
    return folder


OWN = """# What we know

[[Priya Raman]], [the list](../people/index.md), [the notice](../sources/notice.md#p2). ![A map](maps/north%20quay.png)

[[source:notice#p2]]
"""


def test_editors_pages_are_among_them(docs: Path, tmp_path: Path) -> None:
    (docs / "notes" / "maps").mkdir(parents=True)
    (docs / "notes" / "maps" / "north quay.png").write_bytes(b"a map")
    (docs / "notes" / "ferry.md").write_text(OWN)
    (docs / "plan.md").write_text("---\ntitle: The plan\n---\nNothing yet, see [the notes](notes/ferry.md).\n")
    (docs / "people").mkdir()
    (docs / "people" / "priya-raman.md").write_text("# Priya Raman\n\nShe has led the town *since the flood*.\n")
    done = newsdesk("write", tmp_path / "out", "--json", NEWSDESK_DOCS=str(docs))
    outcome = json.loads(done.stdout)
    assert (done.returncode, outcome["problems"], outcome["folder"]) == (0, [], str(tmp_path / "out"))
    written = tree(tmp_path / "out")
    assert (outcome["files"], outcome["pages"]) == (len(written), sum(name.endswith(".html") for name in written))
    assert written["notes/maps/north quay.png"] == b"a map"
    assert links.broken(tmp_path / "out") == []
    page = BeautifulSoup(written["notes/ferry/index.html"], "html.parser")
    assert [a["href"] for a in page.select("main p:not(.nd-card__name) > a")] == [
        "../../people/priya-raman/index.html", "../../people/index.html", "../../sources/notice/index.html#p2",
        "../../sources/notice/index.html#p2",
    ]  # fmt: skip
    assert page.title and page.title.text.startswith("What we know")
    assert page.select_one("template#card-priya-raman") and page.select_one('nav a[href="../../plan/index.html"]')
    profile = written["people/priya-raman/index.html"].decode()
    assert profile.count("<h1") == 1
    assert profile.index("<em>since the flood</em>") < profile.index("that was luck")


def test_the_same_pages_without_mkdocs(tiny: Path, tmp_path: Path) -> None:
    done = newsdesk("write", tmp_path / "out")
    assert done.returncode == 0, done.stderr
    assert links.broken(tmp_path / "out") == []
    written, hosted = tree(tmp_path / "out"), tree(tiny)
    pages = {name for name in written if name.endswith(".html")}
    assert pages <= hosted.keys()
    assert {name for name in hosted if name.startswith("data/")} <= written.keys()
    assert all(written[name] == hosted[name] for name in written if name.startswith("data/"))
    # docs/: the home page's words and a page of its own are there, and the editors' guide, a draft, is not.
    assert "where the outlets differ" in written["index.html"].decode()
    assert 'href="../corrections/index.html"' in written["how-this-is-made/index.html"].decode()
    assert "editing/index.html" not in written
    html = written["sources/notice/index.html"].decode()
    assert "<script>alert" not in html and "{{ open }}" in html
    assert "mkdocs" not in html.casefold()
    assert {name for name in hosted if name.startswith("search/")} <= written.keys()


def test_pages_are_rendered_with_the_extensions_of_the_project(
    docs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = (ROOT / "mkdocs.yml").read_text().replace("  - tables\n", "  - pymdownx.details\n  - no_such\n")
    (tmp_path / "mkdocs.yml").write_text(config)
    (tmp_path / "overrides").symlink_to(ROOT / "overrides")
    monkeypatch.setattr("newsdesk.cli.write.PROJECT", tmp_path)
    (docs / "plan.md").write_text('# The plan\n\n??? note "Later"\n    Nothing yet.\n\n| a |\n|---|\n| b |\n')
    done = newsdesk("write", tmp_path / "out", NEWSDESK_DOCS=str(docs))
    assert done.returncode == 1
    assert "mkdocs.yml: markdown_extensions: no_such cannot be used: No module named" in done.stderr
    page = BeautifulSoup((tmp_path / "out" / "plan" / "index.html").read_text(), "html.parser")
    assert page.select_one("details.note > summary") and page.select_one("table"), "MkDocs' own are there too"
