"""A PDF with text in it → its article: a print of a page as a browser makes it, a scan with its text, a release."""

from __future__ import annotations

import io
import logging
import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Any

from pypdf import PdfReader
from pypdf.errors import LimitReachedError
from pypdf.generic import DecodedStreamObject, NameObject

from newsdesk.reading.incoming.body import without_beside
from newsdesk.reading.incoming.byline import authors
from newsdesk.reading.incoming.footers import without_list, without_release
from newsdesk.reading.incoming.found import Incoming, IncomingError
from newsdesk.reading.incoming.opening import opening
from newsdesk.reading.incoming.stated import without_trail
from newsdesk.reading.incoming.words import bare, count_words, is_line, tidy
from newsdesk.records import Metadata

TITLE_LENGTH = 200  # characters; a longer first line is no headline
SHORT_LINE = 0.8  # of the median line: a PDF line so short, with a full stop, ends its paragraph
UNPACKED = 40_000_000  # bytes of the drawing of all pages: a page of text has a few thousand
MOST_PAGES = 80  # more are a report or a book
EDGE = 3  # lines at the head and the foot of a page that may run through all of them
ROOM = 1.4  # times the usual step from line to line: a larger one ends a paragraph
LARGER = 1.15  # times the usual size of letters: what is larger is a heading
SCANNED = 8  # words a page: with fewer the page is a picture, and they are its number or stamp
_SOFT = re.compile(
    rb"(/Span\s{0,9}<<\s{0,9}/ActualText\s{0,9}<FEFF00AD>\s{0,9}>>\s{0,9}BDC[^<]{0,80})<[0-9A-Fa-f]{2,8}>(?=\s{0,9}Tj)"
)
_HOUR = r"\d{1,2}[:.]\d\d(?:[:.]\d\d)?(?:\s?[AaPp]\.?[Mm]\.?)?"
_STAMP = rf"\d{{1,4}}[/.-]\d{{1,2}}[/.-]\d{{2,4}},?\s+{_HOUR}"
_PRINTED = re.compile(rf"{_STAMP}\s*(?P<title>.*)|(?P<before>.*\S)\s+{_STAMP}")
_ADDRESS = re.compile(r"(?P<url>(?:https?|file)://\S+?)(?:\s+(?:page\s+)?\d+\s*(?:/|of)\s*\d+)?", re.I)
_NUMBER = re.compile(r"(?i)\W{0,3}(?:page\s+)?\d{1,4}(?:\s*(?:/|of|von)\s*\d{1,4})?\W{0,3}")
_FILE = re.compile(
    r"(?i)(?:.*[\\/])?[^\\/]*\.(?:html?|pdf|docx?|odt|rtf|txt|indd|qxp|pages|pptx?|php|aspx?|xml|jpe?g|png|tiff?)"
    r"|untitled.*|document\s?\d*|(?:microsoft )?word|print|new document|scan\S*|\W*|about:blank|\d+"
)
_LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st", "\xad": ""})


@dataclass(frozen=True, slots=True)
class Print:
    """What was drawn: the lines of each page, the title that the file states, the heading in large letters."""

    pages: tuple[str, ...]
    title: str
    author: str
    heading: str


def from_pdf(data: bytes) -> Incoming:
    """The article in a PDF. Raises IncomingError: for scans, for what is far too large, for what cannot be read."""
    printed = _printed(data)
    words = sum(map(count_words, printed.pages))
    if words < SCANNED * len(printed.pages):
        remedy = "make its text with an OCR program, such as `ocrmypdf scan.pdf text.pdf`, and add that"
        raise IncomingError(f"the PDF holds pictures of text, not text (a scan); {remedy}")
    told, address = _running(printed.pages)
    lines = [line for page in without_running_lines(list(printed.pages)) for line in page.split("\n")]
    title, lines = _headline(lines, printed, told)
    head = [line for line in lines[:12] if line]
    found = opening(head)
    gone = {line for line in head if line not in found.lines}
    rest = [line for n, line in enumerate(lines) if n >= 12 or line not in gone]
    paragraphs, service, sent = without_release(_unwrap("\n".join(without_list(rest))))
    while paragraphs and is_line("mail_footers", paragraphs[-1]):
        paragraphs.pop()
    paragraphs = list(without_beside(tuple(paragraphs)))
    people = ", ".join(name for name in authors(printed.author).people if " " in name)
    meta = Metadata(title=title, author=found.wrote.author or people, published=found.published or sent,
                    url=without_trail(address) if address.startswith("http") else "",
                    origin=service or found.wrote.agency)  # fmt: skip
    return Incoming("\n\n".join(paragraphs), "PDF", meta)


