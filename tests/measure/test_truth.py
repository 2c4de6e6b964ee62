"""The truth of whole sites, on the seeds and a few articles of each corpus; `make truth` takes all of them."""

from __future__ import annotations

import pytest
from tests.measure.corpus import rows
from tests.measure.truth import CORPORA, faults, sources_of

FEW = 6  # articles of each: parsing more would take minutes where none is kept


@pytest.mark.parametrize("name", CORPORA)
def test_nothing_false_is_shown(name: str, shared) -> None:  # type: ignore[no-untyped-def]
    ids = None if name == "seeds" else {str(row["id"]) for row in rows(name)[:: len(rows(name)) // FEW]}
    assert list(faults(sources_of(name, ids))) == []
