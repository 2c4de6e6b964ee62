"""What is corrected, and what to tell of a correction that fits nothing."""

from __future__ import annotations

from dataclasses import dataclass

from newsdesk.extraction.corrections.matching import nearest, nearest_part, plain, short
from newsdesk.records import Chain, Mention, Problem, Quote, Refusal, Source, Vocabulary


@dataclass
class CorrectionDesk:
    """The extraction while it is being corrected."""

    source: Source
    vocabulary: Vocabulary
    mentions: list[Mention]
    chains: list[Chain]
    quotes: list[Quote]
    refusals: list[Refusal]
    problems: list[Problem]


class StaleError(Exception):
    """A correction fits nothing, or several things: what happened; what to do."""


def nearest_quote(desk: CorrectionDesk, wanted: str) -> str:
    k = nearest(wanted, [plain(q.words(desk.source.text)) for q in desk.quotes])
    if k is None:
        return "the article has no quotes; add it with add_quote"
    quote = desk.quotes[k]
    return f"the nearest is {quote.id}: “{short(quote.words(desk.source.text))}”"


def nearest_paragraph(desk: CorrectionDesk, wanted: str) -> str:
    k = nearest_part(wanted, [p.span.of(desk.source.text) for p in desk.source.paragraphs])
    return "take them as printed" + (f"; nearest is paragraph {desk.source.paragraphs[k].n}" if k is not None else "")


def nearest_mention(desk: CorrectionDesk, wanted: str) -> str:
    printed = list(dict.fromkeys(m.span.of(desk.source.text) for m in desk.mentions))
    k = nearest(wanted, printed)
    return "take the words as printed" + (f"; the nearest are “{short(printed[k])}”" if k is not None else "")


def nearest_id(desk: CorrectionDesk, wanted: str) -> str:
    known = [e.id for e in desk.vocabulary.entities]
    k = nearest(wanted, known)
    return f"the nearest id is “{known[k]}”" if k is not None else "no entity is curated yet: write “none”, or add one"
