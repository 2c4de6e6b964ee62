"""Whether a page is an article at all: error pages, walls, searches, front pages and shops are none; and whether it
goes on for those who pay."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote, urlsplit

from newsdesk.reading.incoming.stated import ARTICLES, Stated, kinds
from newsdesk.reading.incoming.words import bare, count_words, is_line, pattern, tidy

SHORT = 160  # words: in a page with fewer, words of an error tell
LONG = 20  # words of a paragraph of an article
FEWEST_WORDS = 25  # in all paragraphs: fewer are no article
FEWEST_BEFORE_WALL = 8  # words that stand before a paywall
SHORTEST = 12  # words of the longest paragraph: where all are shorter they are headlines and teasers
OWN = 120  # words in one place: a page with as many has a text of its own
FEW_LINKS = 5  # on a page: with fewer it is a document of its own
MANY = 12  # linked headlines: a front page has more
_LISTS = {"CollectionPage", "SearchResultsPage", "ItemList", "ProfilePage", "ContactPage", "CheckoutPage"}
_GOODS = {"Product", "ProductGroup", "Offer", "AggregateOffer", "IndividualProduct"}
_CLOSED = re.compile(r'"isAccessibleForFree"\s{0,9}:\s{0,9}"?false', re.I)
_WALL = re.compile(
    r"(^|[\s_-])(paywall\w*|pay-?wall|subscriber-?only|premium-?(wall|content|overlay)|regwall|reg-?wall|metered\w*|tp-(modal|container)\S*|piano-?\w*|meteredContent)($|[\s_-])",
    re.I,
)

_SLUG = re.compile(r"(?<![^\W_])[^\W_]+(?:[-_][^/_-]+){4,}[^/]*$")  # the end of an address that is a headline
_LISTED = re.compile(  # the addresses of lists: of a tag, a section, a writer, a year or month
    r"(^|/)(tags?|categor(y|ies)|topics?|authors?|archives?|sections?|search|page/\d+)(/[\w-]*)?/?$|^\d{4}(/\d\d?)?/?$",
    re.I,
)
_ROOT = re.compile(r"(?:(?:index|home|default|start)(?:page)?(?:\.\w{2,5})?|[a-z]{2}(?:[-_][a-z]{2})?|news)?", re.I)


@dataclass(frozen=True, slots=True)
class Shape:
    """What a page's tree shows before anything is taken out of it."""

    linked_headlines: int  # short headings that are links
    in_row: int  # words of the paragraphs that are no links, in the place where there are most
    links: int
    has_wall: bool
    buys: bool
    headings: tuple[str, ...]


def shape(tree: Any, page: str) -> Shape:
    """What the tree of a page as given shows of its kind."""
    linked = sum(
        1 for h in tree.iter("h2", "h3", "h4") if h.find(".//a") is not None or getattr(h.getparent(), "tag", "") == "a"
    )
    rows = Counter[Any]()
    for place, words in _pieces(tree):
        rows[place] += words
    named = (f"{e.get('class') or ''} {e.get('id') or ''}" for e in tree.iter("div", "section", "aside", "p"))
    wall = bool(_CLOSED.search(page)) or any(_WALL.search(one) for one in named)
    buttons = (tidy(e.text_content() or e.get("value") or "") for e in tree.iter("button", "a", "input"))
    buys = any(
        re.fullmatch(r"(?i)(add to (cart|basket|bag|trolley)|buy (it )?now|in den warenkorb)", one)
        for one in buttons
        if len(one) < 40
    )
    most = max(rows.values(), default=0)
    headings = tuple(tidy(h.text_content()) for h in tree.xpath("//h1")[:3])
    links = sum(1 for _ in tree.iter("a"))
    return Shape(linked, most, links, wall, buys, headings)


def _pieces(tree: Any) -> Iterator[tuple[Any, int]]:
    """The words of each paragraph that is no link, and of each text that stands in none, with the place they are in."""
    for p in tree.iter("p"):
        words = count_words(p.text_content())
        linked = sum(count_words(a.text_content()) for a in p.iter("a"))
        if words >= LONG and linked < 0.5 * words:
            yield p.getparent(), words
    for stop in tree.iter("br", "b", "i", "strong", "em", "a"):
        words = count_words(stop.tail or "")
        if words >= LONG and stop.getparent() is not None and stop.getparent().tag != "p":
            yield stop.getparent(), words
    for block in tree.iter("td", "section", "article", "center", "blockquote"):
        words = count_words(block.text or "")
        if words >= LONG and block.getparent() is not None:
            yield block.getparent(), words


