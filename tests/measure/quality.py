"""How good the findings are: `make quality` prints every figure beside the stored one and its goal.

A measure is a function that gives figures by name; it goes into `MEASURES`. Figures that were kept stand in
`quality.json`: `make quality ARGS=--keep` keeps new ones, `ARGS="quotes names"` runs some measures only.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import Any

from tests.measure.corpus import articles, extracted
from tests.measure.gold import judged_indirect, load
from tests.measure.names_score import numbers as names
from tests.measure.quote_score import Figures, figures, right_ones, scorer, taken_nonquotes
from tests.measure.stories import numbers as stories
from tests.measure.summaries import numbers as summaries

from newsdesk.extraction.extract import extract
from newsdesk.reading.lexicon import load_lexicon
from newsdesk.reading.parser import load_parser
from newsdesk.records import Extraction, Options, Source, Span, Vocabulary

KEPT = Path(__file__).with_name("quality.json")
BINS = (0.3, 0.5, 0.7, 0.8, 0.9, 0.95, 0.98, 1.01)

Numbers = dict[str, float]


@dataclass(frozen=True)
class Goal:
    """`at` least or at most."""

    at: float
    most: bool = False

    def met(self, value: float) -> bool:
        return value <= self.at if self.most else value >= self.at


GOALS = {
    "dev direct: span F1": Goal(0.99),
    "dev direct: speaker of those given": Goal(0.98),
    "dev direct: words and speaker F1": Goal(0.975),
    "dev five words or more: words and speaker F1": Goal(0.94),
    "dev shown: speaker of those given": Goal(0.99),
    "dev shown: words and speaker P": Goal(0.98),
    "Wikinews direct: words and speaker F1": Goal(0.92),
    "dev shown: words and speaker R": Goal(0.90),
    "indirect, read: right of those found": Goal(0.9),
    "dev nonquotes taken": Goal(0.15, most=True),
    "dev anonymous wrongly named": Goal(0, most=True),
    "names on MEANTIME dev: recall": Goal(0.88),
    "names on MEANTIME dev: B3 P": Goal(0.97),
    "names on MEANTIME dev: B3 R": Goal(0.80),
    "names on MEANTIME dev: B3 F1": Goal(0.87),
    "names on MEANTIME dev: purity": Goal(0.97),
    "names on MEANTIME dev: profiles a thing": Goal(1.2, most=True),
    "speaker phrases, polnear_dev: P": Goal(0.98),
    "statements: joined of the gold": Goal(0.70),
    "statements: joins the gold judges that are right": Goal(0.97),
    "statements: pairs that must stay apart joined": Goal(0, most=True),
    "statements: printed alike by one speaker, joined": Goal(0.98),
    "stories found: pairs P": Goal(0.99),
    "stories found: pairs R": Goal(0.93),
    "stories found: added last, in another": Goal(0.01, most=True),
    "extraction time to parse time": Goal(0.33, most=True),
    "key points ahead of the best other: ROUGE-1": Goal(0.0),
    "key points ahead of the best other: ROUGE-2": Goal(0.0),
}


def quote_lines(source: Source, extraction: Extraction, least: float = 0.0) -> list[dict[str, Any]]:
    """The quotes in marks as `newsdesk extract` prints them, a line for each span; no speaker below `least`."""
    lines = []
    for quote in extraction.quotes:
        if quote.kind == "indirect":
            continue
        speaker = quote.speaker if quote.confidence >= least else None
        chain = extraction.chains[speaker.chain] if speaker is not None and speaker.chain is not None else None
        said = {
            "speaker_text": _given(source, speaker.span).of(source.given) if speaker is not None else None,
            "speaker_name": chain.name if chain is not None and chain.full else None,
            "confidence": quote.confidence,
        }
        for span in quote.spans:
            place = _given(source, span)
            lines.append({"start": place.start, "end": place.end, **said})
    return lines


def _given(source: Source, span: Span) -> Span:
    return source.offsets.to_given(span)


def _found(
    corpus: str, gold: Iterable[Mapping[str, Any]]
) -> tuple[dict[str, Any], dict[str, tuple[Source, Extraction]]]:
    """The gold articles by id, and what is extracted from each."""
    rows = {str(row["id"]): dict(row) for row in gold}
    return rows, {source.id: (source, found) for source, found in extracted(corpus) if source.id in rows}


def quotes() -> Numbers:
    """Quotes in marks, on PolNeAR dev and on the Wikinews articles that Newsdesk marked itself."""
    numbers: Numbers = {}
    for name, corpus, gold in (("dev", "polnear_dev", "polnear_dev"), ("Wikinews", "wikinews_2020", "wikinews")):
        rows, found = _found(corpus, load(gold))
        least = Options().speaker_confidence
        lines = {key: quote_lines(*of) for key, of in found.items()}
        shown = {key: quote_lines(*of, least) for key, of in found.items()}
        _tell(numbers, f"{name} direct", figures(rows, lines))
        _tell(numbers, f"{name} five words or more", figures(rows, lines, ("direct", "mixed"), 5))
        _tell(numbers, f"{name} shown", figures(rows, shown))
        _tell(numbers, f"{name} all in marks", figures(rows, shown, ("direct", "mixed")))
        none = sum(len(row["nonquotes"]) for row in rows.values())
        numbers[f"{name} nonquotes taken"] = sum(taken_nonquotes(r, lines[k]) for k, r in rows.items()) / none
        counts, _ = scorer().score(rows, {k: {"quotes": v} for k, v in shown.items()}, ("direct", "mixed"))
        numbers[f"{name} shown: name of those given"] = counts["n_ok"] / counts["n_has"]
        numbers[f"{name} shown: name recall"] = counts["n_ok"] / counts["gold_named"]
        numbers[f"{name} anonymous wrongly named"] = counts["anon_named"]
    return numbers


def _tell(numbers: Numbers, name: str, of: Figures) -> None:
    numbers[f"{name}: span P"], numbers[f"{name}: span R"], numbers[f"{name}: span F1"] = of.span
    numbers[f"{name}: speaker of those given"] = of.given
    for key, value in zip(("P", "R", "F1"), of.both, strict=True):
        numbers[f"{name}: words and speaker {key}"] = value


def indirect() -> Numbers:
    """Indirect quotes: of those that were read and are found again, how many are right (no corpus annotates them)."""
    verdicts = judged_indirect()
    again = [
        verdicts[key]
        for corpus in sorted({corpus for corpus, _, _ in verdicts})
        for source, extraction in extracted(corpus)
        for quote in extraction.quotes
        if quote.kind == "indirect"
        and (key := (corpus, source.id, tuple(_given(source, span) for span in quote.spans))) in verdicts
    ]
    right = sum(verdict == "right" for verdict in verdicts.values())
    return {
        "indirect, read: right of those found": _share([verdict == "right" for verdict in again]),
        "indirect, read: found of those right": again.count("right") / right,
    }


def reliability() -> Numbers:
    """How often speakers of about the same confidence are right, on PolNeAR dev."""
    rows, found = _found("polnear_dev", load("polnear_dev"))
    right: dict[float, list[bool]] = {top: [] for top in BINS}
    for key, row in rows.items():
        lines = quote_lines(*found[key])
        for line, good in zip(lines, right_ones(row, lines), strict=True):
            if good is not None:
                right[next(top for top in BINS if line["confidence"] < top)].append(good)
    told = [(low, top) for low, top in zip((0.0, *BINS), BINS, strict=False) if right[top]]
    return {
        f"confidence {low}–{min(top, 1)}: {name}": value
        for low, top in told
        for name, value in (("quotes", len(right[top])), ("right", _share(right[top])))
    }


def _share(of: Sequence[bool]) -> float:
    return sum(of) / len(of)


def speed() -> Numbers:
    """Extraction after the parse, in parts of the parse's time, over a dozen articles of PolNeAR dev."""
    lexicon = load_lexicon()
    parser = load_parser(lexicon)
    sources = [source for _, source, _ in articles("polnear_dev")][:12]
    for parse in parser.parse(sources[:1]):
        extract(sources[0], parse, Vocabulary(), lexicon)  # what is compiled once is no article's
    start = perf_counter()
    parses = list(parser.parse(sources))
    middle = perf_counter()
    for source, parse in zip(sources, parses, strict=True):
        extract(source, parse, Vocabulary(), lexicon)
    return {"extraction time to parse time": (perf_counter() - middle) / (middle - start)}


