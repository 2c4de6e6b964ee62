"""A mail (.eml), such as a newsletter, or a box of them (.mbox) → its article."""

from __future__ import annotations

import re
from datetime import date
from email import message_from_bytes
from email.policy import default as modern
from email.utils import parseaddr, parsedate_to_datetime
from typing import Any

from newsdesk.reading.furniture import furniture
from newsdesk.reading.incoming.body import without_beside
from newsdesk.reading.incoming.decoding import decoded
from newsdesk.reading.incoming.footers import without_footers, without_release
from newsdesk.reading.incoming.found import Incoming, IncomingError
from newsdesk.reading.incoming.headline import of_domain
from newsdesk.reading.incoming.words import bare, is_line, tidy
from newsdesk.records import Metadata

_HEADER = re.compile(rb"[!-9;-~]{1,60}:")
_KNOWN = (b"from", b"to", b"subject", b"date", b"message-id", b"mime-version", b"received", b"return-path",
          b"content-type", b"delivered-to", b"x-mozilla-status")  # fmt: skip
_NEXT = re.compile(rb"^From [^\n]{1,200}\d{4}[^\n]{0,40}\r?\n(?=[!-9;-~]{1,60}:)", re.MULTILINE)
_AGAIN = re.compile(r"^(?:\s*(?:re|fwd?|aw|wg|tr)\s*:)+\s*", re.I)
_FORWARDED = re.compile(
    r"-{2,99}\s{0,9}(?:forwarded|original|weitergeleitete) \w{1,99}\s{0,9}-{2,}|begin forwarded message:", re.I
)
_URL = re.compile(r"[<\[(]?https?://\S+[>\])]?")
_HIDDEN = re.compile(r"display\s*:\s*none|mso-hide\s*:\s*all", re.I)
_UNPRINTED = re.compile("[\u034f\u200b-\u200f\u00ad\ufeff]")
_OUTLET = re.compile(r"(?i)\b(news|daily|times|post|briefing|newsletter|team|media|press)\b")
_FIELD = re.compile(r"\*?(from|date|sent|subject|to|cc|reply-to)\s*:\*?\s*(.*)", re.I)
_BLOCKS = ("p", "div", "td", "th", "tr", "table", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote",
           "center", "section", "article", "header", "footer", "hr", "pre", "dd", "dt", "body")  # fmt: skip
_UNSEEN = ("head", "style", "script", "title", "noscript", "template")
_PERSONAL = (
    "gmail",
    "googlemail",
    "yahoo",
    "hotmail",
    "outlook",
    "icloud",
    "aol",
    "gmx",
    "web",
    "proton",
    "protonmail",
)


def is_mail(data: bytes) -> bool:
    """Whether bytes begin with the header of a mail, or of a box of mails."""
    head = data[:20_000].lstrip(b"\xef\xbb\xbf\r\n")
    if head.startswith(b"From "):
        head = head.partition(b"\n")[2]
    fields = set()
    for line in head.split(b"\n")[:80]:
        if m := _HEADER.match(line):
            fields.add(m[0][:-1].lower())
        elif not line.startswith((b" ", b"\t")):
            break
    return len(fields & set(_KNOWN)) >= 3 and bool(fields & {b"from", b"return-path", b"received"})


def mails(data: bytes) -> list[bytes]:
    """The mails of a box; of one mail alone that."""
    starts = list(_NEXT.finditer(data)) if data.startswith(b"From ") else []
    ends = [*(m.start() for m in starts[1:]), len(data)]
    found = [data[m.end() : end] for m, end in zip(starts, ends, strict=True)] if starts else [data]
    return [re.sub(rb"^>(>*From )", rb"\1", one, flags=re.MULTILINE) for one in found] if starts else found


def from_mail(data: bytes) -> Incoming:
    """The text of a mail: of its HTML where that has all of it, else of its plain part. Raises IncomingError."""
    boxed = mails(data)
    if len(boxed) > 1:
        raise IncomingError(f"this box holds {len(boxed)} mails; add it as a file of its own, and each is taken")
    mail: Any = message_from_bytes(boxed[0], policy=modern)
    subject, sender, sent = str(mail.get("subject", "")), str(mail.get("from", "")), str(mail.get("date", ""))
    lines = _lines(mail)
    for n, line in enumerate(lines[:12]):
        if _FORWARDED.search(line):
            fields, lines = _forwarded(lines[n + 1 :])
            subject, sender, sent = fields.get("subject", subject), fields.get("from", sender), fields.get("date", sent)
            break
    title = tidy(_AGAIN.sub("", subject))
    lines = list(without_beside(tuple(without_footers(lines))))
    while lines and bare(lines[0]) == bare(title):
        lines = lines[1:]
    lines, service, _ = without_release(lines)
    outlet, author = _sender(sender, bool(mail.get("list-unsubscribe") or mail.get("list-id")))
    address = str(mail.get("archived-at", "")).strip("<> ")
    meta = Metadata(title=title, outlet=outlet, author=author, published=_day(sent), url=address, origin=service)
    return Incoming("\n\n".join(lines), "mail", meta)


