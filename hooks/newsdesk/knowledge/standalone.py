"""Whether a sentence can stand alone, and what may be cut from it without changing what it says."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from operator import attrgetter

from newsdesk.knowledge.words import Language, Word
from newsdesk.records import Span

_LONG = 40  # words from which a sentence is cut at a clause boundary, if it has a fitting one
_ENOUGH = 14  # words that must stay
_SUBJECT = 60  # characters within which a sentence names whom it tells of
_BOUNDARY = re.compile(r";\s|,?\s[—–]\s|—|,\s(?=(?:which|who|where|while)\s)")


def closed(sentence: str) -> bool:
    """Whether it begins and ends as a sentence, and closes all quotation marks and brackets that it opens."""
    begins = sentence.lstrip("\"“‘'([—–- ")[:1]
    ends = re.search(r"[.!…][\"”’')\]]*\s*$", sentence)
    balanced = sentence.count("“") == sentence.count("”") and sentence.count('"') % 2 == 0
    return (
        not (begins.islower() or begins in ",;:")
        and bool(ends)
        and balanced
        and sentence.count("(") == sentence.count(")")
    )


def cut_short(span: Span, text: str, language: Language) -> bool:
    """Whether a sentence was parted at an abbreviation: "Ariz." ends it, or the one before it."""
    before, behind = text[max(0, span.start - 12) : span.start], text[span.end : span.end + 2]
    ends = language.abbreviated.search
    return bool(ends(before) or (ends(span.of(text)) and behind.strip()))


def leaning(
    span: Span, text: str, words: Sequence[Word], spoken: Sequence[Span], named: Sequence[Span], language: Language
) -> float:
    """How much a sentence leans on others, from 0: it names whom it tells of, to 1: a pronoun or a quote opens it.

    `spoken`: spans between marks; `named`: spans that name somebody or something; both in text order. An "I" or "you"
    is somebody's in a conversation that the sentence does not name.
    """
    quoted = sum(min(s.end, span.end) - max(s.start, span.start) for s in _near(spoken, span) if s.overlaps(span))
    if not words or quoted > len(span) / 2 or span.of(text)[0] in "“‘\"'":
        return 1.0
    first = min((name.start for name in _near(named, span) if span.contains(name)), default=span.end) - span.start
    opening = {word.form for word in words[:2]} if words[0].form in language.connectives else {words[0].form}
    aside = words[0].form.endswith("ing") or words[0].form in language.asides
    if opening & language.pronouns or (aside and any(w.form in language.pronouns for w in words if w.start < first)):
        return 1.0
    if opening & (language.connectives | language.partial) or language.follows_on.match(span.of(text)):
        return 0.8
    if any(word.form in language.goes_on for word in words[:5]) or language.refers_back.match(span.of(text)):
        return 0.8
    if any(word.form in language.conversation for word in words):
        return 0.6
    if named and first > _SUBJECT and words[0].form == "the":  # "The measure also allows …"
        return 0.6
    if first > _SUBJECT or words[0].form.endswith("ing"):
        return 0.4
    return 0.3 if quoted or re.search(r"[“\"]", span.of(text)) else 0.0


def _near(spans: Sequence[Span], span: Span) -> Sequence[Span]:
    """Those of some spans in text order that may reach into one: those that begin in it, and the one before them."""
    first = bisect_left(spans, span.start, key=attrgetter("start"))
    return spans[max(0, first - 1) : bisect_left(spans, span.end, key=attrgetter("start"))]


def trimmed(span: Span, text: str, language: Language) -> Span:
    """The sentence without an opening connective ("But", "However,") and, if long, without a closing side clause.

    A clause is kept that says by whom, on what condition or against what the rest is said.
    """
    sentence = span.of(text)
    start, end = span.start, span.end
    opening = re.match(r"(\w+(?: \w+)?),?\s+", sentence)
    for length in (2, 1):
        form = " ".join(opening[1].split()[:length]).lower() if opening else ""
        mark = ",?" if form in language.joining else ","
        cut = re.match(rf"{re.escape(form)}{mark}\s+", sentence, re.IGNORECASE)
        if form in language.connectives and cut:
            start += cut.end()
            break
    begins = sentence.split(" ", 1)[0].lower()
    aside = begins.endswith("ing") or begins in language.asides
    if len(sentence.split()) > _LONG and not aside:  # its subject may be in what is cut
        for match in reversed(list(_BOUNDARY.finditer(sentence))):
            rest = {word.form for word in language.words(sentence[match.end() :])}
            kept = sentence[: match.start()]
            if len(kept.split()) >= _ENOUGH and not rest & language.bearing and _even(kept):
                end = span.start + match.start()
    return Span(start, end)


def _even(text: str) -> bool:
    return text.count("“") == text.count("”") and text.count('"') % 2 == 0 and text.count("(") == text.count(")")
