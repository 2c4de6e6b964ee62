"""The constructions of grammar that make a word a speaker: which verbs go with it, by which words around it."""

from __future__ import annotations

from newsdesk.extraction.speakers.scene import NOMINAL, REPORTING, SUBJECTS, Scene
from newsdesk.extraction.syntax import EntitySpan, Token

RELATIVE = frozenset({"who", "which", "that"})


def verb_ahead(scene: Scene, token: Token) -> list[Token]:
    """A finite reporting verb without a subject, soon after a possible one: "Lee, tired, replied: “…”"."""
    if token.lower in RELATIVE:
        return []
    for other in scene.doc.tokens[token.i + 1 : token.i + 14]:
        if other.lower in RELATIVE and other.dep in SUBJECTS:  # "Lee, who was tired, replied"
            continue
        if other.sent != token.sent or scene.inside[other.i] >= 0 or other.dep in SUBJECTS:
            break
        if other.tag in ("VBD", "VBZ", "VBP") and scene.cues.of(other) in REPORTING:
            subjects = (c for c in other.children if c.dep in SUBJECTS and (c.i < other.i or scene.inside[c.i] < 0))
            return [] if any(subjects) else [other]
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
    behind = scene.doc.tokens[token.i + 1 : token.i + 5]
    with_it = token.dep == "pobj" and token.head.lower == "with"
    participles = [c for c in token.children if with_it and c.dep == "acl" and c.tag == "VBG" and c.i > token.i]
    participles += [t for t in behind if t.tag == "VBG" and _subject_after_with(scene, t) is token]
    return next((c for c in participles if scene.cues.of(c) in REPORTING), None)


def _subject_after_with(scene: Scene, verb: Token) -> Token | None:
    """The subject of a participle right behind "with the latter", "with the board again", whatever it hangs from."""
    for token in reversed(scene.doc.tokens[max(0, verb.i - 4) : verb.i]):
        if token.dep == "pobj":
            behind_with = token.head.lower == "with" and verb.tag == "VBG"
            subject = next((c for c in token.children if c.lower in ("latter", "former")), token)
            return subject if behind_with else None
        if token.pos in ("PUNCT", "VERB", "AUX", "CCONJ") or token.sent != verb.sent or scene.inside[token.i] >= 0:
            return None
    return None


def carries(verb: Token) -> bool:
    """A participle right behind the thing that bears the words: "a sign saying", "a note reading"."""
    return verb.tag == "VBG" and verb.lemma.lower() in ("say", "read", "declare", "proclaim", "state")


def verbs(scene: Scene, verb: Token) -> list[Token]:
    """A verb and those it shares its subject with: "got up and said", "went on to say", "smiled, adding"."""
    found = [verb]
    todo = [verb]
    while todo and len(found) < 8:
        for child in todo.pop().children:
            if child.pos not in ("VERB", "AUX") or _has_subject(child):
                continue
            if child in resumed(scene, child.head.head) or _set_off_by(scene, child):
                continue  # what the relative clause describes speaks, or the name behind the verb
            if _subject_after_with(scene, child) is not None:
                continue
            if child.dep == "xcomp" and any(moved_to(scene, child.head, c) is child for c in child.head.children):
                continue  # its object speaks
            if child.dep in ("conj", "xcomp", "advcl", "ccomp", "dep", "parataxis"):
                found.append(child)
                todo.append(child)
            elif child.dep == "prep":
                todo.append(child)
    for child in verb.children:  # "drew fire for saying", "was quoted as saying"; but "with Lee saying" is Lee's
        if child.dep == "prep":
            found += [c for c in child.children if c.dep == "pcomp" and c.pos == "VERB" and not _has_subject(c)]
    return found + [v for v in carried_on(scene, verb) if v not in found]


