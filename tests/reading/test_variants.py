"""One article in many spellings: however its file was saved or scraped, the same words have the same speakers."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable
from pathlib import Path

import pytest

from newsdesk.extraction.extract import extract
from newsdesk.reading.library import read_library
from newsdesk.reading.parser import Parser, pieces
from newsdesk.reading.source import make_source
from newsdesk.records import Lexicon, Metadata, Parse, Source, Vocabulary

ROOT = Path(__file__).parents[2]
Found = set[tuple[str, str, str | None]]
PARSES: dict[tuple[tuple[int, str], ...], Parse] = {}


def misread(text: str) -> str:
    """UTF-8 taken for Windows-1252, where that has no character for Latin-1."""
    made = ""
    for ch in text:
        try:
            made += ch.encode().decode("cp1252")
        except UnicodeDecodeError:
            made += ch.encode().decode("latin-1")
    return made


def wrapped(text: str, width: int, end: str) -> str:
    return (2 * end).join(textwrap.fill(part, width).replace("\n", end) for part in text.split("\n\n"))


VARIANTS: dict[str, Callable[[str], str]] = {
    "CRLF": lambda t: t.replace("\n", "\r\n"),
    "no blank lines": lambda t: t.replace("\n\n", "\n"),
    "many blank lines": lambda t: t.replace("\n\n", " \n\n\n\t"),
    "mojibake": misread,
    "no-break spaces": lambda t: re.sub(r" (?=\w)", lambda m: "\u00a0" if m.start() % 3 == 0 else " ", t),
    "soft hyphens": lambda t: re.sub(r"(?<=[aeiou])(?=[a-z])", lambda m: "\u00ad" if m.start() % 7 == 0 else "", t),
    "straight marks": lambda t: t.translate(str.maketrans("“”‘’", "\"\"''")),
    "marks as in treebanks": lambda t: t.translate(str.maketrans({"“": "``", "”": "''", "’": "'", "‘": "'"})),
    "German marks": lambda t: t.translate(str.maketrans("“”", "„“")),
    "wide marks": lambda t: t.translate(str.maketrans("“”", "＂＂")),
    "wrapped": lambda t: wrapped(t, 72, "\n"),
    "wrapped, CRLF": lambda t: wrapped(t, 66, "\r\n"),
    "furniture around": lambda t: t.replace("\n\n", "\n\nAdvertisement\n\n") + "\n\n© 2020 Acme\n\n.Source",
}


def found(text: str, parser: Parser, lexicon: Lexicon, vocabulary: Vocabulary) -> Found:
    """The direct and mixed quotes: kind, words without marks and spaces, the speaker's id or name."""
    source = make_source("a", "a.txt", Metadata(), text, bare=True)
    extraction = extract(source, parsed(source, parser), vocabulary, lexicon)
    quotes = set()
    for quote in extraction.quotes:
        chain = quote.speaker.chain if quote.speaker else None
        who = extraction.chains[chain] if chain is not None else None
        words = re.sub(r"[\W_]+", " ", quote.words(source.text)).strip()
        if quote.kind != "indirect":
            quotes.add((quote.kind, words, (who.entity or who.name) if who else None))
    return quotes


def parsed(source: Source, parser: Parser) -> Parse:
    """Its parse, made once for what is the same when it was cleaned: most spellings are."""
    seen = tuple((span.start, span.of(source.text)) for span in pieces(source))
    if seen not in PARSES:
        (PARSES[seen],) = parser.parse([source])
    return PARSES[seen]


def articles() -> list[Path]:
    return [*sorted((ROOT / "sources").glob("*.md")), *sorted((ROOT.parent / "shared" / "seeds").glob("*.txt"))]


@pytest.mark.parametrize("path", articles(), ids=lambda path: path.stem[:24])
def test_the_same_quotes_in_every_spelling(path: Path, parser: Parser, lexicon: Lexicon) -> None:
    vocabulary = read_library(ROOT / "sources", ROOT / "sources").vocabulary
    text = path.read_text(encoding="utf-8")
    if text.startswith("---\n"):
        header, text = text.removeprefix("---\n").split("---\n", 1)
        text = header.split("\n", 1)[0].removeprefix("title: ") + "\n" + text
    expected = found(text, parser, lexicon, vocabulary)
    assert len(expected) >= 2 and sum(not who for _, _, who in expected) <= 1
    for name, spell in VARIANTS.items():
        assert found(spell(text), parser, lexicon, vocabulary) == expected, name
