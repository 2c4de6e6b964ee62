"""Whom a speaker phrase means: names, pronouns, descriptions. Where the text leaves a choice: nobody."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from newsdesk.extraction.names.words import Words, fold
from newsdesk.extraction.syntax import Doc, Token
from newsdesk.records import Chain, Mention, Span

if TYPE_CHECKING:
    from newsdesk.extraction.names.names import Names

PRONOUNS = {
    "he": "m", "him": "m", "his": "m", "himself": "m", "she": "f", "her": "f", "hers": "f", "herself": "f",
}  # fmt: skip
OTHERS = {
    "i",
    "we",
    "you",
    "they",
    "it",
    "them",
    "me",
    "us",
    "my",
    "our",
    "their",
    "its",
    "this",
    "that",
    "these",
    "those",
}
_OPEN, _CLOSE = "“„«", "”»"

MARGIN = 1.3  # how much better than the next the best candidate must be
REACH = 6  # sentences that a pronoun looks back


@dataclass(slots=True)
class _Seen:
    """The latest that the text said of a chain: where, in which sentence, in which part of the sentence."""

    token: int
    sent: int
    weight: float


@dataclass(eq=False)
class Referents:
    """What resolving needs to know of one text; pronouns are resolved once, in text order."""

    doc: Doc
    names: Names
    quoted: list[bool] = field(init=False)
    pronouns: dict[int, tuple[int | None, str]] = field(default_factory=dict)
    roles: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))  # role noun → chains it was said of

    def __post_init__(self) -> None:
        self.quoted = quoted_tokens(self.doc)
        _describe(self)
        _resolve_pronouns(self)

    @property
    def mentions(self) -> Sequence[Mention]:
        return self.names.mentions

    @property
    def chains(self) -> Sequence[Chain]:
        return self.names.chains

    @property
    def by_token(self) -> Mapping[int, int]:
        return self.names.by_token

    @property
    def words(self) -> Words:
        return self.names.words

    def chain_of(self, token: Token) -> int | None:
        place = self.by_token.get(token.i)
        return None if place is None else self.mentions[place].chain


def quoted_tokens(doc: Doc) -> list[bool]:
    """For each token whether it stands inside double quotation marks; every paragraph starts outside."""
    flags, inside, paragraph = [], False, -1
    for token in doc.tokens:
        if token.paragraph != paragraph:
            inside, paragraph = False, token.paragraph
        text = token.text
        if text[0] in _OPEN or text == "``":
            inside = True
        flags.append(inside)
        if text[-1] in _CLOSE or text == "''":
            inside = False
        elif text == '"':
            inside = not inside
    return flags


def resolve(phrase: Token | Span, known: Referents) -> tuple[int | None, str]:
    """The chain that a speaker phrase means and the rule, or (None, why not)."""
    token = phrase if isinstance(phrase, Token) else _head(phrase, known.doc)
    if token is None:
        return None, "no words"
    low = token.lower
    if low in PRONOUNS:
        return known.pronouns.get(token.i, (None, "pronoun"))
    if low in ("who", "whom", "whose", "that", "which") and token.head.dep == "relcl" and token.dep != "det":
        return resolve(token.head.head, known) if token.head.head is not token else (None, "relative")
    if low in OTHERS:
        return None, "pronoun"
    place = known.by_token.get(token.i)
    if place is not None:
        return _named(place, known)
    for child in token.children:
        near = known.by_token.get(child.i) if child.dep == "appos" else None
        if near is not None and known.mentions[near].type == "person":
            return _named(near, known, "apposition")
    return _description(token, known)


def _head(span: Span, doc: Doc) -> Token | None:
    tokens = [t for t in doc.tokens_in(span) if t.text[0].isalnum()] or doc.tokens_in(span)
    inside = {t.i for t in tokens}
    return next((t for t in tokens if t.head.i not in inside or t.head is t), tokens[-1] if tokens else None)


def _named(place: int, known: Referents, rule: str = "name") -> tuple[int | None, str]:
    mention = known.mentions[place]
    if mention.chain is None or mention.weak:
        return None, "unresolved name"
    chain = known.chains[mention.chain]
    if chain.candidates:
        return None, "ambiguous"
    if not chain.full:
        return None, "no full name"
    return mention.chain, rule


def _description(token: Token, known: Referents) -> tuple[int | None, str]:
    """ "the chief executive": whoever alone was called that, where the noun is definite and singular."""
    low = fold(token.text)
    if low in known.words.collectives or token.tag in ("NNS", "NNPS"):
        return None, "collective"
    definite = any(
        (child.dep in ("det", "poss") and child.lower in ("the", "its", "his", "her", "their")) or child.tag == "POS"
        or child.dep == "poss" for child in token.children
    )  # fmt: skip
    if not definite:
        return None, "indefinite"
    before = {
        c for c in known.roles.get(low, ()) if any(m.chain == c and m.span.start < token.start for m in known.mentions)
    }
    told = known.words.persons.get((low,), "")
    fitting = {c for c in before if not told or known.chains[c].gender in (None, told)}
    if len(fitting) == 1:
        chain = fitting.pop()
        return (chain, "description") if known.chains[chain].full else (None, "no full name")
    return None, "ambiguous" if fitting else "description"


def _describe(known: Referents) -> None:
    """Which role nouns the text gives to which chain."""
    for description in known.names.descriptions:
        head = _head(description.span, known.doc)
        if head is not None:
            known.roles[fold(head.text)].add(description.chain)


def _resolve_pronouns(known: Referents) -> None:
    seen: dict[int, _Seen] = {}
    counts: dict[int, int] = defaultdict(int)
    done: set[int] = set()
    for token in known.doc.tokens:
        low = token.lower
        if low in PRONOUNS:
            found = _antecedent(token, PRONOUNS[low], seen, counts, known)
            known.pronouns[token.i] = found
            if found[0] is not None and not known.quoted[token.i]:
                _see(seen, counts, found[0], token, 0.9)
        place = known.by_token.get(token.i)
        if place is None or place in done or known.quoted[token.i]:
            continue
        done.add(place)
        mention = known.mentions[place]
        if mention.type == "person" and mention.chain is not None:
            head = _head(mention.span, known.doc) or token
            _see(seen, counts, mention.chain, head, 1.0)


def _see(seen: dict[int, _Seen], counts: dict[int, int], chain: int, token: Token, weight: float) -> None:
    counts[chain] += 1
    if token.dep in ("nsubj", "nsubjpass"):
        weight *= 1.6
    elif token.dep in ("poss", "compound", "nmod"):
        weight *= 0.5
    elif token.dep in ("pobj", "dobj", "conj", "appos"):
        weight *= 0.8
    old = seen.get(chain)
    if old is not None and old.sent == token.sent:
        weight = max(weight, old.weight)
    seen[chain] = _Seen(token.i, token.sent, weight)


def _antecedent(
    token: Token, gender: str, seen: dict[int, _Seen], counts: dict[int, int], known: Referents
) -> tuple[int | None, str]:
    scores: list[tuple[float, int]] = []
    for chain, last in seen.items():
        back = token.sent - last.sent
        own = known.chains[chain].gender
        if back > REACH or (own is not None and own != gender) or known.chains[chain].candidates:
            continue
        if token.lower in ("him", "her", "he", "she") and _same_clause(token, known.doc.tokens[last.token]):
            continue
        score = last.weight * (0.6**back) * (1 if own == gender else 0.6) + min(counts[chain], 6) * 0.03
        scores.append((score, chain))
    if not scores:
        return None, "no antecedent"
    scores.sort(reverse=True)
    if len(scores) > 1 and scores[0][0] < MARGIN * scores[1][0]:
        return None, "ambiguous"
    best = scores[0][1]
    return (best, "pronoun") if known.chains[best].full else (None, "no full name")


def _same_clause(pronoun: Token, name: Token) -> bool:
    """Whether both are arguments of one verb, so that they cannot be one person ("Trump thanked him")."""
    return (
        pronoun.dep in ("dobj", "nsubj", "nsubjpass", "dative")
        and name.head is pronoun.head
        and name.dep in ("dobj", "nsubj", "nsubjpass", "dative")
    )
