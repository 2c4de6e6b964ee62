"""Reporting clauses without quotation marks: who reports with which words, and the clause that holds what was said."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from newsdesk.extraction.indirect.deeds import deed_of
from newsdesk.extraction.indirect.grammar import CLAUSE, asks, doubt, full_clause, subject_of, wanted_clause
from newsdesk.extraction.indirect.words import Reporting, reporting
from newsdesk.extraction.syntax import Doc, Token
from newsdesk.records import Lexicon


@dataclass(frozen=True, eq=False, slots=True)
class Report:
    """A reporting clause: the cue's tokens, the head of the speaker's phrase, and what was said.

    `said` is the head of the content; `left_out` are tokens below it that are not content (the reporting clause
    itself, where it stands in the middle).
    """

    cue: tuple[Token, ...]
    speaker: Token
    said: Token
    left_out: frozenset[int]
    rule: str
    with_words: tuple[Token, ...] = ()  # heads of further phrases that belong to it: whom he urged to do it
    against: str = ""  # why its words are not to be taken
    or_else: Token | None = None  # who speaks rather than `speaker`: "said the bridge was unsafe and added that"


def reports(doc: Doc, lexicon: Lexicon) -> Iterator[Report]:
    """Every reporting clause of a text, in text order, whether its words may be taken or not."""
    words = reporting(lexicon)
    for token in doc.tokens:
        if token.lower == "according":
            yield from _according(doc, token, words)
        elif token.pos == "VERB":
            yield from _by_verb(doc, token, words)
        elif token.pos == "NOUN" and token.lemma.lower() in words.sayings:
            yield from _by_noun(doc, token)


def _by_verb(doc: Doc, verb: Token, words: Reporting) -> Iterator[Report]:
    if verb.lemma.lower() not in words.all:
        return
    speaker = subject_of(_leaning_on(doc, verb))
    if speaker is None or speaker.pos not in ("NOUN", "PROPN", "PRON"):
        return
    for report in _of_verb(doc, verb, speaker, words):
        yield replace(report, against=_against(doc, verb, speaker, words), or_else=_outer_speaker(verb, words))


def _by_noun(doc: Doc, noun: Token) -> Iterator[Report]:
    """ "Lee's claim | that the bridge is unsafe"."""
    speaker = next((c for c in noun.children if c.dep == "poss" and c.i < noun.i), None)
    clause = next((c for c in noun.children if c.dep in ("acl", "ccomp", "relcl") and c.i > noun.i), None)
    if speaker is None or clause is None or clause.subtree()[0].i != noun.i + 1 or not full_clause(clause):
        return
    if any(c.dep == "mark" and c.lower == "that" for c in clause.children) and doc.sentence_of(noun)[-1].text != "?":
        yield Report((noun,), speaker, clause, frozenset(), "saying-that")


def _outer_speaker(verb: Token, words: Reporting) -> Token | None:
    """The speaker of the report whose words a verb is joined to, if both verbs stand in the same tense."""
    told = verb.head
    if verb.dep == "conj" and told.dep == "ccomp" and told.head.lemma in words.that and told.head.tag == verb.tag:
        return subject_of(told.head)
    return None


def _against(doc: Doc, verb: Token, speaker: Token, words: Reporting) -> str:
    if doc.sentence_of(verb)[-1].text == "?":
        return "a question"
    if speaker.lower in words.nobody or (speaker.lower == "they" and verb.tag == "VBP"):
        return f"“{speaker.text}” is nobody"
    whole = any(t.lower in ("where", "when", "which") and t.dep in ("advmod", "pobj") for t in verb.subtree())
    if verb.dep == "relcl" and speaker.head is verb and not whole:
        return "the words lean on what stands before them"  # "the place officials say they might take a stand"
    if verb.tag == "VBG" and verb.lemma in words.of_people and verb.head.lemma not in words.that:
        return "perhaps no speech"  # "McCoy answered a letter, suggesting that"
    if verb.tag == "VBP" and speaker.head is not verb and speaker.tag == "NNP" and verb.dep == "conj":
        return "the verb does not agree with that subject"  # "strategists fear that Lee lost and warn that"
    if [t.lower for t in doc.tokens[max(0, verb.i - 2) : verb.i]] == ["all", "but"]:
        return "nearly said"
    return doubt(verb, words)


def _of_verb(doc: Doc, verb: Token, speaker: Token, words: Reporting) -> Iterator[Report]:
    clause, more = _clause_of(doc, verb), tuple(_clauses_apart(doc, verb, speaker))
    rule = _clause_rule(verb, clause, words) if clause is not None else ""
    if clause is not None and rule:
        rule = "participle" if verb.tag == "VBG" and verb.dep == "advcl" else rule
        yield Report((verb,), speaker, clause, frozenset(), rule, more)
    elif clause is None and verb.dep == "parataxis" and verb.lemma.lower() in words.that and full_clause(verb.head):
        apart = {t.i for head in more for t in head.subtree()}
        own = frozenset(t.i for t in verb.subtree() if t.i not in apart)
        yield Report((verb,), speaker, verb.head, own, "parenthesis", more)
    elif found := list(_of_thing(verb, speaker, words)) if clause is None or verb.lemma in words.somebody_to else []:
        yield from found
    elif frame := deed_of(verb, words):
        rule, cue, said, more_words = frame
        yield Report(cue, speaker, said, frozenset(t.i for t in cue), rule, more_words)


def _clauses_apart(doc: Doc, verb: Token, speaker: Token) -> Iterator[Token]:
    """Clauses of the content that the parser hung on the reporting verb: "If it rains, | he said, | it will close".

    A condition always belongs to what is said; others do where commas set the reporting clause off.
    """
    tokens, start = doc.tokens, min(t.i for t in (*speaker.subtree(), verb))
    beside = {t.i for c in verb.children if c.pos not in CLAUSE for t in c.subtree()}
    after = (tokens[i] for i in range(verb.i + 1, len(tokens)))
    stop = next((t for t in after if t.i not in beside or t.text == ","), verb)
    set_off = tokens[max(0, start - 1)].text == "," and stop.text == ","
    for child in verb.children:
        mark = next((c.lower for c in child.children if c.dep == "mark"), "")
        if child.dep == "advcl" and mark and child.i < start and (set_off or mark in ("if", "unless")):
            yield child
        if child.dep == "xcomp" and child.i > stop.i and set_off:
            yield child


def _clause_of(doc: Doc, verb: Token) -> Token | None:
    """The clause under a verb: the one behind it, unless a colon there only goes on with the one in front."""
    clauses = [c for c in verb.children if c.dep == "ccomp" and c.pos in CLAUSE]
    before = [c for c in clauses if c.i < verb.i]
    after = [c for c in clauses if c.i > verb.i]
    if after and before and any(t.text == ":" for t in doc.tokens[verb.i : after[0].i]):
        after = []
    return next(iter(after or before), None) or _behind_occasion(verb) or _behind_listener(verb)


def _behind_occasion(verb: Token) -> Token | None:
    """ "Said at a dinner | that the bridge was unsafe": a clause that the parser hung on the occasion."""
    things = (c for p in verb.children if p.dep == "prep" and p.i > verb.i for c in p.children if c.dep == "pobj")
    clauses = (c for thing in things for c in thing.children if c.dep in ("relcl", "acl") and full_clause(c))
    return next((c for c in clauses if any(t.dep == "mark" and t.lower == "that" for t in c.children)), None)


def _behind_listener(verb: Token) -> Token | None:
    """ "Told the Herald | he had not slept": a name has no clause that tells which it is."""
    told = (c for c in verb.children if c.dep == "dobj" and c.i > verb.i and c.pos == "PROPN")
    clauses = (c for somebody in told for c in somebody.children if c.dep == "relcl" and full_clause(c))
    return next((c for c in clauses if c.subtree()[0].tag not in ("WDT", "WP", "WP$", "WRB", "IN")), None)


def _leaning_on(doc: Doc, verb: Token) -> Token:
    """The verb to look for a subject at: ", adding that" behind a report goes on the report, not what it tells of."""
    comma = verb.i > 0 and doc.tokens[verb.i - 1].text in (",", "–", "—")
    if verb.tag != "VBG" or verb.dep != "advcl" or not comma or verb.head.i > verb.i:
        return verb
    last, below = verb, verb
    for above in verb.ancestors():
        if below.dep == "ccomp" and below.i > above.i:
            last = above
        below = above
    return last


def _clause_rule(verb: Token, clause: Token, words: Reporting) -> str:
    """The rule by which a clause under a verb is what was said; "" where it is not."""
    lemma = verb.lemma.lower()
    mark = next((c.lower for c in clause.children if c.dep == "mark"), "")
    question = asks(clause)
    if clause.i < verb.i:
        behind = lemma in words.that - words.not_behind
        return "clause-before" if behind and full_clause(clause) and not question else ""
    if lemma in words.whether:
        return "whether" if mark in ("whether", "if") or question else ""
    if lemma not in words.that or question or mark not in ("that", ""):
        return ""
    if not full_clause(clause) and not (lemma in words.wanting and wanted_clause(clause)):
        return ""
    particle = words.with_particle.get(lemma)
    if particle and particle not in {c.lower for c in verb.children}:
        return ""
    if lemma == "tell" and not any(c.dep in ("dobj", "dative") for c in verb.children):
        return ""  # whom it was told got into the clause
    between = [c for c in verb.children if c.dep == "dobj" and verb.i < c.i < clause.i]
    told = mark == "that" and lemma in words.correspondence and any(c.pos in ("PROPN", "PRON") for c in between)
    if between and lemma not in words.listeners and not told:
        return ""  # a piece of the clause that the parser split off
    return "said-that" if mark == "that" else "said"


def _of_thing(verb: Token, speaker: Token, words: Reporting) -> Iterator[Report]:
    """What was denied, warned of, called for, vowed."""
    lemma = verb.lemma.lower()
    for child in verb.children:
        if child.i < verb.i:
            continue
        if lemma in words.somebody_to and child.dep == "ccomp" and child.tag == "VB" and child.subtree()[0].i > verb.i:
            yield Report((verb,), speaker, child, frozenset(), "to-do")
            return
        if lemma == "urge" and child.dep == "dobj" and child.lower in words.urged:
            yield Report((verb,), speaker, child, frozenset(), "urge-thing")
            return
        if child.dep == "xcomp" and child.tag == "VB" and lemma in words.to | words.somebody_to:
            somebody = [c for c in verb.children if c.dep in ("dobj", "dative") and verb.i < c.i < child.i]
            if bool(somebody) == (lemma in words.somebody_to):
                yield Report((verb,), speaker, child, frozenset(), "to-do", tuple(somebody))
                return
        if lemma in words.doing and child.dep == "xcomp" and child.tag == "VBG":
            yield Report((verb,), speaker, child, frozenset(), "to-do")
            return
        denied = child.dep == "xcomp" or (child.dep == "dobj" and child.lower in words.denied)
        if lemma in words.thing and denied:
            yield Report((verb,), speaker, child, frozenset(), f"{lemma}-thing", tuple(_more_of(verb, child)))
            return
        if child.dep == "prep" and child.i == verb.i + 1 and child.lower in words.thing_after.get(lemma, ()):
            thing = next((c for c in child.children if c.dep in ("pobj", "pcomp")), None)
            if thing is not None:
                yield Report((verb, child), speaker, thing, frozenset(), f"{lemma}-thing")
                return


def _more_of(verb: Token, thing: Token) -> Iterator[Token]:
    """Phrases right behind a thing that belong to it, though the parser hung them on the verb: "links | with them"."""
    end = thing.subtree()[-1].i
    for child in verb.children:
        if child.i == end + 1 and child.dep == "prep" and child.lower in ("on", "of", "between", "with", "to", "from"):
            if any(c.ent_type in ("DATE", "TIME") for c in child.children):
                return
            yield child
            end = child.subtree()[-1].i


def _according(doc: Doc, token: Token, words: Reporting) -> Iterator[Report]:
    """ "according to X": the sentence or clause it belongs to."""
    to = doc.after(token)
    if to is None or to.lower != "to":
        return
    speaker = next((c for t in (to, token) for c in t.children if c.dep == "pobj"), None)
    if speaker is None or speaker.lower in words.nobody | words.not_according or speaker.pos == "VERB":
        return
    phrase = _up_to_its_comma(doc, {t.i for t in token.subtree()} | {t.i for t in to.subtree()}, speaker)
    yield Report((token, to), speaker, _clause_around(doc, token, phrase), frozenset(phrase), "according-to")


def _up_to_its_comma(doc: Doc, phrase: set[int], speaker: Token) -> set[int]:
    """The phrase without what the parser added behind its comma: "according to NPR, | former senator | Ann Lee won"."""
    last = len(doc.tokens)
    commas = [i for i in sorted(phrase | {max(phrase) + 1}) if speaker.i < i < last and doc.tokens[i].text == ","]
    after = doc.tokens[max(phrase) + 1] if max(phrase) + 1 < len(doc.tokens) else None
    if len(commas) == 1 and commas[0] < max(phrase) and after is not None and after.pos != "PUNCT":
        return {i for i in phrase if i <= commas[0]}
    return phrase


def _clause_around(doc: Doc, token: Token, phrase: set[int]) -> Token:
    """The whole sentence where the phrase opens or ends it, else the clause that it interrupts."""
    sentence = doc.sentence_of(token)
    outside = [t.i for t in sentence if t.i not in phrase and t.pos != "PUNCT" and t.dep != "cc"]
    root = next((t for t in sentence if t.head is t), sentence[0])
    if not outside or min(phrase) < outside[0] or max(phrase) > outside[-1]:
        return root
    return next((t for t in token.ancestors() if t.pos in CLAUSE), root)
