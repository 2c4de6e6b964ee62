"""`make fuzz`: chance input, for as long as one likes, to all that reads what others wrote.

    python -m tests.fuzz SECONDS [TARGET …]

With atheris the input follows what the code does with it (coverage); where atheris is not installed it is chance alone,
and the report says so. What a target fails on is kept in `.fuzz/`, and `python -m tests.fuzz --again FILE` tries it.
"""

from __future__ import annotations

import contextlib
import gc
import importlib.util
import random
import re
import subprocess
import sys
import time
from collections.abc import Callable
from functools import cache
from itertools import pairwise
from pathlib import Path
from types import FunctionType

from tests.hard import stub_parse
from tests.reading.test_incoming import word

from newsdesk.extraction.extract import extract
from newsdesk.pages.links import written_links
from newsdesk.reading.cleaning import clean
from newsdesk.reading.front_matter import read_front_matter, split
from newsdesk.reading.incoming import IncomingError, understand
from newsdesk.reading.lexicon import load_lexicon
from newsdesk.reading.library import article
from newsdesk.reading.parser import load_parser
from newsdesk.reading.source import source_from_text
from newsdesk.reading.strict_yaml import read_yaml
from newsdesk.records import REPORT, CuratedEntity, Extraction, Parse, Source, Span, Vocabulary

FOUND = Path(__file__).parents[1] / ".fuzz"
# What news, and what breaks it, is made of; a byte of the input chooses one.
PIECES = [
    *"“”‘’\"'«»„()[]—–-,.;:!?…", "''", "``", " ", " ", "\n", "\n\n", "\r\n", "\t", "\u00a0", "\u200b", "\u2028", "\x0c",
    "said", "says", "told", "added", "asked", "called", "according to", "who", "that", "he", "she", "they", "I", "we",
    "Ada Holm", "Holm", "Ada", "Ms. Holm", "Mr.", "Dr.", "Jr.", "Minister", "President", "Acme Inc.", "Acme", "ACME",
    "Paris", "the U.S.", "Smith & Sons", "van der", "O’Brien", "’s", "n’t", "will", "was", "not", "no", "the", "of",
    "on Monday", "May 3", "3 May 2021", "2021-05-03", "yesterday", "last year", "1990s", "$2.5 million", "12%", "0.26%",
    "PARIS (AP) —", "By Ada Holm", "Copyright © 2020 Acme", "Advertisement", "Related stories", "ADA:", "Q:",
    "---", "title:", "tags: [", "]", "{", "}", "- ", "? ", "| ", "&a", "*a", "!!", "# ", "published:", "2026-13-45",
    "corrections:", "quote:", "reject: true", "<p>", "</p>", "<a href='x'>", "<script>", "&amp;", "&#0;", "&#xD800;",
    "[[", "]]", "![[quote:", "{{", "{%", "é", "e\u0301", "İ", "ß", "ﬁ", "中文", "😀", "\u202e", "\ud83d", "â€œ", "\x00",
]  # fmt: skip


def text_of(data: bytes) -> str:
    """A text from chance bytes: half of the time as they are, else in pieces of news."""
    if data[:1] < b"\x80":
        return data[1:].decode("utf-8", "replace")
    return "".join(PIECES[byte % len(PIECES)] + " " * (byte > 127) for byte in data[1:])


def sound(source: Source, found: Extraction) -> None:
    """What holds of every extraction: no span out of bounds, no word that the source has not."""
    inside = Span(0, len(source.text))
    for quote in found.quotes:
        assert quote.spans and all(inside.contains(span) and len(span) for span in quote.spans)
        assert all(one.end <= two.start for one, two in pairwise(quote.spans))
        for words in re.split(r"\[…\]|…", quote.words(source.text)):
            assert all(word in source.text for word in words.split())
        if quote.speaker:
            assert quote.speaker.span.of(source.text) == quote.speaker.text
    for finding in (*found.mentions, *found.dates, *found.refusals):
        assert inside.contains(finding.span)
    assert all(0 <= mention.chain < len(found.chains) for mention in found.mentions)
    assert not [problem for problem in found.problems if problem.remedy == REPORT]  # nothing had to be withheld


