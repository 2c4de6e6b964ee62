"""What `mkdocs serve` watches, looked at as soon as the operating system tells of a change.

MkDocs looks at every file twice a second, since not every disk tells of changes: those of a network do not. When one
does, MkDocs' own observer has a look at once, and so no change is seen twice.
"""

from __future__ import annotations

from contextlib import suppress
from threading import Event, Thread
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


class _Tells(FileSystemEventHandler):
    def __init__(self) -> None:
        self.changed = Event()

    def on_any_event(self, event: FileSystemEvent) -> None:
        self.changed.set()


def watch(server: LiveReloadServer, *paths: str) -> None:
    """Has a server build when something changes at some paths, which it may be watching already."""
    system, tells = Observer(), _Tells()
    for path in paths:
        server.watch(path)
        with suppress(OSError):
            system.schedule(tells, path, recursive=True, event_filter=CHANGES)
    with suppress(OSError):  # it watches as much as it can already
        system.start()
    Thread(target=_look, args=(server.observer, tells.changed), daemon=True).start()


def _look(observer: Any, changed: Event) -> None:
    """Has an observer look whenever something has changed; once for many changes at a time."""
    while changed.wait():
        changed.clear()
        for emitter in tuple(observer.emitters):
            emitter.queue_events(0)
