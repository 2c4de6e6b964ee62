"""The published page cannot lie: finished pages are read again, and what they show as a source's words is compared.

Independent of views and templates on purpose: it sees the HTML that readers get, and the sources as they were read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from html import unescape
from urllib.parse import unquote

from newsdesk.pages import addresses
from newsdesk.pages.pieces import apart
from newsdesk.pages.rights import licence
from newsdesk.records import Knowledge, Page, Quote, Source, Span

# What the page of a source shows as its text, and what of that is ours: numbers, and who else has a sentence.
SHOWN = re.compile(r'<p class="nd-text__p\b[^"]*" id="p(\d+)"[^>]*>(.*?)</p>', re.DOTALL)
BESIDE = re.compile(r'<a class="nd-text__n".*?</a>|<!--no-search-->.*?<!--/no-search-->', re.DOTALL)
CALLOUT = re.compile(
    r'<figure\b[^>]* data-quote="([^"]+)">\s*(?:<i class="nd-cue">[^<]*</i>\s*)?<blockquote\b[^>]*>(.*?)</blockquote>',
    re.DOTALL,
)
BLOCK = re.compile(r"<(?:li|p)\b")
PARAGRAPH = "index.html#p"  # in every link to one
# A sentence, or words, and the paragraph they are from.
TAKEN = re.compile(
    r'<(?:li|p)\b[^>]*>(.*?)(?:<span class="nd-described__by">[^<]*)?'
    r'<a(?: class="nd-ref")? href="[^"#]*?(sources/[^"#]+?/)index\.html#p(\d+)">',
    re.DOTALL,
)
# Words of a source that stand in a line of ours: in a row of a table, side by side with others', in short.
WORDS = re.compile(r'<(\w+)\b[^<>]* data-words="([^"]+)"[^<>]*>(.*?)</\1>', re.DOTALL)
OUTER = " “”‘’\"'"  # marks that a quote is shown with
# Our own words, where there are none of a source, and the reporting words, which stand elsewhere in its sentence.
OURS = re.compile(r'<(\w+) class="nd-(?:unknown|cue)">.*?</\1>', re.DOTALL)
TAG = re.compile(r"<[^<>]*>")
LEFT_OUT = re.compile(r"\[…\]|…")  # held back, or trimmed


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that a page shows and its source does not have, with what leads back to the finding it is of."""

    page: str  # its address
    what: str  # it is, in words
    shown: str
    source: str = ""  # the id of the article that it is said to be from, its paragraph there (0: any), or its quote
    paragraph: int = 0
    quote: str = ""


def proved(pages: Iterable[Page], knowledge: Knowledge) -> Iterator[Fault]:
    """A fault for every paragraph, callout, key point, description, mention and word of a first screen that is not its
    source's exact words, and for every source without the line of its licence.
    """
    true: set[tuple[str, str]] = set()  # callouts seen before: most stand on several pages
    for page in pages:
        html = page.html
        if own := _at(page.address, knowledge):
            yield from _whole(page, html, own)
        for quote, shown in CALLOUT.findall(html):
            if (quote, shown) in true:
                continue
            if _plain(shown) != _printed(quote, knowledge):
                yield Fault(page.address, f"callout of {quote}", _plain(shown), quote=quote)
            elif words := _apart(quote, knowledge):
                what = f"callout of {quote}, two quotes with “{words[:40]}” between them,"
                yield Fault(page.address, what, _plain(shown), quote=quote)
            else:
                true.add((quote, shown))
        yield from _taken(page, html, knowledge)
        yield from _worded(page, html, knowledge.sources)


def _at(address: str, knowledge: Knowledge) -> Source | None:
    """The article whose page stands at an address."""
    if not address.startswith(addresses.SOURCES):
        return None
    near = address.removeprefix(addresses.SOURCES).rstrip("/")  # an id is an address, but for odd ones
    odd = (source for key, source in knowledge.sources.items() if addresses.source(key) == address)
    return knowledge.sources.get(near) or next(odd, None)


