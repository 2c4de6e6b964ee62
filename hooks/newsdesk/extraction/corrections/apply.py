"""An editor's corrections, applied to what was found: they override every rule.

A correction names a quote by its id or its exact words, a mention by its exact words. One that fits nothing, or
several things, changes nothing and is reported at its own line with the nearest quote.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace

from newsdesk.extraction.corrections.desk import (
    CorrectionDesk,
    StaleError,
    nearest_id,
    nearest_mention,
    nearest_paragraph,
    nearest_quote,
)
from newsdesk.extraction.corrections.matching import exact, places, plain, short
from newsdesk.extraction.corrections.speakers import NOBODY, RULE, chain_of, curated, speaker_named
from newsdesk.extraction.ids import Ids
from newsdesk.records import (
    Correction,
    Extraction,
    Mention,
    Paragraph,
    Problem,
    Quote,
    Refusal,
    Source,
    Span,
    Vocabulary,
)

LEAST_PART = 4  # words of a quote that are enough to name it
MARKS = "“”„«»\"'‘’"


def apply_corrections(source: Source, extraction: Extraction, vocabulary: Vocabulary) -> Extraction:
    """The extraction as the editor wants it: rejected, changed and added findings name the rule "correction"."""
    if not source.meta.corrections:
        return extraction
    desk = CorrectionDesk(
        source, vocabulary, list(extraction.mentions), list(extraction.chains), list(extraction.quotes),
        list(extraction.refusals), list(extraction.problems),
    )  # fmt: skip
    for correction in source.meta.corrections:
        try:
            _step(correction)(desk, correction)
        except StaleError as stale:
            what, remedy = stale.args
            desk.problems.append(Problem(source.path, correction.line, "warning", what, remedy, "corrections"))
    return replace(
        extraction,
        mentions=tuple(sorted(desk.mentions, key=lambda m: m.span)),
        chains=tuple(desk.chains),
        quotes=tuple(sorted(desk.quotes, key=lambda q: q.spans[0])),
        refusals=tuple(desk.refusals),
        problems=tuple(desk.problems),
    )


def _step(correction: Correction) -> Callable[[CorrectionDesk, Correction], None]:
    if correction.add_quote:
        return _add_quote
    if correction.mention:
        return _change_mention
    return _reject_quote if correction.reject else _change_speaker


def _change_speaker(desk: CorrectionDesk, correction: Correction) -> None:
    quote = _quote_named(desk, correction)
    speaker = speaker_named(desk, correction.speaker, quote.span, quote.speaker)
    changed = replace(quote, speaker=speaker, rule=RULE, confidence=1.0, candidates=())
    desk.quotes[desk.quotes.index(quote)] = changed


def _reject_quote(desk: CorrectionDesk, correction: Correction) -> None:
    quote = _quote_named(desk, correction)
    desk.quotes.remove(quote)
    desk.refusals.append(Refusal(quote.span, "quote", RULE, f"rejected by the editor, line {correction.line}"))


def _add_quote(desk: CorrectionDesk, correction: Correction) -> None:
    found = places(desk.source.text, correction.add_quote)
    if len(found) != 1:
        what = "stand nowhere in the article" if not found else f"stand {len(found)} times in the article"
        once = "give more of what was said, so that it stands there once"
        remedy = once if found else nearest_paragraph(desk, correction.add_quote)
        raise StaleError(f"the words “{short(correction.add_quote)}” {what}", remedy)
    span = found[0]
    speaker = speaker_named(desk, correction.speaker, span, None) if correction.speaker else None
    for quote in [q for q in desk.quotes if any(s.overlaps(span) for s in q.spans)]:
        desk.quotes.remove(quote)
        desk.refusals.append(
            Refusal(quote.span, "quote", RULE, f"replaced by the editor's quote, line {correction.line}")
        )
    text, paragraph = desk.source.text, desk.source.paragraph_at(span.start)
    spans = [side for p in desk.source.paragraphs if (side := _side(text, p, span)) is not None]
    marked = text[: span.start].rstrip()[-1:] in MARKS and text[: span.start].rstrip() != ""
    whole = span.of(text)[:1].isupper() and span.of(text)[-1:] in ".?!,"
    desk.quotes.append(
        Quote(
            id=Ids(desk.source.id).of(span.of(text)),
            kind="indirect" if not marked else "direct" if whole else "mixed",
            spans=tuple(spans),
            speaker=speaker,
            cue=None,
            rule=RULE,
            confidence=1.0,
            paragraph=paragraph.n if paragraph else 0,
        )
    )


def _side(text: str, paragraph: Paragraph, span: Span) -> Span | None:
    """The words of a span that stand in one paragraph, without the mark that opens it anew."""
    start, end = max(span.start, paragraph.span.start), min(span.end, paragraph.span.end)
    words = text[start:end].strip(MARKS + " \n") if start > span.start else text[start:end].rstrip()
    at = text.find(words, start) if words and paragraph.kind != "boilerplate" else -1
    return Span(at, at + len(words)) if at >= 0 else None


def _change_mention(desk: CorrectionDesk, correction: Correction) -> None:
    """All mentions with these exact words mean the entity, or nothing; words never marked are marked now."""
    within = [p.span for p in desk.source.paragraphs]
    spans = [s for s in exact(desk.source.text, correction.mention) if any(p.contains(s) for p in within)]
    if not spans:
        what = f"“{short(correction.mention)}” stands nowhere in the article"
        raise StaleError(what, nearest_mention(desk, correction.mention))
    entity = curated(desk.vocabulary, correction.entity)
    if entity is None and correction.entity.lower() not in NOBODY:
        raise StaleError(f"no entity has the id “{correction.entity}”", nearest_id(desk, correction.entity))
    touched = [m for m in desk.mentions if any(m.span == s or s.contains(m.span) for s in spans)]
    desk.mentions = [m for m in desk.mentions if m not in touched]
    if entity is None:
        desk.refusals += [
            Refusal(s, "mention", RULE, f"no entity, by the editor, line {correction.line}") for s in spans
        ]
        _move_speakers(desk, touched, None)
        return
    chain = chain_of(desk, entity)
    for span in spans:
        if not any(m.span.overlaps(span) for m in desk.mentions):
            paragraph = desk.source.paragraph_at(span.start)
            desk.mentions.append(Mention(span, entity.type, chain, RULE, paragraph.n if paragraph else 0))
    _move_speakers(desk, touched, chain)


def _move_speakers(desk: CorrectionDesk, touched: Iterable[Mention], chain: int | None) -> None:
    """Speakers printed in those words follow; where nothing else is left of a chain, its pronouns do too."""
    touched = list(touched)
    left = {m.chain for m in desk.mentions}
    emptied = {m.chain for m in touched if m.chain is not None and m.chain != chain and m.chain not in left}
    for k, quote in enumerate(desk.quotes):
        speaker = quote.speaker
        if speaker is None or speaker.kind in ("collective", "anonymous"):
            continue
        if any(m.span.overlaps(speaker.span) for m in touched) or ({speaker.chain, speaker.short} & emptied):
            desk.quotes[k] = replace(quote, speaker=replace(speaker, chain=chain, rule=RULE, short=None))


def _quote_named(desk: CorrectionDesk, correction: Correction) -> Quote:
    """The one quote that a correction names by its id, its exact words, or some of them. Raises StaleError."""
    wanted = plain(correction.quote)
    words = {q.id: plain(q.words(desk.source.text)) for q in desk.quotes}
    fitting = [q for q in desk.quotes if q.id == correction.quote] or [q for q in desk.quotes if words[q.id] == wanted]
    if not fitting and len(wanted.split()) >= LEAST_PART:
        fitting = [q for q in desk.quotes if wanted in words[q.id]]
    if len(fitting) == 1:
        return fitting[0]
    if fitting:
        ids = ", ".join(q.id for q in fitting)
        what = f"{len(fitting)} quotes have the words “{short(correction.quote)}”"
        raise StaleError(what, f"name one by its id: {ids}")
    if re.fullmatch(r"q-\w+(\.\d+)?", correction.quote):
        remedy = "its words have changed: name it by its exact words, or remove the correction"
        raise StaleError(f"no quote has the id “{correction.quote}”", remedy)
    raise StaleError(f"no quote has the words “{short(correction.quote)}”", nearest_quote(desk, wanted))
