"""The figures of quality hold: a floor a little under those that `make quality` printed last."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.measure.corpus import EVAL
from tests.measure.quality import Numbers, indirect, quotes

from newsdesk.reading.lexicon import load_lexicon

README = Path(__file__).parents[2] / "README.md"
FLOORS = {
    "dev direct: span F1": 0.985,
    "dev direct: words and speaker F1": 0.972,
    "dev five words or more: words and speaker F1": 0.965,
    "dev direct: speaker of those given": 0.98,
    "dev shown: speaker of those given": 0.985,
    "dev shown: words and speaker P": 0.98,
    "dev shown: words and speaker R": 0.955,
    "dev all in marks: words and speaker P": 0.95,
    "dev shown: name of those given": 0.95,
    "Wikinews direct: span F1": 0.96,
    "Wikinews all in marks: words and speaker P": 0.945,
    "indirect, read: right of those found": 0.9,
    "Wikinews five words or more: words and speaker F1": 0.94,
    "Wikinews shown: name of those given": 0.98,
}
CEILINGS = {
    "dev nonquotes taken": 0.1,
    "Wikinews nonquotes taken": 0.2,
    "dev anonymous wrongly named": 0,
    "Wikinews anonymous wrongly named": 0,
}


@pytest.fixture(scope="module")
def figures() -> Numbers:
    if not EVAL.is_dir():
        pytest.skip("needs ../shared/eval, which is not here")
    return quotes() | indirect()


@pytest.mark.parametrize("name", FLOORS)
def test_no_figure_falls(name: str, figures: Numbers) -> None:
    assert figures[name] >= FLOORS[name]


@pytest.mark.parametrize("name", CEILINGS)
def test_no_fault_grows(name: str, figures: Numbers) -> None:
    assert figures[name] <= CEILINGS[name]


def test_the_readme_tells_the_figures_that_stand() -> None:
    """The rows of its table, as `make quality --keep` stored them: F1 as it is, the others as percentages."""
    rows = {
        "direct quotes found, whole (F1)": "direct: span F1",
        "speakers shown that are right": "shown: speaker of those given",
        "direct quotes shown with a name": "shown: words and speaker P",
        "direct quotes shown with their right speaker": "shown: words and speaker R",
        "names of speakers shown": "shown: name of those given",
        "words in marks that nobody said": "nonquotes taken",
    }
    stored = json.loads(Path(__file__).with_name("quality.json").read_text())
    for row, figure in rows.items():
        (line,) = (line for line in README.read_text(encoding="utf-8").splitlines() if line.startswith(f"| {row}"))
        told = [stored[f"{corpus} {figure}"] for corpus in ("dev", "Wikinews")]
        cells = [f"{value:.2f}" if "F1" in figure else f"{value * 100:.0f} %" for value in told]
        assert [cell.strip() for cell in line.split("|")[2:4]] == cells


def test_the_weights_tell_where_they_come_from() -> None:
    table = load_lexicon().tables["quote_weights"]
    assert {"corpus", "command", "date", "dev"} <= table["provenance"].keys()
    assert all(
        isinstance(weight, float | int) for name in ("confidence", "speech", "voice") for weight in table[name].values()
    )
    raw = [step[0] for step in table["calibration"]]
    true = [step[1] for step in table["calibration"]]
    assert raw == sorted(raw) and true == sorted(true)
    assert Path(__file__).with_name("fit.py").exists()
