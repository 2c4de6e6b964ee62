"""One text → Source."""

from __future__ import annotations

import re
from datetime import date

from newsdesk.records import Metadata, OffsetMap, Paragraph, Source, Span


def source_from_text(source_id: str, given: str, published: date | None = None) -> Source:
    """A source whose whole text is its body, for the machine interface."""
    paragraphs = tuple(
        Paragraph(n, Span(m.start(), m.end()), "text") for n, m in enumerate(re.finditer(r"[^\n]+", given), 1)
    )
    meta = Metadata(published=published)
    return Source(source_id, source_id, meta, given, 1, given, OffsetMap.identity(len(given)), (), paragraphs)
