"""All data files of a site, by address."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib.resources import files

from newsdesk.exports.feed import feeds
from newsdesk.exports.ftm import ftm_files
from newsdesk.exports.llms import llms_txt
from newsdesk.exports.tables import Tables
from newsdesk.exports.years import table_files
from newsdesk.memo.memo import Memo
from newsdesk.pages.site import Site
from newsdesk.records import Knowledge, Options


def exports(knowledge: Knowledge, options: Options) -> Mapping[str, bytes]:
    """The data files, by their address from the site's root. Nothing in them goes beyond what rights allow."""
    return {address: make() for address, make in exported(knowledge, Site.of(knowledge, options)).items()}


def exported(knowledge: Knowledge, site: Site, memo: Memo | None = None) -> Mapping[str, Callable[[], bytes]]:
    """The same, each file to be made when it is asked for; what takes long the memo may have from the last build."""
    public, options, memo = site.public, site.options, memo or Memo()
    written = dict(feeds(public, options, memo))
    tables = Tables(knowledge, site, memo)
    written |= table_files(tables)
    for name in tables.tables():
        written[f"data/{name}.schema.json"] = (files("newsdesk.exports") / f"schemas/{name}.json").read_bytes
    written |= ftm_files(public, options, tables)
    written["llms.txt"] = lambda: llms_txt(public, options).encode()
    if options.pictured:
        from newsdesk.exports.cards import cards  # only here: no other build has to load what draws

        written |= cards(site, memo)
    written["robots.txt"] = lambda: _robots(options).encode()
    return written


def _robots(options: Options) -> str:
    """Everything may be visited: what may not be shown is not there. Pages that want no index say so themselves."""
    lines = ["User-agent: *", "Allow: /"]
    if options.site_url:
        lines.append(f"Sitemap: {options.site_url.rstrip('/')}/sitemap.xml")
    return "\n".join(lines) + "\n"
