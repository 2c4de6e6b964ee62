"""`mkdocs.yml` → Options, from its `extra.newsdesk`, and what commands that run without MkDocs need of it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from pydoc import locate
from typing import Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from newsdesk.reading.validation import nearest
from newsdesk.reading.yaml_in_words import in_plain_words
from newsdesk.records import Analysis, Options, Problem

_DEFAULTS = Options()
_WORDS = {  # pydantic's type of an error → what happened; what to do
    "int_type": "`{input}` is no whole number; write digits only, such as {usual}",
    "float_type": "`{input}` is no number; write one such as {usual}",
    "greater_than_equal": "`{input}` is too small; it must be at least {ge}",
    "less_than_equal": "`{input}` is too large; it must be at most {le}",
    "literal_error": "`{input}` is none; write one of {expected}",
    "model_type": "holds no options; write `name: value` lines below it",
}


class _Analysis(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    backend: Literal["loky", "dask"] = "loky"
    scheduler: str = ""


class _Given(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    excerpt_words: int = Field(_DEFAULTS.excerpt_words, ge=0)
    speaker_confidence: float = Field(_DEFAULTS.speaker_confidence, ge=0, le=1)
    profile_sources: int = Field(_DEFAULTS.profile_sources, ge=1)
    page_size: int = Field(_DEFAULTS.page_size, ge=1)
    analysis: _Analysis = _Analysis()


def read_options(given: Mapping[str, Any] | None, config: Path, **site: Any) -> tuple[Options, tuple[Problem, ...]]:
    """The options an editor set, over the defaults; `site` holds what the host knows (site_name, site_url, preview).

    A wrong option is an error at its line of the file `config`, and all count as not set.
    """
    try:
        stated = _Given.model_validate(given or {}).model_dump()
        return Options(**stated | {"analysis": Analysis(**stated["analysis"])}, **site), ()
    except ValidationError as error:
        return Options(**site), tuple(_problem(item, config) for item in error.errors())


@dataclass(frozen=True, slots=True)
class Config:
    """What an `mkdocs.yml` states; nothing where there is none, and where `problems` say what is wrong with it."""

    path: Path
    stated: Mapping[str, Any] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


class _Loader(yaml.SafeLoader):
    """MkDocs' own idea of YAML: `!!python/name:` hands an extension a function; what only MkDocs knows counts as not
    stated."""


_Loader.add_multi_constructor("tag:yaml.org,2002:python/name:", lambda _, name, node: locate(name))
_Loader.add_multi_constructor("!", lambda *_: None)


def read_config(path: Path) -> Config:
    """An `mkdocs.yml`, for commands that run without MkDocs. All of it is trusted: to name code is to run it."""
    try:
        stated = yaml.load(text := path.read_text(encoding="utf-8"), _Loader)
        if stated is None or isinstance(stated, dict):
            return Config(path, stated or {})
    except FileNotFoundError:
        return Config(path)
    except yaml.MarkedYAMLError as error:
        line, message, remedy = in_plain_words(error, text)
        return Config(path, problems=(Problem(path.name, line + 1, "error", message, remedy),))
    except (OSError, yaml.YAMLError, ValueError):
        pass
    what, remedy = "is no configuration of MkDocs", "write `key: value` lines, and save it with the encoding UTF-8"
    return Config(path, problems=(Problem(path.name, 0, "error", what, remedy),))


def options_of(config: Config) -> tuple[Options, tuple[Problem, ...]]:
    """The options that a configuration sets, and what is wrong with it."""
    extra = config.stated.get("extra") or {}
    own = extra.get("newsdesk") if isinstance(extra, dict) else None
    site = {key: str(config.stated[key]) for key in ("site_name", "site_url") if config.stated.get(key)}
    options, problems = read_options(own, config.path, **site)
    return options, (*config.problems, *problems)


def unpublished(config: Config) -> tuple[str, ...]:
    """The patterns of editors' files that a configuration keeps from readers: `draft_docs` and `exclude_docs`."""
    lines = "\n".join(str(config.stated.get(key) or "") for key in ("draft_docs", "exclude_docs")).split("\n")
    return tuple(line.strip() for line in lines if line.strip() and not line.strip().startswith(("#", "!")))


def markdown_extensions(config: Config) -> dict[str, dict[str, Any]]:
    """What MkDocs renders editors' Markdown with, by name, with the settings of each: its own three extensions, and
    those that are listed."""
    given = config.stated.get("markdown_extensions") or ()
    listed = (
        [given] if isinstance(given, dict) else [item if isinstance(item, dict) else {item: None} for item in given]
    )
    stated = {str(name): dict(settings or {}) for item in listed for name, settings in item.items()}
    return {"toc": {}, "tables": {}, "fenced_code": {}, **stated}


def _problem(item: Mapping[str, Any], config: Path) -> Problem:
    name = str(item["loc"][0]) if item["loc"] else ""
    place = ".".join(("extra.newsdesk", *map(str, item["loc"])))
    if name and name not in _Given.model_fields:
        near = nearest(name, _Given.model_fields)
        remedy = f"did you mean `{near[0]}`?" if near else f"use one of {', '.join(sorted(_Given.model_fields))}"
        return Problem(config.name, _line(config, name), "error", "there is no such option", remedy, place)
    usual = getattr(_DEFAULTS, name, "") if len(item["loc"]) == 1 else "what the guide shows"
    words = _WORDS.get(item["type"], "`{input}` cannot be used; write {usual}, or leave it out")
    limits = {key: f"{value:g}" for key, value in item.get("ctx", {}).items() if isinstance(value, int | float)}
    limits |= {"expected": item.get("ctx", {}).get("expected", "")}
    filled = words.format(input=item["input"], usual=usual, **limits)
    message, _, remedy = filled.partition("; ")
    return Problem(config.name, _line(config, name or "newsdesk"), "error", message, remedy, place)


def _line(config: Path, key: str) -> int:
    """The line of the file that states a key below `newsdesk:`; 0 where none does, as in a file that inherits it."""
    try:
        text = config.read_text(encoding="utf-8")
    except (OSError, ValueError):
        return 0
    found = re.search(rf"^\s+newsdesk\s*:.*?(?<![\w-])({re.escape(key)})\s*:", text, re.DOTALL | re.MULTILINE)
    if key == "newsdesk":
        found = re.search(r"^\s+(newsdesk)\s*:", text, re.MULTILINE)
    return text.count("\n", 0, found.start(1)) + 1 if found else 0
