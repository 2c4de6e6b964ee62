"""The headings and the searchable text of a page, read off the HTML that our own templates make.

Regular expressions are safe here because autoescaping leaves no "<" or ">" in text or attributes that is not a tag.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping
from html import unescape

from newsdesk.records import Heading

_HEADING = re.compile(r'<h([1-3])[^>]* id="([^"]+)"[^>]*>(.*?)</h\1>', re.DOTALL)
_EDGE = re.compile(r"<!--(/?)no-search-->")
# What a search shows otherwise, or nobody searches for: the title, numbers of paragraphs, words for screen readers.
_EXCLUDED = re.compile(
    r"<(script|template|svg)\b.*?</\1>|<h1(?![^>]* id=)[^>]*>.*?</h1>"
    r"|<(a|p|span) class=\"nd-(?:kicker|monogram|ref|text__n|unseen)\b[^>]*>.*?</\2>",
    re.DOTALL,
)
_BLOCK = re.compile(
    r"</?(?:p|li|ul|ol|div|section|figure|figcaption|blockquote|h\d|dt|dd|tr|td|th|details|summary)\b[^>]*>"
)
_TAG = re.compile(r"<[^<>]+>")
FIRST_MARK = "\u0300"  # no character before it is one that goes on the letter before
# Scripts without spaces: each character counts as a word. `search.js` cuts words in the same way.
_CHARACTER = "\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
_WORD = re.compile(rf"[{_CHARACTER}]|[^\W_{_CHARACTER}]+")


def plain(html: str) -> str:
    """The text of some HTML, on one line."""
    return " ".join(unescape(_TAG.sub("", _BLOCK.sub(" ", html))).split())


def headings(html: str) -> tuple[Heading, ...]:
    """The headings that have an id, in order; the page's own title (level 1) is not one of them."""
    return tuple(Heading(int(level), id_, plain(title)) for level, id_, title in _HEADING.findall(html) if level != "1")


def search_text(html: str) -> dict[str, str]:
    """The text by heading id, "" for what stands before the first.

    Templates leave out, between `<!--no-search-->` and `<!--/no-search-->`, what a search finds elsewhere:
    every sentence is to be found once.
    """
    kept = _EXCLUDED.sub("", _searchable(html))
    found: dict[str, list[str]] = {"": []}
    at, key = 0, ""
    for heading in _HEADING.finditer(kept):
        found.setdefault(key, []).append(plain(kept[at : heading.start()]))
        at, key = heading.end(), heading[2] if heading[1] != "1" else ""
    found.setdefault(key, []).append(plain(kept[at:]))
    texts = {key: " ".join(filter(None, parts)) for key, parts in found.items()}
    return {key: text for key, text in texts.items() if text}


def counted(texts: Mapping[str, str]) -> Counter[str]:
    """How often each word stands in some texts."""
    return Counter(words_of(" ".join(texts.values())))


def words_of(text: str) -> list[str]:
    """The words of a text as the index knows them: lower case, without accents."""
    plain = unicodedata.normalize("NFKD", text)
    marks = {ord(char): None for char in set(plain) if char >= FIRST_MARK and unicodedata.category(char)[0] == "M"}
    return _WORD.findall(plain.translate(marks).lower() if marks else plain.lower())


def _searchable(html: str) -> str:
    """The HTML outside the marked stretches, which may hold each other."""
    parts, depth, at = [], 0, 0
    for edge in _EDGE.finditer(html):
        if depth == 0:
            parts.append(html[at : edge.start()])
        depth += -1 if edge[1] else 1
        at = edge.end()
    return "".join([*parts, html[at:] if depth == 0 else ""])
