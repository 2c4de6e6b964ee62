"""The exact words of an indirect quote: what stands below the content's head, without what is not content."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from newsdesk.extraction.indirect.cues import Report
from newsdesk.extraction.indirect.grammar import CLAUSE
from newsdesk.extraction.indirect.words import Reporting
from newsdesk.extraction.syntax import Doc, Token
from newsdesk.records import Span

NEXT_TO = ("said", "said-that", "participle", "whether", "clause-before")  # no semicolon parts words and cue
SUBJECTS = ("nsubj", "nsubjpass", "expl", "csubj")
FINITE = ("VBZ", "VBP", "MD")
PAIRS = {"“": "”", "‘": "’", "«": "»", "(": ")", "[": "]"}
OPENING = {closing: opening for opening, closing in PAIRS.items()}
EDGE = frozenset(",.;:!?-–—―\"“”'‘’«»()[]…/")


def content_spans(report: Report, doc: Doc, quoted: set[int], words: Reporting) -> tuple[Span, ...]:
    """The spans of what was said, one a side of a reporting clause in the middle; () where too little is left.

    `quoted` are the tokens inside quotes proper: a part of the content that holds some is left to the quote.
    """
    kept = {t.i for head in (report.said, *report.with_words) for t in head.subtree()}
    kept -= report.left_out
    if report.said.i > report.cue[0].i and report.rule != "according-to":  # what follows may be the reporter's again
        kept -= _commentary(report.said, words) | _going_on(report, words)
    if doc.source.dateline:
        kept -= {t.i for t in doc.tokens_in(doc.source.dateline)}
    head = report.said
    first, last = sorted((report.cue[0].i, head.i))
    if report.rule in NEXT_TO and (any(t.text == ";" for t in doc.tokens[first:last]) or _asked_for(report, doc)):
        return ()
    kept &= _between_semicolons(report, doc)
    quoted = {i for i in kept & quoted if doc.tokens[i].pos != "PUNCT"}
    if kept & quoted:
        kept -= _quoting_parts(head, kept, quoted)
    if kept & quoted or head.i not in kept or _broken(head, kept, doc):
        return ()
    spans = tuple(span for run in _runs(kept, doc) if (span := _trim(run, doc)) is not None)
    return () if any(_in_marks(span, doc.text) or _announces(span, doc.text) for span in spans) else spans


def _broken(head: Token, kept: set[int], doc: Doc) -> bool:
    """Whether the parser tore the words apart: a subject left behind, a verb or a noun of theirs just outside."""
    if any(c.dep in SUBJECTS and c.i not in kept for c in head.children):
        return True
    words = [i for i in sorted(kept) if doc.tokens[i].pos != "PUNCT"]
    if not words:
        return True
    last = doc.tokens[words[-1]]
    if last.head.i not in kept and last.dep in ("amod", "compound", "det", "nummod", "poss", "case", "prep", "mark"):
        return True
    beyond = doc.tokens[last.i + 1] if last.i + 1 < len(doc.tokens) else None
    return beyond is not None and beyond.sent == last.sent and beyond.i not in kept and beyond.tag in FINITE


def _asked_for(report: Report, doc: Doc) -> bool:
    """ "The gap between what Lee says | her plan would do": the question word asks for a part of the words."""
    first = min(t.i for t in (*report.speaker.subtree(), report.cue[0]))
    return first > 0 and doc.tokens[first - 1].lower in ("what", "whatever")


def _announces(span: Span, text: str) -> bool:
    """Whether a colon follows: "the mayor scolded him: “…”, she said" tells who speaks, not what is said."""
    return text[span.end : span.end + 1] == ":"


def _in_marks(span: Span, text: str) -> bool:
    """Whether marks that were not taken for a quote's stand around the words, or doubled ones anywhere in them."""
    before, after = text[: span.start].rstrip()[-2:], text[span.end :].lstrip(",.;:!? ")[:2]
    return before.endswith(tuple('“„«"')) or "''" in (before, after) or "''" in span.of(text)


def _between_semicolons(report: Report, doc: Doc) -> set[int]:
    """The part of the sentence, between semicolons, that holds the content's head."""
    sentence = doc.sentence_of(report.said)
    stops = [t.i for t in sentence if t.text == ";"]
    first = max((i + 1 for i in stops if i < report.said.i), default=sentence[0].i)
    last = min((i for i in stops if i > report.said.i), default=sentence[-1].i + 1)
    return set(range(first, last))


