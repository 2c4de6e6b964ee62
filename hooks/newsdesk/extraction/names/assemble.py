"""People and things → the chains, mentions and descriptions of one source."""

from __future__ import annotations

import re
from dataclasses import replace

from newsdesk.extraction.names.curated import automaton_of
from newsdesk.extraction.names.descriptions import find_descriptions, find_phrases, with_appositions
from newsdesk.extraction.names.name_spans import NameSpan
from newsdesk.extraction.names.names import Names
from newsdesk.extraction.names.patterns import meanings
from newsdesk.extraction.names.people import Person
from newsdesk.extraction.names.person_names import split_name
from newsdesk.extraction.names.things import Thing, bare_key, of_no_kind
from newsdesk.extraction.names.titles import opening
from newsdesk.extraction.names.words import NameTables, fold
from newsdesk.extraction.syntax import Doc
from newsdesk.records import Chain, Mention, Span, Vocabulary

_INSERTED = re.compile(r" ?\[[^\[\]]*\](?= )")  # by the outlet, into somebody's words
SHOUTED = 4  # letters: a longer place in capitals is no acronym


def assemble(doc: Doc, people: list[Person], things: list[Thing], vocabulary: Vocabulary, words: NameTables) -> Names:
    """Numbers the chains as first named. A description is a weak mention of what it describes."""
    groups: list[Person | Thing] = sorted([*people, *things], key=_first)
    explained = meanings(doc)
    for thing in things:
        if len(thing.key) == 1 and not thing.usual:
            thing.meaning = explained.get(thing.key[0], ())
    chains = tuple(_chain(group, vocabulary, words) for group in groups)
    pairs = [(f, n) for n, group in enumerate(groups) for f in group.finds]
    pairs.sort(key=lambda pair: pair[0].first.i)
    mentions: list[Mention] = []
    by_token: dict[int, int] = {}
    names: list[Span] = []
    for place, (f, n) in enumerate(pairs):
        span = opening(doc, f, words)
        if mentions and span.start < mentions[-1].span.end:
            span = f.span  # its title belongs to the name before
        names.append(Span(f.first.start, f.last.end))  # with "KC", which may be the head
        mentions.append(Mention(span, f.type, n, f.rule, f.first.paragraph, f.weak, _acts(doc, span)))
        by_token.update(dict.fromkeys((t.i for t in doc.tokens_in(span)), place))
        by_token.update(dict.fromkeys(range(f.first.i, f.last.i + 1), place))
    descriptions = find_descriptions(doc, mentions, names, by_token, words)
    described = [
        Mention(d.span, chains[d.chain].type, d.chain, f"description:{d.rule}", d.paragraph, True)
        for d in descriptions
        if not any(m.span.overlaps(d.span) and m.chain == d.chain for m in mentions)
    ]
    described += [
        Mention(span, chains[n].type, n, "phrase", doc.tokens_in(span)[0].paragraph, True)
        for n, span in (
            *find_phrases(doc, mentions, by_token, words), *with_appositions(doc, mentions, descriptions)
        )
    ]  # fmt: skip
    names_of = Names(tuple(mentions), chains, by_token, words, descriptions, tuple(described))
    return replace(names_of, described=(*described, *names_of.anaphors(doc)))


def _acts(doc: Doc, span: Span) -> bool:
    """Whether a name is the subject of an active verb other than "be"."""
    inside = doc.tokens_in(span)
    head = next((t for t in inside if t.head not in inside), None)
    return head is not None and head.dep == "nsubj" and head.head.pos == "VERB"


def _first(group: Person | Thing) -> int:
    return group.finds[0].first.i


def _chain(group: Person | Thing, vocabulary: Vocabulary, words: NameTables) -> Chain:
    curated = sorted({i for f in group.finds for i in f.curated})
    known = automaton_of(vocabulary).entities[curated[0]] if len(curated) == 1 else None
    made = _person(group, words) if isinstance(group, Person) else _thing(group, words)
    printed = dict.fromkeys(" ".join(f.words) for f in group.finds if not f.weak)
    name = known.name if known else _INSERTED.sub("", made.name)
    return replace(
        made,
        name=name,
        type=known.type if known else made.type,
        full=made.full or known is not None,
        entity=known.id if known else None,
        aliases=tuple(alias for alias in printed if alias != name),
        candidates=tuple(curated) if len(curated) > 1 else (),
    )


def _person(person: Person, words: NameTables) -> Chain:
    best = person.longest()
    keys = {" ".join(f.key()) for f in person.finds if len(f.key()) > 1}
    key = " ".join(filter(None, (fold(person.style), *best.key())))
    name = " ".join(filter(None, (person.style, *best.words)))
    titles = {" ".join(filter(None, map(fold, (t.text for t in f.title)))) for f in person.finds if f.title}
    return Chain(
        name,
        "person",
        person.full,
        gender=person.gender,
        key=key,
        strong=tuple(sorted(keys - {key})),
        surname=split_name(best.key(), words)[1],
        titles=tuple(sorted(titles)),
        kin=person.kin,
    )


def _thing(thing: Thing, words: NameTables) -> Chain:
    best = thing.longest()
    full = any(not (f.weak or f.vague) for f in thing.finds) and not (
        len(thing.key) == 1 and thing.key[0] in words.alone
    )
    rest = thing.key[2:] if words.place(" ".join(thing.key[:2])) else thing.key[1:] if words.place(thing.key[0]) else ()
    full = full and not of_no_kind(thing, words) and not (len(rest) == 1 and rest[0] in words.of_many)
    if thing.usual:
        return Chain(thing.usual, "place", full, key=fold(thing.usual))
    named_for = any(f.rule == "called a ship" for f in thing.finds) and thing.key[0] not in words.ship_prefixes
    ship = ("ship",) if named_for else ()  # not whom or what it is named for
    key = " ".join((*bare_key(thing.meaning or best.key(), words), *ship))
    strong = tuple(sorted({" ".join(k) for k in (*thing.strong, *([thing.key] if thing.meaning else []))} - {key}))
    return Chain(_in_print(thing, best), thing.type, full, key=key, strong=strong)


def _in_print(thing: Thing, best: NameSpan) -> str:
    """The name as the text prints it where it does not shout: "London" for a dateline's LONDON."""
    name = " ".join(best.words)
    if not name.isupper():
        return name
    plain = (" ".join(f.words) for f in thing.finds if f.key() == best.key() and not "".join(f.words).isupper())
    return next(plain, name.title() if thing.type == "place" and len(name) > SHOUTED else name)
