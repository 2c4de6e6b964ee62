"""The outlets of a story: who says this headline, and who counts as one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from newsdesk.pages.annotated import TextRun, annotated
from newsdesk.pages.marks import bare
from newsdesk.pages.place import Link, Place
from newsdesk.pages.publishing import is_held
from newsdesk.pages.rights import licence
from newsdesk.pages.site import Site
from newsdesk.pages.views.labels import SourceLabel, source_label
from newsdesk.pages.words import direction
from newsdesk.records import Source, Span, Story


@dataclass(frozen=True, slots=True)
class HeadlineRow:
    """One outlet's headline and first sentence."""

    label: SourceLabel
    headline: Link
    opening: tuple[TextRun, ...]
    dir: str
    held: bool  # its text is not ours to show
    copy_of: SourceLabel | None  # whose text it prints, of those before it
    further: tuple[tuple[Link, str], ...]  # its other articles of the story, with their days


@dataclass(frozen=True)
class Outlets:
    """The sources of one story, by outlet; outlets that print nothing but one text are one column of a table."""

    site: Site
    story: Story

    @cached_property
    def witness(self) -> Mapping[str, str]:
        """Whose word each source is: that of the text it shares with others, else its outlet's own."""
        shared = {source: group[0] for group in self.story.copies for source in group}
        return {source: shared.get(source) or self.outlet(source) for source in self.story.sources}

    @cached_property
    def columns(self) -> tuple[tuple[str, ...], ...]:
        """The sources of each column of a table, by the names of their outlets."""
        by_outlet: dict[str, list[str]] = {}
        for source in self.story.sources:
            by_outlet.setdefault(self.outlet(source), []).append(source)
        columns: dict[str, list[str]] = {}
        for outlet, sources in sorted(by_outlet.items(), key=lambda item: self._order(item[1][0])):
            words = {self.witness[source] for source in sources}
            columns.setdefault(words.pop() if len(words) == 1 else outlet, []).extend(sources)
        return tuple(tuple(sources) for sources in columns.values())

    def several(self, sources: Iterable[str]) -> bool:
        """Whether some sources are more than one witness, and more than one outlet."""
        sources = set(sources)
        return len({self.witness[s] for s in sources}) > 1 and len({self.outlet(s) for s in sources}) > 1

    def outlet(self, source: str) -> str:
        return self.site.source(source).meta.outlet or source

    def _order(self, source: str) -> tuple[bool, str, int]:
        mark, at = self.site.mark(source), self.story.sources.index(source)
        return (mark.letter.isdigit(), "" if mark.letter.isdigit() else bare(self.outlet(source)).casefold(), at)


def told(place: Place, outlets: Outlets) -> tuple[HeadlineRow, ...]:
    """The headline of each outlet of a story."""
    site, shown = place.site, []
    first_of: dict[str, str] = {}
    for column in outlets.columns:
        by_outlet: dict[str, list[str]] = {}
        for source in column:
            by_outlet.setdefault(outlets.outlet(source), []).append(source)
        for first, *further in by_outlet.values():
            original = first_of.setdefault(outlets.witness[first], first)
            shown.append(_told(place, site.source(first), further, "" if original == first else original))
    return tuple(shown)


def _told(place: Place, source: Source, further: list[str], copied: str) -> HeadlineRow:
    site = place.site
    sentence = opening(site, source)
    text = sentence.of(source.text) if sentence else ""
    return HeadlineRow(
        label=source_label(place, source),
        headline=place.source(source.id),
        opening=annotated(place, source.id, sentence, quotes=False)
        if sentence and not is_held(text) and not copied
        else (),
        dir=direction(text),
        held=bool(sentence) and is_held(text) and licence(source.meta).level != "withdrawn",
        copy_of=source_label(place, site.source(copied)) if copied else None,
        further=tuple((place.source(other), source_label(place, site.source(other)).date) for other in further),
    )


def opening(site: Site, source: Source) -> Span | None:
    """The first sentence of a source's own text."""
    body = [p for p in source.paragraphs if p.kind == "text" and not (source.title_in_body and p.n == 1)]
    if not body:
        return None
    sentences = site.extraction(source.id).sentences
    start = body[0].span
    found = next((s for s in sentences if start.contains(s)), None)
    # A title with a full stop ("Mr.") may have cut it too early to say anything.
    return found or start
