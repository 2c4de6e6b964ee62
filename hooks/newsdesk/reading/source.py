"""One text → Source."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from newsdesk.reading.cleaning import clean
from newsdesk.reading.paragraphs import find_dateline, headline, paragraphs
from newsdesk.records import Metadata, Source

TITLE_LENGTH = 300  # characters; a longer first line is no headline, and its beginning has to do
_SHORTENED = 100


def source_from_text(source_id: str, given: str, published: date | None = None) -> Source:
    """A source whose whole text is its body, for the machine interface; a first line like a headline is its title."""
    return make_source(source_id, source_id, Metadata(published=published), given)


def make_source(
    source_id: str, path: str, meta: Metadata, given: str, body_line: int = 1, bare: bool = False
) -> Source:
    """A source from its body as given: cleaned, cut into paragraphs, its dateline found.

    A title not stated in `meta` is the first line of the body: always if it is `bare` (a file without front
    matter), else where that reads like a headline. It stays the first paragraph.
    """
    cleaned = clean(given)
    title, in_body = _title(meta.title, cleaned.text, bare)
    found = paragraphs(cleaned.text, in_body)
    line = find_dateline(cleaned.text, found, in_body)
    return Source(
        id=source_id,
        path=path,
        meta=replace(meta, title=title),
        given=given,
        body_line=body_line,
        text=cleaned.text,
        offsets=cleaned.offsets,
        edits=cleaned.edits,
        paragraphs=found,
        dateline=line[0] if line else None,
        dateline_place=line[1] if line else None,
        title_in_body=in_body,
    )


def _title(stated: str, text: str, bare: bool) -> tuple[str, bool]:
    """The title, and whether the first paragraph is that headline."""
    first, _, rest = text.strip().partition("\n")
    first = first.strip()
    shown = re.sub(r"^#{1,3}\s+|(?<!\s)\s+#+$", "", first)
    if stated:
        return stated, bool(rest) and shown.casefold() == stated.casefold()
    if rest and len(first) <= TITLE_LENGTH and (bare or headline(text)):
        return shown, True
    return shown if len(shown) <= _SHORTENED else f"{shown[:_SHORTENED].rsplit(' ', 1)[0]} …", False
