"""Which sources report the same news: `story:` joins them, else each source is a story of its own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from newsdesk.knowledge.copies import Copy
from newsdesk.knowledge.origins import origins_of
from newsdesk.records import Source


@dataclass(frozen=True, slots=True)
class Group:
    """The sources of one story, newest first (unknown dates last), and what follows from their front matter."""

    id: str
    title: str
    summary: str
    sources: tuple[Source, ...]
    origins: Mapping[str, str]  # each source's origin, by id; sources of one origin count once
    published: date | None


def group_stories(sources: Mapping[str, Source], copies: Iterable[Copy] = ()) -> list[Group]:
    """The stories, newest first. A story's id is its `story:` as given, else the id of its one source."""
    members: dict[str, list[Source]] = defaultdict(list)
    for source in sources.values():
        members[source.meta.story or source.id].append(source)
    origins = origins_of(sources.values(), copies)
    groups = [_group(story, found, origins) for story, found in members.items()]
    return sorted(groups, key=lambda g: (-(g.published or date.min).toordinal(), g.id))


def _group(story: str, members: list[Source], origins: Mapping[str, str]) -> Group:
    ordered = sorted(members, key=lambda s: (-(s.meta.published or date.min).toordinal(), s.id))
    return Group(
        id=story,
        title=next((s.title for s in ordered if s.title), story),
        summary=next((s.meta.summary for s in ordered if s.meta.summary), ""),
        sources=tuple(ordered),
        origins={s.id: origins[s.id] for s in ordered},
        published=max((s.meta.published for s in ordered if s.meta.published), default=None),
    )
