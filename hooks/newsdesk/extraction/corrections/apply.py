"""An editor's corrections, applied to what was found: they override every rule.

A correction names a quote by its id or its exact words, a mention by its exact words. One that fits nothing, or
several things, changes nothing and is reported at its own line with the nearest quote.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from newsdesk.extraction.corrections.matching import exact, nearest, nearest_part, places, plain, short
from newsdesk.extraction.quotes.assembly import Ids
from newsdesk.problems import Problem
from newsdesk.records import (
    Chain,
    Correction,
    CuratedEntity,
    EntityType,
    Extraction,
    Mention,
    Quote,
    Refusal,
    Source,
    Span,
    Speaker,
    Vocabulary,
)
from newsdesk.records.findings import SpeakerKind

RULE = "correction"
NOBODY = frozenset({"none", "nobody", "unknown", "anonymous"})
LEAST_PART = 4  # words of a quote that are enough to name it
MARKS = "“”„«»\"'‘’"


@dataclass
class _Desk:
    """The extraction while it is being corrected."""

    source: Source
    vocabulary: Vocabulary
    mentions: list[Mention]
    chains: list[Chain]
    quotes: list[Quote]
    refusals: list[Refusal]
    problems: list[Problem]

    def warn(self, correction: Correction, message: str, remedy: str) -> None:
        self.problems.append(Problem(self.source.path, correction.line, "warning", message, remedy, "corrections"))


def apply_corrections(source: Source, extraction: Extraction, vocabulary: Vocabulary) -> Extraction:
    """The extraction as the editor wants it: rejected, changed and added findings name the rule "correction"."""
    if not source.meta.corrections:
        return extraction
    desk = _Desk(
        source, vocabulary, list(extraction.mentions), list(extraction.chains), list(extraction.quotes),
        list(extraction.refusals), list(extraction.problems),
    )  # fmt: skip
    for correction in source.meta.corrections:
        _step(correction)(desk, correction)
    return replace(
        extraction,
        mentions=tuple(sorted(desk.mentions, key=lambda m: m.span)),
        chains=tuple(desk.chains),
        quotes=tuple(sorted(desk.quotes, key=lambda q: q.spans[0])),
        refusals=tuple(desk.refusals),
        problems=tuple(desk.problems),
    )


def _step(correction: Correction) -> Callable[[_Desk, Correction], None]:
    if correction.add_quote:
        return _add_quote
    if correction.mention:
        return _change_mention
    return _reject_quote if correction.reject else _change_speaker


def _change_speaker(desk: _Desk, correction: Correction) -> None:
    quote = _quote_named(desk, correction)
    if quote is None:
        return
    speaker = _speaker(desk, correction.speaker, quote.span, quote.speaker)
    changed = replace(quote, speaker=speaker, rule=RULE, confidence=1.0, candidates=())
    desk.quotes[desk.quotes.index(quote)] = changed


def _reject_quote(desk: _Desk, correction: Correction) -> None:
    quote = _quote_named(desk, correction)
    if quote is not None:
        desk.quotes.remove(quote)
        desk.refusals.append(Refusal(quote.span, "quote", RULE, f"rejected by the editor, line {correction.line}"))


def _add_quote(desk: _Desk, correction: Correction) -> None:
    found = places(desk.source.text, correction.add_quote)
    if len(found) != 1:
        what = "stand nowhere in the article" if not found else f"stand {len(found)} times in the article"
        desk.warn(
            correction,
            f"the words “{short(correction.add_quote)}” {what}",
            _nearest_paragraph(desk, correction.add_quote),
        )
        return
    span = found[0]
    for quote in [q for q in desk.quotes if any(s.overlaps(span) for s in q.spans)]:
        desk.quotes.remove(quote)
        desk.refusals.append(
            Refusal(quote.span, "quote", RULE, f"replaced by the editor's quote, line {correction.line}")
        )
    text, paragraph = desk.source.text, desk.source.paragraph_at(span.start)
    marked = text[: span.start].rstrip()[-1:] in MARKS and text[: span.start].rstrip() != ""
    whole = span.of(text)[:1].isupper() and span.of(text)[-1:] in ".?!,"
    desk.quotes.append(
        Quote(
            id=Ids(desk.source.id).of(span.of(text)),
            kind="indirect" if not marked else "direct" if whole else "mixed",
            spans=(span,),
            speaker=_speaker(desk, correction.speaker, span, None) if correction.speaker else None,
            cue=None,
            rule=RULE,
            confidence=1.0,
            paragraph=paragraph.n if paragraph else 0,
        )
    )


def _change_mention(desk: _Desk, correction: Correction) -> None:
    """All mentions with these exact words mean the entity, or nothing; words never marked are marked now."""
    spans = exact(desk.source.text, correction.mention)
    if not spans:
        desk.warn(
            correction, f"“{short(correction.mention)}” stands nowhere in the article", "take the words as printed"
        )
        return
    entity = _curated(desk.vocabulary, correction.entity)
    if entity is None and correction.entity.lower() not in NOBODY:
        desk.warn(correction, f"no entity has the id “{correction.entity}”", _nearest_id(desk, correction.entity))
        return
    touched = [m for m in desk.mentions if any(m.span == s or s.contains(m.span) for s in spans)]
    desk.mentions = [m for m in desk.mentions if m not in touched]
    if entity is None:
        desk.refusals += [
            Refusal(s, "mention", RULE, f"no entity, by the editor, line {correction.line}") for s in spans
        ]
        _move_speakers(desk, touched, None)
        return
    chain = _chain_of(desk, entity)
    for span in spans:
        if not any(m.span.overlaps(span) for m in desk.mentions):
            paragraph = desk.source.paragraph_at(span.start)
            desk.mentions.append(Mention(span, entity.type, chain, RULE, paragraph.n if paragraph else 0))
    _move_speakers(desk, touched, chain)


def _move_speakers(desk: _Desk, touched: Iterable[Mention], chain: int | None) -> None:
    """Speakers printed in those words follow; where nothing else is left of a chain, its pronouns do too."""
    touched = list(touched)
    left = {m.chain for m in desk.mentions}
    emptied = {m.chain for m in touched if m.chain is not None and m.chain != chain and m.chain not in left}
    for k, quote in enumerate(desk.quotes):
        speaker = quote.speaker
        if speaker is None or speaker.kind in ("collective", "anonymous"):
            continue
        if any(m.span.overlaps(speaker.span) for m in touched) or (
            speaker.chain is not None and speaker.chain in emptied
        ):
            desk.quotes[k] = replace(quote, speaker=replace(speaker, chain=chain, rule=RULE))


def _quote_named(desk: _Desk, correction: Correction) -> Quote | None:
    """The one quote that a correction names by its id, its exact words, or some of them."""
    wanted = plain(correction.quote)
    words = {q.id: plain(q.words(desk.source.text)) for q in desk.quotes}
    fitting = [q for q in desk.quotes if q.id == correction.quote] or [q for q in desk.quotes if words[q.id] == wanted]
    if not fitting and len(wanted.split()) >= LEAST_PART:
        fitting = [q for q in desk.quotes if wanted in words[q.id]]
    if len(fitting) == 1:
        return fitting[0]
    if fitting:
        ids = ", ".join(q.id for q in fitting)
        desk.warn(
            correction,
            f"{len(fitting)} quotes have the words “{short(correction.quote)}”",
            f"name one by its id: {ids}",
        )
    else:
        what = "id" if re.fullmatch(r"q-\w+", correction.quote) else "words"
        remedy = _nearest_quote(desk, wanted) if what == "words" else "name it by its exact words"
        desk.warn(correction, f"no quote has the {what} “{short(correction.quote)}”", remedy)
    return None


def _speaker(desk: _Desk, wanted: str, at: Span, old: Speaker | None) -> Speaker | None:
    """The speaker that an editor names: by a name of the article, an entity's id or name, or any other words."""
    if wanted.lower() in NOBODY:
        return None
    chain = _chain_named(desk, wanted)
    if old is not None and old.kind in ("pronoun", "description"):
        return replace(old, chain=chain, rule=RULE)  # the printed words stand, they only mean somebody else
    names = {wanted, desk.chains[chain].name, *desk.chains[chain].aliases}
    printed = [m.span for m in desk.mentions if m.chain == chain] or [
        s for name in names for s in exact(desk.source.text, name)
    ]
    kind: SpeakerKind = "named"
    if not printed:
        span = old.span if old is not None else Span(at.start, at.start)
        return Speaker(span, desk.chains[chain].name, kind, chain, RULE)
    span = min(printed, key=lambda s: (abs(s.start - at.start), s.start))
    return Speaker(span, span.of(desk.source.text), kind, chain, RULE)


