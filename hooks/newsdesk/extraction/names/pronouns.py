"""Whom "he" and "she" mean: antecedents weighed by where and how the text last spoke of them.

In the line of Lappin and Leass (1994): a recent subject weighs most, weight halves with each sentence, gender must
agree. What is said inside quotation marks is left out. Common nouns for people compete too ("the doctor … he"), so
that nobody named is taken for somebody who is only described.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from newsdesk.extraction.names.descriptions import is_role
from newsdesk.extraction.names.referents import Named
from newsdesk.extraction.names.words import fold
from newsdesk.extraction.syntax import Doc, Token

PRONOUNS = {
    "he": "m", "him": "m", "his": "m", "himself": "m", "she": "f", "her": "f", "hers": "f", "herself": "f",
}  # fmt: skip
SHORT = "no full name"  # the rule of a chain whose full name the text never gives
REACH = 5  # sentences that a pronoun looks back
MARGIN = 1.5  # how much more the best antecedent must weigh than the next
LEAST = 0.3  # what an antecedent must weigh that was no subject when last named
FADING = 0.5  # a sentence further back, half the weight
UNSURE = 0.6  # of the weight, where the gender is not known
DESCRIBED = 0.8  # of a name's weight, for a common noun
FAMILIAR = 0.04  # for each earlier mention, up to five
_WEIGHT = {"nsubj": 1.0, "nsubjpass": 0.95, "dobj": 0.5, "dative": 0.5, "pobj": 0.45, "agent": 0.6, "appos": 0.5,
           "conj": 0.6, "poss": 0.35, "compound": 0.25, "nmod": 0.3, "attr": 0.5, "ROOT": 0.6}  # fmt: skip

Antecedent = int | str  # a chain, the lemma of a common noun, or "?f" and "?m" for whom an earlier pronoun left open


@dataclass(slots=True)
class _Antecedent:
    token: Token
    weight: float


def resolve_pronouns(
    doc: Doc, named: Named, quoted: Sequence[bool], described: Callable[[Token], int | None]
) -> dict[int, tuple[int | None, str]]:
    """For the token index of every he and she: its chain and the rule, or (None, why not).

    `described` resolves a common noun ("the senator") to a chain. Read twice: what pronouns tell of people's gender
    where only one person can be meant is known the second time.
    """
    first = _Discourse(doc, named, described, {})
    _read(first, quoted)
    told = {who: max(v, key=lambda g: v[g]) for who, v in first.told.items() if len(v) == 1}
    return _read(_Discourse(doc, named, described, told), quoted)


def _read(scene: _Discourse, quoted: Sequence[bool]) -> dict[int, tuple[int | None, str]]:
    doc, by_token, mentions, words = scene.doc, scene.by_token, scene.mentions, scene.words
    found: dict[int, tuple[int | None, str]] = {}
    done: set[int] = set()
    for token in doc.tokens:
        if token.lower in PRONOUNS:
            found[token.i] = scene.antecedent(token)
            chain = found[token.i][0]
            if not quoted[token.i]:
                scene.see(f"?{PRONOUNS[token.lower]}" if chain is None else chain, token)
        if quoted[token.i]:
            continue
        place = by_token.get(token.i)
        if place is None:
            if token.pos == "NOUN" and token.tag == "NN" and is_role(token, words):
                scene.see_noun(token)
        elif place not in done and (token.head.i not in by_token or by_token[token.head.i] != place):
            done.add(place)
            mention = mentions[place]
            if mention.type == "person" and mention.chain is not None and not mention.weak:
                scene.see(mention.chain, token)
    return found


class _Discourse:
    def __init__(
        self, doc: Doc, named: Named, described: Callable[[Token], int | None], told: Mapping[int, str]
    ) -> None:
        self.doc, self.mentions, self.chains = doc, named.mentions, named.chains
        self.by_token, self.words, self.described, self.known = named.by_token, named.words, described, told
        self.seen: dict[Antecedent, _Antecedent] = {}
        self.times: dict[Antecedent, int] = defaultdict(int)
        self.told: dict[int, Counter[str]] = defaultdict(Counter)  # genders that pronouns tell

    def see(self, who: Antecedent, token: Token, share: float = 1.0) -> None:
        weight = salience(token) * share
        old = self.seen.get(who)
        if old is not None and old.token.sent == token.sent:
            weight = max(weight, old.weight)
        self.times[who] += 1
        self.seen[who] = _Antecedent(token, weight)

    def see_noun(self, token: Token) -> None:
        """A person who is only described: not where the noun describes somebody named, or nobody in particular."""
        named = any(c.i in self.by_token and c.dep in ("appos", "compound") for c in token.children) or (
            token.dep in ("appos", "attr", "compound", "nmod", "amod", "poss", "conj") or token.head.i in self.by_token
        )
        if not named and token.dep in ("nsubj", "nsubjpass", "dobj", "pobj", "agent"):
            who = self.described(token)
            self.see(fold(token.lemma) if who is None else who, token, DESCRIBED)

    def gender(self, who: Antecedent) -> str | None:
        if isinstance(who, int):
            return self.chains[who].gender or self.known.get(who)
        return who[1] if who[0] == "?" else self.words.persons.get((who,)) or None

    def antecedent(self, pronoun: Token) -> tuple[int | None, str]:
        wanted = PRONOUNS[pronoun.lower]
        weighed: list[tuple[float, Antecedent]] = []
        for who, last in self.seen.items():
            back = pronoun.sent - last.token.sent
            own = self.gender(who)
            if back > REACH or (own is not None and own != wanted) or _clause_mates(pronoun, last.token):
                continue
            weight = last.weight * FADING**back * (1.0 if own else UNSURE)
            weighed.append((weight + FAMILIAR * min(self.times[who], 5) * FADING**back, who))
        if not weighed:
            return None, "no antecedent"
        weighed.sort(key=lambda pair: (-pair[0], str(pair[1])))
        alone = len(weighed) == 1 and self.gender(weighed[0][1]) == wanted
        if not alone and weighed[0][0] < LEAST and self.seen[weighed[0][1]].weight < 0.6:
            return None, "named in passing"
        if len(weighed) > 1 and weighed[0][0] < MARGIN * weighed[1][0]:
            return None, "ambiguous"
        best = weighed[0][1]
        if isinstance(best, str):
            return None, "somebody described"
        if len(weighed) == 1 and len(self.seen) == 1:
            self.told[best][wanted] += 1
        chain = self.chains[best]
        if chain.candidates:
            return None, "ambiguous"
        return best, "pronoun" if chain.full else SHORT


def salience(token: Token) -> float:
    """How much a mention by this head token stays in mind: main subjects most."""
    weight = _WEIGHT.get(token.dep, 0.4)
    if token.dep == "appos" and token.head.dep in ("nsubj", "nsubjpass"):
        return salience(token.head)  # "his pollster, Ann Lee, says"
    if token.dep in ("nsubj", "nsubjpass"):
        clause = token.head
        if clause.dep in ("relcl", "acl"):
            weight = 0.5
        elif clause.dep in ("ccomp", "advcl", "xcomp", "pcomp", "csubj"):
            weight = 0.65
    elif token.dep == "conj" and token.head.dep in ("nsubj", "nsubjpass"):
        weight = 0.8
    return weight


def _clause_mates(pronoun: Token, name: Token) -> bool:
    """Whether both are arguments of one verb, so that they cannot be one person ("Trump thanked him")."""
    arguments = ("dobj", "nsubj", "nsubjpass", "dative")
    return pronoun.dep in arguments and name.dep in arguments and name.head is pronoun.head
