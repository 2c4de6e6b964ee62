"""Processes, timed."""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import time
from collections.abc import Sequence
from dataclasses import astuple, dataclass
from pathlib import Path

from tests.site.run import ROOT, environment


@dataclass(frozen=True)
class Timed:
    """Seconds of one run, wall clock and CPU over all its processes, and the memory of the largest in MB."""

    wall: float
    cpu: float
    megabytes: float


class ProgramError(Exception):
    """A program that did not come to its end."""


def timed(command: Sequence[str | Path], sources: Path, folder: Path = ROOT, **further: str) -> Timed:
    """Runs a command. Raises ProgramError with what a failing one told."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    environ = environment(sources, **further)
    environ.pop("PYTHONDONTWRITEBYTECODE", None)  # packages come compiled; our own modules are after the first run
    done = subprocess.Popen(
        command, cwd=folder, env=environ, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    )
    assert done.stderr
    told = done.stderr.read()
    _, status, usage = os.wait4(done.pid, 0)
    wall, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    if status:
        raise ProgramError(f"{' '.join(map(str, command))}\n{told}")
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Timed(wall, cpu, max(usage.ru_maxrss, 0) / 1024)


def median(runs: Sequence[Timed]) -> Timed:
    return Timed(*map(statistics.median, zip(*map(astuple, runs), strict=True)))
