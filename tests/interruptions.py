"""`make interrupt`: real builds killed at moments of chance: the old site stands or the new one, never a mixture.

python -m tests.interruptions [KILLS]
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path

from tests.site.run import ROOT, TINY, environment, tree

Tree = dict[str, bytes]
LONGEST = 1.5  # seconds into a slow swap

# MkDocs, putting the finished site in its place so slowly that it can be killed while it does.
SLOW = """
import os, sys, time
from pathlib import Path
from newsdesk.host import output, swap

marker, publish = Path(sys.argv.pop(1)), output.Output.publish

class Slow:
    def __getattr__(self, name):
        made = getattr(os, name)
        if name not in ("rename", "unlink", "makedirs", "removedirs", "utime"):
            return made
        def slowly(*arguments, **named):
            time.sleep(0.02)
            return made(*arguments, **named)
        return slowly

def slow_publish(self):
    swap.os = Slow()
    marker.touch()
    time.sleep(0.1)
    publish(self)
    time.sleep(0.1)

output.Output.publish = slow_publish
from mkdocs.__main__ import cli
cli()
"""


class Desk:
    """A sources folder in two states, and the whole sites that clean builds make of them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.site = folder / "site"
        self.states = [folder / "one", folder / "two"]
        shutil.copytree(TINY, self.states[0])
        shutil.copytree(TINY, self.states[1])
        for path in (*self.states[1].rglob("*.md"), *self.states[1].rglob("*.txt")):
            path.write_text(path.read_text(encoding="utf-8").replace("Raman", "Ramen"), encoding="utf-8")
        self.whole = [self._clean(n) for n in (0, 1)]

    def _clean(self, state: int) -> Tree:
        """The site of a state, from a cache of its own."""
        to, cache = self.folder / f"clean-{state}", self.folder / f"cache-{state}"
        done = self.start(state, to, cache).wait()
        assert done == 0
        return tree(to)

    def start(
        self,
        state: int,
        to: Path | None = None,
        cache: Path | None = None,
        config: Path = ROOT / "mkdocs.yml",
        slow: Path | None = None,
    ) -> subprocess.Popen[bytes]:
        """A strict build as `make site` runs it, in a process group of its own; what it tells is in `log`.

        `slow`: a file that is made when the swap begins, which then takes its time.
        """
        further = {"NEWSDESK_CACHE": str(cache or self.folder / "cache"), "NEWSDESK_AGAIN": "1"}
        program = ["-c", SLOW, str(slow)] if slow else ["-m", "mkdocs"]
        command = [sys.executable, *program, "build", "--strict", "-f", config, "-d", to or self.site]
        with (self.folder / "log").open("wb") as log:
            return subprocess.Popen(
                list(map(str, command)),
                cwd=ROOT,
                env=environment(self.states[state], **further),
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def timed(self, state: int) -> float:
        """Seconds of a build that is left to its end."""
        started = time.monotonic()
        assert self.start(state).wait() == 0 and self.stands() == state
        return time.monotonic() - started

    def stands(self, at: Path | None = None) -> int | None:
        """Which state's whole site stands; None for a mixture."""
        found = tree(at or self.site)
        return next((n for n, whole in enumerate(self.whole) if whole == found), None)


def kill(desk: Desk, times: int) -> int:
    """Kills so many running builds, each after a while of chance; how many it started for that.

    Every second one is killed while it puts the site in its place. A build that had ended by itself counts for nothing.
    """
    chance, killed, started, within = random.Random(7), 0, 0, 0
    begun = desk.folder / "swap-begun"
    took = max(desk.timed(state) for state in (1, 0))
    while killed < times:
        begun.unlink(missing_ok=True)
        process = desk.start(started // 2 % 2 ^ 1, slow=begun if started % 2 else None)
        while started % 2 and not begun.exists() and process.poll() is None:
            time.sleep(0.005)
        time.sleep(chance.uniform(0, LONGEST if started % 2 else took))
        with suppress(ProcessLookupError):  # it had ended by itself
            os.killpg(process.pid, signal.SIGKILL)
        ended = process.wait() != -signal.SIGKILL
        killed, within = killed + (not ended), within + (not ended and begun.exists())
        started += 1
        assert desk.stands() is not None, f"a mixture after build {started}"
    # What the killed builds left in the cache makes no difference.
    assert desk.start(1).wait() == 0 and desk.stands() == 1
    left = [path.name for path in desk.folder.iterdir() if path.name.startswith(".site")]
    assert left == [], left
    assert within >= times // 5, f"only {within} of them during the swap"
    return started


def main(times: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        desk = Desk(Path(folder))
        started = kill(desk, times)
        print(f"{times} running builds killed of {started} started: a whole site stood after each")


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else 50)
