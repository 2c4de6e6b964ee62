"""A Word file (.docx) → its article."""

from __future__ import annotations

import io
import zlib
from dataclasses import replace
from typing import Any
from zipfile import BadZipFile, ZipFile

from newsdesk.reading.incoming.found import Incoming, IncomingError
from newsdesk.reading.incoming.plain import from_text

UNPACKED = 20_000_000  # bytes of all parts but pictures and the like: more is no article
TEXT = 5_000_000  # of the text alone, with its markup
MOST_PARTS = 2_000
_READ = (".xml", ".rels")
_STYLES = "p[style-name='Title'] => h1:fresh\np[style-name='Subtitle'] => p:fresh\nbr[type='page'] => br"
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_PIECE = 1 << 16


def from_word(data: bytes) -> Incoming:
    """The text of a .docx as its reader sees it: with what was inserted, without what was struck out; a line break ends
    a line, and a table's row is one. Its author is whoever the program was installed for, so it counts as not stated.
    """
    import mammoth

    try:
        made = mammoth.convert_to_html(
            io.BytesIO(_repacked(data)), style_map=_STYLES, convert_image=mammoth.images.img_element(lambda _: {})
        )
        lines, title = _lines(made.value)
    except (BadZipFile, KeyError, zlib.error, EOFError, NotImplementedError):  # a .zip, an .odt, a spreadsheet
        raise IncomingError("this is no text; save the article as text, HTML, PDF or .docx") from None
    except (IncomingError, MemoryError, RecursionError):
        raise
    except Exception as error:  # what is wrong inside makes its reader raise anything
        raise IncomingError(f"the Word file cannot be read ({type(error).__name__}); paste its text") from None
    found = from_text("\n\n".join([*(["Title"] if title else []), *lines]))
    if title:  # a heading is one, whatever it ends with
        found = replace(found, meta=replace(found.meta, title=title))
    return replace(found, read_as="Word file")


def _repacked(data: bytes) -> bytes:
    """The parts that are read, unpacked bit by bit up to the limit over all of them: what a file says of their sizes
    need not be so. Raises IncomingError."""
    out, left = io.BytesIO(), UNPACKED
    with ZipFile(io.BytesIO(data)) as packed, ZipFile(out, "w") as plain:
        packed.getinfo("word/document.xml")  # else it is none of Word's
        parts = [part for part in packed.infolist() if part.filename.lower().endswith(_READ)]
        for part in parts[:MOST_PARTS]:
            pieces, read = [], 0
            with packed.open(part) as stream:
                while piece := stream.read(_PIECE):
                    pieces.append(piece)
                    left -= len(piece)
                    read += len(piece)
                    if left < 0 or (part.filename == "word/document.xml" and read > TEXT):
                        much = f"unpacked it holds {TEXT // 1_000_000} MB of text or more, which is no article"
                        raise IncomingError(f"{much}; paste the article itself")
            plain.writestr(part.filename, b"".join(pieces))
    return out.getvalue()


def _lines(html: str) -> tuple[list[str], str]:
    """The lines of what Word's text was made into, and the title: a heading that stands before everything else."""
    from lxml.html import fragment_fromstring

    body = fragment_fromstring(html, create_parent="div")
    for mark in body.xpath("//sup[a[starts-with(@id, 'footnote-ref') or starts-with(@id, 'endnote-ref')]]"):
        mark.drop_tree()
    for stop in body.iter("br"):
        stop.tail = f"\n{stop.tail or ''}"
    title, lines = "", list[str]()
    for block in _blocks(body):
        words = (
            " | ".join(filter(None, (_words(cell) for cell in block))) if block.tag == "tr" else block.text_content()
        )
        if block.tag in _HEADINGS and not lines and not title:
            title = _words(block)
        else:
            lines += filter(None, (" ".join(line.split()) for line in words.split("\n")))
    return lines, title


def _blocks(body: Any) -> list[Any]:
    """Paragraphs, headings and points in order; of a table of several columns the rows."""
    found = []
    for block in body.iter("p", "tr", "li", *_HEADINGS):
        rows = [row for row in block.iterancestors("tr") if len(row) > 1]
        nested = block.tag == "li" and block.find(".//p") is not None
        if not rows and not nested and (block.tag != "tr" or len(block) > 1):
            found.append(block)
    return found


def _words(element: Any) -> str:
    return " ".join(element.text_content().split())
