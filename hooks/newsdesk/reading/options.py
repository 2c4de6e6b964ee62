"""`mkdocs.yml` → Options, from its `extra.newsdesk`, and what commands that run without MkDocs need of it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from pydoc import locate
from typing import Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError

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


def options_of(config: Path) -> tuple[Options, tuple[Problem, ...]]:
    """The options that an `mkdocs.yml` sets, for commands that run without MkDocs; defaults where there is none."""
    try:
        given = YAML(typ="rt").load(text := config.read_text(encoding="utf-8")) or {}
        site = {key: str(given[key]) for key in ("site_name", "site_url") if given.get(key)}
        own = (given.get("extra") or {}).get("newsdesk")
        return read_options(own, config, **site)
    except FileNotFoundError:
        return Options(), ()
    except MarkedYAMLError as error:
        line, message, remedy = in_plain_words(error, text)
        return Options(), (Problem(config.name, line + 1, "error", message, remedy),)
    except (OSError, YAMLError, AttributeError, TypeError, ValueError):
        what, remedy = "is no configuration of MkDocs", "write `key: value` lines, and save it with the encoding UTF-8"
        return Options(), (Problem(config.name, 0, "error", what, remedy),)


def unpublished(config: Path) -> tuple[str, ...]:
    """The patterns of editors' files that an `mkdocs.yml` keeps from readers: `draft_docs` and `exclude_docs`."""
    try:
        given = YAML(typ="rt").load(config.read_bytes()) or {}
        lines = "\n".join(str(given.get(key) or "") for key in ("draft_docs", "exclude_docs")).split("\n")
    except (OSError, YAMLError, AttributeError, TypeError):
        return ()  # `options_of` tells what is wrong with it
    return tuple(line.strip() for line in lines if line.strip() and not line.strip().startswith(("#", "!")))


class _Trusting(yaml.SafeLoader):
    """Knows `!!python/name:`, which hands an extension a function; what only MkDocs knows counts as not stated."""


_Trusting.add_multi_constructor("tag:yaml.org,2002:python/name:", lambda _, name, node: locate(name))
_Trusting.add_multi_constructor("!", lambda *_: None)


def markdown_extensions(config: Path) -> dict[str, dict[str, Any]]:
    """What MkDocs renders editors' Markdown with, by name, with the settings of each: its own three extensions, and
    what an `mkdocs.yml` lists. All of that file is trusted: to name an extension is to run its code."""
    try:
        given = (yaml.load(config.read_bytes(), _Trusting) or {}).get("markdown_extensions") or ()
    except (OSError, yaml.YAMLError, AttributeError):
        given = ()  # `options_of` tells what is wrong with it
    listed = (
        [given] if isinstance(given, dict) else [item if isinstance(item, dict) else {item: None} for item in given]
    )
    stated = {str(name): dict(settings or {}) for item in listed for name, settings in item.items()}
    return {"toc": {}, "tables": {}, "fenced_code": {}, **stated}


def _problem(item: Mapping[str, Any], config: Path) -> Problem:
    name = str(item["loc"][0]) if item["loc"] else ""
    field = ".".join(("extra.newsdesk", *map(str, item["loc"])))
    if name and name not in _Given.model_fields:
        near = nearest(name, _Given.model_fields)
        remedy = f"did you mean `{near[0]}`?" if near else f"use one of {', '.join(sorted(_Given.model_fields))}"
        return Problem(config.name, _line(config, name), "error", "there is no such option", remedy, field)
    usual = getattr(_DEFAULTS, name, "") if len(item["loc"]) == 1 else "what the guide shows"
    words = _WORDS.get(item["type"], "`{input}` cannot be used; write {usual}, or leave it out")
    limits = {key: f"{value:g}" for key, value in item.get("ctx", {}).items() if isinstance(value, int | float)}
    limits |= {"expected": item.get("ctx", {}).get("expected", "")}
    filled = words.format(input=item["input"], usual=usual, **limits)
    message, _, remedy = filled.partition("; ")
    return Problem(config.name, _line(config, name or "newsdesk"), "error", message, remedy, field)


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
