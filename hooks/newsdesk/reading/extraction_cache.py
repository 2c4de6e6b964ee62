"""Findings kept on disk, so that an article that did not change is neither parsed nor looked through again.

One JSON file an article, named by everything that decides its findings: the source as it was read, the entries of the
editors' vocabulary that its text can name, the shipped vocabulary, the model, and the code.
"""

from __future__ import annotations

import hashlib
from importlib.metadata import version
from pathlib import Path

from newsdesk.reading.kept_records import KeptRecords
from newsdesk.reading.parser import find_model
from newsdesk.reading.store import Store, code_digest
from newsdesk.records import Extraction, Lexicon, Source, Vocabulary

MAX_BYTES = 256 * 1024 * 1024


class ExtractionCache(KeptRecords[Extraction]):
    """The kept findings below `folder`; None keeps nothing."""

    def __init__(self, folder: Path | None, lexicon: Lexicon) -> None:
        super().__init__(Store(folder / "extractions" if folder else None, MAX_BYTES), Extraction)
        code = code_digest("extraction", "records", "data", "problems.py", "reading/parser.py")
        self.base = "\0".join((code, find_model(lexicon).sha256, version("spacy")))
        self._base = hashlib.sha256(self.base.encode())

    def key(self, source: Source, vocabulary: Vocabulary) -> str:
        """The digest of all that decides the findings in a source; `vocabulary` is what it is looked through with."""
        total = self._base.copy()
        total.update(f"{source!r}\0{vocabulary!r}".encode("utf-8", "surrogatepass"))
        return total.hexdigest()
