"""The parse as linked tokens: what extraction walks over."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from newsdesk.records import Parse, Source, Span

DATELINE = 16  # tokens that a dateline may have
DASHES = ("--", "—", "–", "-")


class Token:
    """One token, linked to its head and children. Labels are those of `Parse`; `paragraph` is its number."""

    __slots__ = (
        "children", "dep", "end", "ent_type", "head", "i", "lemma", "lower", "paragraph", "pos", "sent", "start",
        "tag", "text",
    )  # fmt: skip

    def __init__(self, i: int, start: int, end: int, text: str) -> None:
        self.i = i
        self.start = start
        self.end = end
        self.text = text
        self.lower = text.lower()
        self.lemma = self.pos = self.tag = self.dep = self.ent_type = ""
        self.sent = 0
        self.paragraph = 0
        self.head: Token = self
        self.children: list[Token] = []

    def __repr__(self) -> str:
        return f"{self.text}/{self.i}"

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)

    def ancestors(self) -> Iterator[Token]:
        """Heads upwards, without itself; ends at the root."""
        token = self
        while token.head is not token:
            token = token.head
            yield token

    def subtree(self) -> list[Token]:
        """Itself and all below it, in text order."""
        found, todo = [], [self]
        while todo:
            token = todo.pop()
            found.append(token)
            todo.extend(token.children)
        return sorted(found, key=lambda t: t.i)


def root_of(tokens: Sequence[Token]) -> Token:
    """The head of the phrase that some tokens make, at least one: the first that none of the others governs."""
    inside = {token.i for token in tokens}
    return next((t for t in tokens if t.head.i not in inside or t.head is t), tokens[-1])


class EntitySpan:
    """A name as the parser marked it: tokens `first` to `last` inclusive, OntoNotes `label`."""

    __slots__ = ("first", "label", "last", "root")

    def __init__(self, first: Token, last: Token, label: str, root: Token) -> None:
        self.first, self.last, self.label, self.root = first, last, label, root

    @property
    def span(self) -> Span:
        return Span(self.first.start, self.last.end)


class Doc:
    """The tokens of one source's text, its sentences and the names that the parser marked."""

    def __init__(self, source: Source, parse: Parse) -> None:
        self.text = source.text
        self.source = source
        self.tokens = _link(source, parse)
        self._starts = [token.start for token in self.tokens]
        self.sentences = _sentences(self.tokens)
        self.entities = _entities(self.tokens, parse)

    def token_at(self, offset: int) -> Token | None:
        """The token that covers an offset, else None."""
        k = bisect_right(self._starts, offset) - 1
        return self.tokens[k] if k >= 0 and offset < self.tokens[k].end else None

    def after(self, token: Token) -> Token | None:
        """The token behind one in its paragraph: what the next paragraph begins with belongs to nothing in this one."""
        follows = self.tokens[token.i + 1] if token.i + 1 < len(self.tokens) else None
        return follows if follows is not None and follows.paragraph == token.paragraph else None

    def tokens_in(self, span: Span) -> list[Token]:
        """The tokens that start inside a span."""
        return self.tokens[bisect_left(self._starts, span.start) : bisect_left(self._starts, span.end)]

    def sentence_of(self, token: Token) -> list[Token]:
        return self.sentences[token.sent]


def _link(source: Source, parse: Parse) -> list[Token]:
    text = source.text
    tokens = [Token(i, s, e, text[s:e]) for i, (s, e) in enumerate(zip(parse.start, parse.end, strict=True))]
    paragraphs = iter(source.paragraphs)
    paragraph = next(paragraphs, None)
    for i, token in enumerate(tokens):
        while paragraph is not None and paragraph.span.end <= token.start:
            paragraph = next(paragraphs, None)
        token.paragraph = paragraph.n if paragraph else 0
        token.lemma, token.pos, token.tag, token.dep = parse.lemma[i], parse.pos[i], parse.tag[i], parse.dep[i]
        token.sent = parse.sent[i]
        token.ent_type = parse.ent[i][2:]
        head = tokens[parse.head[i]]
        if head is not token:
            token.head = head
            head.children.append(token)
    for token in tokens:
        if token.dep == "amod" and token.lower in ("outside", "inside") and token.text[0].isupper():
            _mend_place(token)
        if _opens_paragraph(tokens, token) and token.text.isupper():
            _mend_dateline(tokens, token)
    return tokens


def _opens_paragraph(tokens: list[Token], token: Token) -> bool:
    """Whether a token is the first of its paragraph."""
    return token.i == 0 or tokens[token.i - 1].paragraph != token.paragraph


def _mend_dateline(tokens: list[Token], first: Token) -> None:
    """ "BRASK, March 13, 2024 /PRNewswire/ -- Lee Inc. said …": a place that the parser takes for a subject is none."""
    head = tokens[first.i : first.i + DATELINE]
    dash = next((t.i for t in head if t.text in DASHES and t.paragraph == first.paragraph), None)
    if dash is None:
        return
    place = tokens[first.i : dash]
    told = any(t.ent_type == "DATE" or t.text[0] in "(/" for t in place)  # a day, an agency
    for token in place:
        of_place = told or token.ent_type in ("GPE", "LOC", "FAC", "")
        if token.dep in ("nsubj", "nsubjpass") and token.head.i > dash and of_place:
            token.dep = "npadvmod"


def _mend_place(preposition: Token) -> None:
    """ "Outside court, the lawyer, Ann Lee, said …": the parser takes the place for the subject, its like for a name.

    The subject is the phrase with a determiner behind it; "Outside counsel, Ann Lee, said …" stays as it is.
    """
    place = preposition.head
    verb = place.head
    if place.dep not in ("nsubj", "nsubjpass") or place.tag != "NN" or place.children[0] is not preposition:
        return
    after = [t for t in (*place.children, *verb.children) if place.i < t.i < verb.i and t.dep in ("appos", place.dep)]
    subject = next((t for t in after if any(c.dep in ("det", "poss") for c in t.children)), None)
    if subject is None:
        return
    if subject.head is place:
        place.children.remove(subject)
        verb.children.insert(verb.children.index(place) + 1, subject)
    subject.head, subject.dep, place.dep = verb, place.dep, "npadvmod"


def _sentences(tokens: list[Token]) -> list[list[Token]]:
    sentences: list[list[Token]] = [[] for _ in range(tokens[-1].sent + 1)] if tokens else []
    for token in tokens:
        sentences[token.sent].append(token)
    return sentences


def _entities(tokens: list[Token], parse: Parse) -> list[EntitySpan]:
    found: list[EntitySpan] = []
    first = 0
    for i in range(len(tokens) + 1):
        label = parse.ent[i] if i < len(tokens) else ""
        if i > first and parse.ent[first] and not label.startswith("I-"):
            run = tokens[first:i]
            found.append(EntitySpan(run[0], run[-1], parse.ent[first][2:], root_of(run)))
            first = i
        if not label.startswith("I-"):
            first = i
    return found
