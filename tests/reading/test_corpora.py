"""What must hold of reading for every article of the annotated news and the seeds."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from newsdesk.reading.source import source_from_text
from newsdesk.records import Span

CORPORA = ["polnear_train", "polnear_dev", "meantime_dev", "wikinews_2020"]


def rows(shared: Path, name: str) -> list[dict[str, Any]]:
    with open(shared / "eval" / f"{name}.jsonl", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


@pytest.mark.parametrize("name", CORPORA)
def test_cleaning_keeps_every_word_in_its_place(shared: Path, name: str) -> None:
    """The map runs through both texts in order; quotes keep their given offsets and stand in paragraphs of text."""
    for row in rows(shared, name):
        source = source_from_text(str(row["id"]), row["text"])
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


@pytest.mark.parametrize("name", CORPORA)
def test_little_is_taken_for_furniture(shared: Path, name: str) -> None:
    """Boilerplate and captions are a small part of news; a pattern that eats prose would show here."""
    for row in rows(shared, name):
        source = source_from_text(str(row["id"]), row["text"])
        lost = sum(len(p.span) for p in source.paragraphs if p.kind != "text")
        assert lost < 0.25 * len(source.text) + 300, row["id"]
