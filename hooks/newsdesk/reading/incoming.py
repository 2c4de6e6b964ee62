"""What an editor hands to `newsdesk add` → its text and what it says of itself. Nothing is fetched."""

from __future__ import annotations

import io
import logging
import re
from collections import Counter
from dataclasses import dataclass
from datetime import date
from pathlib import PurePath
from statistics import median

from newsdesk.reading.front_matter import split
from newsdesk.reading.web_page import is_packed, read_page, unpacked

SHORT_LINE = 0.8  # of the median line: a PDF line so short, with a full stop, ends its paragraph
_PAGE = re.compile(r"\s*(<!--.*?-->\s*)*<(!doctype html|html|head)\b", re.I | re.DOTALL)
_CHARSET = re.compile(rb"""<meta[^>]+charset\s*=\s*["']?([\w-]+)""", re.I)
_AS_WINDOWS = ("iso-8859-1", "latin-1", "ascii", "us-ascii")  # what states one of these is written on Windows
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
    doubt: str = ""  # what an editor should look at


def understand(data: bytes, name: str) -> Incoming:
    """The article in a saved web page, a PDF with text in it, or a plain text.

    `name` is the file's, for its ending. Raises IncomingError.
    """
    ending = PurePath(name).suffix.lower()
    if data.startswith(b"%PDF") or ending == ".pdf":
        found = _from_pdf(data)
    elif is_packed(data):
        page, address, encoding = unpacked(data)
        found = _from_html(_decode(page, encoding), address)
    else:
        text = _decode(data)
        is_page = ending in (".html", ".htm", ".xhtml") or _PAGE.match(text)
        found = _from_html(text) if is_page else _from_text(text, ending == ".md")
    if not found.text.strip():
        raise IncomingError(f"no article text was found in this {found.read_as}; paste the text itself")
    return found


def _decode(data: bytes, stated: str = "") -> str:
    """The text in some bytes: UTF-8 where it can be, else in the encoding it states, else as Windows writes it."""
    declared = _CHARSET.search(data[:3000])
    stated = stated or (declared[1].decode() if declared else "")
    wide = "utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else ""
    for encoding in filter(None, (wide, "utf-8-sig", stated if stated.lower() not in _AS_WINDOWS else "")):
        try:
            text = data.decode(encoding)
            break
        except (UnicodeDecodeError, LookupError):
            continue
    else:
        text = data.decode("cp1252", errors="replace")
    if "\0" in text:
        raise IncomingError("this is no text; save the article as text, HTML or PDF")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _from_html(page: str, address: str = "") -> Incoming:
    found = read_page(page, address)
    if found.paragraphs and not found.is_article:
        words = sum(len(paragraph.split()) for paragraph in found.paragraphs)
        raise IncomingError(f"only {words} words in short lines were found, which is no article; paste the text itself")
    doubt = "it goes on for subscribers, so this may be the beginning only" if found.beginning else ""
    return Incoming(
        "\n\n".join(found.paragraphs), "HTML", found.title, found.outlet, found.author, found.published, found.url,
        found.language, doubt,
    )  # fmt: skip


def _from_pdf(data: bytes) -> Incoming:
    from pypdf import PdfReader

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what is wrong is told below, in one line
    try:
        reader = PdfReader(io.BytesIO(data))
        pages = [page.extract_text() for page in reader.pages]
        info = reader.metadata
    except Exception as error:  # a broken PDF makes pypdf raise anything: AttributeError, zlib.error, AssertionError
        raise IncomingError(f"the PDF cannot be read ({type(error).__name__}); paste its text instead") from None
    if not "".join(pages).strip():
        raise IncomingError("the PDF holds pictures of text, not text; run it through text recognition first")
    paragraphs = _unwrap("\n".join(_without_running_lines(pages)))
    title = (info.title if info else None) or ""
    author = (info.author if info else None) or ""
    if not title and len(paragraphs) > 1 and len(paragraphs[0]) <= TITLE_LENGTH:
        title = paragraphs.pop(0)
    elif title and paragraphs and paragraphs[0] == title:
        del paragraphs[0]
    return Incoming("\n\n".join(paragraphs), "PDF", title, author=author)


def _without_running_lines(pages: list[str]) -> list[str]:
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


def _from_text(text: str, markdown: bool = False) -> Incoming:
    """A plain text: a first line that stands alone and is no sentence is the headline."""
    if markdown:
        text = _without_markup(text)
    head, _, rest = text.strip().partition("\n")
    alone = rest.startswith("\n") or not rest
    if rest.strip() and alone and len(head) <= TITLE_LENGTH and not head.rstrip().endswith((".", ",", ";")):
        return Incoming(rest.strip(), "text", re.sub(r"^#+\s*", "", head.strip()))
    return Incoming(text.strip(), "text")


def _without_markup(text: str) -> str:
    """A Markdown text as its reader sees it: an article is plain text. Front matter, a headline and marks that stand
    alone stay."""
    body = split(text, "")[0].body
    plain = re.sub(r"!\[[^\]\n]*\]\([^)\n]*\)\n?", "", body)
    plain = re.sub(r"\[([^\]\n]+)\]\((?:[^()\n]|\([^()\n]*\))*\)", r"\1", plain)
    plain = re.sub(r"(?<![\w*])(\*{1,3})(?=\S)([^*\n]+?)(?<=\S)\1(?![\w*])", r"\2", plain)
    plain = re.sub(r"(?<!\w)(_{1,2})(?=\S)([^_\n]+?)(?<=\S)\1(?!\w)", r"\2", plain)
    plain = re.sub(r"^ {0,3}(?:> ?)+", "", plain, flags=re.MULTILINE)
    plain = re.sub(r"^ {0,3}#{2,6} +(.*?)[ #]*$", r"\1", plain, flags=re.MULTILINE)
    return text[: len(text) - len(body)] + plain if body else text