def why_none(
    says: Stated, seen: Shape, title: str, paragraphs: tuple[str, ...], walled: bool, signed: bool = True
) -> str:
    """What kind of page this is, if it is no article; "" where it may be one. `walled`: the rest is for subscribers;
    `signed`: it has an author or a day."""
    words = sum(map(count_words, paragraphs))
    longest = max(map(count_words, paragraphs), default=0)
    text = " ".join(paragraphs)[:4000]
    begun = re.split(r"\s{1,9}[|–—-]+\s{1,9}", says.title)
    begun = [part for part in (begun[0], begun[-1]) if len(part.split()) > 1]
    heads = [head for head in (title, *seen.headings, says.meta("og:title"), says.title, *begun) if head]
    is_stated = bool(says.article) or says.meta("og:type").lower() in ("article", "newsarticle", "news")
    told = sum(1 for _ in pattern("no_article_words").finditer(text))
    named = any(is_line("no_article_titles", head) for head in heads)
    unsigned = not (signed or is_stated)
    if named and (words < SHORT or unsigned) and not (is_stated and words > 60 and told < 2):
        return "its title is that of an error, a wall, a search or a list"
    if told and words < SHORT and (told > 1 or words < 60) and not walled and not (is_stated and words > 100):
        return "it says that there is nothing to read, or asks for something first"
    if (says.kinds & _GOODS or says.meta("og:type").lower().startswith("product") or seen.buys) and not is_stated:
        return "it offers goods"
    if _is_front(says, seen, words):
        return "it is a front page or a list of articles"
    if walled and words >= FEWEST_BEFORE_WALL:
        return ""
    if words < FEWEST_WORDS or longest < SHORTEST:
        return f"only {words} words in short lines were found"
    if (
        unsigned
        and not _is_headed(says, seen)
        and seen.links >= FEW_LINKS
        and seen.in_row < 2 * LONG
        and words < 2 * OWN
    ):
        return "it has neither author nor day, and little text of its own"
    return ""


def _is_front(says: Stated, seen: Shape, words: int) -> bool:
    """Whether a page lists articles: many linked headlines, and nowhere a text of its own."""
    if says.article and seen.in_row > 60:
        return False
    path = unquote(urlsplit(says.address).path).strip("/") if says.address else "?"
    if _ROOT.fullmatch(path):
        return seen.in_row < OWN or (seen.in_row < 400 and (seen.linked_headlines >= 4 or _is_site(says)))
    if _LISTED.search(path) and seen.in_row < OWN:
        return True
    pages = sum(1 for node in says.data if kinds(node) & set(ARTICLES))
    lists = bool(says.kinds & _LISTS) and not says.article
    of_article = says.meta("og:type").lower() in ("article", "newsarticle") and "/" in path
    if (of_article or _SLUG.search(path)) and not lists:
        own = seen.in_row >= OWN / 2 or (of_article and _is_headed(says, seen))
        return not own and seen.linked_headlines >= 3 * MANY
    if seen.in_row >= OWN:
        return False
    return lists or ((seen.linked_headlines >= MANY or pages > 4) and words < 60 * max(1, seen.linked_headlines))


def _is_site(says: Stated) -> bool:
    return says.meta("og:type").lower() == "website"


def _is_headed(says: Stated, seen: Shape) -> bool:
    """Whether the page's heading is a headline, by which it calls itself for others too."""
    told = {bare(name) for name in (*says.all("og:title", "twitter:title"), says.title)}
    return any(len(h.split()) > 3 and any(bare(h) in one for one in told) for h in seen.headings)


def without_prompts(paragraphs: tuple[str, ...]) -> tuple[tuple[str, ...], bool]:
    """The paragraphs without those that ask for a subscription, and whether the last ones were such."""
    asks = [
        is_line("paywall", p) or all(is_line("paywall", s) for s in re.split(r"(?<=[.?!])\s+", p)) for p in paragraphs
    ]
    kept = tuple(p for p, ask in zip(paragraphs, asks, strict=True) if not ask)
    ends = any(asks[-4:]) if asks else False
    return kept, ends
