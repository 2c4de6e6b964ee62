"""The words of a sentence or quote, reduced to what two outlets' wordings share."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, Literal, NamedTuple

import snowballstemmer

from newsdesk.records import Lexicon

WordKind = Literal["function", "common", "plain", "name", "number", "time"]

_TOKEN = re.compile(r"(?:[A-Z]\.){2,}|\d+(?:[.,]\d+)*(?:st|nd|rd|th)?|[^\W\d_]+(?:['’][^\W\d_]+)*|[%$£€]")
_DIGITS = re.compile(r"(\d+(?:,\d{3})*|\d+)(\.\d+)?(?:st|nd|rd|th)?")
_BREAKS = frozenset(",;:.!?—–―…\n")
_CLAUSE_END = re.compile(r"[,;:.!?—–―…\n]|\s-\s|--")
_REMEMBERED = 2_048  # texts whose words are kept
_SENTENCE_END = re.compile(r"[.!?:“‘\"]\s*$")


class Word(NamedTuple):
    """One word. `form` is lower case; `key` is equal for words taken to say the same; offsets count in the text given.

    A number of several words ("2.5 million") is one Word whose key is its value. A tuple, as there are millions.
    """

    form: str
    key: str
    start: int
    end: int
    kind: WordKind
    light: bool = False  # a pronoun, article or auxiliary: outlets change these when they report
    clause: int = 0  # numbers the clauses of the text, for the reach of a negation
    weight: float = 1.0

    @property
    def content(self) -> bool:
        return self.kind != "function"


_new = tuple.__new__  # of a Word: quicker by half than to call it


class Language:
    """The table `wording` of a lexicon, compiled."""

    def __init__(self, table: Mapping[str, Any]) -> None:
        self.table = table
        self.function = frozenset(table["function"].split())
        self.determiners, self.pronouns, self.bearing, self.conversation = (
            frozenset(table[name].split()) for name in ("determiners", "pronouns", "bearing", "conversation")
        )
        self.partial, self.goes_on, self.asides, self.joining = (
            frozenset(table[name].split()) for name in ("partial", "goes_on", "asides", "joining")
        )
        self.colour = re.compile(rf"\b(?:{'|'.join(table['colour'])})\b")
        self.abbreviated = re.compile(rf"\b(?:{'|'.join(table['abbreviated'].split())}|[A-Z]\.[A-Z])\.\s*$")
        self.to_come = re.compile(rf"\b(?:{'|'.join(table['to_come'])})\b")
        self.refers_back = re.compile(rf"(?:\S+ ){{0,8}}(?:{'|'.join(table['refers_back'])})\b", re.IGNORECASE)
        self.follows_on = re.compile(rf"(?:The|These|Those) (?:\w+ ){{1,2}}(?:{'|'.join(table['follows_on'])})\b")
        self.light = frozenset(table["light"].split())
        self.fillers = frozenset(table["fillers"].split())
        self.connectives = frozenset(table["connectives"])
        self.irregular = {form: line.split()[0] for line in table["irregular"] for form in line.split()}
        self.number_words: Mapping[str, int] = table["number_words"]
        self.multipliers: Mapping[str, int] = table["multipliers"]
        self.times = {word: name for name, words in table["times"].items() for word in words.split()}
        self.clause_ends = frozenset(table["clause_ends"].split())
        self.function_too = frozenset(table["function_too"].split())
        self._same_name: dict[str, list[tuple[str, ...]]] = {}
        for name in sorted(table["same_name"], key=lambda name: (-len(name), name)):
            self._same_name.setdefault(name.split()[0], []).append(tuple(name.split()))
        self.words: Callable[[str], tuple[Word, ...]] = lru_cache(_REMEMBERED)(self._read)
        """All words of a text in order; those of a sentence are asked for by several who look at one story."""
        self._stem = snowballstemmer.stemmer("english").stemWord
        self.keys: dict[str, str] = {}  # of all words asked for so far, by their forms
        self._tokens: dict[str, _Token] = {}
        self._spelling = [(re.compile(ending), taken_for) for ending, taken_for in table["spelling"]]
        self._class: dict[str, str] = {}
        for line in table["synonyms"]:
            stems = [self.stem(word) for word in line.split()]
            for stem in stems:
                self._class.setdefault(stem, stems[0])
        self.generic = frozenset(self.key(word) for word in table["generic"].split())
        self.common = frozenset(self.key(word) for word in table["common"].split())

    def stem(self, form: str) -> str:
        form = self.irregular.get(form, form)
        for ending, taken_for in self._spelling:
            form = ending.sub(taken_for, form)
        return str(self._stem(form))

    def key(self, form: str) -> str:
        """The same for all forms of a word and for its synonyms."""
        if form not in self.keys:
            stem = self.stem(form)
            self.keys[form] = self._class.get(stem, stem)
        return self.keys[form]

    def _read(self, text: str) -> tuple[Word, ...]:
        matches = list(_TOKEN.finditer(text))
        known = self._tokens
        tokens = [known.get(match[0]) or self._token(match[0]) for match in matches]
        found: list[Word] = []
        headline = _in_title_case(tokens)
        clause = at = k = 0
        while k < len(tokens):
            token, (start, end) = tokens[k], matches[k].span()
            apart = start - at > 1 or text[at:start] in _BREAKS
            if found and ((apart and _CLAUSE_END.search(text, at, start)) or token.ends_clause):
                clause += 1
            if token.opens_more and (read := self._number(tokens, k) or self._name(tokens, k)):
                used, form, key, kind = read
                at = matches[k + used - 1].end()
                found.append(_new(Word, (form, key, start, at, kind, form in self.light, clause, _WEIGHTS[kind])))
                k += used
                continue
            kind, weight = token.kind, token.weight
            if token.may_be_name and not headline and start and not _opens(text, start):
                kind, weight = "name", _WEIGHTS["name"]
            at = end
            found.append(_new(Word, (token.form, token.key, start, end, kind, token.light, clause, weight)))
            k += 1
        return tuple(found)

    def _token(self, text: str) -> _Token:
        """What a word is wherever it stands, looked up once."""
        form, capital = _plain(text), text[0].isupper()
        kind: WordKind = "plain"
        key = self.key(form)
        if form in self.times and (capital or form not in self.function_too):
            key, kind = form, "time"
        elif form in self.function or _bare(form) in self.function:
            kind = "function"
        elif key in self.common:
            kind = "common"
        numeric = form[0].isdigit() or form in self.number_words or form in ("one", "a")
        opens_name = form in self._same_name and (text.isupper() if len(text) < 3 else capital)
        made = self._tokens[text] = _Token(
            text, form, key, kind,
            may_be_name=capital and kind in ("plain", "common"),
            ends_clause=form in self.clause_ends,
            numeric=numeric,
            opens_name=opens_name,
            opens_more=numeric or opens_name,
            light=form in self.light,
            weight=_WEIGHTS[kind],
        )  # fmt: skip
        return made

    def _name(self, tokens: Sequence[_Token], k: int) -> _Read | None:
        """A name of the table that starts at token `k`, the longest there is."""
        if not tokens[k].opens_name:
            return None
        for name in self._same_name[tokens[k].form]:
            if tuple(token.form for token in tokens[k : k + len(name)]) == name:
                form = " ".join(name)
                return len(name), form, self.key(self.table["same_name"][form]), "name"
        return None

    def _number(self, tokens: Sequence[_Token], k: int) -> _Read | None:
        """The number that starts at token `k`: digits or number words, then multipliers."""
        if not tokens[k].numeric:
            return None
        value: float | None = None
        used = 0
        for token in tokens[k:]:
            form = token.form
            if value is None and (digits := _digits(form)) is not None:
                value = digits
            elif (
                form in ("one", "a")
                and value is None
                and k + 1 < len(tokens)
                and tokens[k + 1].form in self.multipliers
            ):
                value = 1
            elif form in self.number_words and (value is None or (value % 10 == 0 and value % 100 >= 20)):
                value = (value or 0) + self.number_words[form]
            elif value is not None and form.rstrip("s") in self.multipliers:
                value *= self.multipliers[form.rstrip("s")]
            else:
                break
            used += 1
        if value is None:
            return None
        return used, " ".join(token.form for token in tokens[k : k + used]), f"{value:.12g}", "number"


@dataclass(frozen=True, slots=True)
class _Token:
    """A word as printed, and what it is wherever it stands; `kind` if nothing around it says otherwise."""

    text: str
    form: str
    key: str
    kind: WordKind
    may_be_name: bool
    ends_clause: bool
    numeric: bool  # a number may start with it
    opens_name: bool  # a name of the table may start with it
    opens_more: bool  # one of both
    light: bool
    weight: float


def _opens(text: str, start: int) -> bool:
    """Whether a sentence or quote starts there, where a capital tells nothing."""
    return _SENTENCE_END.search(text, max(0, start - 3), start) is not None


def _in_title_case(tokens: Sequence[_Token]) -> bool:
    """Whether a text is written Like a Headline, so that capitals tell no names."""
    long = [token.text[0].isupper() for token in tokens if len(token.text) > 3]
    return len(long) > 2 and sum(long) >= 0.8 * len(long)


_Read = tuple[int, str, str, WordKind]  # tokens used, form, key, kind
_WEIGHTS: Mapping[WordKind, float] = {
    "function": 0.0, "common": 0.5, "plain": 1.0, "name": 1.1, "number": 1.2, "time": 0.6,
}  # fmt: skip


@cache
def language(lexicon: Lexicon) -> Language:
    """The compiled language of a lexicon, made once."""
    return Language(lexicon.tables["wording"])


def _plain(form: str) -> str:
    form = form.lower().replace("’", "'")
    if "." in form[:-1] and not form[0].isdigit():
        form = form.replace(".", "")  # "F.B.I." is "FBI"
    return form[:-2] if form.endswith("'s") else form


def _bare(form: str) -> str:
    """A contraction's first word: "we'll" → "we", "don't" → "do"."""
    if form.endswith("n't"):
        return form[:-3]
    return form.split("'")[0]


def _digits(form: str) -> float | None:
    match = _DIGITS.fullmatch(form) if form[0].isdigit() else None
    return float(match[1].replace(",", "") + (match[2] or "")) if match else None
