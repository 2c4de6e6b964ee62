"""The tables as files: each as one while an archive is small, else as JSON lines by year; an index says which."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from newsdesk.exports.encoding import encoded
from newsdesk.exports.tables import SCHEMA, Rows, Tables

OfYear = Callable[[str], Iterator[Rows]]


def table_files(tables: Tables) -> Iterator[tuple[str, Callable[[], bytes]]]:
    """The address of each file, and what makes it."""
    years = tables.parted
    index = {}
    for name, rows in tables.tables().items():
        if not years:
            yield f"data/{name}.json", partial(_whole, rows)
        for year in years:
            yield f"data/{name}/{year}.jsonl", partial(_of_year, rows, year)
        files = {year: f"{name}/{year}.jsonl" for year in years}
        index[name] = {"schema": f"{name}.schema.json", **({"years": files} if years else {"file": f"{name}.json"})}
    told = encoded({"schema": SCHEMA, "database": "newsdesk.sqlite", "tables": index}) + b"\n"
    yield "data/index.json", lambda: told


def _whole(rows: OfYear) -> bytes:
    items = b"".join(them.lines for them in rows("")).rstrip().replace(b"\n", b",")
    return b'{"schema":%d,"items":[%b]}\n' % (SCHEMA, items)


def _of_year(rows: OfYear, year: str) -> bytes:
    return b"".join(them.lines for them in rows(year))
