"""The environment of every value: this program, and every package that is installed.

Counted once, for every key: whoever keeps something cannot forget one.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from hashlib import sha256
from pathlib import Path

PACKAGE = Path(__file__).parents[1]
_READ_ANEW = "pages/templates"  # where they change, `mkdocs serve` prints with the new ones


def environment() -> Mapping[str, str]:
    """Each package with its version, Python's, and each file of code and data with its digest, as this process has
    them; templates as they are now."""
    return {"Python": sys.version} | _versions() | _code() | _digests(PACKAGE / _READ_ANEW)


def _versions() -> dict[str, str]:
    """The version of each package, of several all."""
    found: dict[str, str] = {}
    for name in installed():
        package, _, version = name.rpartition(".")[0].rpartition("-")
        found[package] = " ".join(filter(None, (found.get(package), version)))
    return found


def installed() -> list[str]:
    """The folders in which packages state their names and versions, of all packages that Python finds."""
    found = (os.listdir(place) for place in sys.path if os.path.isdir(place))
    return sorted(name for names in found for name in names if name.endswith((".dist-info", ".egg-info")))


@cache
def _code() -> dict[str, str]:
    return _digests(PACKAGE)


def _digests(folder: Path) -> dict[str, str]:
    files = (folder / name for name in files_below(folder))
    return {path.relative_to(PACKAGE).as_posix(): sha256(path.read_bytes()).hexdigest()[:16] for path in files}


def files_below(top: Path) -> Iterator[str]:
    """The paths of a folder's files, from there, in order: without Python's own caches and what is hidden."""
    for folder, below, names in os.walk(top):
        below[:] = sorted(name for name in below if not name.startswith(".") and name != "__pycache__")
        here = os.path.relpath(folder, top)
        yield from (os.path.normpath(os.path.join(here, name)) for name in sorted(names) if not name.startswith("."))


def digest_of(files: Iterable[tuple[str, Path]]) -> str:
    """SHA-256 over some files, each under the name given."""
    total = sha256()
    for name, path in files:
        total.update(name.encode("utf-8", "surrogateescape") + b"\0" + sha256(path.read_bytes()).digest())
    return total.hexdigest()
