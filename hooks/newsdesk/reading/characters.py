"""Cleaning of single characters: encodings mended, invisible ones removed, spaces and line ends made plain."""

from __future__ import annotations

import re
from unicodedata import normalize

from ftfy import TextFixerConfig, fix_encoding
from ftfy.badness import is_bad

from newsdesk.records import Edit

_FTFY = TextFixerConfig(unescape_html=False)
_SUSPECT = re.compile(r"[\x80-\xff\u0152-\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122\ufffd]")
_ASCII_RUN = re.compile(r"(?:[\x21-\x26\x28-\x7e](?![\u0300-\u036f]))+")  # what wrong decoding leaves alone
_LINE_ENDS = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_SURROGATES = re.compile(r"[\ud800-\udfff]")
_INVISIBLE = re.compile(
    "[\\x00-\\x08\\x0e-\\x1f\\x7f-\\x84\\x86-\\x9f\\xad\\u061c\\u180e\\u200b\\u200e\\u200f\\u202a-\\u202e\\u2060-\\u206f"
    "\\ufeff\\ufff9-\\ufffb\\ufffe\\uffff\\U000e0000-\\U000e007f]+"
    # joiners shape Indic and Arabic letters and emoji; anywhere else they only hide
    "|(?<![\\u0590-\\u1fff\\u2190-\\u2bff\\ufe0f\\U0001f000-\\U0001faff])[\\u200c\\u200d]+"
)
_SPACES = re.compile(r"[\t\xa0\u1680\u2000-\u200a\u202f\u205f\u3000]")


def mojibake(text: str) -> list[Edit]:
    """UTF-8 once read as something else ("â€œ"), mended line by line with ftfy (Speer 2019)."""
    edits, at = [], 0
    for line in text.split("\n"):
        if _SUSPECT.search(line) and (is_bad(line) or "\ufffd" in line):
            fixed = fix_encoding(normalize("NFC", line), _FTFY)
            edits += _difference(line, fixed, at)
        at += len(line) + 1
    return edits


def line_endings(text: str) -> list[Edit]:
    """Every kind of line end is one newline."""
    ends = ((m.start(), "" if len(m[0]) == 2 else "\n") for m in _LINE_ENDS.finditer(text))
    return [Edit(at, at + 1, new, "line_endings") for at, new in ends]


def invisible(text: str) -> list[Edit]:
    """Control, zero-width and direction characters go; half a surrogate pair is shown as unreadable."""
    edits = [Edit(m.start(), m.end(), "", "invisible") for m in _INVISIBLE.finditer(text)]
    edits += [Edit(m.start(), m.end(), "\ufffd", "invisible") for m in _SURROGATES.finditer(text)]
    return sorted(edits)


def spaces(text: str) -> list[Edit]:
    """No-break, thin, wide spaces and tabs are plain spaces, one for one."""
    return [Edit(m.start(), m.end(), " ", "spaces") for m in _SPACES.finditer(text)]


def _difference(line: str, fixed: str, at: int) -> list[Edit]:
    """The edits that turn one line into its mended form, aligned by the ASCII that both share."""
    if line == fixed:
        return []
    before, after = list(_ASCII_RUN.finditer(line)), list(_ASCII_RUN.finditer(fixed))
    if [m[0] for m in before] != [m[0] for m in after]:
        return _trimmed(line, fixed, at)
    edits, i, j = [], 0, 0
    for m, n in zip(before, after, strict=True):
        edits += _trimmed(line[i : m.start()], fixed[j : n.start()], at + i)
        i, j = m.end(), n.end()
    return edits + _trimmed(line[i:], fixed[j:], at + i)


def _trimmed(old: str, new: str, at: int) -> list[Edit]:
    """One edit without the beginning and end that both share."""
    if old == new:
        return []
    a = 0
    while a < min(len(old), len(new)) and old[a] == new[a]:
        a += 1
    z = 0
    while z < min(len(old), len(new)) - a and old[-1 - z] == new[-1 - z]:
        z += 1
    return [Edit(at + a, at + len(old) - z, new[a : len(new) - z], "mojibake")]
