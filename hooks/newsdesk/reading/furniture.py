"""What stands between the lines of an article and is no part of it: tickers, prompts, notices, credits, captions."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise

from newsdesk.reading.lexicon import load_lexicon
from newsdesk.records import Edit, Span
from newsdesk.records.source import ParagraphKind

MAX_WORDS = 60
MAX_LENGTH = 500  # characters; a longer paragraph is never furniture, and patterns stay quick
MAX_CUT = 4  # paragraphs of furniture that may stand inside a sentence
_NARROW, _WIDE = 50, 120  # characters: widths that texts are wrapped to
_WRAPS = 4  # so many breaks tell
_SLACK = 3  # characters that a line may be shorter than need be
_LINE = re.compile(r"\S[^\n]*")
_TICKER = re.compile(
    r"[ ](?P<ticker>[A-Z]{1,5})(?:\.[A-Z]{1,2})?[ ](?P<sign>[-+−–▲▼↑↓]?)[ ]?\d{1,3}\.\d\d?[ ]?%"
    r"(?:(?:increase|decrease|unchanged);? ?(?:(?:green|red|gr[ae]y) )?(?:(?:up|down) )?pointing triangle)?"
    r"(?=[ ]+[a-z]|[,;:]|’s|'s|[ ]*$)",
    re.MULTILINE,
)
_LAST_WORD = re.compile(r"(\w+)\.?$")
_LONGEST_END = 40  # characters of what ends a company's name


@dataclass(frozen=True, slots=True)
class Furniture:
    """What a paragraph was recognised as; `cuts`: it may stand in the middle of a sentence."""

    rule: str
    kind: ParagraphKind
    cuts: bool


@cache
def _patterns() -> tuple[tuple[Furniture, re.Pattern[str]], ...]:
    table = load_lexicon().tables["boilerplate"]
    kinds: tuple[ParagraphKind, ...] = ("boilerplate", "caption")
    return tuple(
        (Furniture(rule, kind, entry.get("cuts", False)), _compiled(entry["patterns"]))
        for kind in kinds
        for rule, entry in table[kind].items()
    )


def _compiled(patterns: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{p})" for p in patterns), re.IGNORECASE)


@cache
def _prose() -> re.Pattern[str]:
    return _compiled(load_lexicon().tables["boilerplate"]["prose"])


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return _compiled([load_lexicon().tables["boilerplate"][name]])


@cache
def _company() -> frozenset[str]:
    return frozenset(load_lexicon().tables["boilerplate"]["company_ends"])


@cache
def _glued() -> re.Pattern[str]:
    starts = "|".join(load_lexicon().tables["boilerplate"]["glued"])
    return re.compile(rf"(?<=[.!?”\"’')\]])[ ]+(?={starts})", re.IGNORECASE)


@lru_cache(maxsize=16_384)
def furniture(paragraph: str) -> Furniture | None:
    """What kind of furniture a paragraph is; None for the article's own text."""
    text = paragraph.strip().rstrip(".").rstrip() or paragraph.strip()
    if len(text) > MAX_LENGTH or text.count(" ") >= MAX_WORDS:
        return None
    found = next((found for found, pattern in _patterns() if pattern.fullmatch(text)), None)
    return None if found and _prose().search(text) else found


def opens_list(paragraph: str) -> bool:
    """Whether a paragraph is a heading such as "Related stories", with titles of other articles below it."""
    return len(paragraph) <= MAX_LENGTH and _pattern("lists").fullmatch(paragraph) is not None


def inline_tickers(text: str) -> list[Edit]:
    """A ticker and its change right behind a company's name ("Tesla Inc. TSLA 0.26% will") go."""
    return [Edit(m.start(), m.end(), "", "inline_tickers") for m in _TICKER.finditer(text) if _behind_its_name(m)]


def _behind_its_name(m: re.Match[str]) -> bool:
    """Behind "Inc." and the like; behind another name only with a sign, or if its letters stand in the name."""
    before = m.string[max(0, m.start() - 60) : m.start()]
    if _ends_in_company(before):
        return True
    name = re.search(r"(?:(?<!\w)[A-Z]\w*[a-z]\w*[ ]?){1,3}$", before)
    if name is None or m["ticker"] in load_lexicon().tables["boilerplate"]["no_tickers"]:
        return False
    letters = iter(name[0].lower())
    return bool(m["sign"]) or (len(m["ticker"]) > 1 and all(ch in letters for ch in m["ticker"].lower()))


