"""What an editor could decide about names: review them, join likely aliases, tell people of one surname apart."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache, lru_cache
from typing import Any

from rapidfuzz.fuzz import ratio

from newsdesk.knowledge.entity_joins import GENERATIONS
from newsdesk.knowledge.key_of_name import key_of
from newsdesk.knowledge.namesakes import Teller, against, doubts, mark
from newsdesk.memo.memo import Memo
from newsdesk.records import ChainRef, Entity, EntityType, Extraction, Lexicon, Source, Suggestion, slug

ALIKE = 90  # of 100: how alike two spellings must be to be worth a question
LONGEST = 160  # characters shown of a sentence
MOST = 60  # suggestions of one kind: nobody decides more at once
FILES: dict[EntityType, str] = {
    "person": "people.yml", "organisation": "organisations.yml", "place": "places.yml", "event": "events.yml",
    "product": "products.yml",
}  # fmt: skip


def name_suggestions(
    entities: Mapping[str, Entity],
    extractions: Mapping[str, Extraction],
    entity_of_chain: Mapping[ChainRef, str],
    lexicon: Lexicon,
    texts: Mapping[str, Source] | None = None,
    memo: Memo | None = None,
) -> tuple[Suggestion, ...]:
    """Heaviest first; the weight is what a decision would change: the mentions and quotes that it moves or confirms."""
    sources = {e.id: {source for source, _ in e.chains} for e in entities.values()}
    teller = Teller(extractions, texts or {}, lexicon, memo)
    found = [
        *_most(_reviews(entities, sources)),
        *_most(_aliases(entities, lexicon)),
        *_most(_collisions(entities, extractions, entity_of_chain)),
        *_most(_namesakes(entities, teller)),
    ]
    told = (
        replace(s, reason=f"{s.reason}{sentences_of(s.subjects, entities, extractions, texts or {})}") for s in found
    )
    return tuple(sorted(told, key=lambda s: (-s.weight, s.id)))


def sentences_of(
    subjects: Sequence[str],
    entities: Mapping[str, Entity],
    extractions: Mapping[str, Extraction],
    texts: Mapping[str, Source],
) -> str:
    """A sentence of each side, where a suggestion has two: of the first article that names it."""
    told = []
    for entity in filter(None, map(entities.get, subjects if len(subjects) > 1 else ())):
        place = next((p for p in entity.mentions if p.source in texts), None)
        if place is not None:
            found = extractions[place.source]
            span = found.mentions[place.mention].span
            sentence = next((s for s in found.sentences if s.start <= span.start < s.end), span)
            words = " ".join(sentence.of(texts[place.source].text).split())
            told.append(
                f"“{words if len(words) <= LONGEST else words[:LONGEST].rsplit(' ', 1)[0] + ' …'}” ({place.source})"
            )
    return f". {'; '.join(told)}" if len(told) > 1 else ""


def _most(found: Iterator[Suggestion]) -> list[Suggestion]:
    return sorted(found, key=lambda s: (-s.weight, s.id))[:MOST]


def _reviews(entities: Mapping[str, Entity], sources: Mapping[str, set[str]]) -> Iterator[Suggestion]:
    for entity in entities.values():
        number = len(sources[entity.id])
        if not entity.curated and number > 1:
            yield Suggestion(
                "review",
                (entity.id,),
                f"{entity.name} has no entry yet and stands in {number} articles",
                float(number + 1),
                vocabulary_entry(entity.id, name=entity.name),
                FILES[entity.type],
            )


def _aliases(entities: Mapping[str, Entity], lexicon: Lexicon) -> Iterator[Suggestion]:
    """Two profiles that are likely one, with the evidence; the curated or larger one would take the other's name."""
    nicknames = _nicknames(lexicon)
    for one, two in _near(entities):
        reason = _likeness(one.name, one.type, two.name, two.type, nicknames)
        if not reason or (one.curated and two.curated):
            continue
        kept, other = sorted((one, two), key=lambda e: (not e.curated, -len(e.mentions), e.id))
        weight = len(other.mentions) + len(other.quotes_by) + 2
        values = {"aliases": [other.name]} if kept.curated else {"name": kept.name, "aliases": [other.name]}
        yield Suggestion(
            "alias",
            (kept.id, other.id),
            f"{other.name} may be {kept.name}: {reason}",
            float(weight),
            vocabulary_entry(kept.id, **values),
            FILES[kept.type],
        )


