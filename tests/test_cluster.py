"""An archive read on a Dask cluster: a real scheduler and workers, each a process that may end."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from newsdesk import build, cluster
from newsdesk.cluster import read_on_cluster
from newsdesk.extraction import findings
from newsdesk.extraction.findings import Article
from newsdesk.memo.memo import Memo
from newsdesk.reading.parser import ModelError
from newsdesk.reading.source import source_from_text
from newsdesk.records import Analysis, Extraction, Library, Options, Vocabulary

pytest.importorskip("distributed", reason="Dask is optional")
OTHER = """
import newsdesk.cluster as cluster
own = cluster.own_parts.__wrapped__
cluster.own_parts = lambda: {**own(), "spacy": "1.0"}
cluster.own_parts.__wrapped__ = own  # it may be loaded twice
"""
DEADLY = """
import os, newsdesk.cluster as cluster
from newsdesk.extraction.extract import extract_or_tell as read
def extract(source, *others): return os._exit(1) if "Fenwick" in source.text else read(source, *others)
cluster.extract_or_tell = extract
"""


@dataclass
class Dask:
    """A scheduler and its workers, as processes of their own."""

    folder: Path
    workers: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def start(self, failures: int = 3) -> str:
        """`failures`: how many workers may end at a batch before that is taken to be the reason."""
        os.environ["DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES"] = str(failures)
        (self.folder / "scheduler.json").unlink(missing_ok=True)
        self.scheduler = self._run("scheduler", "--host", "127.0.0.1", "--port", "0")
        file = self.folder / "scheduler.json"
        while not file.exists() or not file.read_text().endswith("}"):
            time.sleep(0.05)
        self.address = str(json.loads(file.read_text())["address"])
        return self.address

    def work(self, *preload: Path) -> subprocess.Popen[bytes]:
        further = [argument for path in preload for argument in ("--preload", str(path))]
        self.workers.append(self._run("worker", "--nthreads", "1", "--no-nanny", *further))
        return self.workers[-1]

    def end(self) -> None:
        for process in (*self.workers, self.scheduler):
            with suppress(ProcessLookupError):
                process.kill()
            process.wait()
        self.workers.clear()

    def _run(self, what: str, *arguments: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", f"distributed.cli.dask_{what}", "--no-dashboard", *arguments]
        command += ["--scheduler-file", str(self.folder / "scheduler.json")]
        return subprocess.Popen(command, cwd=self.folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


@pytest.fixture
def dask(tmp_path: Path) -> Iterator[Dask]:
    made = Dask(tmp_path)
    made.start()
    yield made
    made.end()


@pytest.fixture(autouse=True)
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "BATCH", 2)
    monkeypatch.setattr(cluster, "TURN", 0.5)
    monkeypatch.setattr(findings, "MANY", 4)


def some(number: int) -> list[Article]:
    texts = (
        f"Quay {n}\n\nNell Aske of Larn counted {n} gulls. “They eat {n} herrings,” said Ms. Aske."
        for n in range(number)
    )
    return [Article(n, source_from_text(f"a{n}", text), Vocabulary()) for n, text in enumerate(texts)]


def here(articles: Sequence[Article]) -> dict[int, Extraction]:
    return {number: found for number, _, found in cluster._read(articles, cluster.own_parts())}


def test_a_worker_that_is_killed_costs_nothing_that_was_read(dask: Dask) -> None:
    first, second = dask.work(), dask.work()
    articles = some(24)
    found: dict[int, Extraction] = {}
    batches = 0
    with closing(read_on_cluster(dask.address, articles)) as reading:
        for batch in reading:
            batches += 1
            found |= {number: extraction for number, _, extraction in batch}
            if batches == 2:
                first.send_signal(signal.SIGKILL)
    assert found == here(articles) and batches == 12 and second.poll() is None


def test_what_was_read_before_the_scheduler_went_is_kept_and_the_rest_read_later(
    dask: Dask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dask.work()
    dask.work()
    articles = some(24)
    library = Library(tuple(article.source for article in articles), Vocabulary())
    steps: list[int] = []

    def progress(what: str, done: int, of: int) -> None:
        steps.append(of)
        if done == 4 and of == 24:
            dask.end()
            monkeypatch.setattr(cluster, "PATIENCE", 2.0)

    with pytest.raises(ModelError, match=r"went away; \d+ of 24 articles are read and kept: start it and build again"):
        build.study(library, Options(analysis=Analysis("dask", dask.address)), progress, Memo(tmp_path / "kept"))
    monkeypatch.setattr(cluster, "PATIENCE", 60.0)
    address = dask.start()
    dask.work()
    steps.clear()
    known = build.study(library, Options(analysis=Analysis("dask", address)), progress, Memo(tmp_path / "kept"))
    assert steps and set(steps) < set(range(2, 21)), "some were kept"
    assert known.extractions == build.study(library, memo=Memo()).extractions
    assert known.extractions == build.study(library, memo=Memo(tmp_path / "kept")).extractions


def test_a_worker_that_would_find_other_things_gets_nothing_and_is_told_of(
    dask: Dask, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "other.py").write_text(OTHER)
    dask.work(tmp_path / "other.py")
    with pytest.raises(ModelError, match=r"the worker tcp://\S+ would find other things: spacy is 1\.0, here "):
        list(read_on_cluster(dask.address, some(4)))
    dask.work()
    while True:  # until both are there
        with suppress(ModelError):
            found = [one for batch in read_on_cluster(dask.address, some(4)) for one in batch]
            break
    assert {number: extraction for number, _, extraction in found} == here(some(4))
    assert "spacy is 1.0" in caplog.text and "it gets no articles" in caplog.text


def test_an_article_that_ends_its_workers_costs_itself(dask: Dask, tmp_path: Path) -> None:
    (tmp_path / "deadly.py").write_text(DEADLY)
    dask.end()
    dask.start(failures=0)
    for _ in range(3):  # one is lost to the batch, one to the article
        dask.work(tmp_path / "deadly.py")
    articles = some(4)
    articles[2] = Article(2, source_from_text("a2", "Pier\n\nFenwick is here."), Vocabulary())
    found = {number: extraction for batch in read_on_cluster(dask.address, articles) for number, _, extraction in batch}
    assert found[2].failed and "ended every worker" in str(found[2].problems[0])
    assert {n: found[n] for n in (0, 1, 3)} == {n: it for n, it in here(articles).items() if n != 2}


def test_without_a_scheduler_or_a_worker_a_line_says_so(dask: Dask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "PATIENCE", 0.5)
    with pytest.raises(ModelError, match="has no workers; run `dask worker tcp://"):
        list(read_on_cluster(dask.address, some(4)))
    with pytest.raises(ModelError, match=r"is no address of a Dask scheduler|no Dask scheduler answers"):
        list(read_on_cluster("nowhere", some(4)))
