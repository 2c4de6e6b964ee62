"""A day at the desk, through the real commands: add, correct, merge, write, withdraw; each time the built site."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from tests.site import links
from tests.site.run import ROOT, mkdocs, newsdesk, tree
from tests.test_seeds import FURNITURE

SAVED_PAGE = """<!doctype html><html lang="en"><head><title>Ferry line buys three electric boats</title>
<meta property="og:site_name" content="The Quay Courier"><meta name="author" content="Ines Falk">
<meta property="article:published_time" content="2024-03-11T08:00:00Z">
<link rel="canonical" href="https://courier.example/boats"></head><body><nav><a href="/">Home</a></nav><article>
<h1>Ferry line buys three electric boats</h1>
<p>The Norvik Ferry Company has ordered three electric boats for its harbour line, chief executive Robert Hale said
on Monday.</p>
<p>“We are done with diesel in this harbour,” Robert Hale told reporters at the quay. “The first boat sails in
May.”</p>
<p>Marta Lindqvist, who leads the residents’ association, welcomed the order. “My windows have been black for twenty
years,” she said.</p>
<p>The order costs 40 million crowns, the company said.</p>
</article><footer>Contact us</footer></body></html>
"""

PASTED = """Electric ferries to cost 42 million crowns

Norvik's ferries will run on batteries from May, and the bill will be 42 million crowns, according to Robert Haile, the head of the Norvik Ferry Company.

“We are done with diesel in this harbour,” Robert Haile said on Monday. “The first boat sails in May.”

Union secretary Jonas Ek met Robert Haile after the announcement. “Nobody has told the crews who will be trained,” the union man said.
"""  # noqa: E501
UNION = "Nobody has told the crews who will be trained,"
BLACK = "My windows have been black for twenty years,"


class Desk:
    """An editor's folders, and the commands as the editor runs them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.sources, self.docs, self.site = folder / "sources", folder / "docs", folder / "site"
        (self.sources / "entities").mkdir(parents=True)
        shutil.copytree(ROOT / "docs", self.docs)

    def run(self, *arguments: str | Path, stdin: str = "") -> subprocess.CompletedProcess[str]:
        return newsdesk(*arguments, stdin=stdin, sources=self.sources, NEWSDESK_DOCS=str(self.docs))

    def build(self) -> subprocess.CompletedProcess[str]:
        where = {"sources": str(self.sources), "NEWSDESK_DOCS": str(self.docs)}
        return mkdocs("--strict", "-d", self.site, **where)

    def page(self, address: str) -> BeautifulSoup:
        return BeautifulSoup((self.site / address / "index.html").read_text(), "html.parser")

    def article(self, words: str) -> Path:
        (path,) = (p for p in self.sources.glob("*.md") if words in p.read_text())
        return path

    def quotes(self) -> dict[str, dict[str, object]]:
        """All quotes by their words, each with its source's id."""
        lines = map(json.loads, self.run("extract").stdout.splitlines())
        return {q["text"]: {**q, "source": line["id"]} for line in lines for q in line["quotes"]}

    def add_to_front_matter(self, path: Path, lines: str) -> None:
        head, body = path.read_text().split("\n---\n", 1)
        path.write_text(f"{head}\n{lines}---\n{body}")


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """The tests of this module are one session, in their order."""
    return Desk(tmp_path_factory.mktemp("desk"))


def test_1_two_articles_are_added(desk: Desk) -> None:
    saved = desk.folder / "boats.html"
    saved.write_text(SAVED_PAGE)
    for done in (
        desk.run("add", saved, "--story", "electric-ferries", "--rights", "full"),
        desk.run(
            "add", "-", "--outlet", "Evening Gazette", "--published", "2024-03-12", "--story", "electric-ferries",
            "--rights", "full", stdin=PASTED,
        ),
    ):  # fmt: skip
        assert done.returncode == 0, done.stderr
    assert desk.run("add", saved).returncode == 1, "a second time it is a duplicate"
    assert desk.run("check", "--strict").returncode == 0
    assert (built := desk.build()).returncode == 0, built.stderr
    assert links.broken(desk.site) == []
    briefing = desk.page("briefings/electric-ferries")
    assert {"The Quay Courier", "Evening Gazette"} <= {o.get_text() for o in briefing.select(".nd-outlet")}
    assert "Contact us" not in briefing.get_text()


def test_2_a_speaker_is_put_right(desk: Desk) -> None:
    quote = desk.quotes()[UNION]
    assert quote["speaker_text"] == "the union man" and quote["speaker_entity"] is None
    article = desk.article(UNION)
    body = article.read_text().split("\n---\n", 1)[1]
    desk.add_to_front_matter(
        article,
        f"corrections:\n  - quote: {quote['id']}\n    speaker: Jonas Ek\n"
        "updates:\n  - 2024-03-13: speaker of the last quote corrected\n",
    )
    assert desk.quotes()[UNION]["speaker_entity"] == "jonas-ek"
    assert (built := desk.build()).returncode == 0, built.stderr
    said = desk.page("people/jonas-ek").select_one("section[aria-labelledby=said] blockquote")
    assert said and said.get_text(" ", strip=True) == UNION
    assert "speaker of the last quote corrected" in desk.page("corrections").get_text()
    assert "speaker of the last quote corrected" in desk.page(f"sources/{article.stem}").get_text()
    assert "speaker of the last quote corrected" in (desk.site / "feed.xml").read_text()
    assert "CorrectionComment" in (desk.site / "sources" / article.stem / "index.html").read_text()
    assert article.read_text().split("\n---\n", 1)[1] == body, "the article itself is never edited"


