"""What every test may use."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from tests.site.run import ROOT, Done, mkdocs

try:
    import fcntl
except ImportError:  # on Windows, where its tests run in one process
    fcntl = None  # type: ignore[assignment]

from newsdesk.reading.lexicon import load_lexicon
from newsdesk.reading.parser import Parser, load_parser
from newsdesk.records import Lexicon

# A machine that runs other tests at the same time is slow: what takes long is no fault.
settings.register_profile("newsdesk", deadline=None)
settings.load_profile("newsdesk")

SHARED = ROOT.parent / "shared"
# What takes longest comes first, so that two workers end at about the same time.
FIRST = (
    "measure", "test_interruption", "test_incremental", "test_editor_session", "test_serve", "test_desk", "test_use",
    "test_other_hosts", "test_site", "test_strict", "test_hard_text", "test_installed", "test_portable", "host",
    "test_hostile", "test_parses",
)  # fmt: skip


@pytest.fixture(scope="session")
def lexicon() -> Lexicon:
    return load_lexicon()


@pytest.fixture(scope="session")
def parser(lexicon: Lexicon) -> Parser:
    """The spaCy pipeline, loaded once: it takes two to three seconds."""
    return load_parser(lexicon)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of annotated news beside the project."""
    if not SHARED.is_dir():
        pytest.skip("needs ../shared, which is not here")
    return SHARED


@pytest.fixture(scope="session")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of `tests/site/sources`."""
    return built_once("tiny", lambda folder: mkdocs("--strict", "-d", folder), tmp_path_factory)


@pytest.fixture(scope="session")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site that the repository ships."""
    sources = str(ROOT / "sources")
    return built_once("shipped", lambda folder: mkdocs("--strict", "-d", folder, sources=sources), tmp_path_factory)


def built_once(name: str, build: Callable[[Path], Done], factory: pytest.TempPathFactory) -> Path:
    """A site, built by the first process of this run that wants it; the others wait for it. Nobody may change it."""
    shared = factory.getbasetemp().parent if "PYTEST_XDIST_WORKER" in os.environ else factory.getbasetemp()
    folder, finished = shared / name / "site", shared / name / "finished"
    folder.parent.mkdir(exist_ok=True)
    with open(shared / name / "lock", "w") as lock:
        if fcntl:
            fcntl.flock(lock, fcntl.LOCK_EX)
        if not finished.exists():
            done = build(folder)
            assert done.returncode == 0, done.stderr
            finished.touch()
    return folder


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    def place(item: pytest.Item) -> int:
        names = (item.path.stem, item.path.parent.name)
        return min((FIRST.index(name) for name in names if name in FIRST), default=len(FIRST))

    items.sort(key=place)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """A file's tests run in one worker, and so do all of `measure`: they share what is found in whole corpora."""
    from xdist.scheduler import LoadFileScheduling

    class Scheduling(LoadFileScheduling):
        def _split_scope(self, nodeid: str) -> str:
            return "measure" if nodeid.startswith("tests/measure/") else super()._split_scope(nodeid)

    config.option.loadscopereorder = False  # that would start with the files of most tests, not of the longest
    return Scheduling(config, log)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]):  # type: ignore[no-untyped-def]
    """With NEWSDESK_NO_SKIPS a skip fails, except for want of ../shared: all else is there on a build machine."""
    report = yield
    if os.environ.get("NEWSDESK_NO_SKIPS") and report.skipped and not hasattr(report, "wasxfail"):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        if SHARED.is_dir() or "../shared" not in reason:
            report.outcome = "failed"
            report.longrepr = f"skipped where nothing may be: {reason}"
    return report
