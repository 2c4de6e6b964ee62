"""Stand-in, to be replaced whole: a sources folder → Library, every text file as it is."""

from __future__ import annotations

from pathlib import Path

from newsdesk.reading.source import source_from_text
from newsdesk.records import Library, Vocabulary


def read_library(folder: Path, shipped: Path) -> Library:
    paths = sorted(path for path in folder.rglob("*.txt"))
    return Library(tuple(source_from_text(path.stem, path.read_text("utf-8")) for path in paths), Vocabulary())