def _near(entities: Mapping[str, Entity]) -> Iterator[tuple[Entity, Entity]]:
    """Pairs worth a look: those that share a first or last word, and acronyms with what their letters may stand for."""
    blocks: dict[tuple[str, str], list[Entity]] = defaultdict(list)
    for entity in entities.values():
        words = key_of(entity.name).split()
        side = "person" if entity.type == "person" else "thing"
        for word in {words[0], words[-1]} if words else ():
            blocks[side, word].append(entity)
        if side == "thing":
            letters = "".join(word[0] for word in words) if len(words) > 1 else key_of(entity.name)
            if len(letters) > 2 and (len(words) > 1 or entity.name.isupper()):
                blocks["letters", letters].append(entity)
    seen: set[tuple[str, str]] = set()
    for _, block in sorted(blocks.items()):
        for n, one in enumerate(block if len(block) < 200 else ()):
            for two in block[n + 1 :]:
                pair = (min(one.id, two.id), max(one.id, two.id))
                if pair not in seen:
                    seen.add(pair)
                    yield one, two


@cache
def _nicknames(lexicon: Lexicon) -> frozenset[tuple[str, str]]:
    """Pairs of a short and a long form of one given name."""
    table = lexicon.tables["nicknames"]["nicknames"]
    return frozenset((short.casefold(), name.casefold()) for short, names in table.items() for name in names)


@lru_cache(maxsize=65_536)
def _likeness(
    one: str, kind: EntityType, two: str, other_kind: EntityType, nicknames: frozenset[tuple[str, str]]
) -> str:
    """Why two names may be one thing's; "" if nothing says so."""
    a, b = key_of(one), key_of(two)
    words_a, words_b = a.split(), b.split()
    if kind == other_kind == "person":
        if a == b:
            return ""  # kept apart, as their sources speak against one person
        if _generation(words_a) != _generation(words_b):
            return ""  # a father and his son
        if len(words_a) > 1 and len(words_b) > 1 and words_a[-1] == words_b[-1]:
            first = (words_a[0], words_b[0])
            if first in nicknames or first[::-1] in nicknames:
                return f"{' and '.join(sorted(first))} may be one given name"
            if first[0] == first[1]:
                return "the same first and last name"
            if ratio(*first) >= 80 and min(map(len, first)) > 3:
                return "given names spelled alike"
        elif len(words_a) > 1 and len(words_b) > 1 and words_a[0] == words_b[0] and ratio(a, b) >= ALIKE:
            return "spelled alike"
        return ""
    if "person" in (kind, other_kind):
        return ""
    short, long = sorted((words_a, words_b), key=len)
    if len(short) == 1 and len(long) > 1 and "".join(w[0] for w in long) == short[0] and len(short[0]) > 2:
        return f"{short[0].upper()} are its initials"
    return "spelled alike" if ratio(a, b) >= ALIKE and min(len(a), len(b)) > 6 and not _numbers_differ(a, b) else ""


def _generation(words: Sequence[str]) -> str:
    return words[-1] if len(words) > 2 and words[-1] in GENERATIONS else ""


def _numbers_differ(a: str, b: str) -> bool:
    return [c for c in a if c.isdigit()] != [c for c in b if c.isdigit()]


