"""How data files are written, and parts of them made once."""

from __future__ import annotations

import json
from collections.abc import Callable

from newsdesk.memo.memo import Bytes, Memo
from newsdesk.records import Options

Once = Callable[[tuple[object, ...], Callable[[], bytes]], bytes]  # what was made of these before, else made now

_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def encoded(value: object) -> bytes:
    """A value as JSON. A lone surrogate cannot be written as UTF-8; its escape is valid JSON."""
    return _ENCODER.encode(value).encode("utf-8", "backslashreplace")


PARTS = Bytes("exports", remembered=False)


def kept_in(memo: Memo, options: Options) -> Once:
    """What was made of the same under the same options is found in a memo."""

    def once(about: tuple[object, ...], make: Callable[[], bytes]) -> bytes:
        call = memo.call(PARTS, bytes, about, options)
        found = memo.taken(call)
        return found[0] if found else memo.keep(call, make())

    return once


def anew(about: tuple[object, ...], make: Callable[[], bytes]) -> bytes:
    """For those who keep nothing."""
    return make()
