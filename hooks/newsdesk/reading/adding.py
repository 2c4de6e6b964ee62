"""An article as understood → a new file in `sources/`, front matter first."""

from __future__ import annotations

import io
import os
from datetime import date
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from newsdesk.reading.incoming import Incoming

STEM = 60  # characters of the title in a file name


def compose(article: Incoming, story: str = "", rights: str = "", retrieved: date | None = None) -> str:
    """The file's text: what is known as front matter, what is not known left out, then the body."""
    known: dict[str, Any] = {
        "title": article.title,
        "outlet": article.outlet,
        "author": article.author,
        "published": article.published,
        "retrieved": retrieved,
        "url": article.url,
        "story": story,
        "language": article.language if article.language != "en" else "",
        "rights": rights,
    }
    yaml = YAML()
    yaml.width = 10_000
    yaml.allow_unicode = True
    head = io.StringIO()
    yaml.dump({key: value for key, value in known.items() if value}, head)
    return f"---\n{head.getvalue()}---\n\n{article.text.strip()}\n"


def write_new(folder: Path, stem: str, text: str) -> Path:
    """Writes `stem.md`, or `stem-2.md` and so on where that exists: nothing is ever overwritten."""
    folder.mkdir(parents=True, exist_ok=True)
    for n in range(1, 1000):
        path = folder / (f"{stem}.md" if n == 1 else f"{stem}-{n}.md")
        try:
            with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o644), "w", encoding="utf-8") as file:
                file.write(text)
        except FileExistsError:
            continue
        return path
    raise FileExistsError(f"{folder / stem}.md and 998 more of the name exist")
