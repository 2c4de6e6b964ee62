"""Files as they come: found, opened and decoded, or refused in one line each."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from newsdesk.records import Problem

MAX_BYTES = 2 * 1024 * 1024
ARTICLES = (".md", ".txt")
_LIKE_ARTICLES = (".markdown", ".text", ".html", ".htm", ".pdf", ".docx", ".doc", ".odt", ".rtf", ".eml")


def label(path: Path, folder: Path, shown: str) -> str:
    """What problems and pages call a file: its path below the folder, with forward slashes."""
    return f"{shown}/{below(path, folder)}"


def below(path: Path, folder: Path) -> str:
    """The path of what lies in a folder from there, with forward slashes."""
    return path.as_posix().removeprefix(folder.as_posix()).lstrip("/")


def articles(folder: Path, shown: str) -> tuple[list[Path], list[Problem]]:
    """Every article file of a folder at any depth, in order of path; `entities/` is not articles.

    Hidden files and folders are left alone. Links are refused: what is published is what lies in the folder.
    """
    found, problems = [], []
    for path, problem in _walk(folder, shown):
        if problem:
            problems.append(problem)
        elif path.suffix.lower() in ARTICLES:
            found.append(path)
        elif path.suffix.lower() in _LIKE_ARTICLES and not path.with_suffix(".md").exists():  # else kept beside it
            what = f"a {path.suffix} file is not read as an article"
            remedy = "run `newsdesk add` on it, and keep the original elsewhere"
            problems.append(Problem(label(path, folder, shown), 0, "warning", what, remedy))
    return sorted(found, key=lambda path: below(path, folder)), problems


def _walk(folder: Path, shown: str) -> Iterator[tuple[Path, Problem | None]]:
    refused: list[OSError] = []
    for at, folders, names in os.walk(folder, onerror=refused.append):
        here = Path(at)
        folders[:] = sorted(f for f in folders if not f.startswith(".") and not (here == folder and f == "entities"))
        for name in [*folders, *sorted(names)]:
            path = here / name
            if path.is_symlink() and not name.startswith("."):
                yield path, Problem(label(path, folder, shown), 0, "error", *link_fault(path))
            elif name in folders or name.startswith("."):
                continue
            elif not path.is_file():
                yield path, Problem(label(path, folder, shown), 0, "error", "is no regular file", "remove it")
            else:
                yield path, None
    for error in refused:
        where = label(Path(error.filename), folder, shown)
        yield folder, Problem(where, 0, "error", "the folder cannot be opened", "let its owner make it readable")


def link_fault(path: Path) -> tuple[str, str]:
    """What is wrong with a link, without following it into other folders."""
    try:
        target = path.resolve(strict=True)
    except FileNotFoundError:
        return "is a link to something that is not there", "remove it, or put the file itself here"
    except (OSError, RuntimeError):  # a loop: RuntimeError before Python 3.13
        return "is a link that leads back to itself", "remove it"
    kind = "folder" if target.is_dir() else "file"
    return f"is a link to a {kind} elsewhere, and links are not followed", f"put the {kind} itself here"


def read_text(path: Path, shown: str, limit: int = MAX_BYTES) -> tuple[str | None, Problem | None]:
    """A file's text with its line ends as they are; None and why where it is no UTF-8 text of a fair size."""
    data, problem = read_bytes(path, shown, limit)
    return decode(data, shown) if data is not None else (None, problem)


def read_bytes(path: Path, shown: str, limit: int = MAX_BYTES) -> tuple[bytes | None, Problem | None]:
    """A file's bytes, at most `limit` of them."""
    try:
        with open(path, "rb") as file:
            size = os.fstat(file.fileno()).st_size or limit  # of a pipe nothing is known
            data = file.read(min(size, limit) + 1)  # to make room for `limit` takes longer than to read an article
    except FileNotFoundError:
        return None, Problem(shown, 0, "error", "is not there", "check its name, and the folder you are in")
    except OSError as error:
        what = f"cannot be read ({error.strerror or type(error).__name__})"
        return None, Problem(shown, 0, "error", what, "let its owner make it readable, or remove it")
    if len(data) > limit:
        what = f"is larger than {limit // 1024 // 1024} MB"
        return None, Problem(shown, 0, "error", what, "split it, or remove what is no article")
    return data, None


def decode(data: bytes, shown: str) -> tuple[str | None, Problem | None]:
    """The text in some bytes, a byte order mark left out; None and why where they are no UTF-8."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or _like_utf16(data):
        return None, Problem(shown, 0, "error", "is UTF-16, not UTF-8", "save it with the encoding UTF-8")
    if b"\0" in data:
        line = data[: data.index(b"\0")].count(b"\n") + 1
        return None, Problem(shown, line, "error", "has a NUL byte, so it is no text", "save it as plain text, UTF-8")
    try:
        return data.decode("utf-8-sig"), None
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        what = f"byte 0x{data[error.start]:02X} is not UTF-8 (is the file Latin-1 or Windows-1252?)"
        return None, Problem(shown, line, "error", what, "save it with the encoding UTF-8")


def _like_utf16(data: bytes) -> bool:
    """Every second byte of the beginning is NUL: Latin text in UTF-16 without a byte order mark."""
    head = data[:200]
    return len(head) > 3 and (not any(head[1::2]) or not any(head[0::2]))
