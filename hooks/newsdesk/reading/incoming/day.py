"""The day on which a page was published, as it states it: its outlet's day, not that of a clock in Greenwich."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from html import unescape
from typing import Any

from newsdesk.reading.incoming.stated import Stated, texts
from newsdesk.reading.incoming.words import tidy

_PUBLISHED = (
    "article:published_time", "article:published", "og:published_time", "datepublished", "article.published",
    "published_time",
    "parsely-pub-date", "sailthru.date", "publication_date", "pubdate", "pub_date", "publishdate", "publish-date",
    "publish_date", "og:article:published_time", "rnews:datepublished", "published_at", "published", "ptime",
    "citation_publication_date", "bt:pubdate", "cxenseparse:recs:publishtime", "article_date_original",
    "date_published",
    "originalpublicationdate", "dc.date.issued", "dcterms.issued", "cre", "displaydate",
)  # fmt: skip
_DATED = (
    "date",
    "dc.date",
    "dcterms.date",
    "dc.date.created",
    "dcterms.created",
    "created",
    "issued",
    "pdate",
    "lw.date",
)
_MODIFIED = re.compile(r"(og:|article:)?(modified|updated)(_time)?|date_?modified|last-?modified")
_STAMP = re.compile(
    r"\s*(\d{4})-?(\d{2})-?(\d{2})(?!\d)"
    r"(?:[T ]?(\d{2}):?(\d{2})(?::?\d{2}(?:[.,]\d+)?)?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2})?)?",
    re.I,
)
_MONTHS = {name: n for n, names in enumerate(
    ("january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
     "september sept sep", "october oct", "november nov", "december dec"), 1) for name in names.split()}  # fmt: skip
_NAME = "|".join(sorted(_MONTHS, key=len, reverse=True))
_WRITTEN = re.compile(
    rf"\b(?:(?P<m>{_NAME})\.?\s{{1,3}}(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,?\s{{1,3}}(?P<y>(?:19|20)\d\d)"
    rf"|(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?[\s.-]{{1,3}}(?:of\s)?(?P<m2>{_NAME})\.?,?[\s-]{{1,3}}(?P<y2>(?:19|20)\d\d)"
    r"|(?P<y3>(?:19|20)\d\d)-(?P<m3>\d\d)-(?P<d3>\d\d))(?!\d)", re.I)  # fmt: skip
_IN_ADDRESS = re.compile(
    r"/((?:19|20)\d\d)[/-]?(0[1-9]|1[0-2]|[1-9]|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[/-]?(0[1-9]|[12]\d|3[01]|[1-9])(?=[/_-]|\.\w{3,5}$)",
    re.I,
)
_PART = re.compile(
    r"(^|[\s_-])(pub(lish(ed)?)?(-?(date|time|on))?|post(ed)?-?(on|date|time)|entry-?date|article-?(date|time)|date-?(line|time|published|posted)?|time-?stamp|byline\w*|dtreviewed|pubdate)($|[\s_-])",
    re.I,
)
_CHANGED = re.compile(r"\b(updated?|modified|edited|changed|retrieved|accessed|last)\b", re.I)
_SAID = re.compile(r"\b(published|posted|first published|created|issued)\b", re.I)
FIRST, LAST = date(1990, 1, 1), timedelta(days=2)


@dataclass(frozen=True, slots=True)
class Stamp:
    """A day as stated; `rank`: how surely it is the outlet's own (a local clock, a day alone, then Greenwich)."""

    day: date
    rank: int


def published(tree: Any, says: Stated, today: date) -> date | None:
    """The day of publication: as linked data and meta elements state it, else as the page shows it beside its headline,
    else as its address has it. None where they differ by days, and nothing tells which one is meant."""
    data = [text for key in ("datePublished", "dateCreated", "uploadDate") for text in texts(says.article.get(key))][:1]
    if not data:
        data = _only([text for node in says.data for text in texts(node.get("datePublished"))])
    shown = [*_marked(tree)]
    strong = [stamp for text in (*data, *says.all(*_PUBLISHED), *shown) if (stamp := _stamp(text, today))]
    weak = [stamp for text in says.all(*_DATED) if (stamp := _stamp(text, today))]
    in_address = _of_address(says.address, today)
    stamps = strong or _not_changed(weak, says)
    if not stamps:
        return in_address or next(_visible(tree, today), None)
    first = stamps[0].day
    near = [stamp for stamp in (*stamps, *weak) if abs(stamp.day - first) <= timedelta(days=1)]
    best = max(near, key=lambda stamp: stamp.rank)
    if not strong and len({stamp.day for stamp in weak}) > 1:
        return in_address
    if best.rank == 0 and in_address and abs(in_address - first) <= timedelta(days=1):
        return in_address
    return best.day


