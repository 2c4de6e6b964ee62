"""Names from the parser's marks, with its usual errors repaired."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterable, Iterator

from newsdesk.extraction.names.kinds import (
    at_its_people,
    called_a_body,
    called_a_person,
    called_a_product,
    called_a_ship,
    called_a_thing,
    kind_of,
    publishes,
    with_article,
)
from newsdesk.extraction.names.name_spans import NameSpan, make, ranked, trim
from newsdesk.extraction.names.products import BILL
from newsdesk.extraction.names.words import NameTables, fold
from newsdesk.extraction.syntax import Doc, EntitySpan, Token, root_of
from newsdesk.records import EntityType, Span

Times = Counter[tuple[str, bool]]  # how often a text has a word, as a proper noun or not

KINDS: dict[str, EntityType] = {
    "PERSON": "person", "ORG": "organisation", "GPE": "place", "LOC": "place", "FAC": "place", "EVENT": "event",
    "PRODUCT": "product",
}  # fmt: skip
_CAPTION = re.compile(r"(.*(?:[a-z](?=[A-Z])|(?=\.)))\.?([A-Z][a-z]+)")  # "Lee.Image", "LeeImage"
_SEAT = re.compile(r"[DRI]-[A-Z]")  # "R-La.", a politician's party and state
_FOREIGN = re.compile(r"[^\W\d_\u0000-\u024f\u1e00-\u1eff\u2c60-\u2c7f]")  # a letter that is not Latin


def parser_names(doc: Doc, words: NameTables) -> Iterator[NameSpan]:
    """One or more finds for each mark of the parser."""
    after = {entity.first.i: entity for entity in doc.entities}
    merged: set[int] = set()
    times = Counter((t.text, t.pos == "PROPN") for t in doc.tokens)
    surnames = {e.last.text for e in doc.entities if e.label == "PERSON" and e.first is not e.last}
    for entity in doc.entities:
        second = after.get(entity.last.i + 2)
        if second is not None and _hyphened(doc, entity, second, times, words):
            yield make(doc, entity.first.i, second.last.i, "organisation", "parser:organisation", 2)
            merged |= {entity.first.i, second.first.i}
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
            for first, last in _pieces(doc, entity.first.i, entity.last.i, marked, surnames, words):
                found = _repaired(doc, first, last, marked, times, words)
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


def _hyphened(doc: Doc, first: EntitySpan, second: EntitySpan, times: Times, words: NameTables) -> bool:
    """Whether two marks are one name that ends in a place ("Météo-France"), not two places ("Moscow-Berlin")."""
    left, dash, right = first.last, doc.tokens[first.last.i + 1], second.first
    return (
        dash.text == "-" and left.end == dash.start and dash.end == right.start
        and first.first is left and right is second.last and left.head is right and words.place(fold(right.text))
        and not words.place(fold(left.text)) and times[left.text, True] + times[left.text, False] == 1
    )  # fmt: skip


def demonym(doc: Doc, first: int, last: int, words: NameTables) -> Iterator[NameSpan]:
    """ "Chinese" belongs to China: weak, it never makes a profile."""
    new = first and doc.tokens[first - 1].text == "New"  # "New Mexican"
    if fold(" ".join(t.text for t in doc.tokens[first : last + 1])) in words.demonyms and not new:
        found = make(doc, first, last, "place", "demonym")
        found.weak = True
        yield found


def _pieces(
    doc: Doc, first: int, last: int, kind: EntityType, surnames: Container[str], words: NameTables
) -> Iterator[tuple[int, int]]:
    """A mark cut where two names were run together: at a possessive, and at "and" or a comma between people; at the
    end of a sentence that the parser overlooked ("… in the U.S. Hallam said")."""
    start = first
    for i in range(first, last):
        text = doc.tokens[i].text
        possessive = text in ("'s", "’s", "'", "’") and i > start
        if possessive:
            whole = fold("".join(t.text for t in doc.tokens[start : i + 1]))
            possessive = whole not in words.possessive_names and fold(doc.tokens[i - 1].text) + "'s" not in (
                words.possessive_names
            )
            possessive = possessive and not _whose(doc, start, i, last, words) and not _shop(doc, start, i, last, words)
        apart = kind == "person" and text.lower() in ("and", "/", ",", "&", "--", "–", "—", ";", ":")
        apart = apart and not (text == "," and fold(doc.tokens[i + 1].text) in words.suffixes | words.postnominals)
        apart = apart or (kind == "person" and _between_people(doc.tokens[i], doc.tokens[i - 1], words))
        apart = apart or _joint(doc, start, i, last) or _between(doc, start, i, last, kind)
        if text[-1] == "." and words.place(fold(text)) and doc.tokens[i + 1].text in surnames and i + 1 == last:
            yield start, i
            start = i + 1
        elif possessive or apart:
            if i > start:
                yield start, i - 1
            start = i + 1
    yield start, last


def _between_people(word: Token, before: Token, words: NameTables) -> bool:
    """Whether a small word in a person's mark is none of the name: "Burnley sack Hodgkin" in a headline."""
    hyphened = before.text == "-" or word.start == before.end
    return word.text.islower() and len(word.text) > 2 and fold(word.text) not in words.particles and not hyphened


