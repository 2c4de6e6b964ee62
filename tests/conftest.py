"""What every test may use."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from tests.site.run import ROOT, mkdocs

from newsdesk.reading.lexicon import load_lexicon
from newsdesk.reading.parser import Parser, load_parser
from newsdesk.records import Lexicon

SHARED = ROOT.parent / "shared"


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
    folder = tmp_path_factory.mktemp("tiny") / "site"
    done = mkdocs("--strict", "-d", folder)
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture(scope="session")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site that the repository ships."""
    folder = tmp_path_factory.mktemp("shipped") / "site"
    done = mkdocs("--strict", "-d", folder, sources=str(ROOT / "sources"))
    assert done.returncode == 0, done.stderr
    return folder


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
