"""A name as found in the text, before it belongs to anybody."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

from newsdesk.extraction.names.words import NameTables, fold
from newsdesk.extraction.syntax import Doc, Token
from newsdesk.records import EntityType, Span


@dataclass(slots=True)
class NameSpan:
    """Tokens `first` to `last` (inclusive) name something.

    `title` are the words directly before a person's name that belong to the mention ("Mr", "chief executive").
    `curated` are the ids of the vocabulary that claim these words; `strength` decides which of two overlapping
    finds stands (higher), then length.
    """

    first: Token
    last: Token
    type: EntityType
    rule: str
    strength: int = 1
    title: tuple[Token, ...] = ()
    article: Token | None = None  # "the", where it goes with the name: "the State Council", not "the US government"
    weak: bool = False
    vague: bool = False  # an unknown place that the text has nowhere in a place
    curated: tuple[str, ...] = ()
    chain: int | None = None
    words: tuple[str, ...] = field(default=())  # as printed
    cut: Span | None = None  # where the name is less than its tokens ("Tesla" in "Teslas")

    @property
    def span(self) -> Span:
        if self.cut is not None:
            return self.cut
        return Span(self.first.start, self.last.end)

    def key(self) -> tuple[str, ...]:
        """The name as it is compared: folded, without a nickname in marks before the surname."""
        return _key(self.words)

    @property
    def short_form(self) -> bool:
        """Whether it is printed like an acronym: "DOE", "U.N."; no person of that surname is meant then."""
        plain = self.words[0].replace(".", "") if len(self.words) == 1 else ""
        return len(plain) > 1 and plain.isupper() and plain.isalpha()


@lru_cache(maxsize=65536)
def _key(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(filter(None, map(fold, _without_nickname(words))))


def _without_nickname(words: tuple[str, ...]) -> tuple[str, ...]:
    opens = next((n for n, word in enumerate(words) if n and word[0] in "“‘\"'(["), 0)
    closes = next((n for n in range(opens, len(words)) if words[n][-1] in "”’\"')]"), 0) if opens else 0
    return words[:opens] + words[closes + 1 :] if 0 < opens <= closes < len(words) - 1 else words


def make(doc: Doc, first: int, last: int, kind: EntityType, rule: str, strength: int = 1) -> NameSpan:
    tokens = doc.tokens[first : last + 1]
    printed = doc.text[tokens[0].start : tokens[-1].end]
    return NameSpan(tokens[0], tokens[-1], kind, rule, strength, words=tuple(printed.split()))


def shouted(doc: Doc, first: int, last: int) -> bool:
    """Whether the words around a name are in capitals too."""
    beside = [t for t in doc.tokens[max(0, first - 3) : last + 4] if t.text.isalpha() and len(t.text) > 1]
    return sum(t.text.isupper() for t in beside) * 2 > len(beside) + 1


def ranked(last: Token, words: NameTables) -> bool:
    """Whether a name's last word is a common noun in capitals, as one of many: "its smallest MP3 Player yet"."""
    best = (c for c in last.children if c.tag == "JJS" or any(k.tag == "RBS" for k in c.children))
    return fold(last.text) in words.nouns and any(best)


def trim(doc: Doc, first: int, last: int, words: NameTables) -> tuple[int, int] | None:
    """The bounds of a name without articles, marks and a possessive at its edges; None if nothing is left."""
    tokens = doc.tokens
    while first <= last and (
        not tokens[first].text[0].isalnum()
        or ((fold(tokens[first].text) in words.openers or tokens[first].text == "non") and first < last)
    ):
        first += 1
    opened = next((i for i in range(first, last + 1) if tokens[i].text in ("(", "[")), None)
    if opened is not None and not any(t.text in (")", "]") for t in tokens[opened : last + 1]):
        last = opened - 1
    money = next((i for i in range(first + 1, last + 1) if tokens[i].text[0] in "$£€"), None)
    last = money - 1 if money is not None else last
    while first <= last and _off_the_end(tokens, first, last, words):
        last -= 1
    if first > last or not any(
        t.text[0].isupper() or t.text[0].isdigit() or not t.text.isascii() or _camel(t.text)
        for t in tokens[first : last + 1]
    ):
        return None
    return first, last


def _off_the_end(tokens: list[Token], first: int, last: int, words: NameTables) -> bool:
    token = tokens[last]
    if token.text in ("'s", "’s", "'", "’"):
        whole = fold("".join(t.text for t in tokens[first : last + 1]))
        return whole not in words.possessive_names
    if not token.text[-1].isalnum():
        return not (token.text.endswith(".") and len(token.text) > 1) and token.text != ")"
    joined = last > first and tokens[last - 1].text == "-" and tokens[last - 1].end == token.start  # "Ki-moon"
    return token.text.islower() and token.text.isalpha() and not _camel(token.text) and not joined


def _camel(text: str) -> bool:
    """iPhone, eBay."""
    return text[0].islower() and any(c.isupper() for c in text[1:3])
