"""The story of one build, top to bottom."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from importlib.metadata import version
from itertools import chain
from pathlib import Path
from typing import Any

from newsdesk.exports.write import exported
from newsdesk.extraction.extract import extract, extract_or_tell
from newsdesk.extraction.names import Touching
from newsdesk.knowledge.accounts import Account
from newsdesk.knowledge.copies import Compared
from newsdesk.knowledge.decided import undecided
from newsdesk.knowledge.gather import gather, gather_names
from newsdesk.knowledge.keeping import Keeping, Statements, Weighed
from newsdesk.knowledge.told import AllTold
from newsdesk.knowledge.weights import Counted
from newsdesk.memo.memo import Kind, Memo
from newsdesk.memory import Memory
from newsdesk.pages.kept import KeptPages
from newsdesk.pages.making import Published, finished, on_request
from newsdesk.pages.publishing import Withheld, publishable
from newsdesk.pages.written import Written, problems_of
from newsdesk.processes import at_once, collecting
from newsdesk.reading.kept_parts import KeptParts
from newsdesk.reading.kept_records import KeptRecords, RememberedRecords
from newsdesk.reading.lexicon import load_lexicon
from newsdesk.reading.library import read_library
from newsdesk.reading.packed_records import PackedRecords
from newsdesk.reading.packs import Packs
from newsdesk.reading.parser import find_model, load_parser
from newsdesk.reading.parses import MANY, parse_all
from newsdesk.reading.source import source_from_text
from newsdesk.reading.store import Store, code_digest, exports_digest, pages_digest
from newsdesk.reading.written import written_pages
from newsdesk.records import Extraction, Knowledge, Lexicon, Library, Options, Problem, Source, Vocabulary
from newsdesk.settings import CACHE, PROJECT, docs_folder

_DEFAULTS = Options()
FINDINGS = Kind[Extraction]("findings", Extraction)
PAGES_BYTES = 2 * 1024**3  # of pages kept between builds
PARTS_BYTES = 256 * 1024**2  # of parts of the knowledge of one kind

Progress = Callable[[str, int, int], None]  # what is going on, how many done, of how many


@dataclass(frozen=True)
class Build:
    """One finished build: what to publish, and what to tell the editor."""

    options: Options
    knowledge: Knowledge
    public: Knowledge  # what of it may be published
    site: Published = field(repr=False)
    problems: tuple[Problem, ...]
    seconds: float
    vocabulary: Vocabulary = field(default_factory=Vocabulary, repr=False)
    memory: Memory = field(default_factory=Memory, repr=False)  # of what was made for it, for the next build
    memo: Memo = field(default_factory=Memo, repr=False)

    @property
    def summary(self) -> str:
        """One honest line about the build."""
        known = self.knowledge
        quotes = [quote for extraction in known.extractions.values() for quote in extraction.quotes]
        sure = [q for q in quotes if q.speaker and q.confidence >= self.options.speaker_confidence]
        profiles = sum(kind == "profile" for kind in self.site.kinds.values())
        return (
            f"{_count(len(known.sources), 'article')}, {_count(len(known.stories), 'briefing')}, "
            f"{_count(len(quotes), 'quote')} ({len(sure)} with a speaker), "
            f"{_count(profiles, 'profile')}, {_count(len(self.problems), 'problem')} in {self.seconds:.1f} s"
        )


@collecting(False)
def build(
    folder: Path,
    options: Options,
    progress: Progress | None = None,
    docs: Path | None = None,
    before: Build | None = None,
) -> Build:
    """Turn a folder of sources into everything that is published from it; `docs` holds the editors' own pages.

    An article that cannot be read is left out, or stands as the build `before` had it; and so does the vocabulary.
    """
    started = time.monotonic()
    memory = before.memory if before else Memory()
    memo = before.memo if before else Memo(CACHE)
    memo.begin()
    library = _with_last_good(read(folder, memo), before)
    knowledge = study(library, options, progress, memory, memo)
    public = publishable(knowledge, options, memory)
    knowledge = with_written(knowledge, options, docs or docs_folder(), public)
    kept = KeptPages(Packs(CACHE / "pages", pages_digest(options), PAGES_BYTES))
    parts = KeptParts(Packs(CACHE / "exports", exports_digest(options), PARTS_BYTES))

    def publish(withheld: Withheld) -> Knowledge:
        return publishable(knowledge, options, memory, withheld) if withheld else public

    def files(public: Knowledge) -> Mapping[str, Callable[[], bytes]]:
        return exported(knowledge, options, public, parts.once)

    if options.preview:
        site = on_request(knowledge, options, publish, kept, files)
    else:
        site = finished(knowledge, options, publish, kept, lambda public: _written(files(public), parts))
    memory.end()
    memo.end()
    problems, seconds = (*knowledge.problems, *site.problems), time.monotonic() - started
    return Build(options, knowledge, site.public, site, problems, seconds, library.vocabulary, memory, memo)


def _written(files: Mapping[str, Callable[[], bytes]], parts: KeptParts) -> Mapping[str, bytes]:
    """All data files, of which what took long is kept for the next build."""
    written = {address: make() for address, make in files.items()}
    parts.keep()
    return written


def read(folder: Path, memo: Memo | None = None) -> Library:
    """The sources and the editors' vocabulary of a folder; without `entities/` of its own, the project's."""
    return read_library(folder, PROJECT / "sources", memo or Memo(CACHE))


def _with_last_good(library: Library, before: Build | None) -> Library:
    """The library with the articles and the vocabulary that cannot be read now as they were when they could."""
    if before is None:
        return library
    errors = {p.path for p in library.problems if p.severity == "error"}
    if any("/entities/" in path for path in errors):
        library = replace(library, vocabulary=before.vocabulary)
    broken = errors - {s.path for s in library.sources}
    kept = [source for source in before.knowledge.sources.values() if source.path in broken]
    return replace(library, sources=tuple(sorted((*library.sources, *kept), key=lambda source: source.path)))


def study(
    library: Library,
    options: Options = _DEFAULTS,
    progress: Progress | None = None,
    memory: Memory | None = None,
    memo: Memo | None = None,
) -> Knowledge:
    """All that a library's sources say, each for itself and together; `memory` is what the last build made of them."""
    lexicon, memory = load_lexicon(), memory or Memory()
    found = _extractions(library, lexicon, progress, options, memo or Memo(CACHE))
    knowledge = _gathered(library, found, lexicon, options, memory)
    return replace(knowledge, suggestions=undecided(knowledge.suggestions, library.decisions))


