"""Builds that are stopped, by anything: afterwards one whole site stands. `make interrupt` kills fifty."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.interruptions import Desk, kill
from tests.site.run import ROOT

MB = 1024 * 1024


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return Desk(tmp_path_factory.mktemp("desk"))


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 4 MB in memory."""
    place = tmp_path / "disk"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", str(place)]
    if not (shutil.which("mount") and os.geteuid() == 0 and subprocess.run(mount, check=False).returncode == 0):
        pytest.skip("needs the right to mount a small disk")
    yield place
    subprocess.run(["umount", str(place)], check=True)


def told(desk: Desk) -> str:
    return (desk.folder / "log").read_text(encoding="utf-8", errors="replace")


def test_killed_a_whole_site_stands_and_the_cache_does_no_harm(desk: Desk) -> None:
    kill(desk, 2)


def test_two_builds_at_once(desk: Desk) -> None:
    both = [desk.start(0), desk.start(1)]
    assert [build.wait() for build in both] == [0, 0], told(desk)
    assert desk.stands() is not None


def test_a_broken_template_leaves_the_old_site(desk: Desk, tmp_path: Path) -> None:
    assert desk.site.is_dir() or desk.start(0).wait() == 0
    stood = desk.stands()
    shutil.copytree(ROOT / "overrides", tmp_path / "overrides")
    (tmp_path / "overrides" / "main.html").write_text("{% extends 'base.html' %}{% block content %}")
    config = tmp_path / "mkdocs.yml"
    lines = [f"INHERIT: {ROOT / 'mkdocs.yml'}", f"docs_dir: {ROOT / 'docs'}", "theme: {custom_dir: overrides}"]
    config.write_text("\n".join([*lines, f"hooks: [{ROOT / 'hooks' / 'mkdocs_hooks.py'}]"]))
    assert desk.start(1, desk.site, config=config).wait() != 0
    assert stood is not None and desk.stands() == stood
    assert "main.html:1: " in told(desk) and "Traceback" not in told(desk)


def test_a_full_disk_leaves_the_old_site(desk: Desk, small_disk: Path) -> None:
    """First the new site finds no room beside the old one, then the cache none at all."""
    site = small_disk / "site"
    shutil.copytree(desk.folder / "clean-0", site)
    free = shutil.disk_usage(small_disk).free
    (small_disk / "filler").write_bytes(b"x" * max(0, free - MB // 4))
    assert desk.start(1, site).wait() != 0
    assert "Traceback" not in told(desk) and "No space left on device" in told(desk)
    assert desk.stands(site) == 0 and {path.name for path in small_disk.iterdir()} == {"site", "filler"}
    assert desk.start(0, desk.folder / "elsewhere", small_disk / "cache").wait() == 0, told(desk)
    assert desk.stands(desk.folder / "elsewhere") == 0
