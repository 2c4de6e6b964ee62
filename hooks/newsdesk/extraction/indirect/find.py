"""One text → its indirect quotes, and the reports that were not taken."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from newsdesk.extraction.ids import Ids
from newsdesk.extraction.indirect.content import content_spans
from newsdesk.extraction.indirect.cues import Report, reports
from newsdesk.extraction.indirect.words import Reporting, reporting
from newsdesk.extraction.names import Names
from newsdesk.extraction.quotes import QuotesFound
from newsdesk.extraction.speakers.made import make_speaker, reported_voice, speaker_scene
from newsdesk.extraction.speakers.printed import speaker_span
from newsdesk.extraction.speakers.scene import Scene
from newsdesk.extraction.syntax import Doc, Token
from newsdesk.records import Lexicon, Quote, Refusal, Span, Speaker

FIRST_PERSON = frozenset({"i", "me", "my", "mine", "we", "our", "ours", "myself", "ourselves", "you", "your"})
PEOPLE = frozenset({"person", "organisation", "place"})
LEAST_TOKENS = 4


def find_indirect(doc: Doc, names: Names, marked: QuotesFound, lexicon: Lexicon) -> QuotesFound:
    """The indirect quotes of a source, in order, and the reports that were refused.

    `marked` is what stands in quotation marks: what holds a quote's words is left to that quote, and nobody reports
    inside marks.
    """
    scene, confidence = speaker_scene(doc, lexicon), lexicon.tables["indirect_speech"]["confidence"]
    quoted = {t.i for q in marked.quotes for span in q.spans for t in doc.tokens_in(span)}
    in_marks = quoted | {t.i for r in marked.refusals if r.what == "quote" for t in doc.tokens_in(r.span)}
    ids, found, refused = Ids(f"{doc.source.id}\0indirect"), [], []
    for report, spans in _with_words(scene, names, quoted, in_marks, lexicon):
        if report.against:
            refused.append(Refusal(spans[0], "quote", f"indirect: {report.rule}", report.against))
            continue
        found.append(
            Quote(
                id=ids.of(" ".join(span.of(doc.text) for span in spans)),
                kind="indirect",
                spans=spans,
                speaker=_without_case(make_speaker(scene, reported_voice(scene, report.speaker), names)),
                cue=Span(report.cue[0].start, max(report.cue[-1], report.cue[0], key=lambda t: t.i).end),
                rule=f"indirect: {report.rule}",
                confidence=confidence[report.rule],
                paragraph=report.said.paragraph,
            )
        )
    return QuotesFound(tuple(sorted(found, key=lambda q: q.spans[0])), tuple(refused))


def _without_case(speaker: Speaker) -> Speaker:
    """ "Lee", of "Lee's claim that"."""
    if not speaker.text.endswith(("'s", "’s")):
        return speaker
    return replace(speaker, span=Span(speaker.span.start, speaker.span.end - 2), text=speaker.text[:-2])


def _with_words(
    scene: Scene, names: Names, quoted: set[int], in_marks: set[int], lexicon: Lexicon
) -> Iterator[tuple[Report, tuple[Span, ...]]]:
    """The reports with their words; of nested ones the one nearest the words."""
    doc, words = scene.doc, reporting(lexicon)
    outside = [r for r in reports(doc, lexicon) if r.cue[0].i not in in_marks and r.cue[0].sent == r.said.sent]
    judged = list(_judged(outside, scene, names, in_marks, words, lexicon))
    cues = {r.cue[0].i for r in judged if not r.against and r.cue[0].lemma not in words.of_people}
    taken: list[Span] = []
    for report in judged:
        spans = () if report.said.i in cues else content_spans(report, doc, quoted, words)
        if sum(len(doc.tokens_in(span)) for span in spans) < LEAST_TOKENS:
            continue
        if not any(a.overlaps(b) for a in spans for b in taken):
            taken += () if report.against else spans
            yield report, spans


def _judged(
    found: Sequence[Report], scene: Scene, names: Names, in_marks: set[int], words: Reporting, lexicon: Lexicon
) -> Iterator[Report]:
    """The reports, each with what speaks against it beyond its own clause."""
    spoken = _spoken_paragraphs(scene.doc, in_marks)
    told = {t.i: r for r in found if not r.against for t in r.said.subtree() if t is not r.said or t.pos == "NOUN"}
    for report in found:
        moved = report.or_else is not None
        if report.or_else is not None:
            report = replace(report, speaker=report.or_else)
        report = _with_whole_speaker(report, scene, names)
        if report.against:
            yield report
        elif report.cue[0].paragraph in spoken:
            yield replace(report, against="the paragraph itself speaks in the first or second person")
        elif report.cue[0].i in told and not moved and told[report.cue[0].i].cue != report.cue:
            yield replace(report, against="told inside what somebody else said")
        elif not _speaks(report, scene, names, words, lexicon):
            yield replace(report, against=f"“{report.speaker.text}” is not known to speak")
        else:
            yield report


def _with_whole_speaker(report: Report, scene: Scene, names: Names) -> Report:
    """The report with the last name of a run of nouns as its speaker: "Disease Control Director Ann Lee said".

    Where a run goes on without a name, or with a possessive, nobody can be told.
    """
    tokens, phrase = scene.doc.tokens, speaker_span(scene, reported_voice(scene, report.speaker))
    last = max((t.i for t in scene.doc.tokens_in(phrase)), default=report.speaker.i)
    after = tokens[last + 1] if last + 1 < len(tokens) else None
    torn = after is not None and (after.pos in ("NOUN", "PROPN", "PART") or after.text == "-")
    own = report.speaker.dep == "poss" or (after is not None and after.i == report.cue[0].i)
    if report.against or after is None or not torn or own:
        return report
    run = []
    while after.pos in ("NOUN", "PROPN") and after.i < report.cue[0].i:
        run.append(after)
        after = tokens[after.i + 1]
    named = next((t for t in reversed(run) if (m := names.mention_at(t)) is not None and m.type == "person"), None)
    if named is not None and report.rule != "according-to":
        return replace(report, speaker=named)
    return replace(report, against="the speaker's phrase was torn apart")


def _spoken_paragraphs(doc: Doc, in_marks: set[int]) -> set[int]:
    """Paragraphs in the first or second person outside quotes: an interview's answers, a column, a letter."""
    return {t.paragraph for t in doc.tokens if t.pos == "PRON" and t.lower in FIRST_PERSON and t.i not in in_marks}


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
    if report.rule == "according-to" and head.lemma.lower() in words.sources:
        return True
    return _is_trade(head, words) or head.lemma.lower() in _nouns(scene, words, cue, lexicon)


def _is_trade(head: Token, words: Reporting) -> bool:
    return head.lower.endswith(words.trade_endings) or (head.tag == "NNS" and head.lower.endswith(("ers", "ors")))


def _nouns(scene: Scene, words: Reporting, cue: str, lexicon: Lexicon) -> set[str]:
    roles = lexicon.tables["roles"]
    people = {*words.speaking_nouns, *roles["persons"], *roles["organisations"], *roles["countries"]}
    people |= scene.cues.collective | scene.cues.anonymous
    return people if cue in words.of_people else people | scene.cues.documents
