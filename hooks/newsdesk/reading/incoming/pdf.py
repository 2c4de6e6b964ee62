"""A PDF with text in it → its article."""

from __future__ import annotations

import io
import logging
import re
from collections import Counter
from statistics import median

from pypdf import PdfReader
from pypdf.errors import LimitReachedError

from newsdesk.reading.incoming.found import Incoming, IncomingError
from newsdesk.records import Metadata

TITLE_LENGTH = 200  # characters; a longer first line is no headline
SHORT_LINE = 0.8  # of the median line: a PDF line so short, with a full stop, ends its paragraph
UNPACKED = 40_000_000  # bytes of the drawing of all pages: a page of text has a few thousand
MOST_PAGES = 80  # more are a report or a book


def from_pdf(data: bytes) -> Incoming:
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what is wrong is told below, in one line
    try:
        reader = PdfReader(io.BytesIO(data))
        if (count := len(reader.pages)) > MOST_PAGES:
            raise IncomingError(f"{count:,} pages are no article; save the pages of the article alone as a PDF")
        _weigh(reader)
        pages = [page.extract_text() for page in reader.pages]
        info = reader.metadata
    except (IncomingError, MemoryError, RecursionError):
        raise
    except LimitReachedError:
        raise IncomingError("unpacked it is far too large for an article; paste its text instead") from None
    except Exception as error:  # a broken PDF makes pypdf raise anything: AttributeError, zlib.error, AssertionError
        raise IncomingError(f"the PDF cannot be read ({type(error).__name__}); paste its text instead") from None
    if not "".join(pages).strip():
        raise IncomingError("the PDF holds pictures of text, not text; run it through text recognition first")
    paragraphs = _unwrap("\n".join(without_running_lines(pages)))
    title = (info.title if info else None) or ""
    author = (info.author if info else None) or ""
    if not title and len(paragraphs) > 1 and len(paragraphs[0]) <= TITLE_LENGTH:
        title = paragraphs.pop(0)
    elif title and paragraphs and paragraphs[0] == title:
        del paragraphs[0]
    return Incoming("\n\n".join(paragraphs), "PDF", Metadata(title=title, author=author))


def _weigh(reader: PdfReader) -> None:
    """Raises IncomingError where the drawing of all pages is larger, unpacked, than that of any article; a page that
    is too large by itself the reader would pass over without a word."""
    left = UNPACKED
    for page in reader.pages:
        contents = page.get_contents()
        left -= len(contents.get_data()) if contents is not None else 0
        if left < 0:
            raise LimitReachedError


def without_running_lines(pages: list[str]) -> list[str]:
    """The pages without their numbers, and without the first and last lines that most pages share."""
    lines = [[line.strip() for line in page.strip().split("\n")] for page in pages]
    edges = Counter(key for page in lines for key in {_numberless(page[0]), _numberless(page[-1])})
    running = {key for key, count in edges.items() if count > max(1, len(pages) / 2)} | {"", "#", "page #", "# / #"}
    running |= {"page # of #", "# of #", "- # -"}
    for page in lines:
        while len(pages) > 1 and page and _numberless(page[-1]) in running:
            page.pop()
        while len(pages) > 1 and page and _numberless(page[0]) in running:
            page.pop(0)
    return ["\n".join(page) for page in lines]


def _numberless(line: str) -> str:
    return re.sub(r"\d+", "#", line.casefold())


def _unwrap(text: str) -> list[str]:
    """The paragraphs of a text whose lines were broken to fit a page."""
    lines = [line.strip() for line in text.split("\n")]
    usual = median([len(line) for line in lines if line] or [0])
    paragraphs: list[str] = []
    current: list[str] = []
    for line in lines:
        if line:
            if current and line[0].islower() and re.search(r"\w-$", current[-1][-2:]):
                current[-1] = current[-1][:-1] + line
            else:
                current.append(line)
        short = len(line) < SHORT_LINE * usual
        headline = short and not paragraphs and len(current) == 1  # the page's first line, on its own
        if current and (not line or headline or (short and re.search(r"[.!?]['\"’”]?$", line))):
            paragraphs.append(" ".join(current))
            current = []
    return [*paragraphs, " ".join(current)] if current else paragraphs
