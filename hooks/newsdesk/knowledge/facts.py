"""Numbers and dates as the sources give them, each with the clause that says of what."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from newsdesk.knowledge.weights import Weigh
from newsdesk.knowledge.words import Language, Word
from newsdesk.records import Extraction, Source, Span

DAY = "a day"  # the unit of what is dated; that of a number is one word ("three days")
_YEARS = range(1500, 2200)
_BEHIND = 12  # characters behind a day within which its hour is given
_HOUR = re.compile(r"\b(\d{1,2})(?::\d\d)? ?([ap])\.?m\b\.?", re.IGNORECASE)
_SCORE = re.compile(r"(?<![\d-])(\d{1,3})(?:[-–]| to )(\d{1,3})(?![\d-])")
_USUAL = 12  # the larger number of a score up to which many are alike


@dataclass(frozen=True, slots=True)
class Fact:
    """A value and what a source gives it for. `about`: the content words of its clause; `unit`: what is counted."""

    source: str
    value: str
    unit: str
    bound: str  # "", "about", "at_least" or "at_most"
    span: Span
    sentence: Span
    paragraph: int
    about: tuple[Word, ...]
    when: frozenset[str]  # other times and years that the sentence names
    told: tuple[Word, ...] = ()  # of a number: the content words of its sentence
    acted: bool = False  # of a day: the syntax tells what it belongs to
    act: str = ""  # of a day: what was done on it; "" where it is not told, or somebody only spoke
    who: frozenset[str] = frozenset()  # the words for who did it, and for what it was done to
    what: frozenset[str] = frozenset()
    part: str = ""  # of a day: the part of it that is given with it
    marks: frozenset[str] = frozenset()  # what tells an event from others: of a number names, of a day rare numbers


def numbers_given(
    source: Source, extraction: Extraction, language: Language, table: Mapping[str, Any]
) -> Iterator[Fact]:
    """The numbers of a source that count something named ("12 people", "€40 million")."""
    dated = [mention.span for mention in extraction.dates]
    named = _names_in(source, extraction)
    for sentence in extraction.sentences:
        paragraph = source.paragraph_at(sentence.start)
        if paragraph is None or paragraph.kind != "text":
            continue
        words = language.words(sentence.of(source.text))
        for k, word in enumerate(words):
            span = Span(sentence.start + word.start, sentence.start + word.end)
            if word.kind != "number" or any(span.overlaps(d) for d in dated):
                continue
            unit = _unit(words, k, table)
            if unit and not _bare_year(word) and _only_one(words, k, unit, table) and not _clock(source.text, span):
                before = " ".join(w.form for w in words[max(0, k - 3) : k])
                about, when = _about(words, k), _when(words, language)
                bound = _bound(before, table)
                marks = named.get(sentence, frozenset())
                told = tuple(w for w in words if w.content and w.kind not in ("number", "time"))
                yield Fact(
                    source.id, word.key, unit, bound, span, sentence, paragraph.n, about, when, told, marks=marks
                )


def _names_in(source: Source, extraction: Extraction) -> Mapping[Span, frozenset[str]]:
    """The names in each sentence, as printed."""
    found: dict[Span, set[str]] = defaultdict(set)
    starts = [sentence.start for sentence in extraction.sentences]
    for mention in extraction.mentions:
        k = bisect_right(starts, mention.span.start) - 1
        if k >= 0 and not mention.weak:
            found[extraction.sentences[k]].add(mention.span.of(source.text).casefold())
    return {sentence: frozenset(names) for sentence, names in found.items()}


def dates_given(source: Source, extraction: Extraction, language: Language, table: Mapping[str, Any]) -> Iterator[Fact]:
    """The days that a source gives for something."""
    telling = set(table["telling"].split())
    starts = [sentence.start for sentence in extraction.sentences]
    for mention in extraction.dates:
        k = bisect_right(starts, mention.span.start) - 1
        if mention.precision != "day" or mention.value is None or k < 0:
            continue
        sentence = extraction.sentences[k]
        words = language.words(sentence.of(source.text))
        place = mention.span.start - sentence.start
        at = next((n for n, word in enumerate(words) if word.end > place), None)
        if at is not None:
            about = tuple(w for w in _about(words, at) if not _inside(w, sentence, mention.span))
            event = mention.event
            part, upto = _part(source.text, mention.span, table)
            yield Fact(
                source.id, mention.value, DAY, "", Span(mention.span.start, upto), sentence, mention.paragraph,
                about, frozenset(),
                acted=event is not None,
                act=language.key(event.word) if event and event.word not in telling else "",
                who=_keys(event.who if event else None, source, language),
                what=_keys(event.what if event else None, source, language),
                part=part,
                marks=_scores(extraction, k, source.text, language),
            )  # fmt: skip


def _part(text: str, day: Span, table: Mapping[str, Any]) -> tuple[str, int]:
    """The part of the day that a date and what follows give ("Tuesday afternoon", "today at 11am"), and its end."""
    words = text[day.start : day.end + _BEHIND]
    if hour := _HOUR.search(words):
        at = int(hour[1]) % 12 + 12 * (hour[2].lower() == "p")
        part, end = next(part for part, until in table["parts"].items() if at < until), hour.end()
    else:
        found = (m for part in table["parts"] if (m := re.search(rf"\b{part}\b", words, re.IGNORECASE)))
        match = next(found, None)
        part, end = (match[0].lower(), match.end()) if match else ("", 0)
    return part, max(day.end, day.start + end)


def _scores(extraction: Extraction, k: int, text: str, language: Language) -> frozenset[str]:
    """The scores ("396-9") of a sentence, and of the next one if that goes on about it; none where days are several."""
    sentences = extraction.sentences
    upto = sentences[k].end
    if k + 1 < len(sentences) and text[upto : sentences[k + 1].start].count("\n") < 1:
        opening = language.words(sentences[k + 1].of(text))[:1]
        upto = sentences[k + 1].end if opening and opening[0].form in language.pronouns else upto
    passage = Span(sentences[k].start, upto)
    days = {mention.value for mention in extraction.dates if passage.contains(mention.span)}
    found = _SCORE.finditer(passage.of(text)) if len(days) == 1 else ()
    return frozenset(f"{m[1]}-{m[2]}" for m in found if max(int(m[1]), int(m[2])) > _USUAL)


def _keys(span: Span | None, source: Source, language: Language) -> frozenset[str]:
    words = language.words(span.of(source.text)) if span else ()
    return frozenset(word.key for word in words if word.content and word.kind != "time")


def one_event(one: Fact, other: Fact) -> bool:
    """Whether two days are of one event: the same act, done to the same thing, by whom nothing speaks against."""
    shared = one.what & other.what
    return bool(
        one.act
        and one.act == other.act
        and ((shared and one.who & other.who) or len(shared) > 1 or (shared and not (one.who and other.who)))
    )


def _inside(word: Word, sentence: Span, span: Span) -> bool:
    return span.overlaps(Span(sentence.start + word.start, sentence.start + word.end))


def _unit(words: Sequence[Word], k: int, table: Mapping[str, Any]) -> str:
    """What a number counts: the sign before it, or the next content word within two words and the clause."""
    if k and words[k - 1].form in ("$", "£", "€"):
        return words[k - 1].key
    if words[k].form.endswith(("st", "nd", "rd", "th")):
        return ""
    for word in words[k + 1 : k + 4]:
        if word.clause != words[k].clause or word.kind == "number" or word.form in table["clock"]:
            return ""
        if word.content:
            return word.key
    return ""


def _bare_year(word: Word) -> bool:
    return word.form.isdigit() and len(word.form) == 4 and int(word.form) in _YEARS


def _clock(text: str, span: Span) -> bool:
    """Whether a number is part of a time of day, a score ("15:30") or odds ("two-in-three")."""
    odds = "-in-" in (text[span.start - 4 : span.start].lower(), text[span.end : span.end + 4].lower())
    return odds or ":" in (text[span.start - 1 : span.start], text[span.end : span.end + 1])


def _only_one(words: Sequence[Word], k: int, unit: str, table: Mapping[str, Any]) -> bool:
    """Whether its clause gives one number of that unit only: of two nobody knows which is which."""
    same = [j for j, word in enumerate(words) if word.kind == "number" and word.clause == words[k].clause]
    return sum(_unit(words, j, table) == unit for j in same) == 1


def _when(words: Sequence[Word], language: Language) -> frozenset[str]:
    return frozenset(
        word.key
        for word in words
        if (word.kind == "time" and language.times.get(word.form) in ("weekday", "month")) or _bare_year(word)
    )


def _about(words: Sequence[Word], k: int) -> tuple[Word, ...]:
    """The content words of the clause around a word, numbers and times left out."""
    return tuple(
        word
        for word in words
        if word.clause == words[k].clause and word.content and word.kind not in ("number", "time")
    )


def _bound(before: str, table: Mapping[str, Any]) -> str:
    for name in ("about", "at_least", "at_most"):
        if any(f" {before} ".endswith(f" {form} ") for form in table[name]):
            return name
    return ""


def names_against(one: Fact, other: Fact) -> bool:
    """Whether each of two clauses names somebody or something that the other does not."""
    names = [{word.key for word in fact.about if word.kind == "name"} for fact in (one, other)]
    return bool(names[0] - names[1] and names[1] - names[0])


@dataclass(frozen=True, slots=True)
class ClauseOverlap:
    """The words that two clauses share: how many, and the weight of these, of the lighter clause, and of both."""

    number: int
    weight: float
    lighter: float
    both: float


def shared_words(one: Sequence[Word], other: Sequence[Word], weigh: Weigh) -> ClauseOverlap:
    """How much the words of two clauses have in common."""
    weights = {word.key: weigh(word) for word in (*one, *other)}
    keys = [{word.key for word in words} for words in (one, other)]
    shared = keys[0] & keys[1]
    lighter = min(sum(weights[key] for key in side) for side in keys)
    return ClauseOverlap(len(shared), sum(weights[key] for key in shared), lighter, sum(weights.values()))


def agree(one: Fact, other: Fact) -> bool:
    """Whether two values can both be right: one bounds the other, or is the other rounded."""
    if one.value == other.value:
        return True
    if one.unit == DAY:
        return False
    a, b = float(one.value), float(other.value)
    for x, y, bound in ((a, b, one.bound), (b, a, other.bound)):
        if (bound == "at_least" and y >= x) or (bound == "at_most" and y <= x):
            return True
        if bound == "about" and abs(x - y) <= 0.1 * max(abs(x), abs(y)):
            return True
    return _rounded(a, b) or _rounded(b, a)


def _rounded(exact: float, rounded: float) -> bool:
    """Whether one number is the other at fewer digits: 499,550 and 500,000."""
    digits = len(f"{rounded:.12g}".replace(".", "").strip("0"))
    more = len(f"{exact:.12g}".replace(".", "").strip("0"))
    return digits < more and float(f"{exact:.{digits}g}") == rounded
