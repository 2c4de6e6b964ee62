"""Indirect speech: what an article reports somebody to have said, in the outlet's words, without quotation marks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from newsdesk.extraction.indirect.content import content_spans
from newsdesk.extraction.indirect.cues import Report, Reporting, reporting, reports
from newsdesk.extraction.names import Names
from newsdesk.extraction.quotes.assembly import Ids
from newsdesk.extraction.quotes.candidates import Scene
from newsdesk.extraction.speakers import make_speaker, speaker_scene
from newsdesk.extraction.syntax import Doc, Token
from newsdesk.records import Lexicon, Quote, Refusal, Span

__all__ = ["find_indirect"]

FIRST_PERSON = frozenset({"i", "me", "my", "mine", "we", "our", "ours", "myself", "ourselves", "you", "your"})
PEOPLE = frozenset({"person", "organisation", "place"})
LEAST_TOKENS = 3


def find_indirect(
    doc: Doc, names: Names, quotes: Sequence[Quote], refusals: Sequence[Refusal], lexicon: Lexicon
) -> tuple[Quote, ...]:
    """The indirect quotes of a source, in order.

    `quotes` and `refusals` are those in quotation marks: what holds a quote's words is left to that quote, and
    nobody reports inside marks.
    """
    scene, table = speaker_scene(doc, lexicon), lexicon.tables["indirect_speech"]["confidence"]
    quoted = {t.i for q in quotes for span in q.spans for t in doc.tokens_in(span)}
    marked = quoted | {t.i for r in refusals if r.what == "quote" for t in doc.tokens_in(r.span)}
    ids, found = Ids(f"{doc.source.id}\0indirect"), []
    for report, spans in _taken(scene, names, quoted, marked, lexicon):
        found.append(
            Quote(
                id=ids.of(" ".join(span.of(doc.text) for span in spans)),
                kind="indirect",
                spans=spans,
                speaker=make_speaker(scene, report.speaker, names),
                cue=Span(report.cue[0].start, report.cue[-1].end),
                rule=f"indirect: {report.rule}",
                confidence=table[report.rule],
                paragraph=report.said.paragraph,
            )
        )
    return tuple(sorted(found, key=lambda q: q.spans[0]))


def _taken(
    scene: Scene, names: Names, quoted: set[int], marked: set[int], lexicon: Lexicon
) -> Iterator[tuple[Report, tuple[Span, ...]]]:
    """The reporting clauses whose words are taken, with those words; of nested ones the one nearest the words."""
    doc, words = scene.doc, reporting(lexicon)
    spoken = _spoken_paragraphs(doc, marked)
    able = [
        r
        for r in reports(doc, lexicon)
        if r.cue[0].i not in marked and r.cue[0].paragraph not in spoken and r.cue[0].sent == r.said.sent
        and _speaks(r, scene, names, words, lexicon)
    ]  # fmt: skip
    cues = {r.cue[0].i for r in able}
    taken: list[Span] = []
    for report in able:
        spans = () if report.said.i in cues else content_spans(report, doc, quoted, words)
        long_enough = sum(len(doc.tokens_in(span)) for span in spans) >= LEAST_TOKENS
        if long_enough and not any(a.overlaps(b) for a in spans for b in taken):
            taken += spans
            yield report, spans


def _spoken_paragraphs(doc: Doc, marked: set[int]) -> set[int]:
    """Paragraphs in the first or second person outside quotes: an interview's answers, a column, a letter."""
    return {t.paragraph for t in doc.tokens if t.pos == "PRON" and t.lower in FIRST_PERSON and t.i not in marked}


def _speaks(report: Report, scene: Scene, names: Names, words: Reporting, lexicon: Lexicon) -> bool:
    """Whether the speaker can be one: a name, a pronoun, a noun for people or bodies, a text that reports."""
    head, cue = report.speaker, report.cue[0].lemma.lower()
    if head.pos == "PRON":
        return True
    mention = names.mention_at(head)
    if mention is not None:
        return mention.type in PEOPLE
    if head.pos == "PROPN":
        return head.i == 0 or scene.doc.tokens[head.i - 1].text != "#"
    return head.lemma.lower() in _nouns(scene, words, cue, lexicon) or _trade(head, words)


def _trade(head: Token, words: Reporting) -> bool:
    return head.lower.endswith(words.trade_endings) or (head.tag == "NNS" and head.lower.endswith(("ers", "ors")))


def _nouns(scene: Scene, words: Reporting, cue: str, lexicon: Lexicon) -> set[str]:
    roles = lexicon.tables["roles"]
    people = {*words.speaking_nouns, *roles["persons"], *roles["organisations"], *roles["countries"]}
    people |= scene.cues.collective | scene.cues.anonymous
    return people if cue in words.of_people else people | scene.cues.documents
