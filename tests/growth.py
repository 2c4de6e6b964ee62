"""Every regular expression of the project, tried for time that grows faster than the text: part of `make fuzz`.

    python -m tests.growth

Two ways that each see what the other does not: regexploit reads a pattern and tells of ambiguous repeats that follow
one another; and each pattern is run on texts of one character, or two in turn, again and again, with an end that does
not fit: four times the text may take seven times the time. Patterns are taken from the source files, and those put
together at run time are noted while a site is built and files of all kinds are read. `growth.yml` says which files try
theirs on short texts only.
"""

from __future__ import annotations

import ast
import re
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from contextlib import contextmanager, suppress
from functools import cache
from importlib import import_module
from itertools import product
from pathlib import Path
from pkgutil import walk_packages
from typing import Any

from ruamel.yaml import YAML

HOOKS = Path(__file__).parents[1] / "hooks"
DECIDED = Path(__file__).with_suffix(".yml")
CALLS = {
    f"re.{name}" for name in ["compile", "search", "match", "fullmatch", "findall", "finditer", "sub", "subn", "split"]
}
UNITS = [*" \n\t_aA0.,;:-–—’'\"“”‘`*#<>()[]{}/&=|+%$@é\u00a0", "\n ", "a ", "A ", "A.", "a,", "a-", "0 ", "0,", "\na",
         "<a ", "“a", "a’", ". ", "- ", "> ", "a\n", "A a ", "Aa ", "a b. ", "<!--", "[["]  # fmt: skip
BRIEF = (18, 22, 26)  # characters: where time doubles with each of them, more would never end
FEW, MANY = 1_000, 4_000
SLOW = 0.002  # seconds that the many take at least to tell anything
GROWTH = 7  # four times the text: 4 if linear, 16 if it grows with the square
MUCH = 0.1  # seconds: more need not be waited for
LONG = 0.005  # seconds that a pattern may take on the longest text that it is tried on

Key = tuple[str | bytes, int, bool]  # a pattern, its flags, and whether it is only tried at the beginning of a text
Uses = dict[Key, set[str]]  # where it is used, as `path:line`


@contextmanager
def noting(uses: Uses) -> Iterator[None]:
    """Notes what is compiled within by a file of the project."""
    compiled: Callable[..., Any] = re._compile  # type: ignore[attr-defined]

    def noted(pattern: Any, flags: Any) -> Any:
        frame = sys._getframe(1)
        while frame.f_back and frame.f_code.co_filename == re.__file__:
            frame = frame.f_back
        file = Path(frame.f_code.co_filename)
        if isinstance(pattern, str | bytes) and HOOKS in file.parents:
            note(uses, pattern, int(flags), file, frame.f_lineno)
        return compiled(pattern, flags)

    re._compile = noted  # type: ignore[attr-defined]
    try:
        yield
    finally:
        re._compile = compiled  # type: ignore[attr-defined]


def note(uses: Uses, pattern: str | bytes, flags: int, file: Path, line: int) -> None:
    key = pattern, flags, line in anchored(file)
    uses.setdefault(key, set()).add(f"{file.relative_to(HOOKS)}:{line}")


@cache
def calls(file: Path) -> Sequence[ast.Call]:
    """The calls of `re` in a file."""
    nodes = ast.walk(ast.parse(file.read_text(encoding="utf-8")))
    return [n for n in nodes if isinstance(n, ast.Call) and ast.unparse(n.func) in CALLS]


@cache
def anchored(file: Path) -> Set[int]:
    """The lines of a file that make patterns which are only tried at one place of a text, not looked for."""
    lines = {call.lineno for call in calls(file) if ast.unparse(call.func) in ("re.match", "re.fullmatch")}
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        match node:
            case ast.Assign(targets=[ast.Name(name) | ast.Attribute(attr=name)]) | ast.FunctionDef(name=name):
                methods = used()[name]
                if methods & {"match", "fullmatch"} and methods <= {"match", "fullmatch", "pattern"}:
                    lines.update(range(node.lineno, (node.end_lineno or node.lineno) + 1))
    return lines


@cache
def used() -> Mapping[str, set[str]]:
    """What of patterns and texts is called by name in any file: the methods of each name."""
    found: dict[str, set[str]] = defaultdict(set)
    for file in HOOKS.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            match node:
                case ast.Attribute(
                    ast.Name(name) | ast.Attribute(attr=name) | ast.Call(ast.Name(name) | ast.Attribute(attr=name)),
                    method,
                ):
                    found[name].add(method)
    return found