def _only(found: list[str]) -> list[str]:
    return found if len({text[:10] for text in found}) == 1 else []


def _not_changed(weak: list[Stamp], says: Stated) -> list[Stamp]:
    """Without days that are those of a change: many sites write it into `date`."""
    changed = {content[:10] for key, content in says.metas if _MODIFIED.fullmatch(key)}
    changed |= {text[:10] for node in says.data for text in texts(node.get("dateModified"))}
    return [stamp for stamp in weak if stamp.day.isoformat() not in changed]


def _marked(tree: Any) -> Iterator[str]:
    """What elements state that are marked as the day of publication."""
    for element in tree.xpath("//*[contains(@itemprop, 'datePublished')] | //time[@pubdate] | //time[@datetime]")[:40]:
        own = f"{element.get('class') or ''} {element.get('itemprop') or ''}"
        is_published = (
            "datepublished" in own.lower() or element.get("pubdate") is not None or "published" in own.split()
        )
        if is_published and "modified" not in own.lower():
            yield element.get("datetime") or element.get("content") or element.text_content()


def _stamp(text: str, today: date) -> Stamp | None:
    text = unescape(text)
    if m := _STAMP.match(text):
        found = _date(int(m[1]), int(m[2]), int(m[3]), today)
        zone = (m[6] or "").upper()
        rank = 1 if not m[4] else 0 if zone in ("Z", "UTC", "GMT", "+00:00", "+0000", "-00:00") else 3 if zone else 2
        midnight = bool(m[4]) and (m[4], m[5]) == ("00", "00") and rank == 0  # a day alone, written as a stamp
        return Stamp(found, 1 if midnight else rank) if found else None
    found = as_written(text, today)
    return Stamp(found, 1) if found else None


def as_written(text: str, today: date) -> date | None:
    """A day as people write it, with the month by name: 3/4/2024 is two days."""
    m = _WRITTEN.search(text[:300])
    if not m:
        return None
    year, month, day = m["y"] or m["y2"] or m["y3"], m["m"] or m["m2"], m["d"] or m["d2"] or m["d3"]
    number = _MONTHS[month.lower()] if month else int(m["m3"])
    return _date(int(year), number, int(day), today)


def _of_address(address: str, today: date) -> date | None:
    m = _IN_ADDRESS.search(address)
    if not m:
        return None
    month = _MONTHS.get(m[2].lower()) or int(m[2])
    return _date(int(m[1]), month, int(m[3]), today)


def _visible(tree: Any, today: date) -> Iterator[date]:
    """Days in elements around the headline that are named for one, not those of a change."""
    heads = tree.xpath("//h1")
    inside = heads[-1].getparent() if heads else None
    for _ in range(3):
        inside = inside.getparent() if inside is not None and inside.getparent() is not None else inside
    if inside is None:
        return
    for element in inside.iter("time", "span", "div", "p", "li", "small", "em", "i"):
        named = f"{element.get('class') or ''} {element.get('id') or ''} {element.get('itemprop') or ''}"
        if element.tag != "time" and not _PART.search(named):
            continue
        text = tidy(element.text_content()) if len(element.text_content()) < 200 else ""
        if _CHANGED.search(f"{text} {named}") and not _SAID.search(text):
            continue
        stated = element.get("datetime") or ""
        stamp = _stamp(stated, today) if stated else None
        found = stamp.day if stamp else as_written(text, today)
        if found:
            yield found


def _date(year: int, month: int, day: int, today: date) -> date | None:
    try:
        found = date(year, month, day)
    except ValueError:
        return None
    return found if FIRST <= found <= today + LAST else None
