"""The shipped vocabulary: every YAML file of `data/`.

Read by libyaml, fifty times as fast as in Python: nothing works before it is there. Its scalars are those of YAML 1.2,
in which "no", "on" and "12:30" are words.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

import yaml

from newsdesk.records import Lexicon

_BASE: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_SCALARS = {  # YAML 1.2.2, section 10.3: tag, pattern, first characters
    "bool": (r"true|True|TRUE|false|False|FALSE", "tTfF"),
    "int": (r"[-+]?[0-9]+", "-+0123456789"),
    "float": (r"[-+]?(\.[0-9]+|[0-9]+\.[0-9]*)([eE][-+]?[0-9]+)?", "-+.0123456789"),
    "null": (r"~|null|Null|NULL|", ["~", "n", "N", ""]),
}


class _Loader(_BASE):  # type: ignore[misc,valid-type]
    """The safe loader with YAML 1.2's idea of what is not a string."""

    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}  # noqa: RUF012


for _tag, (_pattern, _first) in _SCALARS.items():
    _Loader.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(rf"^(?:{_pattern})$"), list(_first))


@cache
def load_lexicon() -> Lexicon:
    """All tables of `newsdesk/data`, by file stem."""
    folder = files("newsdesk") / "data"
    names = sorted(f.name for f in folder.iterdir() if f.name.endswith(".yml"))
    return Lexicon({name[:-4]: yaml.load((folder / name).read_text(encoding="utf-8"), _Loader) for name in names})
