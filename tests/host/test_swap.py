"""A folder takes another's place at once: whenever a build is killed, the old site stands or the new one does."""

from __future__ import annotations

import ntpath
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from newsdesk.host import swap

KILLS = 20  # `make interrupt` kills fifty real builds
BUILD = """
import sys
from pathlib import Path
from tempfile import mkdtemp
from newsdesk.host.swap import hold, keep_times, swap, sweep
import os
place = Path(sys.argv[1])
for number in range(100_000):
    sweep(place)
    beside = Path(mkdtemp(prefix=f".{place.name}-{os.getpid()}-", dir=place.parent))
    hold(beside)
    for n in range(20):
        (beside / f"{n}.html").write_text(str(number))
    keep_times(place, beside)
    swap(beside, place)
"""


def site(place: Path, number: str) -> Path:
    place.mkdir()
    for n in range(20):
        (place / f"{n}.html").write_text(number)
    return place


def test_killed_at_any_moment_one_whole_site_stands(tmp_path: Path) -> None:
    place = site(tmp_path / "site", "old")
    random.seed(3)
    for _ in range(KILLS):
        process = subprocess.Popen([sys.executable, "-c", BUILD, str(place)])
        time.sleep(random.uniform(0.05, 0.4))
        process.send_signal(signal.SIGKILL)
        process.wait()
        pages = [page.read_text() for page in place.iterdir()]
        assert len(pages) == 20 and len(set(pages)) == 1
    swap.sweep(place)
    assert [left.name for left in tmp_path.iterdir()] == ["site"]


def test_the_first_site_and_the_next(tmp_path: Path) -> None:
    swap.swap(site(tmp_path / "first", "1"), tmp_path / "site")
    swap.swap(site(tmp_path / "second", "2"), tmp_path / "site")
    assert (tmp_path / "site" / "0.html").read_text() == "2"
    assert (tmp_path / "second" / "0.html").read_text() == "1"


def test_without_the_kernels_help(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(swap, "_exchange", lambda *_: False)
    test_the_first_site_and_the_next(tmp_path)


def test_where_there_is_no_library_to_be_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def windows(*_: object, **__: object) -> None:
        raise TypeError("argument of type 'NoneType' is not iterable")

    monkeypatch.setattr(swap.sys, "platform", "win32")
    monkeypatch.setattr(swap.ctypes, "CDLL", windows)
    test_the_first_site_and_the_next(tmp_path)


def test_paths_are_as_addresses_have_them_on_every_system(monkeypatch: pytest.MonkeyPatch) -> None:
    walked = [("site", ["people"], ["index.html"]), ("site\\people", [], ["ada.html"])]
    with monkeypatch.context() as windows:
        windows.setattr(swap.os, "walk", lambda _: walked)
        windows.setattr(swap.os.path, "join", ntpath.join)
        windows.setattr(swap.os, "sep", "\\")
        found = list(swap.files_below(Path("site")))
    assert found == ["index.html", "people/ada.html"]


def test_times_are_kept_where_nothing_changed(tmp_path: Path) -> None:
    old, new = site(tmp_path / "old", "1"), site(tmp_path / "new", "1")
    (new / "3.html").write_text("2")
    os.utime(old / "2.html", ns=(5, 5))
    swap.keep_times(old, new)
    assert (new / "2.html").stat().st_mtime_ns == 5
    assert (new / "3.html").stat().st_mtime_ns != (old / "3.html").stat().st_mtime_ns


def test_what_a_running_build_uses_is_left_alone(tmp_path: Path) -> None:
    mine = tmp_path / f".site-{os.getpid()}-abc"
    mine.mkdir()
    (tmp_path / f"{mine.name}-other").mkdir()
    held = swap.hold(mine)
    swap.sweep(tmp_path / "site")
    assert mine.is_dir() and len(list(tmp_path.iterdir())) == 2
    os.close(held)
    swap.sweep(tmp_path / "site")
    assert not list(tmp_path.iterdir()), "another process may have the number of one that was killed"