def carried_on(scene: Scene, verb: Token) -> list[Token]:
    """What goes on with a report although the parser hung it from the words reported: "said it was late, but added"."""
    if scene.cues.of(verb) not in REPORTING:
        return []
    told = [c for c in verb.children if c.dep == "ccomp" and c.pos in ("VERB", "AUX") and c.i > verb.i]
    hung = (c for t in told for c in t.children if c.i > t.i and c.dep in ("conj", "advcl") and not _has_subject(c))
    return [c for c in hung if c.pos == "VERB" and scene.cues.of(c) in REPORTING and _leaves(scene, c)]


def _leaves(scene: Scene, verb: Token) -> bool:
    """Whether a comma, a "but" or a subject that cannot speak tells that a verb leaves the words reported."""
    before = scene.doc.tokens[max(0, verb.i - 3) : verb.i]
    subjects = {c.lower for c in verb.head.children if c.dep in SUBJECTS or c.dep == "expl"}
    return any(t.text == "," or t.lower == "but" for t in before) or bool(subjects & {"it", "there"})


def resumed(scene: Scene, token: Token) -> list[Token]:
    """What a relative clause interrupts, although the parser saw no subject: "Lee, who built it, called it “…”"."""
    if token.dep in SUBJECTS or token.pos not in NOMINAL:
        return []
    clauses = [c for c in token.children if c.dep == "relcl" and any(x.lower == "who" for x in c.children)]
    hung = [c for clause in clauses for c in clause.children if c.dep == "conj" and not _has_subject(c)]
    hung += verb_ahead(scene, token) if clauses else []
    tokens = scene.doc.tokens
    finite = (c for c in hung if c.tag in ("VBD", "VBZ", "VBP") and scene.cues.of(c) in REPORTING)
    return [c for c in finite if tokens[c.i - 1].text == ","]


def _has_subject(verb: Token) -> bool:
    return any(c.dep in SUBJECTS for c in verb.children)


def passive_verbs(verb: Token) -> list[Token]:
    """What the subject of "was called", "was said to be" does itself: "was quoted as saying", "was asked and said"."""
    said = [c for c in verb.children if c.dep == "conj" and c.tag in ("VBD", "VBZ", "VBP")]
    said = [c for c in said if not _has_subject(c)]
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


def inverted(scene: Scene, token: Token) -> Token | None:
    """The verb before a subject that the parser took for something else: “…,” said the spokesman."""
    if token.pos not in NOMINAL and token.lower != "one":
        return None
    verb = token.head
    if verb.i >= token.i or scene.cues.of(verb) not in ("say", "write", "ask"):
        return _set_off(scene, token)
    if any(c.dep in SUBJECTS and c.i < verb.i for c in verb.children):
        return None
    before = verb.i - 1
    while before >= 0 and scene.doc.tokens[before].pos in ("PUNCT", "SPACE"):
        before -= 1
    return verb if before >= 0 and scene.inside[before] >= 0 else _set_off(scene, token)


def _set_off(scene: Scene, token: Token) -> Token | None:
    """The verb before a name, both between commas, whatever they hang from: "The bill, explained Lee, “…”"."""
    entity = scene.entity_of.get(token.i)
    before = (entity.first.i if entity is not None else token.i) - 1
    return scene.doc.tokens[before] if before > 0 and _set_off_by(scene, scene.doc.tokens[before]) else None


def _set_off_by(scene: Scene, verb: Token) -> bool:
    tokens = scene.doc.tokens
    plain = verb.tag in ("VBD", "VBZ") and scene.cues.of(verb) in ("say", "write") and not _has_subject(verb)
    if not plain or scene.inside[verb.i] >= 0 or tokens[verb.i - 1].text != ",":
        return False
    entity = scene.entity_of.get(verb.i + 1)
    last = entity.last.i if entity is not None and entity.label == "PERSON" else verb.i
    return last > verb.i and last + 1 < len(tokens) and tokens[last + 1].text == ","


