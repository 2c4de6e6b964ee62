"""What the command does around its commands: exit status, and a progress bar where somebody watches."""

from __future__ import annotations

import errno
import io

import pytest

from newsdesk.cli import app
from newsdesk.cli.progress import MANY, bar
from newsdesk.reading.parser import ModelError


def ends_with(error: Exception, monkeypatch: pytest.MonkeyPatch) -> None:
    def command() -> None:
        raise error

    monkeypatch.setattr(app, "run", command)
    app.main()


def test_without_a_model_one_line_says_what_to_do(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        ends_with(ModelError("no model; run `make setup`"), monkeypatch)
    assert (ended.value.code, capsys.readouterr().err) == (2, "newsdesk: no model; run `make setup`\n")


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (PermissionError(errno.EACCES, "Permission denied", "/srv/www"), "/srv/www: Permission denied; choose a place"),
        (OSError(errno.ENOSPC, "No space left on device"), "No space left on device; make room on the disk"),
    ],
)
def test_what_the_disk_refuses_is_one_line(
    error: OSError, said: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        ends_with(error, monkeypatch)
    told = capsys.readouterr().err
    assert ended.value.code == 1 and told.startswith(f"newsdesk: {said}") and told.count("\n") == 1


def test_a_reader_that_had_enough_is_no_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    told = io.StringIO()
    monkeypatch.setattr("sys.stderr", told)
    ends_with(BrokenPipeError(), monkeypatch)
    assert told.closed, "else Python complains of the pipe when it ends"


def test_what_is_told_is_utf8_whatever_the_system_writes(monkeypatch: pytest.MonkeyPatch) -> None:
    told = io.BytesIO()
    monkeypatch.setattr("sys.stdout", io.TextIOWrapper(told, encoding="cp1252"))
    monkeypatch.setattr(app, "run", lambda: print("Łódź ☃"))
    app.main()
    app.sys.stdout.flush()
    assert told.getvalue() == "Łódź ☃\n".encode()


def test_a_bar_is_shown_on_a_terminal_for_what_takes_a_while(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    bar()("pages", 1, MANY)
    assert capsys.readouterr().err == "", "nobody watches"
    monkeypatch.setenv("FORCE_COLOR", "1")
    tell = bar()
    assert tell is not None
    for done in range(1, MANY):
        tell("parsing", done, MANY - 1)
    assert capsys.readouterr().err == ""
    for done in range(1, MANY + 1):
        tell("parsing", done, MANY)
    assert "parsing" in capsys.readouterr().err


def test_a_command_imports_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    """`newsdesk site` starts MkDocs: it need not load first what `add` and `explain` need."""
    asked = []
    monkeypatch.setattr(app, "import_module", lambda name, real=app.import_module: asked.append(name) or real(name))
    monkeypatch.setattr("sys.argv", ["newsdesk", "cache", "--json"])
    with pytest.raises(SystemExit):
        app.main()
    assert asked == ["newsdesk.cli.cache"]
