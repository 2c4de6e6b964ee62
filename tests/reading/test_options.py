"""The options in `mkdocs.yml`: what is wrong with them is told at its line, all at once."""

from __future__ import annotations

import math
from pathlib import Path

import pytest

from newsdesk.reading.options import markdown_extensions, options_of, read_config
from newsdesk.records import Options


def told(folder: Path, text: str) -> list[str]:
    (folder / "mkdocs.yml").write_text(text)
    options, problems = options_of(read_config(folder / "mkdocs.yml"))
    assert not problems or options == Options(site_name=options.site_name)
    return [str(problem) for problem in problems]


@pytest.mark.parametrize(
    ("stated", "problems"),
    [
        ("{}", []),
        ("{excerpt_words: 0, speaker_confidence: 1, profile_sources: 2, page_size: 1}", []),
        ("{excerpt_word: 3}", ["4: extra.newsdesk.excerpt_word: there is no such option; "
                               "did you mean `excerpt_words`?"]),
        ("{colour: red}", ["4: extra.newsdesk.colour: there is no such option; use one of analysis, excerpt_words, "
                           "page_size, profile_sources, speaker_confidence"]),
        ("{analysis: {backend: dask, scheduler: 'tcp://127.0.0.1:8786'}}", []),
        ("{analysis: {backend: spark}}", ["4: extra.newsdesk.analysis.backend: `spark` is none; write one of 'loky' "
                                          "or 'dask'"]),
        ("{excerpt_words: many}", ["4: extra.newsdesk.excerpt_words: `many` is no whole number; write digits only, "
                                   "such as 150"]),
        ("{excerpt_words: -1}", ["4: extra.newsdesk.excerpt_words: `-1` is too small; it must be at least 0"]),
        ("\n    page_size: 0\n    speaker_confidence: 70\n", [
            "6: extra.newsdesk.speaker_confidence: `70` is too large; it must be at most 1",
            "5: extra.newsdesk.page_size: `0` is too small; it must be at least 1",
        ]),
        ("five", ["4: extra.newsdesk: holds no options; write `name: value` lines below it"]),
        ("[a]", ["4: extra.newsdesk: holds no options; write `name: value` lines below it"]),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_at_its_line(tmp_path: Path, stated: str, problems: list[str]) -> None:
    text = f"site_name: The desk\nextra:\n  generator: false\n  newsdesk: {stated}\n"
    assert told(tmp_path, text) == [f"mkdocs.yml:{problem}" for problem in problems]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("site_name: The desk: ours\n", ":1: the value has a colon in it; put it in quotation marks: "
                                        '`site_name: "The desk: ours"`'),
        ("extra: [\n", ":1: `[` is opened here and never closed; close it with `]`, "
                       "or put the value in quotation marks"),
        ("- a\n", ": is no configuration of MkDocs; write `key: value` lines, and save it with the encoding UTF-8"),
    ],
)  # fmt: skip
def test_a_broken_file_is_told(tmp_path: Path, text: str, problem: str) -> None:
    assert told(tmp_path, text) == [f"mkdocs.yml{problem}"]


MKDOCS = {"toc": {}, "tables": {}, "fenced_code": {}}


@pytest.mark.parametrize(
    ("stated", "found"),
    [
        ("", {}),
        ("markdown_extensions: [abbr, toc: {permalink: true}]", {"abbr": {}, "toc": {"permalink": True}}),
        ("markdown_extensions: {abbr: , toc: {permalink: true}}", {"abbr": {}, "toc": {"permalink": True}}),
        ("markdown_extensions:\n  - x: {f: !!python/name:math.floor , g: !ENV G}", {"x": {"f": math.floor, "g": None}}),
        ("markdown_extensions: [abbr", {}),
    ],
)
def test_extensions_are_those_of_mkdocs_and_those_listed(stated: str, found: dict[str, object], tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text(f"site_name: x\n{stated}\n")
    assert markdown_extensions(read_config(tmp_path / "mkdocs.yml")) == {**MKDOCS, **found}
