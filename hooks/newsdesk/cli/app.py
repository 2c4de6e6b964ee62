"""The commands, put together."""

from __future__ import annotations

import errno
import sys

import typer

from newsdesk.cli.add import add
from newsdesk.cli.cache import cache
from newsdesk.cli.check import check
from newsdesk.cli.explain import explain
from newsdesk.cli.extract import extract
from newsdesk.cli.new import new
from newsdesk.cli.site import site
from newsdesk.cli.suggest import suggest
from newsdesk.cli.write import write
from newsdesk.reading.parser import ModelError

app = typer.Typer(
    help="News articles become a briefing site: who said what, and where the outlets differ.",
    epilog="Each command explains itself with --help, and has --json for programs. "
    "Exit status: 0 done; 1 refused, or the input has errors; 2 wrong use.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)
for command in (add, site, check, explain, suggest, extract, write, cache):
    app.command()(command)
app.add_typer(new, name="new")


def main() -> None:
    """Exit status: 0 done; 1 the input has errors; 2 wrong use, or no model."""
    try:
        app()
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
