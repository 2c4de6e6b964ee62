"""Pages made by several processes, or on request, are those that one makes, whatever becomes of the processes.

In a process of its own, since whoever forks must have one thread, and pytest may have several.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.site.run import ROOT, environment

WHOLE = """
import sys
from pathlib import Path
from tests.pages.sample import sample
from newsdesk.memo import file
from newsdesk.memo.memo import Memo
from newsdesk.pages import making, render
from newsdesk.pages.site import Site
from newsdesk.records import Options

known, options, preview, found = sample(), Options(), Options(preview=True), []
files = {"robots.txt": lambda: b"data"}
making.FEW = 1

def written(_):
    return {address: make() for address, make in files.items()}, []

def from_nothing(options):
    return {page.address: page for page in render.render(known, options)}

def memo_of(name):
    file._FILES.clear()  # as in a process of its own
    memo = Memo(Path(sys.argv[1]) / name)
    memo.whys = []
    return memo

def publish_of(options, memo):
    return lambda withheld: Site.of(known, options, memo, withheld)

def unchanged(memo):
    return sum(why.is_kept for why in memo.whys)

for number in (1, 3):
    making.workers = lambda: number
    memo = memo_of(str(number))
    found.append(making.finished(known, publish_of(options, memo), memo, written))
    assert not unchanged(memo)
    memo = memo_of(str(number))
    found.append(making.finished(known, publish_of(options, memo), memo, written))
    assert unchanged(memo) > 5
assert all(it._replace(public=found[0].public) == found[0] for it in found)
assert found[0].pages == from_nothing(options)
assert found[0].files == {"robots.txt": b"data"} and not found[0].problems
for completed in (False, True, True):
    memo = memo_of("preview")
    shown = making.on_request(known, known, publish_of(preview, memo), memo, lambda _: files)
    assert not shown.pages.made
    if completed:
        assert len(list(shown.rest)) == len(shown.pages) - 1  # the desk is never kept
    assert dict(shown.pages) == from_nothing(preview) and dict(shown.files) == found[0].files
    assert shown.kinds == {address: page.kind for address, page in shown.pages.items()} and not shown.problems
assert unchanged(memo) > 5
"""
BROKEN = """
import os, signal
from newsdesk import processes
from newsdesk.processes import forked
here = os.getpid()

def killed():
    if os.getpid() != here:
        os.kill(os.getpid(), signal.SIGKILL)
    return "again, here"

def raises():
    raise ValueError("told by the one that asked")

assert forked([os.getpid, os.getpid, killed])[::2] == [here, "again, here"]
assert forked([os.getpid, os.getpid])[1] != here
processes.workers = lambda: 3
assert processes.each(lambda n: (n * n, os.getpid() == here), range(7), 2) == [(n * n, n < 2) for n in range(7)]
assert {own for _, own in processes.each(lambda n: (n, os.getpid() == here), range(7), 4)} == {True}
assert processes.each(str, [], 2) == []
try:
    forked([os.getpid, raises])
except ValueError as error:
    assert "told by" in str(error)
else:
    raise SystemExit("nothing was told")
"""


def told(script: str, *arguments: str | Path) -> str:
    command = [sys.executable, "-c", script, *map(str, arguments)]
    done = subprocess.run(command, cwd=ROOT, env=environment(), capture_output=True, text=True, timeout=100)
    return done.stdout + done.stderr


def test_several_processes_and_requests_make_what_one_makes(tmp_path: Path) -> None:
    assert told(WHOLE, tmp_path) == ""


def test_a_job_whose_process_comes_to_nothing_is_done_again_here() -> None:
    assert told(BROKEN) == ""
