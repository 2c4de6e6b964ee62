"""Whom a speaker phrase means: names, pronouns, descriptions. Where the text leaves a choice: nobody."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from newsdesk.extraction.names.descriptions import is_role
from newsdesk.extraction.names.pronouns import PRONOUNS, resolve_pronouns
from newsdesk.extraction.names.things_meant import is_organisation, thing_meant
from newsdesk.extraction.names.words import Words, fold
from newsdesk.extraction.syntax import Doc, Token
from newsdesk.records import Chain, Mention, Span

if TYPE_CHECKING:
    from newsdesk.extraction.names.names import Names

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


@dataclass(eq=False)
class Referents:
    """What resolving needs to know of one text; pronouns are resolved once, in text order.

    `roles`: for a role noun the chains it was said of, with the lemmas of the whole description and where it begins.
    """

    doc: Doc
    names: Names
    quoted: list[bool] = field(init=False)
    people: set[int] = field(init=False)  # tokens of people's names
    things: list[tuple[int, int]] = field(init=False)  # first token and mention of organisations named in full
    pronouns: dict[int, tuple[int | None, str]] = field(default_factory=dict)
    roles: dict[str, list[tuple[int, frozenset[str], int]]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        self.quoted = quoted_tokens(self.doc)
        self.people = {i for i, place in self.by_token.items() if self.mentions[place].type == "person"}
        self.things = sorted({place: i for i, place in sorted(self.by_token.items(), reverse=True)}.items())
        self.things = [(i, place) for place, i in self.things if _full_organisation(self.mentions[place], self.chains)]
        _describe(self)
        self.pronouns = resolve_pronouns(self.doc, self.names, self.quoted, lambda token: _description(token, self)[0])

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

    def latest(self, token: Token) -> int | None:
        """The person named last before a token, outside quotation marks."""
        for i in range(token.i - 1, -1, -1):
            if i in self.people and not self.quoted[i]:
                return self.mentions[self.by_token[i]].chain
        return None


def _full_organisation(mention: Mention, chains: Sequence[Chain]) -> bool:
    chain = chains[mention.chain] if mention.chain is not None and not mention.weak else None
    return chain is not None and chain.type == "organisation" and chain.full and not chain.candidates


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
    place = named_after(token, known)
    if place is not None:
        return _named(place, known, "apposition")
    return _description(token, known)


def named_after(role: Token, known: Referents) -> int | None:
    """The mention that names the bearer of a role: "his partner, Ann Lee", "the speaker of parliament Ali Larijani"."""
    if not is_role(role, known.words) or role.tag in ("NNS", "NNPS"):
        return None
    for child in role.children:
        near = known.by_token.get(child.i)
        if near is not None and child.dep == "appos" and known.mentions[near].type == "person":
            return near
    for token in role.subtree():
        near = known.by_token.get(token.i)
        if token.i <= role.i or near is None or known.mentions[near].type != "person" or known.mentions[near].weak:
            continue
        first = known.doc.tokens_in(known.mentions[near].span)[0]
        before = known.doc.tokens[first.i - 1]
        if first.sent == before.sent and before.pos in ("NOUN", "PROPN") and before.i not in known.people and (
            before is role or not is_role(before, known.words) or (before.head is role and before.dep == "conj")
        ):  # fmt: skip
            return near
        return None
    return None


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
    """ "the chief executive": whoever alone was called that, where the noun is definite and singular.

    Every word of the phrase that says more ("Tesla's", "former") must stand in what the person was called.
    """
    low = fold(token.text)
    if low in known.words.collectives or token.tag in ("NNS", "NNPS"):
        return None, "collective"
    if not is_role(token, known.words):
        return thing_meant(token, known) if is_organisation(token, known) else (None, "description")
    owners = [c for c in token.children if c.dep in ("det", "poss")]
    named = any(c.dep == "compound" and c.i in known.by_token for c in token.children)  # "Apple CEO", without "the"
    if (not owners and not named) or any(c.lower in INDEFINITE for c in owners):
        return None, "indefinite"
    if any(c.dep == "poss" and c.lower in POSSESSIVES for c in owners):
        return None, "description"
    told = known.words.persons.get((low,), "")
    says = {fold(t.lemma) for t in token.subtree() if t.pos in ("NOUN", "PROPN", "ADJ", "NUM") and t.dep != "relcl"}
    fitting = {
        chain
        for chain, said, at in known.roles.get(low, ())
        if at < token.i and says <= said and known.chains[chain].gender in (None, told or known.chains[chain].gender)
    }
    latest = known.latest(token)
    if len(fitting) == 1 and latest not in fitting:
        return None, "somebody else was named since"
    if len(fitting) == 1 and len({chain for chain, _, at in known.roles[low] if at < token.i}) == 1:
        chain = fitting.pop()
        return (chain, "description") if known.chains[chain].full else (None, "no full name")
    return None, "ambiguous" if fitting else "description"


INDEFINITE = {"a", "an", "some", "any", "another", "one", "each", "every", "no"}
POSSESSIVES = {"his", "her", "their", "its", "my", "our", "your"}


def _describe(known: Referents) -> None:
    """Which role nouns the text gives to which chain, with all the words it uses."""
    for description in known.names.descriptions:
        head = _head(description.span, known.doc)
        if head is not None:
            tokens = known.doc.tokens_in(description.span)
            said = frozenset(fold(t.lemma) for t in tokens)
            known.roles[fold(head.text)].append((description.chain, said, tokens[0].i))