def labels(scene: Scene, token: Token, entity: EntitySpan | None) -> str:
    """Whether a name and the colon behind it give the words to come: "transcript" at the start of a paragraph
    (PENCE: …), "label" elsewhere, right before the marks ("more from Ann Lee: “…”"), "headline" where it cannot.
    """
    tokens = scene.doc.tokens
    colon = tokens[token.i + 1] if token.i + 1 < len(tokens) else None
    if colon is None or colon.text != ":" or token.pos not in NOMINAL or not token.text[:1].isupper():
        return ""
    run = _run_start(scene, token)
    if run == 0 or tokens[run - 1].paragraph != token.paragraph or tokens[run - 1].text in '“"':
        return "headline" if token.i - run > 3 else "transcript"  # "Mayor Lee Blasts River Board Head: …"
    if token.i - run > 3 or token.paragraph == 1 or token.pos != "PROPN":
        return ""
    if not _behind_dash(scene, run) and _told(scene, token):
        return ""
    named = entity is None or (entity.root is token and entity.label in ("PERSON", "ORG"))
    behind = tokens[colon.i + 1 : colon.i + 3]
    opens = any(scene.inside[t.i] >= 0 for t in behind) and all(t.paragraph == token.paragraph for t in behind)
    return "label" if named and opens else ""


def introduced(scene: Scene, first: Token) -> Token | None:
    """Who has the words that begin with a token, where a paragraph begins with a name and what it writes or works for:
    "Ann Lee, The Brask Courier: “…”", "Ann Lee (Courier): “…”".
    """
    tokens, i = scene.doc.tokens, first.i
    while i > 0 and tokens[i - 1].paragraph == first.paragraph and first.i - i < 24:
        i -= 1
    while i < first.i and scene.entity_of.get(i) is None and not tokens[i].text[0].isalnum():  # of a list
        i += 1
    entity = scene.entity_of.get(i)
    if entity is None or entity.label != "PERSON" or entity.first.i != i or entity.last.i + 2 >= first.i:
        return None
    between = [t for t in tokens[entity.last.i + 1 : first.i] if t.text not in "“\"‘'"]
    if len(between) < 3 or between[0].text not in (",", "(") or between[-1].text != ":":
        return None
    apart = any(t.pos in ("VERB", "AUX") or t.text in (".", "?", "!", ";") for t in between)
    return None if apart or any(scene.inside[t.i] >= 0 for t in between) else entity.root


def _behind_dash(scene: Scene, i: int) -> bool:
    """Whether a dash with blanks around it stands before a token: "Pollsters agree - Ann Lee: “…”"."""
    tokens = scene.doc.tokens
    return i > 1 and tokens[i - 1].text in ("-", "–", "—") and tokens[i - 2].end < tokens[i - 1].start


def _told(scene: Scene, token: Token) -> bool:
    """Whether a name before a colon is whom or where somebody tells: "Lee told CNN: “…”", "wrote on Twitter: “…”"."""
    while token.dep == "appos":
        token = token.head
    if token.dep == "pobj":
        more = token.head.i > 0 and scene.doc.tokens[token.head.i - 1].lower == "more"  # from Ann Lee
        return not (token.head.lower == "by" or (token.head.lower == "from" and more))
    return token.dep == "conj" or (token.dep in ("dobj", "dative") and scene.cues.of(token.head) != "")


def _run_start(scene: Scene, token: Token) -> int:
    """Where the run of capitalised words that ends in a token starts."""
    i = token.i
    while i > 0 and scene.doc.tokens[i - 1].text[:1].isupper() and token.i - i < 6:
        if scene.doc.tokens[i - 1].paragraph != token.paragraph:
            break
        i -= 1
    return i


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
        left = scene.doc.tokens[token.i - 1] if token.i >= 1 else None
        inside = left is not None and left.sent == token.sent and left.text not in ("(", "—", "–")
        # Early, Long, Will: names that are words
        return token.text[:1].isupper() and (after_quote or (inside and token.pos in ("ADV", "AUX")))
    subjects = (c for c in verb.children if c.dep in SUBJECTS and c is not token)
    return all(c.dep == "csubj" and c.tag == "VBG" for c in subjects)  # "Offering her thanks, Lee wrote"
