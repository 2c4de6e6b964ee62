"""Which sources report the same news: `story:` joins them, what is likely enough joins itself, others stand alone.

An editor's word goes first: two stories that he named stay two, and an article that he wants alone stays alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from newsdesk.knowledge.copies import Copy
from newsdesk.knowledge.origins import origins_of
from newsdesk.knowledge.same_story import Likeness
from newsdesk.records import Source, StoryJoin

_SURE = 3.5  # log-odds from which on two articles are joined without asking
_TOGETHER = 1.0  # on the mean over all pairs of two groups: one article that is like one of a story is not yet of it
_UNLIKE = -3.0  # what counts for a pair that was not found alike


@dataclass(frozen=True, slots=True)
class StoryGroup:
    """The sources of one story, newest first (unknown dates last), and what follows from their front matter.

    `joins`: why those sources are in it that no editor put there.
    """

    id: str
    title: str  # the newest headline
    titled: str  # an editor's title; "" where there is none
    summary: str
    sources: tuple[Source, ...]
    origins: Mapping[str, str]  # each source's origin, by id; sources of one origin count once
    published: date | None
    joins: tuple[StoryJoin, ...] = field(default=())


def group_stories(
    sources: Mapping[str, Source], copies: Iterable[Copy] = (), likes: Sequence[Likeness] = ()
) -> list[StoryGroup]:
    """The stories, newest first. A story's id is its `story:` as given, else the id of the first of its sources."""
    found = _Found(sources)
    for like in likes:
        if like.score >= _SURE and not like.ask:
            found.join(like, likes)
    members: dict[str, list[Source]] = defaultdict(list)
    for source in sources.values():
        members[found.story_of(source.id)].append(source)
    origins = origins_of(sources.values(), copies)
    groups = [_group(story, of, origins, likes) for story, of in members.items()]
    return sorted(groups, key=lambda g: (-(g.published or date.min).toordinal(), g.id))


class _Found:
    """Which sources stand together so far: those that editors joined from the start."""

    def __init__(self, sources: Mapping[str, Source]) -> None:
        self._sources = sources
        declared: dict[str, list[str]] = defaultdict(list)
        for source in sources.values():
            declared[source.meta.story or f"\0{source.id}"].append(source.id)
        self._of: dict[str, list[str]] = {key: members for members in declared.values() for key in members}
        self._scores: dict[tuple[str, str], float] | None = None

    def join(self, like: Likeness, likes: Sequence[Likeness]) -> None:
        """Joins the groups of two sources if all that both hold is rather alike than not."""
        a, b = self._of[like.one], self._of[like.other]
        if a is b or (self._named(a) and self._named(b)):
            return
        if self._scores is None:
            self._scores = {(x.one, x.other): x.score for x in likes if not x.ask}
        pairs = [(min(x, y), max(x, y)) for x in a for y in b]
        if sum(self._scores.get(pair, _UNLIKE) for pair in pairs) < _TOGETHER * len(pairs):
            return
        a += b
        self._of.update(dict.fromkeys(b, a))

    def _named(self, group: Iterable[str]) -> str:
        return next((story for key in group if (story := self._sources[key].meta.story)), "")

    def story_of(self, key: str) -> str:
        group = self._of[key]
        first = min(group, key=lambda k: (self._sources[k].meta.published or date.max, k))
        return self._named(group) or first


def _group(story: str, members: list[Source], origins: Mapping[str, str], likes: Sequence[Likeness]) -> StoryGroup:
    ordered = sorted(members, key=lambda s: (-(s.meta.published or date.min).toordinal(), s.id))
    return StoryGroup(
        id=story,
        title=next((s.title for s in ordered if s.title), story),
        titled=next((s.meta.story_title for s in ordered if s.meta.story_title), ""),
        summary=next((s.meta.summary for s in ordered if s.meta.summary), ""),
        sources=tuple(ordered),
        origins={s.id: origins[s.id] for s in ordered},
        published=max((s.meta.published for s in ordered if s.meta.published), default=None),
        joins=_joins(ordered, likes),
    )


def _joins(members: Sequence[Source], likes: Sequence[Likeness]) -> tuple[StoryJoin, ...]:
    """For each source that no editor put into the story the one it is most like, and why."""
    if len(members) < 2 or all(source.meta.story for source in members):
        return ()
    inside = {source.id for source in members}
    put = {source.id for source in members if source.meta.story}
    best: dict[str, StoryJoin] = {}
    for like in likes:
        if {like.one, like.other} <= inside:
            for source, other in ((like.one, like.other), (like.other, like.one)):
                if source not in put and source not in best:
                    best[source] = StoryJoin(source, other, like.score, like.signs, like.reasons)
    return tuple(best[source.id] for source in members if source.id in best)