def test_3_two_profiles_become_one(desk: Desk) -> None:
    assert (desk.site / "people/robert-haile/index.html").exists() and (
        desk.site / "people/robert-hale/index.html"
    ).exists()
    listed = map(json.loads, desk.run("suggest", "--json").stdout.splitlines())
    (join,) = (s for s in listed if {"robert-haile", "robert-hale"} <= set(s["subjects"]) and s["kind"] == "alias")
    assert "robert-haile:" in join["paste"] or "robert-hale:" in join["paste"]
    people = desk.sources / "entities/people.yml"
    people.write_text("# The ferry company\nrobert-hale:\n  name: Robert Hale  # in full\n")
    (join,) = (s for s in map(json.loads, desk.run("suggest", "--json").stdout.splitlines()) if s["kind"] == "alias")
    assert desk.run("suggest", "--accept", join["id"]).returncode == 0
    assert people.read_text() == (
        "# The ferry company\nrobert-hale:\n  name: Robert Hale  # in full\n  aliases: [Robert Haile]\n"
        "  formerly: [robert-haile]\n"
    )
    assert not [s for s in desk.run("suggest", "--json").stdout.splitlines() if json.loads(s)["kind"] == "alias"]
    assert (built := desk.build()).returncode == 0, built.stderr
    profile = desk.page("people/robert-hale")
    outlets = {o.get_text() for o in profile.select("#mentions ~ .nd-context .nd-outlet")}
    assert outlets == {"The Quay Courier", "Evening Gazette"}
    assert (
        "Robert Haile" in profile.get_text()
        and "not yet reviewed" not in profile.select_one("header.nd-head").get_text()
    )  # type: ignore[union-attr]
    moved = desk.page("people/robert-haile")
    assert moved.select_one("meta[http-equiv=refresh]") and "../robert-hale/" in str(moved)
    canonical = moved.select_one("link[rel=canonical]")
    assert canonical and canonical["href"] == "../robert-hale/"
    assert links.broken(desk.site) == []
    assert "people/robert-haile" not in (desk.site / "people/index.html").read_text()


def test_4_a_page_shows_a_quote(desk: Desk) -> None:
    quotes = desk.quotes()
    assert desk.run("new", "page", "What the harbour says").returncode == 0
    page = desk.docs / "what-the-harbour-says.md"
    black = quotes[BLACK]
    page.write_text(
        "---\nautolink: true\n---\n\n# What the harbour says\n\nRobert Hale is not alone.[^1]\n\n"
        f"![[quote:{black['id']}]]\n\nSee [[briefing:electric-ferries]].\n\n[^1]: [[source:{black['source']}#p3]]\n"
    )
    opening = Path(desk.run("new", "page", "Robert Hale").stdout.strip())
    opening.write_text("He came to Norvik with one old boat. He knows [[Jonas Ek]].\n")
    assert desk.run("check", "--strict").returncode == 0
    assert (built := desk.build()).returncode == 0, built.stderr
    shown = desk.page("what-the-harbour-says")
    words = shown.select_one("figure.nd-quote blockquote")
    assert words and words.get_text(" ", strip=True) == BLACK
    assert [a["href"] for a in shown.select("p > a.nd-name") if not a.find_parent("figure")] == [
        "../people/robert-hale/index.html"
    ]
    note = shown.select_one(".footnote li")
    assert note and "The Quay Courier, 11 March 2024, paragraph 3" in note.get_text()
    profile = desk.page("people/robert-hale")
    opened = profile.select_one("header.nd-head ~ .nd-opening")
    assert opened and "one old boat" in opened.get_text() and opened.select_one('a[href="../jonas-ek/index.html"]')
    assert len(profile.select("h1")) == 1
    assert links.broken(desk.site) == []


def test_5_an_unknown_name_stops_the_build_and_the_last_site_stands(desk: Desk) -> None:
    before = tree(desk.site)
    page = desk.docs / "what-the-harbour-says.md"
    good = page.read_text()
    page.write_text(good + "\n[[Jonas Eck]]\n")
    line = page.read_text().count("\n")
    built = desk.build()
    assert built.returncode != 0 and f"docs/what-the-harbour-says.md:{line}: [[Jonas Eck]]" in built.stderr
    assert "“Jonas Ek”" in built.stderr and "Traceback" not in built.stderr
    assert tree(desk.site) == before
    page.write_text(good)


