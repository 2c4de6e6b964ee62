"""A plain text, or one in Markdown → its article."""

from __future__ import annotations

import re

from newsdesk.reading.front_matter import split
from newsdesk.reading.incoming.found import Incoming
from newsdesk.records import Metadata

TITLE_LENGTH = 200  # characters; a longer first line is no headline
_COMMENT = re.compile(r"\s*<!--")
# Each looks a bounded way ahead: a text of opening brackets alone would take for ever.
_MARKUP = tuple(
    (re.compile(pattern, re.MULTILINE), instead)
    for pattern, instead in (
        (r"!\[[^\]\n]{0,500}\]\([^)\n]{0,1000}\)\n?", ""),
        (r"\[([^\[\]\n]{1,500})\]\((?:[^()\n]{0,1000}|[^()\n]{0,500}\([^()\n]{0,500}\)[^()\n]{0,500})\)", r"\1"),
        (r"(?<![\w*])(\*{1,3})(?=\S)([^*\n]{1,3000}?)(?<=\S)\1(?![\w*])", r"\2"),
        (r"(?<!\w)(_{1,2})(?=\S)([^_\n]{1,3000}?)(?<=\S)\1(?!\w)", r"\2"),
        (r"^ {0,3}(?:> ?)+", ""),
    )
)
_HEADING = re.compile(r"^ {0,3}#{2,6} +([^\n]*)$", re.MULTILINE)


def from_text(text: str, markdown: bool = False) -> Incoming:
    """A plain text: a first line that stands alone and is no sentence is the headline."""
    text = without_comments(text)
    if markdown:
        text = _without_markup(text)
    head, _, rest = text.strip().partition("\n")
    alone = rest.startswith("\n") or not rest
    if rest.strip() and alone and len(head) <= TITLE_LENGTH and not head.rstrip().endswith((".", ",", ";")):
        return Incoming(rest.strip(), "text", Metadata(title=re.sub(r"^#+\s*", "", head.strip())))
    return Incoming(text.strip(), "text", Metadata())


def without_comments(text: str) -> str:
    """A text without the HTML comments that it begins with: programs write them, and no reader sees them."""
    at = 0
    while opens := _COMMENT.match(text, at):
        ends = text.find("-->", opens.end())
        if ends < 0:
            break
        at = ends + 3
    return text[at:]


def _without_markup(text: str) -> str:
    """A Markdown text as its reader sees it: an article is plain text. Front matter, a headline and marks that stand
    alone stay."""
    body = split(text, "")[0].body
    plain = body
    for pattern, instead in _MARKUP:
        plain = pattern.sub(instead, plain)
    plain = _HEADING.sub(lambda m: m[1].rstrip("# \t"), plain)
    return text[: len(text) - len(body)] + plain if body else text
