"""Whether the pieces of a quote are one quote: nothing stands between them but their attribution.

Read from the text alone, apart from the parse by which they were joined.
"""

from __future__ import annotations

import re
from itertools import pairwise

from newsdesk.records import Quote, Source, Span

# The outlet's own words: a participle behind a comma ("…, adding"), a word before the mark that wants another one.
PARTICIPLE = re.compile(r"[,—–]\s+(?:\w+ly\s+|then\s+|later\s+)?\w{2,}ing\b")
WANTING = re.compile(r"\b(?:and|but|or|that|than|of|was|were|is|a|an|the)[\s,]*$")
MARKS = "“”\"'‘’«»„ \n"
FEW = 4  # words without a comma before the second piece


def apart(quote: Quote, source: Source) -> str:
    """The outlet's words between two pieces that are shown as one quote; "" where there is but their attribution."""
    pairs = pairwise(quote.spans) if quote.kind != "indirect" else ()
    return next(filter(None, (_between(source, first, second) for first, second in pairs)), "")


def _between(source: Source, first: Span, second: Span) -> str:
    before, after = source.paragraph_at(first.start), source.paragraph_at(second.start)
    if before is None or after is None:
        return ""
    if before != after:  # one runs to the end of its paragraph, the other opens its own
        rests = (source.text[first.end : before.span.end], source.text[after.span.start : second.start])
        words = " ".join(rest.strip(MARKS) for rest in rests).strip()
        return words if any(c.isalnum() for c in words) else ""
    words = source.text[first.end : second.start].strip(MARKS)
    set_off = words[-1:] in (",", "—", "–", ";", ":") or len(words.split()) <= FEW
    return "" if set_off and not PARTICIPLE.search(words) and not WANTING.search(words) else words
