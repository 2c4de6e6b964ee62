"""Relations that a text states outright: who heads, owns, hosts or works for what, and what is part of what.

Read from descriptions ("Tesla's chief executive, Elon Musk"; "Apple CEO Tim Cook"; "YouTube, a unit of Google") and
from simple clauses ("Lee heads the council"; "TikTok, owned by ByteDance"). Only names on both sides count, and no
clause that is negated, hedged, over or somebody's words.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from newsdesk.extraction.names.names import Names
from newsdesk.extraction.names.referents import quoted_tokens
from newsdesk.extraction.names.words import fold
from newsdesk.extraction.syntax import Doc, Token, root_of
from newsdesk.records import Lexicon, Relation, RelationKind, Span

Stated = tuple[int, int, RelationKind, Token, str]  # subject, object, kind, the word that says so, rule
_BELOW = {"vice", "deputy", "assistant", "associate"}
_OVER = ("of", "for", "at", "with", "from")
_IN = ("of", "in")


@dataclass(frozen=True, slots=True)
class _Tables:
    """`data/relations.yml` and the roles of people, as they are looked up."""

    roles: dict[str, RelationKind]
    parts: dict[str, RelationKind]
    active: dict[str, RelationKind]
    passive: dict[str, RelationKind]
    adjoined: dict[str, RelationKind]
    states: frozenset[str]
    not_now: frozenset[str]
    hedging: frozenset[str]
    conditions: frozenset[str]


@cache
def _words(lexicon: Lexicon) -> _Tables:
    table, roles = lexicon.tables["relations"], lexicon.tables["roles"]
    kinds: dict[str, RelationKind] = {"works": "works_for", "hosts": "works_for", "heads": "heads"}
    people = {fold(role): kind for name, kind in kinds.items() for role in roles[name]}
    return _Tables(
        people | dict.fromkeys(table["members"], "part_of"),
        dict.fromkeys((*table["parts"], *roles["places"]), "part_of") | dict.fromkeys(table["owned"], "owned_by"),
        table["active"], table["passive"], table["with"],
        *(frozenset(table[key]) for key in ("states", "not_now", "hedging", "conditions")),
    )  # fmt: skip


def find_relations(doc: Doc, names: Names, lexicon: Lexicon) -> tuple[Relation, ...]:
    """The relations of one source, in text order, each kind of a pair once a sentence."""
    words, quoted = _words(lexicon), quoted_tokens(doc)
    found: dict[tuple[int, int, str, int], Relation] = {}
    stated = (*_roles(doc, names, words), *_parts(doc, names, words), *_clauses(doc, names, words))
    for subject, other, kind, token, rule in stated:
        if subject == other or quoted[token.i] or not _fits(kind, subject, other, names):
            continue
        sentence = doc.sentence_of(token)
        span = Span(sentence[0].start, sentence[-1].end)
        found.setdefault(
            (subject, other, kind, token.sent), Relation(subject, other, kind, span, rule, token.paragraph)
        )
    return tuple(sorted(found.values(), key=lambda r: (r.sentence, r.subject, r.object, r.kind)))


def _roles(doc: Doc, names: Names, words: _Tables) -> Iterator[Stated]:
    """ "Apple CEO" and "the chief executive of Tesla" name an organisation beside the role."""
    for description in names.descriptions:
        tokens = doc.tokens_in(description.span)
        head = root_of(tokens) if tokens else None
        if (
            head is None
            or not _holds(head, words)
            or any(fold(t.text) in words.not_now for t in tokens if t.i < head.i)
        ):
            continue
        before = [fold(t.text) for t in tokens if t.i < head.i]
        role = _role(before, fold(head.text), words)
        owner = _owner(head, names, _OVER)
        if not role or owner is None:
            continue
        chain, word = owner
        kind = words.roles[role]
        below = any(c.lower in ("a", "an") for c in head.children) or not _BELOW.isdisjoint(before[-1:])
        if names.chains[chain].type == "place" and kind == "heads" and (below or role not in names.words.rulers):
            continue
        if kind == "heads" and (below or word not in ("of", "") or _scoped(head, chain, names)):
            kind = "works_for"
        yield description.chain, chain, kind, head, f"description:{description.rule}"


def _role(before: list[str], head: str, words: _Tables) -> str:
    """The longest role that ends in a noun ("chief executive officer", not "officer"); "" if none does."""
    named = (" ".join((*before[max(0, len(before) - k) :], head)) for k in (2, 1, 0))
    return next((role for role in named if role in words.roles), "")


def _scoped(role: Token, owner: int, names: Names) -> bool:
    """Whether it is a role for a part only: "CEO for Central Europe", "North America CEO", "chief of staff"."""
    for child in role.children:
        if child.dep == "prep" and child.lower in ("of", "for", "in", "at"):
            if any(o.dep == "pobj" and _chain(o, names) != owner for o in child.children):
                return True
        elif child.i < role.i and _chain(child, names) not in (None, owner):
            return True
    return False


def _parts(doc: Doc, names: Names, words: _Tables) -> Iterator[Stated]:
    """ "YouTube, a unit of Google", "Google subsidiary YouTube", "Juba is the capital of South Sudan"."""
    for noun in doc.tokens:
        kind = words.parts.get(noun.lower)
        if kind is None or noun.i in names.by_token or noun.text != noun.lower or not _holds(noun, words):
            continue
        bearer = _bearer(noun, names)
        owner = _owner(noun, names, _IN)
        if bearer is not None and owner is not None:
            yield bearer, owner[0], kind, noun, f"noun:{noun.lower}"


def _bearer(noun: Token, names: Names) -> int | None:
    """The name that a noun is said of."""
    if noun.dep in ("appos", "compound", "nmod"):
        return _chain(noun.head, names)
    if noun.dep == "attr" and noun.head.lemma == "be":
        return next((_chain(c, names) for c in noun.head.children if c.dep == "nsubj"), None)
    return next((_chain(c, names) for c in noun.children if c.dep == "appos"), None)


def _holds(noun: Token, words: _Tables) -> bool:
    """Whether a role or part is told of as now and outright: not "former", not "was", not "if he is"."""
    if any(fold(c.text) in words.not_now for c in noun.children):
        return False
    return noun.dep != "attr" or (noun.head.tag in ("VBZ", "VBP") and _outright(noun.head, words))


def _owner(head: Token, names: Names, prepositions: tuple[str, ...]) -> tuple[int, str] | None:
    """The organisation or place that a role is of: its possessor or a name right before it (with ""), or the object
    of a preposition, which is given."""
    for child in head.children:
        chain = _chain(child, names)
        if child.dep in ("poss", "compound", "nmod") and chain is not None and _beside(child, head, names):
            return chain, ""
        if child.dep == "prep" and child.lower in prepositions:
            for object_ in child.children:
                chain = _chain(object_, names)
                if object_.dep == "pobj" and chain is not None:
                    return chain, child.lower
    return None


def _beside(name: Token, head: Token, names: Names) -> bool:
    """Whether nothing stands between a name and the role but words of the role ("Apple chief executive")."""
    between = [t for t in head.children if name.i < t.i < head.i and t.i not in names.by_token]
    words = names.words
    return all(
        fold(t.text) in words.before_title or (fold(t.text),) in words.persons for t in between if t.dep != "case"
    )


def _clauses(doc: Doc, names: Names, words: _Tables) -> Iterator[Stated]:
    for verb in doc.tokens:
        known = verb.lemma in words.active or verb.lemma in words.passive or verb.lemma in words.states
        if verb.pos != "VERB" or not known or not _outright(verb, words):
            continue
        subject = _subject(verb, "nsubj", names)
        if subject is not None:
            yield from _acting(verb, subject, names, words)
        patient = _subject(verb, "nsubjpass", names)
        patient = _chain(verb.head, names) if patient is None and verb.dep in ("acl", "relcl") else patient
        if verb.tag == "VBN" and verb.lemma in words.passive and patient is not None:
            kind = words.passive[verb.lemma]
            for agent in _objects(verb, ("by",), names):
                yield (
                    (agent, patient, kind, verb, "clause")
                    if kind == "heads"
                    else (patient, agent, kind, verb, "clause")
                )


def _acting(verb: Token, subject: int, names: Names, words: _Tables) -> Iterator[Stated]:
    kind = words.active.get(verb.lemma)
    objects = [c for c in verb.children if c.dep == "dobj"] if kind else []
    for token in objects:
        other = _chain(token, names)
        if kind and other is not None and not (kind == "owned_by" and _counted(token)):
            yield (subject, other, kind, verb, "clause") if kind == "heads" else (other, subject, kind, verb, "clause")
    for phrase, kind in words.adjoined.items():
        lemma, _, word = phrase.partition(" ")
        if verb.lemma == lemma:
            for other in _objects(verb, (word,), names):
                yield subject, other, kind, verb, "clause"


def _counted(bought: Token) -> bool:
    """Whether a number of something was bought, not the whole of it: "20 Dreamliners"."""
    return any(c.dep == "nummod" for c in bought.children)


def _subject(verb: Token, dep: str, names: Names) -> int | None:
    for child in verb.children:
        if child.dep == dep and child.lower in ("who", "which", "that") and verb.dep == "relcl":
            return _chain(verb.head, names)
        if child.dep == dep:
            return _chain(child, names)
    return None


def _objects(verb: Token, prepositions: tuple[str, ...], names: Names) -> Iterator[int]:
    for child in verb.children:
        if child.dep in ("agent", "prep") and child.lower in prepositions:
            for object_ in child.children:
                chain = _chain(object_, names)
                if object_.dep == "pobj" and chain is not None:
                    yield chain


def _outright(verb: Token, words: _Tables) -> bool:
    """Whether a clause says that something is so: not denied or hedged, no condition, no plan, no past state."""
    below = {fold(c.text) for c in verb.children if c.dep in ("aux", "auxpass", "advmod", "mark")}
    if any(c.dep == "neg" or c.tag == "MD" for c in verb.children) or verb.tag in ("VB", "VBG"):
        return False
    if below & (words.not_now | words.conditions) or _hedged(verb, words):
        return False
    return verb.lemma not in words.states or not (verb.tag == "VBD" or below & {"was", "were", "had"})


def _hedged(verb: Token, words: _Tables) -> bool:
    """Whether a clause stands under a verb of holding or doubting; what is said of a name in passing does not."""
    while verb.head is not verb and verb.dep not in ("relcl", "acl", "appos"):
        verb = verb.head
        if verb.lemma in words.hedging:
            return True
    return False


def _chain(token: Token, names: Names) -> int | None:
    mention = names.mention_at(token)
    if mention is None or mention.weak or mention.chain is None or not names.chains[mention.chain].full:
        return None
    return mention.chain


def _fits(kind: RelationKind, subject: int, other: int, names: Names) -> bool:
    """Whether both are of a kind that can stand in this relation."""
    one, two = names.chains[subject].type, names.chains[other].type
    if kind in ("works_for", "heads"):
        return one == "person" and two in (("organisation", "event", "place") if kind == "heads" else ("organisation",))
    if kind == "owned_by":
        return one in ("organisation", "product") and two in ("organisation", "person", "place")
    if kind == "part_of":
        return two == ("organisation" if one == "person" else one) and one != "product"
    return one == "event" and two in ("organisation", "person", "place")
