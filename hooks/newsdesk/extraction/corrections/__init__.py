"""An editor's corrections, applied to what was found: they override every rule."""

from newsdesk.extraction.corrections.apply import apply_corrections

__all__ = ["apply_corrections"]
