"""The whole site, built by the real commands and looked at from outside."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests.site import links
from tests.site.run import ROOT, mkdocs, process, search_results, tree

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
    """In another folder, time zone and locale, with another hash seed."""
    other = {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONHASHSEED": "7"}
    done = mkdocs("--strict", "-d", tmp_path / "again", **other)
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


def test_quiet_and_strict_fails_too(tmp_path: Path) -> None:
    docs = tmp_path / "docs"
    docs.mkdir()
    (docs / "index.md").write_text("# Hello\n\n[nowhere](nowhere.md)\n")
    config = tmp_path / "mkdocs.yml"
    lines = [f"INHERIT: {ROOT / 'mkdocs.yml'}", f"docs_dir: {docs}", f"site_dir: {tmp_path / 'out'}"]
    lines += [f"hooks: [{ROOT / 'hooks' / 'mkdocs_hooks.py'}]", f"theme: {{custom_dir: {ROOT / 'overrides'}}}", "nav:"]
    config.write_text("\n".join(lines))
    assert mkdocs("-q", "--strict", config=config).returncode != 0
    (docs / "index.md").write_text("# Hello\n")
    assert mkdocs("-q", "--strict", config=config).returncode == 0


def test_files_that_did_not_change_keep_their_time(tmp_path: Path) -> None:
    site = tmp_path / "site"
    assert process("site", "--to", site).returncode == 0
    before = {p: p.stat().st_mtime_ns for p in site.rglob("*") if p.is_file()}
    assert process("site", "--to", site).returncode == 0
    assert {p: p.stat().st_mtime_ns for p in site.rglob("*") if p.is_file()} == before