def _whose(doc: Doc, first: int, i: int, last: int, words: NameTables) -> bool:
    """Whether a possessive belongs to the name: of a saint's or king's house ("St Mary's Hospital"), or of what belongs
    to many ("the Longshoremen's Association")."""
    owner, before = fold(doc.tokens[first].text), fold(doc.tokens[i - 1].text)
    many = doc.tokens[i].text in ("'", "’") or before.endswith(("men", "children", "people"))
    named = owner in ("st", "saint") or (owner in words.before_one_name and i - first > 1)
    return fold(doc.tokens[last].text) in words.possessed and (many or named)


def _shop(doc: Doc, first: int, i: int, last: int, words: NameTables) -> bool:
    """Whether a name before a possessive is only that of a shop or its like ("Ida's Kitchen"): one word, of nobody and
    nothing that the text has elsewhere, and no place."""
    owner, rest = doc.tokens[first], doc.tokens[i + 1 : last + 1]
    folded = fold(owner.text)
    if first != i - 1 or not 1 <= len(rest) <= 2 or words.place(folded) or folded in words.towns | words.regions:
        return False
    if not owner.text.istitle() or any(
        not (t.text.istitle() and t.tag in ("NNP", "NN") and t.text.isalpha()) for t in rest
    ):
        return False
    whole = [t.text for t in doc.tokens[first : last + 1]]
    again = sum([t.text for t in doc.tokens[k.i : k.i + len(whole)]] == whole for k in doc.tokens)
    others = sum(t.text == owner.text for t in doc.tokens) > again or _alone(doc, [rest])
    return not others and rest[-1].head not in rest[:-1] and (fold(rest[-1].text),) not in words.titles


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
        beside = (sides[0][-1], sides[1][0])
        return all(len(t.text) > 2 and t.text[0].isupper() for t in beside) and any(t.text.istitle() for t in beside)
    if kind == "person" or word not in ("to", "vs", "vs.", "versus", "via", "and", ","):
        return False
    return word not in ("and", ",") or _alone(doc, sides)


def _alone(doc: Doc, sides: Iterable[list[Token]]) -> bool:
    """Whether the parser marked each of these runs of words as a name somewhere."""
    alone = {e.span.of(doc.text).removeprefix("the ") for e in doc.entities}
    return all(Span(side[0].start, side[-1].end).of(doc.text).removeprefix("the ") in alone for side in sides)


