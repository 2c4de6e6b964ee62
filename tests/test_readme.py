"""The example at the top of the README: what it shows coming out is what comes out."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from tests.site.run import ROOT

from newsdesk import build
from newsdesk.records import Options

OUTLET = 14  # the width of the first column


def blocks() -> list[str]:
    return re.findall(
        r"^```text\n(.*?)^```", (ROOT / "README.md").read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL
    )


def articles(block: str) -> dict[str, list[str]]:
    """Outlet → the paragraphs of its article, the first of which is the headline."""
    found: dict[str, list[str]] = {}
    for line in block.splitlines():
        outlet = line[:OUTLET].strip() or list(found)[-1]
        found.setdefault(outlet, []).append(line[OUTLET:])
    return found


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The data files of a site of the example's articles."""
    folder = tmp_path_factory.mktemp("readme")
    for n, (outlet, (title, *paragraphs)) in enumerate(articles(blocks()[0]).items()):
        header = (
            f"---\ntitle: {title}\noutlet: {outlet}\npublished: 2021-03-20\nstory: Library flood\nrights: full\n---\n"
        )
        (folder / f"{n}.md").write_text(header + "\n\n".join(paragraphs) + "\n", encoding="utf-8")
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(build, "CACHE", folder / "cache")
        files = build.build(folder, Options(), docs=folder / "none").site.files
        return {name: json.loads(files[f"data/{name}.json"])["items"] for name in ("briefings", "quotes", "statements")}


def briefing(block: str, data: dict[str, Any]) -> str:
    """What the briefing says, a line for each wording and each figure."""
    outlets = {str(n): outlet for n, outlet in enumerate(articles(block))}
    quotes = {quote["id"]: quote for quote in data["quotes"]}
    rows = []
    for statement in data["statements"]:
        said = [quotes[quote] for quote in statement["quotes"]]
        rows += [("said by " + said[0]["speaker_name"], q["text"], q["source"], q["paragraph"]) for q in said]
    (story,) = data["briefings"]
    for difference in story["differences"]:
        rows += [(difference["what"], p["text"], p["source"], p["paragraph"]) for p in difference["places"]]
    shown = [
        f"{'' if k and rows[k - 1][0] == head else head:<20}{text:<50}{outlets[source]}, ¶{paragraph}"
        for k, (head, text, source, paragraph) in enumerate(rows)
    ]
    return "".join(f"{line}\n" for line in shown)


def test_what_comes_out_is_what_the_readme_shows(data: dict[str, Any]) -> None:
    articles_in, briefing_out = blocks()[:2]
    assert briefing(articles_in, data) == briefing_out
