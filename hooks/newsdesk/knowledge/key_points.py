"""The sentences that tell a story in a minute, verbatim."""

from __future__ import annotations

from collections.abc import Sequence

from newsdesk.records import Extraction, KeyPoint, Source


def key_points(sources: Sequence[Source], extractions: Sequence[Extraction]) -> tuple[KeyPoint, ...]:
    """Up to seven sentences, best first."""
    points = []
    for source, extraction in zip(sources, extractions, strict=True):
        for sentence in extraction.sentences:
            paragraph = source.paragraph_at(sentence.start)
            first = paragraph and paragraph.n == 1 and source.title_in_body
            if paragraph and paragraph.kind == "text" and not first:
                points.append(KeyPoint(source.id, sentence, paragraph.n, "lead"))
    return tuple(points[:7])
