"""`newsdesk explain`: every quote, link, date and refusal has its reason."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from newsdesk.cli.app import program
from newsdesk.extraction.explain import Explanation, explain
from newsdesk.extraction.extract import extract
from newsdesk.reading.parser import Parser
from newsdesk.reading.source import source_from_text
from newsdesk.records import CuratedEntity, Lexicon, Vocabulary

TEXT = """Ann Lee opened the quay on Monday. She would not say that the cranes were safe.

“The quay will stay open all summer,” Lee told reporters in a statement on Tuesday.

The union said the quay was badly built. His “quay” is a bridge."""
VOCABULARY = Vocabulary((CuratedEntity("ann-lee", "person", "Ann Lee"),))


@pytest.fixture(scope="module")
def told(parser: Parser, lexicon: Lexicon) -> Explanation:
    source = source_from_text("quay", TEXT, date(2021, 3, 24))
    (parse,) = parser.parse([source])
    extraction = extract(source, parse, VOCABULARY, lexicon)
    profiles = {k: chain.entity for k, chain in enumerate(extraction.chains) if chain.entity}
    return explain(source, extraction, 0.5, profiles)


def test_a_quote_has_its_words_speaker_circumstances_and_candidates(told: Explanation) -> None:
    quote = next(q for q in told.quotes if q.kind == "direct")
    assert (quote.speaker, quote.name, quote.cue) == ("Lee", "Ann Lee", "told")
    assert (quote.addressee, quote.venue, quote.said_on) == ("reporters", "in a statement", "2021-03-23")
    assert quote.candidates[0].text == "Lee"
    assert quote.candidates[0].in_favour
    assert all(weight < 0 for _, weight in quote.candidates[0].against)


def test_an_indirect_quote_names_its_rule(told: Explanation) -> None:
    quote = next(q for q in told.quotes if q.kind == "indirect")
    assert (quote.words, quote.rule) == ("the quay was badly built", "indirect: said")


def test_links_and_dates_have_rules(told: Explanation) -> None:
    link = next(link for link in told.links if link.entity == "ann-lee")
    assert link.why == "curated"
    assert {(words, count) for words, _, count in link.mentions} >= {("Ann Lee", 1)}
    assert {(d.text, d.value) for d in told.dates} == {("Monday", "2021-03-22"), ("Tuesday", "2021-03-23")}


def test_refusals_say_why(told: Explanation) -> None:
    assert ("the cranes were safe", "negated") in {(r.words, r.why) for r in told.refusals}


def test_below_the_threshold_nobody_is_shown(parser: Parser, lexicon: Lexicon) -> None:
    source = source_from_text("quay", TEXT)
    (parse,) = parser.parse([source])
    strict = explain(source, extract(source, parse, VOCABULARY, lexicon), 1.0, {})
    assert strict.quotes
    assert not any(quote.shown for quote in strict.quotes)


def test_it_is_plain_data(told: Explanation) -> None:
    assert json.loads(json.dumps(asdict(told)))["source"] == "quay"


def test_the_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "quay.md").write_text(f"---\ntitle: Quay\nrights: own\n---\n{TEXT}\n", encoding="utf-8")
    monkeypatch.setenv("NEWSDESK_SOURCES", str(tmp_path))
    run = CliRunner().invoke(program(), ["explain", "quay", "--json"])
    assert run.exit_code == 0, run.output
    assert {quote["kind"] for quote in json.loads(run.stdout)["quotes"]} == {"direct", "indirect"}
    assert "confidence" in CliRunner().invoke(program(), ["explain", str(tmp_path / "quay.md")]).stdout
    missing = CliRunner().invoke(program(), ["explain", "quays"])
    assert (missing.exit_code, "quay" in missing.output) == (1, True)
