"""`make mutants`: small changes to the core, one at a time; each that the nearest tests pass is shown.

    python -m tests.mutants [--number 200] [--seed 27] [--only PATH] [PLACE …]

The changes are drawn by chance, with a fixed seed, from all that could be made in `extraction/` and `knowledge/`: a
comparison turned round, an operand of `and` or `or` left out, a condition denied, a filter dropped, a number one more.
A PLACE (`knowledge/stories.py:41:8:0`, as the list prints it) tries one again. What is unseen asks a question: is there
a case that tells the two apart, or is it a line that no case needs?

Every mutant runs in a fork of one process, which has parsed the texts of the nearest tests, and knows which of these
reach the changed line: no others run.
"""

from __future__ import annotations

import argparse
import ast
import importlib.abc
import importlib.util
import io
import os
import random
import signal
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

import coverage
import pytest

ROOT = Path(__file__).parents[1]
CODE = ROOT / "hooks/newsdesk"
CORE = ("extraction", "knowledge")
# The tests that say what a folder does. A file belongs to the first of these that it lies in.
NEAREST = {
    "extraction/corrections": ["extraction/test_corrections.py", "extraction/test_explain.py"],
    "extraction/dates": ["extraction/test_dates.py"],
    "extraction/indirect": ["extraction/test_indirect.py"],
    "extraction/names": ["extraction/test_names.py", "extraction/test_articles.py", "knowledge/test_identity.py"],
    "extraction/quotes": [
        "extraction/test_quotes.py",
        "extraction/test_quotemarks.py",
        "extraction/test_voice_rules.py",
    ],
    "extraction": ["extraction"],
    "knowledge/identity": ["knowledge/test_identity.py"],
    "knowledge": ["knowledge"],
}
FOREVER = 120  # seconds after which a mutant counts as seen: it does not end
CONTRARY: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
    ast.Lt: ast.GtE, ast.LtE: ast.Gt, ast.Gt: ast.LtE, ast.GtE: ast.Lt,
}  # fmt: skip


