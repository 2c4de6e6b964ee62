"""Names from the parser's marks, with its usual errors repaired."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from newsdesk.extraction.names.descriptions import is_role
from newsdesk.extraction.names.found import Found, make, ranked, trim
from newsdesk.extraction.names.words import Words, fold
from newsdesk.extraction.syntax import Doc, EntitySpan, Token
from newsdesk.records import EntityType, Span

KINDS: dict[str, EntityType] = {
    "PERSON": "person", "ORG": "organisation", "GPE": "place", "LOC": "place", "FAC": "place", "EVENT": "event",
    "PRODUCT": "product",
}  # fmt: skip
_CODE = re.compile(r"[A-Z][A-Za-z]{0,3}-?\d{1,4}[A-Za-z]{0,3}(-\d+)?|i[A-Z]\w+|\d{3}-\d{1,3}\w*")
_BRAND = re.compile(r"[a-z][A-Z]+$")  # "CentOS"
_FOREIGN = re.compile(r"[^\W\d_\u0000-\u024f\u1e00-\u1eff\u2c60-\u2c7f]")  # a letter that is not Latin


def parser_names(doc: Doc, words: Words) -> Iterator[Found]:
    """One or more finds for each mark of the parser."""
    after = {entity.first.i: entity for entity in doc.entities}
    merged: set[int] = set()
    for entity in doc.entities:
        product = after.get(entity.last.i + 1)
        if product is not None and _made_by(entity, product):
            kind: EntityType = "product" if fold(product.first.text) not in words.gender_of_given else "organisation"
            yield make(doc, entity.first.i, product.last.i, kind, f"parser:{kind}", 2)  # named for two people: a firm
            merged |= {entity.first.i, product.first.i}
        if entity.first.i in merged:
            continue
        marked = KINDS.get(entity.label)
        people = list(demonym(doc, entity.first.i, entity.last.i, words))
        if people or entity.label == "NORP":
            yield from people
        elif marked is not None:
            for first, last in _pieces(doc, entity.first.i, entity.last.i, marked, words):
                found = _repaired(doc, first, last, marked, words)
                if found is not None:
                    yield found


def _made_by(maker: EntitySpan, product: EntitySpan) -> bool:
    """Whether two marks side by side are a maker and its product ("Lockheed Tristar"), one word each."""
    words = (maker.first, maker.last, product.first, product.last)
    return (
        (maker.label, product.label) == ("ORG", "PRODUCT")
        and words[0] is words[1] and words[2] is words[3] and words[0].sent == words[2].sent
        and all(token.text.isalpha() and token.text[0].isupper() for token in words)
    )  # fmt: skip


def demonym(doc: Doc, first: int, last: int, words: Words) -> Iterator[Found]:
    """ "Chinese" belongs to China: weak, it never makes a profile."""
    if fold(" ".join(t.text for t in doc.tokens[first : last + 1])) in words.demonyms:
        found = make(doc, first, last, "place", "demonym")
        found.weak = True
        yield found


def _pieces(doc: Doc, first: int, last: int, kind: EntityType, words: Words) -> Iterator[tuple[int, int]]:
    """A mark cut where two names were run together: at a possessive, and at "and" or a comma between people."""
    start = first
    for i in range(first, last):
        text = doc.tokens[i].text
        possessive = text in ("'s", "’s", "'", "’") and i > start
        if possessive:
            whole = fold("".join(t.text for t in doc.tokens[start : i + 1]))
            possessive = whole not in words.possessive_names and fold(doc.tokens[i - 1].text) + "'s" not in (
                words.possessive_names
            )
        apart = kind == "person" and text.lower() in ("and", "/", ",", "&", "--", "–", "—", ";", ":")
        apart = apart and not (text == "," and fold(doc.tokens[i + 1].text) in words.suffixes | words.postnominals)
        apart = apart or _joint(doc, start, i, last) or _between(doc, start, i, last, kind)
        if possessive or apart:
            if i > start:
                yield start, i - 1
            start = i + 1
    yield start, last


def _joint(doc: Doc, first: int, i: int, last: int) -> bool:
    """Whether a dash only stands between two names: with blanks around it, or where the text has both sides alone."""
    dash, after = doc.tokens[i], doc.tokens[i + 1]
    if dash.text not in ("-", "–", "—", "--") or i == first:
        return False
    before = doc.tokens[i - 1]
    if before.end < dash.start and dash.end < after.start:
        return True
    return _alone(doc, (doc.tokens[first:i], doc.tokens[i + 1 : last + 1]))


def _between(doc: Doc, first: int, i: int, last: int, kind: EntityType) -> bool:
    """Whether a word only stands between two names: a stroke ("Collins/Parker"), "to" and the like, or an "and" where
    the text has both sides alone."""
    word, sides = doc.tokens[i].text, (doc.tokens[first:i], doc.tokens[i + 1 : last + 1])
    if i == first:
        return False
    if word == "/":
        return all(len(t.text) > 2 and t.text.istitle() for t in (sides[0][-1], sides[1][0]))
    if kind == "person" or word not in ("to", "vs", "vs.", "versus", "via", "and"):
        return False
    return word != "and" or _alone(doc, sides)


def _alone(doc: Doc, sides: Iterable[list[Token]]) -> bool:
    """Whether the parser marked each of these runs of words as a name somewhere."""
    alone = {e.span.of(doc.text).removeprefix("the ") for e in doc.entities}
    return all(Span(side[0].start, side[-1].end).of(doc.text).removeprefix("the ") in alone for side in sides)


def _repaired(doc: Doc, first: int, last: int, kind: EntityType, words: Words) -> Found | None:
    bounds = trim(doc, first, last, words)
    if bounds is None:
        return None
    first, last = bounds
    tokens = doc.tokens
    while last > first and kind != "place" and _tail(tokens[last], words) and not _is_title(tokens[first:last], words):
        last -= 1
    if kind == "person":
        last = _person_end(tokens, first, last, words)
    found = make(doc, first, last, kind, f"parser:{kind}")
    _without_caption(found, words)
    if kind == "person" and _with_article(tokens[first : last + 1]):
        kind = "organisation"  # "the Beatles", not "the Trump campaign"
    if kind == "person" and first == last:
        kind = called_a_thing(tokens[first], words) or kind  # "the web browser Safari"
    found.type = kind_of(tokens[first : last + 1], kind, words)
    if found.type == "organisation" and first < last and _called_a_person(tokens, first, last, words):
        found.type = "person"
    if found.type in ("organisation", "place") and _called_a_product(tokens[first : last + 1], words):
        found.type, found.rule, found.strength = "product", "called a product", 9  # the parser takes most for firms
    if found.type == "organisation" and _portfolio(doc, first, last, words):
        return None
    return None if _furniture(found, words) or ranked(tokens[last], words) else found


def _without_caption(found: Found, words: Words) -> None:
    """Cuts off a caption's word that the text ran together with the name: "Lee" of "Lee.Image"."""
    name, dot, rest = found.last.text.rpartition(".")
    if dot and len(name) > 1 and fold(rest) in words.captions:
        found.cut = Span(found.first.start, found.last.start + len(name))
        found.words = (*found.words[:-1], name)


