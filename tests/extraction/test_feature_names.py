"""The names of features are made in code and weighed in data: what stands on one side alone would weigh nothing."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from newsdesk.extraction import quotes
from newsdesk.records import Lexicon

# Table of weights → the modules that make its names.
MADE_IN = {"voice": ("features", "rivals"), "speech": ("speech",), "confidence": ("confidence",)}
# Of a table's names one part repeats another table's: "best·cue=say" is the voice's "cue=say".
REPEATS = {"speech": "best·", "confidence": "speaker "}
ALWAYS = "bias"  # there in every row that is fitted


def listed(tree: ast.AST) -> Iterator[ast.expr]:
    """What is put into a list, appended to one, or is a key of what was found."""
    for node in ast.walk(tree):
        match node:
            case ast.List(elts=some) | ast.Call(func=ast.Attribute(attr="append"), args=some):
                yield from some
            case ast.Dict(keys=keys):
                yield from (key for key in keys if key)
            case ast.Assign(targets=[ast.Subscript(value=ast.Name(id="found"), slice=key)]):
                yield key


def patterns(module: str) -> Iterator[str]:
    """The names that a module can make: a value in an f-string is any text."""
    todo = list(listed(ast.parse(Path(quotes.__file__).with_name(f"{module}.py").read_text(encoding="utf-8"))))
    while todo:
        match todo.pop():
            case ast.IfExp(body=one, orelse=other):
                todo += [one, other]
            case ast.Constant(value=str(name)):
                yield re.escape(name)
            case ast.JoinedStr(values=parts):
                yield "".join(re.escape(str(part.value)) if isinstance(part, ast.Constant) else ".*" for part in parts)


def made_for(table: str) -> set[str]:
    return {pattern for module in MADE_IN[table] for pattern in patterns(module)}


@pytest.fixture(scope="module")
def weighed(lexicon: Lexicon) -> Mapping[str, set[str]]:
    return {table: set(lexicon.tables["quote_weights"][table]) for table in MADE_IN}


@pytest.mark.parametrize("table", MADE_IN)
def test_every_name_that_is_weighed_is_made(table: str, weighed: Mapping[str, set[str]]) -> None:
    made = {*made_for(table), ALWAYS}
    if table in REPEATS:
        made |= {f"{REPEATS[table]}{pattern}" for pattern in made_for("voice")}
    known = re.compile("|".join(made))
    assert {name for name in weighed[table] if not known.fullmatch(name)} == set()


@pytest.mark.parametrize("table", MADE_IN)
def test_every_name_that_is_made_is_weighed(table: str, weighed: Mapping[str, set[str]]) -> None:
    names = "\n".join(weighed[table])
    assert {made for made in made_for(table) if not re.search(f"^{made}$", names, re.MULTILINE)} == set()