def changes(node: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    """Each small change of one node: what it does, and the node instead."""
    match node:
        case ast.Compare(ops=[op]) if type(op) in CONTRARY:
            yield "compared otherwise", ast.Compare(node.left, [CONTRARY[type(op)]()], node.comparators)
        case ast.BoolOp():
            for k, operand in enumerate(node.values):
                rest = node.values[:k] + node.values[k + 1 :]
                yield f"without {ast.unparse(operand)}", ast.BoolOp(node.op, rest) if rest[1:] else rest[0]
        case ast.UnaryOp(op=ast.Not()):
            yield "without not", node.operand
        case ast.IfExp():
            yield "never the first", node.orelse
            yield "never the second", node.body
        case ast.If():
            yield "never", ast.If(ast.Constant(False), node.body, node.orelse)
            yield "always", ast.If(ast.Constant(True), node.body, node.orelse)
        case ast.comprehension() if node.ifs:
            for k, condition in enumerate(node.ifs):
                rest = node.ifs[:k] + node.ifs[k + 1 :]
                yield (
                    f"without if {ast.unparse(condition)}",
                    ast.comprehension(node.target, node.iter, rest, node.is_async),
                )
        case ast.BinOp(op=ast.Add() | ast.Sub()) if not isinstance(node.left, ast.Constant | ast.JoinedStr):
            other = ast.Sub() if isinstance(node.op, ast.Add) else ast.Add()
            yield "added otherwise", ast.BinOp(node.left, other, node.right)
        case ast.Constant(value=bool()):
            yield "otherwise", ast.Constant(not node.value)
        case ast.Constant(value=int() | float()):
            yield "one more", ast.Constant(node.value + 1)
        case ast.Continue():
            yield "break", ast.Break()
        case ast.Break():
            yield "continue", ast.Continue()


def nodes(tree: ast.Module) -> Iterator[tuple[ast.AST, str, int | None, ast.AST, range]]:
    """Every node: the one above, the field's name there, where in it if it is a list, itself, its statement's lines.

    Annotations and what decorates are no code that runs over texts.
    """
    todo: list[tuple[ast.AST, range]] = [(tree, range(0))]
    while todo:
        parent, above = todo.pop()
        for field, value in ast.iter_fields(parent):
            for k, node in enumerate(value if isinstance(value, list) else [value]):
                if isinstance(node, ast.AST) and field not in ("annotation", "returns", "decorator_list"):
                    lines = _lines(node) if isinstance(node, ast.stmt) else above
                    yield parent, field, k if isinstance(value, list) else None, node, lines
                    todo.append((node, lines))


def _lines(statement: ast.stmt) -> range:
    """The lines of a statement, without those of the statements in it."""
    within = getattr(statement, "body", None)
    end = within[0].lineno if within else (statement.end_lineno or statement.lineno) + 1
    return range(statement.lineno, max(end, statement.lineno + 1))


@dataclass(frozen=True, slots=True)
class Mutant:
    place: str
    what: str
    lines: range

    @property
    def path(self) -> Path:
        return CODE / self.place.split(":")[0]

    def __str__(self) -> str:
        code = self.path.read_text(encoding="utf-8").splitlines()
        return "\n    ".join([f"{self.place}: {self.what}", *(code[line - 1].strip() for line in self.lines)])


def mutants_of(path: Path) -> Iterator[tuple[Mutant, ast.Module]]:
    """Each mutant of a file, and its tree, which is as it was once the next is asked for."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    name = path.relative_to(CODE).as_posix()
    for n, (parent, field, k, node, lines) in enumerate(list(nodes(tree))):
        for m, (what, instead) in enumerate(changes(node)):
            _put(parent, field, k, instead)
            yield Mutant(f"{name}:{getattr(node, 'lineno', lines.start)}:{n}:{m}", what, lines), tree
            _put(parent, field, k, node)


def _put(parent: ast.AST, field: str, k: int | None, node: ast.AST) -> None:
    if k is None:
        setattr(parent, field, node)
    else:
        getattr(parent, field)[k] = node


class Mutated(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Imports one module from a changed tree."""

    def __init__(self, path: Path, tree: ast.Module) -> None:
        parts = path.relative_to(CODE.parent).with_suffix("").parts
        self.path, self.package = path, parts[-1] == "__init__"
        self.name = ".".join(parts[:-1] if self.package else parts)
        self.code = compile(ast.fix_missing_locations(tree), str(path), "exec")

    def find_spec(self, name: str, path: Any, target: Any = None) -> Any:
        if name != self.name:
            return None
        folder = [str(self.path.parent)] if self.package else None
        return importlib.util.spec_from_file_location(name, self.path, loader=self, submodule_search_locations=folder)

    def exec_module(self, module: Any) -> None:
        exec(self.code, module.__dict__)


class Reached:
    """Which of some tests reach which line. What a fixture reaches, its whole file does; in a first run, which also
    fills what is made once in a process, all tests together are ""."""

    def __init__(self, files: list[str]) -> None:
        self.files = files
        core = [str(CODE / folder) for folder in CORE]
        self.coverage = coverage.Coverage(data_file=None, config_file=False, source=core)
        self.tests: dict[str, set[str]] = defaultdict(set)
        self.apart = False

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_setup(self, item: pytest.Item) -> Iterator[None]:
        self.coverage.switch_context(item.nodeid.split("::")[0] if self.apart else "")
        return (yield)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_call(self, item: pytest.Item) -> Iterator[None]:
        self.coverage.switch_context(item.nodeid if self.apart else "")
        return (yield)

    def run(self) -> int:
        """Runs all tests twice; not 0 if one fails."""
        self.coverage.start()
        failed = run(self.files, self)
        self.apart = True
        failed = failed or run(self.files, self)
        self.coverage.stop()
        data = self.coverage.get_data()
        for path in data.measured_files():
            for line, tests in data.contexts_by_lineno(path).items():
                self.tests[f"{path}:{line}"].update(tests)
        return failed


class Chosen:
    """Has these tests run, or all tests of these files, and no others."""

    def __init__(self, tests: set[str]) -> None:
        self.tests = tests

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        items[:] = [item for item in items if {item.nodeid, item.nodeid.split("::")[0]} & self.tests]


def run(files: list[str], *plugins: object) -> int:
    """Whether tests pass, without a word."""
    with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
        options = ["-x", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", "-p", "no:cov", "--rootdir", str(ROOT)]
        return int(pytest.main([*options, *(str(ROOT / file) for file in files)], plugins=list(plugins)))


def keep_parses() -> None:
    """From here on each text is parsed once."""
    from newsdesk.reading.parser import Parser, pieces

    parse, kept = Parser.parse, {}

    def parsed(self: Parser, sources: Any) -> Iterator[Any]:
        for source in sources:
            key = (source.text, tuple(pieces(source)))
            if key not in kept:
                (kept[key],) = parse(self, [source])
            yield kept[key]

    Parser.parse = parsed  # type: ignore[method-assign]


def forget_code() -> None:
    """Has all that may be changed imported anew, and the tests of it."""
    packages = ("reading", "records", "memo", "processes", "settings")
    stay = (__name__, *(f"newsdesk.{package}" for package in packages))
    tests = str(ROOT / "tests")
    for name, module in list(sys.modules.items()):
        ours = name.startswith("newsdesk.") or str(getattr(module, "__file__", "")).startswith(tests)
        if ours and not name.startswith(stay):
            del sys.modules[name]


def seen(mutant: Mutant, reached: Reached) -> bool:
    """Whether a test fails with that change, or never ends: one that reaches the line by itself, else any at all."""
    tests = set[str]().union(*(reached.tests[f"{mutant.path}:{line}"] for line in mutant.lines))
    files = sorted({test.split("::")[0] for test in tests - {""}})
    return bool((files and fails(mutant, files, Chosen(tests))) or ("" in tests and fails(mutant, reached.files)))


def fails(mutant: Mutant, files: list[str], *plugins: object) -> bool:
    tree = next(tree for each, tree in mutants_of(mutant.path) if each.place == mutant.place)
    sys.stdout.flush()
    child = os.fork()
    if not child:
        signal.alarm(FOREVER)
        result = 1
        try:
            forget_code()
            sys.meta_path.insert(0, Mutated(mutant.path, tree))
            result = run(files, *plugins)
        finally:
            os._exit(0 if result else 3)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) != 3


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--number", type=int, default=200)
    options.add_argument("--seed", type=int, default=27)
    options.add_argument("--only", default="", help="a folder or file below newsdesk")
    options.add_argument("places", nargs="*")
    asked = options.parse_args()
    files = sorted(path for folder in CORE for path in (CODE / folder).rglob("*.py"))
    every = {mutant.place: mutant for path in files for mutant, _ in mutants_of(path)}
    among = [place for place in every if place.startswith(asked.only)]
    chosen = asked.places or random.Random(asked.seed).sample(among, min(asked.number, len(among)))
    keep_parses()
    number = 0
    with tempfile.TemporaryDirectory() as cache:
        os.environ["NEWSDESK_CACHE"] = cache
        for folder, places in groupby(sorted(chosen, key=nearest), nearest):
            number += tried([every[place] for place in places], [f"tests/{file}" for file in NEAREST[folder]])
    print(f"{number} of {len(chosen)} seen; {len(every)} could be made")


def nearest(place: str) -> str:
    return next(folder for folder in NEAREST if place.startswith(f"{folder}/"))


def tried(mutants: list[Mutant], files: list[str]) -> int:
    """How many of some mutants some tests see; the others are printed."""
    forget_code()
    reached = Reached(files)
    if reached.run():
        sys.exit(f"{' '.join(files)}: a test fails without any change; mend that first")
    unseen = [mutant for mutant in mutants if not seen(mutant, reached)]
    print(*unseen, sep="\n", end="\n" if unseen else "", flush=True)
    return len(mutants) - len(unseen)


if __name__ == "__main__":
    main()
