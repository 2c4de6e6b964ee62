"""What an editor hands to `newsdesk add` → its text and what it says of itself. Nothing is fetched."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from datetime import date
from pathlib import PurePath
from statistics import median
from typing import Any

SHORT_LINE = 0.8  # of the median line: a PDF line so short, with a full stop, ends its paragraph
TITLE_LENGTH = 200  # characters; a longer first line is no headline


class IncomingError(Exception):
    """The bytes hold no article; the text is one line: what happened; what to do."""


@dataclass(frozen=True, slots=True)
class Incoming:
    """An article as understood. `text` is paragraphs with a blank line between; "" and None: not stated."""

    text: str
    read_as: str  # "HTML", "PDF", "text"
    title: str = ""
    outlet: str = ""
    author: str = ""
    published: date | None = None
    url: str = ""
    language: str = ""


def understand(data: bytes, name: str) -> Incoming:
    """The article in a saved web page, a PDF with text in it, or a plain text.

    `name` is the file's, for its ending. Raises IncomingError.
    """
    ending = PurePath(name).suffix.lower()
    if data.startswith(b"%PDF") or ending == ".pdf":
        found = _from_pdf(data)
    else:
        text = _decode(data)
        is_page = ending in (".html", ".htm", ".xhtml") or re.match(r"\s*<(!doctype html|html|head)\b", text, re.I)
        found = _from_html(text) if is_page else _from_text(text)
    if not found.text.strip():
        raise IncomingError(f"no article text was found in this {found.read_as}; paste the text itself")
    return found


def _decode(data: bytes) -> str:
    for bom, encoding in ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"", "utf-8-sig")):
        if data.startswith(bom):
            try:
                text = data.decode(encoding)
                break
            except UnicodeDecodeError:
                continue
    else:
        text = data.decode("cp1252", errors="replace")
    if "\0" in text:
        raise IncomingError("this is no text; save the article as text, HTML or PDF")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _from_html(page: str) -> Incoming:
    import trafilatura  # slow to import, and only this command needs it

    found: Any = trafilatura.bare_extraction(
        page,
        with_metadata=True,
        include_comments=False,
        include_tables=False,
        # Only a date that the page states of itself: one picked from its text would be a guess.
        date_extraction_params={"extensive_search": False, "original_date": True},
    )
    if found is None:
        return Incoming("", "HTML")
    title = found.title or ""
    paragraphs = [line.strip() for line in (found.text or "").split("\n") if line.strip()]
    if paragraphs and paragraphs[0] == title:
        del paragraphs[0]
    return Incoming(
        "\n\n".join(paragraphs), "HTML", title, found.sitename or "", (found.author or "").replace(";", ","),
        _date(found.date), found.url or "", found.language or "",
    )  # fmt: skip


def _from_pdf(data: bytes) -> Incoming:
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        reader = PdfReader(io.BytesIO(data))
        pages = [page.extract_text() for page in reader.pages]
        info = reader.metadata
    except (PyPdfError, ValueError, KeyError, RecursionError) as error:
        raise IncomingError(f"the PDF cannot be read ({type(error).__name__}); paste its text instead") from None
    if not "".join(pages).strip():
        raise IncomingError("the PDF holds pictures of text, not text; run it through text recognition first")
    paragraphs = _unwrap("\n".join(pages))
    title = (info.title if info else None) or ""
    author = (info.author if info else None) or ""
    if not title and len(paragraphs) > 1 and len(paragraphs[0]) <= TITLE_LENGTH:
        title = paragraphs.pop(0)
    elif title and paragraphs and paragraphs[0] == title:
        del paragraphs[0]
    return Incoming("\n\n".join(paragraphs), "PDF", title, author=author)


def _unwrap(text: str) -> list[str]:
    """The paragraphs of a text whose lines were broken to fit a page."""
    lines = [line.strip() for line in text.split("\n")]
    usual = median([len(line) for line in lines if line] or [0])
    paragraphs: list[str] = []
    current = ""
    for line in lines:
        if line:
            joined = re.sub(r"(?<=\w)-$", "", current) if line[0].islower() else current
            current = f"{current} {line}" if joined == current and current else joined + line
        short = len(line) < SHORT_LINE * usual
        headline = short and not paragraphs and current == line  # the page's first line, on its own
        if current and (not line or headline or (short and re.search(r"[.!?]['\"’”]?$", line))):
            paragraphs.append(current)
            current = ""
    return [*paragraphs, current] if current else paragraphs


def _from_text(text: str) -> Incoming:
    """A plain text: a first line that stands alone and is no sentence is the headline."""
    head, _, rest = text.strip().partition("\n")
    alone = rest.startswith("\n") or not rest
    if rest.strip() and alone and len(head) <= TITLE_LENGTH and not head.rstrip().endswith((".", ",", ";")):
        return Incoming(rest.strip(), "text", re.sub(r"^#+\s*", "", head.strip()))
    return Incoming(text.strip(), "text")


def _date(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None
