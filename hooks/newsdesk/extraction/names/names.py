"""The names of one source, and who a phrase means."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from newsdesk.extraction.names.coreference import referents, resolve
from newsdesk.extraction.names.descriptions import is_role, noun_phrase
from newsdesk.extraction.names.pronouns import SHORT
from newsdesk.extraction.names.referents import Named, Referents
from newsdesk.extraction.names.things_meant import is_organisation
from newsdesk.extraction.syntax import Doc, Token
from newsdesk.records import Mention, Span


@dataclass(frozen=True, eq=False)
class Names(Named):
    """The same with look-ups; mentions in `described` may overlap others."""

    described: tuple[Mention, ...] = ()  # the descriptions as weak mentions
    _referents: dict[int, Referents] = field(default_factory=dict, repr=False)

    def mention_at(self, token: Token) -> Mention | None:
        """The mention that covers a token."""
        place = self.by_token.get(token.i)
        return None if place is None else self.mentions[place]

    def anaphors(self, doc: Doc) -> Iterator[Mention]:
        """Descriptions that stand for somebody named elsewhere in the text ("the Apple chief executive")."""
        known = self._known(doc)
        taken = {t.i for m in self.described for t in doc.tokens_in(m.span)}
        for token in doc.tokens:
            if token.i in taken or token.i in self.by_token:
                continue
            if not is_role(token, self.words) and (known.quoted[token.i] or not is_organisation(token, known)):
                continue
            chain, rule = resolve(token, known)
            if chain is not None and rule == "description":
                yield Mention(noun_phrase(token), self.chains[chain].type, chain, "description", token.paragraph, True)

    def resolve(self, phrase: Token | Span, doc: Doc) -> tuple[int | None, str]:
        """Whom a speaker phrase means: (chain, rule), or (None, why not).

        `phrase` is its head token or its span: a name, a pronoun, a description. Two candidates: (None, "ambiguous").
        """
        chain, rule = resolve(phrase, self._known(doc))
        return None if rule == SHORT else chain, rule

    def short(self, phrase: Token | Span, doc: Doc) -> int | None:
        """The chain that a speaker phrase means where the text never gives its full name."""
        chain, rule = resolve(phrase, self._known(doc))
        return chain if rule == SHORT else None

    def _known(self, doc: Doc) -> Referents:
        if id(doc) not in self._referents:
            self._referents[id(doc)] = referents(doc, self)
        return self._referents[id(doc)]
