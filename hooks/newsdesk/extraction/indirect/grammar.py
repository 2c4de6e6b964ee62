"""What the grammar of a reporting clause tells: whether something was said, by whom, in a clause of its own."""

from __future__ import annotations

from newsdesk.extraction.indirect.words import Reporting
from newsdesk.extraction.syntax import Token

SUBJECT = ("nsubj", "nsubjpass")
CLAUSE = ("VERB", "AUX")
CAUGHT = frozenset({"catch", "quote", "hear", "record", "film", "tape", "see", "capture", "overhear"})
PAPERS = frozenset(
    {"statement", "letter", "report", "memo", "email", "e-mail", "note", "message", "post", "release", "tweet"}
)
ISSUING = frozenset(
    {"issue", "release", "send", "write", "publish", "post", "put", "read", "circulate", "file", "sign"}
)
LEADING_ON = frozenset({"after", "before", "by", "while", "upon"})
BRINGING = frozenset({"prompt", "lead", "cause", "drive", "move", "provoke", "compel"})


def asks(clause: Token) -> bool:
    """A clause that a question word opens: "what he did", "how tough it is"."""
    first = next((t for t in clause.subtree() if t.pos != "PUNCT"), clause)
    if first.tag not in ("WP", "WRB", "WDT", "WP$") or first.dep == "mark" or first.i >= clause.i:
        return False
    return not any(t.dep == "advcl" for t in (first, *first.ancestors()) if t.i >= first.i and t is not clause
                   and t in clause.children)  # fmt: skip


def full_clause(clause: Token) -> bool:
    """A clause with its own subject and a finite verb."""
    if not any(c.dep in ("nsubj", "nsubjpass", "expl", "csubj", "csubjpass") for c in clause.children):
        return False
    helpers = [c for c in clause.children if c.dep in ("aux", "auxpass")]
    return clause.tag in ("VBD", "VBZ", "VBP", "MD") or any(c.tag in ("MD", "VBD", "VBZ", "VBP") for c in helpers)


def wanted_clause(clause: Token) -> bool:
    """A clause in the subjunctive: "that the board publish its accounts"."""
    own = any(c.dep in SUBJECT for c in clause.children)
    return own and clause.tag == "VB" and not any(c.lower == "to" and c.dep == "aux" for c in clause.children)


def doubt(verb: Token, words: Reporting) -> str:
    """Why a verb does not tell that something was said (denied, supposed, asked for, to come); "" if it does."""
    helpers = [c for c in verb.children if c.dep in ("aux", "auxpass")]
    if any(c.dep == "neg" or c.lower in ("never", "not", "n't", "n’t", "hardly", "rarely") for c in verb.children):
        return "negated"
    if any(c.lower in words.modals or c.lower == "to" for c in helpers) and not (_went_on(verb) or _brought_to(verb)):
        return "supposed, wanted or still to come"
    if (
        verb.tag == "VB"
        and not (_went_on(verb) or _brought_to(verb))
        and not any(c.lower in ("did", "does", "do") for c in helpers)
    ):
        return "a command or a wish"
    if verb.tag == "VBN" and not helpers and verb.dep != "conj":
        return "nobody is told to say it"
    if any(c.dep == "mark" and c.lower in words.hypothetical for t in (verb, *verb.ancestors()) for c in t.children):
        return "under “if” or “whether”"
    if any(
        t.dep in ("acl", "relcl") and t.head.lemma.lower() in words.claims and not (t is verb and _says_itself(t))
        for t in (verb, *verb.ancestors())
    ):
        return "told as somebody's claim"  # "a report that he told the board he might leave"
    return ""


def _says_itself(verb: Token) -> bool:
    """Whether a paper itself does what its relative clause tells: "a report that | called for guards"."""
    return verb.dep == "relcl" and any(c.dep == "nsubj" and c.tag in ("WDT", "WP") for c in verb.children)


def _antecedent(verb: Token) -> Token:
    """Whom a relative clause stands for; not the place behind it: "Democrats on the Hill, who argue".

    Whoever issued a paper says what it says: "the board released a report that called for guards".
    """
    noun, above = verb.head, verb.head.head
    if noun.dep == "dobj" and noun.lemma.lower() in PAPERS and above.lemma.lower() in ISSUING:
        return subject_of(above) or noun
    if noun.dep == "pobj" and noun.ent_type in ("GPE", "LOC", "FAC") and above.lower in ("in", "on", "at", "from"):
        return above.head if above.head.pos in ("NOUN", "PROPN") else noun
    return noun


def _went_on(verb: Token) -> bool:
    """ "went on to say"."""
    above = verb.head
    return verb.dep == "xcomp" and above.lemma == "go" and any(c.lower == "on" for c in above.children)


def subject_of(verb: Token) -> Token | None:
    """Who does what a verb tells, by its syntax; None where the sentence does not name them.

    A relative pronoun leads to the noun it stands for, a participle ("…, adding that") and a conjoined verb to the
    subject of the verb they lean on, a passive to its agent.
    """
    own = next((c for c in verb.children if c.dep in SUBJECT), None)
    passive = any(c.dep == "auxpass" for c in verb.children) or (own is not None and own.dep == "nsubjpass")
    if passive:
        agent = next((c for c in verb.children if c.dep == "agent"), None)
        return next((c for c in agent.children if c.dep == "pobj"), None) if agent else None
    if verb.tag == "VBG" and own is None and (outer := _doing_it(verb)) is not None:
        return outer
    if own is not None:
        if own.lower in ("who", "which", "that") and own.tag in ("WP", "WDT") and verb.dep == "relcl":
            return _antecedent(verb)
        return own
    above = verb.head
    if above is verb or above.pos not in CLAUSE:
        return None
    if verb.dep == "conj" and verb.tag != "VBG":
        return subject_of(above)
    if verb.tag == "VBG" and (verb.dep == "advcl" or (verb.dep == "conj" and above.tag != "VBG")):
        return subject_of(above)
    if _brought_to(verb):
        return next((c for c in above.children if c.dep == "dobj"), None)
    if _went_on(verb):
        return subject_of(above)
    return None


def _doing_it(verb: Token) -> Token | None:
    """Who does what a participle tells where it does not lean on an active verb: "was caught on tape | saying that",
    "drew anger after | saying that", "joined the others in | calling for it", "issued a statement | saying that"."""
    above = verb.head
    if verb.dep == "pcomp" and above.lower in LEADING_ON and above.head.pos in CLAUSE:
        passive = next((c for c in above.head.children if c.dep == "nsubjpass"), None)
        return passive or subject_of(above.head)
    if verb.dep in ("advcl", "xcomp") and above.pos in CLAUSE:
        caught = any(c.dep == "auxpass" for c in above.children) and above.lemma.lower() in CAUGHT
        return next((c for c in above.children if c.dep == "nsubjpass"), None) if caught else None
    if verb.dep == "pcomp" and above.lower == "in" and above.head.lemma.lower() == "join":
        return subject_of(above.head)
    if (
        verb.dep == "acl"
        and above.dep == "dobj"
        and above.lemma.lower() in PAPERS
        and above.head.lemma.lower() in ISSUING
    ):
        return subject_of(above.head)
    return None


def _brought_to(verb: Token) -> bool:
    """ "Prompted him | to call for it": he did."""
    above = verb.head
    return (
        verb.dep == "xcomp"
        and verb.tag == "VB"
        and above.lemma.lower() in BRINGING
        and above.tag in ("VBD", "VBN", "VBG")
    )
