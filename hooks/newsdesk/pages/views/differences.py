"""How the outlets differ: one statement in several wordings, what only one source has, numbers that disagree."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby, islice

from newsdesk.pages import words
from newsdesk.pages.annotated import TextRun, annotated
from newsdesk.pages.place import Link, Place, Portrait, portrait
from newsdesk.pages.site import Site
from newsdesk.pages.views.callout import SourceLabel, bare, source_label, told_as
from newsdesk.records import Difference, Quote, QuoteKind, Run, Statement, Story

GLANCE, SIDES = 2, 3  # differences on the first screen, and sources of each
BEFORE, AROUND = 45, 90  # characters before a source's own words, and from them on
KINDS = {
    "number": "A number",
    "date": "A date",
    "title": "A title",
    "name": "A name",
    "spelling": "A spelling",
    "words": "Quoted words",
}


@dataclass(frozen=True, slots=True)
class Stretch:
    """Consecutive words of a wording; `own`: no other wording has them."""

    text: str
    own: bool


@dataclass(frozen=True, slots=True)
class Wording:
    """One source's wording of a statement, cut where it goes its own way."""

    letter: str
    source: SourceLabel
    kind: QuoteKind
    kind_label: str
    stretches: tuple[Stretch, ...]
    link: Link
    lang: str
    dir: str
    cue: str = ""  # of reported words


@dataclass(frozen=True, slots=True)
class Compared:
    """One statement as several sources word it."""

    speaker: Link | None
    speaker_name: str
    portrait: Portrait
    wordings: tuple[Wording, ...]
    same: bool  # no word differs

    @property
    def columns(self) -> tuple[tuple[Wording, tuple[Wording, ...]], ...]:
        """What stands side by side, each with those whose wording it is: the same words stand once, for all."""
        return ((self.wordings[0], self.wordings),) if self.same else tuple((it, (it,)) for it in self.wordings)


@dataclass(frozen=True, slots=True)
class Disagreement:
    """What sources give differently: for each, the differing words and their sentence around them."""

    kind: str
    what: str
    places: tuple[tuple[str, SourceLabel, str, tuple[TextRun, ...], Link], ...]


@dataclass(frozen=True, slots=True)
class Alone:
    """What only one source reports."""

    letter: str
    source: SourceLabel
    quotes: tuple[
        tuple[str, str, QuoteKind, str, Link], ...
    ]  # (speaker, cue of reported words, kind, words, permalink)


@dataclass(frozen=True, slots=True)
class Side:
    """What one source has of a difference, as the first screen shows it: the words around those of its own."""

    letter: str
    source: SourceLabel
    stretches: tuple[Stretch, ...]
    dir: str
    link: Link
    cue: str = ""  # of reported words


@dataclass(frozen=True, slots=True)
class Glimpse:
    """One difference on the first screen."""

    what: str
    sides: tuple[Side, ...]


@dataclass(frozen=True, slots=True)
class Differences:
    """The whole section; `glance` and `summary` are what the first screen shows of it."""

    glance: tuple[Glimpse, ...]
    summary: str
    compared: tuple[Compared, ...]
    disagreements: tuple[Disagreement, ...]
    alone: tuple[Alone, ...]
    several: bool  # whether there is anything to compare


def differences(place: Place, story: Story, letters: Mapping[str, str]) -> Differences:
    statements = [place.site.knowledge.statements[key] for key in story.statements]
    shared = [compared_wordings(place, found, letters) for found in statements if len(set(found.sources)) > 1]
    shared.sort(key=lambda found: found.same)
    disagreements = tuple(_disagreement(place, found, letters) for found in story.differences)
    several = len(story.sources) > 1
    single = [found for found in statements if len(set(found.sources)) == 1]
    return Differences(
        glance=tuple(islice(_glance(shared, disagreements), GLANCE)) if several else (),
        summary=_summary(shared, disagreements, len(single), several),
        compared=tuple(shared),
        disagreements=disagreements,
        alone=_alone(place, story, single, letters) if several else (),
        several=several,
    )


def _glance(shared: list[Compared], disagreements: tuple[Disagreement, ...]) -> Iterator[Glimpse]:
    """Numbers and dates that disagree come first: they are news; then statements, where words are a source's own."""
    for found in disagreements:
        sides = (Side(letter, by, (Stretch(said, True),), "auto", to) for letter, by, said, _, to in found.places)
        yield Glimpse(f"{found.kind} differs: {found.what}", tuple(sides)[:SIDES])
    for statement in shared:
        here = [it for it in statement.wordings if it.letter]  # a statement may be reported in other stories too
        own = any(stretch.own for it in here for stretch in it.stretches)
        if own and not statement.same and len({it.letter for it in here}) > 1:
            sides = (Side(it.letter, it.source, tuple(_around_own(it)), it.dir, it.link, it.cue) for it in here)
            yield Glimpse(f"{statement.speaker_name or 'One speaker'}, in other words", tuple(sides)[:SIDES])


