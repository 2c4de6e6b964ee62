"""A web page as a browser saved it → its article. What a page only hints at counts as not stated."""

from __future__ import annotations

import plistlib
import re
from dataclasses import dataclass
from datetime import date
from email import message_from_bytes
from email.policy import default as modern
from html import unescape
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from newsdesk.reading.incoming.found import Incoming, IncomingError
from newsdesk.records import Metadata

Metas = list[tuple[str, str]]  # the name and content of each meta element
PULLED = 600  # characters that a pull quote has at most
FEWEST_WORDS = 25  # in all paragraphs: fewer are no article
SHORTEST = 12  # words of the longest paragraph: where all are shorter they are headlines and teasers

_PUBLISHED = re.compile(
    r"(og:|article:)?published(_time)?|(dc\.|dcterms\.)?(date|issued|created)(\.(issued|created))?|pub_?date|publish-?date"
    r"|parsely-pub-date|sailthru\.date|date_?published|publication_date"
)
_IN_DATA = re.compile(r'"datePublished"\s{0,9}:\s{0,9}"([^"]{4,40})"')
_MODIFIED = re.compile(r"(og:|article:)?(modified|updated)(_time)?|date_?modified|last-?modified")
_CHANGED_IN_DATA = re.compile(r'"dateModified"\s{0,9}:\s{0,9}"([^"]{4,40})"')
_ISO = re.compile(r"\s*(\d{4}-\d{2}-\d{2})(?!\d)")
_DAY_OR_MONTH = re.compile(r"\s*(0?[1-9]|1[0-2])[./-](0?[1-9]|1[0-2])[./-]\d{4}")
_SAVED_FROM = re.compile(r"<!--\s{0,9}saved from url=\(\d{1,9}\)(\S{1,2000})\s{0,9}-->")
_PAID = re.compile(r'"isAccessibleForFree"\s{0,9}:\s{0,9}"?false', re.I)
_TRACKING = re.compile(r"utm_\w+|fbclid|gclid|mc_[ce]id|igshid|cmpid|ref_src", re.I)


@dataclass(frozen=True, slots=True)
class WebPage:
    """The article of a page, and what the page says of it. `beginning`: the rest is for subscribers."""

    paragraphs: tuple[str, ...]
    meta: Metadata
    beginning: bool = False

    @property
    def is_article(self) -> bool:
        words = [len(paragraph.split()) for paragraph in self.paragraphs]
        return sum(words) >= FEWEST_WORDS and max(words) >= SHORTEST


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


def from_page(page: str, address: str = "", anyway: bool = False) -> Incoming:
    """The article of a page; `address` is the page's own, where the file it was saved in tells it.

    Raises IncomingError; `anyway`: not for what looks like no article.
    """
    found = read_page(page, address)
    if found.paragraphs and not found.is_article and not anyway:
        words = sum(len(paragraph.split()) for paragraph in found.paragraphs)
        what = f"only {words} words in short lines were found, which is no article; paste the text itself"
        raise IncomingError(what, doubted=True)
    doubt = "it goes on for subscribers, so this may be the beginning only" if found.beginning else ""
    return Incoming("\n\n".join(found.paragraphs), "HTML", found.meta, doubt)


def read_page(page: str, address: str = "") -> WebPage:
    """The article in a page's HTML, and what the page says of itself."""
    import trafilatura  # slow to import, and only `newsdesk add` needs it
    from trafilatura.utils import load_html

    tree: Any = load_html(page)
    if tree is None:
        return WebPage((), Metadata())
    metas = _metas(tree)
    found: Any = trafilatura.bare_extraction(
        tree,
        with_metadata=True,
        include_comments=False,
        include_tables=False,
        # Only a date that the page states of itself: one picked from its text would be a guess.
        date_extraction_params={"extensive_search": False, "original_date": True},
    )
    if found is None:
        return WebPage((), Metadata())
    title = found.title or ""
    saved = _SAVED_FROM.search(page[:2000])
    meta = Metadata(
        title=title,
        outlet=_outlet(found.sitename or "", metas, page),
        author=(found.author or "").replace(";", ","),
        published=_published(found.date or "", metas, page),
        url=_address(found.url or address or (saved[1] if saved else "")),
        language=found.language or "en",
    )
    return WebPage(_paragraphs(found.text or "", title), meta, bool(_PAID.search(page)))


def _paragraphs(text: str, title: str) -> tuple[str, ...]:
    """The paragraphs without the headline and without pull quotes, which repeat what the article says."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    if lines and lines[0] == title:
        del lines[0]
    bare = [_bare(line) for line in lines]
    whole = "\n".join(bare)
    seen: set[str] = set()
    kept = []
    for line, words in zip(lines, bare, strict=True):
        repeated = len(words) <= PULLED and whole.find(words) != whole.rfind(words)  # it stands in another one too
        if words not in seen and not (repeated and any(words in other and words != other for other in bare)):
            kept.append(line)
        seen.add(words)
    return tuple(kept)


def _bare(line: str) -> str:
    """Words as they are compared: in blanks, so that only whole ones are found."""
    words = " ".join(re.findall(r"\w+", line.casefold()))
    return f" {words} "


def _outlet(name: str, metas: Metas, page: str) -> str:
    """The site's name as the page states it: one made of its handle elsewhere is a guess."""
    handles = {content.lstrip("@").casefold() for key, content in metas if key == "twitter:site"}
    return "" if name.casefold() in handles and name not in page else name


def _published(found: str, metas: Metas, page: str) -> date | None:
    """The day of publication: as stated outright, else as found, unless it is the day of a change, or 3/4/2024."""
    stated = [content for name, content in metas if _PUBLISHED.fullmatch(name)]
    in_data = [unescape(value) for value in _IN_DATA.findall(page)]
    days = [m[1] for value in (*stated, *in_data) if (m := _ISO.match(value))]
    if found in days or not days:
        modified = (content for name, content in metas if _MODIFIED.fullmatch(name))
        changed = {value[:10] for value in (*modified, *_CHANGED_IN_DATA.findall(page))}
        unsure = any(_DAY_OR_MONTH.match(value) for value in (*stated, *in_data))
        return _date(found) if days or (found not in changed and not unsure) else None
    return _date(days[0]) if len(set(days)) == 1 else None


def _metas(tree: Any) -> Metas:
    """The name and content of each meta element."""
    found = []
    for meta in tree.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop") or ""
        found.append((name.strip().lower(), (meta.get("content") or "").strip()))
    return found


def _address(url: str) -> str:
    """The address without what only tells where a reader came from."""
    try:
        parts = urlsplit(url)
        asked = parse_qsl(parts.query, keep_blank_values=True)
    except ValueError:
        return url
    kept = [(key, value) for key, value in asked if not _TRACKING.fullmatch(key)]
    return urlunsplit(parts._replace(query=urlencode(kept))) if len(kept) < len(asked) else url


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None
