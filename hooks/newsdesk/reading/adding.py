"""An article as understood → a new file in `sources/`, front matter first."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from pathlib import Path

from newsdesk.reading.amending import set_keys
from newsdesk.reading.front_matter import Split, read_front_matter
from newsdesk.reading.validation import tidy
from newsdesk.records import Metadata, slug

STEM = 60  # characters of the title in a file name


def stated(meta: Metadata) -> dict[str, str]:
    """What an article says of itself as front matter; only what it says, and what front matter can say."""
    known = {
        "title": meta.title,
        "outlet": meta.outlet,
        "author": meta.author,
        "published": meta.published.isoformat() if meta.published else "",
        "url": meta.url,
        "language": meta.language if meta.language != "en" else "",
        "origin": meta.origin,
    }
    tidied = {key: tidy(value) for key, value in known.items()}
    return {key: value for key, value in tidied.items() if value and not wrong_value(key, value)}


def wrong_value(key: str, value: str) -> str:
    """What is wrong with a value of front matter, by the rules that every article is read with; "" if nothing."""
    header = f"{key}: {json.dumps(value, ensure_ascii=False)}\n"
    _, problems = read_front_matter(Split(header, 1, "", 2), "")
    return next((f"{p.message}; {p.remedy}" for p in problems if p.severity == "error"), "")


def compose(text: str, known: Mapping[str, str | date]) -> str:
    """The file's text: front matter with what is known, then the body; front matter it has of its own is kept."""
    values = {key: _as_date(value) for key, value in known.items() if value}
    return set_keys(f"{text.strip()}\n", values) if values else f"{text.strip()}\n"


def _as_date(value: str | date) -> str | date:
    """ISO dates as dates, so that they are written without quotation marks."""
    try:
        return date.fromisoformat(value) if isinstance(value, str) and len(value) == 10 else value
    except ValueError:
        return value


def file_stem(day: date, title: str) -> str:
    """`2021-03-20-tesla-will-not-share-data`: a new article's file name, which is its address as well."""
    words = slug(title)
    if len(words) > STEM:
        words = words[: STEM + 1].rpartition("-")[0] or words[:STEM]
    return f"{day.isoformat()}-{words}"


def write_new(folder: Path, stem: str, text: str) -> Path:
    """Writes `stem.md`, or `stem-2.md` and so on where that exists: nothing is ever overwritten."""
    for n in range(1, 1000):
        path = folder / (f"{stem}.md" if n == 1 else f"{stem}-{n}.md")
        if create(path, text):
            return path
    raise FileExistsError(f"{folder / stem}.md and 998 more of the name exist")


def create(path: Path, text: str | bytes) -> bool:
    """Writes a new file, whole or not at all, its folders too; False, and nothing done, where one is there."""
    path.parent.mkdir(parents=True, exist_ok=True)
    content = text.encode() if isinstance(text, str) else text
    if path.exists():
        return False
    made = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        made.write_bytes(content)
        made.chmod(0o644)
        return _take_place(made, path)
    finally:  # also where the disk is full
        with suppress(OSError):
            made.unlink()


def _take_place(made: Path, path: Path) -> bool:
    """Gives a file its name, unless another one has it."""
    try:
        os.link(made, path)
    except FileExistsError:
        return False
    except (OSError, AttributeError, NotImplementedError):  # a system or disk without hard links
        if path.exists():
            return False
        os.rename(made, path)
    return True