MEASURES: dict[str, Callable[[], Numbers]] = {
    "quotes": quotes,
    "indirect": indirect,
    "reliability": reliability,
    "names": names,
    "speed": speed,
    "summaries": summaries,
    "stories": stories,
}


def table(numbers: Numbers, kept: Numbers) -> str:
    """A line for each figure: now, as kept, goal."""
    lines = [f"{'':<62}{'now':>8}{'kept':>8}  goal"]
    for name, value in numbers.items():
        before = f"{kept[name]:8.3f}" if name in kept else f"{'–':>8}"
        goal = GOALS.get(name)
        told = (
            f"  {'at most' if goal.most else 'at least'} {goal.at}{'' if goal.met(value) else '  MISSED'}"
            if goal
            else ""
        )
        lines.append(f"{name:<62}{value:8.3f}{before}{told}")
    return "\n".join(lines)


def main() -> None:
    """The program behind `make quality`."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("measures", nargs="*", help=f"of {', '.join(MEASURES)}; all without any")
    ask.add_argument("--keep", action="store_true", help="store the figures as those to compare with")
    given = ask.parse_args()
    kept: Numbers = json.loads(KEPT.read_text(encoding="utf-8")) if KEPT.exists() else {}
    numbers: Numbers = {}
    for name in given.measures or MEASURES:
        numbers |= MEASURES[name]()
    print(table(numbers, kept))
    if given.keep:
        merged = {**kept, **{name: round(value, 4) for name, value in numbers.items()}}
        KEPT.write_text(json.dumps(merged, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
