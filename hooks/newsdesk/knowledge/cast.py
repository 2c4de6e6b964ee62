"""The people and organisations of a story, by the part they play."""

from __future__ import annotations

from collections import Counter, defaultdict

from newsdesk.knowledge.story_view import StoryView
from newsdesk.records import CastMember, Span

_SHOWN = ("person", "organisation")
_ORDER = {"speaks": 0, "acts": 1, "is spoken about": 2}


def cast_of(scene: StoryView) -> tuple[CastMember, ...]:
    """Those who speak first, then those who do something, then the others; in each part those named most.

    The roles are as the sources put them, the same words once. A place has no part.
    """
    mentions: Counter[str] = Counter()
    acting: set[str] = set()
    speaking: set[str] = set()
    shown: set[str] = set()
    roles: dict[str, dict[str, tuple[str, Span, int]]] = defaultdict(dict)
    for source, extraction in scene:
        bearer_of = [scene.bearer(source.id, n) for n in range(len(extraction.chains))]
        entity_of = [bearer.id if bearer else "" for bearer in bearer_of]
        shown |= {bearer.id for bearer in bearer_of if bearer and bearer.type in _SHOWN}
        for mention in extraction.mentions:
            if mention.chain is None or mention.weak:
                continue
            mentions[entity_of[mention.chain]] += 1
            if mention.acts:
                acting.add(entity_of[mention.chain])
        for quote in extraction.quotes:
            if quote.speaker and quote.speaker.chain is not None:
                speaking.add(entity_of[quote.speaker.chain])
        for found in extraction.descriptions:
            words = found.span.of(source.text)
            roles[entity_of[found.chain]].setdefault(words.casefold(), (source.id, found.span, found.paragraph))
    parts = [
        CastMember(
            name,
            "speaks" if name in speaking else "acts" if name in acting else "is spoken about",
            tuple(roles[name].values()),
            count,
        )
        for name, count in mentions.items()
        if name in shown
    ]
    return tuple(sorted(parts, key=lambda p: (_ORDER[p.part], -p.mentions, p.entity)))
