"""Pages that editors write: links by name, callouts, openings, and what is told when a name is wrong."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from tests.site import links
from tests.site.run import ROOT, Done, mkdocs, search_results

GOOD = """# A page of our own

[[Priya Raman]] and [[priya-raman|the mayor]], [[raman]], [[source:notice]] and [[source:notice#p2|its second]],
[[briefing:night-ferries]]; but `[[Nobody]]` and \\[[Nobody]] stay.

    [[Nobody]] in code

[The list](people/index.md), [a profile](people/priya-raman.md), [a paragraph](sources/notice.md#p2).

![[quote:QUOTE]]
"""


def build(docs: Path, further: str = "") -> Done:
    """The tiny site with hand-written pages of its own."""
    config = docs.parent / "mkdocs.yml"
    if not (docs / "how-this-is-made.md").exists():
        (docs / "how-this-is-made.md").write_text("# How this is made\n")
    config.write_text(
        f"{further}INHERIT: {ROOT / 'mkdocs.yml'}\ndocs_dir: {docs}\nsite_dir: {docs.parent / 'site'}\n"
        f"hooks: [{ROOT / 'hooks' / 'mkdocs_hooks.py'}]\ntheme: {{custom_dir: {ROOT / 'overrides'}}}\n"
    )
    return mkdocs("--strict", config=config)


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    folder = tmp_path / "docs"
    folder.mkdir()
    return folder


def test_names_become_links_and_quotes_callouts(docs: Path, tiny: Path) -> None:
    quote = json.loads((tiny / "data" / "quotes.json").read_text())["items"][0]
    (docs / "own.md").write_text(GOOD.replace("QUOTE", quote["id"]))
    done = build(docs)
    assert done.returncode == 0, done.stderr
    assert links.broken(docs.parent / "site") == []
    html = (docs.parent / "site" / "own" / "index.html").read_text()
    found = re.findall(r'<a\b[^>]*? href="([^"]+)"[^>]*>(Priya Raman|the mayor|its second)</a>', html)
    profile = "../people/priya-raman/index.html"
    second = "../sources/notice/index.html#p2"
    assert {(profile, "Priya Raman"), (profile, "the mayor"), (second, "its second")} <= set(found)
    assert html.count("[[Nobody]]") == 3
    assert f'data-quote="{quote["id"]}"' in html


def test_a_wrong_name_fails_with_its_line_and_the_nearest_names(docs: Path) -> None:
    (docs / "own.md").write_text("# Own\n\nFirst [[Priya Ramen]].\n\n![[quote:q-0]]\n\nThen [[source:notice#p99]].\n")
    done = build(docs)
    assert done.returncode != 0
    assert re.search(r"docs/own\.md:3: \[\[Priya Ramen\]\] .*; did you mean “Priya Raman”", done.stderr), done.stderr
    assert re.search(r"docs/own\.md:5: .*q-0", done.stderr)
    assert "docs/own.md:7: [[source:notice#p99]]" in done.stderr


def test_a_page_at_a_profiles_address_opens_it(docs: Path) -> None:
    (docs / "people").mkdir()
    (docs / "people" / "priya-raman.md").write_text("# Priya Raman\n\nShe has led the town *since the flood*.\n")
    done = build(docs, "site_url: https://news.example/desk/\n")
    assert done.returncode == 0, done.stderr
    html = (docs.parent / "site" / "people" / "priya-raman" / "index.html").read_text()
    assert html.count("<h1") == 1
    _old_addresses_lead_on(docs.parent / "site")
    assert html.index("<em>since the flood</em>") < html.index("that was luck")
    entries = [entry for page in search_results(docs.parent / "site") for entry in page]
    (parts,) = [parts for address, _, _, parts in entries if address == "people/priya-raman/index.html"]
    assert "since the flood" in {anchor: text for anchor, _, text in parts}[""]


def _old_addresses_lead_on(site: Path) -> None:
    """`formerly: [mayor-raman]`: a page that needs no server, which tells search engines the address to keep."""
    moved = BeautifulSoup((site / "people/mayor-raman/index.html").read_text(), "html.parser")
    (leads,) = moved.select("meta[http-equiv=refresh]")
    assert leads["content"] == "0; url=../priya-raman/index.html"
    assert [link["href"] for link in moved.select("link[rel=canonical]")] == [
        "https://news.example/desk/people/priya-raman/"
    ]
    assert moved.select_one('article a[href="../priya-raman/index.html"]')
    known = (site / "sitemap.xml").read_text()
    assert "people/priya-raman/" in known and "mayor-raman" not in known
