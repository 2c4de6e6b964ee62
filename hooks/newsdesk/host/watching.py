"""What `mkdocs serve` watches, told of by the operating system.

MkDocs looks at every file twice a second, since not every disk tells of changes: those of a network do not. Here both
are asked, and who is the second to tell of a change is not listened to.
"""

from __future__ import annotations

import os
from contextlib import suppress
from threading import Lock
from typing import Any

from mkdocs.livereload import LiveReloadServer
from watchdog.events import (
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer

CHANGES: list[type[FileSystemEvent]] = [FileCreatedEvent, FileDeletedEvent, FileModifiedEvent, FileMovedEvent]


def watch(server: LiveReloadServer, *paths: str) -> None:
    """Has a server build as soon as something changes at some paths, which it may be watching already."""
    server.observer = _Both(server.observer)  # type: ignore[assignment]  # all of it that MkDocs uses
    for path in paths:
        with suppress(KeyError):  # it was not watched
            server.unwatch(path)
        server.watch(path)


class _Both:
    """An observer of watchdog's that looks by itself, and beside it the operating system's."""

    def __init__(self, looking: Any) -> None:
        self._looking = looking
        self._native = Observer()
        self._watches: dict[Any, Any] = {}

    def schedule(self, handler: FileSystemEventHandler, path: str, *, recursive: bool = False) -> Any:
        first = _First(handler)
        watched = self._looking.schedule(first, path, recursive=recursive)
        with suppress(OSError):  # it watches as much as it can already
            self._watches[watched] = self._native.schedule(first, path, recursive=recursive, event_filter=CHANGES)
        return watched

    def unschedule(self, watched: Any) -> None:
        self._looking.unschedule(watched)
        if watched in self._watches:
            self._native.unschedule(self._watches.pop(watched))

    def start(self) -> None:
        self._looking.start()
        with suppress(OSError):
            self._native.start()

    def stop(self) -> None:
        self._looking.stop()
        self._native.stop()

    def join(self) -> None:
        self._looking.join()
        if self._native.is_alive():
            self._native.join()


class _First(FileSystemEventHandler):
    """Hands on what is news: an event of a file that is not as it was when one of it was handed on last."""

    def __init__(self, handler: FileSystemEventHandler) -> None:
        self._handler = handler
        self._states: dict[str, object] = {}
        self._lock = Lock()

    def dispatch(self, event: FileSystemEvent) -> None:
        with self._lock:
            news = [self._is_news(os.fsdecode(path)) for path in (event.src_path, event.dest_path) if path]
        if any(news) and not event.is_directory:
            self._handler.dispatch(event)

    def _is_news(self, path: str) -> bool:
        try:
            stat = os.stat(path)
            state = (stat.st_ino, stat.st_size, stat.st_mtime_ns)
        except OSError:
            state = None
        is_news = path not in self._states or self._states[path] != state
        self._states[path] = state
        return is_news
