"""What editors say against a join: `not` and `only_in` of their entries; `mention` corrections are in extractions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from newsdesk.knowledge.key_of_name import key_of
from newsdesk.records import CuratedEntity


class Editors:
    """The entries that editors curated, by id."""

    def __init__(self, curated: Mapping[str, CuratedEntity]) -> None:
        self.entries = curated
        self._never = {key: {*map(key_of, entry.never)} for key, entry in curated.items()}

    def let(self, entry: str, source: str, printed: Iterable[str]) -> bool:
        """Whether some words of a source may mean an entry; "" is none, of which editors say nothing."""
        known = self.entries.get(entry)
        if known is None:
            return True
        refused = self._never[entry] and not self._never[entry].isdisjoint(map(key_of, printed))
        return not refused and (not known.only_in or source in known.only_in)
