"""The story of one build, top to bottom."""

from __future__ import annotations

import sqlite3
import time
from collections import ChainMap
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from newsdesk.cluster import read_on_cluster
from newsdesk.exports.database import fill
from newsdesk.exports.tables import Tables
from newsdesk.exports.write import exported
from newsdesk.extraction.extract import extract, extract_or_tell
from newsdesk.extraction.findings import Article, find_all
from newsdesk.extraction.names import Touching
from newsdesk.knowledge.decided import undecided
from newsdesk.knowledge.gather import gather, gather_names
from newsdesk.knowledge.isolation import Found, isolated
from newsdesk.memo.memo import LIMIT, Memo, Why
from newsdesk.pages.editors_markdown import EditorsMarkdown, problems_of
from newsdesk.pages.making import Published, calls_of, finished, on_request
from newsdesk.pages.publishing import Withheld
from newsdesk.pages.site import Site
from newsdesk.processes import garbage_collection
from newsdesk.reading.editors_pages import written_pages
from newsdesk.reading.lexicon import load_lexicon
from newsdesk.reading.library import read_library
from newsdesk.reading.parser import ModelError, find_model, load_parser
from newsdesk.reading.parses import parse_all, parse_calls
from newsdesk.reading.source import source_from_text
from newsdesk.records import (
    Extraction,
    Knowledge,
    LazySequence,
    Lexicon,
    Library,
    Options,
    Parse,
    Problem,
    Source,
    Vocabulary,
    fault,
    raised,
)
from newsdesk.settings import CACHE, PROJECT, docs_folder

_DEFAULTS = Options()

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


@garbage_collection(False)
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
    library, found = _looked_through(library, progress, options, memo)
    make, plan = partial(_made, options, docs or docs_folder(), memo), partial(_planned, options, memo)
    knowledge, published = isolated(make, plan, library, found)
    memo.end()
    problems, seconds = (*knowledge.problems, *published.problems, *_told(memo)), time.monotonic() - started
    return Build(options, knowledge, published.public, published, problems, seconds, library.vocabulary, memo)


def _made(options: Options, docs: Path, memo: Memo, library: Library, found: Found) -> tuple[Knowledge, Published]:
    """All that is published of what was found."""
    knowledge = _joined(library, found, options, memo)
    public = Site.of(knowledge, options, memo)
    knowledge = with_written(knowledge, docs, public)
    # The proof holds pages against the articles as their files have them, whatever is kept of these.
    as_written = replace(knowledge, sources=ChainMap(library.written, knowledge.sources))  # type: ignore[arg-type]

    def publish(withheld: Withheld) -> Site:
        return Site.of(knowledge, options, memo, withheld) if withheld else public

    def files(site: Site) -> Mapping[str, Callable[[], bytes]]:
        return exported(knowledge, site, memo)

    if options.preview:
        return knowledge, on_request(knowledge, as_written, publish, memo, files)
    return knowledge, finished(as_written, publish, memo, lambda site: _written(files(site), memo))


def _planned(options: Options, memo: Memo, library: Library, found: Found) -> None:
    """What may raise for the whole site because of one article: all but the making of pages and files."""
    knowledge = _joined(library, found, options, memo)
    site = Site.of(knowledge, options, memo)
    calls_of(memo, site)
    exported(knowledge, site, memo)


def explained(folder: Path, options: Options) -> list[Why]:
    """Of all that a build would make, whether it would be taken as it is kept, and if not, why. Nothing is written."""
    memo = Memo(CACHE)
    memo.writes, memo.whys = False, []
    knowledge = study(read(folder, memo), options, memo=memo)
    for call in calls_of(memo, Site.of(knowledge, options, memo)):
        memo.taken(call)
    return memo.whys


def _written(files: Mapping[str, Callable[[], bytes]], memo: Memo) -> tuple[Mapping[str, bytes], list[Problem]]:
    """All data files, of which what took long is kept for the next build; and those that cannot be made."""
    written, problems = {}, []
    for address, make in files.items():
        try:
            written[address] = make()
        except Exception as error:
            problems.append(fault(address, 0, "the file", raised(error)))
    memo.flush()
    return written, problems


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
    memo = memo or Memo(CACHE)
    return _joined(*_looked_through(library, progress, options, memo), options, memo)


def _joined(library: Library, found: Found, options: Options, memo: Memo) -> Knowledge:
    """What the articles say together."""
    knowledge = gather(library, found, load_lexicon(), options, memo)
    memo.flush()
    digests = {key: memo.digests.of(source, knowledge.extractions[key]) for key, source in knowledge.sources.items()}
    suggestions = LazySequence(lambda: undecided(knowledge.suggestions, library.decisions))
    return replace(knowledge, suggestions=suggestions, digests=digests)


def study_names(library: Library, options: Options = _DEFAULTS, progress: Progress | None = None) -> Knowledge:
    """Who and what the sources name, and their quotes: quick, since no text is compared with another."""
    memo = Memo(CACHE)
    library, found = _looked_through(library, progress, options, memo)
    return gather_names(library, found, load_lexicon(), options, memo)


def _looked_through(
    library: Library, progress: Progress | None, options: Options, memo: Memo
) -> tuple[Library, list[Extraction]]:
    """The findings of each source, in order; only what changed is looked through, and that as its file has it."""
    if not library.sources:
        return library, []
    lexicon = load_lexicon()

    def parse(sources: Sequence[Source]) -> Sequence[Parse | Exception]:
        return _parses(sources, lexicon, memo, progress, options)

    on_cluster = partial(_on_cluster, options.analysis.scheduler, lexicon, memo, progress)
    far = on_cluster if options.analysis.backend == "dask" else None
    return find_all(library, lexicon, find_model(lexicon).sha256, parse, memo, far)


def _on_cluster(
    scheduler: str, lexicon: Lexicon, memo: Memo, progress: Progress | None, articles: Sequence[Article]
) -> Generator[tuple[int, Extraction], None, list[int]]:
    """The findings of those articles that nobody has parsed yet, read on a cluster; gives the numbers of the others."""
    parses = parse_calls([article.source for article in articles], lexicon, memo)
    new = {a.number: (a, call) for a, call in zip(articles, parses, strict=True) if not memo.has(call)}
    done = 0
    for batch in read_on_cluster(scheduler, [article for article, _ in new.values()]):
        for number, parse, extraction in batch:
            if parse:
                memo.keep(new[number][1], parse)
            yield number, extraction
        memo.flush()  # by now the findings are kept, too
        done += len(batch)
        if progress:
            progress("reading on the cluster", done, len(new))
    return [article.number for article in articles if article.number not in new]


def _parses(
    sources: Sequence[Source], lexicon: Lexicon, memo: Memo, progress: Progress | None, options: Options
) -> list[Parse | Exception]:
    """Each article's parse; where the parser fails on one, each is parsed by itself, and that one has its error."""
    try:
        return [*parse_all(sources, lexicon, memo, progress)]
    except ModelError:
        raise
    except Exception as error:
        alone = [[source] for source in sources] if len(sources) > 1 else []
        return [parse for one in alone for parse in _parses(one, lexicon, memo, progress, options)] or [error]


def examined(source: Source, vocabulary: Vocabulary) -> tuple[Problem, ...]:
    """What of an article nobody can follow: corrections that fit nothing. Nothing is kept of this look."""
    lexicon = load_lexicon()
    (parse,) = _parses([source], lexicon, Memo(CACHE), None, _DEFAULTS)
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
    found = problems_of(written_pages(docs), EditorsMarkdown(knowledge, site))
    return replace(knowledge, problems=(*knowledge.problems, *found))


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
