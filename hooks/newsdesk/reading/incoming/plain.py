"""A plain text, or one in Markdown → its article."""

from __future__ import annotations

import re

from newsdesk.reading.front_matter import split
from newsdesk.reading.incoming.footers import without_footers, without_release
from newsdesk.reading.incoming.found import Incoming
from newsdesk.reading.incoming.opening import Opening, opening
from newsdesk.records import Metadata

TITLE_LENGTH = 200  # characters; a longer first line is no headline
_BLOCK = re.compile(r"(?<![ \t])[ \t]*\n(?:[ \t]*\n)+")
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
    """A plain text: a first line that stands alone and is no sentence is the headline. A byline is the author, wherever
    it stands at the head; what opens and ends a press release or a newsletter is no text."""
    text = without_comments(text)
    if markdown:
        text = _without_markup(text)
    if split(text, "")[0].header is not None:
        return Incoming(text.strip(), "text", Metadata())
    blocks = _BLOCK.split(text.strip())
    head, blocks = _head(blocks)
    blocks, service, sent = without_release(blocks)
    wrote, day, title = head.wrote, head.published or sent, ""
    if len(blocks) > 1 and _is_headline(blocks[0]):
        title, blocks = blocks[0], blocks[1:]
        below, blocks = _head(blocks)
        blocks, other, sent = without_release(blocks)
        wrote, day, service = wrote if wrote.author else below.wrote, day or below.published or sent, service or other
    blocks = without_footers(blocks) or blocks
    meta = Metadata(
        title=re.sub(r"^#+\s*", "", title), author=wrote.author, published=day, origin=service or wrote.agency
    )
    return Incoming("\n\n".join(blocks), "text", meta)


def _is_headline(block: str) -> bool:
    return "\n" not in block and len(block) <= TITLE_LENGTH and not block.endswith((".", ",", ";"))


def _head(blocks: list[str]) -> tuple[Opening, list[str]]:
    """Who wrote a text and when, by lines at its head that say nothing else, and the text without them."""
    first = [line for block in blocks[:3] for line in block.split("\n")]
    found = opening(first[:6])
    if not (found.wrote.author or found.published):
        return found, blocks
    gone = [line for line in first[:6] if line not in found.lines]
    kept = ["\n".join(line for line in block.split("\n") if line not in gone) for block in blocks[:3]]
    return found, [block for block in (*kept, *blocks[3:]) if block.strip()]


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
