"""The editors' vocabulary: `entities/{people,organisations,places,events,products}.yml` → Vocabulary."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated, Any, get_args

from pydantic import BeforeValidator, ConfigDict, Field

from newsdesk.memo.memo import Memo
from newsdesk.reading.files import label, link_fault, read_text
from newsdesk.reading.lookalikes import disguise
from newsdesk.reading.strict_yaml import Tree, dotted, read_yaml
from newsdesk.reading.validation import Strict, Text, Url, nearest, validate
from newsdesk.records import CuratedEntity, EntityType, Problem, Vocabulary, slug

MAX_BYTES = 4 * 1024 * 1024
FILES: dict[str, EntityType] = {
    "people": "person",
    "organisations": "organisation",
    "places": "place",
    "events": "event",
    "products": "product",
}
assert set(FILES.values()) == set(get_args(EntityType))


def _wikidata(value: Any) -> str:
    text = value.strip() if isinstance(value, str) else ""
    if not re.fullmatch(r"Q[1-9]\d{0,9}", text):
        raise ValueError("is no Wikidata item; write its number, such as Q42")
    return text


def _id(value: Any) -> str:
    text = value.strip() if isinstance(value, str) else ""
    if not _good_id(text):
        raise ValueError(f"`{text}` is no id; write `{slug(text)}`")
    return text


class Entry(Strict):
    """The keys of one entry; `CuratedEntity` says what each is."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=False)

    name: Annotated[Text, Field(min_length=1, max_length=300)]
    aliases: tuple[Text, ...] = ()
    weak_aliases: tuple[Text, ...] = ()
    never: tuple[Text, ...] = Field((), alias="not")
    description: Text = ""
    wikidata: Annotated[str, BeforeValidator(_wikidata)] = ""
    same_as: tuple[Url, ...] = ()
    formerly: tuple[Annotated[str, BeforeValidator(_id)], ...] = ()
    only_in: tuple[Annotated[str, BeforeValidator(_id)], ...] = ()


def read_vocabulary(folder: Path, shown: str, memo: Memo | None = None) -> tuple[Vocabulary, list[Problem]]:
    """All entries of a folder of entity files, in file order, and what is wrong; a flawed entry is left out.

    `shown` is what problems call the folder.
    """
    memo = memo or Memo()
    entities: list[CuratedEntity] = []
    problems: list[Problem] = []
    if folder.is_symlink():
        return Vocabulary(), [Problem(shown, 0, "error", *link_fault(folder))]
    for path in sorted(folder.glob("*")):
        if path.suffix.lower() not in (".yml", ".yaml") or path.stem not in FILES:
            if not path.name.startswith("."):
                problems.append(_unexpected(path, shown))
            continue
        name = label(path, folder, shown)
        if path.is_symlink():
            problems.append(Problem(name, 0, "error", *link_fault(path)))
            continue
        text, problem = read_text(path, name, MAX_BYTES)
        if text is None:
            problems += [problem] if problem else []
            continue
        found, wrong = memo.once(_entries, text, FILES[path.stem], name)
        entities += found
        problems += wrong
    order = {kind: n for n, kind in enumerate(FILES.values())}
    entities.sort(key=lambda e: (order[e.type], e.path, e.line))
    kept, clashes = _without_clashes(entities)
    return Vocabulary(tuple(kept)), problems + clashes


def _unexpected(path: Path, shown: str) -> Problem:
    near = nearest(path.stem, FILES)
    remedy = f"did you mean {near[0]}.yml?" if near else f"use {', '.join(f'{stem}.yml' for stem in FILES)}"
    return Problem(f"{shown}/{path.name}", 0, "warning", "is no file of entities and was not read", remedy)


def _entries(text: str, kind: EntityType, shown: str) -> tuple[list[CuratedEntity], list[Problem]]:
    """What one file of entities states."""
    tree, problems = read_yaml(text.replace("\r\n", "\n").replace("\r", "\n"), shown)
    if tree is None or tree.data is None:
        return [], problems
    if not isinstance(tree.data, dict):
        return [], [*problems, Problem(shown, 1, "error", "holds no entries", "write `id:` lines with keys below each")]
    found = []
    for key, value in tree.data.items():
        entity, wrong = _entity(key, value, kind, tree, shown)
        problems += wrong
        if entity:
            found.append(entity)
    return found, problems


def _entity(
    key: str, value: Any, kind: EntityType, tree: Tree, shown: str
) -> tuple[CuratedEntity | None, list[Problem]]:
    line = tree.line((key,))
    if not _good_id(key):
        remedy = f"write `{slug(key)}`"
        return None, [Problem(shown, line, "error", "an id is small letters, digits and hyphens", remedy, key)]
    if not isinstance(value, dict):
        return None, [Problem(shown, line, "error", "the entry has no keys", "add at least `name: …` below it", key)]
    entry, problems = validate(Entry, tree, shown, (key,))
    for place, text in _texts(key, value):
        if what := disguise(text):
            problems.append(
                Problem(shown, tree.line(place), "warning", what, "type it anew if that is not meant", dotted(place))
            )
    if entry is None:
        return None, problems
    return CuratedEntity(id=key, type=kind, path=shown, line=line, **entry.model_dump()), problems


def _texts(key: str, value: dict[str, Any]) -> list[tuple[tuple[str | int, ...], str]]:
    texts: list[tuple[tuple[str | int, ...], str]] = []
    for field in ("name", "aliases", "weak_aliases"):
        given = value.get(field)
        if isinstance(given, str):
            texts.append(((key, field), given))
        elif isinstance(given, list):
            texts += [((key, field, n), text) for n, text in enumerate(given) if isinstance(text, str)]
    return texts


def _good_id(text: str) -> bool:
    return bool(text) and text == slug(text)


def _without_clashes(entities: list[CuratedEntity]) -> tuple[list[CuratedEntity], list[Problem]]:
    """Entries without the second of one id; told as well: former ids and strong names claimed twice."""
    problems: list[Problem] = []
    ids: dict[str, CuratedEntity] = {}
    for entity in entities:
        if first := ids.get(entity.id):
            what = f"the id also stands at {first.path}:{first.line}"
            problems.append(Problem(entity.path, entity.line, "error", what, "give one of them another id", entity.id))
        ids.setdefault(entity.id, entity)
    former: dict[str, CuratedEntity] = dict(ids)
    names: dict[tuple[str, str], CuratedEntity] = {}
    for entity in ids.values():
        for old in entity.formerly:
            if (other := former.setdefault(old, entity)) is not entity:
                what = f"`{old}` in `formerly` is or was {other.id}, at {other.path}:{other.line}"
                problems.append(
                    Problem(entity.path, entity.line, "error", what, "an address leads to one entry only", entity.id)
                )
        strong = dict.fromkeys(text.casefold() for text in (entity.name, *entity.aliases))
        for name, where in ((name, where) for name in strong for where in entity.only_in or ("",)):
            if (other := names.setdefault((name, where), entity)) is not entity:
                what = f"“{name}” also names {other.id}, at {other.path}:{other.line}, so it links to neither"
                remedy = "state `only_in` for one of them, move it to `weak_aliases`, or give one a fuller name"
                problems.append(Problem(entity.path, entity.line, "warning", what, remedy, entity.id))
    return list(ids.values()), problems
