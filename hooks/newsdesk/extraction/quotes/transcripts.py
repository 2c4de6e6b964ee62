"""Transcripts and interviews without quotation marks: paragraphs that begin with who speaks, and a colon.

A programme of events, a list of pros and cons and a table of games look the same ("When: …", "Pros: …", "Comets: …"),
so a label counts only where it can speak: a person that the text names, a name in capitals, initials of one of these,
a role such as "Moderator", the outlet itself, or Q and A. And somebody has to talk to somebody in what follows.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from newsdesk.extraction.names import Names
from newsdesk.extraction.syntax import Doc, Token, root_of
from newsdesk.records import Lexicon, Paragraph, Span

# PENCE: …, Mr. Lee: …, CHRIS MATTHEWS: …, HP: …, Q: …, Q. …
LABEL = re.compile(
    r"(?:\*\*|__)?((?:(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov)\. )?[A-Z][\w.’'-]*(?: (?:[A-Z][\w.’'-]*|in|of|from|the)){0,3}|@\w+)"
    r"(?:(?:\*\*|__)?:(?:\*\*|__)?|(?<=^Q)\.|(?<=^A)\.)\s+(?=[\w“\"‘'(\[])"
)
LETTER = re.compile(r"(?:\*\*|__)?([QA])[.:](?:\*\*|__)?\s+(?=[\w“\"‘'(\[])")
DIRECTION = re.compile(r"(?:\([a-z][^()\n]{0,40}\)|\[[a-z][^\[\]\n]{0,40}\])\s*")  # (laughs)
BOLD = re.compile(r"(\*\*|__)(?=\S)([^\n]{3,300}\?)[”\"]?\1|(\*\*|__)(?=\S)([^\n]{3,300})\3\?")
SHORT = 3  # words; most turns are longer than that, and no entry of a list or table is
MOST_LABELS = 0.5  # of the paragraphs with a label, so many may be of those that cannot speak


@dataclass(frozen=True)
class Turn:
    """What one speaker says in one go: who, as printed and by the head of the name, the mark behind it, and the words.

    `speaker` is None where nothing printed names who answers; `who` is the head of a name that stands elsewhere.
    """

    speaker: Token | None
    label: Span | None
    colon: Span | None
    words: Span
    paragraph: int
    who: Token | None = None
    rule: str = "transcript"


@dataclass(frozen=True)
class _Talk:
    roles: frozenset[str]
    asks: frozenset[str]
    answers: frozenset[str]
    talk: frozenset[str]


@lru_cache(maxsize=4)
def _table(lexicon: Lexicon) -> _Talk:
    return _Talk(**{key: frozenset(words) for key, words in lexicon.tables["transcripts"].items()})


@dataclass(frozen=True)
class _Entry:
    """A paragraph with a label: who that may be ("" for what cannot speak), and the turn that it would be."""

    who: str
    turn: Turn


# — Ann Lee (@annlee) March 12, 2024
POSTED = re.compile(
    r"(?:[―—–-]{1,2}|[Bb]y)?\s*(?P<name>[^\W\d_][^()@\n“”\"]{1,60}?)\s*\(@\w{1,30}\)"
    r"(?:[\s,·]+(?:[A-Z][a-z]{2,8}\.? \d{1,2},? \d{4}|\d{1,2} [A-Z][a-z]{2,8}\.? \d{4}|\d{4}-\d\d-\d\d))?"
)
LINKS = re.compile(r"(?<!\s)(?:\s++|(?:https?://|pic\.twitter\.com/|(?:www\.)?t\.co/)\S++)++$")


def find_posts(doc: Doc) -> list[Turn]:
    """Posts that are shown by themselves: a paragraph without marks, signed by a name and its handle."""
    found, before = [], None
    for paragraph in doc.source.paragraphs:
        text = paragraph.span.of(doc.text)
        signature = POSTED.fullmatch(text.strip()) if len(text) < 160 else None
        at = paragraph.span.start + len(text) - len(text.lstrip())
        if signature is not None and before is not None and before.kind == "text":
            found += _post(doc, before, Span(at + signature.start("name"), at + signature.end("name")))
        before = paragraph
    return found


def _post(doc: Doc, paragraph: Paragraph, name: Span) -> list[Turn]:
    words = _words(doc, paragraph.span)
    text = words.of(doc.text)
    quoted = text.lstrip("> ")
    words = Span(words.start + len(text) - len(quoted), words.end)
    links = LINKS.search(quoted)
    words = Span(words.start, words.start + links.start()) if links else words
    tokens = doc.tokens_in(name)
    marked = words.of(doc.text)[:1] in ("“", '"') or BOLD.fullmatch(text) or POSTED.fullmatch(text)
    if marked or not tokens or not any(c.isalpha() for c in words.of(doc.text)):
        return []
    return [Turn(tokens[-1], name, None, words, paragraph.n, rule="signed post")]


def find_turns(doc: Doc, names: Names, lexicon: Lexicon) -> list[Turn]:
    """The turns of a transcript or an interview, in order."""
    table = _table(lexicon)
    return _labelled(doc, names, table) or _below_questions(doc, names, table)


def _labelled(doc: Doc, names: Names, table: _Talk) -> list[Turn]:
    entries = [entry for p in doc.source.paragraphs if p.kind == "text" and (entry := _entry(doc, names, table, p.n))]
    kept = [entry for entry in entries if entry.who]
    speakers = {entry.who for entry in kept}
    if len(speakers) < 2 or len(kept) < 3 or len(kept) < MOST_LABELS * len(entries):
        return []
    if not speakers - {f"role {role}" for role in table.roles}:
        return []
    texts = [entry.turn.words.of(doc.text) for entry in kept]
    longer = sum(len(text.split()) > SHORT for text in texts)
    return [entry.turn for entry in kept] if longer * 2 > len(kept) and _talks(texts, table) else []


def _talks(texts: list[str], table: _Talk) -> bool:
    """Whether somebody speaks to somebody: in two turns, or in all there are, stands a question, an "I" or a "you"."""
    talking = [("?" in text) or bool(set(re.findall(r"[\w’']+", text.lower())) & table.talk) for text in texts]
    return sum(talking) * 3 >= len(talking) and sum(talking) > 1


def _entry(doc: Doc, names: Names, table: _Talk, n: int) -> _Entry | None:
    paragraph = doc.source.paragraphs[n - 1]
    start, end = paragraph.span.start, paragraph.span.end
    match = LETTER.match(doc.text, start, end) or LABEL.match(doc.text, start, end)
    if match is None:
        return None
    label = Span(*match.span(1))
    tokens = doc.tokens_in(label) or [t for t in [doc.token_at(label.start)] if t]
    at = match.end()
    while direction := DIRECTION.match(doc.text, at, end):
        at = direction.end()
    if not tokens or at >= end:
        return None
    colon = Span(label.end, label.end + 1)
    who = _who(doc, names, table, label, tokens)
    letter = label.of(doc.text).lower()
    answers = letter in table.answers or letter in table.asks
    person = _asked(doc, names, n) if letter in table.answers else None
    turn = Turn(None if answers and person is None else tokens[-1], label, colon, Span(at, end), n, person)
    return _Entry(who, turn)


def _who(doc: Doc, names: Names, table: _Talk, label: Span, tokens: list[Token]) -> str:
    """Who a label may be, the same for the same one; "" for what cannot speak."""
    text = label.of(doc.text).strip(".")
    low = text.lower()
    if low in table.asks:
        return "asks"
    if low in table.answers:
        return "answers"
    chain, rule = names.resolve(root_of(tokens), doc)
    if chain is not None and (names.chains[chain].type == "person"):
        return f"person {chain}"
    outlet = doc.source.meta.outlet.strip().lower()
    if outlet and low in (outlet, "".join(word[0] for word in outlet.split())):
        return "outlet"
    if low in table.roles or any(low.startswith(f"{role} ") or low.endswith(f" {role}") for role in table.roles):
        return f"role {low}"
    if any(t.ent_type == "PERSON" for t in tokens) and rule != "ambiguous":
        return f"name {low}"
    return f"name {low}" if _shouts(text) or text.startswith("@") else ""


def _shouts(text: str) -> bool:
    """A name in capitals; two or three letters are initials or an abbreviation, and tell nothing by themselves."""
    return text.isupper() and len(text) > 3


def _asked(doc: Doc, names: Names, n: int) -> Token | None:
    """Who answers questions from a paragraph on: the one person named before it, or named twice as often as others."""
    counts: dict[int, list[Token]] = {}
    stop = doc.source.paragraphs[n - 1].span.start
    title = doc.source.title.casefold()
    for mention in names.mentions:
        if mention.type == "person" and mention.chain is not None and not mention.weak and mention.span.start < stop:
            token = next(iter(doc.tokens_in(mention.span)[-1:]), None)
            if token is not None:
                counts.setdefault(mention.chain, []).append(token)
    weights = {chain: len(of) + 2 * (names.chains[chain].name.casefold() in title) for chain, of in counts.items()}
    order = sorted(weights, key=lambda chain: -weights[chain])
    if not order or (len(order) > 1 and weights[order[0]] < 2 * weights[order[1]]):
        return None
    return counts[order[0]][0]


def _below_questions(doc: Doc, names: Names, table: _Talk) -> list[Turn]:
    """The answers below questions in bold: three questions at least, and an "I" or "we" in what follows them."""
    texts = [p for p in doc.source.paragraphs if p.kind == "text"]
    asked = {p.n for p in texts if BOLD.fullmatch(p.span.of(doc.text).strip())}
    if len(asked) < 3:
        return []
    answers: list[Paragraph] = []
    last = max(asked)
    for before, paragraph in pairwise(texts):
        goes_on = bool(answers) and answers[-1].n == before.n and paragraph.n < last
        if paragraph.n not in asked and (before.n in asked or goes_on):
            answers.append(paragraph)
    person = _asked(doc, names, min(asked))
    said = [paragraph.span.of(doc.text) for paragraph in answers]
    if len(answers) < len(asked) - 1 or not _talks(said, table):
        return []
    return [Turn(None, None, None, _words(doc, p.span), p.n, person) for p in answers if _plain(p.span.of(doc.text))]


def _plain(text: str) -> bool:
    """Whether a paragraph is an answer as it was spoken: words in marks with "she said" belong to the outlet's text."""
    return not re.search(r"[”\"],? (?:\w+ )?(?:said|says)\b|(?:said|says),? [“\"]", text)


def _words(doc: Doc, span: Span) -> Span:
    words = span.of(doc.text)
    return Span(span.start + len(words) - len(words.lstrip()), span.end - len(words) + len(words.rstrip()))
