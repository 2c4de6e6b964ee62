"""Indirect speech: what an article reports somebody to have said, in the outlet's words, without quotation marks."""

from __future__ import annotations

from collections.abc import Iterator

from newsdesk.extraction.indirect.content import content_spans
from newsdesk.extraction.indirect.cues import Report, Reporting, reporting, reports
from newsdesk.extraction.syntax import Doc, Token
from newsdesk.records import Lexicon, Span

__all__ = ["found_reports"]

FIRST_PERSON = frozenset({"i", "me", "my", "mine", "we", "our", "ours", "myself", "ourselves", "you", "your"})
LEAST_TOKENS = 3


def found_reports(doc: Doc, quoted: set[int], lexicon: Lexicon) -> Iterator[tuple[Report, tuple[Span, ...]]]:
    """The reporting clauses whose words may be taken, with those words; of nested ones the one nearest the words."""
    words = reporting(lexicon)
    spoken = _spoken_paragraphs(doc, quoted)
    all_reports = [r for r in reports(doc, lexicon) if r.cue[0].i not in quoted and r.cue[0].paragraph not in spoken]
    cues = {r.cue[0].i for r in all_reports}
    taken: list[Span] = []
    for report in all_reports:
        if report.said.i in cues or report.cue[0].sent != report.said.sent:
            continue
        spans = content_spans(report, doc, quoted, words)
        if sum(len(doc.tokens_in(s)) for s in spans) < LEAST_TOKENS or _overlap(spans, taken):
            continue
        taken += spans
        yield report, spans


def _overlap(spans: tuple[Span, ...], taken: list[Span]) -> bool:
    return any(a.overlaps(b) for a in spans for b in taken)


def _spoken_paragraphs(doc: Doc, quoted: set[int]) -> set[int]:
    """Paragraphs in the first or second person outside quotes: an interview's answers, a column, a letter."""
    return {t.paragraph for t in doc.tokens if t.i not in quoted and t.pos == "PRON" and _first_person(t)}


def _first_person(token: Token) -> bool:
    return token.lower in FIRST_PERSON


_ = Reporting
