"""The import table of ARCHITECTURE.md, enforced."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "hooks" / "newsdesk"
# Distribution names in the table are import names already; "–" means nothing.
ROW = re.compile(r"^\| (?P<package>\w+) \| (?P<own>[^|]+) \| (?P<outside>[^|]+) \|$", re.MULTILINE)


def _words(cell: str) -> set[str]:
    return set(re.findall(r"\w+", cell))


TABLE = {
    m["package"]: (_words(m["own"]), _words(m["outside"])) for m in ROW.finditer((ROOT / "ARCHITECTURE.md").read_text())
}


def imports(code: str) -> Iterator[tuple[int, str]]:
    """Line and dotted name of everything a module imports."""
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"line {node.lineno}: a relative import hides what it imports"
            module = node.module or ""
            yield from (
                (node.lineno, f"{module}.{alias.name}" if module == "newsdesk" else module) for alias in node.names
            )


def violations(package: str, code: str) -> list[str]:
    own, outside = TABLE[package]
    found = []
    for line, name in imports(code):
        parts = name.split(".")
        if parts[0] == "newsdesk":
            if len(parts) > 1 and parts[1] not in own | {package}:
                found.append(f"{line}: newsdesk.{parts[1]}")
        elif parts[0] not in sys.stdlib_module_names | outside:
            found.append(f"{line}: {name}")
    return found


def _package(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=lambda p: p.relative_to(PACKAGE).as_posix())
def test_imports_keep_to_the_table(path: Path) -> None:
    package = _package(path)
    if package == "__init__":
        assert not list(imports(path.read_text(encoding="utf-8")))
        return
    assert package in TABLE, f"ARCHITECTURE.md has no row for {package}"
    assert violations(package, path.read_text(encoding="utf-8")) == []


WORLD = {"os", "shutil", "tempfile", "subprocess", "socket", "urllib.request", "time", "random"}
PURE = ("records", "extraction", "knowledge", "pages", "exports")


@pytest.mark.parametrize(
    "path", sorted(p for name in PURE for p in (PACKAGE / name).rglob("*.py")), ids=lambda p: p.stem
)
def test_between_reading_and_a_host_nothing_asks_the_world(path: Path) -> None:
    """No disk, no clock, no network, no chance: what goes in decides what comes out."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    imported = {name for _, name in imports(path.read_text(encoding="utf-8"))}
    names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    assert not imported & WORLD and not names & {"Path", "open"}


def test_no_modules_import_each_other() -> None:
    """Nor for their types alone: what two modules need of each other is a third one."""
    names = {p: ".".join(p.relative_to(PACKAGE.parent).with_suffix("").parts) for p in PACKAGE.rglob("*.py")}
    known = set(names.values())
    needs = {name: set(_modules(path, known)) - {name} for path, name in names.items()}
    while free := [name for name, others in needs.items() if not others & needs.keys()]:
        for name in free:
            del needs[name]
    assert sorted(needs) == []


def _modules(path: Path, known: set[str]) -> Iterator[str]:
    """The modules of Newsdesk that a module imports; a package's names may be modules of it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield from {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)} & known


def test_only_the_host_imports_mkdocs() -> None:
    """The hook file and `host`: the rest knows nothing of it."""
    hooks = ROOT / "hooks"
    files = [p for p in hooks.rglob("*.py") if any(n.split(".")[0] == "mkdocs" for _, n in imports(p.read_text()))]
    assert [p for p in files if p != hooks / "mkdocs_hooks.py" and PACKAGE / "host" not in p.parents] == []


def test_every_module_and_function_that_the_text_names_is_there() -> None:
    packages = "|".join(path.name for path in PACKAGE.iterdir() if (path / "__init__.py").exists())
    texts = "".join(path.read_text() for path in (ROOT / "ARCHITECTURE.md", *PACKAGE.rglob("README.md")))
    named = re.findall(rf"`((?:{packages})[./][\w./]+)", texts)
    assert len(named) > 50 and [name for name in named if not _is_there(name)] == []


def _is_there(name: str) -> bool:
    if (PACKAGE / name).exists():
        return True
    parts = name.split(".")
    for n in range(len(parts), 0, -1):
        place = PACKAGE.joinpath(*parts[:n])
        file = next((p for p in (place.with_suffix(".py"), place / "__init__.py") if p.exists()), None)
        if file:
            return all(re.search(rf"\b{part}\b", file.read_text()) for part in parts[n : n + 1])
    return False


DOCUMENTED = {"_exit", "_replace"}  # of os, and of named tuples


def test_no_private_name_of_a_dependency_is_used() -> None:
    """Each attribute that begins with an underscore is one that this program states itself."""
    texts = {path: path.read_text(encoding="utf-8") for path in (ROOT / "hooks").rglob("*.py")}
    stated = re.compile(r"(?:def|class|self\.|cls\.|^ *)\s*(_[a-z]\w*)", re.MULTILINE)
    own = {name for text in texts.values() for name in stated.findall(text)} | DOCUMENTED
    used = {(path.name, name) for path, text in texts.items() for name in re.findall(r"\w\.(_[a-z]\w+)", text)}
    assert {(file, name) for file, name in used if name not in own} == set()


def test_a_forbidden_import_is_seen() -> None:
    assert violations("extraction", "import spacy\nfrom newsdesk.pages import render\nimport re") == [
        "1: spacy",
        "2: newsdesk.pages",
    ]
    assert violations("records", "from newsdesk import reading") == ["1: newsdesk.reading"]