def _repaired(doc: Doc, first: int, last: int, kind: EntityType, times: Times, words: NameTables) -> NameSpan | None:
    bounds = trim(doc, first, last, words)
    if bounds is None:
        return None
    first, last = bounds
    tokens = doc.tokens
    if kind in ("organisation", "product") and first == last:
        first = _front(tokens, first, words)
    if kind == "organisation" and first > 1 and tokens[first - 1].lower == "to":
        first = _purpose(tokens, first, words)
    while last > first and kind != "place" and _tail(tokens[last], words) and not _is_title(tokens[first:last], words):
        if tokens[last].pos == "PROPN" and tokens[last - 1].lower in ("bin", "ibn", "al", "el"):
            break  # "Omar bin Said"
        last -= 1
    while kind == "organisation" and last > first and fold(tokens[last].text) in words.abbreviations:
        last -= 1  # "Missouri Highway Patrol Capt.", before his name
    if kind == "organisation":
        last = _without_portfolio(tokens, first, last, words)
        first, last = _without_party(tokens, first, last, words), _going_on(tokens, first, last, words)
    while (
        kind in ("person", "place") and last > first and tokens[last].ent_type != "DATE" and _day(tokens[last], words)
    ):
        last -= 1
    if fold(tokens[first].text) in words.numbered and any(t.text.isdigit() for t in tokens[first : last + 1]):
        return None  # "Bill 1062"
    if BILL.fullmatch(tokens[first].text):
        return None
    if kind == "person":
        last = _person_end(tokens, first, last, words)
    found = make(doc, first, last, kind, f"parser:{kind}")
    _without_caption(found, words)
    if kind == "person" and with_article(tokens[first : last + 1]):
        kind = "organisation"  # "the Beatles", not "the Trump campaign"
    if kind == "person" and at_its_people(tokens[first : last + 1], words):
        kind = "organisation"
    if (
        kind == "person"
        and first < last
        and (called_a_body(tokens[first : last + 1], words) or _body(tokens[first : last + 1], words))
    ):
        kind = "organisation"
    if kind == "person" and first < last and _work(tokens[first : last + 1], words):
        return None
    if kind == "person" and first == last:
        kind = called_a_thing(tokens[first], words) or kind  # "the web browser Safari"
    found.type = kind_of(tokens[first : last + 1], kind, words)
    if found.type == "place" and publishes(tokens[first : last + 1], words):
        found.type = "organisation"
    body = first < last and any(t.lower == "of" for t in tokens[first:last])
    if found.type == "organisation" and first < last and not body and called_a_person(tokens, first, last, words):
        found.type = "person"
    if found.type in ("organisation", "place") and called_a_product(tokens[first : last + 1], words):
        found.type, found.rule, found.strength = "product", "called a product", 9  # the parser takes most for firms
    if found.type in ("organisation", "place", "person") and called_a_ship(tokens[first : last + 1], kind, words):
        found.type, found.rule, found.strength = "product", "called a ship", 9
    if found.type == "organisation" and (
        _portfolio(doc, first, last, words) or _no_body(tokens[first : last + 1], words)
    ):
        return None
    if found.type == "organisation" and first < last and _party_before_title(tokens, last, words):
        return None
    if found.type in ("organisation", "place") and first == last and _joined_places(tokens[first].text, words):
        return None
    if found.type != "person" and (_SEAT.match(found.words[0]) or _common(doc, found, times)):
        return None
    return None if _furniture(found, words) or ranked(tokens[last], words) else found


def _no_body(name: list[Token], words: NameTables) -> bool:
    """Whether it is no body's name: an adjective ("Congressional aides"), several bodies ("the Departments of …"), or
    those who hold an office ("Secretaries", "City Councilman")."""
    last = name[-1]
    alone = len(name) == 1 and ((last.tag == "JJ" and last.dep == "amod") or _several(last, words))
    many = any(fold(t.text) in words.several for t in name[:2]) and any(t.lower == "of" for t in name)
    people = last.tag == "NNPS" and last.lower.endswith(("ists", "icans", "crats", "iers")) and not with_article(name)
    people = people and not any(words.heads.get(fold(t.text)) == "organisation" for t in name)
    return alone or many or people or fold(last.text) in words.no_bodies


def _party_before_title(tokens: list[Token], last: int, words: NameTables) -> bool:
    """Whether a name is somebody's state and party, before his title: "Larn Independent Sen. Ann Lee"."""
    follows = tokens[last + 1] if last + 1 < len(tokens) else tokens[last]
    return fold(tokens[last].text) in words.parties and (fold(follows.text),) in words.titles and follows.i > last


