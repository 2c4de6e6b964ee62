"""The second host: the same pages in a folder, without MkDocs."""

from __future__ import annotations

from pathlib import Path

from tests.site import links
from tests.site.run import newsdesk, tree


def test_the_same_pages_without_mkdocs(tiny: Path, tmp_path: Path) -> None:
    done = newsdesk("write", tmp_path / "out")
    assert done.returncode == 0, done.stderr
    assert links.broken(tmp_path / "out") == []
    written, hosted = tree(tmp_path / "out"), tree(tiny)
    pages = {name for name in written if name.endswith(".html")}
    assert pages <= hosted.keys()
    assert {name for name in hosted if name.startswith("data/")} <= written.keys()
    assert all(written[name] == hosted[name] for name in written if name.startswith("data/"))
    html = written["sources/notice/index.html"].decode()
    assert "<script>alert" not in html and "{{ open }}" in html
    assert "mkdocs" not in html.casefold()
