"""The wordings of one statement side by side: which words agree with the fullest one and which do not."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from itertools import pairwise

from newsdesk.records import Quote, Run, Source, Span, Wording

_RANK = {"direct": 0, "mixed": 1, "indirect": 2}
_TOKEN = re.compile(r"\w+(?:[.,'’]\w+)*|[^\w\s]")
_ALIKE = str.maketrans("’‘“”", "''\"\"")


def wordings(quotes: Sequence[tuple[Source, Quote]]) -> tuple[Wording, ...]:
    """One Wording a quote, in the order given; all empty where there is only one."""
    if len(quotes) < 2:
        return ()
    base = min(quotes, key=lambda q: (_RANK[q[1].kind], -len(q[1].words(q[0].text))))
    return tuple(
        Wording(quote.id, _whole(source, quote) if quote.id == base[1].id else _compared(base, (source, quote)))
        for source, quote in quotes
    )


def _whole(source: Source, quote: Quote) -> tuple[Run, ...]:
    return tuple(Run("kept", source.id, span) for span in quote.spans)


def _compared(base: tuple[Source, Quote], other: tuple[Source, Quote]) -> tuple[Run, ...]:
    """The runs of `other` against `base`. Its kept and added runs, in order, are exactly its spans."""
    (base_source, base_quote), (source, quote) = base, other
    left, right = _tokens(base_source, base_quote), _tokens(source, quote)
    matcher = SequenceMatcher(
        None, [_form(base_source.text, s) for s in left], [_form(source.text, s) for s in right], autojunk=False
    )
    runs: list[Run] = []
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            runs += _cover("kept", source.id, right[j1:j2], quote.spans)
            continue
        if i2 > i1:
            runs += _cover("removed", base_source.id, left[i1:i2], base_quote.spans)
        if j2 > j1:
            runs += _cover("added", source.id, right[j1:j2], quote.spans)
    return _gapless(runs, source.id, quote.spans)


def _tokens(source: Source, quote: Quote) -> list[Span]:
    return [
        Span(span.start + match.start(), span.start + match.end())
        for span in quote.spans
        for match in _TOKEN.finditer(span.of(source.text))
    ]


def _form(text: str, span: Span) -> str:
    return span.of(text).translate(_ALIKE).lower()


def _cover(kind: str, source: str, tokens: Sequence[Span], spans: Sequence[Span]) -> list[Run]:
    """The tokens as one run for each of the quote's spans that they touch."""
    runs = []
    for span in spans:
        inside = [token for token in tokens if span.contains(token)]
        if inside:
            runs.append(Run(kind, source, Span(inside[0].start, inside[-1].end)))  # type: ignore[arg-type]
    return runs


def _gapless(runs: Sequence[Run], source: str, spans: Sequence[Span]) -> tuple[Run, ...]:
    """The white space between two runs goes to the first of them, what precedes the first token of a span to it."""
    found: list[Run] = []
    own = [k for k, run in enumerate(runs) if run.kind != "removed"]
    following = dict(pairwise(own))
    for k, run in enumerate(runs):
        if run.kind == "removed":
            found.append(run)
            continue
        span = next(s for s in spans if s.contains(run.span))
        after = runs[following[k]].span if k in following else None
        first = not any(r.kind != "removed" and span.contains(r.span) for r in found)
        start = span.start if first else run.span.start
        end = after.start if after and span.contains(after) else span.end
        found.append(Run(run.kind, source, Span(start, end)))
    return tuple(found)
