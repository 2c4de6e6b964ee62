"""The speaker as printed: the words of the noun phrase, and what kind of speaker it names."""

from __future__ import annotations

from functools import cache

from newsdesk.extraction.syntax import Token
from newsdesk.records import Lexicon, Span
