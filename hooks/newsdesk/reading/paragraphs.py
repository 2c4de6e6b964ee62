"""A cleaned text cut into paragraphs, each known for text, boilerplate or caption; and its dateline."""

from __future__ import annotations

import re

from newsdesk.reading.dateline import dateline
from newsdesk.reading.furniture import furniture, opens_list
from newsdesk.records import Paragraph, Span

_LINE = re.compile(r"\S[^\n]*")
_DATELINE_WITHIN = 4  # paragraphs of text, the headline not counted
_HEADLINE = 200  # characters
_TITLE = 140  # characters
_LISTED = 8
_TOLD = re.compile(r"\b(?:said|told|added|wrote|asked|replied|recalled)\b")
_SMALL_WORDS = "a an and as at but by for from in into is nor of off on or out over so the to up via vs with"
_SMALL = frozenset(_SMALL_WORDS.split())


def paragraphs(text: str, title_in_body: bool) -> tuple[Paragraph, ...]:
    """Every line that is not blank, without the white space around it; a headline is always text."""
    found: list[Paragraph] = []
    listed = 0  # how many titles of other articles may still follow
    for n, m in enumerate(_LINE.finditer(text), 1):
        line = m[0].rstrip()
        span = Span(m.start(), m.start() + len(line))
        kind = None if title_in_body and n == 1 else furniture(line)
        if kind:
            listed = _LISTED if opens_list(line) else listed
            found.append(Paragraph(n, span, kind.kind, kind.rule))
        elif listed and n > 1 and _like_a_title(line):
            listed -= 1
            found.append(Paragraph(n, span, "boilerplate", "read-more"))
        else:
            listed = 0
            found.append(Paragraph(n, span, "text"))
    return tuple(found)


def _like_a_title(line: str) -> bool:
    """Of another article, in a list: short, and no sentence that stops or speaks."""
    bare = line.rstrip("”\"’'")
    if len(line) > _TITLE or not bare or bare[-1] in ".!?:,;" or line[:1].islower():
        return False
    return not set(line) & set('“”"') or _TOLD.search(line) is None  # “I saw a ghost,” says a neighbour


def find_dateline(text: str, found: tuple[Paragraph, ...], title_in_body: bool) -> tuple[Span, Span | None] | None:
    """The dateline of a text and its place, in one of its first paragraphs."""
    body = [p for p in found if p.kind == "text"][1 if title_in_body else 0 :][:_DATELINE_WITHIN]
    for paragraph in body:
        if hit := dateline(paragraph.span.of(text)):
            at = paragraph.span.start
            return _moved(hit[0], at), _moved(hit[1], at) if hit[1] else None
    return None


def headline(text: str) -> str:
    """The first line of a text if it reads like a headline and more follows, else nothing.

    A headline is short and does not end like a sentence, or has most of its words in capitals ("Title Case").
    """
    first = _LINE.search(text)
    if first is None or not text[first.end() :].strip():
        return ""
    line = first[0].strip()
    if len(line) > _HEADLINE:
        return ""
    words = [w for w in re.findall(r"[^\W\d_][\w’'.-]*", line) if w.lower() not in _SMALL]
    titled = len(words) > 2 and sum(w[0].isupper() for w in words) > 0.8 * len(words)
    return line if titled or line.rstrip("”\"’'»")[-1:] not in (*".:;,", "") else ""


def _moved(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by)
