"""An editor's corrections override what was found; those that fit nothing say so at their line."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML
from tests.extraction.test_names import vocabulary_of

from newsdesk.extraction.extract import extract
from newsdesk.reading.library import article
from newsdesk.reading.parser import Parser
from newsdesk.records import Extraction, Lexicon, Source

CASES = Path(__file__).parents[1] / "cases" / "corrections"
FIRST_LINE = 4  # of the file, where the first correction stands


def cases(stem: str) -> list[Any]:
    """Each case with its text and its vocabulary, and with the ids of quotes that it names as "id of: …"."""
    table = YAML(typ="safe").load(CASES / f"{stem}.yml")
    whole = ({"text": table["text"], "entities": table.get("entities", {}), **case} for case in table["cases"])
    return [pytest.param(case, id=case["why"]) for case in whole]


class Read:
    """An article as an editor's file has it, and what is found in it."""

    def __init__(self, case: dict[str, Any], text: str, corrections: bool, parser: Parser, lexicon: Lexicon) -> None:
        header = ["---", "title: The quay", "corrections:", *(f"  - {json.dumps(c)}" for c in case["corrections"])]
        if not corrections:
            header = ["---", "title: The quay"]
        source, problems = article("quay", "sources/quay.md", "\n".join((*header, "---", "", text)).encode())
        assert source and problems == ()
        (parse,) = parser.parse([source])
        self.source: Source = source
        self.found: Extraction = extract(source, parse, vocabulary_of(case["entities"]), lexicon)

    def said(self, words: str) -> list[Any]:
        """Who says it, by each quote of these words: "none", or as printed and by name."""
        return [self._speaker(n) for n, q in enumerate(self.found.quotes) if q.words(self.source.text) == words]

    def _speaker(self, number: int) -> Any:
        speaker = self.found.quotes[number].speaker
        if speaker is None:
            return "none"
        return [speaker.text, self.found.chains[speaker.chain].name if speaker.chain is not None else None]

    def linked(self, words: str) -> set[str | None]:
        """What the mentions of these very words lead to."""
        mentions = [m for m in self.found.mentions if m.span.of(self.source.text) == words]
        return {self.found.chains[m.chain].entity if m.chain is not None else None for m in mentions}

    @property
    def told(self) -> str:
        assert all(p.severity == "warning" and p.field == "corrections" for p in self.found.problems)
        return "\n".join(f"{p.line}: {p.message}; {p.remedy}" for p in self.found.problems)


def before_and_after(case: dict[str, Any], parser: Parser, lexicon: Lexicon) -> tuple[Read, Read]:
    """The article without its corrections, and with them, as the outlet has it now."""
    before = Read(case, case["text"], False, parser, lexicon)
    for correction in case["corrections"]:
        words = str(correction.get("quote", "")).partition("id of: ")[2]
        if words:
            (quote,) = [q for q in before.found.quotes if q.words(before.source.text) == words]
            correction["quote"] = quote.id
    return before, Read(case, case.get("now", case["text"]), True, parser, lexicon)


@pytest.mark.parametrize("case", cases("applied") + cases("changed"))
def test_what_an_editor_says_holds(case: dict[str, Any], parser: Parser, lexicon: Lexicon) -> None:
    before, after = before_and_after(case, parser, lexicon)
    assert after.told == ""
    for words, who in case.get("said", {}).items():
        assert after.said(words) == ([] if who == "absent" else [who]) != before.said(words)
    for words, ids in case.get("linked", {}).items():
        assert after.linked(words) == set(ids) != before.linked(words)
    changed = {q.id for q in after.found.quotes if q.rule == "correction"}
    assert all(q.confidence == 1 for q in after.found.quotes if q.id in changed)


@pytest.mark.parametrize("case", cases("stale-nope") + cases("changed-nope"))
def test_what_fits_nothing_changes_nothing_and_is_told(case: dict[str, Any], parser: Parser, lexicon: Lexicon) -> None:
    _, after = before_and_after(case, parser, lexicon)
    untouched = Read(case, case.get("now", case["text"]), False, parser, lexicon)
    assert replace(after.found, problems=()) == untouched.found
    assert len(after.found.problems) == len(case["corrections"])
    assert [part for part in case["told"] if part not in after.told] == [], after.told


def test_what_is_rejected_is_kept_as_a_refusal_with_its_line(parser: Parser, lexicon: Lexicon) -> None:
    (case,) = [c.values[0] for c in cases("applied") if c.values[0]["why"] == "no quote"]
    _, after = before_and_after(case, parser, lexicon)
    (refusal,) = [r for r in after.found.refusals if r.rule == "correction"]
    assert refusal.span.of(after.source.text) == "Nobody counted the crews," and f"line {FIRST_LINE}" in refusal.why
