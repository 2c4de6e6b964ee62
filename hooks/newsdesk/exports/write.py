"""All data files of a site, by address."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import partial
from importlib.resources import files

from newsdesk.exports.article import Json
from newsdesk.exports.feed import feeds
from newsdesk.exports.ftm import ftm
from newsdesk.exports.llms import llms_txt
from newsdesk.exports.tables import SCHEMA, Tables
from newsdesk.pages.publishing import publishable
from newsdesk.records import Knowledge, Options

_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def exports(knowledge: Knowledge, options: Options, public: Knowledge | None = None) -> Mapping[str, bytes]:
    """The data files, by their address from the site's root. Nothing in them goes beyond what rights allow.

    `public` is what may be published, if that is known already.
    """
    return {address: make() for address, make in exported(knowledge, options, public).items()}


def exported(
    knowledge: Knowledge, options: Options, public: Knowledge | None = None
) -> Mapping[str, Callable[[], bytes]]:
    """The same, each file to be made when it is asked for."""
    public = public or publishable(knowledge, options)
    written = dict(feeds(public, options))
    for name, rows in Tables(knowledge, public, options).tables().items():
        written[f"data/{name}.json"] = partial(_table, rows)
        written[f"data/{name}.schema.json"] = (files("newsdesk.exports") / f"schemas/{name}.json").read_bytes
    written["data/ftm.json"] = lambda: b"".join(_json(row) for row in ftm(public, options))
    written["llms.txt"] = lambda: llms_txt(public, options).encode()
    if options.pictured:
        from newsdesk.exports.cards import cards  # only here: no other build has to load what draws

        written |= cards(public, options)
    written["robots.txt"] = lambda: _robots(options).encode()
    return written


def _table(rows: Callable[[], list[Json]]) -> bytes:
    return _json({"schema": SCHEMA, "items": rows()})


def _json(value: object) -> bytes:
    # A lone surrogate cannot be written as UTF-8; its escape is valid JSON.
    return f"{_ENCODER.encode(value)}\n".encode("utf-8", "backslashreplace")


def _robots(options: Options) -> str:
    """Everything may be visited: what may not be shown is not there. Pages that want no index say so themselves."""
    lines = ["User-agent: *", "Allow: /"]
    if options.site_url:
        lines.append(f"Sitemap: {options.site_url.rstrip('/')}/sitemap.xml")
    return "\n".join(lines) + "\n"
