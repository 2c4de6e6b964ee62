"""One text as the models of speakers see it: the reporting words, the quoted stretches, the voices."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from functools import lru_cache

from newsdesk.extraction.quotes.marks import Stretch
from newsdesk.extraction.syntax import Doc, EntitySpan, Token
from newsdesk.records import Lexicon

REPORTING = frozenset({"say", "write", "ask", "call"})
SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})


@dataclass(frozen=True, eq=False)
class Cues:
    """The reporting words of the lexicon, by lemma."""

    verbs: Mapping[str, str]  # lemma → class; the first class that lists it
    nouns: frozenset[str]
    documents: frozenset[str]
    works: frozenset[str]
    terms: frozenset[str]
    movers: frozenset[str]
    bearers: frozenset[str]
    naming: frozenset[str]
    denying: frozenset[str]
    avoiding: frozenset[str]
    hoping: frozenset[str]
    rejecting: frozenset[str]
    claims: frozenset[str]
    performing: frozenset[str]
    titled: frozenset[str]
    answering: frozenset[str]
    alleging: frozenset[str]
    accusing: frozenset[str]
    pronouns: Mapping[str, str]
    collective: frozenset[str]
    anonymous: frozenset[str]

    def of(self, token: Token) -> str:
        """The class of a reporting verb, "" for any other token."""
        return self.verbs.get(token.lemma.lower(), "")


@lru_cache(maxsize=4)
def load_cues(lexicon: Lexicon) -> Cues:
    table = lexicon.tables["reporting_verbs"]
    verbs: dict[str, str] = {}
    for name, lemmas in table["classes"].items():
        for lemma in lemmas:
            verbs.setdefault(lemma, name)
    sets = [f.name for f in fields(Cues) if f.name not in ("verbs", "pronouns")]
    return Cues(verbs=verbs, pronouns=table["pronouns"], **{key: frozenset(table[key]) for key in sets})


@dataclass(eq=False, slots=True)
class Quoted:
    """A quoted stretch and its tokens `first`–`last` (inclusive)."""

    index: int
    stretch: Stretch
    first: int
    last: int


@dataclass(eq=False, slots=True)
class Voice:
    """A possible speaker: the head word of a phrase, and the reporting words it may go with, nearest first.

    `construction`: subject, passive (its subject), inverted, according, agent, quoted, moved, owner, beside, carrier,
    absolute, transcript, label, signature, name, pronoun. `described`: what a relative pronoun stands for.
    """

    head: Token
    construction: str
    cues: tuple[Token, ...] = ()
    entity: EntitySpan | None = None
    described: Token | None = None


@dataclass(eq=False)
class Scene:
    """One text as the speaker model sees it: stretches, voices, and counts for quick distances."""

    doc: Doc
    cues: Cues
    quoted: list[Quoted]
    voices: list[Voice] = field(default_factory=list)
    inside: list[int] = field(default_factory=list)  # token → index of its stretch, -1 outside
    words: list[int] = field(default_factory=list)  # how many words stand outside quotes before a token
    stops: list[int] = field(default_factory=list)  # the same for sentence ends
    quotes: list[int] = field(default_factory=list)  # how many stretches begin before a token
    entity_of: dict[int, EntitySpan] = field(default_factory=dict)  # token → its name
    places: list[int] = field(default_factory=list)  # the voices' token numbers, in order
    labels: dict[int, int] = field(default_factory=dict)  # stretch → the head of the name before it in a transcript
    signatures: dict[int, int] = field(default_factory=dict)  # stretch → the head of the name that signs it

    def voices_near(self, quoted: Quoted, before: int = 4, after: int = 1) -> list[Voice]:
        """The voices in the stretch's paragraph and a few around it; alone the one that signs or labels it."""
        sole = self.signatures.get(quoted.index, self.labels.get(quoted.index))
        if sole is not None:
            return [v for v in self.voices if v.head.i == sole]
        tokens = self.doc.tokens
        first, last = tokens[quoted.first].paragraph, tokens[quoted.last].paragraph
        left = bisect_left(self.places, quoted.first)
        right = bisect_right(self.places, quoted.last)
        head = [v for v in self.voices[max(0, left - 24) : left] if v.head.paragraph >= first - before]
        tail = [v for v in self.voices[right : right + 10] if v.head.paragraph <= last + after]
        return head + tail