def written() -> Uses:
    """The patterns that stand in the source files."""
    uses: Uses = {}
    for file in HOOKS.rglob("*.py"):
        for call in calls(file):
            if isinstance(call.args[0], ast.Constant):
                note(uses, call.args[0].value, 0, file, call.lineno)
    return uses


def exercised() -> Uses:
    """Those that are put together at run time: all modules are loaded, a site is built, files of all kinds are read."""
    uses: Uses = {}
    with noting(uses):
        import newsdesk

        for module in walk_packages(newsdesk.__path__, "newsdesk."):
            if not module.name.endswith("__main__") and ".starter" not in module.name:
                import_module(module.name)
        from tests.fuzz import PIECES, TARGETS
        from tests.site.run import TINY

        from newsdesk import build
        from newsdesk.records import Options

        with tempfile.TemporaryDirectory() as folder:
            build.CACHE = Path(folder)
            build.build(TINY, Options(site_url="https://news.example/"))
        for name, target in TARGETS.items():
            if name != "parsed":
                for data in (bytes(range(128, 256)), "".join(PIECES).encode("utf-8", "replace")):
                    target(data)
    return uses


def growing(key: Key) -> str:
    """A text on which a pattern takes time that grows faster than its length; "" where none is known."""
    for unit, tail in product(UNITS, ("", "\0")):
        for size in (*BRIEF, FEW):
            if (few := seconds(key, unit, tail, size)) > MUCH:
                return f"{unit!r} up to {size:,} characters, then {tail!r}: {few * 1000:.0f} ms"
        if (many := seconds(key, unit, tail, MANY)) < SLOW:
            continue
        few = min(few, *(seconds(key, unit, tail, FEW) for _ in range(2)))
        many = min(many, *(seconds(key, unit, tail, MANY) for _ in range(2)))
        if many > SLOW and many > GROWTH * few:
            return (
                f"{unit!r} up to {MANY:,} characters, then {tail!r}: {many * 1000:.0f} ms, a quarter {few * 1000:.1f}"
            )
    return ""


def slow(key: Key, most: int) -> str:
    """A text of at most so many characters that takes a pattern long; "" where none is known."""
    for unit, tail in product(UNITS, ("", "\0")):
        if (took := min(seconds(key, unit, tail, most) for _ in range(3))) > LONG:
            return f"{unit!r} up to {most:,} characters, then {tail!r}: {took * 1000:.1f} ms"
    return ""


def seconds(key: Key, unit: str, tail: str, size: int) -> float:
    """What a search takes."""
    pattern, flags, at_one_place = key
    compiled = re.compile(pattern, flags)
    text: Any = unit * (size // len(unit)) + tail
    text = text.encode() if isinstance(pattern, bytes) else text
    started = time.process_time()
    if at_one_place:
        compiled.match(text)
        compiled.fullmatch(text)
    else:
        for _ in compiled.finditer(text):
            pass
    return time.process_time() - started


def exploitable(key: Key) -> str:
    """What regexploit says of a pattern, if that is more than a square."""
    from regexploit.ast.sre import SreOpParser  # only `make fuzz` installs it
    from regexploit.redos import find

    pattern, flags, _ = key
    with suppress(Exception):  # what it cannot read
        text = pattern.decode("latin-1") if isinstance(pattern, bytes) else pattern
        for found in find(SreOpParser().parse_sre(text, flags & ~re.UNICODE)):
            if found.starriness > 2:
                return f"regexploit: {found.example()[:80]!r}"
    return ""


def main() -> int:
    uses, bad = written(), 0
    for key, places in exercised().items():
        uses.setdefault(key, set()).update(places)
    decided = YAML(typ="safe").load(DECIDED.read_text(encoding="utf-8"))
    left = set(decided)
    for (pattern, flags, at_one_place), places in sorted(uses.items(), key=lambda it: sorted(it[1])):
        key = pattern, flags, at_one_place
        files = {place.partition(":")[0] for place in places}
        fault = exploitable(key)
        if not fault and (decision := next((decided[file] for file in files if file in decided), None)):
            left -= files
            fault = slow((pattern, flags, at_one_place or decision["at one place"]), decision["most"])
        elif not fault:
            fault = growing(key)
        if fault:
            bad += 1
            print(f"{' '.join(sorted(places))}: {pattern!r}\n    {fault}", flush=True)
    print(f"{len(uses)} patterns, {bad} that grow too fast; bounds by use for {len(decided)} files")
    return 1 if bad or left else 0


if __name__ == "__main__":
    sys.exit(main())
