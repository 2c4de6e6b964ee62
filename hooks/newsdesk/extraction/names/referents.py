"""What one text names, and where: as resolving "he", "the senator" and "the carmaker" needs it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from newsdesk.extraction.names.words import NameTables, fold
from newsdesk.extraction.syntax import Doc, Token, root_of
from newsdesk.records import Chain, Description, Mention, Span

_OPEN, _CLOSE = "“„«", "”»"


@dataclass(frozen=True, eq=False)
class Named:
    """All mentions and chains of one source. `mentions` do not overlap."""

    mentions: tuple[Mention, ...]
    chains: tuple[Chain, ...]
    by_token: Mapping[int, int]  # token index → index of the mention that covers it
    words: NameTables
    descriptions: tuple[Description, ...] = ()


@dataclass(eq=False)
class Referents:
    """What resolving needs to know of one text.

    `roles`: for a role noun the chains it was said of, with the lemmas of the whole description and where it begins.
    `pronouns`: whom each stands for, by its token's index; `coreference` fills it in.
    """

    doc: Doc
    named: Named
    quoted: list[bool] = field(init=False)
    people: set[int] = field(init=False)  # tokens of people's names
    things: list[tuple[int, int]] = field(init=False)  # first token and mention of organisations named in full
    pronouns: dict[int, tuple[int | None, str]] = field(default_factory=dict)
    roles: dict[str, list[tuple[int, frozenset[str], int]]] = field(default_factory=lambda: defaultdict(list))
    initials: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))  # of people named in full
    heads: dict[int, int] = field(default_factory=dict)  # chains by the heads of what describes them
    described: set[int] = field(default_factory=set)  # chains that the text calls something
    brought_in: dict[int, int] = field(default_factory=dict)  # for each chain the first mention of several words

    def __post_init__(self) -> None:
        self.quoted = quoted_tokens(self.doc)
        self.people = {i for i, place in self.by_token.items() if self.mentions[place].type == "person"}
        self.things = sorted({place: i for i, place in sorted(self.by_token.items(), reverse=True)}.items())
        self.things = [(i, place) for place, i in self.things if _full_organisation(self.mentions[place], self.chains)]
        for place, mention in enumerate(self.mentions):
            if mention.chain is not None and len(self.doc.tokens_in(mention.span)) > 1:
                self.brought_in.setdefault(mention.chain, place)
        for n, chain in enumerate(self.chains):
            if chain.type == "person" and chain.full and not chain.candidates:
                for letters in _initials(chain.name):
                    self.initials[letters].add(n)
        _describe(self)

    @property
    def mentions(self) -> Sequence[Mention]:
        return self.named.mentions

    @property
    def chains(self) -> Sequence[Chain]:
        return self.named.chains

    @property
    def by_token(self) -> Mapping[int, int]:
        return self.named.by_token

    @property
    def words(self) -> NameTables:
        return self.named.words

    def latest(self, token: Token) -> int | None:
        """The person named last before a token, outside quotation marks."""
        for i in range(token.i - 1, -1, -1):
            if i in self.people and not self.quoted[i]:
                return self.mentions[self.by_token[i]].chain
        return None


def _full_organisation(mention: Mention, chains: Sequence[Chain]) -> bool:
    chain = chains[mention.chain] if mention.chain is not None and not mention.weak else None
    return chain is not None and chain.type == "organisation" and chain.full and not chain.candidates


def _initials(name: str) -> tuple[str, ...]:
    """The letters that stand for a name: of all its words, without particles, of the first and the last."""
    every = "".join(word[0] for word in name.replace("-", " ").split())
    return every, every.upper(), "".join(c for c in every if c.isupper()), every[:1] + every[-1:]


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


def _describe(known: Referents) -> None:
    """Which role nouns the text gives to which chain, with all the words it uses."""
    for description in known.named.descriptions:
        head = head_of(description.span, known.doc)
        if head is not None:
            known.heads[head.i] = description.chain
            known.described.add(description.chain)
            tokens = known.doc.tokens_in(description.span)
            said = frozenset(fold(t.lemma) for t in tokens)
            known.roles[fold(head.text)].append((description.chain, said, tokens[0].i))


def head_of(span: Span, doc: Doc) -> Token | None:
    """The token of a phrase on which its other words depend."""
    tokens = [t for t in doc.tokens_in(span) if t.text[0].isalnum()] or doc.tokens_in(span)
    return root_of(tokens) if tokens else None
