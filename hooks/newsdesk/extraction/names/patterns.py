"""Names that their form gives away: a title before, a legal form after, a code, an acronym in brackets."""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsdesk.extraction.names.name_spans import NameSpan, make
from newsdesk.extraction.names.products import capital, product_at
from newsdesk.extraction.names.words import NameTables, fold
from newsdesk.extraction.syntax import Doc, Token


def pattern_names(doc: Doc, found: list[NameSpan], words: NameTables) -> Iterator[NameSpan]:
    """Names by their form; `found` are those the parser marked."""
    at = {t: f for f in found for t in range(f.first.i, f.last.i + 1)}
    for i, token in enumerate(doc.tokens):
        text = token.text
        if capital(token) and i not in at and (fold(text) in words.honorifics or (fold(text),) in words.titles):
            yield from _titled(doc, i, at, words)
        if i not in at and fold(text) in words.gender_of_given and text.istitle():
            yield from _given(doc, i, at, words)
        if fold(text) in words.before_places and i + 1 in at and at[i + 1].type == "place" and text.istitle():
            yield from _named_by_place(doc, i, at[i + 1])
        if (fold(text) in words.storms and text.istitle()) or (fold(text) in words.ship_prefixes and text.isupper()):
            yield from _named_after(doc, i, words)
        if fold(text) in words.legal and i and text[0].isupper() and fold(text) not in words.gender_of_given:
            yield from _company(doc, i, at)
        if text[0].isalnum():
            yield from product_at(doc, i, at, words)


def _titled(doc: Doc, i: int, at: dict[int, NameSpan], words: NameTables) -> Iterator[NameSpan]:
    """ "Mr Smith" where the parser saw no person."""
    end = i + 1
    if end < len(doc.tokens) and doc.tokens[end].text == ".":
        end += 1
    first = end
    while end < len(doc.tokens) and end - first < 5 and _goes_on(doc.tokens, first, end):
        end += 1
    seen = at.get(first)
    if seen is not None and seen.type != "organisation":
        return
    run = [fold(t.text) for t in doc.tokens[first:end]]
    if run and (run[-1] in words.no_surnames or run[-1] in words.heads) and len(run) > 1:
        return  # "the National Republican Senatorial Committee"
    if any(
        (word,) in words.titles or (word,) in words.persons or word in words.before_title or word in words.honorifics
        for word in run
    ):
        return
    if end > first and doc.tokens[first].sent == doc.tokens[i].sent and (seen is None or seen.type != "person"):
        yield make(doc, first, (seen.last.i if seen and seen.first.i == first else end - 1), "person", "title", 3)


def _named_by_place(doc: Doc, i: int, place: NameSpan) -> Iterator[NameSpan]:
    """ "Air China" where the parser saw China only."""
    if place.first.i == i + 1 and doc.tokens[i].sent == place.first.sent and not place.weak:
        before = doc.tokens[i - 1] if i else doc.tokens[i]
        i -= before.i < i and before.text.isupper() and len(before.text) > 2 and before.sent == place.first.sent  # BBC
        yield make(doc, i, place.last.i, "organisation", "before a place", 3)


def _named_after(doc: Doc, i: int, words: NameTables) -> Iterator[NameSpan]:
    """ "Storm Bettina", not "Storm Lake"; "HMS Lancaster", "USS Arleigh Burke"."""
    tokens, end = doc.tokens, i + 1
    storm = fold(tokens[i].text) in words.storms
    while end < len(tokens) and end - i < (2 if storm else 4) and _goes_on(tokens, i, end):
        end += 1
    if end > i + 1 and not (storm and fold(tokens[i + 1].text) in words.heads):
        yield make(doc, i, end - 1, "event" if storm else "product", "storm" if storm else "ship", 5)


def _given(doc: Doc, i: int, at: dict[int, NameSpan], words: NameTables) -> Iterator[NameSpan]:
    """A known given name and one or two more capitals, which the parser left out."""
    end = i + 1
    while end < len(doc.tokens) and end - i < 4 and end not in at and _goes_on(doc.tokens, i, end):
        end += 1
    before = doc.tokens[i - 1] if i else None
    if before is not None and before.sent == doc.tokens[i].sent and capital(before) and before.pos == "PROPN":
        return
    last = doc.tokens[end - 1]
    if (
        end > i + 1
        and last.text.isalpha()
        and fold(last.text) not in words.heads.keys() | words.no_surnames
        and doc.tokens[i].pos == "PROPN"
    ):
        yield make(doc, i, end - 1, "person", "given name", 1)


def _goes_on(tokens: list[Token], first: int, i: int) -> bool:
    """Whether token `i` continues a name that began at `first`: in capitals, or joined by a hyphen ("Ki-moon")."""
    token = tokens[i]
    if i > first and token.start == tokens[i - 1].end:
        return token.text == "-" or tokens[i - 1].text == "-"
    return capital(token) and token.pos == "PROPN" and (i == first or token.sent == tokens[first].sent)