def _chain_named(desk: _Desk, wanted: str) -> int:
    """The chain of that name; made, as a person's, where the article has none."""
    entity = _curated(desk.vocabulary, wanted)
    if entity is not None:
        return _chain_of(desk, entity)
    low = plain(wanted)
    by_name = [k for k, chain in enumerate(desk.chains) if plain(chain.name) == low]
    fitting = by_name or [k for k, chain in enumerate(desk.chains) if low in map(plain, chain.aliases)]
    if len(fitting) == 1:
        return fitting[0]
    desk.chains.append(Chain(wanted, "person", True))
    return len(desk.chains) - 1


def _chain_of(desk: _Desk, entity: CuratedEntity) -> int:
    for k, chain in enumerate(desk.chains):
        if chain.entity == entity.id:
            return k
    same = [
        k for k, c in enumerate(desk.chains) if c.entity is None and c.name == entity.name and c.type == entity.type
    ]
    if len(same) == 1:
        desk.chains[same[0]] = replace(desk.chains[same[0]], entity=entity.id, full=True, candidates=())
        return same[0]
    kind: EntityType = entity.type
    desk.chains.append(Chain(entity.name, kind, True, entity.id))
    return len(desk.chains) - 1


def _curated(vocabulary: Vocabulary, wanted: str) -> CuratedEntity | None:
    by_id = [e for e in vocabulary.entities if e.id == wanted]
    return next(iter(by_id or [e for e in vocabulary.entities if e.name == wanted]), None)


def _nearest_quote(desk: _Desk, wanted: str) -> str:
    k = nearest(wanted, [plain(q.words(desk.source.text)) for q in desk.quotes])
    if k is None:
        return "the article has no quotes; add it with add_quote"
    quote = desk.quotes[k]
    return f"the nearest is {quote.id}: “{short(quote.words(desk.source.text))}”"


def _nearest_paragraph(desk: _Desk, wanted: str) -> str:
    k = nearest_part(wanted, [p.span.of(desk.source.text) for p in desk.source.paragraphs])
    return "take them as printed" + (f"; nearest is paragraph {desk.source.paragraphs[k].n}" if k is not None else "")


def _nearest_id(desk: _Desk, wanted: str) -> str:
    known = [e.id for e in desk.vocabulary.entities]
    k = nearest(wanted, known)
    return f"the nearest id is “{known[k]}”" if k is not None else "no entity is curated yet: write “none”, or add one"
