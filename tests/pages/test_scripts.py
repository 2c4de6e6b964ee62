"""Files named in any script, as `newsdesk add` names them too: their articles build, link and can be searched for."""

from __future__ import annotations

import json
import re
from pathlib import Path

from newsdesk.build import build
from newsdesk.exports.search import search_files
from newsdesk.pages.links import Links, anchors, made_links
from newsdesk.records import Options, slug

NAMES = ["日本語", "київ-міст", "Αθήνα", "الجسر", "한국", "🌉", "हिन्दी", "Straße", "o’brien"]
ARTICLE = """---
title: The bridge at {0}
outlet: Larn Post
rights: full
---
The mayor, Ada Holm, hopes that “boats can pass” by Lisbon's fair. Bea Lund, who heads Brightwater, left.

The bridge {0} stays closed. “It is shut,” said Bea Lund.
"""


def test_an_article_may_have_a_name_in_any_script(tmp_path: Path) -> None:
    for name in NAMES:
        (tmp_path / f"{name}.md").write_text(ARTICLE.format(name), encoding="utf-8")
    built = build(tmp_path, Options())
    assert [str(problem) for problem in built.problems] == []
    pages = {f"{address}index.html": page for address, page in built.site.pages.items()}
    there = {place: {text.decode() for text in anchors(page.body)} for place, page in pages.items()}
    links = Links(there | dict.fromkeys(built.site.files))
    for place, page in pages.items():
        own = (link for link in made_links(page.body) if not re.search(r"\.(?:xml|json|txt)$", link))
        assert list(links.broken(own, place)) == []
    shown = b"".join(bytes(content) for content in search_files(built.site.pages.values()).values()).decode()
    for name in NAMES:
        assert f"sources/{slug(name)}/index.html" in pages
        assert json.dumps(f"sources/{slug(name)}/index.html", ensure_ascii=False) in shown
