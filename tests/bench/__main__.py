"""`make bench`: builds of seeded corpora, timed against plain MkDocs on the same finished pages.

    make bench                       N = 100 and 1,000
    make bench ARGS="100 --pairs 3"  other sizes, and how often each is timed (medians are told)

Plain is MkDocs with Material alone: the same finished pages as Markdown files that hold their HTML, the lists in the
navigation, search on. Times are of whole processes: wall clock, and CPU over all their children.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import resource
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

from tests.bench.corpus import write
from tests.site.run import ROOT, environment

from newsdesk.build import build
from newsdesk.places import CACHE
from newsdesk.records import Options

WORK = ROOT / ".cache" / "bench"
PLAIN = """\
site_name: Plain
theme: {name: material, font: false}
plugins: [search]
markdown_extensions: [abbr, admonition, attr_list, def_list, footnotes, tables, {toc: {permalink: true}}]
nav: [index.md, briefings/index.md, people/index.md, quotes/index.md]
validation: {nav: {omitted_files: ignore}, links: {not_found: ignore, unrecognized_links: ignore}}
"""


@dataclass(frozen=True)
class Timed:
    """Seconds of one run, and its largest process in MB."""

    wall: float
    cpu: float
    megabytes: float


@dataclass(frozen=True)
class Row:
    number: int
    mode: str
    wall: float
    cpu: float
    megabytes: float
    wall_ratio: float
    cpu_ratio: float


def timed(command: list[str], sources: Path) -> Timed:
    """Runs a command; a failing one ends the benchmark with what it told."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.Popen(
        command, cwd=ROOT, env=environment(sources), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    )
    assert done.stderr
    told = done.stderr.read()
    _, status, usage = os.wait4(done.pid, 0)
    wall, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    if status:
        sys.exit(told)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Timed(wall, cpu, usage.ru_maxrss / 1024)


def median(runs: list[Timed]) -> Timed:
    return Timed(*(statistics.median(values) for values in zip(*(asdict(run).values() for run in runs), strict=True)))


def prepare(number: int) -> tuple[Path, Path]:
    """The corpus of N articles, its findings kept, and the plain site of the same finished pages."""
    sources, plain = WORK / str(number), WORK / f"{number}-plain"
    shutil.rmtree(sources, ignore_errors=True)
    shutil.rmtree(plain, ignore_errors=True)
    write(sources, number)
    site = build(sources, Options())
    for page in site.pages:
        path = plain / "docs" / page.address / "index.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"---\ntitle: {json.dumps(page.title)}\n---\n\n{page.html}\n", encoding="utf-8")
    (plain / "mkdocs.yml").write_text(PLAIN)
    return sources, plain


def modes(number: int, sources: Path, plain: Path) -> dict[str, Callable[[], Timed]]:
    """What is timed, by name; each leaves things as the next wants them."""
    out = WORK / f"{number}-site"
    ours = [sys.executable, "-m", "newsdesk.cli", "site", "--to", str(out)]
    article = max(sources.rglob("*.md"))
    text = article.read_text()
    edits = iter(range(1_000_000))

    def mkdocs() -> Timed:
        command = [sys.executable, "-m", "mkdocs", "build", "-q", "-f", str(plain / "mkdocs.yml")]
        return timed([*command, "-d", str(plain / "site")], sources)

    def cold() -> Timed:
        shutil.rmtree(out, ignore_errors=True)
        return timed(ours, sources)

    def unchanged() -> Timed:
        return timed(ours, sources)

    def edited() -> Timed:
        article.write_text(f"{text}\nIt was the {next(edits)}th time that anybody counted, officials said.\n")
        return timed(ours, sources)

    return {"plain": mkdocs, "cold, findings kept": cold, "nothing changed": unchanged, "one article edited": edited}


def measure(number: int, pairs: int) -> list[Row]:
    sources, plain = prepare(number)
    runs: dict[str, list[Timed]] = {}
    for _ in range(pairs):
        for name, run in modes(number, sources, plain).items():
            runs.setdefault(name, []).append(run())
    middle = {name: median(found) for name, found in runs.items()}
    base = middle["plain"]
    return [
        Row(number, name, t.wall, t.cpu, t.megabytes, t.wall / base.wall, t.cpu / base.cpu)
        for name, t in middle.items()
    ]


def growth(rows: list[Row]) -> list[str]:
    """How each mode grows from the smallest to the largest N: the exponent of its CPU time."""
    small, large = min(r.number for r in rows), max(r.number for r in rows)
    if small == large:
        return []
    cpu = {(row.number, row.mode): row.cpu for row in rows}
    names = [row.mode for row in rows if row.number == small]
    step = math.log(large / small)
    return [f"{name:22} grows as N^{math.log(cpu[large, name] / cpu[small, name]) / step:.2f}" for name in names]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sizes", nargs="*", type=int, default=[100, 1000])
    parser.add_argument("--pairs", type=int, default=3)
    given = parser.parse_args()
    rows: list[Row] = []
    print(f"{'N':>6} {'mode':22} {'wall s':>8} {'CPU s':>8} {'MB':>6} {'wall ×':>7} {'CPU ×':>7}")
    for number in given.sizes:
        for row in measure(number, given.pairs):
            rows.append(row)
            figures = f"{row.wall:8.2f} {row.cpu:8.2f} {row.megabytes:6.0f} {row.wall_ratio:7.2f} {row.cpu_ratio:7.2f}"
            print(f"{row.number:6} {row.mode:22} {figures}", flush=True)
    print("\n".join(growth(rows)))
    (WORK / "results.json").write_text(json.dumps([asdict(row) for row in rows], indent=1))
    print(f"as JSON: {WORK / 'results.json'}; findings are kept in {CACHE}")


if __name__ == "__main__":
    main()
