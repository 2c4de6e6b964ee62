"""Findings kept on disk, so that an article that did not change is neither parsed nor looked through again.

One file an article, named by everything that decides its findings: the source as it was read, the entries of the
editors' vocabulary that its text can name, the shipped vocabulary, the model, and the code. It has two lines of JSON:
the findings, and of each quote the speakers that were weighed. These are most of it, and hardly ever looked at, so that
they are read when somebody asks for them.
"""

from __future__ import annotations

import hashlib
from contextlib import suppress
from functools import cached_property, partial
from importlib.metadata import version
from pathlib import Path

from pydantic import ValidationError

from newsdesk.reading.kept_records import KeptRecords, adapter
from newsdesk.reading.parser import find_model
from newsdesk.reading.store import Store, code_digest
from newsdesk.records import Candidate, Extraction, Later, Lexicon, Source, Vocabulary

MAX_BYTES = 256 * 1024 * 1024
_Weighings = tuple[tuple[Candidate, ...], ...]  # by quote


class ExtractionCache(KeptRecords[Extraction]):
    """The kept findings below `folder`; None keeps nothing."""

    def __init__(self, folder: Path | None, lexicon: Lexicon) -> None:
        super().__init__(Store(folder / "extractions" if folder else None, MAX_BYTES), Extraction)
        code = code_digest("extraction", "records", "data", "reading/parser.py")
        self.base = "\0".join((code, find_model(lexicon).sha256, version("spacy")))
        self._base = hashlib.sha256(self.base.encode())

    def key(self, source: Source, vocabulary: Vocabulary) -> str:
        """The digest of all that decides the findings in a source; `vocabulary` is what it is looked through with."""
        total = self._base.copy()
        try:
            total.update(adapter(Source).dump_json(source))
        except ValueError:  # a lone surrogate
            total.update(repr(source).encode("utf-8", "surrogatepass"))
        total.update(f"\0{vocabulary!r}".encode("utf-8", "surrogatepass"))
        return total.hexdigest()

    def _written(self, record: Extraction) -> bytes:
        findings = self._adapter.dump_json(record, exclude={"quotes": {"__all__": {"candidates"}}})
        weighed = adapter(_Weighings).dump_json(tuple(tuple(quote.candidates) for quote in record.quotes))
        return b"%b\n%b\n" % (findings, weighed)

    def _read(self, content: bytes) -> Extraction | None:
        findings, _, weighed = content.partition(b"\n")
        if not weighed.endswith(b"\n"):  # it was cut short
            return None
        found = self._adapter.validate_json(findings)
        kept = _Weighed(weighed)
        for n, quote in enumerate(found.quotes):  # which nobody else has seen yet
            object.__setattr__(quote, "candidates", Later(partial(kept.of, n)))
        return found


class _Weighed:
    """The speakers that were weighed for the quotes of one source, as JSON."""

    def __init__(self, content: bytes) -> None:
        self._content = content

    def of(self, quote: int) -> tuple[Candidate, ...]:
        """Those of one quote; none where they can no longer be read."""
        with suppress(ValidationError, IndexError):
            return self._all[quote]
        return ()

    @cached_property
    def _all(self) -> _Weighings:
        weighed: _Weighings = adapter(_Weighings).validate_json(self._content)
        return weighed
