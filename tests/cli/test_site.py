"""`newsdesk site`: what it refuses, and what it leaves as it was."""

from __future__ import annotations

import json
import re
from pathlib import Path

from tests.site.run import process, tree


def test_a_problem_stops_the_build_and_the_last_site_stands(tmp_path: Path) -> None:
    sources = tmp_path / "sources"
    sources.mkdir()
    (sources / "a.md").write_text("---\ntitle: First\n---\n\nThe first article says little.\n")
    site = tmp_path / "site"
    first = process("site", "--to", site, sources=sources)
    assert (first.returncode, first.stdout) == (0, f"The site is there: open {site}/index.html\n")
    again = process("site", "--to", site, "--json", sources=sources)
    assert (again.returncode, json.loads(again.stdout)) == (0, {"folder": str(site), "outcome": "stands"})
    before = tree(site)
    (sources / "b.md").write_text("---\npublished: 2026-13-45\n---\n\nThe second has a month too many.\n")
    done = process("site", "--to", site, "--json", sources=sources)
    assert (done.returncode, json.loads(done.stdout)["outcome"]) == (1, "refused")
    assert re.search(r"b\.md:2: published: .+; .+", done.stderr), done.stderr
    assert "Traceback" not in done.stderr
    assert tree(site) == before
    assert [p.name for p in tmp_path.iterdir() if p.name.startswith(".")] == []


def test_a_place_that_cannot_be_written_to_is_told_before_anything_is_built(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    done = process("site", "--to", tmp_path / "file" / "site")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        f"newsdesk: {tmp_path}/file/site: Not a directory; choose a place that exists and that you may write to\n"
    )
