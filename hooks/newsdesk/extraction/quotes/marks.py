"""Quotation marks → quoted stretches: a state machine, one paragraph at a time.

Each mark may open, close, close-and-reopen, or be no quotation mark at all (an apostrophe, feet and inches).
Which it does is the cheapest reading of the whole paragraph (Viterbi's algorithm over the nesting of marks), the
prices being those of `data/quotemarks.yml`: so a wrong glyph, a missing mark or an odd apostrophe costs a little
where it stands instead of turning everything after it inside out. Nothing but the question whether a quote is still
open crosses the border of a paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from newsdesk.extraction.quotes.forgotten import forgotten_end
from newsdesk.records import Lexicon, Paragraph, Source, Span

OPENING, CLOSING, STRAIGHT = "“„‟«「『‘‛‹", "”»」』’›", "\"＂'"
DOUBLE = '“„‟”«»"＂「」『』'
DOUBLED = {"``": "“", "''": '"', "‘‘": "“", "’’": "”"}  # two singles typed for a double
# A single mark between two letters or digits is an apostrophe and never looked at.
MARK = re.compile(r"``|''(?!\w'')|‘‘|’’|[“”„‟«»\"＂「」『』]|(?<!\w)['‘’‛‹›]|['‘’‛‹›](?!\w)")
ATTRIBUTE = re.compile(r"=([\"”])[^\"”<>\n]*[\"”]")  # of left-over HTML
LABEL = re.compile(r"\s*([A-Z][A-Z.’'-]+(?: [A-Z][A-Z.’'-]+){0,3}):\s+(?=\S)")  # PENCE: Well, …
# “We rebuild it. — Ann Lee, mayor”
SIGNED = re.compile(
    r"[.!?…,]\s*(?P<dash>[―—–]|--)\s*(?P<name>[A-Z][\w.’'-]+(?: (?:[A-Z][\w.’'-]*|de|van|von|der|la|al|bin)){0,4})"
    r"(?:, [^“”\"\n]{2,80})?\s*$"
)
DEPTH = 3
_BLOCK = 8  # paragraphs of a block in one pair of marks

# What a mark can do. REOPEN closes nothing in print: the stretch before it was never closed.
OPEN, CLOSE, REOPEN, PLAIN = "open", "close", "reopen", "plain"


@dataclass(frozen=True, slots=True)
class Stretch:
    """The words between two outermost marks of one paragraph, without the marks and edge blanks.

    `outer` is the same with its marks. `single`: opened by a single mark. `closed`: False where the paragraph ended
    first. `continued`: goes on a stretch that the paragraph before left open. `label`: the speaker's name where a
    transcript puts it behind the mark (“PENCE: Well, …”); `signed`: the same where a pull quote puts it at the end
    (“We rebuild. — Ann Lee”). They are no part of the words.
    """

    span: Span
    outer: Span
    paragraph: int
    single: bool
    closed: bool
    continued: bool
    label: Span | None = None
    signed: Span | None = None


@dataclass(frozen=True, slots=True)
class _Mark:
    start: int
    end: int
    glyph: str
    single: bool


@dataclass(frozen=True, slots=True)
class _State:
    """One reading so far: the open marks ("d" or "s", outermost first), its price, what the last mark did, and the
    reading before it. No reading holds all that its marks did: there may be 100,000 of them.
    """

    stack: str
    price: float
    act: str = ""
    before: _State | None = None

    def acts(self) -> list[str]:
        """What each mark did."""
        found, state = [], self
        while state.before is not None:
            found.append(state.act)
            state = state.before
        return found[::-1]


def quoted_stretches(source: Source, lexicon: Lexicon) -> list[Stretch]:
    """All outermost quoted stretches of a source, in order; boilerplate is left out."""
    price = _Prices(lexicon)
    found: list[Stretch] = []
    paragraphs = [p for p in source.paragraphs if p.kind != "boilerplate"]
    left_open, block_until = "", -1
    for k, paragraph in enumerate(paragraphs):
        following = paragraphs[k + 1] if k + 1 < len(paragraphs) else None
        goes_on = following is not None and _begins_quoted(source.text, following)
        block_until = max(block_until if left_open else -1, _block_from(source.text, paragraphs, k))
        stretches, left_open = _read(source.text, paragraph, left_open, goes_on, price, block=block_until >= k)
        mended = [_ended(source.text, stretch, lexicon) for stretch in stretches]
        if stretches and mended[-1] is not stretches[-1]:
            left_open = ""
        found += mended
    return found


def _block_from(text: str, paragraphs: Sequence[Paragraph], first: int) -> int:
    """The last paragraph of a block that is quoted whole and has marks at its two ends alone; -1 if none begins there.

    Marks of the same kind may stand inside it: “We were told “wait” by them. … [next paragraph] … That is all.”
    """
    if not _begins_quoted(text, paragraphs[first]) or _surplus(text, paragraphs[first]) < 1:
        return -1
    for k in range(first + 1, min(first + _BLOCK, len(paragraphs))):
        if _begins_quoted(text, paragraphs[k]) or _surplus(text, paragraphs[k]) > 0:
            return -1
        if _surplus(text, paragraphs[k]) < 0:
            return k if paragraphs[k].span.of(text).rstrip().endswith("”") else -1
    return -1


def _surplus(text: str, paragraph: Paragraph) -> int:
    words = paragraph.span.of(text)
    return words.count("“") - words.count("”")


def _ended(text: str, stretch: Stretch, lexicon: Lexicon) -> Stretch:
    """A stretch that no mark closes, ended where its mark was forgotten; any other as it is."""
    end = None if stretch.closed else forgotten_end(text, stretch.span, lexicon)
    if end is None:
        return stretch
    return replace(stretch, span=Span(stretch.span.start, end), outer=Span(stretch.outer.start, end))


def _begins_quoted(text: str, paragraph: Paragraph) -> bool:
    head = text[paragraph.span.start : paragraph.span.start + 4].lstrip()
    return head[:1] in OPENING + STRAIGHT or head[:2] in DOUBLED


class _Prices:
    """The table of prices, and the words that follow a closing mark ("said", "he added")."""

    def __init__(self, lexicon: Lexicon) -> None:
        table = lexicon.tables["quotemarks"]
        self.of: Mapping[str, float] = table["prices"]
        self.two_singles: bool = table["two_singles_are_a_mark"]
        self.elided = re.compile(table["elided"], re.IGNORECASE)
        self.attribution = _attribution(lexicon)

    def open(self, text: str, mark: _Mark, stack: str) -> float:
        before, after = text[mark.start - 1 : mark.start], text[mark.end : mark.end + 1]
        price = self.of["open_by_closing_glyph"] if mark.glyph in CLOSING else 0.0
        if before.isalnum():
            price += self.of["open_after_letter"]
        elif before and before in ",.;!?":
            price += self.of["open_after_stop"]
        if not after or after.isspace():
            price += self.of["open_before_space"]
            if mark.glyph in "»›":
                price += self.of["open_by_arrow"]
        if mark.single and not stack:
            price += self.of["open_single"]
        kind = "s" if mark.single else "d"
        if stack and stack[-1] == kind:
            price += self.of["nest_same"]
        return price

    def close(self, text: str, mark: _Mark, opened: str) -> float:
        before, after = text[mark.start - 1 : mark.start], text[mark.end : mark.end + 1]
        price = self.of["close_by_opening_glyph"] if mark.glyph in OPENING else 0.0
        if mark.single != (opened == "s"):
            price = max(price, self.of["close_by_other_kind"])
        if before.isspace():
            price += self.of["close_after_space"]
        if after.isalnum():
            price += self.of["close_before_letter"]
        if not after or after == "\n":
            price += self.of["close_at_end"]
        if self.attribution.match(text, mark.end):
            price += self.of["close_before_attribution"]
        return price

    def plain(self, text: str, mark: _Mark, stack: str) -> float:
        before = text[mark.start - 1 : mark.start]
        if not mark.single:
            return self.of["plain_inches"] if before.isdigit() and mark.glyph in '"”' else self.of["plain_double"]
        if mark.glyph in "‘‛‹›":
            return self.of["plain_opening_single"]
        if before.isdigit() or self.elided.match(text, mark.end):
            return self.of["plain_elided"]
        if before.isalpha():  # states’ rights, goin’: behind it stands no letter, see MARK
            return self.of["plain_after_s"] if before in "sS" else self.of["plain_after_letter"]
        return self.of["plain_single"]


@lru_cache(maxsize=4)
def _attribution(lexicon: Lexicon) -> re.Pattern[str]:
    """What follows a closing mark: an attribution such as " said", " he added", " Ms. Lee told"."""
    verbs = "|".join(sorted(lexicon.tables["quotemarks"]["said"], key=len, reverse=True))
    return re.compile(
        rf" ?(?:(?:he|she|they|I|we|(?:(?:Mr|Mrs|Ms|Dr)\. )?[A-Z][\w’-]+(?: [A-Z][\w’-]+)?) )?(?:{verbs})\b"
    )


def _read(
    text: str, paragraph: Paragraph, left_open: str, goes_on: bool, price: _Prices, block: bool
) -> tuple[list[Stretch], str]:
    """The stretches of one paragraph, and what it leaves open ("d", "s" or ""); `block`: it is one of a block."""
    marks, span = _marks(text, paragraph.span, price.two_singles), paragraph.span
    if not marks and block and left_open:
        whole = (span.start, span.end, span.start, span.end)
        return list(_stretch(text, paragraph.n, *whole, left_open == "s", False, True)), left_open
    if not marks:
        return [], ""
    states = {"": _State("", 0.0)}
    begins = _begins_quoted(text, paragraph)
    if left_open and not begins:  # the words go on without a new opening mark
        states[left_open] = _State(left_open, 0.0 if block else price.of["go_on_unmarked"])
    for mark in marks:
        states = _step(text, mark, states, price, again=not block)
    open_end = price.of["end_open_goes_on"] if goes_on or block else price.of["end_open"]

    def total(state: _State) -> float:
        return state.price + sum(open_end if k == "d" else price.of["end_open_single"] for k in state.stack)

    best = min(states.values(), key=total)
    acts = best.acts()
    resumed = left_open if len(best.stack) != _balance(acts) else ""
    stretches = list(_stretches(text, paragraph, marks, acts, resumed, bool(left_open) and begins))
    return stretches, best.stack[:1]


def _balance(acts: Sequence[str]) -> int:
    return sum((act == OPEN) - (act == CLOSE) for act in acts)


def _marks(text: str, span: Span, two_singles: bool) -> list[_Mark]:
    """What may be a quotation mark within a span. '' counts where `` opens, or where the lexicon says so."""
    matches = list(MARK.finditer(text, span.start, span.end))
    two_singles = two_singles or any(match[0] == "``" for match in matches)
    attributes = [m.span() for m in ATTRIBUTE.finditer(text, span.start, span.end)]
    found = []
    for match in matches:
        if match[0] == "''" and not two_singles:
            continue
        if attributes and any(start <= match.start() < end for start, end in attributes):
            continue
        glyph = DOUBLED.get(match[0], match[0])
        found.append(_Mark(match.start(), match.end(), glyph, glyph not in DOUBLE))
    return found


def _step(text: str, mark: _Mark, states: dict[str, _State], price: _Prices, again: bool) -> dict[str, _State]:
    """Every reading with one more mark; of those that leave the same marks open the cheapest.

    `again`: whether a mark may open a quote anew that none has closed.
    """
    best: dict[str, _State] = {}

    def offer(state: _State, stack: str, more: float, act: str) -> None:
        total = state.price + more
        if stack not in best or total < best[stack].price:
            best[stack] = _State(stack, total, act, state)

    kind = "s" if mark.single else "d"
    for stack, state in states.items():
        offer(state, stack, price.plain(text, mark, stack), PLAIN)
        if len(stack) < DEPTH:
            offer(state, stack + kind, price.open(text, mark, stack), OPEN)
        if stack:
            offer(state, stack[:-1], price.close(text, mark, stack[-1]), CLOSE)
        if again and stack == kind:
            offer(state, stack, price.open(text, mark, "") + price.of["reopen"], REOPEN)
    return best


def _stretches(
    text: str, paragraph: Paragraph, marks: list[_Mark], acts: Sequence[str], resumed: str, continued: bool
) -> Iterator[Stretch]:
    first = paragraph.span.start
    depth, start, inner, single, goes_on = len(resumed), first, first, resumed == "s", bool(resumed)
    for mark, act in zip(marks, acts, strict=True):
        if act in (CLOSE, REOPEN):
            depth -= 1
            if depth == 0:
                end = mark.end if act == CLOSE else mark.start
                yield from _stretch(text, paragraph.n, inner, mark.start, start, end, single, act == CLOSE, goes_on)
        if act in (OPEN, REOPEN):
            if depth == 0:
                start, inner, single = mark.start, mark.end, mark.single
                goes_on = continued and not text[first:start].strip()
            depth += 1
    if depth:
        end = paragraph.span.end
        yield from _stretch(text, paragraph.n, inner, end, start, end, single, False, goes_on)


def _stretch(
    text: str, n: int, inner: int, end: int, start: int, stop: int, single: bool, closed: bool, continued: bool
) -> Iterator[Stretch]:
    label = LABEL.match(text, inner, end)
    if label:
        inner = label.end()
    signed = SIGNED.search(text[inner:end])
    if signed and text[start - 1 : start] in ("", "\n") and text[stop : stop + 1] in ("", "\n"):
        signature = Span(inner + signed.start("name"), inner + signed.end("name"))
        end = inner + signed.start("dash")
    else:
        signature = None
    words = text[inner:end]
    inner += len(words) - len(words.lstrip())
    end -= len(words) - len(words.rstrip())
    if any(c.isalnum() for c in text[inner:end]):
        yield Stretch(
            Span(inner, end), Span(start, stop), n, single, closed, continued,
            Span(*label.span(1)) if label else None, signature,
        )  # fmt: skip
