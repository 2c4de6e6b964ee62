"""A change is told of at once, and once, whoever is the first to see it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from mkdocs.livereload import LiveReloadServer

from newsdesk.host import file_events

NEVER, SOON = 1000, 0.1  # seconds between MkDocs' own looks


class Desk:
    def __init__(self, folder: Path, interval: float) -> None:
        self.built = 0
        self.server = LiveReloadServer(self.build, "127.0.0.1", 0, str(folder), polling_interval=interval)
        self.folder = folder
        self.server.watch(str(folder))
        file_events.watch(self.server, str(folder))
        self.server.observer.start()

    def build(self) -> None:
        self.built += 1

    def is_asked(self, seconds: float = 5) -> bool:
        """Whether a build is wanted within a time, which is forgotten then."""
        end = time.monotonic() + seconds
        while time.monotonic() < end and not self.server._want_rebuild:
            time.sleep(0.02)
        asked, self.server._want_rebuild = self.server._want_rebuild, False
        return asked


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Callable[[float], Desk]]:
    desks: list[Desk] = []

    def opened(interval: float) -> Desk:
        (tmp_path / "2024").mkdir()
        (tmp_path / "2024" / "ferry.md").write_text("We sail.")
        desks.append(Desk(tmp_path, interval))
        return desks[-1]

    yield opened
    for one in desks:
        one.server.observer.stop()
        one.server.observer.join()
        one.server.server_close()


def change_all(desk: Desk) -> None:
    """Every way in which an editor's program saves, one after another."""
    article, new = desk.folder / "2024" / "ferry.md", desk.folder / "2024" / "new.md"
    article.write_text("We sail in May.")
    assert desk.is_asked()
    new.write_text("We do not.")
    assert desk.is_asked()
    time.sleep(4 * SOON)
    desk.is_asked(0)  # it was made empty, and written
    new.replace(article)
    assert desk.is_asked()
    article.unlink()
    assert desk.is_asked()


def test_the_operating_system_tells(desk: Callable[[float], Desk]) -> None:
    change_all(desk(NEVER))


def test_where_it_does_not_mkdocs_sees_it(desk: Callable[[float], Desk], monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "inotify watch limit reached")

    monkeypatch.setattr(file_events.Observer, "start", full)
    change_all(desk(SOON))


def test_both_tell_of_a_change_once_and_of_none_where_a_file_is_read(desk: Callable[[float], Desk]) -> None:
    here = desk(SOON)
    article = here.folder / "2024" / "ferry.md"
    article.write_bytes(b"We sail in June.")
    assert here.is_asked()
    time.sleep(4 * SOON)
    here.is_asked(0)  # the file was made empty first
    assert article.read_bytes() == b"We sail in June." and not here.is_asked(6 * SOON)
    beside = article.with_name("beside")
    beside.write_bytes(b"We sail in July.")
    time.sleep(4 * SOON)
    here.is_asked(0)
    beside.replace(article)
    assert here.is_asked()
    assert not here.is_asked(6 * SOON)
