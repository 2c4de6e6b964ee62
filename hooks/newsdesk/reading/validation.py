"""What front matter and vocabulary share: types with messages for people, and pydantic's errors as problems."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from difflib import get_close_matches
from functools import cache
from typing import Annotated, Any, TypeVar
from urllib.parse import urlsplit

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError

from newsdesk.reading.characters import invisible, mojibake, spaces
from newsdesk.reading.cleaning import clean
from newsdesk.reading.lexicon import load_lexicon
from newsdesk.reading.strict_yaml import KeyPath, Tree, dotted
from newsdesk.records import Problem

_FIRST_YEAR = 1600
_NOT_IN_URL = re.compile(r"[\s<>\"'`\\{}|^\x00-\x20\x7f-\xa0\u200b-\u200f\u2028-\u202e\u2066-\u2069]")
_REMEDIES = {  # pydantic's type of an error → what happened; what to do
    "string_type": "is {kind} where a text belongs; write `{key}: text`",
    "tuple_type": "is {kind} where a list belongs; write {list}",
    "model_type": "is {kind} where `key: value` lines belong; write {entry}",
    "model_attributes_type": "is {kind} where `key: value` lines belong; write {entry}",
    "int_parsing": "is no whole number; write digits only",
    "int_type": "is no whole number; write digits only",
    "bool_parsing": "is neither true nor false; write `true`",
    "bool_type": "is neither true nor false; write `true`",
    "greater_than_equal": "is too small; it must be at least {ge}",
    "less_than_equal": "is too large; it must be at most {le}",
    "missing": "is missing; add `{key}: …`",
}


_LISTS = {  # a key → how its list, and an entry of that list, is written
    "corrections": ("each on a line of its own, below it: `  - quote: …`", "`- quote: …` with `speaker: …` below it"),
    "updates": ("each on a line of its own, below it: `  - 2021-03-22: what was changed`", "`- 2021-03-22: …`"),
}


class Strict(BaseModel):
    """A mapping in which an unknown key is an error and a key without a value counts as not there."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def tidy(text: str) -> str:
    """A short text without invisible characters, odd spaces or line breaks."""
    plain = text if text.isascii() and text.isprintable() else clean(text, (mojibake, invisible, spaces)).text
    return " ".join(plain.split())


def _text(value: Any) -> Any:
    return tidy(value) if isinstance(value, str) else value


def _iso(value: Any) -> date:
    """A date as YYYY-MM-DD and nothing else: 11/02/2026 is two different days."""
    text = value.strip() if isinstance(value, str) else ""
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        raise ValueError(f"`{_short(value)}` is no date; write year-month-day, such as 2021-03-20")
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"`{text}` is no day of the calendar; write year-month-day, such as 2021-03-20") from None
    if day.year < _FIRST_YEAR:
        raise ValueError(f"`{text}` is too long ago; write the year with four digits")
    return day


def _url(value: Any) -> str:
    text = value.strip() if isinstance(value, str) else ""
    try:
        parts = urlsplit(text)
        good = parts.scheme in ("http", "https") and bool(parts.hostname) and "@" not in parts.netloc
    except ValueError:
        good = False
    if not good or not re.fullmatch(
        r"[^\s<>\"'`\\{}|^\x00-\x20\x7f-\xa0\u200b-\u200f\u2028-\u202e\u2066-\u2069]+", text
    ):
        raise ValueError(f"`{_short(value)}` is no web address; write one that starts with https:// or http://")
    return text


Text = Annotated[str, BeforeValidator(_text)]
Day = Annotated[date, BeforeValidator(_iso)]
Url = Annotated[str, BeforeValidator(_url)]

Model = TypeVar("Model", bound=BaseModel)


