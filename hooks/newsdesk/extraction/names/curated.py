"""Names of the editors' vocabulary, found letter by letter (Aho-Corasick) with own word boundaries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import Any

import ahocorasick

from newsdesk.extraction.names.name_spans import NameSpan
from newsdesk.extraction.syntax import Doc
from newsdesk.records import CuratedEntity, Source, Span, Vocabulary

_PLAIN = str.maketrans({"’": "'", "‘": "'", "‐": "-", "‑": "-", "\u00a0": " ", "ʼ": "'"})
STRENGTH = 9


class Automaton:
    """All names of one vocabulary. Keys are lower-cased; a name with a capital in it must be met with one."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.claims: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        self.entities = {entity.id: entity for entity in vocabulary.entities}
        self.forms: dict[str, list[str]] = defaultdict(list)
        for entity in vocabulary.entities:
            for how, names in _names(entity):
                for name in names:
                    plain = name.translate(_PLAIN)
                    self.claims[plain.lower()][how].add(entity.id)
                    self.forms[plain.lower()].append(plain)
        self.machine: Any = ahocorasick.Automaton()
        for key in self.claims:
            self.machine.add_word(key, key)
        if self.claims:
            self.machine.make_automaton()

    def matches(self, text: str) -> Iterator[tuple[int, int, str]]:
        """(start, end, key) of every name at word boundaries."""
        if not self.claims:
            return
        plain = text.translate(_PLAIN)
        lowered = plain.lower()
        if len(lowered) != len(plain) or "Σ" in plain:  # a letter alone is lowered to one letter, whatever follows it
            lowered = "".join(c if len(low := c.lower()) != 1 else low for c in plain)
        for end, key in self.machine.iter(lowered):
            start, end = end - len(key) + 1, end + 1
            end = _boundary(plain, start, end)
            if end and self._case_fits(plain[start : start + len(key)], key):
                yield start, end, key

    def _case_fits(self, printed: str, key: str) -> bool:
        """`US` is not `us`, `Apple` not `apple`; capitals all through (a headline) fit any name of four letters."""
        forms = self.forms[key]
        if printed in forms:
            return True
        if printed.isupper() and len(printed) > 3:
            return True
        return any(
            len(f) == len(printed) and not f.isupper() and (printed[:1].isupper() or f[:1].islower())
            and not f.islower() for f in forms
        ) or any(f.islower() for f in forms)  # fmt: skip


def _names(entity: CuratedEntity) -> Iterator[tuple[str, tuple[str, ...]]]:
    yield "strong", (entity.name, *entity.aliases)
    yield "weak", entity.weak_aliases
    yield "never", entity.never


def _boundary(text: str, start: int, end: int) -> int:
    """The end of the word that a match ends with (a plural s is taken in), 0 where it is part of a longer word."""
    if start and text[start - 1].isalnum() and text[start].isalnum() and _spaced(text[start]):
        return 0
    rest = text[end : end + 2]
    if not rest or not rest[0].isalnum() or not _spaced(text[end - 1]):
        return end
    if rest[0] == "s" and not rest[1:].isalnum() and text[end - 1].islower():
        return end  # "Teslas": the name without the plural
    return 0


def _spaced(char: str) -> bool:
    """Whether a letter's script puts blanks between words (Chinese and Japanese do not)."""
    return not ("\u2e80" <= char <= "\u9fff" or "\uac00" <= char <= "\ud7af" or "\u0e00" <= char <= "\u0e7f")


@dataclass(eq=False)
class Touching:
    """For a source the entries that can change what is found in it, and so all that `extract` need know.

    They are those that have a name in its text, without where they are written; all of them where an editor corrects
    the source, since a correction may name any.
    """

    vocabulary: Vocabulary

    @cached_property
    def _whole(self) -> Vocabulary:
        return Vocabulary(tuple({e.id: replace(e, path="", line=0) for e in self.vocabulary.entities}.values()))

    @cached_property
    def _automaton(self) -> Automaton:
        return Automaton(self.vocabulary)

    def __call__(self, source: Source) -> Vocabulary:
        if source.meta.corrections:
            return self._whole
        claims = [self._automaton.claims[key] for key in {key for _, _, key in self._automaton.matches(source.text)}]
        ids = {entity for claim in claims for named in claim.values() for entity in named}
        return Vocabulary(tuple(e for e in self._whole.entities if e.id in ids)) if ids else Vocabulary()


@lru_cache(maxsize=8)
def automaton_of(vocabulary: Vocabulary) -> Automaton:
    return Automaton(vocabulary)


def curated_names(doc: Doc, vocabulary: Vocabulary) -> list[NameSpan]:
    """Every span that the vocabulary names; what a `not` entry names is left out, and blocks what is inside it.

    A weak alias counts only where a strong name of the same entity stands in the text; an entity that is meant in some
    sources only counts there alone, and before those that are meant anywhere.
    """
    automaton = automaton_of(vocabulary)
    hits = [(Span(s, e), automaton.claims[key]) for s, e, key in automaton.matches(doc.text)]
    strong = {i for _, claims in hits for i in claims.get("strong", ())}
    found = []
    for span, claims in _longest(hits):
        ids = _meant_here(set(claims.get("strong", ())) | (set(claims.get("weak", ())) & strong), doc, automaton)
        ids -= claims.get("never", set()) | {
            i for other, c in hits if other != span and other.contains(span) for i in c.get("never", ())
        }
        tokens = [t for t in doc.tokens_in(Span(max(0, span.start - 40), span.end)) if t.end > span.start]
        if ids and tokens:
            found.append(_found(doc, span, sorted(ids), automaton, tokens))
    return found


def _meant_here(ids: set[str], doc: Doc, automaton: Automaton) -> set[str]:
    only = {i: automaton.entities[i].only_in for i in ids}
    here = {i for i in ids if doc.source.id in only[i]}
    return here or {i for i in ids if not only[i]}


def _longest(hits: list[tuple[Span, dict[str, set[str]]]]) -> Iterator[tuple[Span, dict[str, set[str]]]]:
    """Of names inside one another the longest, from left to right; a pure `not` entry hides nothing here."""
    naming = sorted((h for h in hits if h[1].keys() - {"never"}), key=lambda h: (h[0].start, -h[0].end))
    at = -1
    for span, claims in naming:
        if span.start >= at:
            yield span, claims
            at = span.end


def _found(doc: Doc, span: Span, ids: list[str], automaton: Automaton, tokens: list[Any]) -> NameSpan:
    kind = automaton.entities[ids[0]].type
    found = NameSpan(tokens[0], tokens[-1], kind, "curated", STRENGTH, curated=tuple(ids))
    found.words = tuple(span.of(doc.text).split())
    if found.span != span:
        found.cut = span
    return found
