"""Every dated event of a story: the sentence and the date it gives."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from newsdesk.records import Extraction, Source, TimelineItem


def timeline(
    sources: Sequence[Source], extractions: Sequence[Extraction], entity_of_chain: Mapping[tuple[str, int], str]
) -> tuple[TimelineItem, ...]:
    """The items by date; a date that the source leaves open is none of them."""
    items = []
    for source, extraction in zip(sources, extractions, strict=True):
        for mention in extraction.dates:
            sentence = next((s for s in extraction.sentences if s.contains(mention.span)), None)
            if mention.value is None or mention.precision is None or sentence is None:
                continue
            names = (
                entity_of_chain.get((source.id, m.chain))
                for m in extraction.mentions
                if m.chain is not None and sentence.contains(m.span)
            )
            items.append(
                TimelineItem(
                    date=mention.value,
                    precision=mention.precision,
                    source=source.id,
                    span=sentence,
                    date_span=mention.span,
                    paragraph=mention.paragraph,
                    entities=tuple(dict.fromkeys(name for name in names if name)),
                    rule=mention.rule,
                )
            )
    return tuple(sorted(items, key=lambda i: (i.date, i.source, i.span, i.date_span)))
