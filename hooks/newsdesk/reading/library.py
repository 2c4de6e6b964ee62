"""A sources folder → Library: every article, the editors' vocabulary, and all problems at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from pathlib import Path, PurePosixPath

from newsdesk.memo.lazy_values import LazyValues
from newsdesk.memo.memo import Kind, Memo
from newsdesk.reading.decisions import read_decisions
from newsdesk.reading.files import articles, below, decode, label, read_bytes
from newsdesk.reading.front_matter import Split, looks_like_front_matter, read_front_matter, split
from newsdesk.reading.lookalikes import disguise
from newsdesk.reading.source import make_source
from newsdesk.reading.validation import nearest, tidy
from newsdesk.reading.vocabulary import read_vocabulary
from newsdesk.records import Library, Metadata, Problem, Source, Vocabulary, fault, raised, slug

_BEGINNING = 1_000  # characters in which a file that is not empty shows something
LONG_LINE = 100_000  # characters of one paragraph
Read = tuple[Source | None, tuple[Problem, ...]]
ARTICLES: Kind[Read] = Kind("articles", Read)


def read_library(folder: Path, shipped: Path, memo: Memo | None = None) -> Library:
    """All articles of a folder, with the vocabulary of its `entities/`, else that of the folder `shipped`.

    Files that did not change are taken as they were read; `Library.written` has articles as they are read anew.
    An article with an error is left out and its problems are told; nothing here raises for bad input.
    """
    folder, memo = folder.resolve(), memo or Memo()
    if not folder.is_dir():
        problem = Problem(str(folder), 0, "error", "there is no such folder", "set NEWSDESK_SOURCES to one that exists")
        return Library((), read_vocabulary(shipped / "entities", "sources/entities")[0], (problem,))
    shown = folder.name
    paths, problems = articles(folder, shown)
    sources: list[Source] = []
    written: dict[str, Callable[[], Source]] = {}
    for path in paths:
        (source, found), again = _read(path, folder, shown, memo)
        problems += found
        if source:
            sources.append(source)
            written.setdefault(source.id, partial(_source_of, again))
    sources, twins = _without_twins(sources)
    own = folder / "entities"
    where = (own, f"{shown}/entities") if own.is_dir() else (shipped / "entities", f"{shipped.name}/entities")
    vocabulary, wrong = read_vocabulary(*where, memo)
    decisions, more = read_decisions(folder)
    wrong += _unknown_sources(vocabulary, {source.id for source in sources})
    told = tuple(sorted([*problems, *twins, *wrong, *more]))
    return Library(tuple(sources), memo.named(vocabulary), told, decisions, LazyValues(written))


def _unknown_sources(vocabulary: Vocabulary, known: set[str]) -> list[Problem]:
    """A warning for every article that `only_in` names and that is not there."""
    problems = []
    for entity in vocabulary.entities:
        for source in sorted({*entity.only_in} - known):
            near = nearest(source, known)
            remedy = f"did you mean {near[0]}?" if near else "write the article's id, as its page's address has it"
            what = f"`only_in` names no article: {source}"
            problems.append(Problem(entity.path, entity.line, "warning", what, remedy, entity.id))
    return problems


def _read(path: Path, folder: Path, shown: str, memo: Memo) -> tuple[Read, Callable[[], Read]]:
    """What a file has, and what reads it anew: nothing but its bytes decides that."""
    name = label(path, folder, shown)
    data, problem = read_bytes(path, name)
    found: Read = None, (problem,) if problem else ()
    if data is not None:
        source_id = slug(str(PurePosixPath(below(path, folder)).with_suffix("")))
        call = memo.call(ARTICLES, article, source_id, name, data, name=source_id)
        try:
            if kept := memo.taken(call):
                return kept[0], partial(article, *call.given)
            found = memo.keep(call, *call.made())
        except Exception as error:
            found = None, (fault(name, 1, "the article", raised(error)),)
    return found, lambda: found


def _source_of(again: Callable[[], Read]) -> Source:
    source, problems = again()
    if source is None:
        raise KeyError(*map(str, problems))
    return source


def article(source_id: str, name: str, data: bytes) -> Read:
    """One article from the bytes of its file; None where it has an error. Pure."""
    text, problem = decode(data, name)
    if text is None:
        return None, (problem,) if problem else ()
    if not tidy(text[:_BEGINNING]) and not tidy(text):
        return None, (Problem(name, 0, "error", "the file is empty", "write the article, or remove the file"),)
    found, problems = split(text, name)
    if problems:
        return None, tuple(problems)
    meta, problems = read_front_matter(found, name)
    if any(p.severity == "error" for p in problems):
        return None, tuple(problems)
    if problem := _no_text(found, meta, name):
        return None, (*problems, problem)
    source = _source(source_id, name, meta, found)
    return source, (*problems, *_doubts(source, found, name))


def _no_text(found: Split, meta: Metadata, name: str) -> Problem | None:
    if tidy(found.body[:_BEGINNING]) or tidy(found.body) or (meta.rights in ("none", "withdrawn") and meta.title):
        return None
    remedy = "write the text below it, or state `title` and `rights: none` to give a link only"
    return Problem(name, found.body_line, "error", "there is front matter and no text", remedy)


def _source(source_id: str, name: str, meta: Metadata, found: Split) -> Source:
    """A withdrawn article is read without its text, so that nothing of it can be published by mistake."""
    if meta.rights == "withdrawn":
        meta = replace(meta, title=meta.title or "Withdrawn article", summary="", corrections=())
        return make_source(source_id, name, meta, "", found.body_line)
    return make_source(source_id, name, meta, found.body, found.body_line, bare=found.header is None)


def _doubts(source: Source, found: Split, name: str) -> Iterable[Problem]:
    """What can be published and should be looked at."""
    if found.header is None and looks_like_front_matter(found.body):
        what = "the article begins with what looks like front matter, and readers would see it"
        yield Problem(name, 1, "warning", what, "put it between two lines of three hyphens: `---`")
    first = found.body.lstrip().split("\n", 1)[0]
    titles = [("title", first, found.body_line)] if source.title_in_body else []
    if found.header is not None:
        titles += _header_texts(found)
    for field, text, line in titles:
        if what := disguise(text[:1000]):
            yield Problem(name, line, "warning", what, "type it anew if that is not meant", field)
    for paragraph in source.paragraphs:
        if len(paragraph.span) > LONG_LINE:
            line = source.line_at(paragraph.span.start)
            what = f"one paragraph of {len(paragraph.span):,} characters"
            yield Problem(name, line, "warning", what, "break it into paragraphs")


def _header_texts(found: Split) -> list[tuple[str, str, int]]:
    """The lines of front matter that a reader sees as names: their key, text and line."""
    texts = []
    for n, line in enumerate((found.header or "").split("\n")):
        key, _, value = line.partition(":")
        if key in ("title", "outlet", "author"):
            texts.append((key, value, found.header_line + n))
    return texts


def _without_twins(sources: list[Source]) -> tuple[list[Source], list[Problem]]:
    """Sources without the second of one id: names that differ only in case, accents or punctuation are one address."""
    problems = []
    ids: dict[str, Source] = {}
    for source in sources:
        if first := ids.get(source.id):
            what = f"has the same address as {first.path} ({source.id})"
            problems.append(Problem(source.path, 0, "error", what, "rename one of the two files"))
        ids.setdefault(source.id, source)
    return list(ids.values()), problems
