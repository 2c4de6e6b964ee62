"""Of the findings of one source, those that stand in what is published of its text."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from newsdesk.records import Chain, Extraction, Mention, Quote, Span

UNNAMED = ""  # the name of a chain of which nothing is published
Shows = Callable[[Span], bool]


def shown_findings(found: Extraction, text: str, shows: Shows) -> Extraction:
    """The findings whose words `shows`, with nothing in them that the text published does not print.

    Chains keep their places, since others refer to these; each has the name and the aliases that its shown mentions
    print, and one without shown mentions has no name. A speaker who is not shown is none; words reported without
    marks go with their reporting word, without which a denial would read as a claim.
    """
    mentions = tuple(m for m in found.mentions if shows(m.span))
    printed: dict[int | None, list[str]] = defaultdict(list)
    for mention in mentions:
        printed[mention.chain].append(" ".join(mention.span.of(text).split()))
    dates = tuple(date for date in found.dates if shows(date.span))
    days = {date.value for date in dates}
    quotes = (_shown(quote, shows, days) for quote in found.quotes)
    return replace(
        found,
        mentions=mentions,
        chains=tuple(_named(chain, printed.get(n, ())) for n, chain in enumerate(found.chains)),
        descriptions=tuple(d for d in found.descriptions if shows(d.span) and printed.get(d.chain)),
        relations=tuple(r for r in found.relations if shows(r.sentence)),
        quotes=tuple(quote for quote in quotes if quote),
        dates=dates,
    )


def _shown(quote: Quote, shows: Shows, days: Collection[str | None]) -> Quote | None:
    if not all(map(shows, quote.spans)) or (quote.kind == "indirect" and quote.cue and not shows(quote.cue)):
        return None

    def kept(span: Span | None) -> Span | None:
        return span if span and shows(span) else None

    return replace(
        quote,
        speaker=quote.speaker if quote.speaker and shows(quote.speaker.span) else None,
        cue=kept(quote.cue),
        addressee=kept(quote.addressee),
        venue=kept(quote.venue),
        said_on=quote.said_on if quote.said_on and quote.said_on.isoformat() in days else None,
        candidates=(),
    )


def _named(chain: Chain, printed: Collection[str]) -> Chain:
    """A chain under what is printed of its names: its own, else the longest alias, else the longest mention."""
    if not printed:
        return Chain(UNNAMED, chain.type, full=False, entity=chain.entity)
    aliases = tuple(alias for alias in chain.aliases if any(_holds(words, alias) for words in printed))
    if any(_holds(words, chain.name) for words in printed):
        return replace(chain, aliases=aliases, strong=())
    name = max(aliases or printed, key=len)
    return replace(chain, name=name, full=False, aliases=tuple(a for a in aliases if a != name), key="", strong=())


def _holds(words: str, name: str) -> bool:
    return name.casefold() in words.casefold()


@dataclass(frozen=True)
class Beside:
    """The share of one source in the profiles of its chains, where not all of it is published."""

    found: Extraction

    @cached_property
    def mentions(self) -> Mapping[Mention, int]:
        """The place of each shown mention among them."""
        return {mention: n for n, mention in enumerate(self.found.mentions)}

    @cached_property
    def together(self) -> Mapping[int, Counter[int]]:
        """For each chain, in how many sentences it is shown beside each other one."""
        counts: dict[int, Counter[int]] = defaultdict(Counter)
        for chains in self._sentences():
            for one in chains:
                counts[one].update(chains - {one})
        return counts

    def _sentences(self) -> Iterator[set[int]]:
        named = sorted((m.span.start, m.chain) for m in self.found.mentions if m.chain is not None and not m.weak)
        at = 0
        for sentence in self.found.sentences:
            inside = set()
            while at < len(named) and named[at][0] < sentence.end:
                if named[at][0] >= sentence.start:
                    inside.add(named[at][1])
                at += 1
            yield inside