def _several(noun: Token, words: NameTables) -> bool:
    return (noun.tag in ("NNS", "NNPS") and (fold(noun.lemma).removesuffix("s"),) in words.titles) or (
        noun.text.endswith("ies") and (fold(noun.text)[:-3] + "y",) in words.titles
    )


def _joined_places(text: str, words: NameTables) -> bool:
    """Whether a word is two places, or what is not of one: "U.S.-Larnian", "non-U.S."."""
    front, dash, back = text.rpartition("-")
    known = words.place(fold(back)) or fold(back) in words.regions
    return (
        bool(dash)
        and known
        and (fold(front) in ("non", "anti", "pro", "ex", "pre", "post") or words.place(fold(front)))
    )


def _without_party(tokens: list[Token], first: int, last: int, words: NameTables) -> int:
    """Where a chamber's name begins after its majority's: "the Republican House"."""
    chamber = fold(tokens[last].text) in words.chambers and first == last - 1
    return last if chamber and fold(tokens[first].text) in words.parties else first


def _going_on(tokens: list[Token], first: int, last: int, words: NameTables) -> int:
    """The last word of a body's name that the parser cut before its head: "Straw" of "Larn Straw Poll"."""
    head, top = tokens[min(last + 1, len(tokens) - 1)], root_of(tokens[first : last + 1])
    follows = (
        last > first
        and head.i == last + 1
        and head.sent == tokens[last].sent
        and top.dep == "compound"
        and top.head is head
    )
    if not follows or head.ent_type or not (head.text.istitle() and head.tag == "NNP" and head.text.isalpha()):
        return last
    low = fold(head.text)
    known = (
        (low,) in words.titles
        or (low,) in words.persons
        or low in words.roles
        or low in words.tails
        or low in words.never
    )
    ended = fold(tokens[last].text) in words.heads and words.heads.get(low) != "organisation"
    return last if known or ended else head.i


def _day(token: Token, words: NameTables) -> bool:
    return token.lower.endswith("day") and fold(token.text) in words.never  # "told Hallam Sunday"


def _without_portfolio(tokens: list[Token], first: int, last: int, words: NameTables) -> int:
    """The end of a body's name without what its secretary is in charge of: "Secretary of the Air Force for
    Acquisition"."""
    charge = next((t for t in tokens[first + 1 : last + 1] if t.lower == "for"), None)
    of = tokens[max(0, first - 3) : first]
    office = next((t for t in of if fold(t.text) in words.portfolios), None)
    return charge.i - 1 if charge is not None and office is not None and of[-1].lower in ("of", "the") else last


def _body(name: list[Token], words: NameTables) -> bool:
    """Whether a name is a body's by its form: "Chamber of Commerce", "Sayz LLC", "Al Qaeda"."""
    plain = tuple(fold(t.text) for t in name if t.text != ",")
    legal = plain[-1] in words.legal and len(plain[-1]) > 2 and plain[-1] not in words.gender_of_given
    return (
        "of" in plain
        or legal
        or plain[-1] in words.no_surnames
        or " ".join(plain).replace(" - ", "-") in words.no_people
    )


def _work(name: list[Token], words: NameTables) -> bool:
    """Whether somebody's, it is a work and no person: "her Moss Flora"."""
    whose = any(c.tag == "PRP$" and c.i == name[0].i - 1 for t in name for c in t.children)
    return whose and fold(name[0].text) not in words.gender_of_given


def _common(doc: Doc, found: NameSpan, times: Times) -> bool:
    """Whether it is a sentence's first word, a common noun, and no name anywhere else: "Mercy is not weakness"."""
    token = found.first
    if token is not found.last or not token.text.istitle() or not token.text.isalpha() or not _opens(doc, token):
        return False
    if token.tag in ("NN", "NNS") and not times[token.text, True]:
        return True
    return times[token.lower, False] > 0 and all(_opens(doc, t) for t in doc.tokens if t.text == token.text)


