"""Parts of the knowledge kept from one build to the next, each under all that decides it but for the weights of words.

Every article changes how often some words stand in the corpus. So a part is kept with the words that it was weighed by
and how frequent they were, and made again when one of these is another.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import Generic, Protocol, TypeVar

from newsdesk.knowledge.accounts import Account
from newsdesk.knowledge.copies import Compared
from newsdesk.knowledge.told import AllTold
from newsdesk.knowledge.weights import Counted, Weigh, Weights
from newsdesk.knowledge.words import Language, Word
from newsdesk.memory import Memory
from newsdesk.processes import each
from newsdesk.records import Extraction, Source, Statement

T = TypeVar("T")
_MANY = 10  # sources that are others than in what is kept, from which on it is kept anew
_MORE = 1.05  # as many words as were kept, from which on they are kept anew
FEW = 50  # parts, for which no process of its own is worth while


@dataclass(frozen=True, slots=True)
class Weighed(Generic[T]):
    """What was made, and how frequent the words were that were weighed for it (`Weights.step`)."""

    made: T
    steps: Mapping[str, int]


Statements = Weighed[tuple[Statement, ...]]


class Kept(Protocol[T]):
    """Records by a digest of what decides them."""

    def get(self, key: str) -> T | None: ...

    def put(self, key: str, record: T) -> None: ...


Growing = TypeVar("Growing", Counted, Compared, AllTold)


@dataclass(frozen=True, slots=True)
class Keeping:
    """Where parts are kept; nowhere beyond this build, unless told."""

    base: str = ""  # stands for the code and the vocabulary
    digests: Mapping[str, str] = field(default_factory=dict)  # by source id: of all that decides it and its findings
    accounts: Kept[Weighed[Account]] | None = None
    statements: Kept[Statements] | None = None
    words: Kept[dict[str, str]] | None = None  # their keys, by their forms
    counted: Kept[Counted] | None = None
    compared: Kept[Compared] | None = None
    told: Kept[AllTold] | None = None
    memory: Memory = field(default_factory=Memory)  # of what the build before made in this process

    def about(self, sources: Iterable[Source], *more: object) -> str:
        """What decides a part that is made from some sources, and from more that has a `repr`."""
        return repr((self.base, [self.digests[source.id] for source in sources] if self.digests else [], *more))

    def digests_of(self, sources: Mapping[str, Source]) -> Mapping[str, str]:
        """Of all that decides each source, by its id."""
        return {key: self.digests.get(key) or _sha(repr(source)) for key, source in sources.items()}

    def completed(self, extractions: Mapping[str, Extraction]) -> Keeping:
        """The same with the digests of what other sources add to the findings of some."""
        told = {key: found.joins for key, found in extractions.items() if found.joins and key in self.digests}
        more = {key: _sha(f"{self.digests[key]}\0{joins!r}") for key, joins in told.items()}
        return replace(self, digests={**self.digests, **more})

    def told_apart(self, changed: Mapping[str, Extraction]) -> Keeping:
        """The same with other digests for sources whose speakers others put right."""
        told = {key: found.quotes for key, found in changed.items() if key in self.digests}
        more = {key: _sha(f"{self.digests[key]}\0{quotes!r}") for key, quotes in told.items()}
        return replace(self, digests={**self.digests, **more})

    def grown(self, name: str, kept: Kept[Growing] | None, make: Callable[[Growing | None], Growing]) -> Growing:
        """What `make` makes of what it made last time, of most sources the same, None at first.

        It is kept for another process only when many sources are others: to make it of the few that are not known there
        costs less than to write it at each edit.
        """
        key = _sha(f"{name}\0{self.base}")
        before: Growing | None = self.memory.get(name) or (None if kept is None else kept.get(key))
        self.memory.put(name, made := make(before))
        if kept is not None and (before is None or len(made.digests.items() - before.digests.items()) >= _MANY):
            kept.put(key, made)
        return made

    def learn(self, language: Language) -> None:
        """Has a language know the words that are kept: to find the stem of each takes long, and they all come back."""
        known = None if self.words is None else self.words.get(self._of_words)
        if known and len(known) > len(language.keys):
            language.keys.update(known)

    def note(self, language: Language) -> None:
        """Keeps the words that a language knows, if there are many new ones."""
        if self.words is not None and len(language.keys) > _MORE * len(self.words.get(self._of_words) or ()):
            self.words.put(self._of_words, dict(sorted(language.keys.items())))

    @property
    def _of_words(self) -> str:
        return _sha(f"words\0{self.base}")


Part = tuple[str, Callable[[Weigh], T]]  # all that decides it but for weights, and what makes it with these


def keep(kept: Kept[Weighed[T]] | None, parts: Sequence[Part[T]], weights: Weights) -> list[T]:
    """Each part as it is kept under all that decides it, else made: many by several processes."""
    found = [_as_kept(kept, about, weights) for about, _ in parts]
    missing = [part for part, known in zip(parts, found, strict=True) if known is None]
    if kept is None:
        return each(lambda part: part[1](weights), missing, FEW)
    made = each(lambda part: _weighed(part[1], weights), missing, FEW)
    for (about, _), new in zip(missing, made, strict=True):
        kept.put(_key(about, weights), new)
    anew = iter(made)
    return [known[0] if known else next(anew).made for known in found]


def _as_kept(kept: Kept[Weighed[T]] | None, about: str, weights: Weights) -> tuple[T] | None:
    found = kept.get(_key(about, weights)) if kept else None
    if found and weights.are(found.steps):
        return (found.made,)
    return None


def _weighed(make: Callable[[Weigh], T], weights: Weights) -> Weighed[T]:
    """What `make` makes, with the words that it weighs."""
    weighed: dict[str, None] = {}
    rarity = weights.rarity

    def weigh(word: Word) -> float:
        if word.kind == "number":
            return word.weight
        weighed[word.key] = None
        return word.weight * rarity[word.key]

    made = make(weigh)
    return Weighed(made, {word: weights.step(word) for word in weighed})


def _key(about: str, weights: Weights) -> str:
    return _sha(f"{weights.sources}\0{about}")


def _sha(text: str) -> str:
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
