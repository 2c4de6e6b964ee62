"""The words of a sentence or quote, reduced to what two outlets' wordings share."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

import snowballstemmer

from newsdesk.records import Lexicon, Span

WordKind = Literal["function", "common", "plain", "name", "number", "time"]

_TOKEN = re.compile(r"(?:[A-Z]\.){2,}|\d+(?:[.,]\d+)*(?:st|nd|rd|th)?|[^\W\d_]+(?:['’][^\W\d_]+)*|[%$£€]")
_SENTENCE_END = re.compile(r"[.!?:“‘\"]\s*$")


@dataclass(frozen=True, slots=True)
class Word:
    """One word. `form` is lower case; `key` is equal for words taken to say the same; `span` counts in the text given.

    A number of several words ("2.5 million") is one Word whose key is its value.
    """

    form: str
    key: str
    span: Span
    kind: WordKind
    clause: int = 0  # numbers the clauses of the text, for the reach of a negation
    weight: float = 1.0

    @property
    def content(self) -> bool:
        return self.kind != "function"


class Language:
    """The table `wording` of a lexicon, compiled."""

    def __init__(self, table: Mapping[str, Any]) -> None:
        self.table = table
        self.function = frozenset(table["function"].split())
        self.determiners, self.pronouns, self.bearing = (
            frozenset(table[name].split()) for name in ("determiners", "pronouns", "bearing")
        )
        self.connectives = frozenset(table["connectives"])
        self.irregular = {form: line.split()[0] for line in table["irregular"] for form in line.split()}
        self.number_words: Mapping[str, int] = table["number_words"]
        self.multipliers: Mapping[str, int] = table["multipliers"]
        self.times = {word: name for name, words in table["times"].items() for word in words.split()}
        self.same_name: Mapping[str, str] = table["same_name"]
        longest = max(len(name.split()) for name in self.same_name)
        self._name_lengths = range(longest, 0, -1)
        self._stem = snowballstemmer.stemmer("english").stemWord
        self._keys: dict[str, str] = {}
        self._spelling = [(re.compile(ending), taken_for) for ending, taken_for in table["spelling"]]
        self._class: dict[str, str] = {}
        for line in table["synonyms"]:
            stems = [self.stem(word) for word in line.split()]
            for stem in stems:
                self._class.setdefault(stem, stems[0])
        self.common = frozenset(self.key(word) for word in table["common"].split())

    def stem(self, form: str) -> str:
        form = self.irregular.get(form, form)
        for ending, taken_for in self._spelling:
            form = ending.sub(taken_for, form)
        return str(self._stem(form))

    def key(self, form: str) -> str:
        """The same for all forms of a word and for its synonyms."""
        if form not in self._keys:
            stem = self.stem(form)
            self._keys[form] = self._class.get(stem, stem)
        return self._keys[form]

    def words(self, text: str) -> tuple[Word, ...]:
        """All words of a text in order."""
        tokens = [(m.group().rstrip(".") if "." in m.group()[:-1] else m.group(), m) for m in _TOKEN.finditer(text)]
        found: list[Word] = []
        clause = at = k = 0
        ends = _clause_ends(self)
        while k < len(tokens):
            match = tokens[k][1]
            gap = text[at : match.start()]
            form = _plain(tokens[k][0])
            if found and (re.search(r"[,;:.!?()—–\n]|\s-\s", gap) or form in ends):
                clause += 1
            used, word = self._number(tokens, k) or self._name(tokens, k) or (1, self._word(text, tokens[k][1], form))
            span = Span(match.start(), tokens[k + used - 1][1].end())
            found.append(Word(word.form, word.key, span, word.kind, clause, _WEIGHTS[word.kind]))
            at, k = span.end, k + used
        return tuple(found)

    def _word(self, text: str, match: re.Match[str], form: str) -> Word:
        kind: WordKind = "plain"
        key = self.key(form)
        if form in self.times:
            return Word(
                form,
                form,
                _NOWHERE,
                "function" if form in ("may", "march", "spring", "fall") and match.group()[0].islower() else "time",
            )
        if form in self.function or _bare(form) in self.function:
            kind = "function"
        elif match.group()[0].isupper() and match.start() and not _SENTENCE_END.search(text[: match.start()][-3:]):
            kind = "name"
        elif key in self.common:
            kind = "common"
        return Word(form, key, _NOWHERE, kind)

    def _name(self, tokens: Sequence[tuple[str, re.Match[str]]], k: int) -> tuple[int, Word] | None:
        for length in self._name_lengths:
            form = " ".join(_plain(text) for text, _ in tokens[k : k + length])
            first = tokens[k][0]
            if form in self.same_name and (first.isupper() if len(first) < 3 else first[0].isupper()):
                return min(length, len(tokens) - k), Word(form, self.key(self.same_name[form]), _NOWHERE, "name")
        return None

    def _number(self, tokens: Sequence[tuple[str, re.Match[str]]], k: int) -> tuple[int, Word] | None:
        """The number that starts at token `k`: digits or number words, then multipliers."""
        value: float | None = None
        used = 0
        for text, _ in tokens[k:]:
            form = _plain(text)
            if value is None and (digits := _digits(form)) is not None:
                value = digits
            elif form in self.number_words and (value is None or (value % 10 == 0 and value % 100 >= 20)):
                value = (value or 0) + self.number_words[form]
            elif form.rstrip("s") in self.multipliers and value is not None:
                value *= self.multipliers[form.rstrip("s")]
            else:
                break
            used += 1
        if value is None:
            return None
        form = " ".join(_plain(text) for text, _ in tokens[k : k + used])
        return used, Word(form, f"{value:.12g}", _NOWHERE, "number")


_NOWHERE = Span(0, 0)
_WEIGHTS: Mapping[WordKind, float] = {
    "function": 0.0, "common": 0.5, "plain": 1.0, "name": 1.1, "number": 1.2, "time": 0.6,
}  # fmt: skip


@cache
def language(lexicon: Lexicon) -> Language:
    """The compiled language of a lexicon, made once."""
    return Language(lexicon.tables["wording"])


@cache
def _clause_ends(language: Language) -> frozenset[str]:
    return frozenset(language.table["clause_ends"].split())


def content(words: Iterable[Word]) -> list[Word]:
    return [word for word in words if word.content]


def _plain(form: str) -> str:
    form = form.lower().replace("’", "'")
    return form[:-2] if form.endswith("'s") else form


def _bare(form: str) -> str:
    """A contraction's first word: "we'll" → "we", "don't" → "do"."""
    if form.endswith("n't"):
        return form[:-3]
    return form.split("'")[0]


def _digits(form: str) -> float | None:
    match = re.fullmatch(r"(\d+(?:,\d{3})*|\d+)(\.\d+)?(?:st|nd|rd|th)?", form)
    return float(match[1].replace(",", "") + (match[2] or "")) if match else None