def _company(doc: Doc, i: int, at: dict[int, NameSpan]) -> Iterator[NameSpan]:
    """ "Tesla, Inc.": a run of capitals and a legal form, perhaps after a comma."""
    tokens = doc.tokens
    before = i - 1
    if tokens[before].text == ",":
        before -= 1
    if before < 0 or (fold(tokens[i].text) in ("co", "company", "as", "and", "group", "ag", "sa") and before < i - 1):
        return
    if tokens[before].paragraph != tokens[i].paragraph:
        return  # "the day of Medicare", a heading, and the text goes on with "As of Friday"
    known = at.get(before)
    if known is not None and known.type == "person" and len(known.words) > 2:
        return
    first = before + 1
    while first > 0 and before - first < 6 and tokens[first - 1].sent == tokens[i].sent and (
        (capital(tokens[first - 1]) and tokens[first - 1].pos in ("PROPN", "NOUN", "ADJ"))
        or (tokens[first - 1].text in ("&", "and", "of") and first - 1 < before and capital(tokens[first - 2])
        and ((at.get(first - 2) is known and known is not None) or tokens[first - 1].text == "&"))
    ):  # fmt: skip
        first -= 1
    if known is not None and known.first.i < first:
        first = known.first.i
    if first > before:
        return
    last = i
    if i + 1 < len(tokens) and tokens[i + 1].text == "." and tokens[i + 1].start == tokens[i].end:
        follows = tokens[i + 2] if i + 2 < len(tokens) else None
        if follows is not None and follows.sent == tokens[i].sent:
            last = i + 1
    yield make(doc, first, last, "organisation", "legal form", 4)


def acronyms(doc: Doc, found: list[NameSpan]) -> Iterator[tuple[NameSpan, Token]]:
    """(long form, its acronym) where the acronym stands in brackets directly after the name."""
    for name in found:
        i = name.last.i + 1
        tokens, opens = doc.tokens, doc.after(name.last)
        if i + 2 >= len(tokens) or opens is None:
            continue
        if opens.text == "," and tokens[i + 1].lower == "or" and tokens[i + 2].sent == name.first.sent:
            if stands_for(tokens[i + 2].text, name.words):
                yield name, tokens[i + 2]
            continue
        if opens.text not in ("(", "-LRB-"):
            continue
        short = tokens[i + 1]
        if tokens[i + 2].text in (")", "-RRB-", ",", ";", "/") and (
            stands_for(short.text, name.words) or (name.type != "person" and spells(short.text, name.words))
        ):
            yield name, short


def meanings(doc: Doc) -> dict[str, tuple[str, ...]]:
    """What a text says its acronyms are short for, by their folded letters: "railway manager (DRM)" and "DRM (digital
    rights management)" are not of one thing, though both articles print the same letters."""
    found: dict[str, tuple[str, ...]] = {}
    tokens = doc.tokens
    for i, token in enumerate(tokens):
        if token.text not in ("(", "-LRB-") or not i:
            continue
        ends = (k for k in range(i + 2, min(i + 10, len(tokens))) if tokens[k].text in (")", "-RRB-", ",", ";"))
        close = next(ends, None)
        if close is None or tokens[close].sent != token.sent:
            continue
        before = [t.text for t in tokens[max(0, i - 9) : i] if t.sent == token.sent]
        inside = [t.text for t in tokens[i + 1 : close]]
        for short, longs in ((inside, _ends(before)), (before[-1:], [inside])):
            long = next((words for words in longs if len(short) == 1 and stands_for(short[0], tuple(words))), None)
            if long is not None:
                found.setdefault(fold(short[0]), tuple(filter(None, map(fold, long))))
    return found


def _ends(words: list[str]) -> Iterator[list[str]]:
    """The ends of a run of words, shortest first, of two words or more that begin with one that may open a name."""
    return (words[-k:] for k in range(2, len(words) + 1) if words[-k].lower() not in ("the", "a", "an", "of", "and"))


def stands_for(short: str, long: tuple[str, ...]) -> bool:
    """Whether letters are the initials of a name's words, in order; small words may be left out."""
    letters = short.replace(".", "").rstrip("s") if not short.isupper() else short.replace(".", "")
    if not (2 <= len(letters) <= 8 and letters.isalpha() and letters.isupper()):
        return False
    initials = [part[0] for word in long for part in re.split(r"[-/]", word) if part[:1].isalpha()]
    if len(initials) < 2:
        return False
    strong = "".join(c for c in initials if c.isupper())
    every = "".join(initials).upper()
    return (
        letters in (strong, every)
        or (strong.startswith(letters) and len(letters) >= 3)
        or (strong.endswith(letters) and len(letters) >= 3 and len(strong) - len(letters) == 1)
    )


def initials_of(long: tuple[str, ...], words: NameTables) -> set[str]:
    """The letters that a name is in short: the initials of all its words, and of those in capitals, with or without
    its legal form."""
    bare = long
    while len(bare) > 2 and (fold(bare[-1]) in words.legal or fold(bare[-1]) in words.closing):
        bare = bare[:-1]
    short = _initials(long) | _initials(bare)
    firm = {"-", "/"} & set(bare[0]) or fold(
        long[-1]
    ) in words.legal | words.generic | words.closing | words.heads.keys()
    return short if firm else {letters for letters in short if len(letters) > 2}


def _initials(long: tuple[str, ...]) -> set[str]:
    every = [part for word in long for part in re.split(r"[-/]", word) if part[:1].isalpha()]
    strong = [part for part in every if part[0].isupper()]
    short = {"".join(part[0] for part in parts).upper() for parts in (every, strong)}
    return {letters for letters in short if 2 <= len(letters) <= 6}


def spells(short: str, long: tuple[str, ...]) -> bool:
    """Whether letters are taken from every word of a name, its first letter and perhaps some more, in order: "SIA" of
    "Singapore Airlines". Enough where the text itself puts them in brackets after the name."""
    if not (short.isalpha() and short.isupper() and 2 <= len(long) < len(short) + 1 <= 9):
        return False
    return _taken(short.casefold(), [fold(word) for word in long])


def _taken(letters: str, words: list[str]) -> bool:
    if not words:
        return not letters
    if not letters or letters[0] != words[0][:1]:
        return False
    pattern = (".*".join(letters[:k]) for k in range(1, len(letters) + 1))
    return any(re.match(p, words[0]) and _taken(letters[k:], words[1:]) for k, p in enumerate(pattern, start=1))