def _commentary(said: Token, words: Reporting) -> set[int]:
    """Parts behind a comma that belong to the reporting: "…, adding that", "…, his first remarks since"."""
    cut: set[int] = set()
    below = said.subtree()
    for token in below:
        if token is said or token.i < said.i:
            continue
        part = token.subtree()
        before = part[0].i - 1
        comma = any(t.i == before and t.text in (",", "–", "—", "-") for t in below)
        if not comma:
            continue
        participle = (
            token.tag == "VBG" and token.dep in ("advcl", "acl", "conj", "dep") and token.lemma in words.goes_on
        )
        aside = token.dep == "relcl" and token.lemma in words.that | words.denials and _other_subject(token)
        comment = (
            token.pos == "NOUN" and token.lemma in words.comments and token.dep in ("appos", "npadvmod", "dobj", "dep")
        )
        if participle or comment or aside or _added_behind(token, below):
            cut |= {t.i for t in part if t.i >= token.i or not participle}
    return cut


def _added_behind(verb: Token, below: Sequence[Token]) -> bool:
    """Whether a relative clause behind a comma ends the sentence: "…, which would cut off the islands".

    Whether the speaker or the reporter adds it nobody can tell.
    """
    part = verb.subtree()
    opens = part[0].tag in ("WDT", "WP", "WRB") or (len(part) > 1 and part[1].tag in ("WDT", "WP"))
    return verb.dep in ("relcl", "advcl") and opens and part[-1].i >= max(t.i for t in below if t.pos != "PUNCT")


def _other_subject(verb: Token) -> bool:
    """Whether a relative clause tells what somebody else says of the words: "…, which Lee denied"."""
    return any(c.dep in ("nsubj", "nsubjpass") and c.tag not in ("WDT", "WP") for c in verb.children)


def _going_on(report: Report, words: Reporting) -> set[int]:
    """What a verb without a subject of its own adds: "…, and has championed", "… and says": the speaker's, not said."""
    cut: set[int] = set()
    for token in report.said.subtree():
        if token.dep != "conj" or token.pos not in CLAUSE or _own_clause(token) or token.tag in ("VB", "VBG", "VBN"):
            continue
        joint = next((c for c in reversed(token.head.children) if c.dep == "cc" and c.i < token.i), None)
        comma = joint is not None and any(c.text == "," and c.i == joint.i - 1 for c in token.head.children)
        again = token.lemma in words.that | words.goes_on | words.somebody_to and token.tag == report.cue[0].tag
        if comma or again:
            cut |= {t.i for t in token.subtree()} | ({joint.i} if joint else set())
    return cut


def _quoting_parts(head: Token, kept: set[int], quoted: set[int]) -> set[int]:
    """The clauses hanging from the content that hold quoted words."""
    cut: set[int] = set()
    for token in head.subtree():
        if token is head or token.i not in kept or token.pos not in CLAUSE:
            continue
        part = {t.i for t in token.subtree()}
        if part & quoted and _own_clause(token):
            comma = any(t.i == min(part) - 1 and t.text in ",;:–—" for t in head.subtree())
            if token.dep == "conj" or (comma and token.dep in ("relcl", "advcl", "parataxis", "ccomp")):
                cut |= part | {c.i for c in token.head.children if c.dep == "cc" and c.i < token.i}
    return cut


def _own_clause(token: Token) -> bool:
    return any(c.dep in ("nsubj", "nsubjpass", "expl", "csubj") for c in token.children)


def _runs(kept: Iterable[int], doc: Doc) -> list[list[Token]]:
    runs: list[list[Token]] = []
    for i in sorted(kept):
        token = doc.tokens[i]
        if runs and runs[-1][-1].i == i - 1:
            runs[-1].append(token)
        else:
            runs.append([token])
    return runs


def _trim(run: list[Token], doc: Doc) -> Span | None:
    """Without marks and conjunctions at the edges, but for marks whose other half stands inside; None if no word is
    left."""
    first, last = 0, len(run) - 1
    while first <= last and (set(run[first].text) <= EDGE or (run[first].dep in ("cc", "mark") and run[first].lower in
                             ("that", "and", "but", "or", "so"))):  # fmt: skip
        first += 1
    while first <= last and (set(run[last].text) <= EDGE or run[last].dep == "cc"):
        last -= 1
    if first > last:
        return None
    inside = Counter(token.text for token in run[first : last + 1])
    before = run[first - 1].text if first else ""
    after = run[last + 1].text if last + 1 < len(run) else ""
    if inside[PAIRS.get(before, "")] > inside[before] or (before == '"' and inside['"'] % 2):
        first -= 1
    elif inside[OPENING.get(after, "")] > inside[after] or (after == '"' and inside['"'] % 2):
        last += 1
    return Span(run[first].start, run[last].end)
