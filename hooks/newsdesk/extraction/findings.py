"""The findings of all sources: those of the last build where nothing that decides them has changed."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import replace
from itertools import chain
from typing import NamedTuple

from newsdesk.extraction.extract import extract_or_tell
from newsdesk.extraction.names import Touching
from newsdesk.memo.memo import Call, Kind, Memo
from newsdesk.processes import at_once, garbage_collection
from newsdesk.records import Extraction, Lexicon, Library, Parse, Source, Vocabulary

FINDINGS = Kind[Extraction]("findings", Extraction)
MANY = 40  # sources, which are not looked through in a process of their own: its findings would have to be handed back

Parsing = Callable[[Sequence[Source]], Sequence[Parse | Exception]]
Asked = tuple[Vocabulary, Call[Extraction]]  # what of the vocabulary a source may name, and what finds what it says


class Article(NamedTuple):
    """One that is to be looked through: its number, and what of the vocabulary it may name."""

    number: int
    source: Source
    vocabulary: Vocabulary


# Finds what many articles say on other machines, in any order; gives the numbers of those that it leaves.
Far = Callable[[Sequence[Article]], Generator[tuple[int, Extraction], None, list[int]]]


def find_all(
    library: Library, lexicon: Lexicon, model: str, parse: Parsing, memo: Memo, far: Far | None = None
) -> tuple[Library, list[Extraction]]:
    """The findings of each source, in order; `parse` gives parses by a `model`, or why there is none.

    Only what changed is looked through, and that as its file has it, whatever is kept of it: so in the library, too.
    """
    memo.digests.know(lexicon, "shipped")  # which the environment tells
    sources, asked = list(library.sources), findings_of(library, model, memo)
    few = [n for n, (_, call) in enumerate(asked) if not memo.has(call)]
    for n in few:
        if (again := library.written.get(sources[n].id, sources[n])) != sources[n]:
            sources[n], asked[n] = again, _asked(again, Touching(library.vocabulary), model, memo)

    def read() -> list[tuple[Extraction] | None]:
        return [memo.taken(call) for _, call in asked]

    def look(numbers: Sequence[int]) -> Iterator[tuple[int, Extraction]]:
        if far and len(numbers) >= MANY:
            numbers = yield from far([Article(n, sources[n], asked[n][0]) for n in numbers])
        for n, parsed in zip(numbers, parse([sources[n] for n in numbers]), strict=True):
            yield n, extract_or_tell(sources[n], parsed, asked[n][0], lexicon)

    few = [n for n in few if not memo.has(asked[n][1])] if len(few) < MANY else []
    # The others are read meanwhile. A process that ends takes the parser with it, which is large and has threads.
    found, new = at_once([read, lambda: list(look(few))]) if few else (read(), [])
    left = [n for n, extraction in enumerate(found) if extraction is None and n not in few]
    with garbage_collection(bool(left)):  # what is parsed has cycles
        for n, extraction in chain(new, look(left)):
            found[n] = (extraction if extraction.failed else memo.keep(asked[n][1], extraction),)
    memo.flush()
    return replace(library, sources=tuple(sources)), [known[0] for known in found if known]


def findings_of(library: Library, model: str, memo: Memo) -> list[Asked]:
    """What is asked of each source of a library, in order."""
    touching = Touching(library.vocabulary)
    return [_asked(source, touching, model, memo) for source in library.sources]


def _asked(source: Source, touching: Touching, model: str, memo: Memo) -> Asked:
    near = memo.once(Touching.__call__, touching, source)
    return near, memo.call(FINDINGS, Extraction, source, near.entities, model, name=source.id)
