"""From the bytes of a file to an article in the sources: understood, held against what is there, written whole."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from newsdesk.knowledge.duplicates import shingles
from newsdesk.reading.adding import compose, create, file_stem, stated, write_new
from newsdesk.reading.amending import AmendingError
from newsdesk.reading.cleaning import clean
from newsdesk.reading.files import MAX_BYTES as LONGEST
from newsdesk.reading.front_matter import read_front_matter, split
from newsdesk.reading.incoming import IncomingError, understand, understand_apart
from newsdesk.reading.library import article
from newsdesk.records import Library, Problem, Source
from newsdesk.settings import sources_folder

KEYS = ("title", "outlet", "author", "published", "url", "story", "rights", "language", "origin")
NEARLY_THE_SAME = 0.8  # of all runs of five words of two articles, those that both have


class RefusedError(Exception):
    """Why nothing was added, in a line; `known`: since it is there already."""

    def __init__(self, why: str, problems: list[Problem] | None = None, known: bool = False, **more: Any) -> None:
        super().__init__(why)
        self.problems, self.known, self.more = problems or [], known, more


@dataclass(frozen=True, slots=True)
class Submission:
    """What somebody hands over: bytes, the name they are told by, and for a page from the web how it came."""

    data: bytes
    name: str
    address: str = ""
    encoding: str = ""


@dataclass(frozen=True, slots=True)
class ArticleDraft:
    """An article about to be written: what was understood, and its file's text."""

    read_as: str
    known: Mapping[str, str]
    body: str
    doubt: str = ""  # what an editor should look at

    @property
    def text(self) -> str:
        dated = "published" in self.known or "retrieved" in self.known
        return compose(self.body, self.known if dated else {**self.known, "retrieved": date.today().isoformat()})


def understood(given: Submission, flags: Mapping[str, str], anyway: bool) -> ArticleDraft:
    """What the bytes say, with the flags over it. A text's own front matter stays, and flags go into it. Raises
    RefusedError."""
    try:
        found = understand_apart(given.data, given.name, anyway, given.address, given.encoding)
    except IncomingError as error:
        raise RefusedError(f"{given.name}: {error}") from None
    own, problems = split(found.text, given.name)
    if own.header is None and not problems:
        known = stated(found.meta)
        if given.address:
            known = {**known, "url": known.get("url") or given.address, "retrieved": date.today().isoformat()}
        return ArticleDraft(found.read_as, {**known, **flags}, found.text, found.doubt)
    meta, more = read_front_matter(own, given.name)
    if wrong := [p for p in (*problems, *more) if p.severity == "error"]:
        raise RefusedError("its front matter is broken, so it was not added", wrong)
    stays = {key: str(value) for key in (*KEYS, "retrieved") if (value := getattr(meta, key)) and key != "language"}
    if not stays.get("title"):
        stays["title"] = understand(own.body.encode(), "-").meta.title if own.body.strip() else ""
    return ArticleDraft("text with front matter", {k: v for k, v in {**stays, **flags}.items() if v}, found.text)


@dataclass
class There:
    """The articles that are there: by their address on the web, their text, and what their texts are made of."""

    by_address: dict[str, str] = field(default_factory=dict)
    by_text: dict[str, str] = field(default_factory=dict)
    sizes: dict[str, int] = field(default_factory=dict)
    holding: dict[int, list[str]] = field(default_factory=dict)  # paths, by the hash of a run of words

    @classmethod
    def of(cls, library: Library) -> There:
        found = cls()
        for source in library.sources:
            found.add(source.path, _body(source), source.meta.url)
        return found

    def add(self, path: str, text: str, address: str = "") -> None:
        """Notes an article."""
        if address:
            self.by_address.setdefault(comparable(address), path)
        self.by_text.setdefault(_bare(text), path)
        runs = {hash(run) for run in shingles(text)}
        self.sizes[path] = len(runs)
        for run in runs:
            self.holding.setdefault(run, []).append(path)

    def nearest(self, text: str) -> tuple[str, float]:
        """The article that most resembles a text, and how much, from 0 to 1."""
        runs = {hash(run) for run in shingles(text)}
        shared = Counter(path for run in runs for path in self.holding.get(run, ()))
        alike = {path: count / (len(runs) + self.sizes[path] - count) for path, count in shared.items()}
        return max(alike.items(), key=lambda pair: pair[1], default=("", 0.0))

    def refuse(self, draft: ArticleDraft, anyway: bool) -> None:
        """Raises RefusedError for what is there: always for the same text, for nearly the same unless `anyway`."""
        mine = clean(split(draft.body, "")[0].body).text
        if same := self.by_text.get(_bare(mine)):
            raise RefusedError(f"the same text is there: {same}", known=True, duplicate_of=same, likeness=1.0)
        path, likeness = self.nearest(mine)
        if likeness >= NEARLY_THE_SAME and not anyway:
            advice = "add it with --anyway if another outlet printed it, and state the agency with --origin"
            what = f"nearly the same text ({likeness:.0%} alike) is there: {path}; {advice}"
            raise RefusedError(what, known=True, duplicate_of=path, likeness=round(likeness, 3))

    def has(self, address: str) -> str:
        """The article from an address; "" where none is there."""
        return self.by_address.get(comparable(address), "")


def comparable(address: str) -> str:
    """An address as two are compared: its scheme, `www.` and a last slash tell nothing."""
    return re.sub(r"^https?://(?:www\.)?", "", address.strip().lower()).rstrip("/")


def _bare(text: str) -> str:
    return " ".join(text.split())


def _body(source: Source) -> str:
    """A source's text without the headline that stands in it."""
    if source.title_in_body and source.paragraphs:
        return source.text[source.paragraphs[0].span.end :]
    return source.text


def written(draft: ArticleDraft, there: There, keep: Submission | None = None) -> tuple[Path, tuple[Problem, ...]]:
    """Writes a draft into the sources, whole or not at all; `keep`: what was given, to be laid beside it as it is.
    Gives its place and what an editor should look at. Raises RefusedError, and OSError for a disk that is full."""
    folder = sources_folder()
    day = date.fromisoformat(draft.known.get("published") or date.today().isoformat())
    title = draft.known.get("title") or " ".join(split(draft.body, "")[0].body.split()[:8])
    try:
        text = draft.text
    except AmendingError as error:
        raise RefusedError(str(error)) from None
    if len(text.encode()) > LONGEST:
        raise RefusedError(f"its text is longer than {LONGEST // 1024 // 1024} MB, which is no article; split it")
    _, problems = article("new", "the article", text.encode())
    if wrong := [p for p in problems if p.severity == "error"]:
        raise RefusedError("it cannot be published as it is, so it was not added", wrong)
    path = write_new(folder, file_stem(day, title), text)
    shown = f"{folder.name}/{path.name}"
    source, problems = article("new", shown, path.read_bytes())
    if source:
        there.add(shown, _body(source), draft.known.get("url", ""))
    if keep:
        create(path.with_suffix(_ending(keep)), keep.data)
    if draft.doubt:
        problems = (*problems, Problem(shown, 0, "note", draft.doubt, "paste the whole text over it if you have it"))
    return path, tuple(problems)


def _ending(given: Submission) -> str:
    """The ending of a file that holds what was given."""
    head = given.data[:10]
    return ".pdf" if head.startswith(b"%PDF") else ".docx" if head.startswith(b"PK") else ".html"