def _printed(data: bytes) -> Print:
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what is wrong is told below, in one line
    try:
        reader = PdfReader(io.BytesIO(data))
        if (count := len(reader.pages)) > MOST_PAGES:
            raise IncomingError(f"{count:,} pages are no article; save the pages of the article alone as a PDF")
        _weigh(reader)
        pieces: list[tuple[str, float]] = []
        pages = [_text(page, pieces if n == 0 else None) for n, page in enumerate(reader.pages)]
        info = reader.metadata
    except (IncomingError, MemoryError, RecursionError):
        raise
    except LimitReachedError:
        raise IncomingError("unpacked it is far too large for an article; paste its text instead") from None
    except Exception as error:  # a broken PDF makes pypdf raise anything: AttributeError, zlib.error, AssertionError
        raise IncomingError(f"the PDF cannot be read ({type(error).__name__}); paste its text instead") from None
    title, author = (info.title or "", info.author or "") if info else ("", "")
    return Print(tuple(pages), tidy(str(title)), tidy(str(author)), _heading(pieces))


def _weigh(reader: PdfReader) -> None:
    """Raises IncomingError where the drawing of all pages is larger, unpacked, than that of any article; a page that
    is too large by itself the reader would pass over without a word."""
    left = UNPACKED
    for page in reader.pages:
        contents = page.get_contents()
        if contents is None:
            continue
        drawn = contents.get_data()
        left -= len(drawn)
        if left < 0:
            raise LimitReachedError
        if b"FEFF00AD" in drawn:  # a place to break a word, drawn as a space
            mended = DecodedStreamObject()
            mended.set_data(_SOFT.sub(rb"\1<>", drawn))
            page[NameObject("/Contents")] = mended


def _text(page: Any, pieces: list[tuple[str, float]] | None) -> str:
    """The text of a page, with a blank line where there is room between two lines; `pieces`, if given, takes each piece
    of it with the size of its letters."""
    drawn = list[tuple[str, float, float]]()

    def seen(text: str, cm: Any, tm: Any, font: Any, size: float) -> None:
        height = abs(float(size) * float(tm[3] or tm[0]) * float(cm[3] or cm[0]))
        drawn.append((text, float(cm[3]) * float(tm[5]) + float(cm[5]), height))
        if pieces is not None and text.strip():
            pieces.append((tidy(text), height))

    whole = str(page.extract_text(visitor_text=seen))
    spaced = _spaced(drawn) if "".join(text for text, _, _ in drawn) == whole else whole
    return spaced.translate(_LIGATURES)


