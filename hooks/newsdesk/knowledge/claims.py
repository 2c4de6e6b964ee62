"""What one quote claims, in the terms in which two quotes are compared."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import pairwise
from typing import Any

from newsdesk.knowledge.words import Language, Word
from newsdesk.records import Quote, QuoteKind, Source

_OPPOSING = ("un", "in", "im", "ir", "il", "dis", "non")
_BREAK = re.compile(r"[,;:.!?“”\"()—–―…\n]")
_THAT = re.compile(r"\bthat\b")
_STOP = re.compile(r"[!?;“”\"\n]|(?<![A-Z][a-z])(?<![A-Z][a-z]{2})\.(?=\s)")
_GOES_ON = re.compile(  # where the outlet's own sentence may leave what is reported
    rf"{_STOP.pattern}|[,:()—–―…]|\b(?:and|but|while|as|after|before|when|which|who|because|though|although)\b"
)
_AROUND = 120  # letters between a reporting word and a fragment
_SENTENCE = re.compile(r".+?(?:[.?!]{1,9}(?=[\s”\"']|$)|$)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Claim:
    """A quote reduced to what it says. Sets hold keys of words (`Language.key`)."""

    quote: Quote
    source: Source
    kind: QuoteKind
    text: str  # in which the offsets of its words count
    words: tuple[Word, ...]
    content: tuple[Word, ...]
    sentences: tuple[int, ...]  # of each word, the number of its sentence
    asking: frozenset[int]  # the sentences that ask
    supposing: frozenset[int]  # those with an "if"
    opening: tuple[Word, ...]  # what the outlet's own sentence says before a fragment
    denied: bool  # by the reporting word, or by a negation before a fragment
    stance: frozenset[str]  # of the reporting word: "wishing"
    venue: frozenset[str]  # kinds of venue
    venue_names: frozenset[str]
    said_on: date | None
    modality: frozenset[str]  # how far the speaker goes
    forms: list[str]
    tokens: list[str]  # of each word its key, or its form where it is a function word
    content_keys: Mapping[str, None]  # each once, in order


@dataclass(frozen=True, slots=True)
class Proposition:
    """What some of the words of a claim say.

    `polarity` gives for each content key whether it stands denied (False), not denied (True) or both (None);
    `numbers` are values.
    """

    words: tuple[Word, ...]
    content: tuple[Word, ...]
    polarity: Mapping[str, bool | None]
    numbers: frozenset[str]
    times: Mapping[str, frozenset[str]]
    modality: frozenset[str]
    conditional: frozenset[str]  # content keys in sentences with an "if"
    asked: frozenset[str]  # content keys in questions
    forms: list[str]
    keys: frozenset[str]  # of all words, and their forms


def claim_of(quote: Quote, source: Source, language: Language) -> Claim:
    """The claim of a quote; what the outlet's own sentence says before a fragment counts for its polarity."""
    rules = rules_of(language)
    text = quote.words(source.text)
    stance = frozenset(rules.cues.get(w, "") for w in _cue(quote, source)) - {""}
    denied = "denying" in stance
    opening: tuple[Word, ...] = ()
    if quote.kind == "mixed":
        start = max(0, quote.span.start - 80)
        if quote.cue and quote.cue.end < quote.span.start:
            start = max(start, quote.cue.end)  # what the reporting word denies is told by `stance`
        opening = language.words(_BREAK.split(source.text[start : max(0, quote.span.start - 1)])[-1])
        opening = tuple(word for word in opening if word.clause == opening[-1].clause)
        denied ^= sum(rules.negates(word) for word in opening) % 2 == 1
    return _claim(quote, source, quote.kind, text, opening, denied, stance, language)


def told_around(claim: Claim, language: Language) -> Claim | None:
    """What the outlet's own sentence says with a fragment in it, as if it were reported without marks.

    None where nothing stands around it that says more than the fragment does.
    """
    quote, text = claim.quote, claim.source.text
    if quote.kind != "mixed" or quote.cue is None or quote.cue.end > quote.span.start:
        return None
    before = text[quote.cue.end : quote.span.start].rstrip("“‘\"' ")
    if len(before) > _AROUND or _STOP.search(before):
        return None
    words = quote.words(text)
    behind = "" if words[-1:] in ",.?!" else _GOES_ON.split(text[quote.span.end :].lstrip("”’\"'"), maxsplit=1)[0]
    told = f"{_BREAK.split(_THAT.split(before)[-1])[-1]} {words.rstrip(',.')} {behind}"
    if sum(word.content for word in language.words(told)) <= len(claim.content):
        return None
    stance = frozenset(rules_of(language).cues.get(w, "") for w in _cue(quote, claim.source)) - {""}
    return _claim(quote, claim.source, "indirect", told, (), "denying" in stance, stance, language)


