"""What stands around a newsletter, a mail or a press release, and is none of its text."""

from __future__ import annotations

import re
from datetime import date

from newsdesk.reading.incoming.day import as_written
from newsdesk.reading.incoming.words import is_line, press_services

_LEAVES = re.compile(
    r"unsubscribe|opt[- ]?out|you(.re| are)? receiv|this e-?mail was sent|manage .{0,20}preferences", re.I
)
LAST = 0.5  # of the lines: where they begin, what asks to leave may be the end
LISTED = 25  # lines that a list of other articles at the end has at most
_DASH = r"\s*(?:-{1,2}|—|–|―)\s*"


def without_footers(lines: list[str]) -> list[str]:
    """The lines of a newsletter without those that tell how to leave it, who sent it and where it is shown."""
    ask = (n for n, line in enumerate(lines) if n >= LAST * len(lines) and _is_footer(line) and _LEAVES.search(line))
    kept = lines[: next(ask, len(lines))]
    while kept and (_is_footer(kept[-1]) or is_line("release_ends", kept[-1])):
        kept.pop()
    return [line for n, line in enumerate(kept) if not (_is_footer(line) and (n < 3 or _LEAVES.search(line)))]


def _is_footer(line: str) -> bool:
    return is_line("mail_footers", line, 400)


def without_release(lines: list[str]) -> tuple[list[str], str, date | None]:
    """The lines without what opens a press release; the service that sent it out, "" where none is named; and the day
    in its dateline."""
    while lines and is_line("release_opens", lines[0]):
        lines = lines[1:]
    for n, line in enumerate(lines[:4]):
        for service, mark in press_services():
            if m := re.match(rf"(?P<before>[^“”\n]{{0,120}}?)[(/]?\s?(?:{mark.pattern})\s?[)/]?{_DASH}", line):
                rest = line[m.end() :]
                day = as_written(m["before"], date.today())
                return [*lines[:n], *([rest] if rest else []), *lines[n + 1 :]], service, day
    return lines, "", None


def without_list(lines: list[str]) -> list[str]:
    """The lines without a list of other articles at their end."""
    for n, line in enumerate(lines):
        rest = [line for line in lines[n + 1 :] if line]
        if n and is_line("beside_headings", line) and 0 < len(rest) <= LISTED:
            ends = sum(1 for line in rest if line.endswith((".", "”", '"', "?", "!")) and len(line.split()) > 8)
            if not ends:
                return lines[:n]
    return lines
