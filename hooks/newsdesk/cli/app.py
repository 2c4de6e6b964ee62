"""The commands, put together."""

from __future__ import annotations

import errno
import sys
from importlib import import_module
from io import TextIOWrapper

import typer

from newsdesk.reading.parser import ModelError
from newsdesk.settings import no_project

COMMANDS = ("add", "follow", "site", "check", "explain", "suggest", "extract", "write", "cache", "new")


def program(*names: str) -> typer.Typer:
    """The program with some of its commands, or all. Their modules are imported here, which for all takes a second."""
    app = typer.Typer(
        help="News articles become a briefing site: who said what, and where the outlets differ.",
        epilog="Each command explains itself with --help, and has --json for programs. "
        "Exit status: 0 done; 1 refused, or the input has errors; 2 wrong use.",
        no_args_is_help=True,
        pretty_exceptions_enable=False,
    )
    app.callback()(lambda: None)  # else Typer would take a single command for the whole program
    for name in names or COMMANDS:
        found = getattr(import_module(f"newsdesk.cli.{name}"), name)
        if isinstance(found, typer.Typer):
            app.add_typer(found, name=name)
        else:
            app.command()(found)
    return app


def run() -> None:
    """Runs the command that is asked for; without one, or for help, all of them are needed."""
    asked = sys.argv[1:2]
    starts = sys.argv[1:3] == ["new", "site"] or not asked or asked[0] not in COMMANDS or "--help" in sys.argv
    if not starts and (why := no_project()):
        print(f"newsdesk: {why}", file=sys.stderr)
        sys.exit(2)
    program(*(asked if asked and asked[0] in COMMANDS else ()))()


def main() -> None:
    """Exit status: 0 done; 1 the input has errors; 2 wrong use, or no model."""
    for stream in (
        sys.stdout,
        sys.stderr,
    ):  # Windows would write a file or a pipe in its own encoding, which lacks much
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        run()
    except ModelError as error:
        print(f"newsdesk: {error}", file=sys.stderr)
        sys.exit(2)
    except BrokenPipeError:  # the reader of our output had enough
        sys.stderr.close()
    except OSError as error:  # a folder that nobody may write to, a full disk
        print(f"newsdesk: {in_words(error)}", file=sys.stderr)
        sys.exit(1)


def in_words(error: OSError) -> str:
    """`path: what happened; what to do`."""
    where = f"{error.filename}: " if error.filename else ""
    full = error.errno in (errno.ENOSPC, errno.EDQUOT)
    remedy = "make room on the disk" if full else "choose a place that exists and that you may write to"
    return f"{where}{error.strerror or type(error).__name__}; {remedy}"
