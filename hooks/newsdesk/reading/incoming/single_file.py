"""A browser's single file (Chrome's .mhtml, Safari's .webarchive) → the page in it."""

from __future__ import annotations

import plistlib
from email import message_from_bytes
from email.policy import default as modern
from typing import Any


def unpacked(data: bytes) -> tuple[bytes, str, str]:
    """The page in a browser's single file (Chrome's .mhtml, Safari's .webarchive), its address and its encoding."""
    if data.startswith(b"bplist"):
        try:
            main = plistlib.loads(data)["WebMainResource"]
            return bytes(main["WebResourceData"]), str(main["WebResourceURL"]), str(main["WebResourceTextEncodingName"])
        except (plistlib.InvalidFileException, KeyError, TypeError, ValueError):
            return b"", "", ""
    whole: Any = message_from_bytes(data, policy=modern)
    for part in whole.walk():
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            address = str(whole.get("Snapshot-Content-Location") or part.get("Content-Location") or "")
            return bytes(part.get_payload(decode=True) or b""), address, part.get_content_charset() or ""
    return b"", "", ""


def is_packed(data: bytes) -> bool:
    """Whether the bytes are one of a browser's single files."""
    head = data[:2000].lower()
    return data.startswith(b"bplist") or (b"mime-version:" in head and b"multipart/related" in head)