def _around_own(wording: Wording) -> Iterator[Stretch]:
    """A wording's first words of its own with a few before and after, in the marks of its kind."""
    stretches = wording.stretches
    at = next((n for n, stretch in enumerate(stretches) if stretch.own), 0)
    before = "".join(stretch.text for stretch in stretches[:at])
    start = 0 if len(before) <= BEFORE else before.rfind(" ", 0, len(before) - BEFORE // 2) + 1
    opening, closing = ("", "") if wording.kind == "indirect" else ("“", "”")
    yield Stretch(f"{opening}{'… ' if start else ''}{before[start:]}", False)
    left = AROUND
    for stretch in stretches[at:]:
        if len(stretch.text) > left:
            if cut := stretch.text[: max(stretch.text.rfind(" ", 0, left), 0)]:
                yield Stretch(cut, stretch.own)
            yield Stretch(f" …{closing}", False)
            return
        left -= len(stretch.text)
        yield stretch
    yield Stretch(closing, False)


def _summary(shared: list[Compared], disagreements: tuple[Disagreement, ...], single: int, several: bool) -> str:
    if not several:
        return "One source so far: nothing to compare."
    differing = sum(not found.same for found in shared)
    same = len(shared) - differing
    lines = [f"{words.count(differing, 'statement')} in different words"] if differing else []
    if disagreements:
        lines.append(f"{words.count(len(disagreements), 'fact')} given differently")
    if same:
        lines.append(f"{words.count(same, 'statement')} in the same words")
    if single:
        lines.append(f"{words.count(single, 'statement')} that only one source has")
    return f"{', '.join(lines)}." if lines else "No statement is reported by more than one source."


def compared_wordings(place: Place, statement: Statement, letters: Mapping[str, str] | None = None) -> Compared:
    """All wordings of a statement, each with the letter of its source where the page gives letters."""
    site = place.site
    found = site.wordings(statement)
    cut = _stretches(site, statement)
    entity = site.knowledge.entities.get(statement.speaker_entity or "")
    printed = next((site.text(source, quote.speaker.span) for source, quote in found if quote.speaker), "")
    return Compared(
        speaker=place.entity(entity) if entity else None,
        speaker_name=entity.name if entity else printed,
        portrait=portrait(entity, printed),
        wordings=tuple(
            _wording(place, source, quote, stretches, letters or {})
            for (source, quote), stretches in zip(found, cut, strict=True)
        ),
        same=len({bare(quote.words(site.source(source).text)) for source, quote in found}) == 1,
    )


def _stretches(site: Site, statement: Statement) -> list[tuple[Stretch, ...]]:
    """Each wording cut where it goes its own way.

    The knowledge compares every wording with the fullest one; of that one, the words are its own which all
    others leave out. Without a comparison nothing is marked.
    """
    found = site.wordings(statement)
    if len(statement.wordings) != len(found):
        return [(Stretch(quote.words(site.source(source).text), False),) for source, quote in found]
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


def _cut(text: str, runs: tuple[Run, ...], alone: set[int]) -> Iterator[Stretch]:
    """The stretches of one wording; dots stand where other words of the source part two spans."""
    end = -1
    for run in (run for run in runs if run.kind != "removed"):
        if 0 <= end < run.span.start:
            yield Stretch(" … " if text[end : run.span.start].strip() else " ", False)
        end = run.span.end
        for own, places in groupby(
            range(run.span.start, run.span.end), key=lambda at: run.kind == "added" or at in alone
        ):
            span = list(places)
            yield Stretch(text[span[0] : span[-1] + 1], own)


def _tidied(stretches: Iterable[Stretch]) -> tuple[Stretch, ...]:
    """The same text; a mark begins and ends with a word, spans the gap to the next, and is never mere punctuation."""
    tidy: list[Stretch] = []
    for stretch in stretches:
        own = stretch.own and any(char.isalnum() for char in stretch.text)
        core = stretch.text.strip() if own else stretch.text
        start = stretch.text.index(core)
        before, after = stretch.text[:start], stretch.text[start + len(core) :]
        if own and len(tidy) > 1 and not tidy[-1].text.strip() and tidy[-2].own:
            before, core = "", f"{tidy[-2].text}{tidy[-1].text}{before}{core}"
            del tidy[-2:]
        tidy += [Stretch(text, mark) for text, mark in ((before, False), (core, own), (after, False)) if text]
    return tuple(tidy)


def _wording(
    place: Place, source: str, quote: Quote, stretches: tuple[Stretch, ...], letters: Mapping[str, str]
) -> Wording:
    found = place.site.source(source)
    return Wording(
        letter=letters.get(source, ""),
        source=source_label(place, found),
        kind=quote.kind,
        kind_label=words.QUOTE_KINDS[quote.kind],
        stretches=stretches,
        link=place.source(source, f"paragraph {quote.paragraph}", quote.id),
        lang=found.meta.language,
        dir=words.direction(quote.words(found.text)),
        cue=told_as(place.site, source, quote),
    )


def _disagreement(place: Place, difference: Difference, letters: Mapping[str, str]) -> Disagreement:
    site = place.site
    return Disagreement(
        kind=KINDS[difference.kind],
        what=difference.what,
        places=tuple(
            (
                letters.get(source, ""),
                source_label(place, site.source(source)),
                site.text(source, span),
                annotated(place, source, sentence, quotes=False),
                place.paragraph(source, number),
            )
            for source, span, sentence, number in difference.places
        ),
    )


def _alone(place: Place, story: Story, single: list[Statement], letters: Mapping[str, str]) -> tuple[Alone, ...]:
    site = place.site
    rows: dict[str, list[tuple[str, str, QuoteKind, str, Link]]] = {source: [] for source in story.sources}
    for statement in single:
        source, quote = site.wordings(statement)[0]
        entity = site.speaker(source, quote)
        printed = site.text(source, quote.speaker.span) if quote.speaker else "speaker not established"
        said = " ".join(quote.words(site.source(source).text).split())
        name = entity.name if entity else printed
        cue = told_as(site, source, quote)
        link = place.source(source, f"paragraph {quote.paragraph}", quote.id)
        rows[source].append((name, cue, quote.kind, said, link))
    return tuple(
        Alone(letters.get(source, ""), source_label(place, site.source(source)), tuple(quotes))
        for source, quotes in rows.items()
        if quotes
    )
