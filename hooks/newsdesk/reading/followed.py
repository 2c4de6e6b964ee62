"""Which feeds an editor follows, and what of them has been looked at: `sources/followed.yml`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from newsdesk.reading.amending import read_as_is, set_entries, write_over
from newsdesk.reading.files import read_text
from newsdesk.reading.strict_yaml import read_yaml
from newsdesk.records import Problem

FILE = "followed.yml"
MOST = 5_000  # entries that are remembered of one feed: more than any feed shows
_LARGEST = 20_000_000
_HEAD = (
    "# Feeds that `newsdesk follow` looks at, with the entries it has seen. Remove an entry to have it offered again.\n"
)


def read_followed(folder: Path) -> tuple[dict[str, tuple[str, ...]], list[Problem]]:
    """The entries seen of each feed, by the feed's address, and what is wrong with the file."""
    path, shown = folder / FILE, f"{folder.resolve().name}/{FILE}"
    if not path.exists():
        return {}, []
    text, problem = read_text(path, shown, _LARGEST)
    if text is None:
        return {}, [problem] if problem else []
    tree, problems = read_yaml(text.replace("\r\n", "\n"), shown)
    stated: Any = tree.data if tree else None
    if stated is not None and not isinstance(stated, dict):
        return {}, [Problem(shown, 1, "error", "holds no feeds", "write each feed's address with `seen` below it")]
    feeds = {}
    for address, entry in (stated or {}).items():
        seen = entry.get("seen") if isinstance(entry, dict) else None
        feeds[str(address)] = tuple(str(one) for one in seen) if isinstance(seen, list) else ()
    return feeds, [problem for problem in problems if problem.severity == "error"]


def write_followed(folder: Path, address: str, title: str, seen: Sequence[str]) -> None:
    """Notes that a feed is followed, and which of its entries have been seen."""
    path = folder / FILE
    text = read_as_is(path) if path.exists() else _HEAD
    entry: dict[str, Any] = {"title": title or "no title", "seen": list(dict.fromkeys(seen))[-MOST:]}
    write_over(path, set_entries(text, {address: entry}))
