"""Words planted in every place of an article that may not be published are nowhere in what is: pages, data, images.

Other articles name the same people and firms in their own words, so that these have profiles, quotes and links.
"""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest
from PIL import ImageDraw
from tests.site.run import ROOT, mkdocs, tree

from newsdesk.build import build
from newsdesk.exports.search import search_files
from newsdesk.exports.write import exports
from newsdesk.pages.plain_html import whole_page
from newsdesk.records import Options, text_of

OPTIONS = Options(site_url="https://news.example/", site_name="News")
OPEN = {
    "tern.md": """---
title: Bridge closed
outlet: The Tern
rights: full
published: 2021-03-20
story: {story}
---
The bridge is closed. Anna Brook, the mayor, said on Monday that “no third flood will find us here”.

Tom Okafor saw Anna Brook at the IMK of Larn. The IMK agreed. Jane Doe left Acme Corp on 4 May 2020. “It was wrong,”
said Doe. Ms. Doe spoke to the Larn Weekly. About 40 people came.
""",
    "gull.md": """---
title: What the mayor wants
outlet: The Gull
rights: full
published: 2021-03-22
---
Anna Brook spoke in Larn on Monday. “We will build,” Brook said. Tom Okafor of Acme Corp did not come.

Jane Doe was there, the Larn Weekly reported. Doe wrote: “I saw the cracks myself.”
""",
}
HELD = """---
title: {title}
outlet: Secret Post
author: {author}
rights: {rights}
published: 2021-03-20
url: https://secret.example/{url}
story: {story}
origin: {origin}
summary: {summary}
tags: [{tag}]
corrections:
  - {{mention: Belvarnum, entity: none}}
  - {{add_quote: "he said that the mirkwadel burned", speaker: Okafor}}
---
The bridge was shut.

Anna Petrolinda Brook, a drosselfink of 44, said that “no third flood will find us here, nor at the quellmarkt”.

Tom Ezekandro Okafor saw Anna Petrolinda Brook at the Institute for Marmelik Knowledge (IMK). The Institute for Marmelik
Knowledge agreed. Tom Ezekandro Okafor is the husband of Anna Petrolinda Brook, and heads the Institute for Marmelik
Knowledge. About 40,731 people came in the Zwentibold Hall on 3 June 1911.

Jane Quillfeathera Doe, of 12 Hexenbergen Street, worked for Acme Weaponry Corp and met Bartolomeo Hiddenson. Jane
Quillfeathera Doe said the vessel Morgenrotha was gone. He said that the mirkwadel burned. Belvarnum fell.

“The Sigurdmole is lost,” said Bartolomeo Hiddenson. Ms. Doe, called Foxglovia by friends, left in June 1911.

Photo: Anna Petrolinda Brook at the Krammetsvogel pier. Gustavo Fotografini

The Tern wrote that Bartolomeo Hiddenson had told the Larn Weekly: “I am the Kestrelmaster.”
"""
BODY = [
    "petrolinda", "drosselfink", "quellmarkt", "ezekandro", "marmelik", "40,731", "40731", "zwentibold", "1911",
    "quillfeathera", "hexenbergen", "weaponry", "hiddenson", "bartolomeo", "morgenrotha", "mirkwadel", "belvarnum",
    "sigurdmole", "foxglovia", "krammetsvogel", "fotografini", "kestrelmaster", "husband",
]  # fmt: skip
FRONT = ["titelwort", "schreiberin", "webadresse", "storywort", "originwort", "summarywort", "tagwort"]
SPOKEN = [
    "quellmarkt",
    "sigurdmole",
    "kestrelmaster",
    "hiddenson",
    "bartolomeo",
    "petrolinda",
]  # as quotes and speakers


def plant(folder: Path, rights: str, story: str) -> None:
    """Writes the articles, the one that is held back with other words in each place."""
    words = {"title": "Titelwort of a bridge", "author": "Schreiberin", "url": "webadresse", "origin": "Originwort"}
    front = {**words, "summary": "Summarywort.", "tag": "tagwort", "rights": rights, "story": story}
    for name, text in OPEN.items():
        (folder / name).write_text(text.format(story=story if story == "bridge" else "another"), encoding="utf-8")
    (folder / "secret.md").write_text(HELD.format(**front), encoding="utf-8")


def output(folder: Path, monkeypatch: pytest.MonkeyPatch, rights: str, story: str) -> str:
    """All that is published, in small letters: pages as readers get them, data, search, and what images say."""
    plant(folder, rights, story)
    built = build(folder, OPTIONS)
    assert not [problem for problem in built.problems if "fault of the program" in problem.remedy]
    drawn: list[str] = []
    for method in ("text", "multiline_text"):
        monkeypatch.setattr(ImageDraw.ImageDraw, method, lambda self, at, text, **_: drawn.append(text))
    files = {**exports(built.knowledge, OPTIONS), **search_files(built.site.pages.values())}
    assert drawn and any("Anna" in text for text in drawn)
    whole = [whole_page(page, OPTIONS, []) + text_of(page.body) for page in built.site.pages.values()]
    data = [name + content.decode("utf-8", "replace") for name, content in files.items() if not name.endswith(".png")]
    everything = "\n".join([*built.site.pages, *files, *drawn, *whole, *data]).casefold()
    assert "anna brook" in everything and "jane doe" in everything and "okafor" in everything
    return everything + re.sub(r"<[^>]*>", "", everything)


LEVELS = [
    ("none", BODY),
    ("excerpt\nexcerpt_words: 0", [word for word in BODY if word not in SPOKEN]),
    ("withdrawn", BODY + FRONT),
]


@pytest.mark.parametrize("story", ["bridge", "storywort"])  # with another article, and alone
@pytest.mark.parametrize(("rights", "planted"), LEVELS)
def test_no_planted_word_is_published(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rights: str, planted: list[str], story: str
) -> None:
    everything = output(tmp_path, monkeypatch, rights, story)
    shown = {word: everything[max(0, at - 90) : at + 40] for word in planted if (at := everything.find(word)) >= 0}
    assert shown == {}


def whole_site(folder: Path, rights: str) -> str:
    """Every file of a site that MkDocs built, names too, in small letters."""
    plant(folder, rights, "bridge")
    site = folder / "out"
    config = ROOT / "mkdocs.yml"
    done = mkdocs("-d", site, sources=str(folder), NEWSDESK_CACHE=str(folder / "kept"), config=config)
    assert done.returncode == 0, done.stderr
    files = {path: content for path, content in tree(site).items() if not path.endswith((".png", ".woff2"))}
    contents = (gzip.decompress(c) if path.endswith(".gz") else c for path, c in files.items())
    everything = "\n".join([*tree(site), *(content.decode("utf-8", "replace") for content in contents)]).casefold()
    return everything + re.sub(r"<[^>]*>", "", everything)


@pytest.mark.parametrize(("rights", "planted"), LEVELS)
def test_no_planted_word_is_in_a_built_site(tmp_path: Path, rights: str, planted: list[str]) -> None:
    """With MkDocs' frame, its site map and page for what is not there, the search index and the database."""
    everything = whole_site(tmp_path, rights)
    assert "anna brook" in everything and "sitemap" in everything and "newsdesksearch(" in everything
    shown = {word: everything[max(0, at - 90) : at + 40] for word in planted if (at := everything.find(word)) >= 0}
    assert shown == {}


def test_what_is_planted_is_published_where_it_may_be(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Else the test above could not fail."""
    everything = output(tmp_path, monkeypatch, "full", "bridge")
    missing = {word for word in BODY + FRONT if word not in everything}
    assert missing <= {"40731", "fotografini", "storywort"}
