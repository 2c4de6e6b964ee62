"""One name, one kind: what all finds of a text together tell of each."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Container

from newsdesk.extraction.names.kinds import called_a_thing
from newsdesk.extraction.names.name_spans import NameSpan, shouted
from newsdesk.extraction.names.person_names import split_name
from newsdesk.extraction.names.titles import leading
from newsdesk.extraction.names.words import NameTables, fold
from newsdesk.extraction.syntax import Doc, Token, root_of
from newsdesk.records import EntityType


def agree(doc: Doc, found: list[NameSpan], words: NameTables) -> None:
    """One name, one kind: where the parser wavers the majority decides, a title or pattern outvoting it."""
    surnames = _surnames(found, words)
    lower = {t.text for t in doc.tokens if t.text.islower()}
    times = Counter(f.key() for f in found if f.type == "person")
    keys = {f.key() for f in found if f.type == "organisation"}
    bearers = {*surnames} | {f.key()[0] for f in found if f.type == "person" and f.title and len(f.key()) == 1}
    for f in found:
        if f.type == "organisation" and len(f.key()) > 2 and f.key()[0] in bearers and f.key()[1:] in keys:
            _without_first(doc, f)  # "Hallam White House"
        _cut_headline(f, lower, surnames)
        _cut_to_known(doc, f, times, words)
        if f.type == "organisation" and f.key()[-1:] and f.key()[-1] in surnames and _all_title(doc, f, words):
            f.type = "person"  # "General Stavridge", where the text names him in full
    givens = {f.key()[0] for f in found if f.type == "person" and len(f.key()) > 1} & words.gender_of_given.keys()
    several = {split_name(f.key(), words)[1] for f in found if f.type == "person" and len(f.key()) > 2}
    firsts = {
        given[-1] for f in found if f.type == "person" for given in [split_name(f.key(), words)[0]] if len(given) > 1
    }
    firsts -= words.gender_of_given.keys()
    eastern = {
        part for f in found if f.type == "person" and len(f.key()) == 3
        for given, surname, _ in [split_name(f.key(), words)] if surname == f.key()[0] for part in given
    }  # fmt: skip
    firms = firms_named_for_people(found, words)
    formed = {f.key()[:-1] for f in found if f.type == "organisation" and f.key()[-1] in words.legal}
    fronts = {f.key()[:1] for f in found if f.type == "organisation" and _firm(f.key()[-1:], words)}
    short = _short_for_firms(found, surnames, words)
    lines = {f.key()[-1:]: f.first.i for f in reversed(found) if f.type == "product" and len(f.key()) > 1}
    storms = {f.key()[1:] for f in found if f.rule == "storm"}
    ships = {f.key()[-1:] for f in found if f.rule in ("ship", "called a ship")}
    votes: dict[tuple[str, ...], Counter[EntityType]] = defaultdict(Counter)
    for f in found:
        votes[_voted(f)][f.type] += f.strength
        if f.rule == "parser:person" and f.type != "person":
            votes[_voted(f)][f.type] += 9  # "the Beatles" tells of all Beatles
    titled = {f.key() for f in found if f.type == "person" and f.title and len(f.key()) == 1}
    for f in found:
        if f.type == "place" and len(f.key()) == 2 and f.key()[0] in words.gender_of_given and f.key()[1:] in titled:
            f.type = "person"  # Grace Park, where "Ms. Park" speaks
            continue
        if len(f.key()) > 1 and f.key()[0] in words.particles and " ".join(f.key()) in several and not f.curated:
            f.type = "person"  # "De Wit"
            continue
        if f.weak and f.key()[-1] in surnames and len(f.key()) == 1 and f.first.dep not in ("amod", "compound"):
            f.weak, f.type = False, "person"  # Mark Cuban, not Cuba
        if f.curated or f.weak or (f.type == "person" and f.title):
            continue
        if len(f.key()) > 1 and f.key() in formed and f.key()[0] not in words.gender_of_given:
            f.type = "organisation"  # "Larnie Sell" after "Larnie Sell, L.L.C."
            continue
        if f.rule == "parser:organisation" and f.type == "place" and f.key() in fronts:
            f.type = "organisation"  # "Larn" after "Larn Air Lines"
            continue
        if f.key() in short and f.first.i > short[f.key()]:
            f.type = "organisation"
            continue
        if f.article and f.first.i > lines.get(f.key(), f.first.i) and f.type in ("organisation", "place"):
            f.type = "product"  # "the Lark" after "the Hallam Lark"
            continue
        if f.key() in storms | ships and f.key()[0] not in surnames:
            f.type = "event" if f.key() in storms else "product"
            continue
        if f.key() in firms:
            before = f.first.i < min(o.first.i for o in found if len(o.key()) > 1 and o.key()[-1] == f.key()[0])
            told = before or _told_of_a_thing(f, words) or _before_role(f, words)
            f.type = "person" if f.rule == "parser:person" and not told else "organisation"
            continue
        key, kinds = f.key(), votes[_voted(f)]
        known = f.rule == "parser:place" and (words.place(key[0]) or key[0] in words.regions)
        where = f.last.dep == "pobj" and f.last.head.lower in ("in", "to", "from", "at", "near", "of")
        given = key[0] in givens and not known and not where
        first = key[0] in firsts and len(key[0]) > 2 and not known  # of two surnames
        capitals = f.short_form and not shouted(doc, f.first.i, f.last.i)
        bearer = key[0] in surnames or given or first or key[0] in eastern
        if len(key) == 1 and bearer and not known and not capitals:
            kinds = Counter({"person": 1})
        place = words.place(" ".join(key)) or " ".join(key) in words.towns
        f.type = max(kinds, key=lambda kind: (kinds[kind], place or kind != "place", kind))
    _no_places(found, words)


def mark_vague(doc: Doc, found: list[NameSpan], words: NameTables) -> None:
    """Marks unknown places that the text has nowhere in a place: "the Harborgate scandal" makes no place of Harborgate,
    unless another text does."""
    located = {f.key() for f in found if f.type == "place" and (f.curated or _located(doc, f, words))}
    for f in found:
        f.vague = f.type == "place" and f.key() not in located


def _located(doc: Doc, found: NameSpan, words: NameTables) -> bool:
    """Whether a place is known, or named as one: "in Larn", "Larn, Ohio", "Larn-based", "Larn River"."""
    key, last = found.key(), found.last
    whole = " ".join(key)
    known = words.place(whole) or whole in words.towns or whole in words.regions or whole in words.continents
    if known or whole in words.states or key[-1] in words.heads or found.article is not None:
        return True
    after = doc.tokens[last.i + 1 : last.i + 3]
    beyond = fold(after[-1].text) if len(after) > 1 and after[0].text in (",", "(", "-", "–") else ""
    beside = beyond == "based" or words.place(beyond) or beyond in words.regions or beyond in words.states
    top = root_of(doc.tokens[found.first.i : last.i + 1])
    return beside or (top.dep in ("pobj", "conj", "npadvmod", "appos") and not _in_marks(doc, found)) or len(key) > 1


def _in_marks(doc: Doc, found: NameSpan) -> bool:
    before = doc.tokens[found.first.i - 1] if found.first.i else found.first
    return before.text in ("“", "‘", '"', "``") and before is not found.first


def _without_first(doc: Doc, found: NameSpan) -> None:
    found.first = doc.tokens[found.first.i + 1]
    found.words = tuple(found.span.of(doc.text).split())


def _voted(found: NameSpan) -> tuple[str, ...]:
    """What finds vote for together: a name; in capitals it is another one ("DOE" is no Jane Doe)."""
    return ("", *found.key()) if found.short_form else found.key()


def _no_places(found: list[NameSpan], words: NameTables) -> None:
    """ "Rocky Stream" is no place where Rocky is a product, nor is "Stream" then."""
    kinds = {f.key(): f.type for f in found if len(f.key()) == 1 and f.type in ("organisation", "product")}
    ends: dict[str, EntityType] = {}
    for f in found:
        key = f.key()
        if f.rule == "parser:place" and len(key) == 2 and key[:1] in kinds and words.heads.get(key[1]) != "place":
            f.type = ends[key[1]] = kinds[key[:1]]
    for f in found:
        if f.type == "place" and len(f.key()) == 1 and f.key()[0] in ends and not words.place(f.key()[0]):
            f.type = ends[f.key()[0]]


def _cut_headline(found: NameSpan, lower: Container[str], surnames: Counter[str]) -> None:
    """ "Obama Sees" is a surname and a headline's verb, where the surname is known and the second word is no name."""
    key = found.key()
    word = found.last.paragraph == 1 or found.last.pos != "PROPN" or found.last.lower in lower
    if word and found.type == "person" and len(key) == 2 and not found.curated and surnames[key[1]] == 1 and (
        surnames[key[0]] and found.first.i < found.last.i
    ):  # fmt: skip
        found.last = found.first
        found.words = (found.first.text,)


