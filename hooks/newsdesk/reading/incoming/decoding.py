"""Bytes of a file → its text, whatever it says of its encoding; and packed bytes unpacked, up to a limit."""

from __future__ import annotations

import codecs
import re
import zlib

from newsdesk.reading.incoming.found import IncomingError

UNPACKED = 40_000_000  # bytes of one file, unpacked: more is no article
GZIP = b"\x1f\x8b"
_CHARSET = re.compile(rb"""<(?:meta|\?xml)\b[^>]{0,300}?(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]{1,40})""", re.I)
_AS_WINDOWS = ("iso8859-1", "ascii")  # what states one of these is written on Windows
_FOR_PAGES = ("iso8859", "iso2022", "cp", "koi8", "gb", "hz", "big5", "euc", "shift_jis", "johab", "mac", "tis")
_OTHER_NAMES = {"x-sjis": "cp932", "shift_jis": "cp932", "gb2312": "gb18030", "gbk": "gb18030"}


def decoded(data: bytes, stated: str = "") -> str:
    """The text in some bytes: UTF-8 where it can be, else in the encoding it states, else as Windows writes it.

    Raises IncomingError where they are no text.
    """
    declared = _CHARSET.search(data[:3000])
    stated = stated or (declared[1].decode() if declared else "")
    for encoding in (_by_its_mark(data), "utf-8-sig", _encoding(stated)):
        try:
            text = data.decode(encoding) if encoding else None
        except (UnicodeError, LookupError):
            continue
        if text is not None:
            break
    else:
        text = _mostly_utf8(data) or data.decode("cp1252", errors="replace")
    if "\0" in text:
        raise IncomingError("this is no text; save the article as text, HTML, PDF or .docx")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def unzipped(data: bytes) -> bytes:
    """What is in a gzip file, unpacked bit by bit up to the limit. Raises IncomingError."""
    unpack = zlib.decompressobj(zlib.MAX_WBITS | 16)
    try:
        plain = unpack.decompress(data, UNPACKED + 1)
    except zlib.error:
        raise IncomingError("the gzip file is broken; get it anew") from None
    if len(plain) > UNPACKED:
        raise IncomingError(
            f"unpacked it is larger than {UNPACKED // 1_000_000} MB, which is no article; paste its text"
        )
    return plain


def _by_its_mark(data: bytes) -> str:
    """UTF-16, by its mark, or by the NUL in every other byte of Latin text; "" for any other."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    head = data[:200]
    if len(head) < 4 or any(head[0::2]) == any(head[1::2]):
        return ""
    return "utf-16-be" if any(head[1::2]) else "utf-16-le"


def _encoding(stated: str) -> str:
    """The codec of a stated encoding; "" where it is none that pages are written in: Python knows others too, such as
    "undefined", "hex" and "utf-7"."""
    try:
        found = codecs.lookup(_OTHER_NAMES.get(stated.lower(), stated)).name
    except (LookupError, UnicodeError, ValueError):
        return ""
    return found if found.startswith(_FOR_PAGES) and found not in _AS_WINDOWS else ""


def _mostly_utf8(data: bytes) -> str:
    """The text of bytes that are UTF-8 but for a few, as where a page was cut off or pieced together."""
    text = data.decode("utf-8", errors="replace")
    wrong, right = text.count("\ufffd"), sum(ord(c) > 127 for c in text[:200_000])
    return text if right > 10 * wrong else ""