def _claim(
    quote: Quote,
    source: Source,
    kind: QuoteKind,
    text: str,
    opening: tuple[Word, ...],
    denied: bool,
    stance: frozenset[str],
    language: Language,
) -> Claim:
    rules, words = rules_of(language), language.words(text)
    forms = [word.form for word in words]
    sentences, asking = _sentences(text, words)
    if "asking" in stance:
        asking = frozenset(sentences)
    venue, venue_names = rules.venue(quote, source, language)
    content = tuple(word for word in words if word.content)
    return Claim(
        quote=quote,
        source=source,
        kind=kind,
        text=text,
        words=words,
        content=content,
        sentences=sentences,
        asking=asking,
        supposing=frozenset(n for n, form in zip(sentences, forms, strict=True) if form in rules.conditions),
        opening=opening,
        denied=denied,
        stance=stance - {"denying", "asking"},
        venue=venue,
        venue_names=venue_names,
        said_on=quote.said_on,
        modality=rules.modality(forms),
        forms=forms,
        tokens=[word.key if word.content else word.form for word in words],
        content_keys=dict.fromkeys(word.key for word in content),
    )


def part_of(claim: Claim, places: Iterable[int], language: Language) -> Proposition:
    """What the words of a claim at some places say; the places in order."""
    rules = rules_of(language)
    places = list(places)
    words = tuple(claim.words[k] for k in places)
    content = tuple(word for word in words if word.content)
    forms = [word.form for word in words]
    times: dict[str, frozenset[str]] = {}
    for word in words:
        if word.kind == "time":
            name = language.times[word.form]
            times[name] = times.get(name, frozenset()) | {word.key}
    if near := rules.relative(words):
        times["relative"] = near
    return Proposition(
        words=words,
        content=content,
        polarity=_polarity(words, rules, claim.denied),
        numbers=frozenset(word.key for word in words if word.kind == "number"),
        times=times,
        modality=rules.modality(forms),
        conditional=_keys_in(claim, places, claim.supposing),
        asked=_keys_in(claim, places, claim.asking),
        forms=forms,
        keys=frozenset(forms).union(word.key for word in words),
    )


def opposed(keys: Iterable[str]) -> frozenset[str]:
    """What stands behind a "un-" or "dis-"."""
    return frozenset(
        key[len(prefix) :]
        for key in keys
        if key.startswith(_OPPOSING)
        for prefix in _OPPOSING
        if key.startswith(prefix)
    )


def _sentences(text: str, words: Sequence[Word]) -> tuple[tuple[int, ...], frozenset[int]]:
    """Of each word the number of its sentence, and which sentences ask."""
    ends: list[int] = []
    asking: set[int] = set()
    for match in _SENTENCE.finditer(text):
        if match.group().rstrip("”\"' ").endswith("?"):
            asking.add(len(ends))
        ends.append(match.end())
    numbers, n = [], 0
    for word in words:
        while n < len(ends) - 1 and word.start >= ends[n]:
            n += 1
        numbers.append(n)
    return tuple(numbers), frozenset(asking)


def _keys_in(claim: Claim, places: Iterable[int], sentences: Set[int]) -> frozenset[str]:
    if not sentences:
        return frozenset()
    return frozenset(claim.words[k].key for k in places if claim.sentences[k] in sentences and claim.words[k].content)


def _cue(quote: Quote, source: Source) -> list[str]:
    return quote.cue.of(source.text).lower().split() if quote.cue else []


def _polarity(words: tuple[Word, ...], rules: Rules, denied: bool) -> dict[str, bool | None]:
    """Every negation turns what follows it up to the end of its clause; two turn it back, but for two that "and" joins.

    "Not cheap and not safe" denies both. What stands before it in its clause may be denied or not.
    """
    found: dict[str, bool | None] = {}
    clause, turned, joined, first, before = -1, denied, False, True, list[str]()
    for word in words:
        if word.clause != clause:
            clause, turned, joined, first, before = word.clause, denied, False, True, []
        if rules.negates(word):
            found.update(dict.fromkeys(before))  # its subject: "the plan has not changed", "has not changed the plan"
            before, first = [], False
            turned = (not denied) if joined or word.form in rules.correlative else not turned
            joined = False
        elif word.form in rules.joining:
            joined = True
        if word.content:
            before += [word.key] if first else []
            found[word.key] = not turned if found.get(word.key, not turned) == (not turned) else None
    return found


class Rules:
    """The tables of `wording` that judge a claim, compiled."""

    def __init__(self, table: Mapping[str, Any]) -> None:
        self._negators = frozenset(table["negators"].split())
        self.joining, self.correlative = (frozenset(table[name].split()) for name in ("joining", "correlative"))
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
