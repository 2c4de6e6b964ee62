"""How well saved pages are read: real ones that ship with the source packages of other readers of pages.

    python -m tests.measure.pages [FOLDER]

The packages are fetched by pip into a folder of their own (kept where one is named); nothing of them is in this
repository. newspaper4k states headline, authors, day and text of its pages; of the others' pages the text is compared
with what trafilatura finds in them, and what they say of themselves is listed, to be read by hand.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tarfile
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

import trafilatura

from newsdesk.reading.incoming import IncomingError, understand
from newsdesk.reading.incoming.decoding import decoded

PACKAGES = ("newspaper4k==0.9.6", "trafilatura==0.9.0", "htmldate==1.4.0", "readability-lxml==0.8.1")


def fetched(folder: Path) -> list[Path]:
    """All pages of the packages, which pip fetches if the folder has none."""
    if not list(folder.glob("*.tar.gz")):
        command = [
            sys.executable,
            "-m",
            "pip",
            "download",
            "-q",
            "--no-binary",
            ":all:",
            "--no-deps",
            "-d",
            str(folder),
        ]
        subprocess.run([*command, *PACKAGES], check=True)
    for packed in folder.glob("*.tar.gz"):
        with tarfile.open(packed) as archive:
            archive.extractall(folder, filter="data")
    return sorted(folder.rglob("*.html"))


def likeness(one: str, other: str) -> float:
    """F1 of the words of two texts."""
    a, b = (Counter(re.findall(r"\w+", text.lower())) for text in (one, other))
    return 2 * sum((a & b).values()) / max(1, sum(a.values()) + sum(b.values()))


def stated(page: Path) -> tuple[dict[str, Any], str]:
    """What newspaper4k states of one of its pages, and its text."""
    told, text = page.parent.parent / "metadata" / f"{page.stem}.json", page.parent.parent / "txt" / f"{page.stem}.txt"
    return json.loads(told.read_text()) if told.exists() else {}, text.read_text() if text.exists() else ""


def main(folder: Path) -> None:
    right: Counter[str] = Counter()
    of: Counter[str] = Counter()
    ours, theirs, alike = list[float](), list[float](), list[float]()
    for page in fetched(folder):
        given = page.read_bytes()
        refused = ""
        try:
            found = understand(given, page.name)
        except IncomingError as error:
            refused = str(error)
            try:
                found = understand(given, page.name, anyway=True)
            except IncomingError:
                print(f"{page.stem[:40]:40} {refused}")
                continue
        told, text = stated(page)
        other = trafilatura.extract(decoded(given), include_comments=False) or ""
        if text:
            ours.append(likeness(found.text, text))
            theirs.append(likeness(other, text))
        alike.append(likeness(found.text, other))
        for key, mine, known in (
            ("title", found.meta.title, told.get("title")),
            ("published", str(found.meta.published), str(told.get("publish_date") or "")[:10]),
            ("authors", found.meta.author, ", ".join(told.get("authors") or ())),
        ):
            of[key] += bool(known)
            right[key] += bool(known) and mine == known
        meta = found.meta
        line = (page.stem[:40].ljust(40), meta.title[:80], meta.outlet, meta.author, str(meta.published), refused[:60])
        print(" | ".join(line))
    for key in of:
        print(f"{key}: {right[key]} of {of[key]} as newspaper4k states it")
    mean, mean_other = sum(ours) / len(ours), sum(theirs) / len(ours)
    print(f"text: F1 {mean:.3f} on {len(ours)} pages of newspaper4k; trafilatura {mean_other:.3f}")
    print(f"lowest beside trafilatura's: {min(a - b for a, b in zip(ours, theirs, strict=True)):+.3f}")
    print(f"alike with trafilatura on all {len(alike)}: {sum(alike) / len(alike):.3f}")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        main(Path(sys.argv[1]))
    else:
        with tempfile.TemporaryDirectory() as place:
            main(Path(place))
