"""What the last build made, by all that decides it, so that the next one makes only what is new."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from hashlib import sha256
from typing import SupportsBytes

from newsdesk.reading.packs import Packs


class KeptParts:
    """Parts of files in packs; what a build does not ask for is gone after it."""

    def __init__(self, packs: Packs) -> None:
        self._packs = packs
        self._opened = packs.sealed()
        self._known = {key: part for key, (_, part) in packs.named(self._opened).items()}
        self._used: dict[str, SupportsBytes] = {}
        self._new = False

    def once(self, about: tuple[object, ...], make: Callable[[], bytes]) -> bytes:
        """What was made of the same, else what `make` gives now. `about` has a `repr` that says all that decides it."""
        key = sha256(repr(about).encode("utf-8", "surrogatepass")).hexdigest()
        with suppress(OSError):
            if found := self._used.get(key) or self._known.get(key):
                self._used[key] = found
                return bytes(found)
        self._used[key] = made = make()
        self._new = True
        return made

    def keep(self) -> None:
        """Keeps what was asked for, and nothing else."""
        with suppress(OSError):
            if self._new or self._used.keys() != self._known.keys():
                self._packs.keep(self._used)
                self._packs.remove(self._opened)
                self._packs.prune()
