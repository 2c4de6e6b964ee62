"""One statement as several sources word it, cut where each goes its own way."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from newsdesk.pages import words
from newsdesk.pages.place import Link, Place
from newsdesk.pages.site import Site
from newsdesk.pages.views.callout import bare, told_as
from newsdesk.pages.views.labels import Ref, ref
from newsdesk.records import Quote, QuoteKind, Run, Span, Statement

BEFORE, AROUND = 45, 90  # characters before a source's own words, and from them on


@dataclass(frozen=True, slots=True)
class ComparedRun:
    """Consecutive words of a wording; `own`: no other wording has them."""

    text: str
    own: bool


@dataclass(frozen=True, slots=True)
class WordingRow:
    """One source's wording of a statement, or of a fact."""

    source: str
    kind: QuoteKind | None  # None: the outlet's own telling
    kind_label: str
    stretches: tuple[ComparedRun, ...]
    ref: Ref
    lang: str
    dir: str
    cue: str = ""  # of reported words
    swaps: bool = False  # whether it has words where others have other ones
    point: int = 0  # the stretch that matters where none is its own: the value of a fact


@dataclass(frozen=True, slots=True)
class ComparedWordings:
    """One statement as several sources word it."""

    id: str
    speaker: Link | None
    speaker_name: str
    wordings: tuple[WordingRow, ...]
    same: bool  # no word differs

    @property
    def columns(self) -> tuple[tuple[WordingRow, tuple[WordingRow, ...]], ...]:
        """What stands side by side, each with those whose wording it is: the same words stand once, for all."""
        return ((self.wordings[0], self.wordings),) if self.same else tuple((it, (it,)) for it in self.wordings)


def compared_wordings(place: Place, statement: Statement) -> ComparedWordings:
    """All wordings of a statement."""
    site = place.site
    found = site.wordings(statement)
    cut = _stretches(site, statement)
    entity = site.knowledge.entities.get(statement.speaker_entity or "")
    printed = next((site.text(source, quote.speaker.span) for source, quote in found if quote.speaker), "")
    return ComparedWordings(
        id=statement.id,
        speaker=place.entity(entity) if entity else None,
        speaker_name=entity.name if entity else printed,
        wordings=tuple(
            _wording(place, source, quote, stretches, swaps)
            for (source, quote), stretches, swaps in zip(found, cut, _swapped(site, statement), strict=True)
        ),
        same=len({bare(quote.words(site.source(source).text)) for source, quote in found}) == 1,
    )


def around_own(wording: WordingRow) -> WordingRow:
    """A wording's first words of its own with a few before and after, in the marks of its kind."""
    return replace(wording, stretches=tuple(_around(wording)))


