"""How well saved pages are read: real ones, which ship with the source packages of other readers of pages.

    python -m tests.measure.pages [--list] [FOLDER]

`page_sets` fetches them. What a package states of its pages is compared as it is; beside it stands what reading by hand
says (`gold/pages.tsv`, which pages that have no headline, author or day leave out; `--list` names each that differs).
A text is compared with the stated one, and so is trafilatura's.
"""

from __future__ import annotations

import csv
import hashlib
import re
import sys
import tempfile
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path

import trafilatura
from tests.measure.page_sets import KEYS, Page, pages

from newsdesk.reading.incoming import Incoming, IncomingError, understand
from newsdesk.reading.incoming.decoding import decoded
from newsdesk.reading.incoming.words import bare
from newsdesk.records import Metadata

GOLD = Path(__file__).with_name("gold") / "pages.tsv"
UNKNOWN = "?"
_WORDS = re.compile("[\u0e00-\u0eff\u1000-\u109f\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]|[^\\W_]+")


@dataclass(frozen=True, slots=True)
class Read:
    """What was found in a page; `refused`: why it was called no article."""

    found: Incoming
    refused: str

    def value(self, key: str) -> str:
        meta = self.found.meta
        return {"title": meta.title, "authors": meta.author, "day": str(meta.published or "")}[key]


def read(page: Page) -> Read:
    given, refused = page.path.read_bytes(), ""
    for anyway in (False, True):
        try:
            return Read(understand(given, page.path.name, anyway=anyway, address=page.address), refused)
        except IncomingError as error:
            refused = refused or str(error)
    return Read(Incoming("", "", Metadata()), refused)


def likeness(one: str, other: str) -> float:
    """F1 of the words of two texts, of their signs where a script has no spaces."""
    a, b = (Counter(_WORDS.findall(text.lower())) for text in (one, other))
    return 2 * sum((a & b).values()) / max(1, sum(a.values()) + sum(b.values()))


def digest(value: str) -> str:
    return hashlib.sha1(bare(value).encode(), usedforsecurity=False).hexdigest()[:10] if value else "-"


def by_hand() -> dict[str, dict[str, str]]:
    """Of each page: its kind ("article", "none", "other") and what `KEYS` are, as digests and days."""
    with GOLD.open(encoding="utf-8", newline="") as file:
        return {name: dict(zip(("kind", *KEYS), rest, strict=True)) for name, *rest in csv.reader(file, delimiter="\t")}


def main(folder: Path, listed: bool) -> None:
    gold = by_hand()
    texts, tally, kinds = (
        defaultdict[str, list[tuple[float, float]]](list),
        Counter[tuple[str, str, str]](),
        Counter[str](),
    )
    for page in pages(folder):
        got, known = read(page), gold.get(page.name, {})
        kinds[known.get("kind", "other")] += 1
        kinds[f"{known.get('kind', 'other')} refused"] += bool(got.refused)
        if listed and (known.get("kind") == "none") != bool(got.refused) and known.get("kind") != "other":
            print(f"{page.name}: {known.get('kind')}, {got.refused or 'taken'}")
        for key in KEYS:
            if stated := page.stated.get(key):
                tally[page.set, key, "stated"] += 1
                tally[page.set, key, "as stated"] += bare(stated) == bare(got.value(key))
            right = known.get(key, UNKNOWN)
            if right != UNKNOWN:
                mine = got.value(key) if key == "day" else digest(got.value(key))
                tally[page.set, key, "read"] += 1
                tally[page.set, key, "right"] += right == (mine or "-")
                if listed and right != (mine or "-"):
                    print(f"{page.name}: {key} {got.value(key)!r}")
        if page.text:
            other = trafilatura.extract(decoded(page.path.read_bytes()), include_comments=False) or ""
            texts[page.set].append((likeness(got.found.text, page.text), likeness(other, page.text)))
    _tell(tally, texts, kinds)


def _tell(
    tally: Counter[tuple[str, str, str]], texts: dict[str, list[tuple[float, float]]], kinds: Counter[str]
) -> None:
    for key in KEYS:
        for name in sorted({one for one, which, _ in tally if which == key}):
            stated, as_stated, of, right = (tally[name, key, what] for what in ("stated", "as stated", "read", "right"))
            print(f"{key:8}{name:22} by hand {right}/{of} = {right / max(1, of):.3f}   as stated {as_stated}/{stated}")
        right, of = (
            sum(n for (_, k, what), n in tally.items() if (k, what) == (key, one)) for one in ("right", "read")
        )
        print(f"{key:8}{'all':22} by hand {right}/{of} = {right / max(1, of):.3f}")
    for name, pairs in texts.items():
        ours, theirs = (sum(pair[n] for pair in pairs) / len(pairs) for n in (0, 1))
        print(f"text    {name:22} F1 {ours:.3f}, trafilatura {theirs:.3f}, {len(pairs)} pages")
    told, none = kinds["none refused"], kinds["none"]
    called, articles = kinds["article refused"], kinds["article"]
    print(f"no article, told: {told}/{none} = {told / max(1, none):.3f}")
    print(f"articles that are called none: {called}/{articles} = {called / max(1, articles):.3f}")


if __name__ == "__main__":
    arguments = [one for one in sys.argv[1:] if one != "--list"]
    if arguments:
        main(Path(arguments[0]), "--list" in sys.argv)
    else:
        with tempfile.TemporaryDirectory() as place:
            main(Path(place), "--list" in sys.argv)
