"""The bytes of a file → the article in it, by what kind of file they are."""

from __future__ import annotations

import re
from pathlib import PurePath

from newsdesk.reading.incoming.decoding import GZIP, decoded, unzipped
from newsdesk.reading.incoming.found import Incoming, IncomingError
from newsdesk.reading.incoming.mail import from_mail, is_mail
from newsdesk.reading.incoming.page import from_page
from newsdesk.reading.incoming.pdf import from_pdf
from newsdesk.reading.incoming.plain import from_text, without_comments
from newsdesk.reading.incoming.single_file import is_packed, unpacked
from newsdesk.reading.incoming.word import from_word

MOST_BYTES = 64_000_000  # of a file: saved pages and PDFs hold pictures, but not so many
_PAGE = re.compile(r"\s{0,100}<(?:\?xml|!doctype html|html|head|meta|title|body|main|article|section|div|p)\b", re.I)
_TAG = re.compile(r"<[a-zA-Z!]")
_PAGES = (".html", ".htm", ".xhtml", ".shtml", ".php", ".asp", ".aspx")
OLE = b"\xd0\xcf\x11\xe0"  # Microsoft's container of older files
_IN_CONTAINER = {  # by the names of what is in it
    "__substg1.0_": "an Outlook message (.msg); open it in Outlook, save it as .eml or print it as a PDF, and add that",
    "EncryptedPackage": "a file with a password; open it, save it without one, and add that",
    "WordDocument": "a Word file of the old kind (.doc); open it, save it as .docx, PDF or plain text, and add that",
    "Workbook": "an Excel workbook, which is no article; paste the text itself",
    "PowerPoint Document": "a PowerPoint presentation, which is no article; paste the text itself",
}
OTHER_FILES = {b"{\\rtf": "an RTF file"}  # by their first bytes


def understand(data: bytes, name: str, anyway: bool = False, address: str = "", encoding: str = "") -> Incoming:
    """The article in a saved web page, a PDF with text in it, a Word file, a mail or a plain text.

    `name` is the file's, for its ending; `anyway`: take text that looks like no article; `address` and `encoding`: of
    a page from the web, as its server states them. Raises IncomingError.
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
    elif data.startswith(OLE):
        raise IncomingError(_of_office(data, ending))
    elif is_packed(data):
        page, address, encoding = unpacked(data)
        found = from_page(decoded(page, encoding), address, anyway)
    elif is_mail(data) or ending in (".eml", ".mbox"):
        found = from_mail(data)
    else:
        text = decoded(data, encoding)
        is_page = (ending in _PAGES and _TAG.search(text)) or _PAGE.match(without_comments(text))
        found = from_page(text, address, anyway) if is_page else from_text(text, ending in (".md", ".markdown"))
    if not found.text.strip():
        raise IncomingError(f"no article text was found in this {found.read_as}; paste the text itself")
    return found


def _of_office(data: bytes, ending: str) -> str:
    """What a file of the old kind is, by its right name."""
    whole = data[:4_000_000]
    for name, what in _IN_CONTAINER.items():
        if name.encode("utf-16-le") in whole or (ending == ".msg" and name.startswith("__")):
            return f"this is {what}"
    return f"this is {_IN_CONTAINER['WordDocument'].replace('.doc)', '.doc), or one with a password')}"
