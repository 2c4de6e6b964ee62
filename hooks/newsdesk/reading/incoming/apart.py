"""Files that strangers made are read apart: by a process with little memory and time, no network and no disk.

The libraries that read PDFs, Word files, pages and mail are large, and a file can be made to keep them busy for ever,
to fill the memory or to have them do what they should not. What one of these processes is asked for and answers are
plain data (JSON): nothing that it says is run here. It stays for the next file, as starting it takes half a second.
"""

from __future__ import annotations

import atexit
import json
import os
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import asdict
from datetime import date
from functools import cache
from threading import Lock, Timer
from typing import IO, Any

from newsdesk.reading.incoming.confinement import MEMORY, allow, confine, limits_work
from newsdesk.reading.incoming.feed import Entry, Feed, read_feed
from newsdesk.reading.incoming.found import Incoming, IncomingError
from newsdesk.reading.incoming.understanding import MOST_BYTES, understand
from newsdesk.records import Metadata

SECONDS = 8.0  # of work that one file may take
PATIENCE = 4 if limits_work() else 1  # times as long by the clock: on a machine that is busy with other things
STARTING = 60.0  # seconds: on a machine that is busy with other things
_STARTED = b"ready\n"


def understand_apart(data: bytes, name: str, anyway: bool = False, address: str = "", encoding: str = "") -> Incoming:
    """What `understand` gives, from a process of its own. Raises IncomingError, for what that takes too long too."""
    if len(data) > MOST_BYTES:  # is not handed over, only to be refused
        return understand(data, name)
    answer = _asked(data, {"name": name, "anyway": anyway, "address": address, "encoding": encoding})
    meta = answer["meta"]
    published = date.fromisoformat(meta["published"]) if meta["published"] else None
    return Incoming(answer["text"], answer["read_as"], Metadata(**{**meta, "published": published}), answer["doubt"])


def feed_apart(data: bytes, address: str) -> Feed:
    """What `read_feed` gives, from a process of its own. Raises IncomingError."""
    answer = _asked(data, {"feed": address})
    return Feed(answer["title"], tuple(Entry(*entry) for entry in answer["entries"]), tuple(answer["feeds"]))


def _asked(data: bytes, wish: dict[str, Any]) -> dict[str, Any]:
    answer = _reader().ask(data, wish)
    if "refused" in answer:
        raise IncomingError(answer["refused"], bool(answer.get("doubted")))
    return answer


class _Reader:
    """The process that reads, started when there is something to read, and again after one that came to nothing."""

    def __init__(self) -> None:
        self.process: subprocess.Popen[bytes] | None = None
        self.lock = Lock()

    def ask(self, data: bytes, wish: dict[str, Any]) -> dict[str, Any]:
        with self.lock:
            process = self._running()
            late = Timer(SECONDS * PATIENCE, process.kill)
            late.start()
            started = time.monotonic()
            try:
                assert process.stdin and process.stdout
                _send(process.stdin, json.dumps(wish).encode())
                _send(process.stdin, data)
                answer = _receive(process.stdout)
            except OSError:
                answer = None
            finally:
                late.cancel()
            if answer is not None:
                return dict(json.loads(answer))
            self.end()
            if time.monotonic() - started >= SECONDS:
                return {"refused": f"to read it takes more than {SECONDS:.0f} seconds; paste its text instead"}
            return {"refused": "to read it takes too much memory, or breaks what reads it; paste its text instead"}

    def end(self) -> None:
        """Ends the process, if there is one."""
        if self.process:
            self.process.kill()
            self.process.wait()
            for pipe in (self.process.stdin, self.process.stdout):
                with suppress(OSError):  # what could not be sent any more
                    pipe.close()  # type: ignore[union-attr]  # both are pipes
            self.process = None

    def _running(self) -> subprocess.Popen[bytes]:
        if self.process is None or self.process.poll() is not None:
            self.end()
            # -P: a file called `email.py` in the folder that somebody works in is not to be imported.
            command = [sys.executable, "-P", "-m", "newsdesk.reading.incoming"]
            pipe, nowhere = subprocess.PIPE, subprocess.DEVNULL
            self.process = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=nowhere)
            slow = Timer(STARTING, self.process.kill)
            slow.start()
            assert self.process.stdout
            ready = self.process.stdout.readline()
            slow.cancel()
            if ready != _STARTED:
                self.end()
                raise OSError(None, "the process that reads files did not start; run it again")
        return self.process


@cache
def _reader() -> _Reader:
    reader = _Reader()
    atexit.register(reader.end)
    return reader


def answer_for_ever() -> None:
    """What the process does: it reads one file after another, until nobody asks any more."""
    asked = sys.stdin.buffer
    told = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints is no answer
    confine()
    told.write(_STARTED)
    told.flush()
    while (wish := _receive(asked)) is not None and (data := _receive(asked)) is not None:
        allow(SECONDS)
        _send(told, json.dumps(_answered(data, **json.loads(wish))).encode())


def _answered(data: bytes, feed: str = "", **wish: Any) -> dict[str, Any]:
    try:
        if feed:
            read = read_feed(data, feed)
            entries = [(entry.id, entry.address, entry.title) for entry in read.entries]
            return {"title": read.title, "entries": entries, "feeds": read.feeds}
        found = understand(data, **wish)
    except IncomingError as error:
        return {"refused": str(error), "doubted": error.doubted}
    except MemoryError:
        return {"refused": f"to read it takes more than {MEMORY // 1_000_000} MB of memory; paste its text instead"}
    except RecursionError:
        return {"refused": "its parts lie within each other too deep to be read; paste its text instead"}
    except Exception as error:  # a library at its end; the text of such an error may hold anything
        return {"refused": f"it cannot be read ({type(error).__name__}); paste its text instead"}
    plain = asdict(found)
    plain["text"] = found.text.encode("utf-8", "replace").decode()
    keys = ("title", "outlet", "author", "url", "language", "origin")
    published = found.meta.published.isoformat() if found.meta.published else ""
    return {**plain, "meta": {**{key: getattr(found.meta, key) for key in keys}, "published": published}}


def _send(pipe: IO[bytes], data: bytes) -> None:
    pipe.write(len(data).to_bytes(8, "big"))
    pipe.write(data)
    pipe.flush()


def _receive(pipe: IO[bytes]) -> bytes | None:
    head = pipe.read(8)
    size = int.from_bytes(head, "big")
    data = pipe.read(size) if len(head) == 8 else b""
    return data if len(head) == 8 and len(data) == size else None
