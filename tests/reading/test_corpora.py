"""What must hold of reading for every article of the annotated news and the seeds."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from tests.measure.corpus import rows

from newsdesk.reading.source import source_from_text
from newsdesk.records import Source, Span

CORPORA = ["polnear_train", "polnear_dev", "meantime_dev", "wikinews_2020"]


@pytest.fixture(scope="module", params=CORPORA)
def read(shared: Path, request: pytest.FixtureRequest) -> list[tuple[dict[str, Any], Source]]:
    """Each article of a corpus as it is annotated and as it was read."""
    return [(row, source_from_text(str(row["id"]), row["text"])) for row in rows(request.param)]


def test_cleaning_keeps_every_word_in_its_place(read: list[tuple[dict[str, Any], Source]]) -> None:
    """The map runs through both texts in order; quotes keep their given offsets and stand in paragraphs of text."""
    for row, source in read:
        pieces = source.offsets.pieces
        assert (pieces[-1][1] if pieces else 0) == len(source.text)
        assert all(a[1] == b[0] and a[3] <= b[2] for a, b in pairwise(pieces))
        if not source.edits:
            assert source.text == source.given
        for quote in row.get("quotes", ()):
            given = Span(quote["start"], quote["end"])
            shown = source.offsets.to_clean(given)
            assert shown is not None and source.offsets.to_given(shown) == given
            holders = [p for p in source.paragraphs if p.span.overlaps(shown)]
            assert holders and all(p.kind == "text" for p in holders)


def test_little_is_taken_for_furniture(read: list[tuple[dict[str, Any], Source]]) -> None:
    """Boilerplate and captions are a small part of news; a pattern that eats prose would show here."""
    for row, source in read:
        lost = sum(len(p.span) for p in source.paragraphs if p.kind != "text")
        assert lost < 0.25 * len(source.text) + 300, row["id"]