def cut_sentences(text: str) -> list[Edit]:
    """Furniture between the two halves of a sentence goes, and the sentence is whole again."""
    lines = [Span(m.start(), m.start() + len(m[0].rstrip())) for m in _LINE.finditer(text)]
    edits, k = [], 0
    while k < len(lines):
        stop, head = k + 1, lines[k].of(text)
        between: list[Furniture] = []
        while stop < len(lines) and stop - k <= MAX_CUT and (found := _cutting(lines[stop].of(text), head)):
            between.append(found)
            stop += 1
        if between and stop < len(lines) and _one_sentence(head, lines[stop].of(text), between, k == 0):
            edits += _joined(text, lines[k].end, lines[stop].start, "cut_sentences")
        k = stop if between else k + 1
    return edits


def hard_wraps(text: str) -> list[Edit]:
    """The line breaks of a text wrapped to a width, as mails and old archives are, are spaces.

    A text is wrapped if no line is longer than its width and nearly every break was needed: the next line's
    first word would have been too much. Lists, verse and one line a paragraph are not.
    """
    lines = [(m.start(), m.end(), len(m[0].rstrip())) for m in re.finditer(r"[^\n]*\n?", text)]
    width = max((size for _, _, size in lines), default=0)
    if not _NARROW <= width <= _WIDE:
        return []
    breaks, needed = 0, []
    for (start, end, size), (after, _, following) in pairwise(lines):
        if size and following:
            breaks += 1
            word = text[after : after + _WIDE].split(None, 1)[0]
            if size + 1 + len(word) > width - _SLACK:
                needed.append((start + size, end))
    if len(needed) < _WRAPS or len(needed) < 0.8 * breaks:
        return []
    return [edit for at, end in needed for edit in _joined(text, at, end, "hard_wraps")]


def broken_lines(text: str) -> list[Edit]:
    """A sentence broken over two paragraphs without reason is joined: it stops after a small word, goes on in small."""
    lines = [Span(m.start(), m.start() + len(m[0].rstrip())) for m in _LINE.finditer(text)]
    edits = []
    for k, (a, b) in enumerate(pairwise(lines)):
        if k == 0 or len(a) < 60 or len(b) < 20 or not text[b.start].islower():
            continue
        if re.search(r"(?:^|\s)[a-z]+,?$", text[max(a.start, a.end - 30) : a.end]) and _plain_word(b.of(text)):
            edits += _joined(text, a.end, b.start, "broken_lines")
    return edits


def glued_notices(text: str) -> list[Edit]:
    """A notice printed at the end of a paragraph ("… he said. All rights reserved.") gets a paragraph of its own."""
    edits = []
    for line in _LINE.finditer(text):
        start = max(line.start(), line.end() - MAX_LENGTH)  # a notice is short
        for m in _glued().finditer(text, start, line.end()):
            if furniture(text[m.end() : line.end()]) and not furniture(line[0]):
                edits.append(Edit(m.end() - 1, m.end(), "\n", "glued_notices"))
                break
    return edits


_BARE_TICKER = Furniture("ticker", "boilerplate", True)


def _cutting(line: str, head: str) -> Furniture | None:
    """What may stand inside a sentence: furniture of such a kind, or a ticker by itself behind a company's name."""
    found = furniture(line)
    if found is None and len(line) < 10 and _ends_in_company(head):
        return _BARE_TICKER if _pattern("bare_ticker").fullmatch(line) else None
    return found if found and found.cuts else None


def _one_sentence(head: str, tail: str, between: list[Furniture], first: bool) -> bool:
    """Whether two paragraphs are halves of one sentence. A headline (`first`) is taken for none without proof."""
    company = _ends_in_company(head)
    if _goes_on(tail):
        return company or (not first and (head[-1].isalnum() or head[-1] in ",—–-("))
    short = head.count(" ") < 8 and not furniture(tail)
    return company and short and not first and all(f.rule == "ticker" for f in between) and tail[0].isupper()


def _goes_on(tail: str) -> bool:
    return (tail[0].islower() and not furniture(tail)) or tail[0] in ",;:)" or tail[:2] in ("’s", "'s")


def _plain_word(line: str) -> bool:
    word = line.split(None, 1)[0].rstrip(",.;:")
    return word.isalpha() and word.islower()


def _ends_in_company(head: str) -> bool:
    last = _LAST_WORD.search(head[-_LONGEST_END:])
    return last is not None and last[1].lower() in _company()


def _joined(text: str, end: int, start: int, rule: str) -> list[Edit]:
    """Remove what stands from `end` to `start`, but for one space where a space belongs."""
    if text[start] in ",;:)" or text[start : start + 2] in ("’s", "'s"):
        return [Edit(end, start, "", rule)]
    kept = [Edit(start - 1, start, " ", rule)]
    return [Edit(end, start - 1, "", rule), *kept] if end < start - 1 else kept