def _person_end(tokens: list[Token], first: int, last: int, words: Words) -> int:
    """Without a headline's verb ("Trump Says"); with the rest of a name cut at its apostrophe ("Michael O' Leary")."""
    while last > first and fold(tokens[last].text) in words.captions:
        last -= 1
    while last > first and tokens[last].tag in ("VBZ", "VBD", "VBP", "MD") and tokens[last].pos in ("VERB", "AUX"):
        last -= 1
    if tokens[last].text in ("O", "D", "O’", "O'") and last + 1 < len(tokens):
        joint = 1 if tokens[last + 1].text in ("'", "’") else 0
        if last + 1 + joint < len(tokens) and tokens[last + 1 + joint].text[0].isupper():
            return last + 1 + joint
    return last


def called_a_thing(name: Token, words: Words) -> EntityType | None:
    """The kind that a common noun before a name or its apposition tells."""
    called = [c for c in name.children if c.dep in ("compound", "nmod") and c.i == name.i - 1 and c.tag == "NN"]
    called += [name.head] if name.dep == "appos" and name.head.tag == "NN" else []
    called += [c for c in name.children if c.dep == "appos" and c.tag == "NN"]
    return next((words.nouns[fold(t.text)] for t in called if fold(t.text) in words.nouns), None)


def _called_a_product(name: list[Token], words: Words) -> bool:
    """Whether the text says outright that it is a product: "the game Minetest", "Rocky Linux, an operating system",
    "a MacBook"."""
    head = next((t for t in name if t.head not in name or t.head is t), name[-1])
    if any(c.i > name[-1].i and c.text[0].isdigit() for c in head.children):
        return False  # "the Boeing 787 is an airliner", Boeing is not
    called = [c for c in head.children if c.dep in ("compound", "nmod") and c.i == name[0].i - 1 and c.tag == "NN"]
    called += [head.head] if head.dep == "appos" and head.head.i < name[0].i else []
    called += [c for c in head.children if c.dep == "appos" and c.i > name[-1].i]
    if head.dep == "nsubj" and head.head.lemma == "be":
        called += [c for c in head.head.children if c.dep == "attr"]
    return any(t.tag == "NN" and _ware(t, words) for t in called if t not in name)


