"""What every country may have: the Senate of one article is not that of another about another country, nor is its
King Abdullah."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping

from newsdesk.records import Extraction, Lexicon

Place = tuple[str, int]  # (source id, chain index)


def of_other_countries(extractions: Mapping[str, Extraction], lexicon: Lexicon) -> dict[Place, str]:
    """For institutions whose name says no country ("the Supreme Court"), and rulers and peers of one name, that are not
    those of most sources: theirs.

    A source is about the country it names clearly most; one that is about none goes with most sources.
    """
    common = set(lexicon.tables["names"]["institutions"])
    titles = set(lexicon.tables["titles"]["before_one_name"])
    countries = _countries(extractions)
    home = {source: _home(extraction, countries) for source, extraction in extractions.items()}
    bearers: dict[str, list[Place]] = defaultdict(list)
    for source, extraction in sorted(extractions.items()):
        for n, chain in enumerate(extraction.chains):
            first = chain.key.partition(" ")[0]
            institution = chain.type == "organisation" and common.issuperset(chain.key.split())
            if (institution or (chain.type == "person" and first in titles)) and chain.full and not chain.entity:
                bearers[chain.key].append((source, n))
    found = {}
    for places in bearers.values():
        told = Counter(home[source] for source, _ in places if home[source])
        most = max(told, key=lambda country: (told[country], country), default="")
        found.update({(source, n): home[source] for source, n in places if home[source] not in ("", most)})
    return found


def _countries(extractions: Mapping[str, Extraction]) -> set[str]:
    """The keys of all that has a demonym somewhere: countries, where cities and states have none."""
    return {
        extraction.chains[mention.chain].key
        for extraction in extractions.values()
        for mention in extraction.mentions
        if mention.rule == "demonym" and mention.chain is not None
    }


def _home(extraction: Extraction, countries: set[str]) -> str:
    """The country that a source names twice as often as any other; "" if there is none."""
    often = Counter(
        extraction.chains[mention.chain].key
        for mention in extraction.mentions
        if mention.chain is not None and extraction.chains[mention.chain].key in countries
    )
    (first, most), (_, next_) = (*often.most_common(2), ("", 0), ("", 0))[:2]
    return first if most >= 2 * next_ and most > 1 else ""
