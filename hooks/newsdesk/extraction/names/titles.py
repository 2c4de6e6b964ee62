"""The title before a person's name: "Mr", "President", "chief executive"; and what stands after it: "KC", "PhD"."""

from __future__ import annotations

from newsdesk.extraction.names.name_spans import NameSpan
from newsdesk.extraction.names.words import NameTables, fold
from newsdesk.extraction.syntax import Doc, Token
from newsdesk.records import Span

LONGEST = 4  # words of a title


def settle_title(doc: Doc, found: NameSpan, words: NameTables) -> None:
    """Moves titles at the front of a person's name into `found.title`, then takes those before it."""
    tokens = doc.tokens
    _without_letters(doc, found, words)
    inner = leading(tokens[found.first.i : found.last.i + 1], words)
    if inner:
        found.first = tokens[found.first.i + inner]
        if found.cut is not None:
            found.cut = Span(found.first.start, found.cut.end)
        found.words = tuple(found.span.of(doc.text).split())
    start = found.first.i - inner
    while start > 0 and found.first.i - start < LONGEST:
        step = _before(tokens, start, words)
        if not step:
            break
        start -= step
    found.title = tuple(tokens[start : found.first.i])


def _without_letters(doc: Doc, found: NameSpan, words: NameTables) -> None:
    """Cuts off degrees and honours: "Leila Haddad KC". They stay tokens of the find, since one may be its head."""
    run, last = doc.tokens[found.first.i : found.last.i + 1], found.last.i - found.first.i
    while last > 0 and (
        run[last].text in (",", ".")
        or (fold(run[last].text) in words.postnominals and sum(c.isupper() for c in run[last].text) > 1)
    ):
        last -= 1
    if last < len(run) - 1 and found.cut is None and not found.curated:
        found.cut = Span(found.first.start, run[last].end)
        found.words = tuple(found.cut.of(doc.text).split())


def leading(run: list[Token], words: NameTables) -> int:
    """How many words at the front of a marked name are its title; at least one word stays."""
    n = 0
    while n < len(run) - 1:
        rest = [fold(t.text) for t in run[n:]]
        for length in (3, 2, 1):
            part = tuple(rest[:length])
            if len(rest) > length and len(part) == length and _is_title(part, words):
                n += length
                break
            if length == 1 and len(rest) > 2 and part in words.persons and part[0] not in words.gender_of_given:
                n += length  # "Podcaster Ann Lee", where a sentence begins with the role
                break
        else:
            if run[n].text == "." and n:
                n += 1
                continue
            return n
    return n


def _is_title(part: tuple[str, ...], words: NameTables) -> bool:
    return part in words.titles or (len(part) == 1 and (part[0] in words.honorifics))


def _before(tokens: list[Token], start: int, words: NameTables) -> int:
    """The length of the title that ends just before token `start`, 0 if none."""
    dot = 1 if tokens[start - 1].text == "." and start >= 2 else 0
    for length in (3, 2, 1):
        first = start - dot - length
        short = dot and fold(tokens[start - 2].text) in words.abbreviations  # the parser ends a sentence after "Capt."
        if first < 0 or tokens[first].paragraph != tokens[start].paragraph:
            continue
        if tokens[first].sent != (tokens[start - 2] if short else tokens[start]).sent:
            continue
        part = tuple(fold(t.text) for t in tokens[first : start - dot])
        if part in words.titles or (part in words.persons and length == 1 and not dot):
            return length + dot
        if length == 1 and part[0] in words.honorifics and tokens[first].text[0].isupper():
            return length + dot
    return 0


def settle_article(doc: Doc, found: NameSpan) -> None:
    """Takes in "the" where it goes with the name itself: "the State Council", not "the US government"."""
    before = doc.tokens[found.first.i - 1] if found.first.i else None
    if before is not None and before.lower == "the" and found.first.i <= before.head.i <= found.last.i:
        found.article = before


def opening(doc: Doc, found: NameSpan, words: NameTables) -> Span:
    """The span of a mention: the name with its article, or with those titles before it that are written as a part
    of a name ("Mr Musk", "President Obama"; not "Apple CEO Tim Cook", "spokesman Nick Merrill")."""
    if not found.title and found.article is None:
        return found.span
    start = found.article or found.first
    for token in reversed(found.title):
        low = fold(token.text)
        if token.text != "." and not (token.text[0].isupper() and (low in words.honorifics or low not in words.roles)):
            break
        start = token if token.text != "." else start
    return Span(start.start, found.span.end)
