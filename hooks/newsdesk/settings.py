"""Where the project's files are."""

from __future__ import annotations

import os
from pathlib import Path

PROJECT = Path(__file__).parents[2]
# What is kept between builds; NEWSDESK_CACHE puts it elsewhere.
CACHE = Path(os.environ.get("NEWSDESK_CACHE") or PROJECT / ".cache" / "newsdesk")
CONFIG = PROJECT / "mkdocs.yml"
THEME = PROJECT / "overrides"


def sources_folder() -> Path:
    """Where the articles are: NEWSDESK_SOURCES, else the project's own."""
    return Path(os.environ.get("NEWSDESK_SOURCES") or PROJECT / "sources")


def docs_folder() -> Path:
    """Where editors' own pages are: NEWSDESK_DOCS, else the project's own."""
    return Path(os.environ.get("NEWSDESK_DOCS") or PROJECT / "docs")
