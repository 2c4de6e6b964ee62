"""Articles as strangers hand them on: without full stops, blank lines, marks or capitals, cut and filled up.

A parse of such a text is made from the parse of the article as it is, by leaving out and moving tokens, since parsing
all corpora in all forms takes hours: sentences and trees that reach over a new paragraph's end are cut there, as the
parser, which sees one paragraph at a time, would have them.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from newsdesk.reading.parser import pieces
from newsdesk.reading.source import make_source
from newsdesk.records import Edit, OffsetMap, Parse, Source, Span, apply

_FURNITURE = ("Advertisement", "Read more:", "Share this article", "Story continues below")
_FINDS = {
    "no stop at a paragraph's end": r"[.!?]+(?=[”\"’']?\s*(?:\n|\Z))",
    "marks lost": r"[“”„«»\"‘’]",
    "opening marks lost": r"[“„«‘]",
    "no commas": r",",
    "single line breaks": r"\n(?=\n)",
}


def _without(pattern: str) -> Callable[[str], Iterator[Edit]]:
    return lambda text: (Edit(m.start(), m.end(), "", "lost") for m in re.finditer(pattern, text))


def _shouted(text: str) -> Iterator[Edit]:
    """Every third paragraph in capitals, as headings are."""
    for m in list(re.finditer(r"[^\n]+", text))[::3]:
        if len(m[0].upper()) == len(m[0]):
            yield Edit(m.start(), m.end(), m[0].upper(), "shouted")


def _cut(text: str) -> Iterator[Edit]:
    """Broken where no sentence ends: by chance before any word, more often before a capital."""
    chance = random.Random(len(text))
    for m in re.finditer(r"[,.]? (?=\S)", text):
        if chance.random() < (0.3 if text[m.end()].isupper() or text[m.end()] == "(" else 0.03):
            yield Edit(m.end() - 1, m.end(), "\n\n", "cut")


def _filled(text: str) -> Iterator[Edit]:
    """Furniture between all paragraphs, and no stop before it."""
    for n, m in enumerate(re.finditer(r"[.]?\n+", text)):
        yield Edit(m.start(), m.end(), f"\n\n{_FURNITURE[n % len(_FURNITURE)]}\n\n", "filled")


def _wrapped(text: str) -> Iterator[Edit]:
    """Lines of about seventy characters, as mail has them."""
    at = 0
    for m in re.finditer(r"\s+", text):
        if "\n" in m[0]:
            at = m.end()
        elif m.start() - at > 70:
            yield Edit(m.start(), m.end(), "\n", "wrapped")
            at = m.end()


FORMS: Mapping[str, Callable[[str], Iterator[Edit]]] = {
    **{name: _without(pattern) for name, pattern in _FINDS.items()},
    "shouted": _shouted,
    "cut": _cut,
    "filled with furniture": _filled,
    "hard wrapped": _wrapped,
}


def perturbed(source: Source, parse: Parse, form: str) -> tuple[Source, Parse]:
    """An article in another form, and its parse."""
    edits = list(FORMS[form](source.text))
    moved = OffsetMap.identity(len(source.text)).edited(edits)
    made = make_source(source.id, source.path, replace(source.meta, title=""), apply(source.text, edits))
    return made, _moved(parse, source, made, moved)


def _moved(parse: Parse, source: Source, made: Source, moved: OffsetMap) -> Parse:
    """The tokens that still stand there, with their heads where these stand in the same piece."""
    allowed = iter(pieces(made))
    piece, number = next(allowed, None), 0
    places: dict[int, tuple[Span, int]] = {}
    for n, (start, end) in enumerate(zip(parse.start, parse.end, strict=True)):
        given = moved.to_clean(Span(start, end))
        span = made.offsets.to_clean(given) if given else None
        if span is None or span.of(made.text).casefold() != source.text[start:end].casefold():
            continue
        while piece is not None and piece.end <= span.start:
            piece, number = next(allowed, None), number + 1
        if piece is not None and piece.contains(span):
            places[n] = (span, number)
    kept = list(places)
    now = {n: at for at, n in enumerate(kept)}
    heads = [_head(parse, n, places) for n in kept]
    sentences, rows = -1, []
    before: tuple[int, int] | None = None
    for n, head in zip(kept, heads, strict=True):
        span, number = places[n]
        if (parse.sent[n], number) != before:
            before, sentences = (parse.sent[n], number), sentences + 1
        own = parse.ent[n]
        if own.startswith("I-") and not (rows and rows[-1][7] == sentences and rows[-1][8]):
            own = f"B-{own[2:]}"
        dep = parse.dep[n] if head != n else "ROOT"
        rows.append((
            span.start, span.end, parse.lemma[n], parse.pos[n], parse.tag[n], dep, now[head], sentences, own
        ))  # fmt: skip
    return Parse(*zip(*rows, strict=True), model=parse.model) if rows else Parse(model=parse.model)  # type: ignore[arg-type]


def _head(parse: Parse, n: int, places: Mapping[int, tuple[Span, int]]) -> int:
    """The nearest token above one that still stands, in the same sentence and piece; itself where there is none."""
    at = n
    while parse.head[at] != at:
        at = parse.head[at]
        if at in places and places[at][1] == places[n][1] and parse.sent[at] == parse.sent[n]:
            return at
    return n