def _gathered(
    library: Library, found: Mapping[str, Extraction], lexicon: Lexicon, options: Options, memory: Memory
) -> Knowledge:
    """What the sources say together; parts that nothing changes are taken as they were kept.

    `found`: the findings of each source, by a digest of what decides them.
    """
    digests = {extraction.source: digest for digest, extraction in found.items()}
    versions = (f"{name} {version(name)}" for name in ("rapidfuzz", "snowballstemmer"))
    base = " ".join((code_digest("knowledge", "records", "data"), *versions))
    accounts, statements = _packed("accounts", Weighed[Account], memory), _packed("statements", Statements, memory)
    words = _kept("words", dict[str, str], memory)
    counted, compared = _kept("counted", Counted, memory), _kept("compared", Compared, memory)
    told = _kept("told", AllTold, memory)
    keeping = Keeping(base, digests, accounts, statements, words, counted, compared, told, memory)
    knowledge = gather(library, found.values(), lexicon, options, keeping)
    for kept in (accounts, statements, words, counted, compared, told):
        kept.prune()
    return knowledge


def _kept(name: str, kind: Any, memory: Memory) -> RememberedRecords[Any]:
    """Parts of the knowledge of one kind, as kept between builds."""
    return RememberedRecords(KeptRecords(Store(CACHE / name, PARTS_BYTES), kind), name, memory)


def _packed(name: str, kind: Any, memory: Memory) -> RememberedRecords[Any]:
    """The same of a kind of which there are thousands."""
    return RememberedRecords(PackedRecords(Packs(CACHE / name, "json", PARTS_BYTES), kind), name, memory)


def study_names(library: Library, options: Options = _DEFAULTS, progress: Progress | None = None) -> Knowledge:
    """Who and what the sources name, and their quotes: quick, since no text is compared with another."""
    lexicon = load_lexicon()
    return gather_names(
        library, _extractions(library, lexicon, progress, options, Memo(CACHE)).values(), lexicon, options
    )


def _extractions(
    library: Library, lexicon: Lexicon, progress: Progress | None, options: Options, memo: Memo
) -> dict[str, Extraction]:
    """The findings of each source, in order, by a digest of what decides them; only what changed is looked through."""
    if not library.sources:
        return {}
    sources, touching, model = library.sources, Touching(library.vocabulary), find_model(lexicon).sha256
    known = [memo.once(Touching.__call__, touching, source) for source in sources]
    calls = [
        memo.call(FINDINGS, Extraction, source, near.entities, model, name=source.id)
        for source, near in zip(sources, known, strict=True)
    ]

    def read() -> list[tuple[Extraction] | None]:
        return [memo.taken(call) for call in calls]

    def look(numbers: Sequence[int]) -> Iterator[tuple[int, Extraction]]:
        with collecting(True):
            parses = parse_all([sources[n] for n in numbers], lexicon, memo, progress, options.analysis)
            for n, parse in zip(numbers, parses, strict=True):
                yield n, extract_or_tell(sources[n], parse, known[n], lexicon)

    few = [n for n, call in enumerate(calls) if not memo.has(call)]
    few = few if len(few) < MANY else []
    # The others are read meanwhile. A process that ends takes the parser with it, which is large and has threads.
    found, new = at_once([read, lambda: list(look(few))]) if few else (read(), [])
    left = [n for n, extraction in enumerate(found) if extraction is None and n not in few]
    for n, extraction in chain(new, look(left)):
        found[n] = (extraction if extraction.failed else memo.keep(calls[n], extraction),)
    memo.flush()
    return {call.key: extraction for call, (extraction,) in zip(calls, found, strict=True)}


def examined(source: Source, vocabulary: Vocabulary) -> tuple[Problem, ...]:
    """What of an article nobody can follow: corrections that fit nothing. Nothing is kept of this look."""
    lexicon = load_lexicon()
    (parse,) = parse_all([source], lexicon, Memo(CACHE))
    return extract_or_tell(source, parse, Touching(vocabulary)(source), lexicon).problems


def warm_up() -> None:
    """Loads all that the first article to be parsed and looked through needs, so that it need not wait for that.

    Raises ModelError.
    """
    lexicon, source = load_lexicon(), source_from_text("x", "“We sail in May,” said Ada Brook of Larn on Monday.")
    for parse in load_parser(lexicon).parse([source]):
        extract(source, parse, Vocabulary(), lexicon)


def with_written(knowledge: Knowledge, options: Options, docs: Path, public: Knowledge | None = None) -> Knowledge:
    """The knowledge with the problems of the pages that editors wrote: names that nothing has."""
    found = problems_of(written_pages(docs), Written(knowledge, options, public))
    return replace(knowledge, problems=(*knowledge.problems, *found))


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
