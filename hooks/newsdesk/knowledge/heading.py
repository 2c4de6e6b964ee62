"""What heads a story: an editor's title, else the headline of its only outlet, else the names that all outlets have."""

from __future__ import annotations

import math
from collections import Counter, defaultdict

from newsdesk.knowledge.stories import StoryGroup
from newsdesk.knowledge.story_view import NameBearer, StoryView

NAMES = 3  # in a heading, at most
_OPENING = 600  # characters: who is named there is who the news is about
_LONG = 60  # characters: a longer name is a line by itself
_LATER = ("place", "event", "product")  # kinds that say less of what happened than who does something


def heading(group: StoryGroup, scene: StoryView) -> tuple[str, tuple[str, ...]]:
    """The story's own title, and the entities whose names it is. No outlet's headline heads what several outlets tell:
    which one would it be?"""
    outlets = {source.meta.outlet or source.id for source in scene.sources}
    if group.titled or len(outlets) < 2:
        return group.titled or group.title, ()
    named = _names(scene)
    return ", ".join([name for _, name in named] or sorted(outlets)), tuple(key for key, _ in named)


def _names(scene: StoryView) -> list[tuple[str, str]]:
    """The entities and names that most outlets have, the most told first; people and bodies before places."""
    weight: defaultdict[str, float] = defaultdict(float)
    outlets: defaultdict[str, set[str]] = defaultdict(set)
    bearers: dict[str, NameBearer] = {}
    own = {source.meta.outlet.casefold() for source in scene.sources}
    for source, found in scene:
        if source.meta.rights == "none":
            continue  # its text is not ours to tell from
        title = source.title.casefold()
        said: Counter[str] = Counter()
        for mention in found.mentions:
            who = None if mention.weak else scene.bearer(source.id, mention.chain)
            if who and who.name.casefold() not in own and len(who.name) <= _LONG:
                bearers[who.id] = who
                said[who.id] += 1 + 2 * (mention.span.start < _OPENING)
        for key, count in said.items():
            outlets[key].add(source.meta.outlet or source.id)
            in_title = bearers[key].name.casefold().split()[-1] in title
            weight[key] += math.log1p(count) + 1.5 * in_title
    most = max(map(len, outlets.values()), default=0)
    shared = [key for key in bearers if len(outlets[key]) == most]
    shared.sort(key=lambda key: (-weight[key], bearers[key].name))
    first = [key for key in shared if bearers[key].type not in _LATER][:NAMES]
    return [(key, bearers[key].name) for key in (*first, *(key for key in shared if key not in first))][
        : max(2, len(first))
    ]
