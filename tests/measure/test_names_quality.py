"""The figures of names hold: a floor a little under those that `make quality` printed last."""

from __future__ import annotations

import pytest
from tests.measure.corpus import EVAL
from tests.measure.names_score import phrases, profiles

FLOORS = {
    "names on MEANTIME dev: recall": 0.87,
    "names on MEANTIME dev: B3 P": 0.98,
    "names on MEANTIME dev: B3 R": 0.77,
    "names on MEANTIME dev: B3 F1": 0.865,
    "names on MEANTIME dev: purity": 0.92,
    "speaker phrases, polnear_train: P": 0.98,
    "speaker phrases, polnear_train: R": 0.92,
    "speaker phrases, wikinews: P": 0.98,
    "speaker phrases, wikinews: R": 0.92,
}


@pytest.fixture(scope="module")
def figures() -> dict[str, float]:
    if not EVAL.is_dir():
        pytest.skip("needs ../shared/eval, which is not here")
    return {**profiles(), **phrases("polnear_train"), **phrases("wikinews")}


@pytest.mark.parametrize("name", FLOORS)
def test_no_figure_of_names_falls(name: str, figures: dict[str, float]) -> None:
    assert figures[name] >= FLOORS[name]


def test_things_have_few_profiles(figures: dict[str, float]) -> None:
    assert figures["names on MEANTIME dev: profiles a thing"] <= 1.45
