"""The whole site, built by the real commands and looked at from outside."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from tests.site import links
from tests.site.run import ROOT, TINY, mkdocs, process, search_results, tree

HELD_BACK = ("brass foghorn", "ninth lantern", "silver herring gull", "not ours to print")


@pytest.fixture(params=["tiny", "shipped"])
def built(request: pytest.FixtureRequest) -> Path:
    folder: Path = request.getfixturevalue(request.param)
    return folder


def test_every_link_and_anchor_leads_somewhere(built: Path) -> None:
    assert links.broken(built) == []


def test_no_id_stands_twice_on_a_page(built: Path) -> None:
    assert [f"{p}: {twice}" for p in built.rglob("*.html") if (twice := links.read(p).twice)] == []


def test_nothing_is_loaded_from_elsewhere(built: Path) -> None:
    """In the HTML and the style sheets; `tests/browser` asks a browser the same."""
    loads = re.compile(
        r"""<(?:script|img|iframe|source|audio|video|embed|object)\b[^>]*?\b(?:src|data)="(?:https?:)?//"""
    )
    sheets = re.compile(r"""<link\b(?=[^>]*rel="(?:stylesheet|preload|preconnect|icon)")[^>]*href="(?:https?:)?//""")
    css = re.compile(r"""(?:url\(|@import)\s*["']?(?:https?:)?//""")
    found = [f"{p}: {m[0]}" for p in built.rglob("*.html") for r in (loads, sheets) for m in r.finditer(p.read_text())]
    found += [f"{p}: {m[0]}" for p in built.rglob("*.css") for m in css.finditer(p.read_text())]
    assert found == []


def test_two_builds_are_the_same_bytes(tiny: Path, tmp_path: Path) -> None:
    """In another folder, time zone and locale, with another hash seed; and whether MkDocs renders every page by itself,
    as it does where another hook may want to see them, or most are put into a frame that is rendered once."""
    other = {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONHASHSEED": "7"}
    (tmp_path / "other.py").touch()
    config = tmp_path / "mkdocs.yml"
    lines = [f"INHERIT: {ROOT / 'mkdocs.yml'}", f"docs_dir: {ROOT / 'docs'}"]
    lines += [f"hooks: [{ROOT / 'hooks' / 'mkdocs_hooks.py'}, other.py]"]
    config.write_text("\n".join([*lines, f"theme: {{custom_dir: {ROOT / 'overrides'}}}"]))
    done = mkdocs("--strict", "-d", tmp_path / "again", config=config, **other)
    assert done.returncode == 0, done.stderr
    once, again = tree(tiny), tree(tmp_path / "again")
    assert once.keys() == again.keys()
    assert [name for name in once if once[name] != again[name]] == []


def test_what_is_held_back_is_nowhere(tiny: Path) -> None:
    """Neither in pages nor in the search index, feeds, previews or data, however it is broken or escaped."""
    for name, content in tree(tiny).items():
        text = " ".join(re.sub(r"<[^>]+>", " ", content.decode("utf-8", "replace")).split())
        assert not [words for words in HELD_BACK if words in text], name


def test_search_knows_the_pages(tiny: Path) -> None:
    entries = [entry for page in search_results(tiny) for entry in page]
    places = [address for address, *_ in entries]
    assert len(places) == len(set(places))
    for address, _, _, parts in entries:
        assert (tiny / address).is_file(), address
        anchors = {anchor for anchor, _, _ in parts if anchor}
        assert anchors <= links.read(tiny / address).ids, address
    assert any("opened its doors" in text for *_, parts in entries for _, _, text in parts)


def test_what_an_article_holds_is_shown_as_it_is(tiny: Path) -> None:
    html = (tiny / "sources" / "notice" / "index.html").read_text()
    assert "<script>alert" not in html and "<img src=x" not in html
    assert "&lt;img src=x onerror=alert(1)&gt; [TOC] --8&lt;--" in html


def _config(folder: Path, docs: Path, *further_hooks: str) -> Path:
    """The project's configuration with other documents, and hooks that do nothing."""
    for name in further_hooks:
        (folder / name).touch()
    hooks = ", ".join([str(ROOT / "hooks" / "mkdocs_hooks.py"), *further_hooks])
    lines = [f"INHERIT: {ROOT / 'mkdocs.yml'}", f"docs_dir: {docs}", f"hooks: [{hooks}]"]
    config = folder / "mkdocs.yml"
    config.write_text("\n".join([*lines, f"theme: {{custom_dir: {ROOT / 'overrides'}}}"]))
    return config


def test_only_what_changed_is_written(tiny: Path, tmp_path: Path) -> None:
    """And the site is the same as one that is built from nothing."""
    sources, site = tmp_path / "sources", tmp_path / "site"
    shutil.copytree(TINY, sources)
    article = sources / "notice.txt"
    article.write_text(article.read_text().replace("opened its doors", "shut its doors"))
    assert process("site", "--to", site, sources=sources).returncode == 0
    before = {p: p.stat().st_mtime_ns for p in site.rglob("*") if p.is_file()}
    other = site / "sources" / "2024-ferry-gazette" / "index.html"
    other.write_text("Not what was built.")
    shutil.copy(TINY / "notice.txt", article)
    assert process("site", "--to", site, sources=sources).returncode == 0
    built, whole = tree(site), tree(tiny)
    assert built.keys() == whole.keys()
    assert [name for name in built if built[name] != whole[name]] == []
    written = {p.relative_to(site).as_posix() for p, time in before.items() if p.stat().st_mtime_ns != time}
    assert {"sources/notice/index.html", "sources/2024-ferry-gazette/index.html"} <= written
    assert "people/priya-raman/index.html" not in written and "assets/newsdesk.css" not in written
    again = process("site", "--to", site, sources=sources)
    assert again.returncode == 0 and "Nothing has changed" in again.stdout
    assert "Nothing has changed" in mkdocs("--strict", "-d", site, sources=str(sources)).stderr


STATES = (
    "figure.nd-quote, li.nd-wording, li.nd-event, ul.nd-described > li, ul.nd-sides > li, ul.nd-points > li, "
    "ol.nd-days > li, div.nd-alone li, ul.nd-whos > li > p + p"
)


def test_every_statement_leads_to_its_paragraph(built: Path) -> None:
    """Quotes, wordings, events, descriptions, roles and key points: each has a link to a place in an article."""
    bare, seen = [], 0
    for path in sorted(built.rglob("*.html")):
        for stated in BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser").select(STATES):
            seen += 1
            links = [str(link["href"]) for link in stated.select("a[href]")]
            if not any(re.search(r"sources/[^#]+#\S|^#(?:p\d|q-)", link) for link in links):
                bare.append(f"{path.relative_to(built)}: {stated.get_text(' ', strip=True)[:80]} {links}")
    assert seen > 30 and bare == []