def _whole(page: Page, html: str, source: Source) -> Iterator[Fault]:
    """What is not the article's on its own page."""
    terms = licence(source.meta)
    if terms.url and f'<a href="{terms.url}" rel="license">' not in html:
        yield Fault(page.address, "the licence line", terms.url)
    for number, shown in SHOWN.findall(html):
        given = _paragraph(source, int(number)) if terms.level in ("full", "excerpt") else ""
        for words in _foreign(BESIDE.sub("", shown), given):
            yield Fault(page.address, f"paragraph {number}", words, source.id, int(number))


def _taken(page: Page, html: str, knowledge: Knowledge) -> Iterator[Fault]:
    for before, block in _blocks(html):
        if found := TAKEN.match(block):
            source, number = _at(unquote(found[2]), knowledge), int(found[3])
            given = _paragraph(source, number)
            # An event names its source in a line of its own, below its words.
            shown = before if block.startswith('<p class="nd-event__source">') else found[1]
            for words in _foreign(OURS.sub("", shown), given):
                what = f"what is shown as paragraph {number} of {found[2]}"
                yield Fault(page.address, what, words, source.id if source else "", number)


def paragraph_of(source: Source, number: int) -> Span | None:
    """Where a paragraph stands in the cleaned text; None if there is none of that number."""
    there = source.paragraphs[number - 1 : number] if number else ()  # they are numbered from one
    near = there if there and there[0].n == number else source.paragraphs
    return next((p.span for p in near if p.n == number), None)


def _paragraph(source: Source | None, number: int) -> str:
    found = paragraph_of(source, number) if source else None
    return _squeezed(found.of(source.text)) if source and found else ""


def _blocks(html: str) -> Iterator[tuple[str, str]]:
    """The blocks that lead to a paragraph, each with the block before it. Most do not, and need not be matched."""
    at = html.find(PARAGRAPH)
    while at >= 0:
        start, next_block = _start(html, at), BLOCK.search(html, at)
        end = next_block.start() if next_block else len(html)
        yield html[_start(html, start) : start], html[start:end]
        at = html.find(PARAGRAPH, end)


def _start(html: str, end: int) -> int:
    """Where the last block before a place begins; 0 if there is none."""
    at = max(0, html.rfind("<p", 0, end), html.rfind("<li", 0, end))
    return at if at == 0 or BLOCK.match(html, at) else _start(html, at)


def _worded(page: Page, html: str, sources: Mapping[str, Source]) -> Iterator[Fault]:
    for _, key, shown in WORDS.findall(html):
        source = sources.get(unescape(key))
        for words in _foreign(OURS.sub("", shown), _squeezed(source.text if source else ""), OUTER):
            yield Fault(page.address, f"what is shown as words of {key}", words, source.id if source else "")


def _foreign(shown: str, given: str, around: str = " ") -> Iterator[str]:
    """The stretches of some HTML, between what is left out and without what stands `around` them, not in a text."""
    stretches = (words.strip(around) for words in LEFT_OUT.split(_plain(shown)))
    return (words for words in stretches if words not in given)


def _printed(quote_id: str, knowledge: Knowledge) -> str:
    """The words that the source has at the quote's spans."""
    ref = knowledge.quotes.get(quote_id)
    if ref is None:
        return ""
    quote: Quote = knowledge.extractions[ref.source].quotes[ref.quote]
    return _squeezed(quote.words(knowledge.sources[ref.source].text))


def _apart(quote_id: str, knowledge: Knowledge) -> str:
    """The outlet's words between two quotes that are shown as one."""
    ref = knowledge.quotes[quote_id]
    return apart(knowledge.extractions[ref.source].quotes[ref.quote], knowledge.sources[ref.source])


def _plain(html: str) -> str:
    """The text of a piece of HTML, on one line."""
    return _squeezed(unescape(TAG.sub("", html.replace("</p>", " "))))


@lru_cache(maxsize=8192)
def _squeezed(text: str) -> str:
    return " ".join(text.split())
