"""A newsroom for each test: the articles are looked through once, for all."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.desk.newsroom import Newsroom


@pytest.fixture
def newsroom(tmp_path: Path) -> Newsroom:
    return Newsroom(tmp_path / "sources")
