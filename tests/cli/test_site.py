"""`newsdesk site`: what it refuses, and what it leaves as it was."""

from __future__ import annotations

import re
from pathlib import Path

from tests.site.run import process, tree


def test_a_problem_stops_the_build_and_the_last_site_stands(tmp_path: Path) -> None:
    sources = tmp_path / "sources"
    sources.mkdir()
    (sources / "a.md").write_text("---\ntitle: First\n---\n\nThe first article says little.\n")
    site = tmp_path / "site"
    assert process("site", "--to", site, sources=sources).returncode == 0
    before = tree(site)
    (sources / "b.md").write_text("---\npublished: 2026-13-45\n---\n\nThe second has a month too many.\n")
    done = process("site", "--to", site, sources=sources)
    assert done.returncode != 0
    assert re.search(r"b\.md:2: published: .+; .+", done.stderr), done.stderr
    assert "Traceback" not in done.stderr
    assert tree(site) == before
    assert [p.name for p in tmp_path.iterdir() if p.name.startswith(".")] == []
