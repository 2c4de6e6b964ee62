"""What the sources of one story give by themselves, whatever other stories there are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from newsdesk.knowledge.agreed import find_agreed
from newsdesk.knowledge.cast import cast_of
from newsdesk.knowledge.differences import find_differences
from newsdesk.knowledge.heading import heading
from newsdesk.knowledge.key_points import key_points
from newsdesk.knowledge.stories import StoryGroup
from newsdesk.knowledge.story_view import StoryView
from newsdesk.knowledge.timeline import timeline
from newsdesk.knowledge.weights import Weights
from newsdesk.knowledge.words import language
from newsdesk.memo.memo import Kind
from newsdesk.records import Lexicon, Story


@dataclass(frozen=True, slots=True)
class Account:
    """A story without links to others, and the names by which it is related to them."""

    story: Story
    names: Mapping[str, int]  # how often each entity is named, by id


ACCOUNTS: Kind[Account] = Kind("accounts", Account)


def account(group: StoryGroup, scene: StoryView, lexicon: Lexicon, weigh: Weights) -> Account:
    """The account of a group of sources, whose scene is given."""
    words = language(lexicon)
    first, points = (None, ()) if group.summary else key_points(scene, words, weigh)
    title, named = heading(group, scene)
    story = Story(
        id=group.id,
        title=title,
        standfirst=first,
        summary=group.summary,
        sources=tuple(source.id for source in group.sources),
        origins=len(set(group.origins.values())),
        named=named,
        copies=_copies(group),
        published=group.published,
        key_points=points,
        people=cast_of(scene),
        differences=find_differences(scene, words, lexicon, weigh),
        agreed=find_agreed(scene, words, lexicon, weigh),
        timeline=timeline(scene, words, weigh),
    )
    return Account(story, _names(scene))


def _copies(group: StoryGroup) -> tuple[tuple[str, ...], ...]:
    """The sources that share an origin, together; those that stand alone are left out."""
    by_origin: dict[str, list[str]] = {}
    for source in group.sources:
        by_origin.setdefault(group.origins[source.id], []).append(source.id)
    return tuple(tuple(sources) for sources in by_origin.values() if len(sources) > 1)


def _names(scene: StoryView) -> Mapping[str, int]:
    """How often each entity is named. A demonym names nobody, and an outlet that names itself is no news."""
    return Counter(
        bearer.id
        for source, found in scene
        for mention in found.mentions
        if mention.chain is not None and not mention.weak
        and found.chains[mention.chain].name.casefold() != source.meta.outlet.casefold()
        and (bearer := scene.bearer(source.id, mention.chain))
    )  # fmt: skip
