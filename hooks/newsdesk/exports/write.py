"""All data files of a site, by address."""

from __future__ import annotations

from collections.abc import Mapping

from newsdesk.records import Knowledge, Options


def exports(knowledge: Knowledge, options: Options) -> Mapping[str, bytes]:
    """The data files, by their address from the site's root. Nothing in them goes beyond what rights allow."""
    return {}