def _ware(noun: Token, words: Words) -> bool:
    system = noun.lower == "system" and any(c.lower == "operating" for c in noun.children)
    return system or fold(noun.text) in words.wares


def _called_a_person(tokens: list[Token], first: int, last: int, words: Words) -> bool:
    """Whether an apposition says that the name is a person's: "the spokesperson, Morgan Ortagus"."""
    inside = range(first, last + 1)
    head = next((t for t in tokens[first : last + 1] if t.head.i not in inside or t.head is t), tokens[last])
    called = [c for c in head.children if c.dep == "appos" and c.i > last]
    called += [head.head] if head.dep == "appos" and head.head.i < first else []
    called += [
        t for t in tokens[max(0, first - 1) : first] if t.dep == "compound" and t.head is head and t.text.islower()
    ]
    return any(t.tag == "NN" and is_role(t, words) for t in called)


def _with_article(run: list[Token]) -> bool:
    """Whether "the" goes with the name itself, as it never does with a person's."""
    return any(
        c.lower == "the" and c.i == run[0].i - 1
        for t in run
        for c in t.children
        if t.dep not in ("compound", "poss", "nmod", "amod")
    )


def _tail(token: Token, words: Words) -> bool:
    return fold(token.text) in words.tails


def _is_title(tokens: list[Token], words: Words) -> bool:
    return tuple(fold(t.text) for t in tokens) in words.titles


def _portfolio(doc: Doc, first: int, last: int, words: Words) -> bool:
    """Whether it is what somebody is in charge of, not whom he works for: "Divisional Railway Manager Ann Lee"."""
    end = doc.tokens[last]
    follows = doc.tokens[last + 1] if last + 1 < len(doc.tokens) else end
    if follows.sent != end.sent or not follows.text[0].isupper() or fold(follows.text) not in words.portfolios:
        return False
    known = end.text.isupper() or fold(end.text) in words.heads or fold(end.text) in words.legal
    name = Span(doc.tokens[first].start, end.end).of(doc.text)
    return not known and sum(entity.span.of(doc.text) == name for entity in doc.entities) < 2


def _furniture(found: Found, words: Words) -> bool:
    key = found.key()
    if _FOREIGN.search("".join(found.words)):
        return True  # the parser knows English only; names in other scripts are the vocabulary's
    if found.type == "person" and key and key[-1] in words.abbreviations:
        return True  # "Navy Capt."
    if not key or all(part in words.never or part.isdigit() for part in key):
        return True
    return len(key) == 1 and (len(key[0]) < 2 or key[0] in words.openers or (key in words.titles))


def kind_of(tokens: list[Token], kind: EntityType, words: Words) -> EntityType:
    """The kind that the words themselves tell, else the parser's."""
    parts = [fold(t.text) for t in tokens]
    whole = " ".join(parts)
    if whole in words.countries or (whole in words.demonyms and kind != "person"):
        return "place"
    if len(parts) > 2 and parts[-1] in words.generations and not set(parts[-1]) <= set("iv"):
        return "person"  # "Robert Field Jr.", not "World War II"
    if kind == "person":
        if len(parts) > 1 and parts[-1] in words.no_surnames:
            return words.heads.get(parts[-1], "organisation")
        known = len(parts) == 1 or parts[0] in words.gender_of_given
        return kind if known else words.heads.get(parts[-1], kind)
    if whole in words.cities and kind in ("organisation", "product") and not tokens[-1].text.isupper():
        return "place"
    if (_CODE.fullmatch(tokens[-1].text) and kind != "place") or (kind == "place" and _BRAND.search(tokens[-1].text)):
        return "product"
    core = parts[: min([parts.index(w) for w in ("of", "for") if w in parts], default=len(parts))] or parts
    told = words.heads.get(core[-1])
    if told is not None and len(parts) > 1:
        return told
    given = parts[0] in words.gender_of_given and parts[-1] not in words.no_surnames
    if len(parts) in (2, 3) and given and kind == "organisation" and "&" not in parts:
        return "person"
    return kind
