"""The quarantine of a page with false words: the words are withheld, and last the page itself.

The faults of finished pages lead back to findings, which are kept from readers as if rights forbade them, and all is
made again without them. A page that even then shows something false, or that cannot be made at all, becomes a short one
that says so, at the same address and with the same anchors, so that whatever leads to it still does.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from posixpath import join, normpath
from urllib.parse import unquote

from newsdesk.pages.draft import Draft, Recipe
from newsdesk.pages.links import anchors, made_links
from newsdesk.pages.place import Link, Place
from newsdesk.pages.proof import Fault, paragraph_of
from newsdesk.pages.publishing import Withheld
from newsdesk.pages.site import Site
from newsdesk.records import Knowledge, Page, Problem, QuoteRef, Source, Span, fault, raised

Cited = tuple[str, str, Span, int]  # kind of finding, source, words, paragraph
TRIES = 2  # what seems to blame is withheld, then all that stands in the paragraph


@dataclass(frozen=True, slots=True)
class Short:
    """A stand-in for a page: its links elsewhere, and its anchors."""

    links: tuple[Link, ...]
    anchors: tuple[str, ...]


def withheld_for(faults: Iterable[Fault], knowledge: Knowledge, everything: bool) -> Withheld:
    """The findings that are to blame; all that a paragraph has, if it is `everything`."""
    blamed: dict[str, set[Span]] = defaultdict(set)
    places = defaultdict[tuple[str, int], list[Fault]](list)
    for found in faults:
        if ref := knowledge.quotes.get(found.quote):
            blamed[ref.source].update(_spans(ref, knowledge))
        elif found.source:
            places[found.source, found.paragraph].append(found)
    cited = defaultdict[tuple[str, int], list[Cited]](list)
    for one in _cited(knowledge, {source for source, _ in places}):
        cited[one[1], one[3]].append(one)
        cited[one[1], 0].append(one)
    for place, found_there in places.items():
        there, source = cited[place], knowledge.sources[place[0]]
        blame = there if everything else [c for c in there if _to_blame(c, source, found_there)] or there
        blamed[place[0]].update(span for _, _, span, _ in blame)
    return {source: frozenset(spans) for source, spans in blamed.items()}


def joined(one: Withheld, other: Withheld) -> Withheld:
    return {source: one.get(source, frozenset()) | other.get(source, frozenset()) for source in {*one, *other}}


def told(found: Fault, knowledge: Knowledge) -> Problem:
    """The report of a fault: its place in the article, its kind, and the words."""
    where, source = f"on {found.page or 'the home page'}", knowledge.sources.get(found.source)
    ref = knowledge.quotes.get(found.quote)
    if ref:
        source = knowledge.sources[ref.source]
        at = knowledge.extractions[ref.source].quotes[ref.quote].span.start
    elif source:
        at = next((p.span.start for p in source.paragraphs if p.n == found.paragraph), 0)
    what = f"{where}, it is not what the source has: “{found.shown[:100]}”"
    if source is None:
        return fault(found.page or "index", 0, found.what, what)
    return fault(source.path, source.line_at(at), found.what, what)


def not_made(recipe: Recipe, error: Exception) -> Fault:
    """The fault of a page that could not be made."""
    return Fault(recipe.address, "the page", raised(error))


def short(site: Site, recipe: Recipe, page: Page | None, pages: Mapping[str, Page]) -> Draft:
    """The draft of what stands in for a page; `page` is what was made of it, and `pages` those that may lead to it."""
    place = Place(site, recipe.address)
    there = _led_to(page, pages) if page else ()
    ids = sorted(i.decode() for i in anchors(page.body)) if page else _asked_for(recipe.address, pages)
    title = page.title if page else recipe.address.rstrip("/").rpartition("/")[2].replace("-", " ") or "Home"
    links = tuple(place.link(address, pages[address].title) for address in there if address != recipe.address)
    return Draft(place, recipe.kind, title, Short(links, tuple(ids)), template="short", meta={"robots": "noindex"})


def _spans(ref: QuoteRef, knowledge: Knowledge) -> tuple[Span, ...]:
    return knowledge.extractions[ref.source].quotes[ref.quote].spans


def _to_blame(cited: Cited, source: Source, faults: Collection[Fault]) -> bool:
    """Whether a finding reaches beyond its paragraph, or is of the words that are shown."""
    _, _, span, number = cited
    paragraph = paragraph_of(source, number)
    if paragraph is not None and not paragraph.contains(span):
        return True
    words = " ".join(span.of(source.text).split())
    return any(words in found.shown or found.shown in words for found in faults)


def _cited(knowledge: Knowledge, sources: Collection[str]) -> Iterator[Cited]:
    """All that pages may show as some paragraph's words, of some sources."""
    for key in sources:
        found = knowledge.extractions[key]
        yield from (("name", key, m.span, m.paragraph) for m in found.mentions)
        yield from (("description", key, d.span, d.paragraph) for d in found.descriptions)
        yield from (("relation", key, r.sentence, r.paragraph) for r in found.relations)
        yield from (("quote", key, span, q.paragraph) for q in found.quotes for span in q.spans)
    for story in knowledge.stories.values():
        points = (*([story.standfirst] if story.standfirst else []), *story.key_points)
        yield from (("key point", p.source, p.span, p.paragraph) for p in points if p.source in sources)
        yield from (("event", e.source, e.span, e.paragraph) for e in story.timeline if e.source in sources)
        for kind, places in (
            *(("difference", difference.places) for difference in story.differences),
            *(("agreement", agreed.places) for agreed in story.agreed),
        ):
            for source, words, sentence, paragraph in places:
                if source in sources:
                    yield from ((kind, source, span, paragraph) for span in (words, sentence))
        for part in story.people:
            yield from (("role", source, span, n) for source, span, n in part.roles if source in sources)
    for stated in knowledge.relationships:
        yield from (("relation", source, span, n) for source, span, n in stated.places if source in sources)


def _led_to(page: Page, pages: Mapping[str, Page]) -> list[str]:
    """The pages of the site that a page leads to."""
    paths = (normpath(join(f"/{page.address}", unquote(link.partition("#")[0]))) for link in made_links(page.body))
    found = dict.fromkeys(path[1:].removesuffix("index.html") for path in paths)
    return [address for address in found if address.count("/") > 1 and address in pages]


def _asked_for(address: str, pages: Mapping[str, Page]) -> list[str]:
    """The anchors of a page that others lead to."""
    ending = re.compile(rf"(?:^|/){re.escape(address.rstrip('/').rpartition('/')[2])}/index\.html#(.+)$")
    links = (unquote(link) for page in pages.values() for link in made_links(page.body))
    return sorted({found[1] for link in links if (found := ending.search(link))})
