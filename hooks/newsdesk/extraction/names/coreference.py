"""Whom a speaker phrase means: names, pronouns, descriptions. Where the text leaves a choice: nobody."""

from __future__ import annotations

from newsdesk.extraction.names.descriptions import is_role
from newsdesk.extraction.names.epithets import varied
from newsdesk.extraction.names.pronouns import PRONOUNS, SHORT, resolve_pronouns
from newsdesk.extraction.names.referents import Named, Referents, head_of
from newsdesk.extraction.names.things_meant import is_organisation, thing_meant
from newsdesk.extraction.names.words import fold
from newsdesk.extraction.syntax import Doc, Token
from newsdesk.records import Span

OTHERS = {
    "i", "we", "you", "they", "it", "them", "me", "us", "my", "our", "their", "its", "this", "that", "these", "those",
}  # fmt: skip
INDEFINITE = {"a", "an", "some", "any", "another", "one", "each", "every", "no"}
POSSESSIVES = {"his", "her", "their", "its", "my", "our", "your"}


def referents(doc: Doc, named: Named) -> Referents:
    """What a text names, with every "he" and "she" resolved once, in text order."""
    known = Referents(doc, named)
    known.pronouns = resolve_pronouns(doc, named, known.quoted, lambda token: _description(token, known)[0])
    return known


def resolve(phrase: Token | Span, known: Referents) -> tuple[int | None, str]:
    """The chain that a speaker phrase means and the rule, or (None, why not).

    A chain whose full name the text never gives comes with the rule `SHORT`: it takes other articles to say who it is.
    """
    token = phrase if isinstance(phrase, Token) else head_of(phrase, known.doc)
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
    chain = labelled(token, known)
    if chain is not None:
        return chain, "initials"
    if place is not None and not (known.mentions[place].weak and fold(token.text) in known.words.epithets):
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
        firm = _firm(child, known) if fold(role.text) in known.words.either else None
        if firm is not None:
            return firm
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


def _firm(apposed: Token, known: Referents) -> int | None:
    """The organisation in apposition to a role: "the owner, Calder & Moss", "the owner, the firm Calder & Moss"."""
    noun = known.words.nouns.get(fold(apposed.text)) == "organisation"
    for token in (apposed, *(c for c in apposed.children if noun and c.dep == "appos")):
        place = known.by_token.get(token.i)
        if place is not None and token.dep == "appos" and known.mentions[place].type == "organisation":
            return place
    return None


def labelled(token: Token, known: Referents) -> int | None:
    """Whose initials stand before a turn of a transcript ("NT: It was late."): the one whom the text names in full."""
    tokens, text = known.doc.tokens, token.text
    after = tokens[token.i + 1] if token.i + 1 < len(tokens) else token
    opens = token.i == 0 or tokens[token.i - 1].paragraph != token.paragraph
    title = (fold(text),) in known.words.titles or fold(text) in known.words.countries
    if not (opens and after.text == ":" and text.isupper() and text.isalpha() and 1 < len(text) < 5) or title:
        return None
    fitting = known.initials.get(text, set())
    return next(iter(fitting)) if len(fitting) == 1 else None


def _named(place: int, known: Referents, rule: str = "name") -> tuple[int | None, str]:
    mention = known.mentions[place]
    if mention.chain is None or mention.weak:
        return None, "unresolved name"
    chain = known.chains[mention.chain]
    if chain.candidates:
        return None, "ambiguous"
    if not chain.full:
        return mention.chain, SHORT
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
        return chain, "description" if known.chains[chain].full else SHORT
    meant = None if known.roles.get(low) else varied(token, known)
    return (meant, "epithet") if meant is not None else (None, "ambiguous" if fitting else "description")