def _opens(doc: Doc, token: Token) -> bool:
    before = doc.tokens[token.i - 1] if token.i else None
    return before is None or before.sent != token.sent or not before.text[-1].isalnum()


def _front(tokens: list[Token], first: int, words: NameTables) -> int:
    """Where a name begins of which the parser marked the last word only: "Aston Martin"."""
    before, name = tokens[first - 1] if first else tokens[first], tokens[first]
    word = fold(before.text)
    joined = before.dep == "compound" and before.head is name and before.tag == "NNP" and not before.ent_type
    known = (word,) in words.titles or (word,) in words.persons or word in words.nouns or word in words.demonyms
    return first - 1 if joined and before.text.istitle() and not (known or word in words.openers) else first


def _purpose(tokens: list[Token], first: int, words: NameTables) -> int:
    """Where a name begins that says what a body is for: "the Coalition to Save Larn"."""
    start = first - 1
    while start and tokens[start - 1].sent == tokens[first].sent and tokens[start - 1].tag.startswith("NNP"):
        start -= 1
    return start if start < first - 1 and words.heads.get(fold(tokens[first - 2].text)) == "organisation" else first


def _without_caption(found: NameSpan, words: NameTables) -> None:
    """Cuts off a caption's word that the text ran together with the name: "Lee" of "Lee.Image"."""
    glued = _CAPTION.fullmatch(found.last.text)
    name, rest = glued.groups() if glued else ("", "")
    if len(name) > 1 and fold(rest) in words.captions:
        found.cut = Span(found.first.start, found.last.start + len(name))
        found.words = (*found.words[:-1], name)


def _person_end(tokens: list[Token], first: int, last: int, words: NameTables) -> int:
    """Without a headline's verb ("Trump Says"); with the rest of a name cut at its apostrophe ("Michael O' Leary")."""
    while last > first and fold(tokens[last].text) in words.captions:
        last -= 1
    while last > first and tokens[last].tag in ("VBZ", "VBD", "VBP", "MD") and tokens[last].pos in ("VERB", "AUX"):
        last -= 1
    if tokens[last].text in ("O", "D", "O’", "O'") and last + 1 < len(tokens):
        rest = last + 1 + (tokens[last + 1].text in ("'", "’"))
        here = rest < len(tokens) and tokens[rest].paragraph == tokens[last].paragraph
        if here and tokens[rest].text[0].isupper():
            return rest
    return last


def _tail(token: Token, words: NameTables) -> bool:
    return fold(token.text) in words.tails


def _is_title(tokens: list[Token], words: NameTables) -> bool:
    return tuple(fold(t.text) for t in tokens) in words.titles


def _portfolio(doc: Doc, first: int, last: int, words: NameTables) -> bool:
    """Whether it is what somebody is in charge of, not whom he works for: "Divisional Railway Manager Ann Lee"."""
    end = doc.tokens[last]
    follows = doc.tokens[last + 1] if last + 1 < len(doc.tokens) else end
    if follows.sent != end.sent or not follows.text[0].isupper() or fold(follows.text) not in words.portfolios:
        return False
    known = end.text.isupper() or fold(end.text) in words.heads or fold(end.text) in words.legal
    name = Span(doc.tokens[first].start, end.end).of(doc.text)
    return not known and sum(entity.span.of(doc.text) == name for entity in doc.entities) < 2


def _furniture(found: NameSpan, words: NameTables) -> bool:
    key = found.key()
    if any(("[" in word) != ("]" in word) for word in found.words if word[0] not in "[" and word[-1] not in "]"):
        return True  # "COVID[-19"
    if _FOREIGN.search("".join(found.words)):
        return True  # the parser knows English only; names in other scripts are the vocabulary's
    if found.type == "person" and key and key[-1] in words.abbreviations:
        return True  # "Navy Capt."
    if len(key) == 1 and key[0] in words.postnominals and found.words[0].isupper():
        return True
    if not key or all(part in words.never or part.isdigit() for part in key):
        return True
    return len(key) == 1 and (len(key[0]) < 2 or key[0] in words.openers or (key in words.titles))
