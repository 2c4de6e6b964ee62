"""What an editor hands to `newsdesk add` → its text and what it says of itself. Nothing is fetched."""

from __future__ import annotations

import io
import logging
import re
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import PurePath
from statistics import median
from zipfile import BadZipFile, ZipFile

from newsdesk.reading.front_matter import split
from newsdesk.reading.web_page import is_packed, read_page, unpacked
from newsdesk.records import Metadata

SHORT_LINE = 0.8  # of the median line: a PDF line so short, with a full stop, ends its paragraph
_PAGE = re.compile(r"\s*(<!--.*?-->\s*)*<(!doctype html|html|head)\b", re.I | re.DOTALL)
_CHARSET = re.compile(rb"""<meta[^>]+charset\s*=\s*["']?([\w-]+)""", re.I)
_AS_WINDOWS = ("iso-8859-1", "latin-1", "ascii", "us-ascii")  # what states one of these is written on Windows
TITLE_LENGTH = 200  # characters; a longer first line is no headline
WORD_BYTES = 5_000_000  # of the text of a Word file with its markup, unpacked: more is no article
OTHER_FILES = {  # by their first bytes
    b"{\\rtf": "an RTF file",
    b"\xd0\xcf\x11\xe0": "a Word file of the old kind (.doc), or one with a password",
}


class IncomingError(Exception):
    """The bytes hold no article; the text is one line: what happened; what to do."""


@dataclass(frozen=True, slots=True)
class Incoming:
    """An article as understood. `text` is paragraphs with a blank line between; `meta`: what it says of itself."""

    text: str
    read_as: str  # "HTML", "PDF", "Word file", "text"
    meta: Metadata
    doubt: str = ""  # what an editor should look at


def understand(data: bytes, name: str) -> Incoming:
    """The article in a saved web page, a PDF with text in it, a Word file, or a plain text.

    `name` is the file's, for its ending. Raises IncomingError.
    """
    ending = PurePath(name).suffix.lower()
    if data.startswith(b"%PDF") or ending == ".pdf":
        found = _from_pdf(data)
    elif data.startswith(b"PK\x03\x04"):
        found = _from_word(data)
    elif other := next((what for mark, what in OTHER_FILES.items() if data.startswith(mark)), ""):
        raise IncomingError(f"this is {other}; open it, save it as .docx, PDF or plain text, and add that")
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
        raise IncomingError("this is no text; save the article as text, HTML, PDF or .docx")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _from_html(page: str, address: str = "") -> Incoming:
    found = read_page(page, address)
    if found.paragraphs and not found.is_article:
        words = sum(len(paragraph.split()) for paragraph in found.paragraphs)
        raise IncomingError(f"only {words} words in short lines were found, which is no article; paste the text itself")
    doubt = "it goes on for subscribers, so this may be the beginning only" if found.beginning else ""
    return Incoming("\n\n".join(found.paragraphs), "HTML", found.meta, doubt)


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
    return Incoming("\n\n".join(paragraphs), "PDF", Metadata(title=title, author=author))


def _from_word(data: bytes) -> Incoming:
    """The text of a .docx as its reader sees it: with what was inserted, without what was struck out. Its author is
    whoever the program was installed for, so it counts as not stated."""
    import mammoth

    try:
        with ZipFile(io.BytesIO(data)) as packed:
            if (size := packed.getinfo("word/document.xml").file_size) > WORD_BYTES:
                raise IncomingError(f"{size / 1e6:,.0f} MB of text are no article; paste the article itself")
        text = mammoth.extract_raw_text(io.BytesIO(data)).value
    except (BadZipFile, KeyError):  # a .zip, an .odt, a spreadsheet
        raise IncomingError("this is no text; save the article as text, HTML, PDF or .docx") from None
    except IncomingError:
        raise
    except Exception as error:  # what is wrong inside makes its reader raise anything
        raise IncomingError(f"the Word file cannot be read ({type(error).__name__}); paste its text") from None
    lines = (line.strip() for line in text.split("\n"))
    return replace(_from_text("\n\n".join(filter(None, lines))), read_as="Word file")


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
        return Incoming(rest.strip(), "text", Metadata(title=re.sub(r"^#+\s*", "", head.strip())))
    return Incoming(text.strip(), "text", Metadata())


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
