"""The database of a site: that of the last site with what is other, written out as one made from nothing would be."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from errno import EIO
from pathlib import Path
from tempfile import TemporaryDirectory

PLACE = "data/newsdesk.sqlite"
Fill = Callable[[sqlite3.Connection], bool]  # writes what is other; whether anything is


def write_database(site: Path, last: Path, fill: Fill) -> None:
    """Writes the database of the site in one folder, from that of the last site in another, if it has one, or the same.

    SQLite lays it out anew (`VACUUM INTO`), so that its bytes do not tell what it was before.
    """
    place, before = site / PLACE, last / PLACE
    place.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=place.parent, prefix=".sqlite-") as folder:
        work, out = Path(folder) / "work", Path(folder) / "out"
        if before.exists():
            shutil.copyfile(before, work)
        try:
            is_other = _fill(work, out, fill)
        except sqlite3.DatabaseError:  # damaged, or of another layout
            work.unlink()
            try:
                is_other = _fill(work, out, fill)
            except sqlite3.OperationalError as error:  # a full disk
                raise OSError(EIO, str(error), str(place)) from error
        (out if is_other else work).replace(place)


def _fill(work: Path, out: Path, fill: Fill) -> bool:
    with closing(sqlite3.connect(work, isolation_level=None)) as db:
        db.execute("PRAGMA journal_mode = OFF")  # it is a copy
        if is_other := fill(db):
            db.execute("VACUUM INTO ?", (str(out),))
    return is_other
