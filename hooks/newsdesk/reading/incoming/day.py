"""The day on which a page was published, as it states it: its outlet's day, not that of a clock in Greenwich."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from html import unescape
from typing import Any

from newsdesk.reading.incoming.page_byline import headed, in_other, named_as
from newsdesk.reading.incoming.stated import Stated, texts
from newsdesk.reading.incoming.words import tidy

_PUBLISHED = (
    "article:published_time", "article:published", "og:published_time", "datepublished", "article.published",
    "published_time",
    "parsely-pub-date", "sailthru.date", "publication_date", "pubdate", "pub_date", "publishdate", "publish-date",
    "publish_date", "og:article:published_time", "rnews:datepublished", "published_at", "published", "ptime",
    "citation_publication_date", "bt:pubdate", "cxenseparse:recs:publishtime", "article_date_original",
    "date_published", "article:publicationdate", "publication-date", "date.release",
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
    r"\s*(\d{4})(?:-?(\d{2})-?(\d{2})|[-/.](\d{1,2})[-/.](\d{1,2}))(?!\d)"
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
    rf"|(?P<m4>{_NAME})\s(?P<d4>\d{{1,2}})\s[\d:]{{5,8}}\s(?:[A-Z]{{3,4}}\s)?(?P<y4>(?:19|20)\d\d)"
    r"|(?P<y3>(?:19|20)\d\d)-(?P<m3>\d\d)-(?P<d3>\d\d))(?!\d)", re.I)  # fmt: skip
_IN_NUMBERS = re.compile(r"(?<![\d/.])(\d{1,2})([/.])(\d{1,2})\2((?:19|20)\d\d)(?![\d/])")
_IN_ADDRESS = re.compile(
    r"/(?P<y>(?:19|20)\d\d)(?:/[a-z]+(?:/[a-z]+)?(?=/\d\d/\d\d/))?"
    r"(?:[/-]?(?P<m>0[1-9]|1[0-2])[/-]?(?P<d>0[1-9]|[12]\d|3[01])"
    r"|[/-](?P<m2>0?[1-9]|1[0-2]|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[/-](?P<d2>0?[1-9]|[12]\d|3[01]))"
    r"(?=[/_-]|\.\w{3,5}$)",
    re.I,
)
_PART = re.compile(
    r"(^|[\s_-])(pub(lish(ed)?)?(-?(date|time|on))?|post(ed)?-?(on|date|time)|entry-?date|article-?(date|time)|date-?(line|time|published|posted)?|time-?stamp|byline\w*|dtreviewed|pubdate)($|[\s_-])",
    re.I,
)
_CHANGED = re.compile(r"\b(updated?|modified|edited|changed|retrieved|accessed|last)\b", re.I)
_SAID = re.compile(r"\b(published|posted|first published|created|issued)\b", re.I)
_PARTS = (
    "time",
    "span",
    "div",
    "p",
    "li",
    "small",
    "em",
    "i",
    "b",
    "strong",
    "cite",
    "td",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
)
AROUND, BESIDE = 4, 3  # places around the headline, each in the next; in so many days need not be marked as such
FEW_WORDS = 9  # beside a day in an element that nothing marks as one: who wrote it, the hour
FIRST, LAST = date(1990, 1, 1), timedelta(days=2)


@dataclass(frozen=True, slots=True)
class Stamp:
    """A day as stated; `rank`: how surely it is the outlet's own (a local clock, a day alone, then Greenwich)."""

    day: date
    rank: int
    hour: int = 12  # of the clock that it is by


def published(tree: Any, says: Stated, today: date, title: str = "") -> date | None:
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
        return in_address or next(_visible(headed(tree, title), today), None)
    first = stamps[0].day
    if in_address and abs(in_address - first) > timedelta(days=1) and in_address in {stamp.day for stamp in weak}:
        return in_address
    near = [stamp for stamp in (*stamps, *weak) if abs(stamp.day - first) <= timedelta(days=1)]
    best = max(near, key=lambda stamp: stamp.rank)
    if not strong and len({stamp.day for stamp in weak}) > 1:
        return in_address
    return in_address if in_address and _may_be(best, in_address) else best.day


