"""An editor's corrections override what was found; those that fit nothing say so at their line."""

from __future__ import annotations

from dataclasses import replace

import pytest

from newsdesk.extraction.extract import extract
from newsdesk.reading.parser import Parser
from newsdesk.reading.source import source_from_text
from newsdesk.records import Correction, CuratedEntity, Extraction, Lexicon, Source, Vocabulary

TEXT = """Ann Lee, who runs the port, met Bea Moss on Monday.

“The quay will open in June and stay open,” she said. Lee denied it.

“We counted the ships twice,” Moss said. “We counted the ships twice,” Lee said.

The harbour master wrote that “nothing” was safe, as the saying goes."""

VOCABULARY = Vocabulary((
    CuratedEntity("ann-lee", "person", "Ann Lee"),
    CuratedEntity("port-of-hull", "organisation", "Port of Hull"),
))  # fmt: skip


@pytest.fixture(scope="module")
def found(parser: Parser, lexicon: Lexicon) -> tuple[Source, Extraction]:
    source = source_from_text("quay", TEXT)
    (parse,) = parser.parse([source])
    return source, extract(source, parse, VOCABULARY, lexicon)


@pytest.fixture
def corrected(parser: Parser, lexicon: Lexicon):  # type: ignore[no-untyped-def]
    def run(*corrections: Correction, text: str = TEXT) -> Extraction:
        source = source_from_text("quay", text)
        source = replace(source, meta=replace(source.meta, corrections=corrections))
        (parse,) = parser.parse([source])
        return extract(source, parse, VOCABULARY, lexicon)

    return run


def speakers(extraction: Extraction, words: str, text: str = TEXT) -> list[tuple[str, str | None, str]]:
    """(as printed, name, rule) of the quotes that hold the words."""
    found = []
    for quote in extraction.quotes:
        if words in quote.words(text):
            speaker = quote.speaker
            name = extraction.chains[speaker.chain].name if speaker and speaker.chain is not None else None
            found.append((speaker.text if speaker else "", name, quote.rule))
    return found


def test_a_speaker_is_changed_and_the_pronoun_stays_as_printed(corrected) -> None:  # type: ignore[no-untyped-def]
    change = Correction(4, quote="The quay will open in June and stay open,", speaker="Bea Moss")
    assert speakers(corrected(change), "quay") == [("she", "Bea Moss", "correction")]


def test_some_words_marks_and_blanks_do_not_matter(corrected) -> None:  # type: ignore[no-untyped-def]
    change = Correction(4, quote='"the quay  will open in June"', speaker="Bea Moss")
    assert speakers(corrected(change), "quay") == [("she", "Bea Moss", "correction")]


def test_an_id_works_and_so_does_an_entity_id(corrected, found) -> None:  # type: ignore[no-untyped-def]
    source, before = found
    quote = next(q for q in before.quotes if "quay" in q.words(source.text))
    after = corrected(Correction(4, quote=quote.id, speaker="ann-lee"))
    changed = next(q for q in after.quotes if q.id == quote.id)
    assert changed.speaker and after.chains[changed.speaker.chain].entity == "ann-lee"
    assert changed.confidence == 1.0


def test_a_speaker_who_is_nowhere_in_the_article(corrected) -> None:  # type: ignore[no-untyped-def]
    after = corrected(Correction(4, quote="The quay will open in June and stay open", speaker="Cy Dale"))
    assert speakers(after, "quay") == [("she", "Cy Dale", "correction")]


def test_nobody_is_established(corrected) -> None:  # type: ignore[no-untyped-def]
    after = corrected(Correction(4, quote="The quay will open in June and stay open", speaker="none"))
    assert speakers(after, "quay") == [("", None, "correction")]


def test_a_quote_is_rejected_and_the_refusal_kept(corrected) -> None:  # type: ignore[no-untyped-def]
    after = corrected(Correction(7, quote="The quay will open in June and stay open,", reject=True))
    assert speakers(after, "quay") == []
    assert any(r.rule == "correction" and "line 7" in r.why for r in after.refusals)


def test_a_quote_is_added(corrected) -> None:  # type: ignore[no-untyped-def]
    after = corrected(Correction(5, add_quote="nothing", speaker="Ann Lee"))
    (quote,) = [q for q in after.quotes if q.words(TEXT) == "nothing"]
    assert (quote.kind, quote.rule, quote.paragraph) == ("mixed", "correction", 4)
    assert quote.speaker and after.chains[quote.speaker.chain].name == "Ann Lee"


def test_a_mention_is_given_to_an_entity_and_its_speaker_follows(corrected) -> None:  # type: ignore[no-untyped-def]
    after = corrected(Correction(5, mention="Moss", entity="port-of-hull"))
    assert {after.chains[m.chain].entity for m in after.mentions if m.span.of(TEXT) == "Moss"} == {"port-of-hull"}
    assert ("Moss", "Port of Hull", "subject") in speakers(after, "ships")


def test_a_mention_of_nothing_is_refused(corrected) -> None:  # type: ignore[no-untyped-def]
    after = corrected(Correction(5, mention="Bea Moss", entity="none"))
    assert not any(m.span.of(TEXT) == "Bea Moss" for m in after.mentions)


@pytest.mark.parametrize(
    ("correction", "message", "remedy"),
    [
        (Correction(9, quote="The key will open in July", speaker="Ann Lee"), "no quote has the words", "The quay"),
        (Correction(9, quote="q-000000000000", reject=True), "no quote has the id", "exact words"),
        (Correction(9, quote="We counted the ships twice", reject=True), "2 quotes have the words", "q-"),
        (Correction(9, mention="Dee Poe", entity="ann-lee"), "stands nowhere", "as printed"),
        (Correction(9, mention="Moss", entity="ann-le"), "no entity has the id “ann-le”", "ann-lee"),
        (Correction(9, add_quote="There is no such sentence", speaker="Ann Lee"), "stand nowhere", "paragraph"),
        (Correction(9, add_quote="We counted the ships", speaker="Ann Lee"), "stand 2 times", "as printed"),
    ],
)  # fmt: skip
def test_what_fits_nothing_changes_nothing_and_is_reported(correction, message, remedy, corrected, found) -> None:  # type: ignore[no-untyped-def]
    after = corrected(correction)
    assert (after.quotes, after.mentions) == (found[1].quotes, found[1].mentions)
    (problem,) = after.problems
    assert (problem.line, problem.severity) == (9, "warning")
    assert message in problem.message
    assert remedy in problem.remedy
