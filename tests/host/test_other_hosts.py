"""Other generators publish the same pages: ProperDocs with the same hook, Zensical from a written project."""

from __future__ import annotations

import importlib.util
import json
import re
import subprocess
import sys
from collections import Counter
from html import escape, unescape
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag
from markdown import Markdown
from tests.site import hostile, links
from tests.site.run import ROOT, TINY, environment, newsdesk, tree

from newsdesk.pages import hooked, portable
from newsdesk.records import Heading, Page

FRAME = re.compile(rb"(?i)properdocs|mkdocs")


def needs(name: str) -> None:
    if importlib.util.find_spec(name) is None:
        pytest.skip(f"needs {name}: `make setup` could not install it")


def test_properdocs_builds_the_same_site_with_the_same_hook(tiny: Path, tmp_path: Path) -> None:
    needs("properdocs")
    command = [
        sys.executable,
        "-m",
        "properdocs",
        "build",
        "--strict",
        "-f",
        str(ROOT / "mkdocs.yml"),
        "-d",
        str(tmp_path),
    ]
    done = subprocess.run(command, cwd=ROOT, env=environment(), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    theirs, ours = tree(tmp_path), tree(tiny)
    assert theirs.keys() == ours.keys()
    assert [name for name in ours if FRAME.sub(b"", theirs[name]) != FRAME.sub(b"", ours[name])] == []


def test_words_of_a_heading_are_no_markup() -> None:
    title = "*A* [b](c) `d` _e_ \\f 1. # <g> &amp;"
    heading = f'<h2 id="x">{escape(title)}</h2>'
    html = f'<div class="nd"><section>{heading}<p>*so*</p><div><h3>Unlisted</h3></div></section></div>'
    page = Page("", "", html.encode(), "home", headings=(Heading(2, "x", title),))
    markdown = Markdown(extensions=["md_in_html", "toc"])
    body = portable.markdown(page).split("---", 2)[2]
    shown = BeautifulSoup(markdown.convert(body), "html.parser")
    assert shown.h2 and shown.h2.get_text() == title
    assert shown.get_text(" ", strip=True) == f"{title} *so* Unlisted"
    assert [(token["id"], unescape(token["name"])) for token in markdown.toc_tokens] == [("x", title)]  # type: ignore[attr-defined]


@pytest.fixture(scope="module", params=["tiny", "hostile"])
def written(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The same sources as plain pages, and as Zensical builds them from Markdown."""
    needs("zensical")
    folder: Path = tmp_path_factory.mktemp(request.param)
    sources = TINY
    if request.param == "hostile":
        sources = folder / "sources"
        hostile.write(sources)
    for place, further in (("plain", []), ("project", ["--markdown"])):
        assert newsdesk("write", folder / place, *further, sources=sources).returncode == 0
    command = [sys.executable, "-m", "zensical", "build", "--strict"]
    done = subprocess.run(command, cwd=folder / "project", capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder / "plain", folder / "project" / "site"


def test_a_host_that_passes_over_hooks_is_stopped_and_says_so(tmp_path: Path) -> None:
    """Zensical on a project's own mkdocs.yml, which would build a site without a single article."""
    needs("zensical")
    assert newsdesk("new", "site", tmp_path / "harbour").returncode == 0
    command = [sys.executable, "-m", "zensical", "build"]
    done = subprocess.run(command, cwd=tmp_path / "harbour", capture_output=True, text=True, check=False)
    assert done.returncode != 0 and hooked.MISSING in done.stdout + done.stderr


def content(path: Path) -> Tag:
    """What a page shows, without what Zensical's theme puts beside headings."""
    page = BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
    found = page.select_one("article.md-content__inner") or page.select_one("main")
    assert found is not None, path
    for extra in found.select(".headerlink, script, #__skip"):
        extra.decompose()
    return found


def elements(page: Tag) -> Counter[tuple[str, ...]]:
    return Counter(
        (
            "heading" if e.name in ("h2", "h3", "h4") or e.get("role") == "heading" else e.name,
            " ".join(e.get_attribute_list("class", "")),
            str(e.get("href", "")),
            "" if e.name == "h1" else str(e.get("id", "")),
        )
        for e in page.find_all(True)
        if not e.has_attr("hidden")
    )


def test_zensical_shows_every_word_callout_and_link(written: tuple[Path, Path]) -> None:
    plain, built = written
    for path in plain.rglob("index.html"):
        theirs, ours = content(built / path.relative_to(plain)), content(path)
        assert theirs.get_text(" ", strip=True).split() == ours.get_text(" ", strip=True).split(), path
        assert elements(theirs) == elements(ours), path
    assert links.broken(built) == []


def test_zensical_lists_the_contents_and_finds_what_search_may(written: tuple[Path, Path]) -> None:
    plain, built = written
    entries = json.loads((built / "search.json").read_text(encoding="utf-8"))["items"]
    texts: dict[str, str] = {}
    for entry in entries:
        page = entry["location"].partition("#")[0]
        texts[page] = f"{texts.get(page, '')} {entry['title']} {entry['text']}"
    for path in plain.rglob("index.html"):
        name = path.relative_to(plain)
        page = BeautifulSoup((built / name).read_text(encoding="utf-8"), "html.parser")
        listed = {a["href"] for a in page.select(".md-nav--secondary a.md-nav__link")}
        headings = {f"#{h['id']}" for h in content(path).select("h2[id], h3[id]")}
        assert listed == headings, name
    if (plain / "people" / "priya-raman").exists():
        assert "was luck" in texts["sources/2024-ferry-gazette/"]
        assert "Mayor of Fenmouth" in texts["people/priya-raman/"]
        assert "was luck" not in texts["people/priya-raman/"], "a sentence is found once"