def _around(wording: WordingRow) -> Iterator[ComparedRun]:
    stretches = wording.stretches
    at = next((n for n, stretch in enumerate(stretches) if stretch.own), wording.point)
    before = "".join(stretch.text for stretch in stretches[:at])
    start = 0 if len(before) <= BEFORE else before.rfind(" ", 0, len(before) - BEFORE // 2) + 1
    opening, closing = ("“", "”") if wording.kind in ("direct", "mixed") else ("", "")
    yield ComparedRun(f"{opening}{'… ' if start else ''}{before[start:]}", False)
    left = AROUND
    for stretch in stretches[at:]:
        if len(stretch.text) > left:
            if cut := stretch.text[: max(stretch.text.rfind(" ", 0, left), 0)]:
                yield ComparedRun(cut, stretch.own)
            yield ComparedRun(f" …{closing}", False)
            return
        left -= len(stretch.text)
        yield stretch
    yield ComparedRun(closing, False)


def telling(place: Place, source: str, sentence: Span, value: Span, number: int, own: bool) -> WordingRow:
    """A source's sentence with the words that matter in it; `own`: no other source has these."""
    found = place.site.source(source)
    parts = (
        (Span(sentence.start, max(sentence.start, value.start)), False),
        (value, own),
        (Span(min(value.end, sentence.end), sentence.end), False),
    )
    return WordingRow(
        source=source,
        kind=None,
        kind_label="",
        stretches=tuple(ComparedRun(span.of(found.text), mark) for span, mark in parts if span.start < span.end),
        ref=ref(place, source, number),
        lang=found.meta.language,
        dir=words.direction(sentence.of(found.text)),
        point=int(value.start > sentence.start),
    )


def _stretches(site: Site, statement: Statement) -> list[tuple[ComparedRun, ...]]:
    """Each wording cut where it goes its own way.

    The knowledge compares every wording with the fullest one; of that one, the words are its own which all
    others leave out. Without a comparison nothing is marked.
    """
    found = site.wordings(statement)
    if len(statement.wordings) != len(found):
        return [
            tuple(_cut(site.source(source).text, tuple(Run("kept", source, span) for span in quote.spans), set()))
            for source, quote in found
        ]
    left_out = [
        {at for run in wording.runs if run.kind == "removed" for at in range(run.span.start, run.span.end)}
        for wording in statement.wordings
        if any(run.kind != "kept" for run in wording.runs)
    ]
    alone = set.intersection(*left_out) if left_out else set()
    full = next((run.source for wording in statement.wordings for run in wording.runs if run.kind == "removed"), "")
    return [
        _tidied(_cut(site.source(source).text, wording.runs, alone if source == full else set()))
        for (source, _), wording in zip(found, statement.wordings, strict=True)
    ]


def _cut(text: str, runs: tuple[Run, ...], alone: set[int]) -> Iterator[ComparedRun]:
    """The stretches of one wording; dots stand where other words of the source part two spans."""
    end = -1
    for run in (run for run in runs if run.kind != "removed"):
        if 0 <= end < run.span.start:
            yield ComparedRun(" … " if text[end : run.span.start].strip() else " ", False)
        end = run.span.end
        for own, places in groupby(
            range(run.span.start, run.span.end), key=lambda at: run.kind == "added" or at in alone
        ):
            span = list(places)
            yield ComparedRun(text[span[0] : span[-1] + 1], own)


def _tidied(stretches: Iterable[ComparedRun]) -> tuple[ComparedRun, ...]:
    """The same text; a mark begins and ends with a word, spans the gap to the next, and is never mere punctuation."""
    tidy: list[ComparedRun] = []
    for stretch in stretches:
        own = stretch.own and any(char.isalnum() for char in stretch.text)
        core = stretch.text.strip() if own else stretch.text
        start = stretch.text.index(core)
        before, after = stretch.text[:start], stretch.text[start + len(core) :]
        if own and len(tidy) > 1 and not tidy[-1].text.strip() and tidy[-2].own:
            before, core = "", f"{tidy[-2].text}{tidy[-1].text}{before}{core}"
            del tidy[-2:]
        tidy += [ComparedRun(text, mark) for text, mark in ((before, False), (core, own), (after, False)) if text]
    return tuple(tidy)


def _swapped(site: Site, statement: Statement) -> list[bool]:
    """Of each wording, whether it has words of its own where the fullest one has others."""
    if len(statement.wordings) != len(statement.quotes):
        return [False] * len(statement.quotes)

    def telling(run: Run) -> bool:
        return any(char.isalnum() for char in run.span.of(site.source(run.source).text))

    return [
        any(
            {one.kind, other.kind} == {"added", "removed"} and telling(one) and telling(other)
            for one, other in pairwise(wording.runs)
        )
        for wording in statement.wordings
    ]


def _wording(place: Place, source: str, quote: Quote, stretches: tuple[ComparedRun, ...], swaps: bool) -> WordingRow:
    found = place.site.source(source)
    return WordingRow(
        source=source,
        kind=quote.kind,
        kind_label=words.QUOTE_KINDS[quote.kind],
        stretches=stretches,
        ref=ref(place, source, quote.paragraph, quote.id),
        lang=found.meta.language,
        dir=words.direction(quote.words(found.text)),
        cue=told_as(place.site, source, quote),
        swaps=swaps,
    )
