"""Which organisation a common noun means: "the carmaker", "the company", "the network".

From the text's own words first ("Tesla, the electric carmaker"), then from the names ("the council" where one council
is named); "the company" also where the text names one organisation only that may be a company. Where it names another
one since, or leaves any other choice: none.
"""

from __future__ import annotations

from collections.abc import Sequence

from newsdesk.extraction.names.referents import Referents
from newsdesk.extraction.names.words import fold
from newsdesk.extraction.syntax import Token

_DEFINITE = {"the", "this", "that"}
NEAR = 60  # tokens
COMPANY = {"company", "firm", "business", "corporation"}


def is_organisation(token: Token, known: Referents) -> bool:
    """Whether a noun, in the singular, says what an organisation is."""
    return token.tag == "NN" and known.words.nouns.get(fold(token.text)) == "organisation"


def thing_meant(noun: Token, known: Referents) -> tuple[int | None, str]:
    """The chain of the one organisation that a definite noun means and the rule, or (None, why not)."""
    if not any(c.dep == "det" and c.lower in _DEFINITE for c in noun.children):
        return None, "indefinite"
    if any(c.dep in ("poss", "prep", "relcl", "acl", "appos", "nummod", "conj") for c in noun.children):
        return None, "description"
    if (
        noun.dep in ("compound", "nmod")
        or noun.i + 1 in known.by_token
        or any(c.i in known.by_token for c in noun.children)
    ):
        return None, "description"  # "the network President Lee founded"
    low = fold(noun.text)
    says = {fold(c.lemma) for c in noun.children if c.dep in ("amod", "compound", "nmod")}
    so_far = _named_so_far(noun, known)
    fitting = {c for c in so_far if (said := _called(c, low, noun, known)) and says <= said}
    if not fitting and not says:
        fitting = {c for c in so_far if _says_so_itself(c, low, known)}
    if not fitting and not says and low in COMPANY:
        fitting = {c for c in so_far if not _public(c, known)}
    if len(fitting) != 1:
        return None, "ambiguous" if fitting else "description"
    (chain,) = fitting
    if so_far[-1] != chain:
        return None, "another one was named since"
    if _unknown_since(chain, noun, known):
        return None, "an unknown name since"
    return chain, "description"


def _unknown_since(chain: int, noun: Token, known: Referents) -> bool:
    """Whether a single name that the text does not explain ("Arup") stands in the noun's sentence, after the last one
    of the chain: it may be a firm's."""
    for token in reversed(known.doc.tokens[max(0, noun.i - NEAR) : noun.i]):
        place = known.by_token.get(token.i)
        mention = known.mentions[place] if place is not None else None
        if token.sent != noun.sent or mention is None or mention.chain is None:
            continue
        if mention.chain == chain:
            return False
        named = known.chains[mention.chain]
        if (
            named.type == "person"
            and not named.full
            and not mention.weak
            and " " not in mention.span.of(known.doc.text)
        ):
            return True
    return False


def _named_so_far(noun: Token, known: Referents) -> Sequence[int]:
    """The organisations named in full before a noun, outside quotation marks, the one named last at the end."""
    last: dict[int, None] = {}
    for i, place in known.things:
        if i >= noun.i:
            break
        chain = known.mentions[place].chain
        if chain is not None and not known.quoted[i]:
            last.pop(chain, None)
            last[chain] = None
    return list(last)


def _called(chain: int, low: str, noun: Token, known: Referents) -> frozenset[str]:
    """All words of the descriptions in which the text has called an organisation by this noun; for "company" of those
    that only companies are called by."""
    nouns = known.words.firms if low in COMPANY else {low}
    said = (words for kind in nouns for who, words, at in known.roles.get(kind, ()) if who == chain and at < noun.i)
    return frozenset[str]().union(*said)


def _says_so_itself(chain: int, low: str, known: Referents) -> bool:
    """Whether the name has the noun, or a word by which such organisations are named ("Borneo Airlines")."""
    words = known.chains[chain].key.split()
    return len(words) > 1 and not {low, *known.words.sorts.get(low, ())}.isdisjoint(words)


def _public(chain: int, known: Referents) -> bool:
    """Whether a name says that it is no company's: "Harbour Council", "Ministry of Trade"."""
    return not known.words.public.isdisjoint(known.chains[chain].key.split())
