"""The story of one build, top to bottom."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path

from newsdesk.exports.database import fill
from newsdesk.exports.tables import Tables
from newsdesk.exports.write import exported
from newsdesk.extraction.extract import extract, extract_or_tell
from newsdesk.extraction.names import Touching
from newsdesk.knowledge.decided import undecided
from newsdesk.knowledge.gather import gather, gather_names
from newsdesk.memo.memo import LIMIT, Call, Kind, Memo, Why
from newsdesk.pages.making import Published, calls_of, finished, on_request
from newsdesk.pages.publishing import Withheld
from newsdesk.pages.site import Site
from newsdesk.pages.written import Written, problems_of
from newsdesk.processes import at_once, collecting
from newsdesk.reading.lexicon import load_lexicon
from newsdesk.reading.library import read_library
from newsdesk.reading.parser import find_model, load_parser
from newsdesk.reading.parses import MANY, parse_all
from newsdesk.reading.source import source_from_text
from newsdesk.reading.written import written_pages
from newsdesk.records import Extraction, Knowledge, Lexicon, Library, Options, Problem, Source, Vocabulary
from newsdesk.settings import CACHE, PROJECT, docs_folder

_DEFAULTS = Options()
FINDINGS = Kind[Extraction]("findings", Extraction)

Progress = Callable[[str, int, int], None]  # what is going on, how many done, of how many


@dataclass(frozen=True)
class Build:
    """One finished build: what to publish, and what to tell the editor."""

    options: Options
    knowledge: Knowledge
    public: Site  # what of it may be published
    site: Published = field(repr=False)
    problems: tuple[Problem, ...]
    seconds: float
    vocabulary: Vocabulary = field(default_factory=Vocabulary, repr=False)
    memo: Memo = field(default_factory=Memo, repr=False)  # of what was made for it, for the next build

    def fill(self, db: sqlite3.Connection) -> bool:
        """Writes the tables into a database that may have them already; whether anything in it is other now."""
        return fill(db, Tables(self.knowledge, self.public, self.memo), self.public.public)

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
    memo = before.memo if before else Memo(CACHE)
    memo.begin()
    library = _with_last_good(read(folder, memo), before)
    knowledge = study(library, options, progress, memo)
    public = Site.of(knowledge, options, memo)
    knowledge = with_written(knowledge, docs or docs_folder(), public)

    def publish(withheld: Withheld) -> Site:
        return Site.of(knowledge, options, memo, withheld) if withheld else public

    def files(site: Site) -> Mapping[str, Callable[[], bytes]]:
        return exported(knowledge, site, memo)

    if options.preview:
        published = on_request(knowledge, publish, memo, files)
    else:
        published = finished(knowledge, publish, memo, lambda site: _written(files(site), memo))
    memo.end()
    problems, seconds = (*knowledge.problems, *published.problems, *_told(memo)), time.monotonic() - started
    return Build(options, knowledge, published.public, published, problems, seconds, library.vocabulary, memo)


def explained(folder: Path, options: Options) -> list[Why]:
    """Of all that a build would make, whether it would be taken as it is kept, and if not, why. Nothing is written."""
    memo = Memo(CACHE)
    memo.writes, memo.whys = False, []
    knowledge = study(read(folder, memo), options, memo=memo)
    for call in calls_of(memo, Site.of(knowledge, options, memo)):
        memo.taken(call)
    return memo.whys


def _written(files: Mapping[str, Callable[[], bytes]], memo: Memo) -> Mapping[str, bytes]:
    """All data files, of which what took long is kept for the next build."""
    written = {address: make() for address, make in files.items()}
    memo.flush()
    return written


def _told(memo: Memo) -> Iterator[Problem]:
    """That there is no room for all that could be kept."""
    if memo.dropped:
        what = f"{memo.dropped:,} parts that were kept were dropped, since all take more than {LIMIT >> 30} GB"
        yield Problem(str(CACHE), 0, "note", what, "the next build makes again those of them that it needs")


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
    memo: Memo | None = None,
) -> Knowledge:
    """All that a library's sources say, each for itself and together."""
    lexicon, memo = load_lexicon(), memo or Memo(CACHE)
    found = _extractions(library, lexicon, progress, options, memo)
    knowledge = gather(library, found, lexicon, options, memo)
    memo.flush()
    digests = {key: memo.digests.of(source, knowledge.extractions[key]) for key, source in knowledge.sources.items()}
    suggestions = undecided(knowledge.suggestions, library.decisions)
    return replace(knowledge, suggestions=suggestions, digests=digests)


def study_names(library: Library, options: Options = _DEFAULTS, progress: Progress | None = None) -> Knowledge:
    """Who and what the sources name, and their quotes: quick, since no text is compared with another."""
    lexicon, memo = load_lexicon(), Memo(CACHE)
    return gather_names(library, _extractions(library, lexicon, progress, options, memo), lexicon, options, memo)


def _extractions(
    library: Library, lexicon: Lexicon, progress: Progress | None, options: Options, memo: Memo
) -> list[Extraction]:
    """The findings of each source, in order; only what changed is looked through."""
    if not library.sources:
        return []
    memo.digests.know(lexicon, "shipped")  # which the environment tells
    sources, (known, calls) = library.sources, findings_of(library, lexicon, memo)

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
    return [known[0] for known in found if known]


def findings_of(library: Library, lexicon: Lexicon, memo: Memo) -> tuple[list[Vocabulary], list[Call[Extraction]]]:
    """What of the vocabulary each source may name, and the call that finds by it what the source says, in order."""
    touching, model = Touching(library.vocabulary), find_model(lexicon).sha256
    known = [memo.once(Touching.__call__, touching, source) for source in library.sources]
    return known, [
        memo.call(FINDINGS, Extraction, source, near.entities, model, name=source.id)
        for source, near in zip(library.sources, known, strict=True)
    ]


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


def with_written(knowledge: Knowledge, docs: Path, site: Site) -> Knowledge:
    """The knowledge with the problems of the pages that editors wrote: names that nothing has."""
    found = problems_of(written_pages(docs), Written(knowledge, site))
    return replace(knowledge, problems=(*knowledge.problems, *found))


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
