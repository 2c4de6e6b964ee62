"""Parses kept on disk, so that only what changed is parsed again, and the model loads only if something did.

One JSON file a parse, named by what decides its content: the pieces the parser sees, the model's digest, spaCy's
version.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from sys import intern
from typing import Any

from newsdesk.reading.lexicon import load_lexicon
from newsdesk.reading.parser import ModelError, find_model, load_parser, pieces
from newsdesk.reading.store import Store
from newsdesk.records import Analysis, Lexicon, Parse, Source

FORMAT = 1  # raise it when parses are made or kept in another way
MAX_BYTES = 512 * 1024 * 1024
MANY = 40  # so many sources to parse are worth the start of worker processes
_HERE = Analysis()
_CHUNK = 8  # sources that a worker parses at a time
_NUMBERS = ("start", "end", "head", "sent")
_WORDS = ("lemma", "pos", "tag", "dep", "ent")

Progress = Callable[[str, int, int], None]


def parse_all(
    sources: Sequence[Source],
    lexicon: Lexicon,
    cache_dir: Path | None,
    progress: Progress | None = None,
    analysis: Analysis = _HERE,
) -> list[Parse]:
    """The parse of every source, in order: from the cache where it is kept, else parsed and kept.

    Raises ModelError where no usable model is installed, here or on a machine of the cluster, or there is no cluster.
    """
    if not sources:
        return []
    model = find_model(lexicon)
    base = _base(lexicon)
    store = Store(cache_dir / "parses" if cache_dir else None, MAX_BYTES)
    keys = [_key(source, base) for source in sources]
    kept = [_load(store.get(key), source, model.name) for key, source in zip(keys, sources, strict=True)]
    missing = [k for k, parse in enumerate(kept) if parse is None]
    if missing:
        made = _parsed([sources[k] for k in missing], lexicon, base, analysis)
        for done, (k, parse) in enumerate(zip(missing, made, strict=True), 1):
            kept[k] = parse
            store.put(keys[k], _to_json(parse))
            if progress:
                progress("parsing", done, len(missing))
        store.prune()
    return [parse for parse in kept if parse is not None]


def _parsed(sources: list[Source], lexicon: Lexicon, base: str, analysis: Analysis) -> Iterator[Parse]:
    """Parses in order, by workers where there are many; the results are the same."""
    from joblib import Parallel, cpu_count, delayed  # slow to import, and seldom needed

    far = analysis.backend == "dask"
    workers = -1 if far else min(cpu_count(), len(sources) // _CHUNK)
    if len(sources) < MANY or workers in (0, 1):
        yield from load_parser(lexicon).parse(sources)
        return
    chunks = [sources[k : k + _CHUNK] for k in range(0, len(sources), _CHUNK)]
    with _cluster(analysis.scheduler) if far else _processes(), Parallel(workers, return_as="generator") as parallel:
        for parses in parallel(delayed(_in_worker)(chunk, base) for chunk in chunks):
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


@contextmanager
def _cluster(scheduler: str) -> Iterator[None]:
    """The workers of a Dask scheduler, which need Newsdesk and the same model installed."""
    from joblib import parallel_config

    try:
        client: Any = import_module("distributed").Client(scheduler, timeout=10)  # optional, so not known to mypy
    except ImportError as error:
        raise ModelError("`analysis` asks for Dask, which is not installed; run `pip install distributed`") from error
    except (OSError, ValueError) as error:
        raise ModelError(f"no Dask scheduler answers at `{scheduler}`; start it, or leave `analysis` out") from error
    with client, parallel_config("dask"):
        yield


def _in_worker(sources: list[Source], base: str) -> list[Parse]:
    """Parses on whatever machine this is, if they are what `base` says that they are."""
    lexicon = load_lexicon()
    if (own := _base(lexicon)) != base:
        raise ModelError(f"a worker parses with {own} and this machine with {base}; install the same on both")
    return list(load_parser(lexicon).parse(sources))


def _base(lexicon: Lexicon) -> str:
    """What decides a parse beside its source."""
    return f"{FORMAT} {find_model(lexicon).sha256} {version('spacy')}"


def _key(source: Source, base: str) -> str:
    total = hashlib.sha256(base.encode())
    for span in pieces(source):
        text = span.of(source.text).encode("utf-8", "surrogatepass")
        total.update(f"\0{span.start} {len(text)}\0".encode() + text)
    return total.hexdigest()


def _load(content: bytes | None, source: Source, model: str) -> Parse | None:
    try:
        parse = _from_json(json.loads(content or b""), model)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    return None if parse.end and parse.end[-1] > len(source.text) else parse


def _from_json(row: Any, model: str) -> Parse:
    """A parse from its row; ValueError where the columns do not fit each other."""
    columns: dict[str, Any] = {name: tuple(row[name]) for name in _NUMBERS}
    columns |= {name: tuple(map(intern, row[name].split("\n"))) if row[name] else () for name in _WORDS}
    size = len(columns["start"])
    if any(len(column) != size for column in columns.values()):
        raise ValueError("columns of different lengths")
    if any(set(map(type, columns[name])) - {int} for name in _NUMBERS):
        raise ValueError("an offset is no number")
    if size and (min(map(min, (columns[name] for name in _NUMBERS))) < 0 or max(columns["head"]) >= size):
        raise ValueError("an offset outside the text")
    columns["ent"] = tuple("" if label == "-" else label for label in columns["ent"])
    return Parse(**columns, model=model)


def _to_json(parse: Parse) -> bytes:
    row: dict[str, Any] = {name: getattr(parse, name) for name in _NUMBERS}
    row |= {name: "\n".join(getattr(parse, name)) for name in _WORDS if name != "ent"}
    row["ent"] = "\n".join(label or "-" for label in parse.ent)
    return json.dumps(row, separators=(",", ":"), ensure_ascii=False).encode("utf-8", "surrogatepass")
