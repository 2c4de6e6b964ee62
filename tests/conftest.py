"""What every test may use."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from newsdesk.reading.lexicon import load_lexicon
from newsdesk.reading.parser import Parser, load_parser
from newsdesk.records import Lexicon

ROOT = Path(__file__).parents[1]
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
