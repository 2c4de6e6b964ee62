"""The lines at the head of a text: headline, who wrote it, when; and where its own words begin."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from newsdesk.reading.incoming.byline import Authors, authors
from newsdesk.reading.incoming.day import as_written
from newsdesk.reading.incoming.words import agency_words, count_words, pattern

LONGEST = 160  # characters of a byline or of a line with a day
HEAD = 5  # lines in which these stand
_BY = re.compile(r"(?i)\s{0,9}(?:(?:words|story|text|report|reporting|written|analysis)\s+)?by\s*:?\s+(?=[^\W\d_])")
_SAYS = re.compile(r"[.!?]\s+\S|[“”]|\b(?:said|says|will|was|were|is|are|has|have|had)\b")
_WHEN = re.compile(
    r"(?i)\W*(?:(?:first\s+)?(?:published|posted|updated|last updated|created|date|issued)\b[\s:]*(?:on|at)?\s*)?"
    r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,?\s+)?"
)
_HOUR = re.compile(
    r"(?i)\W*(?:(?:at|@|\|)\s*)?(?:\d{1,2}[:.]\d\d(?::\d\d)?\s*(?:[ap]\.?m\.?)?)?\s*(?:[A-Z]{2,4}|[+-]\d\d:?\d\d)?\W*"
)
_DATE = re.compile(
    r"(?i)(?:[a-z]{3,9}\.?\s+\d{1,2}(?:st|nd|rd|th)?,?\s+\d{4}"
    r"|\d{1,2}(?:st|nd|rd|th)?[\s.-]+[a-z]{3,9}\.?,?[\s-]+\d{4}|\d{4}-\d\d-\d\d)"
)


@dataclass(frozen=True, slots=True)
class Opening:
    """What the first lines of a text say, and the lines that follow them."""

    wrote: Authors
    published: date | None
    lines: tuple[str, ...]


def opening(lines: list[str]) -> Opening:
    """The text without the lines at its head that only say who wrote it and when."""
    wrote, day = Authors(()), None
    kept = list(lines)
    n = 0
    while n < min(len(kept), HEAD):
        line = kept[n]
        if not (wrote.people or wrote.agency) and (found := byline(line)).author:
            wrote = found
            del kept[n]
        elif found_day := dated(line):
            day = day or found_day
            del kept[n]
        elif wrote.author and line and len(line) < LONGEST and pattern("callings").fullmatch(line.strip(" .,")):
            del kept[n]
        elif count_words(line) > 25:  # the text has begun
            break
        else:
            n += 1
    return Opening(wrote, day, tuple(kept))


def byline(line: str) -> Authors:
    """The authors that a line names and does nothing else: "By Ada Quill, The Tern"; none where it is a sentence."""
    m = _BY.match(line)
    if not m or len(line) > LONGEST or _SAYS.search(line) or line.rstrip()[-1:] in "?!:":
        return Authors(())
    found = authors(re.split(r"\s{1,9}(?:\||•|·|–|—|-)\s{1,9}", line[m.end() :])[0])
    people = tuple(name for name in found.people if " " in name)
    rest = line[m.end() :]
    for name in people:
        rest = re.sub(re.escape(name), "", rest, flags=re.I)
    too_much = len(rest.split()) > 12 or not (people or found.agency)
    return Authors(()) if too_much else Authors(people, found.agency or agency_words(rest))


def dated(line: str) -> date | None:
    """The day that a line states and does nothing else: "Published 6 May 2024, 10:15"."""
    if len(line) > LONGEST or not (day := as_written(line, date.today())):
        return None
    m = _WHEN.match(line)
    start = m.end() if m else 0
    stated = _DATE.match(line, start)
    return day if _HOUR.fullmatch(line, stated.end() if stated else start) else None