def _spaced(drawn: list[tuple[str, float, float]]) -> str:
    """The lines of what was drawn, each piece with its place up the page and the size of its letters; a blank line
    where the next line stands further down than lines do, or has letters of another size."""
    lines, places = [""], list[tuple[float, float] | None]([None])
    for text, up, size in drawn:
        for n, part in enumerate(text.split("\n")):
            if n:
                lines.append("")
                places.append(None)
            lines[-1] += part
            if part.strip() and places[-1] is None:
                places[-1] = (up, size)
    told = [place for place in places if place]
    steps = sorted(one[0] - other[0] for one, other in pairwise(told) if one[0] - other[0] >= one[1] == other[1])
    usual = steps[len(steps) // 4] if steps else 0.0  # where paragraphs are short, most steps lead to the next one
    letters = median(size for _, size in told) if told else 0.0
    spaced, last = list[str](), None
    for line, place in zip(lines, places, strict=True):
        if last and place:
            room = ROOM * usual * max(1.0, place[1] / (letters or 1.0))  # lines of large letters stand further apart
            if last[0] - place[0] > room or abs(place[1] / (last[1] or 1.0) - 1) > LARGER - 1:
                spaced.append("")
        spaced.append(line)
        last = place or last
    return "\n".join(spaced)


def _heading(pieces: list[tuple[str, float]]) -> str:
    """The words in the largest letters of the first page, which are its headline; "" where all are about as large."""
    sizes = Counter[float]()
    for text, size in pieces:
        sizes[round(size, 1)] += len(text)
    usual = sizes.most_common(1)[0][0] if sizes else 0.0
    for largest in sorted(sizes, reverse=True):
        if largest < LARGER * usual:
            return ""
        first = next(n for n, (_, size) in enumerate(pieces) if round(size, 1) == largest)
        words = [text for text, size in pieces[first : first + 8] if round(size, 1) == largest]
        found = tidy(" ".join(words)).translate(_LIGATURES)
        if len(found.split()) > 2 and len(found) <= TITLE_LENGTH:
            return found
    return ""


def _headline(lines: list[str], printed: Print, told: str) -> tuple[str, list[str]]:
    """The headline, and the lines that follow it. What the file states is none where it is the name of a file."""
    stated = re.sub(r"(?i)^microsoft word\s*-\s*", "", printed.title)
    stated = "" if _FILE.fullmatch(stated) else stated
    for named in (printed.heading, stated, told):
        for n, line in enumerate(lines[:40] if named else []):
            head, taken = line, n + 1
            while taken < len(lines) and bare(named).startswith(bare(f"{head}{lines[taken]}")) and lines[taken]:
                head, taken = f"{head} {lines[taken]}", taken + 1
            if len(bare(head)) > 8 and bare(named).startswith(bare(head)) and sum(map(count_words, lines[:n])) <= 40:
                return tidy(head), lines[taken:]
    if stated or printed.heading or told:
        return printed.heading or stated or told, lines
    paragraphs = _unwrap("\n".join(lines))
    if len(paragraphs) > 1 and len(paragraphs[0]) <= TITLE_LENGTH and paragraphs[0][-1:] not in ".,;":
        return paragraphs[0], _after(lines, paragraphs[0])
    return "", lines


def _after(lines: list[str], head: str) -> list[str]:
    """The lines behind those that make up a headline."""
    seen = ""
    for n, line in enumerate(lines):
        seen += bare(line)
        if len(seen) >= len(bare(head)):
            return lines[n + 1 :]
    return []


def _running(pages: tuple[str, ...]) -> tuple[str, str]:
    """The title and the address that a browser prints at the edges of pages."""
    title = address = ""
    for page in pages:
        lines = [tidy(line) for line in page.strip().split("\n")]
        for line in (*lines[:EDGE], *lines[-EDGE:]):
            if m := _PRINTED.fullmatch(line):
                title = title or tidy(m["title"] or m["before"] or "")
            elif m := _ADDRESS.fullmatch(line):
                address = address or m["url"]
    return re.split(r"\s{1,9}[|–—-]\s{1,9}", title)[0], address


def without_running_lines(pages: list[str]) -> list[str]:
    """The pages without their numbers, without what a browser prints at their edges, and without the lines that most
    pages share there."""
    lines = [[line.strip() for line in page.strip().split("\n")] for page in pages]
    edges = Counter(key for page in lines for key in {_numberless(line) for line in (*page[:EDGE], *page[-EDGE:])})
    running = {key for key, count in edges.items() if count > max(1, len(pages) / 2)}
    for page in lines:
        for at in (-1, 0):
            for _ in range(EDGE):
                if (
                    page and (_runs(page[at], len(pages)) or (len(pages) > 1 and _numberless(page[at]) in running))
                ) or (len(page) > EDGE and _runs(page[at - 1 if at else 1], len(pages)) and not page[at]):
                    page.pop(at)
    return ["\n".join(page) for page in lines]


def _runs(line: str, pages: int) -> bool:
    """Whether a line at an edge is one that a program prints there."""
    line = tidy(line)
    number = _NUMBER.fullmatch(line) is not None and (pages > 1 or "/" in line)
    return number or (pages > 1 and not line) or bool(_PRINTED.fullmatch(line) or _ADDRESS.fullmatch(line))


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
            if current and line[0].islower() and re.search(r"\w ?[-‐\xad]$", current[-1][-3:]):
                current[-1] = current[-1][:-1].rstrip() + line
            else:
                current.append(line)
        short = len(line) < SHORT_LINE * usual
        headline = short and not paragraphs and len(current) == 1  # the page's first line, on its own
        if current and (not line or headline or (short and re.search(r"[.!?]['\"’”]?$", line))):
            paragraphs.append(" ".join(current))
            current = []
    return [*paragraphs, " ".join(current)] if current else paragraphs
