"""Short names that one source explains and another uses alone: "the Air Force" where the country is named beside it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping

from newsdesk.knowledge.key_of_name import key_of
from newsdesk.memo.memo import Memo
from newsdesk.records import Chain, ChainRef, Extraction


def explained_elsewhere(extractions: Mapping[str, Extraction], memo: Memo | None = None) -> dict[ChainRef, str]:
    """For chains of organisations and products under a short name: the key of the one long name they stand for.

    A source uses the end of a name alone ("Air Force"); another source has it beside the whole name ("Utopian Air
    Force"), no source explains it otherwise, and what is left out ("Utopia") is named where the short name stands
    alone: if that is a place, more often than any other place.
    """
    longs = _explained(extractions, memo or Memo())
    found = {}
    for source, extraction in sorted(extractions.items()):
        if not any(chain.key in longs for chain in extraction.chains):
            continue
        often = Counter(m.chain for m in extraction.mentions)
        named = {chain.key for chain in extraction.chains}
        places = {chain.key: often[n] for n, chain in enumerate(extraction.chains) if chain.type == "place"}
        for n, chain in enumerate(extraction.chains):
            long = longs.get(chain.key, set()) if _may_be_short(chain) else set()
            if len(long) != 1 or long & named:
                continue
            front = min(long).removesuffix(chain.key).strip()
            others = max((count for key, count in places.items() if key != front), default=0)
            if front in named and (front not in places or places[front] > others):
                found[source, n] = min(long)
    return found


def _may_be_short(chain: Chain) -> bool:
    return chain.type in ("organisation", "product") and chain.full and not chain.entity and not chain.candidates


def _explained(extractions: Mapping[str, Extraction], memo: Memo) -> dict[str, set[str]]:
    """For each end of a name that a source uses beside the whole: the whole names it is the end of."""
    longs: dict[str, set[str]] = defaultdict(set)
    for extraction in extractions.values():
        for end, whole in memo.once(_ends, extraction):
            longs[end].add(whole)
    return longs


def _ends(extraction: Extraction) -> list[tuple[str, str]]:
    """The ends of names that one source uses beside the whole, each with that."""
    return [
        (alias, chain.key)
        for chain in extraction.chains
        if _may_be_short(chain) and " " in chain.key
        for alias in map(key_of, chain.aliases)
        if chain.key.endswith(f" {alias}")
    ]
