"""Every dated event of a story: the sentence and the date it gives."""

from __future__ import annotations

import re
from bisect import bisect_right

from newsdesk.knowledge.scene import Scene
from newsdesk.records import DateMention, Source, Span, TimelineItem


def timeline(scene: Scene) -> tuple[TimelineItem, ...]:
    """The items by date, the less exact first; of copies of one sentence the earliest source's.

    A date that cannot be told ("on Saturday" in a source without a date) makes no item.
    """
    items: dict[tuple[str, str], TimelineItem] = {}
    for source, extraction in sorted(scene, key=lambda pair: _age(pair[0])):
        starts = [sentence.start for sentence in extraction.sentences]
        for mention in extraction.dates:
            k = bisect_right(starts, mention.span.start) - 1
            if k < 0 or mention.value is None or mention.precision is None or _in_headline(source, mention):
                continue
            sentence = extraction.sentences[k]
            if sentence.contains(mention.span):
                words = " ".join(re.findall(r"\w+", sentence.of(source.text).casefold()))
                item = _item(scene, source, mention, sentence)
                items.setdefault((item.date, words), item)
    return tuple(sorted(items.values(), key=lambda i: (i.date, i.source, i.span, i.date_span)))


def _age(source: Source) -> tuple[bool, str, str]:
    published = source.meta.published
    return published is None, published.isoformat() if published else "", source.id


def _in_headline(source: Source, mention: DateMention) -> bool:
    return source.title_in_body and mention.paragraph == 1


def _item(scene: Scene, source: Source, mention: DateMention, sentence: Span) -> TimelineItem:
    named = (
        scene.bearer(source.id, m.chain)
        for m in scene.found[source.id].mentions
        if not m.weak and sentence.contains(m.span)
    )
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