def _may_be(stamp: Stamp, day: date) -> bool:
    """Whether it was some day by the outlet's clock when the clock in Greenwich showed a stamp."""
    before, after = stamp.day - day == timedelta(days=1), day - stamp.day == timedelta(days=1)
    return stamp.rank == 0 and ((before and stamp.hour < 12) or (after and stamp.hour >= 10))


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
        month, day = int(m[2] or m[4]), int(m[3] or m[5])
        found = _date(int(m[1]), *((day, month) if month > 12 else (month, day)), today)
        zone = (m[8] or "").upper()
        rank = 1 if not m[6] else 0 if zone in ("Z", "UTC", "GMT", "+00:00", "+0000", "-00:00") else 3 if zone else 2
        midnight = bool(m[6]) and (m[6], m[7]) == ("00", "00") and rank == 0  # a day alone, written as a stamp
        return Stamp(found, 1 if midnight else rank, int(m[6] or 12)) if found else None
    found = as_written(text, today)
    return Stamp(found, 1) if found else None


def as_written(text: str, today: date) -> date | None:
    """A day as people write it: with the month by name, or in numbers of which one alone can be the month, as 3/4/2024
    is two days."""
    m = _WRITTEN.search(text[:300])
    if not m:
        return _in_numbers(text, today)
    year, day = m["y"] or m["y2"] or m["y3"] or m["y4"], m["d"] or m["d2"] or m["d3"] or m["d4"]
    month = m["m"] or m["m2"] or m["m4"]
    number = _MONTHS[month.lower()] if month else int(m["m3"])
    return _date(int(year), number, int(day), today)


def _in_numbers(text: str, today: date) -> date | None:
    m = _IN_NUMBERS.search(text[:300])
    if not m:
        return None
    one, other = int(m[1]), int(m[3])
    if m[2] == "." or one > 12:  # nobody writes 3.14.2024
        return _date(int(m[4]), other, one, today)
    return _date(int(m[4]), one, other, today) if other > 12 or one == other else None


def _of_address(address: str, today: date) -> date | None:
    m = _IN_ADDRESS.search(address)
    if not m:
        return None
    month, day = m["m"] or m["m2"], m["d"] or m["d2"]
    return _date(int(m["y"]), _MONTHS.get(month.lower()) or int(month), int(day), today)


def _visible(place: Any, today: date) -> Iterator[date]:
    """Days beside the headline (it stands in `place`), not those of a change: first those that are said to be of the
    publication, then the nearest, of elements that are named for one, and right beside it also of those that say
    little else."""
    found = list[tuple[bool, date]]()
    for n in range(AROUND):
        if place is None or place.tag == "html":
            break
        for is_named in (True, False) if n < BESIDE else (True,):
            days = (_shown_day(element, is_named, today) for element in place.iter(*_PARTS))
            found += [day for day in days if day]
        place = place.getparent()
    yield from (day for is_said, day in sorted(found, key=lambda one: not one[0]))


def _shown_day(element: Any, is_named: bool, today: date) -> tuple[bool, date] | None:
    """The day that an element shows, and whether it says that it is that of the publication."""
    named = f"{named_as(element)} {element.get('itemprop') or ''}"
    if is_named and element.tag != "time" and not _PART.search(named):
        return None
    text = tidy(" ".join(element.itertext())) if len(element.text_content()) < 200 else ""
    is_said = _SAID.search(text) is not None
    if (_CHANGED.search(f"{text} {named}") and not is_said) or "comment" in named.lower() or in_other(element):
        return None
    if not is_named and len(_WRITTEN.sub("", text).split()) > FEW_WORDS:
        return None
    stated = element.get("datetime") or ""
    stamp = _stamp(stated, today) if stated else None
    day = stamp.day if stamp else as_written(text, today)
    return (is_said, day) if day else None


def _date(year: int, month: int, day: int, today: date) -> date | None:
    try:
        found = date(year, month, day)
    except ValueError:
        return None
    return found if FIRST <= found <= today + LAST else None