def cleaning(data: bytes) -> None:
    text = text_of(data)
    cleaned = clean(text)
    pieces = cleaned.offsets.pieces
    assert (pieces[-1][1] if pieces else 0) == len(cleaned.text)
    assert all(one[1] == two[0] and one[3] <= two[2] for one, two in pairwise(pieces))
    source = source_from_text("x", text)
    assert "".join("".join(p.span.of(source.text).split()) for p in source.paragraphs) == "".join(source.text.split())


def reading(data: bytes) -> None:
    for content in (data, b"---\n" + data, text_of(data).encode("utf-8", "surrogatepass")):
        source, problems = article("a", "a.md", content)
        assert source is not None or any(problem.severity == "error" for problem in problems)
        assert all("\n" not in str(problem) for problem in problems)


def front_matter(data: bytes) -> None:
    found, problems = split(f"---\n{text_of(data)}\n---\nText.", "a.md")
    if not problems:
        read_front_matter(found, "a.md")


def yaml(data: bytes) -> None:
    tree, problems = read_yaml(text_of(data), "a.yml")
    assert tree is not None or problems
    assert all("\n" not in str(problem) for problem in problems)


def added(data: bytes) -> None:
    """What `newsdesk add` makes of a file of any kind, and the links of a page of any HTML."""
    list(written_links(text_of(data)))
    for name in ("a.html", "a.pdf", "a.md", "a.txt"):
        for content in (data, text_of(data).encode("utf-8", "replace")):
            with contextlib.suppress(IncomingError):  # refused, in words
                understand(content, name)
    with contextlib.suppress(IncomingError):
        understand(word(text_of(data).encode("utf-8", "replace").decode()), "a.docx")


VOCABULARY = Vocabulary((CuratedEntity("ada", "person", "Ada Holm", ("Dr. Holm",), ("Ada",), never=("Ada Lane",)),))


def extraction(data: bytes) -> None:
    source = source_from_text("x", text_of(data))
    sound(source, extract(source, stub_parse(source), VOCABULARY, load_lexicon()))


def parsed(data: bytes) -> None:
    """With the real parser, which a stub cannot stand for: its trees are of any shape."""
    source = source_from_text("x", text_of(data))
    (parse,) = load_parser(load_lexicon()).parse([source])
    sound(source, extract(source, parse, VOCABULARY, load_lexicon()))


def scrambled(data: bytes) -> None:
    """With a parse that is wrong in every way that a parse may be: heads, tags and sentences by chance."""
    source = source_from_text("x", text_of(data))
    parse = stub_parse(source)
    if not parse.start:
        return
    chance = random.Random(data)
    size = len(parse.start)
    tags = ["NOUN", "PROPN", "VERB", "PUNCT", "ADP", "PRON", "DET", "AUX", "SCONJ", "NUM"]
    deps = [
        "nsubj",
        "ROOT",
        "ccomp",
        "appos",
        "conj",
        "prep",
        "pobj",
        "punct",
        "dobj",
        "compound",
        "poss",
        "relcl",
        "dep",
    ]
    kinds = ["", "B-PERSON", "I-PERSON", "B-ORG", "I-ORG", "B-GPE", "I-DATE", "B-DATE", "B-NORP", "B-PRODUCT"]
    changed = Parse(
        parse.start, parse.end, parse.lemma, tuple(chance.choices(tags, k=size)), parse.tag,
        tuple(chance.choices(deps, k=size)), _heads(parse, chance), parse.sent, tuple(chance.choices(kinds, k=size)),
    )  # fmt: skip
    sound(source, extract(source, changed, VOCABULARY, load_lexicon()))


