"""One text → Source."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from newsdesk.reading.cleaning import clean
from newsdesk.reading.paragraphs import find_dateline, headline, paragraphs
from newsdesk.records import Metadata, Source


def source_from_text(source_id: str, given: str, published: date | None = None) -> Source:
    """A source whose whole text is its body, for the machine interface; a first line like a headline is its title."""
    return make_source(source_id, source_id, Metadata(published=published), given, first_line_is_title=False)


def make_source(
    source_id: str, path: str, meta: Metadata, given: str, body_line: int = 1, first_line_is_title: bool = True
) -> Source:
    """A source from its body as given: cleaned, cut into paragraphs, its dateline found.

    A title not stated in `meta` is the first line of the body: always if `first_line_is_title`, else where that
    reads like a headline. It stays the first paragraph.
    """
    cleaned = clean(given)
    title = ""
    if not meta.title:
        first = cleaned.text.strip().split("\n", 1)[0].strip()
        title = first if first_line_is_title else headline(cleaned.text)
        meta = replace(meta, title=title)
    found = paragraphs(cleaned.text, bool(title))
    line = find_dateline(cleaned.text, found, bool(title))
    return Source(
        id=source_id,
        path=path,
        meta=meta,
        given=given,
        body_line=body_line,
        text=cleaned.text,
        offsets=cleaned.offsets,
        edits=cleaned.edits,
        paragraphs=found,
        dateline=line[0] if line else None,
        dateline_place=line[1] if line else None,
        title_in_body=bool(title),
    )
