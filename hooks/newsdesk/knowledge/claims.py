"""What one quote claims, in the terms in which two quotes are compared."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import pairwise
from typing import Any

from newsdesk.knowledge.words import Language, Word
from newsdesk.records import Quote, QuoteKind, Source

_OPPOSING = ("un", "in", "im", "ir", "il", "dis", "non")
_BREAK = re.compile(r"[,;:.!?“”\"()—–\n]")


@dataclass(frozen=True, slots=True)
class Claim:
    """A quote reduced to what it says. Sets hold keys of words (`Language.key`), `numbers` their values.

    `polarity` gives for each content key whether it stands denied (False), not denied (True) or both (None).
    """

    quote: Quote
    source: Source
    kind: QuoteKind
    words: tuple[Word, ...]
    content: tuple[Word, ...]
    polarity: Mapping[str, bool | None]
    numbers: frozenset[str]
    times: Mapping[str, frozenset[str]]
    modality: frozenset[str]
    stance: frozenset[str]  # of the reporting word: "wishing"
    conditional: frozenset[str]  # content keys in sentences with an "if"
    asked: frozenset[str]  # content keys in questions
    venue: frozenset[str]  # kinds of venue
    venue_names: frozenset[str]
    said_on: date | None
    forms: list[str]
    tokens: list[str]  # of each word its key, or its form where it is a function word
    keys: frozenset[str]  # of all words, and their forms
    content_keys: Mapping[str, None]  # each once, in order
    opposed: frozenset[str]  # what stands behind a "un-" or "dis-" in one of the keys


def claim_of(quote: Quote, source: Source, language: Language) -> Claim:
    """The claim of a quote; what the outlet's own sentence says before a fragment counts for its polarity."""
    rules = rules_of(language)
    text = quote.words(source.text)
    words = language.words(text)
    stance = frozenset(rules.cues.get(w, "") for w in _cue(quote, source)) - {""}
    denied = "denying" in stance
    if quote.kind == "mixed":
        before = source.text[max(0, quote.span.start - 80) : quote.span.start - 1]
        opening = language.words(_BREAK.split(before)[-1])
        denied ^= sum(rules.negates(word) for word in opening) % 2 == 1
    forms = [word.form for word in words]
    polarity = _polarity(words, rules, denied)
    venue, venue_names = rules.venue(quote, source, language)
    times: dict[str, frozenset[str]] = {}
    for word in words:
        if word.kind == "time":
            name = language.times[word.form]
            times[name] = times.get(name, frozenset()) | {word.key}
    if near := rules.relative(words):
        times["relative"] = near

    def conditional(sentence: str, inside: Sequence[Word]) -> bool:
        return any(word.form in rules.conditions for word in inside)

    def asked(sentence: str, inside: Sequence[Word]) -> bool:
        return "asking" in stance or sentence.rstrip("”\"' ").endswith("?")

    keys = frozenset(forms).union(word.key for word in words)
    content = tuple(word for word in words if word.content)
    return Claim(
        quote=quote,
        source=source,
        kind=quote.kind,
        words=words,
        content=content,
        polarity=polarity,
        numbers=frozenset(word.key for word in words if word.kind == "number"),
        times=times,
        modality=rules.modality(forms),
        stance=stance - {"denying", "asking"},
        conditional=_in_sentences(text, words, conditional) if not rules.conditions.isdisjoint(forms) else frozenset(),
        asked=_in_sentences(text, words, asked) if "asking" in stance or "?" in text else frozenset(),
        venue=venue,
        venue_names=venue_names,
        said_on=quote.said_on,
        forms=forms,
        tokens=[word.key if word.content else word.form for word in words],
        keys=keys,
        content_keys=dict.fromkeys(word.key for word in content),
        opposed=frozenset(
            key[len(prefix) :]
            for key in keys
            if key.startswith(_OPPOSING)
            for prefix in _OPPOSING
            if key.startswith(prefix)
        ),
    )


def _in_sentences(text: str, words: tuple[Word, ...], of_kind: Callable[[str, Sequence[Word]], bool]) -> frozenset[str]:
    """The content keys of the sentences (text and words) that are of a kind."""
    found: set[str] = set()
    for match in re.finditer(r".+?(?:[.?!]+(?=[\s”\"']|$)|$)", text, re.DOTALL):
        start, end = match.span()
        inside = [word for word in words if start <= word.start < end]
        if of_kind(match.group(), inside):
            found.update(word.key for word in inside if word.content)
    return frozenset(found)


def _cue(quote: Quote, source: Source) -> list[str]:
    return quote.cue.of(source.text).lower().split() if quote.cue else []


def _polarity(words: tuple[Word, ...], rules: Rules, denied: bool) -> dict[str, bool | None]:
    """Every negation turns what follows it up to the end of its clause; two turn it back."""
    found: dict[str, bool | None] = {}
    clause, turned = -1, denied
    for word in words:
        if word.clause != clause:
            clause, turned = word.clause, denied
        if rules.negates(word):
            turned = not turned
        if word.content:
            found[word.key] = not turned if found.get(word.key, not turned) == (not turned) else None
    return found


class Rules:
    """The tables of `wording` that judge a claim, compiled."""

    def __init__(self, table: Mapping[str, Any]) -> None:
        self._negators = frozenset(table["negators"].split())
        self.conditions = frozenset(table["conditions"].split())
        self.cues = {form: name for name, forms in table["cues"].items() for form in forms.split()}
        self._modality = {form: name for name, forms in table["modality"].items() for form in forms}
        self._participles = frozenset(form for line in table["irregular"] for form in line.split()[1:])
        self._nearness = {form: name for name, forms in table["nearness"].items() for form in forms.split()}
        self._units = frozenset(table["time_units"].split())
        self._venues = {form: name for name, forms in table["venues"].items() for form in forms}

    def negates(self, word: Word) -> bool:
        return word.form in self._negators or word.form.endswith("n't")

    def _participle(self, form: str) -> bool:
        return form.endswith(("ed", "en")) or form in self._participles

    def relative(self, words: Sequence[Word]) -> frozenset[str]:
        """Times told from now: "next year", "the previous month" as "last month"."""
        return frozenset(
            f"{self._nearness[one.form]} {other.key}"
            for one, other in pairwise(words)
            if one.form in self._nearness and other.form.rstrip("s") in self._units
        )

    def modality(self, forms: Sequence[str]) -> frozenset[str]:
        """How far the speaker goes, by name: "certain", "able", "possible", "obliged"."""
        plain = [_MODALS.get(form, form.removesuffix("n't")) for form in forms]
        plain = ["will" if form.endswith(("'ll", "'d")) else form for form in plain]
        # "would have seen" is only supposed, "would have light" is not
        pairs = [
            f"{one} {other}"
            for one, other, third in zip(plain, plain[1:], [*plain[2:], ""], strict=False)
            if other != "have" or self._participle(third)
        ]
        return frozenset(self._modality[form] for form in plain + pairs if form in self._modality)

    def venue(self, quote: Quote, source: Source, language: Language) -> tuple[frozenset[str], frozenset[str]]:
        """The kinds of venue that a quote names, and the keys of the words that name it."""
        if quote.venue is None:
            return frozenset(), frozenset()
        words = language.words(" " + quote.venue.of(source.text))
        text = f" {' '.join(word.form for word in words)} "
        kinds = frozenset(name for form, name in self._venues.items() if f" {form} " in text)
        return kinds, frozenset(word.key for word in words if word.content and word.form not in self._venues)


_MODALS = {"won't": "will", "can't": "can", "shan't": "shall"}


@cache
def rules_of(language: Language) -> Rules:
    return Rules(language.table)