def validate(model: type[Model], tree: Tree, path: str, place: KeyPath = ()) -> tuple[Model | None, list[Problem]]:
    """What stands at `place` of a tree as a model; None and all that is wrong with it at once."""
    data: Any = tree.data
    for step in place:
        data = data[step]
    try:
        return model.model_validate(_stated(data)), []
    except ValidationError as error:
        below = {name: nested.model_fields for name, nested in _nested(model).items()}
        found = {_problem(item, tree, path, place, _keys(model, tuple(item["loc"])), below) for item in error.errors()}
        return None, sorted(found)


def nearest(word: str, known: Iterable[str], n: int = 1) -> list[str]:
    """The known words most like a mistyped one."""
    return get_close_matches(word.lower().replace("-", "_"), list(known), n=n, cutoff=0.6)


def _stated(data: Any) -> Any:
    """Data without the keys that have no value."""
    if isinstance(data, dict):
        return {key: _stated(value) for key, value in data.items() if value is not None}
    if isinstance(data, list):
        return [_stated(value) for value in data]
    return data


def _problem(
    item: Mapping[str, Any], tree: Tree, path: str, place: KeyPath, known: list[str], below: Mapping[str, Iterable[str]]
) -> Problem:
    here = (*place, *item["loc"])
    line = tree.line(here)
    key = str(item["loc"][-1]) if item["loc"] else ""
    if item["type"] == "extra_forbidden":
        inside = () if len(item["loc"]) > 1 else tuple(name for name, keys in below.items() if key in keys)
        told = _misplaced(inside[0]) if inside and not place else _unknown(key, known)
        return Problem(path, line, "error", *told, field=dotted(here))
    if item["type"] == "value_error":
        message, _, remedy = str(item["ctx"]["error"]).partition("; ")
    else:
        words = _REMEDIES.get(item["type"], f"{item['msg'][:1].lower()}{item['msg'][1:]}; see docs/editing.md")
        above = next((str(step) for step in reversed(item["loc"]) if isinstance(step, str)), key)
        listed, entry = _LISTS.get(above, (f"`{key}: [one, another]`", "`key: value` lines below it"))
        given = {"kind": _kind(item["input"]), "key": key, "list": listed, "entry": entry, **item.get("ctx", {})}
        filled = words.format(**given)
        message, _, remedy = filled.partition("; ")
    return Problem(path, line, "error", message, remedy or "see docs/editing.md", dotted(here))


def _misplaced(above: str) -> tuple[str, str]:
    return f"belongs to an entry of `{above}`", "indent it as far as the text after that entry's `- `"


def _unknown(key: str, known: list[str]) -> tuple[str, str]:
    table = load_lexicon().tables["front_matter"]
    plain = key.lower().replace("-", "_")
    if plain in table["page_control"] and plain not in known:
        return "steers a page of the site, and an article may not", "remove it"
    meant = table["meant"].get(key.lower())
    near = [meant] if meant in known else nearest(key, known)
    if near:
        return "there is no such key", f"did you mean `{near[0]}`?"
    return "there is no such key", f"use one of {', '.join(known)}"


def _keys(model: type[BaseModel], loc: KeyPath) -> list[str]:
    """The keys that are known where an error was found."""
    for step in loc[:-1]:
        if isinstance(step, str):
            nested = _nested(model).get(step)
            if nested is None:
                break
            model = nested
    return sorted(field.alias or name for name, field in model.model_fields.items())


@cache
def _nested(model: type[BaseModel]) -> dict[str, type[BaseModel]]:
    found = {}
    for name, field in model.model_fields.items():
        for part in getattr(field.annotation, "__args__", ()):
            part = getattr(part, "__origin__", part)  # what is annotated
            if isinstance(part, type) and issubclass(part, BaseModel):
                found[field.alias or name] = part
    return found


def _kind(value: Any) -> str:
    if isinstance(value, dict):
        return "a block of keys"
    return "a list" if isinstance(value, list) else "a text" if isinstance(value, str) else "nothing"


def _short(value: Any) -> str:
    text = tidy(value) if isinstance(value, str) else _kind(value)
    return text if len(text) <= 60 else f"{text[:59]}…"
