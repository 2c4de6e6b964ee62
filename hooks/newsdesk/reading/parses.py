"""The parses of sources: only what changed is parsed again, and the model loads only if something did."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from importlib.metadata import version
from sys import intern
from typing import Any

from newsdesk.memo.file import Body
from newsdesk.memo.memo import Call, Kind, Memo
from newsdesk.reading.lexicon import load_lexicon
from newsdesk.reading.parser import find_model, load_parser, pieces
from newsdesk.records import Lexicon, Parse, Source

FORMAT = 1  # raise it when parses are made or kept in another way
MANY = 40  # so many sources to parse are worth the start of worker processes
_CHUNK = 8  # sources that a worker parses at a time
_WRITTEN = 100  # parses, which are written before more are made: whoever stops it loses no more
_NUMBERS = ("start", "end", "head", "sent")
_WORDS = ("lemma", "pos", "tag", "dep", "ent")

Progress = Callable[[str, int, int], None]


class _Parses(Kind[Parse]):
    """Columns of numbers as they are, columns of words joined: ten times as quick as token by token."""

    def dump(self, value: Parse) -> tuple[bytes, Sequence[bytes]]:
        row: dict[str, Any] = {name: getattr(value, name) for name in _NUMBERS} | {"model": value.model}
        row |= {name: "\n".join(getattr(value, name)) for name in _WORDS}
        return json.dumps(row, separators=(",", ":")).encode(), ()

    def load(self, head: bytes, body: Sequence[Body]) -> Parse:
        row = json.loads(head)
        columns: dict[str, Any] = {name: tuple(row[name]) for name in _NUMBERS}
        size = len(columns["start"])
        columns |= {name: tuple(map(intern, row[name].split("\n"))) if size else () for name in _WORDS}
        return Parse(**columns, model=row["model"])


PARSES = _Parses("parses", remembered=False)


def parse_all(
    sources: Sequence[Source],
    lexicon: Lexicon,
    memo: Memo | None = None,
    progress: Progress | None = None,
) -> list[Parse]:
    """The parse of every source, in order: as it was kept, else parsed and kept.

    It is decided by what the parser sees, by the model and by spaCy alone: to parse costs most of all.
    Raises ModelError where no usable model is installed.
    """
    if not sources:
        return []
    memo = memo or Memo()
    calls = parse_calls(sources, lexicon, memo)
    kept = [memo.taken(call) for call in calls]
    missing = [k for k, parse in enumerate(kept) if parse is None]
    made = _parsed([sources[k] for k in missing], lexicon) if missing else iter(())
    for done, (k, parse) in enumerate(zip(missing, made, strict=True), 1):
        kept[k] = (memo.keep(calls[k], parse),)
        if done % _WRITTEN == 0:
            memo.flush()
        if progress:
            progress("parsing", done, len(missing))
    memo.flush()
    return [parse[0] for parse in kept if parse]


def parse_calls(sources: Sequence[Source], lexicon: Lexicon, memo: Memo) -> list[Call[Parse]]:
    """The call that parses each source."""
    base = _base(lexicon)
    return [memo.call(PARSES, Parse, _seen(source), name=source.id, basis=base) for source in sources]


def _seen(source: Source) -> list[tuple[int, str]]:
    """What the parser sees of a source, and where."""
    return [(span.start, span.of(source.text)) for span in pieces(source)]


def _parsed(sources: list[Source], lexicon: Lexicon) -> Iterator[Parse]:
    """Parses in order, by workers where there are many; the results are the same."""
    from joblib import Parallel, cpu_count, delayed  # slow to import, and seldom needed

    workers = min(cpu_count(), len(sources) // _CHUNK)
    if len(sources) < MANY or workers in (0, 1):
        yield from load_parser(lexicon).parse(sources)
        return
    chunks = [sources[k : k + _CHUNK] for k in range(0, len(sources), _CHUNK)]
    with _processes(), Parallel(workers, return_as="generator") as parallel:
        for parses in parallel(delayed(_in_worker)(chunk) for chunk in chunks):
            yield from parses


@contextmanager
def _processes() -> Iterator[None]:
    """Worker processes of this machine, ended afterwards: each holds a model, and `mkdocs serve` runs on for hours."""
    from joblib import parallel_config
    from joblib.externals.loky import get_reusable_executor

    try:
        with parallel_config("loky", inner_max_num_threads=1):
            yield
    finally:
        get_reusable_executor().shutdown()


def _in_worker(sources: list[Source]) -> list[Parse]:
    return list(load_parser(load_lexicon()).parse(sources))


def _base(lexicon: Lexicon) -> str:
    """What decides a parse beside its source."""
    return f"{FORMAT} {find_model(lexicon).sha256} {version('spacy')}"
