"""The theme's templates, found once, and its and ours compiled once."""

from __future__ import annotations

import os
from contextlib import suppress
from functools import cache
from pathlib import Path

import jinja2
from jinja2.bccache import Bucket
from mkdocs.theme import Theme

from newsdesk.pages.render import environment


class _Visible(jinja2.FileSystemLoader):
    """Lists nothing hidden: MkDocs publishes nothing of it, and Material keeps 13,000 icons in hidden folders."""

    def list_templates(self) -> list[str]:
        found: set[str] = set()
        for top in self.searchpath:
            for folder, below, names in os.walk(top):
                below[:] = [name for name in below if not name.startswith(".")]
                here = os.path.relpath(folder, top).replace(os.sep, "/")
                found.update(name if here == "." else f"{here}/{name}" for name in names if not name.startswith("."))
        return sorted(found)


class _BytecodeCache(jinja2.FileSystemBytecodeCache):
    """A cache that cannot be written costs time and nothing else."""

    def dump_bytecode(self, bucket: Bucket) -> None:
        with suppress(OSError):
            super().dump_bytecode(bucket)


def remember_templates(theme: Theme, folder: Path) -> None:
    """Gives the theme one environment, whose compiled templates, and ours, are kept in `folder` from build to build."""
    get_env = theme.get_env
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
    environment().bytecode_cache = _BytecodeCache(
        str(folder), "__pages_%s.cache"
    )  # older ones ask for more than Jinja gives

    @cache
    def remembered() -> jinja2.Environment:
        env = get_env()
        env.loader = _Visible(theme.dirs)
        env.bytecode_cache = _BytecodeCache(str(folder))
        return env

    theme.get_env = remembered  # type: ignore[method-assign]