def _collisions(
    entities: Mapping[str, Entity], extractions: Mapping[str, Extraction], entity_of_chain: Mapping[ChainRef, str]
) -> Iterator[Suggestion]:
    """Names that fit several entities in a source and so are linked to none."""
    places: dict[tuple[str, tuple[str, ...]], set[str]] = defaultdict(set)
    for source, extraction in sorted(extractions.items()):
        here = {entity_of_chain[source, n] for n in range(len(extraction.chains)) if (source, n) in entity_of_chain}
        for n, chain in enumerate(extraction.chains):
            if (source, n) in entity_of_chain:
                continue
            fitting = chain.candidates or tuple(
                sorted(
                    i for i in here
                    if chain.type == "person" and i in entities and entities[i].type == "person"
                    and key_of(entities[i].name).split()[-1:] == [key_of(chain.name)]
                )
            )  # fmt: skip
            if len(fitting) > 1:
                places[chain.name, fitting].add(source)
    for (name, fitting), found in sorted(places.items()):
        known = " or ".join(entities[i].name if i in entities else i for i in fitting)
        number = len(found)
        yield Suggestion(
            "collision",
            (name, *fitting),
            f"{name} may be {known} in {number} {'article' if number == 1 else 'articles'}, so it is linked to nobody",
            float(number + len(fitting)),
        )


def _namesakes(entities: Mapping[str, Entity], teller: Teller) -> Iterator[Suggestion]:
    """People of one name: told apart already, which an entry confirms, or one profile that may be of two."""
    named: dict[str, list[Entity]] = defaultdict(list)
    for entity in entities.values():
        if entity.type == "person" and not entity.curated:
            named[key_of(entity.name)].append(entity)
    for _, (first, *others) in sorted(named.items()):
        telling = {e.id: {place: teller.told(place) for place in e.chains} for e in (first, *others)}
        for other in others:
            against_it = (
                against(b, a)[1]
                for a in sorted({*telling[first.id].values()})
                for b in sorted({*telling[other.id].values()})
            )
            reasons = list(dict.fromkeys(reason for found in against_it for reason in found))
            if reasons:
                yield _namesake(first, other.id, [source for source, _ in other.chains], reasons, "is kept apart from")
        for side, reasons in doubts(telling[first.id]):
            other_id = f"{first.id}-{slug(mark([telling[first.id][place] for place in side], side[0][0]))}"
            yield _namesake(first, other_id, [source for source, _ in side], reasons, "may be somebody else than")


def _namesake(first: Entity, other: str, places: Sequence[str], reasons: Sequence[str], what: str) -> Suggestion:
    where = ", ".join(places)
    return Suggestion(
        "collision",
        (first.id, other),
        f"{first.name} in {where} {what} {first.name} elsewhere: {'; '.join(reasons)}",
        float(len({*places} | {source for source, _ in first.chains}) + 2),
        vocabulary_entry(other, name=first.name, only_in=sorted(set(places))),
        FILES["person"],
    )


def vocabulary_entry(entity_id: str, **values: Any) -> str:
    """One entry of a vocabulary file. JSON strings are YAML strings."""
    lines = [f"{json.dumps(entity_id, ensure_ascii=False)}:" if not _plain(entity_id) else f"{entity_id}:"]
    for key, value in values.items():
        printed = f"[{', '.join(map(_scalar, value))}]" if isinstance(value, list) else _scalar(value)
        lines.append(f"  {key}: {printed}")
    return "\n".join(lines) + "\n"


def _scalar(text: str) -> str:
    return (
        text
        if all(c.isalnum() or c in " -" for c in text) and not _plain_danger(text)
        else json.dumps(text, ensure_ascii=False)
    )


def _plain(text: str) -> bool:
    return all(c.isalnum() or c == "-" for c in text) and not _plain_danger(text)


def _plain_danger(text: str) -> bool:
    """Whether YAML would read plain text as something else than a string."""
    return (
        text.casefold() in ("yes", "no", "on", "off", "true", "false", "null", "y", "n", "")
        or not text[0].isalpha() or text != text.strip()
    )  # fmt: skip
