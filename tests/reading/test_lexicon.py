"""The shipped vocabulary is read fast, and exactly as a YAML 1.2 library reads it."""

from __future__ import annotations

from importlib.resources import files

import pytest
import yaml
from ruamel.yaml import YAML

from newsdesk.reading.lexicon import _Loader, load_lexicon

DATA = sorted(f.name for f in (files("newsdesk") / "data").iterdir() if f.name.endswith(".yml"))


@pytest.mark.parametrize("name", DATA)
def test_every_table_is_what_yaml_1_2_says(name: str) -> None:
    text = (files("newsdesk") / "data" / name).read_text(encoding="utf-8")
    assert load_lexicon().tables[name[:-4]] == YAML(typ="safe", pure=True).load(text)


def test_words_stay_words() -> None:
    text = "[no, on, Yes, 12:30, 1_000, 2020-01-02, ~, true, 7, -1.5e3, 0.25, '']"
    words = ["no", "on", "Yes", "12:30", "1_000", "2020-01-02", None, True, 7, -1500.0, 0.25, ""]
    assert yaml.load(text, _Loader) == words
