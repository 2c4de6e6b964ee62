"""Whom "the striker" means where the text calls nobody so: the one person whom it has just brought in by name.

Writers vary the name of somebody new at once ("Petra Lind, whose goal came late, … the striker said"). So: one person
alone is named in this paragraph and the one before, for the first time in full, and is called nothing else. What is
said must not be about "him" or "her". An office, which the next one in the story may hold ("the manager"), means that
person only where the text has just told what he or she said.
"""

from __future__ import annotations

from newsdesk.extraction.names.descriptions import is_role
from newsdesk.extraction.names.pronouns import PRONOUNS
from newsdesk.extraction.names.referents import Referents
from newsdesk.extraction.names.words import fold
from newsdesk.extraction.syntax import Token

REACH = 200  # tokens on either side that are looked at


def varied(noun: Token, known: Referents) -> int | None:
    """The chain that a role noun stands for as a variation of the name; None where the text leaves any doubt."""
    low = fold(noun.text)
    if [c.lower for c in noun.children if c.dep != "punct"] != ["the"] or known.quoted[noun.i]:
        return None
    window = known.doc.tokens[max(0, noun.i - REACH) : noun.i + REACH]
    near = [t for t in window if t.paragraph in (noun.paragraph - 1, noun.paragraph)]
    before = [t for t in near if t.i < noun.i and not known.quoted[t.i]]
    named = {
        known.by_token[t.i] for t in before if t.i in known.people and not known.mentions[known.by_token[t.i]].weak
    }
    chains = {known.mentions[place].chain for place in named}
    chain = next(iter(chains), None)
    if len(chains) != 1 or chain is None or not known.chains[chain].full or known.chains[chain].candidates:
        return None
    if known.brought_in.get(chain) not in named or not _fits(low, chain, known):
        return None
    if any(_somebody_else(t, noun, chain, known) for t in before) or any(_told_of(t, chain, known) for t in near):
        return None
    office = low not in known.words.epithets
    return None if office and not any(_speaks(t, chain, known) for t in before) else chain


def _fits(low: str, chain: int, known: Referents) -> bool:
    """Whether a noun's gender is the person's, and the text calls the person nothing else (a people's name is no other
    calling)."""
    told, gender = known.words.persons.get((low,), ""), known.chains[chain].gender
    if told and gender and told != gender:
        return False
    return low in known.words.demonyms or chain not in known.described


def _somebody_else(token: Token, noun: Token, chain: int, known: Referents) -> bool:
    """Whether a noun brings in somebody who has no name."""
    return (
        token is not noun
        and token.tag == "NN"
        and token.i not in known.by_token
        and is_role(token, known.words)
        and known.heads.get(token.i) != chain
    )


def _told_of(token: Token, chain: int, known: Referents) -> bool:
    """Whether a word in marks is about the person: nobody speaks so of himself."""
    if not known.quoted[token.i]:
        return False
    place = known.by_token.get(token.i)
    if place is not None and known.mentions[place].chain == chain:
        return True
    gender = PRONOUNS.get(token.lower)
    return gender is not None and gender in (known.chains[chain].gender or "fm")


def _speaks(token: Token, chain: int, known: Referents) -> bool:
    place = known.by_token.get(token.i)
    return (
        place is not None
        and known.mentions[place].chain == chain
        and token.dep == "nsubj"
        and token.head.lemma in known.words.saying
    )
