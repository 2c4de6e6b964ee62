"""The name behind a description: "a lawyer for the banker Otto Kraus, Ann Prior, said" is Ms. Prior, not Mr. Kraus."""

from __future__ import annotations

from newsdesk.extraction.names import Names
from newsdesk.extraction.names.descriptions import is_role
from newsdesk.extraction.speakers.scene import Scene
from newsdesk.extraction.syntax import EntitySpan, Token

REACH = 16  # tokens between a description's head and the name
NOUN_WORDS = ("NOUN", "PROPN", "ADJ", "DET", "ADP", "NUM", "PART", "PRON", "CCONJ", "SYM", "X")
TITLES = 3  # words of a title between comma and name


def name_behind(scene: Scene, head: Token, names: Names) -> EntitySpan | None:
    """The person in apposition to a description, set off by commas or right behind it; None if there is none.

    "A friend of the mayor, Ann Lee, said" leaves open who is Ann Lee, so it has none.
    """
    tokens = scene.doc.tokens
    role: Token | None = head
    for token in tokens[head.i + 1 : head.i + 1 + REACH]:
        if token.sent != head.sent or scene.inside[token.i] >= 0:
            return None
        entity = scene.entity_of.get(token.i)
        person = entity is not None and entity.label == "PERSON" and entity.first is token
        if token.i == head.i + 1 and person and entity is not None:
            return entity if _ends(scene, entity) else None  # "election clerk Dora Finn said"
        if token.text in (",", "—", "–"):
            return _set_off(scene, token, names, role)
        if token.pos not in NOUN_WORDS and token.tag not in ("VBN", "POS", "HYPH"):
            return None
        if token.pos in ("NOUN", "PROPN"):
            role = token
    return None


def _set_off(scene: Scene, comma: Token, names: Names, last: Token | None) -> EntitySpan | None:
    """The person between a comma and the next, or the verb, or the end; `last` is the noun before the comma."""
    for token in scene.doc.tokens[comma.i + 1 : comma.i + 2 + TITLES]:
        if token.paragraph != comma.paragraph:
            return None
        entity = scene.entity_of.get(token.i)
        if entity is not None and entity.label == "PERSON":
            nearer = last is not None and _stands_for_somebody(scene, last, names)
            return entity if entity.first is token and _ends(scene, entity) and not nearer else None
        if not token.text[0].isupper():
            return None
    return None


def _stands_for_somebody(scene: Scene, noun: Token, names: Names) -> bool:
    """Whether the noun before the comma is itself a person's role, behind a preposition: "a friend of the mayor,"."""
    below = noun
    while below.dep in ("compound", "conj", "nmod"):
        below = below.head
    if below.dep != "pobj" or scene.entity_of.get(noun.i) is not None:
        return False
    return is_role(noun, names.words) and any(c.dep in ("det", "poss") for c in noun.children)


def _person(noun: Token, names: Names) -> bool:
    """Whether a noun is somebody's role or trade: "the mayor", "the banker", "the accused"."""
    trade = noun.lower.endswith(("er", "or", "ist", "ian", "ant", "ee", "accused", "victim")) and noun.tag == "NN"
    return is_role(noun, names.words) or trade


def _ends(scene: Scene, entity: EntitySpan) -> bool:
    """Whether a name stands for itself: behind it a comma, a verb, a mark or the end, and no "and" or "'s"."""
    tokens, i = scene.doc.tokens, entity.last.i + 1
    if i >= len(tokens) or tokens[i].paragraph != entity.last.paragraph or scene.inside[i] >= 0:
        return True
    after = tokens[i]
    return (after.pos in ("PUNCT", "VERB", "AUX", "ADV") and after.text not in ("-", "/")) or after.lower in (
        "who",
        "at",
    )


def inside_of(scene: Scene, head: Token, first: Token) -> bool:
    """Whether a description holds a name: the client in "a lawyer for the banker Otto Kraus"."""
    between = scene.doc.tokens[head.i + 1 : first.i]
    return (
        first.sent == head.sent
        and 0 < len(between) <= REACH
        and any(t.pos == "ADP" for t in between)
        and not any(t.pos in ("VERB", "AUX") for t in between)
    )


def described_by(scene: Scene, entity: EntitySpan | None, names: Names) -> Token | None:
    """Who is described by a name that the parser took for the speaker: the lawyer of "a lawyer for Otto Kraus"."""
    if entity is None or entity.label != "PERSON":
        return None
    tokens, i = scene.doc.tokens, entity.first.i - 1
    while i > 0 and entity.first.i - i <= 4 and tokens[i].text.islower() and tokens[i].pos in ("DET", "ADJ", "NOUN"):
        i -= 1
    nearest = tokens[entity.first.i - 1]
    before = tokens[i - 1] if i > 0 and (nearest is tokens[i] or _person(nearest, names)) else None
    if before is None or tokens[i].lower not in ("for", "of", "to") or tokens[i].sent != entity.first.sent:
        return None
    person = before.pos == "NOUN" and before.tag == "NN" and is_role(before, names.words)
    return before if person and scene.inside[before.i] < 0 else None


def officer_of(scene: Scene, entity: EntitySpan | None) -> EntitySpan | None:
    """Who speaks where the parser took the organisation: "the River Workers for Peace President Ann Lee said"."""
    if entity is None or entity.label not in ("ORG", "NORP", "GPE", "FAC"):
        return None
    tokens = scene.doc.tokens
    for token in tokens[entity.last.i + 1 : entity.last.i + 5]:
        person = scene.entity_of.get(token.i)
        if person is not None and person.label == "PERSON" and person.first is token:
            after = tokens[person.last.i + 1] if person.last.i + 1 < len(tokens) else None
            return person if after is not None and after.pos in ("VERB", "AUX") else None
        if token.pos not in ("NOUN", "PROPN") or token.sent != entity.first.sent or scene.inside[token.i] >= 0:
            return None
    return None
