"""A running preview, `mkdocs serve` for real, on loopback."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path

from tests.site.run import ROOT, TINY, environment

PATIENCE = 90  # seconds; a machine that runs other tests at the same time is slow


class Served:
    """A running preview: its folder of sources, its pages and what it told."""

    def __init__(self, folder: Path, sources: Path = TINY) -> None:
        self.sources = folder / "sources"
        self.log = folder / "log"
        shutil.copytree(sources, self.sources)
        self.docs = folder / "docs"
        shutil.copytree(ROOT / "docs", self.docs)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.address = f"127.0.0.1:{free.getsockname()[1]}"
        command = [sys.executable, "-m", "mkdocs", "serve", "-f", str(ROOT / "mkdocs.yml"), "-a", self.address]
        given = environment(self.sources, NEWSDESK_DOCS=str(self.docs))
        with self.log.open("w") as log:
            self.process = subprocess.Popen(command, cwd=ROOT, env=given, stdout=log, stderr=log)

    def page(self, path: str) -> str:
        try:
            with urllib.request.urlopen(f"http://{self.address}/{path}", timeout=10) as answer:
                return str(answer.read().decode())
        except (urllib.error.URLError, OSError):
            return ""

    def waits_for(self, holds: Callable[[], bool]) -> bool:
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end and self.process.poll() is None:
            if holds():
                return True
            time.sleep(0.05)
        return False

    def told(self) -> str:
        return self.log.read_text()

    def end(self) -> None:
        self.process.terminate()
        self.process.wait(timeout=20)