def _lines(mail: Any) -> list[str]:
    plain, pages, others = list[str](), list[str](), list[str]()
    for part in mail.walk():
        kind = part.get_content_type()
        if part.is_multipart():
            continue
        if part.get_content_disposition() == "attachment" or not kind.startswith("text/"):
            others.append(part.get_filename() or kind)
            continue
        text = decoded(bytes(part.get_payload(decode=True) or b""), part.get_content_charset() or "")
        if kind == "text/html":
            pages += _of_page(text)
        elif kind == "text/plain":
            plain += _of_text(text, part.get_param("format") == "flowed")
    count = [sum(len(line.split()) for line in without_footers(lines)) for lines in (plain, pages)]
    if not any(count):
        held = f"only {', '.join(others[:3])}" if others else "nothing"
        raise IncomingError(f"the mail has no text, {held}; save what is attached to it as a file, and add that")
    return pages if count[1] >= 0.8 * count[0] else plain


def _of_text(text: str, flowed: bool) -> list[str]:
    """Paragraphs of a plain part: its lines are broken to a width, and end at a signature."""
    text = text.partition("\n-- \n")[0]
    if flowed:
        text = re.sub(r" \n(?!\n)", " ", text)
    paragraphs = []
    for block in re.split(r"\n\s*\n", text):
        lines = [tidy(re.sub(r"^>+ ?", "", line)) for line in block.split("\n")]
        lines = [tidy(_URL.sub("", line)) if len(line.split()) > 1 else line for line in lines]
        lines = [line for line in lines if line]
        widest = max(map(len, lines), default=0)
        wrapped = len(lines) > 1 and 50 <= widest <= 100 and all(len(line) > 0.6 * widest for line in lines[:-1])
        paragraphs += [" ".join(lines)] if wrapped else lines
    return paragraphs


def _of_page(text: str) -> list[str]:
    """The lines of an HTML part as its reader sees them; tables are its layout."""
    from lxml.html import document_fromstring

    try:
        tree: Any = document_fromstring(text) if text.strip() else None
    except (ValueError, AssertionError):
        tree = None
    if tree is None:
        return []
    for element in list(tree.iter()):
        hidden = isinstance(element.tag, str) and _HIDDEN.search(element.get("style") or "")
        if (element.tag in _UNSEEN or hidden or not isinstance(element.tag, str)) and element.getparent() is not None:
            element.drop_tree()
    for link in list(tree.iter("a")):
        found = furniture(tidy(link.text_content()))
        if found and found.rule == "read-more":  # behind a paragraph, as one of its words
            link.drop_tree()
    for element in list(tree.iter("br", *_BLOCKS)):
        element.text = "\n" + (element.text or "")
        element.tail = "\n" + (element.tail or "")
        if element.tag == "br":
            element.tail = "\n" + (element.tail or "")
    lines = [tidy(line) for line in _UNPRINTED.sub("", tree.text_content()).split("\n")]
    return [line for line in lines if line and not is_line("beside_headings", line)]


def _forwarded(lines: list[str]) -> tuple[dict[str, str], list[str]]:
    """The fields of the mail that another one forwards, and its lines."""
    fields: dict[str, str] = {}
    n = 0
    while n < min(len(lines), 10) and (m := _FIELD.match(lines[n])):
        fields["date" if m[1].lower() == "sent" else m[1].lower()] = m[2]
        n += 1
    return fields, lines[n:]


def _sender(sender: str, is_list: bool) -> tuple[str, str]:
    """Outlet and author out of who sent a mail ("Ada Quill from The Tern <ada@tern.example>")."""
    name, address = parseaddr(sender)
    name = tidy(name).strip("\"'")
    domain = address.rpartition("@")[2].lower()
    labels = domain.split(".")
    site = labels[-2] if len(labels) > 1 else ""
    if m := re.fullmatch(r"(.{2,60}?)\s*(?:\bfrom\b|\bat\b|\bvia\b|,|\||/| [–—-] )\s*(.{2,60})", name):
        return m[2].strip(), m[1].strip()
    if is_list or of_domain(name, site) or _OUTLET.search(name):
        return name, ""
    if site in _PERSONAL or re.fullmatch(r"[^\W\d_a-z][\w.’'-]+(?: [^\W\d_][\w.’'-]*){1,3}", name):
        return "", name
    return name, ""


def _day(sent: str) -> date | None:
    """The day on which a mail was sent, by its sender's clock."""
    try:
        return parsedate_to_datetime(sent).date()
    except (TypeError, ValueError, IndexError, OverflowError):
        from newsdesk.reading.incoming.day import as_written

        return as_written(sent, date.today())
