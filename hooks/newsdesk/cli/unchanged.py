"""Whether a site that stands is what its inputs would give again: then there is nothing to build."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable
from contextlib import suppress
from datetime import date
from importlib.metadata import distributions
from pathlib import Path


def inputs_digest(places: Iterable[Path]) -> str:
    """SHA-256 over every file of some files and folders, the installed packages, and the day that pages are dated.

    Python's own caches and hidden files do not count.
    """
    total = hashlib.sha256()
    for place in places:
        for path in sorted(place.rglob("*")) if place.is_dir() else [place]:
            name = path.relative_to(place.parent)
            hidden = any(part.startswith(".") or part == "__pycache__" for part in name.parts)
            if path.is_file() and not hidden:
                content = hashlib.sha256(path.read_bytes()).digest()
                total.update(f"{place}\0{name}\0".encode("utf-8", "surrogateescape") + content)
    installed = sorted(f"{found.name} {found.version}" for found in distributions())
    today = os.environ.get("SOURCE_DATE_EPOCH") or date.today().isoformat()
    total.update("\0".join([*installed, today]).encode())
    return total.hexdigest()


def stands(site: Path, inputs: str, cache: Path) -> bool:
    """Whether `site` is the untouched result of these inputs."""
    try:
        known = json.loads(_record(site, cache).read_text())
        return bool(known == {"inputs": inputs, "output": _listing(site)}) and site.is_dir()
    except (OSError, ValueError):
        return False


def remember(site: Path, inputs: str, cache: Path) -> None:
    """Notes what `site` was made from; where that cannot be written, it is built again next time."""
    record = _record(site, cache)
    with suppress(OSError):
        record.parent.mkdir(parents=True, exist_ok=True)
        beside = record.with_suffix(f".{os.getpid()}.tmp")
        beside.write_text(json.dumps({"inputs": inputs, "output": _listing(site)}))
        os.replace(beside, record)


def _record(site: Path, cache: Path) -> Path:
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
