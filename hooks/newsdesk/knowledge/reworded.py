"""Quoted words that outlets print differently: one says "bomb" where the other says "arms", each between marks.

Only a change inside words that both print counts: what one outlet cuts off is no difference, nor is a contraction,
a hyphen, a stop, or a number in figures. Where most words differ, the outlets quote two things that were said.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import combinations, pairwise

from newsdesk.knowledge.words import Language
from newsdesk.records import Difference, Extraction, Quote, Source, Span, Statement

_TOKEN = re.compile(r"\w+(?:[.,'’-]\w+)*|\.\.\.|[…\[\]()—]")
_BROKEN = frozenset(["…", "...", "[", "]", "(", ")", "—"])  # what an outlet put in or left out by its own account
_AROUND, _BESIDE = 5, 2  # words that both print: in all beside a change, and on the shorter side of it
_LONG, _LAST = 3, 2  # words that a change may have, and one at the end of a quote
_MANY = 3  # changes from which on two things were said
_WRITTEN = {"one": "1"}  # a number that is mostly a pronoun
_EXPANDED = (
    (r"n['’]t$", " not"), (r"['’]ve$", " have"), (r"['’]ll$", " will"), (r"['’]re$", " are"), (r"['’]m$", " am"),
    (r"^(he|she|it|that|there|what|who|here)['’]s$", r"\1 is"), (r"^let['’]s$", "let us"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Said:
    """The words of one quote: what is compared, and where it stands."""

    source: Source
    quote: Quote
    spans: tuple[Span, ...]
    forms: tuple[str, ...]

    def around(self, words: range) -> Span:
        """Where words stand, with one on each side, so that words left out have a place too."""
        return Span(self.spans[words.start - 1].start, self.spans[min(words.stop, len(self.spans) - 1)].end)

    def prints(self, words: range) -> bool:
        """Whether they and those beside them stand between two marks, without words of the outlet's."""
        return any(span.contains(self.around(words)) for span in self.quote.spans)


def words_given(
    statements: Iterable[Statement],
    sources: Mapping[str, Source],
    found: Mapping[str, Extraction],
    origins: Mapping[str, str],
    language: Language,
) -> Iterator[Difference]:
    """For each statement the first change of words between two outlets that both print it between marks."""
    for statement in statements:
        if len({origins.get(source) for source in statement.sources}) < 2:
            continue
        said = [
            _said(sources[source], quote)
            for source in statement.sources
            for quote in found[source].quotes
            if quote.id in statement.quotes and quote.kind != "indirect"
        ]
        for one, other in combinations(said, 2):
            if origins.get(one.source.id) != origins.get(other.source.id):
                change = next(_changes(one, other, language), None)
                if change:
                    yield _difference(one, other, *change, found)
                    break


def _said(source: Source, quote: Quote) -> _Said:
    spans = [
        Span(span.start + m.start(), span.start + m.end())
        for span in quote.spans
        for m in _TOKEN.finditer(span.of(source.text))
    ]
    return _Said(source, quote, tuple(spans), tuple(span.of(source.text).lower().replace("’", "'") for span in spans))


def _changes(one: _Said, other: _Said, language: Language) -> Iterator[tuple[range, range]]:
    """The words of both that stand in the place of each other, if they are few among many that both print."""
    matcher = SequenceMatcher(None, one.forms, other.forms, autojunk=False)
    blocks = [block for block in matcher.get_matching_blocks() if block.size]
    gaps = [(range(a.a + a.size, b.a), range(a.b + a.size, b.b)) for a, b in pairwise(blocks)]
    if blocks:
        last = blocks[-1]
        gaps.append((range(last.a + last.size, len(one.forms)), range(last.b + last.size, len(other.forms))))
    told = [k for k, gap in enumerate(gaps) if _tells(one, other, *gap, language)]
    if len(told) - (told[-1:] == [len(blocks) - 1]) >= _MANY:
        return
    for before, k, after in zip([-1, *told], told, [*told[1:], len(blocks)], strict=False):
        here, there = gaps[k]
        kept = [sum(block.size for block in blocks[at]) for at in (slice(before + 1, k + 1), slice(k + 1, after + 1))]
        if _is_change(one, other, here, there, kept, at_end=k == len(blocks) - 1):
            yield here, there


def _is_change(one: _Said, other: _Said, here: range, there: range, kept: Sequence[int], at_end: bool) -> bool:
    """Whether few words stand in the place of each other beside `kept` ones, the outlets' own marks aside.

    At the end of a quote one word for another is a change, and anything else a cut.
    """
    sizes = (len(here), len(there))
    if at_end and (min(sizes) < 1 or max(sizes) > _LAST or kept[0] < _AROUND):
        return False
    around = (*_forms(one, here), *_forms(other, there))
    return (
        max(sizes) <= _LONG
        and sum(kept) >= _AROUND
        and (at_end or min(kept) >= _BESIDE)
        and _BROKEN.isdisjoint(around)
        and one.prints(here)
        and other.prints(there)
    )


def _forms(said: _Said, words: range) -> tuple[str, ...]:
    return said.forms[words.start - 1 : words.stop + 1]


def _one_wording(one: _Said, other: _Said, here: range, there: range, language: Language) -> bool:
    """Whether the words are the same but for how they are written."""
    left, right = (_plain([said.forms[k] for k in at], language) for said, at in ((one, here), (other, there)))
    return left == right


def _plain(forms: Sequence[str], language: Language) -> str:
    text = " ".join(forms)
    for pattern, full in _EXPANDED:
        text = " ".join(re.sub(pattern, full, form) for form in text.split())
    text = re.sub(r"[-']", " ", text)
    numbers = _WRITTEN | {word.form: word.key for word in language.words(text) if word.kind == "number"}
    return re.sub(r"[^\w]|_", "", " ".join(numbers.get(form, form) for form in text.split()))


def _tells(one: _Said, other: _Said, here: range, there: range, language: Language) -> bool:
    """Whether a change is of words that say something: not of a "that", an ending, or how something is written."""
    if _one_wording(one, other, here, there, language):
        return False
    keys = [
        {language.key(said.forms[k]) for k in at if said.forms[k] not in language.fillers}
        for said, at in ((one, here), (other, there))
    ]
    return keys[0] != keys[1]


def _difference(one: _Said, other: _Said, here: range, there: range, found: Mapping[str, Extraction]) -> Difference:
    places = []
    for said, at in ((one, here), (other, there)):
        words = said.around(at)
        sentence = next((s for s in found[said.source.id].sentences if s.contains(words)), words)
        paragraph = said.source.paragraph_at(words.start)
        places.append((said.source.id, words, sentence, paragraph.n if paragraph else said.quote.paragraph))
    return Difference("words", "", tuple(sorted(places, key=lambda place: (place[0], place[1]))))
