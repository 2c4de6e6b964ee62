"""Quotes scored as the scorer beside the annotated articles scores them."""

from __future__ import annotations

import copy
import importlib.util
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from tests.measure.corpus import EVAL

from newsdesk.extraction.quotes.assembly import grouped
from newsdesk.extraction.quotes.confidence import doubts
from newsdesk.extraction.quotes.decisions import Models, decide
from newsdesk.extraction.quotes.scorer import logistic
from newsdesk.extraction.speakers.printed import speaker_span, without_junk
from newsdesk.extraction.speakers.scene import Scene


@dataclass(frozen=True)
class Figures:
    """`span` and `both` (words and speaker) are (precision, recall, F1); `given`: speakers right of those given."""

    gold: int
    span: tuple[float, float, float]
    given: float
    both: tuple[float, float, float]


@cache
def scorer() -> Any:
    """The scorer beside the annotated articles, as a module."""
    spec = importlib.util.spec_from_file_location("score_quotes", EVAL / "score_quotes.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["score_quotes"] = module
    spec.loader.exec_module(module)
    return module


@dataclass(frozen=True)
class Line:
    """What is said of one stretch: its place in the given text, the speaker, and how sure that is and why."""

    start: int
    end: int
    speaker_text: str | None
    confidence: float  # before calibration
    doubts: Mapping[str, float]

    def told(self, confidence: float) -> Line:
        return replace(self, confidence=confidence)

    def printed(self, least: float = 0.0) -> dict[str, Any]:
        """As `newsdesk extract` prints it; without the speaker where the confidence is below `least`."""
        speaker = self.speaker_text if self.confidence >= least else None
        return {"start": self.start, "end": self.end, "speaker_text": speaker}


def predicted(scene: Scene, models: Models) -> list[Line]:
    """The quotes of one text before names: a line for each stretch."""
    given = scene.doc.source.offsets.to_given
    lines = []
    groups = grouped(scene, [d for d in decide(scene, models) if d.taken])
    for before, group in zip([None, *groups], groups, strict=False):
        voice = group.lead.voice
        span = without_junk(speaker_span(scene, voice), scene.doc.text) if voice is not None else None
        speaker, features = span.of(scene.doc.text) if span else None, doubts(scene, group, before)
        sure = logistic(models.confidence.weigh(features))
        for decision in group.decisions:
            words = given(decision.quoted.stretch.span)
            lines.append(Line(words.start, words.end, speaker, sure, features))
    return lines


def figures(
    gold: Mapping[str, dict[str, Any]],
    lines: Mapping[str, Sequence[Mapping[str, Any]]],
    kinds: tuple[str, ...] = ("direct",),
    least_words: int = 1,
) -> Figures:
    """The scorer's figures for the articles of `gold`, by id."""
    module = scorer()
    found = {id_: {"quotes": [dict(line) for line in of]} for id_, of in lines.items()}
    c, _ = module.score({id_: copy.deepcopy(row) for id_, row in gold.items()}, found, kinds, least_words)
    given = c["has"] + c["fp_with_speaker"]
    n = c["tp"] + c["fn"]
    both = module.prf(c["s_ok"], given - c["s_ok"], n - c["s_ok"])
    return Figures(n, module.prf(c["tp"], c["fp"], c["fn"]), c["s_ok"] / max(1, c["s_has"]), both)


def taken_nonquotes(row: Mapping[str, Any], lines: Sequence[Mapping[str, Any]]) -> int:
    """How many stretches of an article that nobody said are taken for quotes."""
    return sum(
        any(min(q["end"], n["end"]) - max(q["start"], n["start"]) > (n["end"] - n["start"]) / 2 for q in lines)
        for n in row["nonquotes"]
    )


def right_ones(row: Mapping[str, Any], lines: Sequence[Line | Mapping[str, Any]]) -> list[bool | None]:
    """Which lines have the right speaker; None for words that nobody said, or of which the annotation says nothing."""
    errors: list[dict[str, Any]] = []
    printed = [dict(line) if isinstance(line, Mapping) else line.printed() for line in lines]
    told = [quote for quote in row["quotes"] if quote.get("speaker_text")]
    kinds = ("direct", "mixed")
    scorer().score({"": copy.deepcopy(dict(row))}, {"": {"quotes": printed}}, kinds, 1, 0.5, errors)
    wrong = [e["start"] for e in errors if e["err"] == "SPK"]

    def right(line: Mapping[str, Any]) -> bool | None:
        if any(abs(line["start"] - start) < 40 for start in wrong):
            return False
        over = any(q["kind"] in kinds and min(q["end"], line["end"]) > max(q["start"], line["start"]) for q in told)
        return (line["speaker_text"] is not None) if over else None

    return [right(line) for line in printed]
