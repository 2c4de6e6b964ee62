"""Which sources report the same news: `story:` joins them, else each source is a story of its own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from newsdesk.records import Source


@dataclass(frozen=True, slots=True)
class Group:
    """The sources of one story, newest first (unknown dates last), and what follows from their front matter."""

    id: str
    title: str
    summary: str
    sources: tuple[Source, ...]
    origins: int
    published: date | None


def group_stories(sources: Mapping[str, Source]) -> list[Group]:
    """The stories, newest first. A story's id is its `story:` as given, else the id of its one source."""
    members: dict[str, list[Source]] = defaultdict(list)
    for source in sources.values():
        members[source.meta.story or source.id].append(source)
    groups = [_group(story, found) for story, found in members.items()]
    return sorted(groups, key=lambda g: (-(g.published or date.min).toordinal(), g.id))


def _group(story: str, members: list[Source]) -> Group:
    ordered = sorted(members, key=lambda s: (-(s.meta.published or date.min).toordinal(), s.id))
    return Group(
        id=story,
        title=next((s.title for s in ordered if s.title), story),
        summary=next((s.meta.summary for s in ordered if s.meta.summary), ""),
        sources=tuple(ordered),
        origins=len({s.meta.origin or s.id for s in ordered}),
        published=max((s.meta.published for s in ordered if s.meta.published), default=None),
    )
