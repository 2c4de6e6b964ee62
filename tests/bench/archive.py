"""An archive of any size, with its findings generated: what a save costs, what a build takes, how large pages are.

    make bench ARGS="1000 5000 20000 --archive"

Each in a process of its own: a build from nothing but findings, with all pages and files in memory; then what a preview
does: a first build, and then saves, each followed by the page of the article. Beside it the largest page, the largest
data file, and what a search loads at first.
"""

from __future__ import annotations

import json
import math
import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from tests.bench.corpus import write
from tests.site.run import ROOT, environment

from newsdesk.memo.file import FILE, File
from newsdesk.memo.memo import Memo

SAVES = 3
BUILD = """
import json, resource, sys, time; from pathlib import Path
from newsdesk.build import build; from newsdesk.exports.search import search_files; from newsdesk.records import Options
start, cpu = time.perf_counter(), time.process_time()
made = build(Path(sys.argv[1]), Options(site_url="https://news.example/"))
wall = time.perf_counter() - start
def peak(): return max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
used = resource.getrusage(resource.RUSAGE_CHILDREN)
cpu = time.process_time() - cpu + used.ru_utime + used.ru_stime
largest = {}
for page in made.site.pages.values():
    largest[page.kind] = max(largest.get(page.kind, (0, "")), (len(page.body), page.address))
files = {name: len(content) for name, content in made.site.files.items()}
search = {name: len(content) for name, content in search_files(made.site.pages.values()).items()}
told = {"wall": wall, "cpu": cpu, "MB": peak() // 1024, "pages": len(made.site.pages), "largest": largest}
told["files"] = sorted(((size, name) for name, size in files.items()), reverse=True)[:12]
told |= {"bytes of files": sum(files.values()), "bytes of search": sum(search.values())}
told |= {"search index": search["search/index.js"], "largest of search": max(search.values())}
print(json.dumps(told))
"""
SAVE = """
import json, resource, sys, time; from pathlib import Path
from newsdesk.build import build, warm_up; from newsdesk.records import Options
folder, options = Path(sys.argv[1]), Options(site_url="https://news.example/", preview=True)
start = time.perf_counter()
last = build(folder, options)
first, saves = time.perf_counter() - start, []
memory = lambda: resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
before = memory()
warm_up()
article = sorted(folder.rglob("*.md"))[len(list(folder.rglob("*.md"))) // 2]
text = article.read_text()
key = article.relative_to(folder).with_suffix("").as_posix().replace("/", "-")
for n in range(int(sys.argv[2]) + 1):
    article.write_text(text + f"\\nIt was the {n}th time that anybody counted, officials said.\\n")
    start, cpu = time.perf_counter(), time.process_time()
    last = build(folder, options, before=last)
    page = last.site.pages[f"sources/{key}/"].html
    saves.append((time.process_time() - cpu, time.perf_counter() - start))
    assert f"the {n}th time" in page
article.write_text(text)
print(json.dumps({"first": first, "saves": saves[1:], "MB without the parser": before, "MB": memory()}))
"""
FOUND = ("articles", "findings")


def archive(work: Path, sizes: Iterable[int]) -> Mapping[str, Any]:
    """All figures, told as they come."""
    results: dict[str, Any] = {}
    for number in sorted(sizes):
        folder, cache = work / f"archive-{number}", work / f"archive-{number}-kept"
        shutil.rmtree(folder, ignore_errors=True)
        shutil.rmtree(cache, ignore_errors=True)
        write(folder, number, findings=Memo(cache))
        built = _told(BUILD, folder, cache, str(folder))
        saved = _told(SAVE, folder, cache, str(folder), str(SAVES))
        File(cache / FILE).clear(*FOUND)
        results[str(number)] = {"build": built, "save": saved}
        cpu, wall = sorted(saved["saves"])[len(saved["saves"]) // 2]
        print(f"{number:7,} built {built['wall']:.1f} s, CPU {built['cpu']:.1f}, {built['MB']} MB; ", end="")
        print(f"a save {wall:.2f} s, CPU {cpu:.2f}, {saved['MB without the parser']} MB beside the parser")
        print(json.dumps(built), flush=True)
    return results | _ratios(results)


def _ratios(results: Mapping[str, Any]) -> dict[str, Any]:
    """Beside the smallest: what a save takes, and by which power of the size a build's CPU grows."""
    small, *larger = sorted(results, key=int)

    def save(size: str) -> float:
        """Its CPU, in one process: what else the machine does counts for less."""
        saves = sorted(results[size]["save"]["saves"])
        return float(saves[len(saves) // 2][0])

    def power(size: str) -> float:
        grown = results[size]["build"]["cpu"] / results[small]["build"]["cpu"]
        return round(math.log(grown) / math.log(int(size) / int(small)), 2)

    found = {size: {"save ×": round(save(size) / save(small), 2), "exponent of CPU": power(size)} for size in larger}
    print(found)
    return {"beside the smallest": found}


def _told(code: str, sources: Path, cache: Path, *arguments: str) -> dict[str, Any]:
    """What a piece of Python prints as JSON."""
    command = [sys.executable, "-c", code, *arguments]
    environ = environment(sources, NEWSDESK_CACHE=str(cache))
    done = subprocess.run(command, cwd=ROOT, env=environ, stdout=subprocess.PIPE, text=True, check=True)
    return dict(json.loads(done.stdout.splitlines()[-1]))