def _heads(parse: Parse, chance: random.Random) -> tuple[int, ...]:
    """A tree of chance for each sentence: a word's head is one before it, the first word its own."""
    first: dict[int, int] = {}
    heads = []
    for n, sentence in enumerate(parse.sent):
        start = first.setdefault(sentence, n)
        heads.append(n if n == start else chance.randrange(start, n))
    return tuple(heads)


TARGETS: dict[str, Callable[[bytes], None]] = {
    target.__name__: target for target in (cleaning, reading, front_matter, yaml, added, extraction, scrambled, parsed)
}


@cache
def corpus() -> list[bytes]:
    """To begin with: the texts of the repository's own sources."""
    root = Path(__file__).parents[1]
    files = [*(root / "tests" / "site" / "sources").rglob("*.*"), *(root / "sources").rglob("*.md")]
    chance = random.Random(1)
    return [b"\0" + path.read_bytes()[:2000] for path in files] + [b"\xff" + chance.randbytes(60) for _ in range(40)]


def guided(name: str, seconds: int) -> None:
    """Runs one target with atheris; ends the process."""
    import atheris

    TARGETS[name](b"\0The first text loads tables and the model.")  # which may take longer than any input may
    folder = FOUND / f"corpus-{name}"
    folder.mkdir(parents=True, exist_ok=True)
    for number, data in enumerate(corpus()):
        (folder / str(number)).write_bytes(data)
    limits = [f"-max_total_time={seconds}", "-max_len=2000", "-timeout=60", "-rss_limit_mb=4096"]
    functions = [one for one in gc.get_objects() if isinstance(one, FunctionType)]
    for function in (one for one in functions if str(one.__module__).startswith("newsdesk.")):
        atheris.instrument_func(function)
    atheris.Setup(
        [name, *limits, "-print_final_stats=1", f"-artifact_prefix={FOUND}/{name}-", str(folder)], TARGETS[name]
    )
    atheris.Fuzz()


def blind(name: str, seconds: int) -> tuple[int, str]:
    """Runs one target on chance alone; how many inputs, and what it failed on."""
    chance, end, tried = random.Random(), time.monotonic() + seconds, 0
    while time.monotonic() < end:
        data = bytearray(chance.choice(corpus()))
        for _ in range(chance.randint(1, 12)):
            at = chance.randrange(len(data) + 1)
            data[at : at + chance.choice([0, 0, 1, 4])] = chance.randbytes(chance.choice([1, 1, 2, 8]))
        tried += 1
        try:
            TARGETS[name](bytes(data))
        except Exception as error:
            FOUND.mkdir(exist_ok=True)
            path = FOUND / f"{name}-{tried}"
            path.write_bytes(data)
            return tried, f"{type(error).__name__}: {error} ({path})"
    return tried, ""


def main(arguments: list[str]) -> int:
    if arguments[:1] == ["--again"]:
        path = Path(arguments[1])
        TARGETS[path.name.split("-")[0]](path.read_bytes())
        return 0
    if arguments[:1] == ["--guided"]:
        guided(arguments[1], int(arguments[2]))
        return 0
    seconds, names = int(arguments[0]) if arguments else 60, arguments[1:] or list(TARGETS)
    coverage = importlib.util.find_spec("atheris") is not None
    print("by coverage, with atheris" if coverage else "blind: atheris is not installed (no wheel fits this Python?)")
    bad = 0
    for name in names:
        share = max(1, seconds // len(names))
        if coverage:
            command = [sys.executable, "-m", "tests.fuzz", "--guided", name, str(share)]
            done = subprocess.run(command, capture_output=True, text=True, check=False, errors="replace")
            runs = re.search(r"number_of_executed_units:\s*(\d+)", done.stderr)
            tried, fault = int(runs[1]) if runs else 0, done.stderr[-1500:] if done.returncode else ""
        else:
            tried, fault = blind(name, share)
        bad += bool(fault)
        print(f"{name}: {tried:,} inputs in {share} s{': ' + fault if fault else ''}", flush=True)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
