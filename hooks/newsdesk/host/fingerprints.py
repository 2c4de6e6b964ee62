"""Fingerprints of built sites: where nothing of a site's inputs has changed there is nothing to build.

A note is kept on every site, by the site's path: a digest of what it was made from, one of the files it consists of,
and the key of each page, by which the next build knows the pages that it need not make again.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig

from newsdesk.memo.environment import files_below, installed
from newsdesk.reading.whole_files import write_whole
from newsdesk.settings import CODE, CONFIG, PROJECT, THEME, docs_folder, sources_folder

_FROM_ENVIRONMENT = re.compile(r"\b[A-Z][A-Z0-9_]+\b")


def is_as_the_project_has_it(config: MkDocsConfig) -> bool:
    """Whether nothing decides the site but what `project_inputs` knows."""
    given = (config.config_file_path, config.theme.custom_dir or str(THEME), config.docs_dir, config.theme.name)
    ours = (str(CONFIG), str(THEME), str(docs_folder().absolute()), "material")
    return given == ours and config.use_directory_urls and only_we_see_pages(config)


def only_we_see_pages(config: MkDocsConfig) -> bool:
    """Whether no other plugin or hook may want to see every page on its way."""
    return set(config.plugins) <= {"search", "material/search", *config.hooks} and len(config.hooks) == 1


def project_inputs() -> str:
    """The digest of everything that decides the project's site."""
    vocabulary = PROJECT / "sources" / "entities"
    code = (CODE, CODE.parent / "mkdocs_hooks.py", THEME)
    return inputs_digest((sources_folder(), vocabulary, docs_folder().absolute(), *code, CONFIG))


def inputs_digest(places: Iterable[Path]) -> str:
    """SHA-256 over every file of some files and folders, the installed packages, and the day that pages are dated."""
    today = os.environ.get("SOURCE_DATE_EPOCH") or date.today().isoformat()
    return hashlib.sha256(f"{files_digest(places)}\0{today}".encode()).hexdigest()


def files_digest(places: Iterable[Path]) -> str:
    """SHA-256 over every file of some files and folders, and the names and versions of the installed packages.

    Python's own caches and hidden files do not count. What a file in capitals may take from the environment, as
    `mkdocs.yml` does, counts with it.
    """
    total = hashlib.sha256("\0".join(installed()).encode())
    for place in places:
        for name in files_below(place) if place.is_dir() else [place.name]:
            path = os.path.join(place, name) if place.is_dir() else os.fspath(place)
            with suppress(OSError), open(path, "rb") as file:
                content = file.read()
                total.update(f"{place}\0{name}\0".encode("utf-8", "surrogateescape"))
                total.update(hashlib.sha256(content).digest())
                if name == "mkdocs.yml":
                    words = _FROM_ENVIRONMENT.findall(content.decode("utf-8", "replace"))
                    total.update(repr([os.environ.get(word) for word in words]).encode("utf-8", "surrogateescape"))
    return total.hexdigest()


def stands(site: Path, inputs: str, cache: Path) -> bool:
    """Whether `site` is the untouched result of these inputs."""
    known = _note(site, cache)
    return bool(inputs) and known.get("inputs") == inputs and known.get("output") == _listing(site) and site.is_dir()


def pages_kept(site: Path, cache: Path) -> dict[str, tuple[str, int, int]]:
    """The key, size and time (ns) of the pages that `site` was built with, by address."""
    try:
        return {
            str(name): (str(key), int(size), int(ns)) for name, (key, size, ns) in _note(site, cache)["pages"].items()
        }
    except (KeyError, TypeError, ValueError, AttributeError):
        return {}


def spare(site: Path, cache: Path) -> Path:
    """Where the site is kept that stood before `site`."""
    return _path(site, cache).with_suffix("")


def remember(site: Path, inputs: str, cache: Path, pages: Mapping[str, tuple[str, int, int]] | None = None) -> None:
    """Notes what `site` was made from ("": nothing that it could be known by); where that cannot be written, it is
    built again next time. What is kept of sites that are gone is removed."""
    note = {"site": os.fspath(site), "inputs": inputs, "output": _listing(site), "pages": dict(pages or {})}
    path = _path(site, cache)
    with suppress(OSError):
        write_whole(path, json.dumps(note, separators=(",", ":")).encode())
        for other in path.parent.glob("*.json"):
            if not os.path.isdir(_read(other).get("site") or ""):
                other.unlink()
                shutil.rmtree(other.with_suffix(""), ignore_errors=True)


def _note(site: Path, cache: Path) -> dict[str, Any]:
    return _read(_path(site, cache))


def _read(path: Path) -> dict[str, Any]:
    try:
        note = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return {}
    return note if isinstance(note, dict) else {}


def _path(site: Path, cache: Path) -> Path:
    return cache / "sites" / f"{hashlib.sha256(os.fsencode(site)).hexdigest()[:24]}.json"


def _listing(site: Path) -> str:
    """A digest of the names, sizes and times of a folder's files."""
    total = hashlib.sha256()
    for folder, folders, files in os.walk(site):
        folders.sort()
        for name in sorted(files):
            path = os.path.join(folder, name)
            stat = os.stat(path)
            place = os.path.relpath(path, site)
            total.update(f"{place}\0{stat.st_size}\0{stat.st_mtime_ns}\0".encode("utf-8", "surrogateescape"))
    return total.hexdigest()
