"""People's names that the parser cuts: nicknames in marks, particles, surnames that are words, hyphens, titles inside.

Each find is stronger than the parser's own marks of its parts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsdesk.extraction.names.name_spans import NameSpan, make
from newsdesk.extraction.names.products import capital
from newsdesk.extraction.names.words import NameTables, fold
from newsdesk.extraction.syntax import Doc, EntitySpan, Token

STRENGTH = 4
_OPEN, _CLOSE = ("“", "‘", '"', "'", "(", "``"), ("”", "’", '"', "'", ")", "''")
_ELIDED = re.compile(r"(?:d|de|dell|l)['’][A-Z]\w+")  # "d'Estaing"
NICKNAME = 3  # words


def whole_names(doc: Doc, words: NameTables) -> Iterator[NameSpan]:
    """Whole names around what the parser marked as a person, or as something with a person in it."""
    for entity in doc.entities:
        titled = _titled(doc, entity, words)
        if titled is not None:
            yield make(doc, *titled, "person", "title inside a mark", STRENGTH)
            continue
        first = entity.first.i
        after = _at(doc.tokens, entity.last.i + 1, entity.last)
        if entity.label == "PERSON" or (entity.label == "ORG" and after is not None and _ELIDED.fullmatch(after.text)):
            plain = _before_mark(doc, entity)
            end = _end(doc, first, plain, words)
            if end > entity.last.i or plain < min(end, entity.last.i):
                yield make(doc, first, end, "person", "whole name", STRENGTH)
        elif entity.first is entity.last and fold(entity.first.text) in words.gender_of_given:
            end = _end(doc, first, first, words)
            if end > first + 1:
                yield make(doc, first, end, "person", "whole name", STRENGTH)
    for token in doc.tokens:
        if not token.ent_type and fold(token.text) in words.gender_of_given and token.text.istitle():
            end = _nickname(doc.tokens, token.i, words)
            if end:
                yield make(doc, token.i, end, "person", "whole name", STRENGTH)


def _before_mark(doc: Doc, entity: EntitySpan) -> int:
    """The last token of a mark before a quotation mark or bracket in it."""
    for i in range(entity.first.i + 1, entity.last.i + 1):
        if doc.tokens[i].text in _OPEN:
            return i - 1
    return entity.last.i


def _end(doc: Doc, first: int, last: int, words: NameTables) -> int:
    """The last token of the name that begins with some tokens."""
    tokens = doc.tokens
    while True:
        step = (
            _nickname(tokens, last, words) or _particles(tokens, last, words) or _hyphened(tokens, first, last, words)
            or (_word(tokens, last, words) if first == last else 0)
        )  # fmt: skip
        if not step:
            return last
        last = step


def _at(tokens: list[Token], i: int, like: Token) -> Token | None:
    """The token at a place, if it is of the same sentence."""
    return (
        tokens[i] if i < len(tokens) and tokens[i].sent == like.sent and tokens[i].paragraph == like.paragraph else None
    )


def _beside(tokens: list[Token], i: int) -> Token | None:
    """The token at a place, if it is of the paragraph of the one before: no sentence begins with "von"."""
    return tokens[i] if i < len(tokens) and tokens[i].paragraph == tokens[i - 1].paragraph else None


def _nickname(tokens: list[Token], last: int, words: NameTables) -> int:
    """After a given name a nickname in marks and the surname: "Dwayne “The Rock” Johnson", "William (Bill) Lee"."""
    mark, start = _at(tokens, last + 1, tokens[last]), tokens[last]
    if mark is None or mark.text not in _OPEN or not capital(start):
        return 0
    for close in range(last + 3, last + 4 + NICKNAME):
        token = _at(tokens, close, start)
        if token is None:
            return 0
        if token.text in _CLOSE:
            inside, surname = tokens[last + 2 : close], _at(tokens, close + 1, start)
            named = all(t.text[0].isupper() or t.lower in words.particles | {"the"} for t in inside)
            plain = all(t.text.replace("-", "").replace(".", "").isalpha() for t in inside)
            person = surname is not None and _surname(surname, words)
            return close + 1 if named and plain and person and tokens[close].end < tokens[close + 1].start else 0
    return 0


def _surname(token: Token, words: NameTables) -> bool:
    known = (
        (fold(token.text),) in words.titles or fold(token.text) in words.honorifics or fold(token.text) in words.tails
    )
    return token.text.istitle() and token.pos == "PROPN" and token.text.isalpha() and not known


def _particles(tokens: list[Token], last: int, words: NameTables) -> int:
    """After a name its particles and what they lead to: "Ursula von der Leyen", "Giscard d'Estaing"."""
    i = last + 1
    token = _beside(tokens, i)
    if token is not None and _ELIDED.fullmatch(token.text):
        return i
    while (
        token is not None and token.text.islower() and token.lower in words.particles and token.lower not in ("y", "e")
    ):
        i += 1
        token = _beside(tokens, i)
    return i if token is not None and i > last + 1 and token.text[0].isupper() and token.text[-1].isalpha() else 0


def _hyphened(tokens: list[Token], first: int, last: int, words: NameTables) -> int:
    """After "Moon Jae" the "-in", after "Ban Ki" the "-moon": a given name of two syllables behind the surname."""
    dash, rest = _at(tokens, last + 1, tokens[last]), _at(tokens, last + 2, tokens[last])
    asian = fold(tokens[first].text) in words.surnames_first | words.surnames_maybe_first
    if not asian or last != first + 1 or dash is None or rest is None or dash.text != "-":
        return 0
    joined = tokens[last].end == dash.start and dash.end == rest.start and rest.text.isalpha()
    return last + 2 if joined and len(rest.text) < 7 else 0


def _word(tokens: list[Token], last: int, words: NameTables) -> int:
    """After a known given name a surname that is a word: "Theresa May may win". Not in a headline."""
    token, given = _at(tokens, last + 1, tokens[last]), tokens[last]
    after = _at(tokens, last + 2, given)
    if token is None or after is None or fold(given.text) not in words.gender_of_given or not given.text.istitle():
        return 0
    word = token.text.istitle() and token.text.isalpha() and token.start == given.end + 1
    word = word and (token.ent_type == "" or (token.lower == "may" and token.ent_type == "DATE"))
    noun = token.pos in ("PROPN", "NOUN") or token.lower == "may"
    known = (token.lower,) in words.titles or token.lower in words.no_surnames or token.lower in words.tails
    known = known or (token.lower != "may" and token.lower in words.never)
    return last + 1 if word and noun and not known and after.text[0].islower() else 0


def _titled(doc: Doc, entity: EntitySpan, words: NameTables) -> tuple[int, int] | None:
    """The person in a mark that runs over a title and ends in the given name: "Former Rep. Asa" before "Hutchinson"."""
    tokens = doc.tokens
    for i in range(entity.first.i, entity.last.i):
        if fold(tokens[i].text) in words.abbreviations and entity.label in ("ORG", "GPE", "PERSON"):
            start = i + 1 + (tokens[i + 1].text == ".")
            end = entity.last.i
            name = tokens[start : end + 1]
            if not name or any(not (t.text.istitle() and t.text.isalpha()) for t in name):
                return None
            follows = _at(tokens, end + 1, tokens[end])
            if len(name) == 1 and follows is not None and _surname(follows, words):
                return start, end + 1
            return (start, end) if len(name) > 1 and entity.label != "PERSON" else None
    return None
