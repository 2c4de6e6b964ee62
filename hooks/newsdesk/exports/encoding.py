"""How data files are written, and what is kept of them."""

from __future__ import annotations

import json

from newsdesk.memo.memo import Bytes

_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def encoded(value: object) -> bytes:
    """A value as JSON. A lone surrogate cannot be written as UTF-8; its escape is valid JSON."""
    return _ENCODER.encode(value).encode("utf-8", "backslashreplace")


PARTS = Bytes("exports", remembered=False)  # of files: what takes long
