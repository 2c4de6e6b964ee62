"""What every country may have: the Senate of one article is not that of another about another country, nor is its
King Abdullah."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from newsdesk.memo.memo import Memo
from newsdesk.records import ChainRef, Extraction, Lexicon


@dataclass(frozen=True, slots=True)
class _Naming:
    """What one source names, as far as it tells of countries; by the keys of its chains."""

    often: Counter[str]
    demonyms: frozenset[str]  # of which it has a demonym: countries, where cities and states have none
    bearers: tuple[tuple[str, int], ...]  # names that each country may have, with their chains


def of_other_countries(
    extractions: Mapping[str, Extraction], lexicon: Lexicon, memo: Memo | None = None
) -> dict[ChainRef, str]:
    """For institutions whose name says no country ("the Supreme Court"), and rulers and peers of one name, that are not
    those of most sources: theirs.

    A source is about the country it names clearly most; one that is about none goes with most sources.
    """
    memo = memo or Memo()
    naming = {source: memo.once(_naming, extraction, lexicon) for source, extraction in extractions.items()}
    countries = frozenset[str]().union(*(named.demonyms for named in naming.values()))
    home = {source: _home(named.often, countries) for source, named in naming.items()}
    bearers: dict[str, list[ChainRef]] = defaultdict(list)
    for source, named in sorted(naming.items(), key=lambda item: item[0]):
        for key, n in named.bearers:
            bearers[key].append((source, n))
    found = {}
    none = lexicon.tables["names"]["none_in"]
    for key, places in bearers.items():
        told = Counter(home[source] for source, _ in places if home[source])
        most = max(told, key=lambda country: (told[country], country), default="")
        other = ((source, n) for source, n in places if home[source] not in ("", most))
        found.update({(source, n): home[source] for source, n in other if home[source] not in none.get(key, ())})
    return found


def _naming(extraction: Extraction, lexicon: Lexicon) -> _Naming:
    common, titles = _words(lexicon)
    chains = extraction.chains
    bearers = []
    for n, chain in enumerate(chains):
        institution = chain.type == "organisation" and common.issuperset(chain.key.split())
        titled = chain.type == "person" and chain.key.partition(" ")[0] in titles
        if (institution or titled) and chain.full and not chain.entity:
            bearers.append((chain.key, n))
    named = [(chains[mention.chain].key, mention.rule) for mention in extraction.mentions if mention.chain is not None]
    demonyms = frozenset(key for key, rule in named if rule == "demonym")
    return _Naming(Counter(key for key, _ in named), demonyms, tuple(bearers))


@cache
def _words(lexicon: Lexicon) -> tuple[frozenset[str], frozenset[str]]:
    """What institutions are called that every country has, and titles before one name."""
    names, titles = lexicon.tables["names"], lexicon.tables["titles"]
    return frozenset(names["institutions"]), frozenset(titles["before_one_name"])


def _home(often: Counter[str], countries: frozenset[str]) -> str:
    """The country that a source names twice as often as any other; "" if there is none."""
    named = Counter({key: number for key, number in often.items() if key in countries})
    (first, most), (_, next_) = (*named.most_common(2), ("", 0), ("", 0))[:2]
    return first if most >= 2 * next_ and most > 1 else ""
