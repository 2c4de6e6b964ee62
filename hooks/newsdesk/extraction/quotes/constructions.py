"""The constructions of grammar that make a word a speaker: which verbs go with it, by which words around it."""

from __future__ import annotations

from newsdesk.extraction.quotes.scene import NOMINAL, REPORTING, SUBJECTS, Scene
from newsdesk.extraction.syntax import Token


def verb_ahead(scene: Scene, token: Token) -> list[Token]:
    """A finite reporting verb without a subject, soon after a possible one: "Lee, tired, replied: “…”"."""
    for other in scene.doc.tokens[token.i + 1 : token.i + 14]:
        if other.sent != token.sent or scene.inside[other.i] >= 0 or other.dep in SUBJECTS:
            break
        if other.tag in ("VBD", "VBZ", "VBP") and scene.cues.of(other) in REPORTING:
            return [] if any(c.dep in SUBJECTS and c.i < other.i for c in other.children) else [other]
    return []


def labelled_by(scene: Scene, by: Token) -> Token | None:
    """The participle of "labeled “…” by Lee": the parser loses what stands between, so the marks tell."""
    tokens, i = scene.doc.tokens, by.i - 1
    while i >= 0 and tokens[i].pos == "PUNCT" and scene.inside[i] < 0:
        i -= 1
    if i < 0 or scene.inside[i] < 0 or tokens[i].sent != by.sent:
        return by.head if by.head.tag == "VBN" and scene.cues.of(by.head) in REPORTING else None
    first = scene.quoted[scene.inside[i]].first
    before = (t for t in reversed(tokens[max(0, first - 5) : first]) if t.sent == by.sent and scene.inside[t.i] < 0)
    return next((t for t in before if t.tag == "VBN" and scene.cues.of(t) == "call"), None)


def moved_to(scene: Scene, verb: Token, token: Token) -> Token | None:
    """What somebody is moved to say: "the vote led Ms. Lee to remark", "pressed the mayor to call it"."""
    if verb.lemma.lower() not in scene.cues.movers or token.pos not in NOMINAL:
        return None
    return next(
        (c for c in verb.children if c.dep == "xcomp" and c.i > token.i and scene.cues.of(c) in REPORTING), None
    )


def absolute(scene: Scene, token: Token) -> Token | None:
    """ "With the board confirming that …": a participle that has its subject after "with"."""
    participles = (c for c in token.children if c.dep == "acl" and c.tag == "VBG" and c.i > token.i)
    return next((c for c in participles if scene.cues.of(c) in REPORTING), None)


def carries(verb: Token) -> bool:
    """A participle right behind the thing that bears the words: "a sign saying", "a note reading"."""
    return verb.tag == "VBG" and verb.lemma.lower() in ("say", "read", "declare", "proclaim", "state")


def verbs(scene: Scene, verb: Token) -> list[Token]:
    """A verb and those it shares its subject with: "got up and said", "went on to say", "smiled, adding"."""
    found = [verb]
    todo = [verb]
    while todo and len(found) < 8:
        for child in todo.pop().children:
            if child.pos not in ("VERB", "AUX") or any(c.dep in SUBJECTS for c in child.children):
                continue
            if child.dep == "xcomp" and any(moved_to(scene, child.head, c) is child for c in child.head.children):
                continue  # its object speaks
            if child.dep in ("conj", "xcomp", "advcl", "ccomp", "dep", "parataxis"):
                found.append(child)
                todo.append(child)
            elif child.dep == "prep":
                todo.append(child)
    for child in verb.children:  # "drew fire for saying", "was quoted as saying"
        if child.dep == "prep":
            found += [c for c in child.children if c.dep == "pcomp" and c.pos == "VERB"]
    return found


def passive_verbs(verb: Token) -> list[Token]:
    """What the subject of "was called", "was said to be" does itself: "was quoted as saying", "was asked and said"."""
    said = [c for c in verb.children if c.dep == "conj" and c.tag in ("VBD", "VBZ", "VBP")]
    said = [c for c in said if not any(x.dep in SUBJECTS for x in c.children)]
    for preposition in (c for c in verb.children if c.dep == "prep"):
        said += [c for c in preposition.children if c.dep == "pcomp" and c.pos == "VERB"]
    return said


def quoted_as_saying(scene: Scene, token: Token) -> Token | None:
    """The paper quoted Mr. Lee as saying “…”: the object speaks."""
    for preposition in (c for c in token.head.children if c.dep == "prep" and c.lower == "as" and c.i > token.i):
        for verb in preposition.children:
            if verb.dep == "pcomp" and verb.tag == "VBG":
                return verb
    if token.head.lemma in ("quote", "cite") and token.dep == "dobj":  # "as" hung elsewhere, but right behind
        behind = [t for t in scene.doc.tokens[token.subtree()[-1].i + 1 :][:3] if t.text != ","]
        if len(behind) > 1 and behind[0].lower == "as" and behind[1].tag == "VBG":
            return behind[1]
    return None


def inverted(scene: Scene, token: Token) -> bool:
    """A subject behind its verb that the parser took for something else: “…,” said the spokesman."""
    if token.pos not in NOMINAL and token.lower != "one":
        return False
    verb = token.head
    if verb.i > token.i or scene.cues.of(verb) not in ("say", "write", "ask"):
        return False
    if any(c.dep in SUBJECTS and c.i < verb.i for c in verb.children):
        return False
    before = verb.i - 1
    while before >= 0 and scene.doc.tokens[before].pos in ("PUNCT", "SPACE"):
        before -= 1
    return before >= 0 and scene.inside[before] >= 0


def stands_beside(scene: Scene, token: Token, verb: Token) -> bool:
    """A word right before a finite reporting verb without a subject: "Will wrote", "the 43-year-old asked"."""
    if (
        verb.tag not in ("VBD", "VBZ", "VBP")
        or scene.inside[verb.i] >= 0
        or scene.cues.of(verb) in ("", "think", "speak")
    ):
        return False
    if token.paragraph != verb.paragraph or verb.dep == "amod":
        return False
    if token.pos in ("ADP", "DET", "CCONJ", "SCONJ", "PART", "ADV", "AUX"):
        after_quote = token.i >= 2 and scene.inside[token.i - 1] < 0 and scene.inside[token.i - 2] >= 0
        return token.text[:1].isupper() and after_quote
    return not any(c.dep in SUBJECTS and c is not token for c in verb.children)
