"""Gold data made for Newsdesk, joined with the annotated news it speaks of.

The files in `gold/` hold offsets and names only; `gold/README.md` tells how they were made. Run as a program it
writes the lines that a quote scorer reads:  python -m tests.measure.gold polnear_dev GOLD.jsonl
"""

from __future__ import annotations

import csv
import json
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

from tests.measure.corpus import rows

from newsdesk.records import Span

FOLDER = Path(__file__).with_name("gold")
QUOTES = {"wikinews": "wikinews_2020", "wikinews_more": "wikinews_2020"}
"""Gold sets that bring their own quotes, and the corpus whose text their offsets count in."""


def names() -> list[str]:
    """What `load` can load."""
    return sorted(path.stem.rsplit("_", 1)[0] for kind in ("names", "quotes") for path in FOLDER.glob(f"*_{kind}.tsv"))


def load(name: str) -> list[dict[str, Any]]:
    """The articles of a gold set, each with `id`, `text`, `quotes`, `nonquotes`, as the corpora have them.

    A quote has `speaker_is` (person, org, none, bare, unsure; see gold/README.md). For a person `speaker_name` is the
    full name, for "none" it is None (nobody may be named), else it is absent; for an org `speaker_org` is its name.
    Raises ValueError where a file and its corpus do not fit together.
    """
    return _quotes(name) if name in QUOTES else _names(name)


def corrected(corpus: str, items: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The articles of a PolNeAR corpus with what reading found wrong in their annotation (see gold/README.md)."""
    lines = _read(f"{corpus}_corrections") if (FOLDER / f"{corpus}_corrections.tsv").exists() else {}
    for item in items:
        for line in sorted(lines.get(str(item["id"]), []), key=lambda line: line["verdict"] == "quote"):
            _correct(item, line)
    return items


def _correct(item: dict[str, Any], line: dict[str, str]) -> None:
    start, end, verdict = int(line["start"]), int(line["end"]), line["verdict"]
    marked = [quote for quote in item["quotes"] if (quote["start"], quote["end"]) == (start, end)]
    if not marked and verdict in ("speaker", "same"):
        raise ValueError(f"{item['id']}: no quote at {start}")
    own: dict[str, Any] = {"start": start, "end": end, "text": item["text"][start:end]}
    speaker: dict[str, Any] = {}
    if line["speaker_start"]:
        first, last = int(line["speaker_start"]), int(line["speaker_end"])
        speaker = {"speaker_start": first, "speaker_end": last, "speaker_text": item["text"][first:last]}
    if verdict in ("speaker", "same"):
        for quote in marked:
            quote.pop("speaker_head", None)
            quote.update(speaker)
        return
    # what overlaps the words is a part of them, or was cut by a mark inside them
    for kind in ("quotes", "nonquotes"):
        item[kind] = [old for old in item[kind] if old["end"] <= start or end <= old["start"]]
    if verdict == "quote":
        item["quotes"].append(own | {"kind": line["kind"], "speaker_is": "unsure"} | speaker)
    elif verdict == "unsure":
        item["quotes"].append(own | {"kind": "unsure", "speaker_is": "unsure"})
    elif verdict == "nobody":
        item["nonquotes"].append(own)


def judged_indirect() -> dict[tuple[str, str, tuple[Span, ...]], str]:
    """What reading said of indirect quotes, by corpus, article and spans in the given text (see gold/README.md)."""
    found = {}
    with open(FOLDER / "indirect_judged.tsv", encoding="utf-8", newline="") as lines:
        for line in csv.DictReader(lines, delimiter="\t"):
            ends = (span.split("-") for span in line["spans"].split())
            spans = tuple(Span(int(start), int(end)) for start, end in ends)
            found[line["corpus"], line["article"], spans] = line["verdict"]
    return found


def _names(name: str) -> list[dict[str, Any]]:
    marked = _read(f"{name}_names")
    items = [item for item in rows(name) if item["id"] in marked]
    for item in items:
        lines = {(int(line["start"]), int(line["end"])): line for line in marked.pop(item["id"], [])}
        for quote in item["quotes"]:
            line = lines.pop((quote["start"], quote["end"]), None)
            if line is None:
                raise ValueError(f"{name}: {item['id']}: the quote at {quote['start']} has no line")
            quote.update(_speaker(line))
        if lines:
            raise ValueError(f"{name}: {item['id']}: no quote at {sorted(lines)}")
    if marked:
        raise ValueError(f"{name}: no such articles: {sorted(marked)}")
    return corrected(name, items)


def _quotes(name: str) -> list[dict[str, Any]]:
    marked = _read(f"{name}_quotes")
    items = [item for item in rows(QUOTES[name]) if item["id"] in marked]
    if missing := marked.keys() - {item["id"] for item in items}:
        raise ValueError(f"{name}: no such articles: {sorted(missing)}")
    for item in items:
        found = [_quote(item["text"], line) for line in marked[item["id"]]]
        item["quotes"] = [quote for quote in found if quote["kind"] != "nonquote"]
        item["nonquotes"] = [quote for quote in found if quote["kind"] == "nonquote"]
    return items


def _quote(text: str, line: dict[str, str]) -> dict[str, Any]:
    quote: dict[str, Any] = {"start": int(line["start"]), "end": int(line["end"]), "kind": line["kind"]}
    quote["text"] = text[quote["start"] : quote["end"]]
    for part in ("speaker", "cue"):
        if line[f"{part}_start"]:
            start, end = int(line[f"{part}_start"]), int(line[f"{part}_end"])
            quote |= {f"{part}_start": start, f"{part}_end": end, f"{part}_text": text[start:end]}
    return quote | ({} if line["kind"] == "nonquote" else _speaker(line))


def _speaker(line: dict[str, str]) -> dict[str, Any]:
    kind, name = line["type"], line["name"]
    if kind not in ("person", "org", "none", "bare", "unsure"):
        raise ValueError(f"{line['article']} {line['start']}: the type of a speaker cannot be {kind!r}")
    named: dict[str, dict[str, Any]] = {
        "person": {"speaker_name": name},
        "none": {"speaker_name": None},
        "org": {"speaker_org": name},
    }
    return {"speaker_is": kind} | named.get(kind, {})


def _read(stem: str) -> dict[str, list[dict[str, str]]]:
    found = defaultdict(list)
    with open(FOLDER / f"{stem}.tsv", encoding="utf-8", newline="") as lines:
        for line in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            found[line["article"]].append(line)
    return dict(found)


if __name__ == "__main__":
    if len(sys.argv) != 3 or sys.argv[1] not in names():
        sys.exit(f"usage: python -m tests.measure.gold {'|'.join(names())} GOLD.jsonl")
    with open(sys.argv[2], "w", encoding="utf-8") as out:
        out.writelines(json.dumps(item, ensure_ascii=False) + "\n" for item in load(sys.argv[1]))
