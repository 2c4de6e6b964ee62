"""Who wrote a page's article, as the page states it for programs, else as it shows it to readers."""

from __future__ import annotations

import re
from typing import Any

from newsdesk.reading.incoming.byline import LONGEST, Authors, agency_of, authors
from newsdesk.reading.incoming.stated import Stated, names
from newsdesk.reading.incoming.words import bare, tidy

SHORTEST = 120  # of one that nothing marks as such
AROUND = 6  # places around the headline, each in the next, in which its byline is looked for
FEW = 3  # bylines on a page: where there are more, all but the nearest are those of other articles
_BY = re.compile(r"\s{0,20}by:?\s+[A-Z]", re.I)
_OTHER = re.compile(
    r"comment|(?<!with[_-])related|teaser|card-list|recommend|caption|credit|(^|\s)side-?bar($|\s)|blog-?(?:list|bio)|linklist|more-by|community",
    re.I,
)
_SHOWN = (
    ".//*[@rel='author'] | .//*[@itemprop='author']/descendant::*[@itemprop='name']"
    " | .//*[@itemprop='author'][not(descendant::*[@itemprop='name'])]"
    " | .//a[contains(@href, '/author/') or contains(@href, '/authors/') or contains(@href, '/profile/')]"
)
_NAMED = (
    "span",
    "div",
    "p",
    "a",
    "address",
    "li",
    "strong",
    "b",
    "cite",
    "em",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "dl",
    "dd",
)
_BYLINE = re.compile(
    r"(^|[\s_-])(by-?line\w*|author(s|-?names?|-?link)?|contributors?|writer|entry-author|post-author|article-author\w*|dtauthor|vcard)($|[\s_-])",
    re.I,
)
_METAS = (
    ("author", "authors", "author.name"), ("article:author", "og:article:author", "article:author_name"),
    ("parsely-author",),
    ("sailthru.author", "byl", "dc.creator", "dcterms.creator", "dc.creator.creator", "creator", "citation_author",
     "twitter:data1"),
)  # fmt: skip


def page_authors(tree: Any, says: Stated, sites: set[str], title: str = "") -> Authors:
    """Who wrote a page's article: as its linked data and meta elements say it, else as it stands in its byline, beside
    the headline (`title`) before elsewhere."""
    outlets = frozenset(sites)
    stated = [*_persons(says.article.get("author")), *_persons(says.article.get("creator"))]
    if not stated:
        stated = [name for node in says.data for name in _persons(node.get("author"))]
    tried = [" ; ".join(dict.fromkeys(stated))]
    tried += [" ; ".join(dict.fromkeys(says.all(*some))) for some in _METAS]
    agency = ""
    for text in filter(None, tried):
        found = authors(text, outlets, says.domain)
        agency = agency or found.agency
        if found.people:
            return Authors(_unique(found.people), agency)
    near, far = _shown(tree, title)
    for text in (*near, *(far if not agency else ())):
        found = authors(text, outlets, says.domain)
        agency = agency or found.agency
        people = tuple(name for name in found.people if " " in name)
        if people and (not agency or found.agency or _BY.match(text)):  # the names of others stand about the page
            return Authors(_unique(people), agency)
    return Authors((), agency)


def _persons(value: Any) -> list[str]:
    """The names in a value of linked data, those of organisations only if they are press agencies."""
    found = value if isinstance(value, list) else [value]
    named = [
        (name, isinstance(one, dict) and "Organization" in str(one.get("@type")))
        for one in found
        for name in names(one)
    ]
    return [name for name, is_organisation in named if not is_organisation or agency_of(name)]


def _shown(tree: Any, title: str) -> tuple[list[str], list[str]]:
    """What stands in elements that are named for the author: around the headline, the nearest first; and anywhere else,
    unless there are so many that they are those of other articles."""
    around, near = headed(tree, title), list[str]()
    for _ in range(AROUND):
        if around is None or around.tag in ("body", "html"):
            break
        near += _named(around)
        around = around.getparent()
    far = list(dict.fromkeys(_named(tree)))
    return list(dict.fromkeys(near)), far if len(far) <= FEW else []


def headed(tree: Any, title: str) -> Any:
    """What the headline stands in; None where no heading is it."""
    heads = [*tree.iter("h1"), *tree.iter("h2"), *tree.iter("h3")]
    own = [h for h in heads if title and bare(h.text_content()[:LONGEST]).startswith(bare(title))]
    found = next(iter(own), None)
    if found is None:
        found = next(iter(reversed(tree.xpath("//h1"))), None)
    return found.getparent() if found is not None else None


def _named(place: Any) -> list[str]:
    """What stands in a place in elements that are named for the author, or begins with "By"."""
    marked = [_short(element) for element in place.xpath(_SHOWN)[:6] if not in_other(element)]
    found = [" ; ".join(dict.fromkeys(filter(None, marked)))]
    named = [e for e in place.iter(*_NAMED) if _BYLINE.search(named_as(e))]
    found += [_short(element) for element in named[: 2 * FEW] if not in_other(element)]
    begun = (e for e in place.iter("p", "span", "div", "em", "strong", "li") if len(e.text_content()) < SHORTEST)
    found += [_short(e) for e in begun if _BY.match(e.text_content()) and not in_other(e)][:1]
    return [text for text in found if text]


def named_as(element: Any) -> str:
    """How a page names an element: its classes and id, `storyByline` as story-Byline."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "-", f"{element.get('class') or ''} {element.get('id') or ''}")


def in_other(element: Any) -> bool:
    """Whether an element belongs to another article or a comment that the page shows too."""
    for around in element.iterancestors():
        if around.tag in ("body", "html"):
            return False
        if around.tag in ("aside", "footer", "nav", "figure", "figcaption") or _OTHER.search(named_as(around)):
            return True
    return False


def _short(element: Any) -> str:
    pieces = [tidy(text) for text in element.itertext()]
    text = " ; ".join(piece for piece in pieces if piece)
    text = re.sub(r"\b([Bb]y|BY) ;", r"\1", text)
    return re.sub(r"; (?:and|&|with|,) ;", ";", text) if len(text) < LONGEST else ""


def _unique(people: tuple[str, ...]) -> tuple[str, ...]:
    """Nobody twice: "J. Moran" and "Jess Moran" are two, "JESS MORAN" and "Jess Moran" one."""
    first: dict[str, str] = {}
    for name in people:
        first.setdefault(bare(name), name)
    return tuple(first.values())
