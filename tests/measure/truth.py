"""`make truth`: whole sites of all annotated news, and what must hold of each whatever was found in it.

    python -m tests.measure.truth [CORPUS …]

As they are and in many forms (`tests/perturbed.py`) no article and no site raises, and no finding reaches over a
paragraph's end. Every callout, key point, description and mention is its source's exact words at its place, every span
is within its text, and nothing is shown of an article that may not be shown: every third article counts as one of which
only the headline may be published, every third as an excerpt.
"""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import replace
from html import unescape
from itertools import product

import ahocorasick
from tests.fuzz import sound
from tests.measure.corpus import CACHE, EVAL, articles
from tests.perturbed import FORMS, perturbed

from newsdesk.exports.write import exports
from newsdesk.extraction.extract import extract_or_tell
from newsdesk.knowledge.gather import gather
from newsdesk.memo.memo import Memo
from newsdesk.pages.proof import proved
from newsdesk.pages.render import render
from newsdesk.reading.lexicon import load_lexicon
from newsdesk.reading.library import read_library
from newsdesk.reading.parses import parse_all
from newsdesk.records import Extraction, Library, Options, Parse, Source, Vocabulary, raised

CORPORA = ("seeds", "wikinews_2020", "polnear_train")
FOLDERS = {"seeds": "seeds", "basil_dev": "eval/basil_dev/sources"}
EVERY = (*CORPORA, "polnear_dev", "meantime_dev", "basil_dev")
AS_IT_IS = "as it is"
RIGHTS = ("full", "none", "excerpt")
LENGTH = 60  # characters that tell a paragraph from all others

Found = tuple[Source, Extraction]


def sources_of(name: str, ids: Container[str] | None = None, form: str = AS_IT_IS) -> Iterator[Found]:
    """The articles of a corpus in a form, with what is found in each, their rights dealt out in turn."""
    lexicon = load_lexicon()
    for number, (source, parse) in enumerate(sources_parsed(name, ids)):
        if form != AS_IT_IS:
            source, parse = perturbed(source, parse, form)
        meta = replace(source.meta, rights=RIGHTS[number % len(RIGHTS)], outlet=f"Outlet {number % 7}")
        yield replace(source, meta=meta), extract_or_tell(source, parse, Vocabulary(), lexicon)


def sources_parsed(name: str, ids: Container[str] | None = None) -> list[tuple[Source, Parse]]:
    """The articles of a corpus, which is a file of annotated ones or a folder of sources."""
    if name not in FOLDERS:
        return [(source, parse) for _, source, parse in articles(name, ids)]
    sources = [s for s in read_library(EVAL.parent / FOLDERS[name], EVAL).sources if ids is None or s.id in ids]
    return list(zip(sources, parse_all(sources, load_lexicon(), Memo(CACHE)), strict=True))


def forms_of(parsed: Sequence[tuple[Source, Parse]]) -> Iterator[tuple[str, Source, Parse]]:
    """Each article as it is, and in all forms in which strangers hand articles on."""
    yield from ((AS_IT_IS, source, parse) for source, parse in parsed)
    yield from ((form, *perturbed(source, parse, form)) for form in FORMS for source, parse in parsed)


def faults(found: Iterable[Found]) -> Iterator[str]:
    """What does not hold, a line each; builds the whole site."""
    pairs = list(found)
    for source, extraction in pairs:
        yield from map(str, extraction.problems)
        if not extraction.problems:
            sound(source, extraction)
    library = Library(tuple(source for source, _ in pairs), Vocabulary(), ())
    options = Options()
    knowledge = gather(library, [extraction for _, extraction in pairs], load_lexicon(), options)
    pages = list(render(knowledge, options))
    yield from (str(found) for found in proved(pages, knowledge))
    held = _held_back(library.sources)
    for page in pages:
        shown = _words(" ".join((*page.search.values(), _plain(page.html))))
        yield from (f"{page.address}: shows “{words}”" for words in _hits(shown, held))
    for name, content in exports(knowledge, options).items():
        shown = _words(content.decode("utf-8", "replace"))
        yield from (f"{name}: holds “{words}”" for words in _hits(shown, held))


def _held_back(sources: Iterable[Source]) -> ahocorasick.Automaton:
    """The beginnings of all paragraphs that only articles have of which nothing but the headline may be shown.

    Words alone count: outlets print one quote in other marks.
    """
    held = ahocorasick.Automaton()
    free = " ".join(_words(s.text) for s in sources if s.meta.rights != "none")
    titles = " ".join(_words(s.title) for s in sources)
    for source in (s for s in sources if s.meta.rights == "none"):
        for paragraph in source.paragraphs:
            words = _words(paragraph.span.of(source.text))[:LENGTH]
            if len(words) == LENGTH and words not in free and words not in titles:
                held.add_word(words, words)
    held.make_automaton()
    return held


def _words(text: str) -> str:
    return " ".join(re.findall(r"\w+", text))


def _hits(shown: str, held: ahocorasick.Automaton) -> Iterable[str]:
    return {words for _, words in held.iter(shown)} if len(held) else ()


def _plain(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]*>", "", html)).split())


def main(names: list[str]) -> int:
    bad = 0
    for name, form in product(names or EVERY, (AS_IT_IS, *FORMS)):
        started, found = time.process_time(), list(sources_of(name, form=form))
        try:
            lines = list(faults(found))
        except Exception as error:
            lines = [raised(error)]
        quotes = sum(len(extraction.quotes) for _, extraction in found)
        took = time.process_time() - started
        what = f"{len(found):,} articles, {quotes:,} quotes, {len(lines)} faults in {took:.0f} s"
        print(f"{name}, {form}: {what}", *lines[:20], sep="\n", flush=True)
        bad += len(lines)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
