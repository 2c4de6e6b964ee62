"""`extra.newsdesk` of `mkdocs.yml` → Options."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from newsdesk.problems import Problem
from newsdesk.records import Options

_DEFAULTS = Options()


class _Given(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    excerpt_words: int = Field(_DEFAULTS.excerpt_words, ge=0)
    speaker_confidence: float = Field(_DEFAULTS.speaker_confidence, ge=0, le=1)
    profile_sources: int = Field(_DEFAULTS.profile_sources, ge=1)
    page_size: int = Field(_DEFAULTS.page_size, ge=1)


def read_options(
    given: Mapping[str, Any] | None, path: str = "mkdocs.yml", **site: Any
) -> tuple[Options, tuple[Problem, ...]]:
    """The options an editor set, over the defaults; `site` holds what the host knows (site_name, site_url, preview).

    A wrong option is an error and counts as not set.
    """
    try:
        return Options(**_Given.model_validate(given or {}).model_dump(), **site), ()
    except ValidationError as error:
        problems = tuple(_problem(item["loc"], item["msg"], path) for item in error.errors())
        return Options(**site), problems


def options_of(config: Path) -> tuple[Options, tuple[Problem, ...]]:
    """The options that an `mkdocs.yml` sets, for commands that run without MkDocs; defaults where there is none."""
    try:
        given = YAML(typ="rt").load(config.read_bytes()) or {}
        site = {key: str(given[key]) for key in ("site_name", "site_url") if given.get(key)}
        own = (given.get("extra") or {}).get("newsdesk")
        return read_options(own, config.name, **site)
    except FileNotFoundError:
        return Options(), ()
    except (OSError, YAMLError, AttributeError, TypeError) as error:
        line = getattr(getattr(error, "problem_mark", None), "line", -1) + 1
        return Options(), (Problem(config.name, line, "error", "not a configuration", "mend it; see mkdocs.org"),)


def unpublished(config: Path) -> tuple[str, ...]:
    """The patterns of editors' files that an `mkdocs.yml` keeps from readers: `draft_docs` and `exclude_docs`."""
    try:
        given = YAML(typ="rt").load(config.read_bytes()) or {}
        lines = "\n".join(str(given.get(key) or "") for key in ("draft_docs", "exclude_docs")).split("\n")
    except (OSError, YAMLError, AttributeError, TypeError):
        return ()  # `options_of` tells what is wrong with it
    return tuple(line.strip() for line in lines if line.strip() and not line.strip().startswith(("#", "!")))


def _problem(place: tuple[int | str, ...], message: str, path: str) -> Problem:
    name = str(place[0]) if place else ""
    known = ", ".join(get_close_matches(name, _Given.model_fields, n=1) or sorted(_Given.model_fields))
    field = ".".join(("extra.newsdesk", *map(str, place)))
    if name in _Given.model_fields:
        return Problem(path, 0, "error", message, "see docs/editing.md for what it may be", field)
    return Problem(path, 0, "error", "unknown option", f"known: {known}", field)