def _cut_to_known(doc: Doc, found: NameSpan, times: Counter[tuple[str, ...]], words: NameTables) -> None:
    """ "Glenn Beck CPAC" is Glenn Beck and more, where the text names Glenn Beck again and the longer name never."""
    key = found.key()
    if found.type != "person" or found.curated or times[key] > 1 or key[-1] in words.suffixes or found.cut:
        return
    length = next((n for n in range(2, len(key)) if times[key[:n]] > 1 and key[n] not in words.particles), 0)
    if length:
        run = doc.tokens[found.first.i : found.last.i + 1]
        found.last = next(t for t in run if len(doc.text[found.first.start : t.end].split()) >= length)
        found.words = tuple(doc.text[found.first.start : found.last.end].split())


def without_families(doc: Doc, found: list[NameSpan], words: NameTables) -> list[NameSpan]:
    """The finds but "the Delgados", where a Delgado is named: several people, and no organisation."""
    surnames = {*_surnames(found, words), *(f.key()[0] for f in found if f.title and len(f.key()) == 1)}
    return [
        f
        for f in found
        if not (len(f.key()) == 1 and f.key()[0][-1] == "s" and f.key()[0][:-1] in surnames and _after_the(doc, f))
    ]


def _after_the(doc: Doc, found: NameSpan) -> bool:
    return found.first.i > 0 and doc.tokens[found.first.i - 1].lower == "the"


