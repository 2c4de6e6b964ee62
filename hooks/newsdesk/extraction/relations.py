"""Relations that a text states outright: who heads, owns, hosts or works for what, each with its sentence.

Read from descriptions ("Tesla's chief executive, Elon Musk"; "Apple CEO Tim Cook") and from simple clauses ("Lee heads
the council"; "TikTok, owned by ByteDance"). Only names on both sides count, and no negated or hedged clause.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from newsdesk.extraction.names.names import Names
from newsdesk.extraction.names.words import fold
from newsdesk.extraction.syntax import Doc, Token
from newsdesk.records import Lexicon, Relation, Span

Kind = Literal["works_for", "heads", "owned_by", "hosted_by", "part_of"]
_ACTIVE: dict[str, tuple[Kind, bool]] = {
    # verb → (relation, whether the object of the verb is the subject of the relation)
    "head": ("heads", False), "chair": ("heads", False),
    "own": ("owned_by", True), "acquire": ("owned_by", True), "buy": ("owned_by", True),
    "host": ("hosted_by", True), "organize": ("hosted_by", True), "organise": ("hosted_by", True),
}  # fmt: skip
_PASSIVE: dict[str, Kind] = {"own": "owned_by", "host": "hosted_by", "organize": "hosted_by", "organise": "hosted_by"}
_OVER = {"of", "for", "at", "with", "from"}


def find_relations(doc: Doc, names: Names, lexicon: Lexicon) -> tuple[Relation, ...]:
    """The relations of one source, in text order, each kind of a pair once a sentence."""
    roles = _roles(lexicon)
    found: dict[tuple[int, int, str, int], Relation] = {}
    for subject, other, kind, token, rule in (*_described(doc, names, roles), *_clauses(doc, names)):
        if subject == other or not _fits(kind, subject, other, names):
            continue
        sentence = doc.sentence_of(token)
        span = Span(sentence[0].start, sentence[-1].end)
        found.setdefault(
            (subject, other, kind, token.sent), Relation(subject, other, kind, span, rule, token.paragraph)
        )
    return tuple(sorted(found.values(), key=lambda r: (r.sentence, r.subject, r.object, r.kind)))


def _roles(lexicon: Lexicon) -> dict[str, Kind]:
    table = lexicon.tables["roles"]
    kinds: tuple[tuple[str, Kind], ...] = (("works", "works_for"), ("heads", "heads"), ("hosts", "works_for"))
    return {fold(role).split()[-1]: kind for name, kind in kinds for role in table[name]} | {
        fold(role): kind for name, kind in kinds for role in table[name]
    }


def _described(doc: Doc, names: Names, roles: dict[str, Kind]) -> Iterator[tuple[int, int, Kind, Token, str]]:
    """ "Apple CEO" and "the chief executive of Tesla" name an organisation beside the role."""
    for description in names.descriptions:
        tokens = doc.tokens_in(description.span)
        inside = {t.i for t in tokens}
        head = next((t for t in tokens if t.head.i not in inside or t.head is t), None)
        if head is None or _over(head, doc):
            continue
        before = doc.tokens[head.i - 1] if head.i - 1 in inside else None
        kind = roles.get(f"{fold(before.text)} {fold(head.text)}" if before else "") or roles.get(fold(head.text))
        owner = _owner(head, names)
        if kind is None or owner is None:
            continue
        chain, word = owner
        below = any(c.lower in ("a", "an") for c in head.children) or (before and fold(before.text) in _BELOW)
        place = names.chains[chain].type == "place"
        if place and (kind != "heads" or below or not _governs(head, before, names)):
            continue
        if below or word not in ("of", ""):
            kind = "works_for"
        yield description.chain, chain, kind, head, f"description:{description.rule}"


_BELOW = {"vice", "deputy", "assistant", "associate"}


def _over(head: Token, doc: Doc) -> bool:
    """Whether a role is told of as past: "former", "formerly", "was"."""
    near = [*head.children, *(doc.tokens[head.i - 1 : head.i] if head.i else ())]
    past = head.dep == "attr" and head.head.tag == "VBD"
    return past or any(fold(t.text) in ("former", "formerly", "ex", "then", "late", "ousted", "retired") for t in near)


def _governs(head: Token, before: Token | None, names: Names) -> bool:
    """Whether the role is one by which a place is governed, and directly so ("Tulsa police chief" is not)."""
    word = fold(head.text)
    role = f"{fold(before.text)} {word}" if before is not None and fold(before.text) in ("prime", "first") else word
    return role in names.words.rulers


def _owner(head: Token, names: Names) -> tuple[int, str] | None:
    """The organisation or place that a role is of: its possessor or a name right before it (with ""), or the object
    of a preposition, which is given."""
    for child in head.children:
        chain = _chain(child, names)
        if child.dep in ("poss", "compound", "nmod") and chain is not None and _beside(child, head, names):
            return chain, ""
        if child.dep == "prep" and child.lower in _OVER:
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


def _clauses(doc: Doc, names: Names) -> Iterator[tuple[int, int, Kind, Token, str]]:
    for verb in doc.tokens:
        if verb.pos != "VERB" or any(c.dep == "neg" or c.tag == "MD" for c in verb.children):
            continue
        subject = next((_chain(c, names) for c in verb.children if c.dep == "nsubj"), None)
        if verb.dep == "relcl" and any(c.dep == "nsubj" and c.lower in ("who", "which", "that") for c in verb.children):
            subject = _chain(verb.head, names)
        if verb.lemma in _ACTIVE and subject is not None:
            kind, turned = _ACTIVE[verb.lemma]
            for child in verb.children:
                other = _chain(child, names)
                if child.dep == "dobj" and other is not None:
                    yield (other, subject, kind, verb, "clause") if turned else (subject, other, kind, verb, "clause")
        if verb.lemma in _PASSIVE and verb.tag == "VBN":
            patient = next((_chain(c, names) for c in verb.children if c.dep == "nsubjpass"), None)
            patient = _chain(verb.head, names) if patient is None and verb.dep in ("acl", "relcl") else patient
            agent = next((_chain(o, names) for c in verb.children if c.dep in ("agent", "prep") and c.lower == "by"
                          for o in c.children if o.dep == "pobj"), None)  # fmt: skip
            if patient is not None and agent is not None:
                yield patient, agent, _PASSIVE[verb.lemma], verb, "clause"


def _chain(token: Token, names: Names) -> int | None:
    mention = names.mention_at(token)
    if mention is None or mention.weak or mention.chain is None or not names.chains[mention.chain].full:
        return None
    return mention.chain


def _fits(kind: Kind, subject: int, other: int, names: Names) -> bool:
    """Whether both are of a kind that can stand in this relation."""
    one, two = names.chains[subject].type, names.chains[other].type
    if kind in ("works_for", "heads"):
        return one == "person" and two in (("organisation", "event", "place") if kind == "heads" else ("organisation",))
    if kind == "owned_by":
        return one in ("organisation", "product") and two in ("organisation", "person", "place")
    return one == "event" and two in ("organisation", "person", "place")
