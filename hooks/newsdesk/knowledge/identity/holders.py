"""Who "the governor" is, where an article leaves it open: the one person who holds that office in all articles of its
story. "The Texas governor" is the one of those who is told to be of Texas. Only for speakers."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from newsdesk.knowledge.entity_joins import Cluster
from newsdesk.knowledge.identity.editors import Editors
from newsdesk.knowledge.identity.offices import Offices, offices_in
from newsdesk.knowledge.namesakes import Teller
from newsdesk.records import Extraction, Join, Lexicon, Source, Span

Place = tuple[str, int]
RULE = "office"
_PHRASE = re.compile(r"[Tt]he (?:(?P<state>[A-Z][a-z]+(?: [A-Z][a-z]+)?) )?(?P<office>[a-z][a-z ]+)")


@dataclass(frozen=True, eq=False)
class Holders:
    """What tells who holds an office."""

    home: Mapping[Place, Cluster]  # of each chain that is known to be somebody's
    extractions: Mapping[str, Extraction]
    offices: Offices
    teller: Teller
    editors: Editors
    lexicon: Lexicon

    def of(self, office: str, story: Sequence[str]) -> dict[int | Place, list[Place]]:
        """Those whom articles of a story call by an office, each with the chains that they do so by."""
        found: dict[int | Place, list[Place]] = defaultdict(list)
        for source in story:
            extraction = self.extractions[source]
            for n, chain in enumerate(extraction.chains):
                if chain.type == "person" and office in self.offices.of(extraction, n):
                    group = self.home.get((source, n))
                    found[id(group) if group else (source, n)].append((source, n))
        return found


def holder_joins(source: Source, story: Sequence[str], first: int, known: Holders) -> Iterator[Join]:
    """The joins of one source for those who speak by an office alone; their chains are counted from `first`."""
    extraction = known.extractions[source.id]
    refused = [r.span for r in extraction.refusals if r.what == "mention" and r.rule == "correction"]
    spans: dict[Place, list[Span]] = defaultdict(list)
    told: dict[Place, str] = {}
    for quote in extraction.quotes:
        speaker = quote.speaker
        if speaker is None or speaker.kind != "description" or speaker.chain is not None or speaker.short is not None:
            continue
        if speaker.rule == "correction" or any(span.overlaps(speaker.span) for span in refused):
            continue
        place, office = _meant(speaker.text, story, known)
        group = known.home.get(place) if place else None
        if place and group and known.editors.let(group.curated, source.id, [speaker.text]):
            told[place] = office
            if speaker.span not in spans[place]:
                spans[place].append(speaker.span)
    for n, (place, found) in enumerate(sorted(spans.items())):
        why = f"{known.home[place].name} is the only one whom articles of the story call {told[place]}"
        yield Join(first + n, "story", RULE, place, why, tuple(sorted(found)))


def _meant(words: str, story: Sequence[str], known: Holders) -> tuple[Place | None, str]:
    """The chain of the one who is meant by an office, in an article that names him in full; and the office."""
    match = _PHRASE.fullmatch(words)
    offices = list(offices_in(match["office"], known.lexicon)) if match else []
    if match is None or len(offices) != 1 or offices[0] not in known.lexicon.tables["titles"]["held_by_one"]:
        return None, ""
    holders = known.of(offices[0], story)
    if match["state"]:
        holders = {who: places for who, places in holders.items() if _of_state(match["state"], places, known)}
    if len(holders) != 1 or len(match["office"].split()) != len(offices[0].split()):
        return None, ""
    (places,) = holders.values()
    group = known.home.get(places[0])
    full = sorted(place for place in group.full if place[0] in story) if group else []
    return (full[0] if full else None), offices[0]


def _of_state(state: str, places: Sequence[Place], known: Holders) -> bool:
    return any(state in known.teller.told(place).states for place in places)
