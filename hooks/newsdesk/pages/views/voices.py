"""The speakers of a story: their quoted words by outlet, and their statements by subject."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from newsdesk.pages.place import Link, Place
from newsdesk.pages.site import Site
from newsdesk.pages.views.callout import Callout, callout
from newsdesk.pages.views.outlets import Outlets
from newsdesk.records import Entity, Mention, Quote, Statement

OPEN = 2  # subjects of one speaker that stand open
REPORTED = -1  # speaks, and no word of it stands in quotation marks


@dataclass(frozen=True, slots=True)
class Subject:
    """The statements of one speaker on one subject."""

    label: str
    said: tuple[Callout, ...]


@dataclass(frozen=True, slots=True)
class SpeakerRow:
    """Somebody who speaks: words in quotation marks by column of the table (REPORTED; 0: not at all), and what."""

    entity: str  # its id; "" for somebody without a profile
    link: Link | None
    name: str
    words: tuple[int, ...]
    outlets: int  # that have this voice; copies of one text are one
    shown: tuple[Subject, ...]
    folded: tuple[Subject, ...]
    more: int  # quotes that are folded away

    @property
    def total(self) -> int:
        return sum(count for count in self.words if count > 0)


@dataclass(frozen=True, slots=True)
class Voices:
    """All who speak in a story, those whom most outlets have first."""

    them: tuple[SpeakerRow, ...]
    totals: tuple[int, ...]
    most: int  # words of one voice in one column


Spoken = tuple[Statement, str, Quote]  # with its source, of the story


def voices(place: Place, outlets: Outlets) -> Voices:
    """The speakers of a story."""
    site, here = place.site, set(outlets.story.sources)
    by_speaker: dict[str, list[Spoken]] = {}
    for key in outlets.story.statements:
        statement = site.knowledge.statements[key]
        for source, quote in site.wordings(statement):
            if source in here:
                by_speaker.setdefault(_speaker(site, source, quote), []).append((statement, source, quote))
    them = [_voice(place, outlets, spoken) for spoken in by_speaker.values()]
    them.sort(key=lambda voice: (not voice.name, -voice.outlets, -voice.total, voice.name))
    columns = range(len(outlets.columns))
    return Voices(
        them=tuple(them),
        totals=tuple(sum(max(0, voice.words[n]) for voice in them) for n in columns),
        most=max((count for voice in them for count in voice.words), default=0),
    )


def _speaker(site: Site, source: str, quote: Quote) -> str:
    """Whose words these are: an entity, or somebody as printed; what "he" said without a name stays by itself."""
    entity = site.speaker(source, quote)
    if entity:
        return entity.id
    if quote.speaker is None:
        return ""
    printed = site.text(source, quote.speaker.span).casefold()
    return f"{source} {printed}" if quote.speaker.kind == "pronoun" else f" {printed}"


def _voice(place: Place, outlets: Outlets, spoken: Sequence[Spoken]) -> SpeakerRow:
    site = place.site
    _, source, quote = spoken[0]
    entity = site.speaker(source, quote)
    shown, folded = _folded(subjects(place, spoken, entity.id if entity else ""))
    return SpeakerRow(
        entity=entity.id if entity else "",
        link=place.entity(entity) if entity else None,
        name=entity.name if entity else site.text(source, quote.speaker.span) if quote.speaker else "",
        words=tuple(_words(site, [one for one in spoken if one[1] in column]) for column in outlets.columns),
        outlets=len({outlets.witness[source] for _, source, _ in spoken}),
        shown=shown,
        folded=folded,
        more=sum(len(subject.said) for subject in folded),
    )


def _folded(subjects: Sequence[Subject]) -> tuple[tuple[Subject, ...], tuple[Subject, ...]]:
    """One quote on each of the first subjects, and what is folded away; a single quote is not folded."""
    shown = tuple(Subject(it.label, it.said[:1]) for it in subjects[:OPEN])
    rest = [Subject(it.label, it.said[1:]) for it in subjects[:OPEN]]
    folded = tuple(it for it in (*rest, *subjects[OPEN:]) if it.said)
    return (tuple(subjects), ()) if sum(len(it.said) for it in folded) == 1 else (shown, folded)


def _words(site: Site, spoken: Iterable[Spoken]) -> int:
    """How many words of them stand in quotation marks; those of a copy are not counted again."""
    counted: dict[str, Counter[str]] = defaultdict(Counter)
    found = False
    for _, source, quote in spoken:
        found = True
        if quote.kind != "indirect":
            counted[source][quote.id] = len(quote.words(site.source(source).text).split())
    return max((sum(counts.values()) for counts in counted.values()), default=REPORTED if found else 0)


def subjects(place: Place, spoken: Sequence[Spoken], speaker: str) -> list[Subject]:
    """The statements of one speaker by subject, those of most outlets first."""
    leads = _leads(place.site, spoken)
    about = {statement.id: _names_in(place.site, statement, speaker) for statement, *_ in leads}
    common = Counter(name for names in about.values() for name in names)
    groups: dict[str, list[Spoken]] = {}
    for one in leads:
        names = about[one[0].id]
        best = max(names, key=lambda name: (common[name], -names.index(name)), default="")
        groups.setdefault(best, []).append(one)
    shared = {key: max(len(set(one[0].sources)) for one in group) for key, group in groups.items()}
    order = sorted(groups, key=lambda key: (-shared[key], not key, -len(groups[key])))
    known = place.site.knowledge.entities
    return [Subject(known[key].name if key else "", _callouts(place, groups[key])) for key in order]


def _leads(site: Site, spoken: Sequence[Spoken]) -> list[Spoken]:
    """One wording for each statement: the most fully quoted one, of those the longest; what most sources have first."""
    rank = {"direct": 2, "mixed": 1, "indirect": 0}
    best: dict[str, Spoken] = {}
    for one in spoken:
        known = best.get(one[0].id)
        if known is None or _full(one, rank) > _full(known, rank):
            best[one[0].id] = one
    return sorted(best.values(), key=lambda one: (-len(set(one[0].sources)), -rank[one[2].kind]))


def _full(one: Spoken, rank: Mapping[str, int]) -> tuple[int, int]:
    return rank[one[2].kind], sum(map(len, one[2].spans))


def _names_in(site: Site, statement: Statement, speaker: str) -> list[str]:
    """The names in the words of a statement, in all its wordings."""
    found: dict[str, None] = {}
    for source, quote in site.wordings(statement):
        linked = site.linked.get(source, ())
        for mention, entity in linked[bisect_left(linked, quote.span.start, key=_start) :]:
            if mention.span.start > quote.span.end:
                break
            if entity.id != speaker and any(span.contains(mention.span) for span in quote.spans):
                found[entity.id] = None
    return list(found)


def _start(linked: tuple[Mention, Entity]) -> int:
    return linked[0].span.start


def _callouts(place: Place, spoken: Iterable[Spoken]) -> tuple[Callout, ...]:
    """The callouts; where several stand in one sentence that is shown whole, it is shown once."""
    shown: dict[object, Callout] = {}
    for _, source, quote in spoken:
        made = callout(place, source, quote)
        shown.setdefault((source, made.frame_at) if made.frame_at else made.id, made)
    return tuple(shown.values())
