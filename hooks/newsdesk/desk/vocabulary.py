"""Decisions that stand in the vocabulary: which profiles are one, which are two, what each is called."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any

from newsdesk.desk import forms
from newsdesk.desk.edits import Edits, refused
from newsdesk.reading.amending import entries_of, set_entries
from newsdesk.records import VOCABULARY, CuratedEntity, Entity, Knowledge, slug

Entry = dict[str, Any]


def entry_of(entity: Entity, known: Knowledge) -> Entry:
    """A profile's entry as it stands, else one with its name."""
    stated = next((entry for entry in known.vocabulary.entities if entry.id == entity.id), None)
    return _stated(stated) if stated else {"name": entity.name}


def _stated(entry: CuratedEntity) -> Entry:
    lists = {
        "aliases": entry.aliases, "weak_aliases": entry.weak_aliases, "not": entry.never, "same_as": entry.same_as,
        "formerly": entry.formerly, "only_in": entry.only_in,
    }  # fmt: skip
    texts = {"name": entry.name, "description": entry.description, "wikidata": entry.wikidata}
    stated: Entry = {key: text for key, text in texts.items() if text}
    return stated | {key: list(items) for key, items in lists.items() if items}


def same(form: forms.SameForm, edits: Edits, known: Knowledge, today: date) -> str:
    """One entry that has the others' names and former ids; entries of the others go."""
    return join(form.ids, form.main, edits, known)


def join(ids: Sequence[str], main: str, edits: Edits, known: Knowledge) -> str:
    """Joins profiles, of which `main` stays. Raises RefusedError."""
    if main not in ids or len(set(ids)) != len(ids):
        raise refused("", "the main name is none of those that are joined", "choose one of them", "main")
    kept, *others = [_entity(key, known) for key in (main, *(key for key in ids if key != main))]
    entry = _present(kept, edits, known)
    for other in others:
        old = _present(other, edits, known)
        _take(entry, "aliases", [other.name, old["name"], *old.get("aliases", [])], but=[entry["name"]])
        for key in ("weak_aliases", "not", "same_as"):
            _take(entry, key, old.get(key, []))
        _take(entry, "formerly", [other.id, *old.get("formerly", [])])
        for key in ("description", "wikidata"):
            if key in old:
                entry.setdefault(key, old[key])
        if not (entry.get("only_in") and old.get("only_in")):
            entry.pop("only_in", None)
        else:
            _take(entry, "only_in", old["only_in"])
        if other.curated:
            edits.change(_file_of(other, known), partial(set_entries, entries={other.id: None}))
    _put(edits, known, kept, entry)
    return f"One profile: {entry['name']}"


def entry(form: forms.EntryForm, edits: Edits, known: Knowledge, today: date) -> str:
    """What a profile is called; a name that it had stays as another wording of it."""
    entity = _entity(form.id, known)
    new = _present(entity, edits, known)
    if form.name != new["name"]:
        _take(new, "aliases", [new["name"]], but=[form.name])
        new["name"] = form.name
    _take(new, "aliases", form.aliases, but=[form.name])
    _take(new, "weak_aliases", form.weak_aliases)
    if form.description:
        new["description"] = form.description
    else:
        new.pop("description", None)
    _put(edits, known, entity, new)
    return f"{form.name} has an entry" if not entity.curated else f"{form.name}: entry changed"


def split(form: forms.SplitForm, edits: Edits, known: Knowledge, today: date) -> str:
    """Entries of one name, each with the articles that mean it; the first keeps the profile's id."""
    entity = _entity(form.id, known)
    named = [key for part in form.parts for key in part.sources]
    if unknown := [key for key in named if key not in known.sources]:
        raise refused("", f"there is no article {unknown[0]}", "load the page again", "parts")
    if len(named) != len(set(named)):
        raise refused("", "an article is given to two of them", "give it to one", "parts")
    taken = {*known.entities, *(e.id for e in known.vocabulary.entities)}
    for n, part in enumerate(form.parts):
        new = _present(entity, edits, known) if n == 0 else {"name": part.name}
        new |= {"name": part.name, "only_in": sorted(part.sources)}
        if part.description:
            new["description"] = part.description
        if part.also:
            third = _entity(part.also, known)
            _take(new, "aliases", [third.name], but=[part.name])
            _take(new, "formerly", [third.id])
            if third.curated:
                edits.change(_file_of(third, known), partial(set_entries, entries={third.id: None}))
        key = entity.id if n == 0 else _free(part, entity.id, taken)
        taken.add(key)
        edits.change(_file_of(entity, known), partial(set_entries, entries={key: new}))
    return f"{len(form.parts)} profiles of the name {entity.name}"


def _free(part: forms.NamesakeForm, old: str, taken: Iterable[str]) -> str:
    """An id for somebody of a name that another has: with a word or two of what he is, else with a number."""
    words = [slug(word) for word in part.description.split() if len(word) > 3][:2]
    wanted = "-".join([old, *words])
    found, n = wanted, 2
    while found in {*taken}:
        found, n = f"{wanted}-{n}", n + 1
    return found


def _entity(key: str, known: Knowledge) -> Entity:
    if key not in known.entities:
        raise refused("", "there is no profile of that id", "load the page again", "ids")
    return known.entities[key]


def _present(entity: Entity, edits: Edits, known: Knowledge) -> Entry:
    """A profile's entry as its file has it now, or one with its name. Raises RefusedError and ChangedError."""
    found = entries_of(edits.text(_file_of(entity, known))).get(entity.id) if entity.curated else None
    return dict(found) if found else {"name": entity.name}


def _put(edits: Edits, known: Knowledge, entity: Entity, values: Mapping[str, Any]) -> None:
    edits.change(_file_of(entity, known), partial(set_entries, entries={entity.id: values}))


def _file_of(entity: Entity, known: Knowledge) -> str:
    """The file that has a profile's entry, or is to have it."""
    stated = next((entry.type for entry in known.vocabulary.entities if entry.id == entity.id), entity.type)
    return VOCABULARY[stated]


def _take(entry: Entry, key: str, items: Iterable[str], but: Iterable[str] = ()) -> None:
    """Adds to one of an entry's lists what it lacks."""
    old = entry.get(key) or []
    new = [item for item in dict.fromkeys(items) if item not in old and item not in but]
    if new:
        entry[key] = [*old, *new]
