"""What the text calls somebody beside the name: titles, appositions, "X is the …"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from newsdesk.extraction.names.words import NameTables, fold
from newsdesk.extraction.syntax import Doc, Token, root_of
from newsdesk.records import Description, EntityType, Mention, Span

LONGEST = 16  # tokens; a longer one is cut where a clause or a further phrase begins
_BESIDE = " ,\u2013\u2014-"  # between a name and its apposition
_AGED = re.compile(r" ?, (?:aged )?[1-9]\d(?= ?[,.)])")
_MODIFIERS = {"compound", "amod", "det", "nmod", "poss", "nummod", "case", "punct", "conj", "cc", "advmod", "appos"}


def find_descriptions(
    doc: Doc, mentions: Sequence[Mention], names: Sequence[Span], by_token: Mapping[int, int], words: NameTables
) -> tuple[Description, ...]:
    """The descriptions of every chain, in text order; `names` are the spans of the mentions without their titles."""
    found: dict[tuple[int, Span], Description] = {}
    for place, mention in enumerate(mentions):
        if mention.chain is None or mention.weak:
            continue
        tokens = doc.tokens_in(names[place])
        if not tokens:
            continue
        for span, rule in _around(doc, tokens, mention, by_token, words):
            if len(span) and not span.overlaps(names[place]):
                found.setdefault((mention.chain, span), Description(mention.chain, span, rule, mention.paragraph))
    return tuple(sorted(found.values(), key=lambda d: (d.span, d.chain)))


def _around(
    doc: Doc, tokens: list[Token], mention: Mention, by_token: Mapping[int, int], words: NameTables
) -> Iterator[tuple[Span, str]]:
    head = root_of(tokens)
    if mention.type in ("person", "organisation"):
        before = _before(doc, tokens[0], head, words, mention.type)
        if before:
            yield Span(before[0].start, before[-1].end), "title"
    for child in head.children:
        if child.dep == "appos" and child.i > tokens[-1].i and _describes(child, mention.type, by_token, words):
            yield noun_phrase(child), "apposition"
    nearer = (c.i in by_token for c in head.head.children if c.dep == "appos" and head.head.i < c.i < tokens[0].i)
    if head.dep == "appos" and head.head.i < tokens[0].i and not any(nearer) and (
        _describes(head.head, mention.type, by_token, words)
    ):  # fmt: skip
        yield noun_phrase(head.head, stop=tokens[0].i), "apposition"
    if head.dep == "nsubj" and head.head.lemma == "be" and head.head.tag in ("VBZ", "VBP", "VBD"):
        for child in head.head.children:
            negated = any(c.dep == "neg" for c in head.head.children)
            if child.dep == "attr" and not negated and _describes(child, mention.type, by_token, words):
                yield noun_phrase(child), "copula"


def _describes(token: Token, kind: EntityType, by_token: Mapping[int, int], words: NameTables) -> bool:
    """A common noun that says what something of this kind is, itself no part of a name."""
    if token.pos not in ("NOUN", "PROPN") or token.tag in ("NNS", "NNPS") or token.i in by_token:
        return False
    if kind == "person":
        return is_role(token, words)
    return words.nouns.get(fold(token.text)) == kind


def is_role(token: Token, words: NameTables) -> bool:
    """Whether a noun, alone or with the one before it, says what a person is."""
    low = fold(token.text)
    return (low,) in words.persons or (low,) in words.titles or (low.rpartition("-")[2],) in words.persons


def _before(doc: Doc, first: Token, head: Token, words: NameTables, kind: str) -> list[Token]:
    """The tokens of a description directly before a name: "Apple CEO" Tim Cook, "the carmaker" Tesla."""
    run: list[Token] = []
    i = first.i - 1
    while i >= 0 and first.i - i <= LONGEST and doc.tokens[i].sent == first.sent:
        token = doc.tokens[i]
        if token.dep not in _MODIFIERS or not _under(token, head, first.i) or token.text in (",", "(", ")", ";", ":"):
            break
        if token.text[0] in "\"“”'‘’" and len(token.text) == 1 and token.dep == "punct":
            break
        run.insert(0, token)
        i -= 1
    while run and (run[0].dep in ("cc", "punct", "case") or run[0].text == "'s" or run[0].lower == "current"):
        run.pop(0)
    if not run or run[-1].text[0].isdigit():
        return []
    while (
        run[0].i
        and (joined := doc.tokens[run[0].i - 1]).end == run[0].start
        and (joined.text[0].isalnum() or joined.text == "-")
    ):
        run.insert(0, joined)  # "US-based", not "based"
    run = [*_and_before(doc, run[0], head, words), *run] if kind != "organisation" else run
    last = run[-1]
    if kind == "phrase":
        return run
    if kind == "person":
        return run if is_role(last, words) or (fold(last.text) in words.honorifics and len(run) > 1) else []
    return run if words.nouns.get(fold(last.text)) == "organisation" else []


def _and_before(doc: Doc, first: Token, head: Token, words: NameTables) -> list[Token]:
    """The first of two roles that are joined before a name: "Larkin CEO and" co-founder Peter Larkin."""
    joined, role = doc.tokens[max(0, first.i - 1)], doc.tokens[max(0, first.i - 2)]
    if joined.lower != "and" or head.dep != "conj" or head.head is not role or not is_role(role, words):
        return []
    span = noun_phrase(role, stop=joined.i)
    return [*doc.tokens_in(Span(span.start, role.end)), joined] if span.end == role.end else []


def _under(token: Token, head: Token, first: int) -> bool:
    """Whether a token's way up to the name's head leads only over tokens before the name."""
    while token is not head:
        if token.head is token or (token.i >= first and token is not head):
            return False
        token = token.head
    return True


def noun_phrase(head: Token, stop: int | None = None) -> Span:
    """The noun phrase of a head, without clauses and without further appositions."""
    kept = sorted(_belonging(head, stop), key=lambda t: t.i)
    run = [head]
    for token in reversed([t for t in kept if t.i < head.i]):
        if token.i != run[0].i - 1:
            break
        run.insert(0, token)
    for token in [t for t in kept if t.i > head.i]:
        if token.i != run[-1].i + 1 or len(run) >= LONGEST:
            break
        run.append(token)
    while len(run) > 1 and (
        (not run[-1].text[-1].isalnum() and run[-1].text[-1] != ".") or run[-1].pos in ("CCONJ", "ADP", "DET", "PUNCT")
    ):
        run.pop()
    while len(run) > 1 and not run[0].text[0].isalnum():
        run.pop(0)
    return Span(run[0].start, run[-1].end)


def _belonging(head: Token, stop: int | None) -> list[Token]:
    """A noun and what depends on it, up to `stop`, but for clauses, appositions and a second name beside it."""
    kept, todo = [head], [head]
    while todo:
        token = todo.pop()
        for child in token.children:
            behind = token is head and child.i > head.i
            if (
                (stop is not None and child.i >= stop)
                or child.dep in ("relcl", "advcl", "parataxis")
                or (behind and child.dep in ("appos", "acl", "punct", "ccomp"))
                or (behind and child.dep in ("cc", "conj") and not _plain(child))
            ):
                continue
            kept.append(child)
            todo.append(child)
    return kept


def _plain(token: Token) -> bool:
    return token.dep == "cc" or token.pos in ("NOUN", "PROPN")


def with_appositions(
    doc: Doc, mentions: Sequence[Mention], descriptions: Sequence[Description]
) -> Iterator[tuple[int, Span]]:
    """(chain, span) of a name with the apposition beside it: "Ann Lee, the mayor of Larn", "its owner, Calder & Moss";
    with an age."""
    named = [m for m in mentions if m.chain is not None and not m.weak]
    for person in named:
        aged = _AGED.match(doc.text, person.span.end) if person.type == "person" else None
        if aged and person.chain is not None:
            yield person.chain, Span(person.span.start, aged.end())
    ends, starts = {(m.chain, m.span.end): m.span for m in named}, {(m.chain, m.span.start): m.span for m in named}
    for told in descriptions:
        if told.rule == "apposition":
            before, after = told.span.start, told.span.end
            while before > 0 and doc.text[before - 1] in _BESIDE:
                before -= 1
            while after < len(doc.text) and doc.text[after] in _BESIDE:
                after += 1
            for name in filter(None, (ends.get((told.chain, before)), starts.get((told.chain, after)))):
                yield told.chain, Span(min(name.start, told.span.start), max(name.end, told.span.end))


def find_phrases(
    doc: Doc, mentions: Sequence[Mention], by_token: Mapping[int, int], words: NameTables
) -> Iterator[tuple[int, Span]]:
    """(chain, span) of the whole phrase around a name, where it is longer than the name: "aircraft maker Airbus",
    "Toulouse, France", "the new A380 superjumbo", "Apple's iPod"."""
    for place, mention in enumerate(mentions):
        tokens = [t for t in doc.tokens_in(mention.span) if by_token.get(t.i) == place]
        if mention.chain is None or mention.weak or not tokens:
            continue
        head = root_of(tokens)
        first, last = tokens[0], tokens[-1]
        if mention.type == "place":
            last = _region(doc, last, by_token, mentions, words)
        else:
            if mention.type == "product" and _is_product(head.head, last, words):
                last = head = head.head
            run = _before(doc, first, head, words, "phrase")
            if mention.type == "organisation" and any(t.i in by_token for t in run):
                run = run if words.nouns.get(fold(run[-1].text)) == "organisation" else []
            if run and (mention.type == "product" or run[-1].tag in ("NN", "NNP")):
                first = run[0]
        span = Span(first.start, last.end)
        if not mention.span.contains(span):
            yield mention.chain, span


def _is_product(noun: Token, last: Token, words: NameTables) -> bool:
    """Whether a name is part of the phrase of a noun for a product: "A380 passenger airliner"."""
    return 0 < noun.i - last.i <= 4 and noun.sent == last.sent and words.nouns.get(fold(noun.lemma)) == "product"


def _region(
    doc: Doc, city: Token, by_token: Mapping[int, int], mentions: Sequence[Mention], words: NameTables
) -> Token:
    """The last token of the state or country after the comma ("Mobile, Alabama"); the city's if there is none."""
    following = doc.tokens[city.i + 1 : city.i + 3]
    if (
        len(following) < 2
        or following[0].text != ","
        or following[1].sent != city.sent
        or fold(city.text) in words.regions
    ):
        return city
    place = by_token.get(following[1].i)
    if place is None or fold(mentions[place].span.of(doc.text)) not in words.regions:
        return city
    return doc.tokens_in(mentions[place].span)[-1]
