"""Indirect speech: what an article reports somebody to have said, in the outlet's words, without quotation marks."""

from __future__ import annotations

from newsdesk.extraction.indirect.content import content_spans
from newsdesk.extraction.indirect.cues import Report, reporting, reports
from newsdesk.extraction.syntax import Doc

__all__ = ["content_spans", "reporting", "reports", "Report", "Doc"]
