"""Every dated event of a story: the sentence and the date it gives."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations, groupby

from newsdesk.knowledge.facts import shared_words
from newsdesk.knowledge.joining import joined
from newsdesk.knowledge.story_view import StoryView
from newsdesk.knowledge.weights import Weigh
from newsdesk.knowledge.words import Language, Word
from newsdesk.records import DateMention, Mention, Source, Span, TimelineItem

_SHARED, _HOLDS, _OF_BOTH = 4, 0.5, 0.25  # content words that two sentences share, and of what weight


def timeline(scene: StoryView, language: Language, weigh: Weigh) -> tuple[TimelineItem, ...]:
    """The items by date, the less exact first; of copies of one sentence the earliest source's.

    A date that cannot be told ("on Saturday" in a source without a date) makes no item.
    """
    items: dict[tuple[str, str], TimelineItem] = {}
    for source, extraction in sorted(scene, key=lambda pair: _age(pair[0])):
        starts = [sentence.start for sentence in extraction.sentences]
        named = sorted(extraction.mentions, key=_start)
        for mention in extraction.dates:
            k = bisect_right(starts, mention.span.start) - 1
            if k < 0 or mention.value is None or mention.precision is None or _in_headline(source, mention):
                continue
            sentence = extraction.sentences[k]
            if sentence.contains(mention.span):
                words = " ".join(re.findall(r"\w+", sentence.of(source.text).casefold()))
                item = _item(scene, source, mention, sentence, named)
                items.setdefault((item.date, words), item)
    found = sorted(items.values(), key=lambda i: (i.date, i.source, i.span, i.date_span))
    return tuple(_as_events(found, scene, language, weigh))


def _as_events(
    items: Sequence[TimelineItem], scene: StoryView, language: Language, weigh: Weigh
) -> Iterator[TimelineItem]:
    """The items, those of one event with one `event`: of one date, in sources of two origins, and with words in common
    that few other sentences have."""
    texts = {source.id: source.text for source in scene.sources}
    for _, of_date in groupby(items, key=lambda item: item.date):
        together = list(of_date)
        keys = [f"{item.source}-{item.span.start}" for item in together]
        told = [_content(language.words(item.span.of(texts[item.source]))) for item in together]
        pairs = [
            (keys[a], keys[b])
            for a, b in combinations(range(len(together)), 2)
            if scene.origin(together[a].source) != scene.origin(together[b].source)
            and _one_event(told[a], told[b], weigh)
        ]
        event = joined(dict.fromkeys(keys), pairs)
        yield from (replace(item, event=event[key]) for item, key in zip(together, keys, strict=True))


def _content(words: Sequence[Word]) -> list[Word]:
    return [word for word in words if word.content and word.kind != "time"]


def _one_event(one: Sequence[Word], other: Sequence[Word], weigh: Weigh) -> bool:
    shared = shared_words(one, other, weigh)
    return shared.number >= _SHARED and shared.weight >= max(_HOLDS * shared.lighter, _OF_BOTH * shared.both)


def _age(source: Source) -> tuple[bool, str, str]:
    published = source.meta.published
    return published is None, published.isoformat() if published else "", source.id


def _in_headline(source: Source, mention: DateMention) -> bool:
    return source.title_in_body and mention.paragraph == 1


def _start(mention: Mention) -> int:
    return mention.span.start


def _item(
    scene: StoryView, source: Source, mention: DateMention, sentence: Span, mentions: Sequence[Mention]
) -> TimelineItem:
    """`mentions`: those of the source, in order."""
    first, end = (bisect_left(mentions, at, key=_start) for at in (sentence.start, sentence.end))
    within = (m for m in mentions[first:end] if not m.weak and sentence.contains(m.span))
    named = (scene.bearer(source.id, m.chain) for m in within)
    assert mention.value and mention.precision
    return TimelineItem(
        date=mention.value,
        precision=mention.precision,
        source=source.id,
        span=sentence,
        date_span=mention.span,
        paragraph=mention.paragraph,
        entities=tuple(dict.fromkeys(bearer.id for bearer in named if bearer)),
        rule=mention.rule,
    )
