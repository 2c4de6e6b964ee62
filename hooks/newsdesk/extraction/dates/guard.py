"""Forms that look like dates and are none: names, the modal verb "may", amounts, days of their own kind."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from newsdesk.extraction.dates.patterns import DatePattern, words
from newsdesk.extraction.syntax import Doc, Token
from newsdesk.records import Lexicon

NAMES = frozenset({"PERSON", "ORG", "WORK_OF_ART", "LAW", "FAC", "PRODUCT", "GPE", "LOC", "NORP"})


@dataclass(frozen=True, slots=True)
class Surroundings:
    """A form in its surroundings."""

    form: DatePattern
    tokens: list[Token]
    before: Token | None
    after: Token | None
    doc: Doc
    lexicon: Lexicon


def objection(form: DatePattern, doc: Doc, lexicon: Lexicon) -> str:
    """Why a form is no date here; "" where nothing speaks against it."""
    tokens = doc.tokens_in(form.span)
    if not tokens:
        return "not parsed"
    first, last = tokens[0].i, tokens[-1].i
    sentence = doc.sentence_of(tokens[0])
    before = doc.tokens[first - 1] if first > sentence[0].i else None
    after = doc.tokens[last + 1] if last < sentence[-1].i else None
    check = CHECKS.get(form.rule)
    return check(Surroundings(form, tokens, before, after, doc, lexicon)) if check else ""


def _month(at: Surroundings) -> str:
    table, month, which = at.lexicon.tables["dates"], at.form.part["month"], "which" in at.form.part
    name = _token_of(month, at)
    which = which or "of_year" in at.form.part
    leading = at.tokens[0].lower if at.tokens[0] is not name else at.before.lower if at.before else ""
    if name.ent_type in NAMES or name.pos in ("VERB", "AUX"):
        return "part of a name, or a verb"
    if not which and leading not in table["before_month"]:
        return "no word of time in front"
    if at.after and at.after.text[:1].isupper() and at.after.pos == "PROPN":
        return "part of a longer name"
    if month in table["doubtful_months"] and not which:
        if leading not in table["sure_before_month"] or month in _surnames(at.doc):
            return "may be a name or a verb"
        if at.after and at.after.lower in table["not_after_month"]:
            return "a march, not the month"
    return ""


def _token_of(word: str, at: Surroundings) -> Token:
    """The token of a word of the form; the parser may have left it glued to another ("Monday|", "mid-May")."""
    return next((t for t in at.tokens if t.text.startswith(word)), None) or next(
        (t for t in at.tokens if word in t.text), at.tokens[0]
    )


def _surnames(doc: Doc) -> set[str]:
    return {e.last.text for e in doc.entities if e.label == "PERSON"}


def _weekday(at: Surroundings) -> str:
    day = _token_of(at.form.part["weekday"], at)
    if day.ent_type in NAMES or (at.after and at.after.pos == "PROPN" and day.head is at.after):
        return "part of a name"
    if at.before is None or "which" in at.form.part:
        return ""
    if at.before.pos == "PROPN" and at.after and at.after.text[0] in "”\"’'" and at.after.text != "’s":
        return "part of a name"  # “Fox News Sunday”
    if at.before.text.lower() in {word.lower() for word in words(at.lexicon).not_before_weekday}:
        return f"no single day after “{at.before.text}”"
    if at.before.lower in ("through", "to"):
        return "the end of a span of days"
    if at.before.pos == "PROPN" and at.before.head is day and at.before.dep == "compound":
        return "part of a name"
    return ""


def _year(at: Surroundings) -> str:
    year = at.tokens[-1]
    if year.dep in ("nummod", "compound", "nmod", "amod") and year.head.i > year.i:
        return f"belongs to “{year.head.text}”"
    if at.after and at.after.pos == "NOUN" and at.after.dep == "pobj" and year.dep != "pobj":
        return "an amount"
    return ""


def _today(at: Surroundings) -> str:
    # A capital inside a sentence is a name's ("Last Week Tonight"), whatever the parser takes it for.
    inside = at.before is not None and at.before.text[-1].isalnum()
    named = any(t.text[:1].isupper() and (inside or t.ent_type in NAMES) for t in at.tokens)
    return "part of a name" if named else ""


def _relative(at: Surroundings) -> str:
    if at.before and at.before.pos == "PROPN" and all(t.text[:1].isupper() for t in at.tokens):
        return "part of a name"  # “Newton This Week”
    if at.before and at.before.lower in ("the", "these", "those", "every", "each"):
        return "a length of time"
    return ""


def _ago(at: Surroundings) -> str:
    start = at.form.span.start
    return "a rough amount" if words(at.lexicon).rough.search(at.doc.text, max(0, start - 20), start) else ""


CHECKS: dict[str, Callable[[Surroundings], str]] = {
    "month": _month, "weekday": _weekday, "year": _year, "relative": _relative, "ago": _ago,
    "today": _today,
}  # fmt: skip
