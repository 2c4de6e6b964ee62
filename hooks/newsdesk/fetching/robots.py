"""What a site lets programs read: its robots.txt, as RFC 9309 has it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import quote, unquote

MOST_BYTES = 500_000  # of robots.txt that are read
MOST_RULES = 5_000
_SAFE = "/:?#[]@!$&'()*+,;=-._~%"


@dataclass(frozen=True)
class Rule:
    """A path that is allowed or not; `*` stands for anything, `$` for the end."""

    allows: bool
    path: str

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        ends = self.path.endswith("$")
        parts = re.split(r"\*+", self.path.removesuffix("$"))
        return re.compile(".*?".join(map(re.escape, parts)) + ("$" if ends else ""), re.DOTALL)


@dataclass(frozen=True)
class Robots:
    """The rules for one program; `pause`: seconds that the site wants between two requests."""

    rules: tuple[Rule, ...] = ()
    pause: float = 0.0

    def allows(self, path: str) -> bool:
        """Whether a path, with its query, may be fetched: the longest rule that fits decides, of two as long the one
        that allows; robots.txt itself always may."""
        path = _tidy(path)
        fitting = [rule for rule in self.rules if rule.path and rule.pattern.match(path)]
        best = max(fitting, key=lambda rule: (len(rule.path), rule.allows), default=None)
        return best is None or best.allows


def robots(text: str, agent: str) -> Robots:
    """The rules of a robots.txt for a program by its name: of its own group, else of that for all (`*`)."""
    groups: dict[str, list[Rule]] = {}
    pauses: dict[str, float] = {}
    named, begun = list[str](), False
    for line in re.split(r"\r\n|\r|\n", text.lstrip("\ufeff"))[: 4 * MOST_RULES]:
        key, colon, value = line.partition("#")[0].partition(":")
        key, value = key.strip().lower(), value.strip()
        if not colon:
            continue
        if key == "user-agent":
            named, begun = ([], False) if begun else (named, False)
            named.append(re.split(r"[/\s]", value.lower())[0])
            groups.setdefault(named[-1], [])
        elif key in ("allow", "disallow") and named:
            begun = True
            for name in named:
                if len(groups[name]) < MOST_RULES and len(value) < 2_000 and value.count("*") < 12:
                    groups[name].append(Rule(key == "allow", _tidy(value)))
        elif key == "crawl-delay" and named and re.fullmatch(r"\d{1,4}(?:\.\d{1,3})?", value):
            begun = True
            pauses.update(dict.fromkeys(named, float(value)))
    name = agent.lower() if agent.lower() in groups else "*"
    return Robots(tuple(groups.get(name, ())), pauses.get(name, 0.0))


def _tidy(path: str) -> str:
    """A path with its characters percent-encoded as they must be, and no others."""
    return quote(unquote(path, errors="surrogateescape").encode("utf-8", "surrogateescape"), safe=_SAFE)
