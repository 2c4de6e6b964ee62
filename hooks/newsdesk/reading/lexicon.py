"""The shipped vocabulary: every YAML file of `data/`."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from ruamel.yaml import YAML

from newsdesk.records import Lexicon


@cache
def load_lexicon() -> Lexicon:
    """All tables of `newsdesk/data`, by file stem."""
    yaml = YAML(typ="safe", pure=False)
    folder = files("newsdesk") / "data"
    names = sorted(f.name for f in folder.iterdir() if f.name.endswith(".yml"))
    return Lexicon({name[:-4]: yaml.load((folder / name).read_text(encoding="utf-8")) for name in names})
