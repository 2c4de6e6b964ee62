"""Where the project's files are, and the program's own.

The project is the nearest folder, from the current one up, whose `mkdocs.yml` has the program's hook; under `mkdocs -f`
the folder of the file that is named, if articles lie beside it. Where there is none, and articles are named otherwise
(NEWSDESK_SOURCES), it is the folder that this program lies in, if that is a project.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Sequence
from itertools import zip_longest
from pathlib import Path

HOOK = "mkdocs_hooks"
_PACKAGE = Path(__file__).parent
_HOME = _PACKAGE.parents[1]  # the program's own repository, where it was not installed as a package
_FILES = re.compile(r"(?<![\w./\\-])[\w./\\-]+\.py\b")
_HOSTS = {"mkdocs", "properdocs"}
_CONFIG_FILE = re.compile(r"-[a-z]*f|--config-file(?:=(.+))?")
_INHERITS = re.compile(r"^INHERIT:\s*[\"']?([^\"'\n#]+)", re.MULTILINE)


def project_above(folder: Path) -> Path | None:
    """The nearest project from a folder up; None where there is none."""
    return next((place for place in (folder, *folder.parents) if is_project(place)), None)


def is_project(folder: Path) -> bool:
    """Whether a folder has an `mkdocs.yml` with the program's hook."""
    return _has_hook(folder / "mkdocs.yml")


def _has_hook(config: Path, depth: int = 0) -> bool:
    try:
        text = config.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return False
    if any(_is_hook(config.parent / name) for name in _FILES.findall(text)):
        return True
    inherits = _INHERITS.search(text) if depth < 3 else None
    return inherits is not None and _has_hook(config.parent / inherits[1].strip(), depth + 1)


def _is_hook(file: Path) -> bool:
    """Whether a file is the hook, or imports it."""
    try:
        return file.stem == HOOK or f"import {HOOK}" in (text := file.read_text("utf-8")) or f"from {HOOK}" in text
    except (OSError, UnicodeDecodeError):
        return False


def _current() -> Path:
    try:
        return Path.cwd()
    except OSError:  # somebody has removed it
        return _HOME


def named(arguments: Sequence[str]) -> Path | None:
    """The project whose configuration a call of MkDocs names (`mkdocs build -f harbour/mkdocs.yml`); None for any other
    call, and for a configuration without articles beside it."""
    program = Path(arguments[0] if arguments else "")
    if not {program.stem.lower(), program.parent.name} & _HOSTS:
        return None
    for option, value in zip_longest(arguments, arguments[1:], fillvalue=""):
        if m := _CONFIG_FILE.fullmatch(option):
            folder = (_current() / (m[1] or value)).resolve().parent
            return folder if is_project(folder) and (folder / "sources").is_dir() else None
    return None


FOUND = named(sys.argv) or project_above(_current())
PROJECT = FOUND or (_HOME if is_project(_HOME) else _current())
# What is kept between builds; NEWSDESK_CACHE puts it elsewhere.
CACHE = Path(os.environ.get("NEWSDESK_CACHE") or PROJECT / ".cache" / "newsdesk")
CONFIG = PROJECT / "mkdocs.yml"
# The program's own, beside its code or in the package that was installed.
CODE = _PACKAGE
THEME = _PACKAGE / "overrides" if (_PACKAGE / "overrides").is_dir() else _HOME / "overrides"
PAGES = _PACKAGE / "docs" if (_PACKAGE / "docs").is_dir() else _HOME / "docs"


def no_project() -> str:
    """Why no project is worked on, in a line; "" where one is."""
    if FOUND or os.environ.get("NEWSDESK_SOURCES"):
        return ""
    return (
        "there is no Newsdesk project in this folder or above it; go to one, or start one with `newsdesk new site DIR`"
    )


def sources_folder() -> Path:
    """Where the articles are: NEWSDESK_SOURCES, else the project's own."""
    return Path(os.environ.get("NEWSDESK_SOURCES") or PROJECT / "sources")


def docs_folder() -> Path:
    """Where editors' own pages are: NEWSDESK_DOCS, else the project's own."""
    return Path(os.environ.get("NEWSDESK_DOCS") or PROJECT / "docs")