def test_6_an_article_is_withdrawn(desk: Desk) -> None:
    article = desk.article(BLACK)
    desk.add_to_front_matter(article, "updates:\n  - 2024-03-14: withdrawn because the figures were wrong\n")
    article.write_text(article.read_text().replace("rights: full", "rights: withdrawn"))
    refused = desk.build()
    assert refused.returncode != 0 and "there is no quote" in refused.stderr, "a page still shows its quote"
    page = desk.docs / "what-the-harbour-says.md"
    page.write_text("# What the harbour says\n\nNothing more.\n")
    assert (built := desk.build()).returncode == 0, built.stderr
    shown = desk.page(f"sources/{article.stem}").get_text()
    assert "Withdrawn" in shown and "withdrawn because the figures were wrong" in shown
    for name, content in tree(desk.site).items():
        text = " ".join(content.decode("utf-8", "replace").split())
        assert "black for twenty" not in text and "residents’ association" not in text, name
        assert "Marta Lindqvist" not in text, name
    assert "withdrawn because the figures were wrong" in desk.page("corrections").get_text()
    assert links.broken(desk.site) == []


def test_the_same_with_the_articles_the_project_began_with(shared: Path, tmp_path: Path) -> None:
    """Nothing here knows what they say: who and what is corrected, joined and shown is picked from what was found."""
    desk = Desk(tmp_path)
    seeds = sorted((shared / "seeds").glob("*.txt"))
    for number, seed in enumerate(seeds, 1):
        done = desk.run("add", seed, "--outlet", f"Outlet {number}", "--story", "began", "--rights", "full")
        assert done.returncode == 0, done.stderr
    assert desk.run("add", seeds[0]).returncode == 1, "a second time it is a duplicate"

    articles = [json.loads(line) for line in desk.run("extract").stdout.splitlines()]
    wrong, shown = _two_quotes(articles)
    article = desk.sources / f"{wrong['source']}.md"
    desk.add_to_front_matter(article, f"corrections:\n  - quote: {wrong['id']}\n    speaker: Nora Quist\n")
    (desk.sources / "entities/people.yml").write_text("nora-quist:\n  name: Nora Quist\n")
    kept, gone = _two_profiles(articles)
    folder = {"place": "places", "organisation": "organisations"}[kept["type"]]
    entry = f"{kept['entity']}:\n  name: {kept['name']}\n  aliases: [{gone['name']}]\n"
    (desk.sources / f"entities/{folder}.yml").write_text(entry)
    (desk.docs / "began.md").write_text(f"# How it began\n\n[[{gone['name']}]]\n\n![[quote:{shown['id']}]]\n")
    assert (checked := desk.run("check", "--strict")).returncode == 0, checked.stderr
    assert (built := desk.build()).returncode == 0, built.stderr

    assert links.broken(desk.site) == []
    assert _furniture(desk.site) == {}
    said = desk.page("people/nora-quist").select("section[aria-labelledby=said] blockquote")
    assert [" ".join(q.get_text().split()) for q in said] == [" ".join(str(wrong["text"]).split())]
    assert f"../{kept['entity']}/" in str(desk.page(f"{folder}/{gone['entity']}"))
    page = desk.page("began")
    quoted = page.select_one("figure.nd-quote blockquote")
    assert quoted and " ".join(quoted.get_text().split()) == " ".join(str(shown["text"]).split())
    assert page.select_one(f'a.nd-name[href="../{folder}/{kept["entity"]}/index.html"]')

    article.write_text(article.read_text().replace("rights: full", "rights: withdrawn"))
    (desk.docs / "began.md").write_text("# How it began\n\nNothing more.\n")
    assert (built := desk.build()).returncode == 0, built.stderr
    paragraphs = {line.strip() for line in article.read_text().split("\n---\n", 1)[1].splitlines() if len(line) > 60}
    assert len(paragraphs) > 3
    for name, content in tree(desk.site).items():
        text = content.decode("utf-8", "replace")
        assert not any(words in text for words in (*paragraphs, str(wrong["text"]))), name


def _two_quotes(articles: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Of each article a quote in marks that leads to somebody: one to correct, one to show."""
    quotes = ({**quote, "source": article["id"]} for article in articles for quote in article["quotes"])
    sure = [quote for quote in quotes if quote["kind"] == "direct" and quote["speaker_entity"]]
    first = {quote["source"]: quote for quote in reversed(sure)}
    return [first[article["id"]] for article in articles]


def _two_profiles(articles: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Two places that the articles name, by the names that head their profiles; nobody speaks there."""
    places = [m for article in articles for m in article["mentions"] if m["type"] == "place" and m["entity"]]
    named = {m["entity"]: m for m in places if m["name"].isascii()}
    return [named[key] for key in sorted(named)[:2]]


def _furniture(site: Path) -> dict[str, str]:
    """What the feeds of agencies put between sentences, by the page that shows it."""
    pages = {name: c.decode("utf-8", "replace") for name, c in tree(site).items() if not name.startswith("assets/")}
    return {name: found[0] for name, text in pages.items() if (found := FURNITURE.search(text))}
