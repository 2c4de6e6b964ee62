"""What is kept between builds never shows: a build after any edits gives what one from nothing gives, byte by byte."""

from __future__ import annotations

import multiprocessing
import random
import re
import sqlite3
import sys
import tomllib
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from unittest.mock import patch

import pytest
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule, run_state_machine_as_test
from tests.bench.corpus import articles
from tests.edits import EDITS, SEED, quote_somebody_again
from tests.site.run import ROOT

from newsdesk import build
from newsdesk.memo import file
from newsdesk.memo.environment import environment
from newsdesk.memo.file import FILE
from newsdesk.memo.memo import Memo
from newsdesk.memo.tables import Table
from newsdesk.pages.site import Site
from newsdesk.reading.parses import parse_all
from newsdesk.records import Options

LINUX = pytest.mark.skipif(sys.platform != "linux", reason="forks")


def paths(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*.md"))


def corpus_in(folder: Path) -> Path:
    (folder / "entities").mkdir(parents=True)
    (folder / "entities" / "people.yml").write_text("{}\n")
    for name, text in list(articles(8, SEED))[:4]:
        (folder / Path(name).name).write_text(text)
    return folder


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    return corpus_in(tmp_path / "sources")


@pytest.fixture(autouse=True)
def _parses_are_shared(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """By all builds: only they take long, and there is a test of their own."""
    shared = Memo(tmp_path_factory.getbasetemp() / "parses")
    monkeypatch.setattr(build, "parse_all", lambda sources, lexicon, *more: parse_all(sources, lexicon, shared))


def built(folder: Path, options: Options, kept: Path) -> dict[str, object]:
    """A build with what is kept in a folder."""
    with patch.object(build, "CACHE", kept):
        done = build.build(folder, options, docs=folder.parent / "docs")
    assert not [problem for problem in done.problems if problem.severity == "error"]
    pages = {page.address: (page.digest, page.html) for page in done.site.pages.values()}
    problems = [str(problem) for problem in done.problems if problem.path != str(kept)]
    return {**pages, **done.site.files, "problems": problems}


def differing(one: dict[str, object], other: dict[str, object]) -> set[str]:
    return {name for name in one.keys() | other.keys() if one.get(name) != other.get(name)}


class Newsroom(RuleBasedStateMachine):
    """Edits of every kind in any order; after some of them a build, in the same process or another, and one from
    nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(mkdtemp())
        self.sources = corpus_in(self.folder / "sources")
        self.options, self.left, self.done = Options(), list[str](), list[str]()

    @initialize(order=st.permutations(sorted(EDITS)))
    def plan(self, order: list[str]) -> None:
        self.left = order

    @precondition(lambda self: self.left)
    @rule(number=st.integers(2, 8), seed=st.integers(0, 99), fresh=st.booleans())
    def edit(self, number: int, seed: int, fresh: bool) -> None:
        now, self.left = self.left[:number], self.left[number:]
        for kind in now:
            self.options = EDITS[kind](self.sources, random.Random(seed), self.options) or self.options
        self.done += now
        if fresh:
            file._FILES.clear()
        warm = built(self.sources, self.options, self.folder / "warm")
        cold = built(self.sources, self.options, self.folder / f"cold-{len(self.done)}")
        assert not differing(warm, cold), f"after {', '.join(self.done)}"

    def teardown(self) -> None:
        if self.left:
            self.edit(len(self.left), len(self.left), True)
        rmtree(self.folder)


def test_a_build_after_edits_is_a_build_from_nothing() -> None:
    few = settings(
        max_examples=2, stateful_step_count=6, deadline=None, derandomize=True, database=None, phases=[Phase.generate]
    )
    run_state_machine_as_test(Newsroom, settings=few)  # type: ignore[no-untyped-call]
    assert len(EDITS) >= 20


def cut(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = folder / FILE
    with closing(sqlite3.connect(path)) as db:
        db.execute("pragma wal_checkpoint(truncate)")
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def limit(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(build, "Memo", partial(Memo, limit=100_000))


def claim(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "packages" / "rapidfuzz-99.0.dist-info").mkdir(parents=True)
    monkeypatch.syspath_prepend(str(folder / "packages"))


def share(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another build begins, of the same articles and with the same file."""
    build_of = partial(built, folder.parent / "sources", Options(), folder)
    multiprocessing.get_context("fork").Process(target=build_of, daemon=True).start()


@pytest.mark.parametrize("what", [cut, limit, claim, pytest.param(share, marks=LINUX)])
def test_whatever_becomes_of_what_is_kept_a_build_is_one_from_nothing(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, what: Callable[[Path, pytest.MonkeyPatch], None]
) -> None:
    for path in paths(corpus)[3:]:
        path.unlink()
    first = built(corpus, Options(), tmp_path / "warm")
    what(tmp_path / "warm", monkeypatch)
    file._FILES.clear()  # as in a process of its own
    quote_somebody_again(corpus, random.Random(SEED), Options())
    again = built(corpus, Options(), tmp_path / "warm")
    assert again == built(corpus, Options(), tmp_path / "cold") != first
    assert again == built(corpus, Options(), tmp_path / "warm")


def test_every_key_has_every_dependency(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stated = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["dependencies"]
    names = [re.split(r"[^\w-]", line)[0].replace("-", "_") for line in stated]
    monkeypatch.syspath_prepend(str(tmp_path))
    for name in names:
        before = environment()
        (tmp_path / f"{name}-99.0.dist-info").mkdir()
        assert {key for key, found in environment().items() if found != before.get(key)} == {name}
    assert len(names) > 20


def test_what_a_living_process_knows_after_edits_is_what_a_fresh_one_knows(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(build, "CACHE", tmp_path / "cache")
    chance, options, memo = random.Random(SEED), Options(), Memo(build.CACHE)
    for n, kind in enumerate(chance.sample(sorted(EDITS), len(EDITS))):
        options = EDITS[kind](corpus, chance, options) or options
        living = known(corpus, options, memo)
        memo.end()
        assert living == known(corpus, options, Memo(tmp_path / f"cold-{n}")), f"after {kind}"


def known(folder: Path, options: Options, memo: Memo) -> str:
    """All that is known and all that may be published, in order too."""
    knowledge = build.study(build.read(folder, memo), options, memo=memo)
    return f"{knowledge!r}\n{Site.of(knowledge, options, memo).public!r}"


def test_pages_that_an_edit_does_not_reach_are_kept(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    memos: list[Memo] = []
    monkeypatch.setattr(build, "CACHE", tmp_path)
    build.build(corpus, Options(), docs=corpus)
    (corpus / paths(corpus)[0].name).write_text(paths(corpus)[0].read_text() + "\nNothing else is known.\n")
    monkeypatch.setattr(build, "Memo", lambda folder: told(Memo(folder), memos))
    kinds = build.build(corpus, Options(), docs=corpus).site.kinds
    sources = {address for address, kind in kinds.items() if kind == "source"}
    kept = {why.name for why in memos[-1].whys or () if why.kind == "pages" and why.is_kept}
    assert len(sources - kept) <= 3, "an article's page is made again though nothing it shows has changed"


def told(memo: Memo, memos: list[Memo]) -> Memo:
    memo.whys = []
    memos.append(memo)
    return memo


def test_nothing_is_looked_up_unnoticed(corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(build, "CACHE", tmp_path)
    public = build.build(corpus, Options(), docs=corpus).public.public
    site = Site(public, Options())
    own = {*vars(site)}
    site.prepare()
    made = {name: found for name, found in vars(site).items() if name not in own}
    assert made and all(isinstance(found, Table | tuple) for found in made.values())
    assert all(name.startswith("_") for name, found in made.items() if isinstance(found, tuple))
    with site.noting() as noted:
        assert site.sources
    assert noted().walked
