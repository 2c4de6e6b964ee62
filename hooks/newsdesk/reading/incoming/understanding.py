"""The bytes of a file → the article in it, by what kind of file they are."""

from __future__ import annotations

import re
from pathlib import PurePath

from newsdesk.reading.incoming.decoding import GZIP, decoded, unzipped
from newsdesk.reading.incoming.found import Incoming, IncomingError
from newsdesk.reading.incoming.page import from_page
from newsdesk.reading.incoming.pdf import from_pdf
from newsdesk.reading.incoming.plain import from_text, without_comments
from newsdesk.reading.incoming.single_file import is_packed, unpacked
from newsdesk.reading.incoming.word import from_word

MOST_BYTES = 64_000_000  # of a file: saved pages and PDFs hold pictures, but not so many
_PAGE = re.compile(r"\s{0,100}<(?:\?xml|!doctype html|html|head|meta|title|body|main|article|section|div|p)\b", re.I)
_PAGES = (".html", ".htm", ".xhtml", ".shtml", ".php", ".asp", ".aspx")
OTHER_FILES = {  # by their first bytes
    b"{\\rtf": "an RTF file",
    b"\xd0\xcf\x11\xe0": "a Word file of the old kind (.doc), or one with a password",
}


def understand(data: bytes, name: str, anyway: bool = False) -> Incoming:
    """The article in a saved web page, a PDF with text in it, a Word file, or a plain text.

    `name` is the file's, for its ending; `anyway`: take text that looks like no article. Raises IncomingError.
    """
    if len(data) > MOST_BYTES:
        raise IncomingError(f"it is larger than {MOST_BYTES // 1_000_000} MB, which is no article; paste its text")
    if data.startswith(GZIP):
        data, name = unzipped(data), name.removesuffix(".gz")
    ending = PurePath(name).suffix.lower()
    if data.startswith(b"%PDF") or ending == ".pdf":
        found = from_pdf(data)
    elif data.startswith(b"PK\x03\x04"):
        found = from_word(data)
    elif other := next((what for mark, what in OTHER_FILES.items() if data.startswith(mark)), ""):
        raise IncomingError(f"this is {other}; open it, save it as .docx, PDF or plain text, and add that")
    elif is_packed(data):
        page, address, encoding = unpacked(data)
        found = from_page(decoded(page, encoding), address, anyway)
    else:
        text = decoded(data)
        is_page = ending in _PAGES or _PAGE.match(without_comments(text))
        found = from_page(text, "", anyway) if is_page else from_text(text, ending in (".md", ".markdown"))
    if not found.text.strip():
        raise IncomingError(f"no article text was found in this {found.read_as}; paste the text itself")
    return found