def _all_title(doc: Doc, found: NameSpan, words: NameTables) -> bool:
    """Whether all words of a name but the last are a title."""
    front = found.last.i - found.first.i
    return front > 0 and leading(doc.tokens[found.first.i : found.last.i + 1], words) == front


def _surnames(found: list[NameSpan], words: NameTables) -> Counter[str]:
    """How often people are named in full by each surname."""
    return Counter(split_name(f.key(), words)[1].split()[-1] for f in found if f.type == "person" and len(f.key()) > 1)


def firms_named_for_people(found: list[NameSpan], words: NameTables) -> set[tuple[str, ...]]:
    """Surnames of people of the text that alone name something else in it: "Williams, which Frank Williams founded",
    "Henry Ford has sued Ford". Such a name alone is no person's: it may be either's."""
    surnames = _surnames(found, words)
    full = [f for f in found if f.type == "person" and len(f.key()) > 1]
    acting = {(split_name(f.key(), words)[1], f.last.head.i) for f in full if f.last.dep == "nsubj"}
    return {
        f.key()
        for f in found
        if len(f.key()) == 1 and f.key()[0] in surnames and not (f.curated or f.title or f.weak)
        and (_told_of_a_thing(f, words) or (f.last.dep == "dobj" and (f.key()[0], f.last.head.i) in acting))
    } | _firms_of_founders(found, full, words)  # fmt: skip


