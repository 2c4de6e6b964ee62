"""Nothing of the desk is in a site that readers get."""

from __future__ import annotations

from pathlib import Path

TRACES = (b"_desk", b"desk-token", b"desk-pen", b"data-desk", "Editor’s desk".encode())
TOLD = {"editing/index.html"}  # the guide tells editors of it


def test_no_file_of_a_built_site_has_anything_of_the_desk(tiny: Path) -> None:
    files = {path.relative_to(tiny).as_posix(): path.read_bytes() for path in tiny.rglob("*") if path.is_file()}
    assert not [name for name in files if name.startswith("desk") or "/desk" in name]
    found = {name for name, content in files.items() for trace in TRACES if trace in content}
    assert {name for name in found if not name.startswith("search/")} <= TOLD, "search finds the guide, too"
