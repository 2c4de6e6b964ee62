"""From saving a file to the served page that shows it."""

from __future__ import annotations

import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.site.run import environment

PATIENCE = 1800  # seconds


@contextmanager
def served(
    command: Callable[[int], Sequence[str | Path]], folder: Path, sources: Path, **further: str
) -> Iterator[str]:
    """A running preview, once it answers; `command` gives its command for a port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    silent = subprocess.DEVNULL
    environ = environment(sources, **further)
    environ.pop("PYTHONDONTWRITEBYTECODE", None)
    process = subprocess.Popen(command(port), cwd=folder, env=environ, stdout=silent, stderr=silent)
    try:
        address = f"http://127.0.0.1:{port}/"
        _wait(lambda: bool(_page(address)), process)
        yield address
    finally:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(timeout=30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def latency(address: str, file: Path, words: str) -> float:
    """Seconds from saving a file with these words at its end to the page at this address that shows them."""
    _wait(lambda: bool(_page(address)))
    text = file.read_text(encoding="utf-8")
    start = time.perf_counter()
    file.write_text(f"{text.rstrip()}\n\n{words}\n", encoding="utf-8")
    _wait(lambda: words in _page(address))
    return time.perf_counter() - start


def _page(address: str) -> str:
    try:
        with urllib.request.urlopen(address, timeout=PATIENCE) as answer:
            return str(answer.read().decode("utf-8", "replace"))
    except (urllib.error.URLError, OSError):
        return ""


def _wait(holds: Callable[[], bool], process: subprocess.Popen[bytes] | None = None) -> None:
    end = time.monotonic() + PATIENCE
    while not holds():
        if time.monotonic() > end or (process and process.poll() is not None):
            raise TimeoutError("the preview does not show it")
        time.sleep(0.02)