def _firms_of_founders(found: list[NameSpan], full: list[NameSpan], words: NameTables) -> set[tuple[str, ...]]:
    """Names of firms with a legal form or before their founder: "Hallam Inc.", "Hallam's founder, Peter Hallam"."""
    names = {split_name(f.key(), words)[1]: f for f in full}
    forms = {
        f.key()[:1] for f in found
        if f.type == "organisation" and len(f.key()) > 1 and f.key()[0] in names and _firm(f.key()[1:], words)
    }  # fmt: skip
    owned = {
        f.key() for f in found
        if len(f.key()) == 1 and f.key()[0] in names and not f.curated
        and _before_role(f, words) and _names_a_bearer(f.last.head, f.key()[0])
    }  # fmt: skip
    return forms | owned


def _short_for_firms(found: list[NameSpan], surnames: Container[str], words: NameTables) -> dict[tuple[str, ...], int]:
    """First words of firms' names that nobody in the text bears ("Larkin" of "Larkin Capital Partners"), each with
    where the firm stands first."""
    named = {f.key()[0] for f in found if f.type == "person" and (f.title or len(f.key()) > 1)}
    return {
        f.key()[:1]: f.first.i for f in reversed(found)
        if f.type == "organisation" and len(f.key()) > 1 and f.key()[0] not in named and f.key()[0] not in surnames
        and _firm(f.key()[-1:], words) and f.key()[0] not in words.demonyms and not words.place(f.key()[0])
    }  # fmt: skip


def _firm(rest: tuple[str, ...], words: NameTables) -> bool:
    """Whether all further words of a name are such as firms have: "Motor Company", "Inc."."""
    return all(word in words.legal or word in words.generic or word in words.closing for word in rest)


def _before_role(found: NameSpan, words: NameTables) -> bool:
    """Whether a name stands before what somebody is in it: "Dell's founder"."""
    beside = found.last.dep in ("poss", "compound", "nmod")
    return beside and fold(found.last.head.text) in words.roles | words.founders


def _names_a_bearer(role: Token, surname: str) -> bool:
    """Whether a role is somebody's of a surname: "founder, Michael Dell", "founder Michael Dell"."""
    named = [role.head, *role.children] if role.dep in ("compound", "nmod", "appos") else role.children
    return any(
        fold(t.text) == surname and t.dep not in ("poss", "nmod") and t is not role for t in named if t.i > role.i
    )


def _told_of_a_thing(found: NameSpan, words: NameTables) -> bool:
    """Whether the words beside a name say that it is no person's: "which" after it, "the carmaker" beside it, "it" for
    it in what it says."""
    if _trades(found.last, words):
        return True
    clauses = [c for c in found.last.children if c.dep == "relcl" and found.last.dep in ("nsubj", "nsubjpass")]
    return any(c.lower == "which" for clause in clauses for c in clause.children) or (
        called_a_thing(found.last, words) == "organisation" or _it_says(found.last)
    )


def _trades(name: Token, words: NameTables) -> bool:
    """Whether it has what firms have: "Hallam shares", "shares in Hallam", "Hallam reported a loss"."""
    head = name.head
    if name.dep == "pobj" and head.lower in ("at", "of", "in"):
        return fold(head.head.lemma) in words.trade and head.head.tag == "NNS"
    if name.dep == "nsubj":
        return head.lemma == "report" and any(c.dep == "dobj" and fold(c.lemma) in words.trade for c in head.children)
    return name.dep == "compound" and head.i == name.i + 1 and head.tag == "NNS" and fold(head.lemma) in words.trade


def _it_says(name: Token) -> bool:
    """Whether it speaks of itself as "it": "Hallam said that it would cut jobs"."""
    said = (c for c in name.head.children if c.dep == "ccomp" and c.i > name.i)
    own = [t for clause in said for t in clause.children if t.dep in ("nsubj", "nsubjpass")]
    will = any(
        t.lower == "it" and any(c.dep == "aux" and c.lower in ("would", "will", "had", "has") for c in t.head.children)
        for t in own
    )
    return name.dep == "nsubj" and will and any(t.head.tag == "VB" or t.head.tag == "VBN" for t in own)
