"""Products by their form: a code ("A380"), a number after its maker ("Boeing 787") or its line ("Model 3")."""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsdesk.extraction.names.name_spans import NameSpan, make, ranked
from newsdesk.extraction.names.words import NameTables, fold
from newsdesk.extraction.syntax import Doc, Token

CODE = re.compile(r"(?=\w*\d)(?=\w*[A-Za-z])[A-Z][A-Za-z]{0,3}-?\d{1,4}[A-Za-z]{0,3}|i[A-Z][a-z]+\w*|\d{3}-\d{1,3}\w*")
_NUMBER = re.compile(r"[1-9]\d{2,3}s?(-\d{1,3}\w{0,3})?")
BILL = re.compile(r"[SH]B-?\d+")
_VERSION = re.compile(r"\d{1,4}[a-z]?|[A-Z]|[XVI]+|\d\.\d")


def capital(token: Token) -> bool:
    """Whether a token looks like a part of a name."""
    return token.text[0].isupper() and token.text not in ("I", "A")


def product_at(doc: Doc, i: int, at: dict[int, NameSpan], words: NameTables) -> Iterator[NameSpan]:
    """The product whose code or number is token `i`; `at` are the names found so far, by token."""
    tokens, token = doc.tokens, doc.tokens[i]
    code = (
        bool(CODE.fullmatch(token.text))
        and not BILL.fullmatch(token.text)
        and token.ent_type not in ("DATE", "TIME", "MONEY")
    )
    if not code and not _NUMBER.fullmatch(token.text) and not _VERSION.fullmatch(token.text):
        return
    known = at.get(i)
    if not code and _NUMBER.fullmatch(token.text) and token.ent_type == "PRODUCT":
        yield from _of_its_maker(doc, i, at)
    if known is not None and known.type not in ("product", "organisation"):
        return
    first = _first(tokens, i, at, words, code)
    if first is None:
        return
    if first < i and tokens[first].lower in ("first", "second", "third", "new", "last"):
        first += 1
    last = i if known is None else max(i, known.last.i)
    while last + 1 < len(tokens) and _goes_on(tokens, last, at, words, code):
        last += 1
    if not ranked(tokens[last], words):
        yield make(doc, first, last, "product", "product code", 3)


def _of_its_maker(doc: Doc, i: int, at: dict[int, NameSpan]) -> Iterator[NameSpan]:
    """The product that a number is after its maker's possessive: "Hallam's 747" is the "Hallam 747"."""
    maker = at.get(i - 2)
    if maker is not None and maker.type == "organisation" and doc.tokens[i - 1].text in ("'s", "’s"):
        found = make(doc, i, i, "product", "product code", 3)
        found.words = (*maker.words, *found.words)
        yield found


def _first(tokens: list[Token], i: int, at: dict[int, NameSpan], words: NameTables, code: bool) -> int | None:
    """Where the product's name begins: with its maker or its line if one stands directly before; None: no product."""
    token = tokens[i]
    before = tokens[i - 1] if i and tokens[i - 1].sent == token.sent else None
    maker = at.get(i - 1) if before is not None else None
    if before is not None and fold(before.text) in words.product_lines and capital(before):
        if not (_VERSION.fullmatch(token.text) or code):
            return None
        return maker.first.i if maker is not None and maker.type != "person" else i - 1
    if maker is not None and maker.last.i == i - 1 and maker.type in ("organisation", "product"):
        if not code and (not _NUMBER.fullmatch(token.text) or re.fullmatch(r"(19|20)\d\d", token.text)):
            return None
        if not code and token.dep == "nummod" and not maker.first.i <= token.head.i <= maker.last.i:
            return None  # "at Boeing 200 people"
        return maker.first.i
    if maker is not None and maker.first.i <= i <= maker.last.i:
        return maker.first.i
    return i if code else None


def _goes_on(tokens: list[Token], last: int, at: dict[int, NameSpan], words: NameTables, code: bool) -> bool:
    """Whether the token after `last` still belongs to the product: "-200", "M", "Nano", "Music Store"."""
    token, follows = tokens[last], tokens[last + 1]
    if follows.start == token.end:
        after = tokens[last + 2] if last + 2 < len(tokens) else None
        joins = after is not None and after.start == follows.end and after.text[0].isdigit()
        return (follows.text == "-" and joins) or follows.text.isupper() or follows.text.isdigit()
    if follows.sent != token.sent or not capital(follows) or follows.pos not in ("PROPN", "NOUN", "ADJ", "NUM"):
        return False
    taken = at.get(last + 1)
    if taken is not None and (taken.type in ("person", "place", "event") or fold(follows.text) in words.tails):
        return False
    return fold(follows.text) in words.product_tails or (
        (
            code
            and follows.dep
            in (
                "compound",
                "nmod",
                "nummod",
                "pobj",
                "dobj",
                "nsubj",
                "conj",
                "appos",
                "ROOT",
                "attr",
                "poss",
                "nsubjpass",
            )
            and fold(follows.text) not in words.tails
            and token.head is follows
        )
        or (token.dep == "compound" and code and fold(follows.text) not in words.tails)
    )
