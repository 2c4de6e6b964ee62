"""A web page as a browser saved it → its article. What a page only hints at counts as not stated."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Any

from newsdesk.reading.incoming.body import paragraphs, without_beside
from newsdesk.reading.incoming.byline import Authors, authors
from newsdesk.reading.incoming.day import published
from newsdesk.reading.incoming.found import Incoming, IncomingError
from newsdesk.reading.incoming.headline import headline, outlet, site_names
from newsdesk.reading.incoming.no_article import shape, why_none, without_prompts
from newsdesk.reading.incoming.opening import byline
from newsdesk.reading.incoming.page_byline import page_authors
from newsdesk.reading.incoming.stated import Stated, stated
from newsdesk.reading.incoming.words import bare, count_words, tidy
from newsdesk.records import Metadata

EDGE = 5  # paragraphs at both ends in which a byline may stand
STUB = 150  # words that stand before a paywall at most
_LANGUAGE = re.compile(r"[a-zA-Z]{2,3}(?:-[A-Za-z]{2,4})?")


def from_page(page: str, address: str = "", anyway: bool = False) -> Incoming:
    """The article of a page; `address` is the page's own, where the file it was saved in tells it.

    Raises IncomingError; `anyway`: not for what looks like no article.
    """
    from trafilatura.utils import load_html  # slow to import, and only `newsdesk add` needs it

    tree: Any = load_html(page)
    if tree is None:
        return Incoming("", "HTML", Metadata())
    says = stated(tree, page, address)
    seen = shape(tree, page)
    name = outlet(says)
    title = headline(tree, says, name)
    text, prompted = without_prompts(paragraphs(tree, says, title))
    wrote = page_authors(tree, says, site_names(says, name), title)
    if not wrote.people:
        own = next((one for line in (*text[:EDGE], *text[-EDGE:]) if (one := byline(line)).people), wrote)
        wrote = replace(own, agency=wrote.agency or own.agency)
    text = without_beside(_without_opening(text, wrote, name))
    walled = prompted or seen.has_wall
    words = sum(map(count_words, text))
    if walled and not words:
        raise IncomingError("the article stands behind a paywall, and nothing of it is in this page; paste its text")
    day = published(tree, says, date.today(), title)
    signed = bool(wrote.author or day)
    none = "" if anyway else why_none(says, seen, title, text, walled, signed)
    if none and words:
        raise IncomingError(
            f"this looks like no article ({none}); paste its text, or add it with --anyway", doubted=True
        )
    origin = wrote.agency if bare(wrote.agency) != bare(name) else ""
    meta = Metadata(
        title=title,
        outlet=name,
        author=wrote.author if wrote.people else origin,
        published=day,
        url=says.address,
        language=_language(tree, says),
        origin=origin,
    )
    return Incoming("\n\n".join(text), "HTML", meta, _doubt(walled, prompted, words, len(text)))


def _doubt(walled: bool, prompted: bool, words: int, count: int) -> str:
    """What an editor should know of a text that may be the beginning only."""
    if not walled:
        return ""
    if prompted or words < STUB:
        what = "1 paragraph" if count == 1 else f"{count} paragraphs"
        return f"it goes on for subscribers: only {what} ({words} words) stand before the paywall"
    return "it goes on for subscribers, so this may be the beginning only"


def _without_opening(text: tuple[str, ...], wrote: Authors, name: str) -> tuple[str, ...]:
    """The paragraphs without a first one or two that only say who wrote them and when."""
    kept = list(text)
    for n in range(min(3, len(kept)) - 1, -1, -1):
        line = kept[n]
        if len(line) > 150:
            continue
        found = authors(re.sub(rf"(?i)\b{re.escape(name)}\b", " ", line) if name else line)
        is_byline = re.match(r"(?i)\s*by\s", line) or set(found.people) & set(wrote.people)
        rest = line
        for person in (*wrote.people, wrote.agency, name):
            rest = rest.replace(person, "") if person else rest
        if (
            is_byline
            and found.people
            and set(map(bare, found.people)) <= set(map(bare, wrote.people))
            and len(rest.split()) <= 14
        ):
            del kept[n]
    return tuple(kept)


def _language(tree: Any, says: Stated) -> str:
    found = tree.get("lang") or next(iter(tree.xpath("//html/@lang")), "") or says.meta("og:locale", "content-language")
    m = _LANGUAGE.match(tidy(found).replace("_", "-"))
    code = m[0] if m else "en"
    return "en" if code.lower() == "en" else code
