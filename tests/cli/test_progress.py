"""How far long work is, told where no terminal shows a bar."""

from __future__ import annotations

import pytest

from newsdesk.cli.progress import lines


def test_a_line_a_minute_tells_how_long_the_rest_takes_at_this_pace(capsys: pytest.CaptureFixture[str]) -> None:
    now = 0.0
    tell = lines(lambda: now)
    now = 300.0  # models were loaded
    tell("reading", 100, 10_000)
    for done in range(200, 1_300, 100):
        now += 10.0
        tell("reading", done, 10_000)
    told = capsys.readouterr().err.splitlines()
    assert told[0] == "reading: 200 of 10,000, about 16 min left"
    assert told[1:] == ["reading: 800 of 10,000, about 15 min left"]
    now += 50_000.0
    tell("reading", 1_300, 10_000)
    assert capsys.readouterr().err.startswith("reading: 1,300 of 10,000, about 100 h 55 min left")
