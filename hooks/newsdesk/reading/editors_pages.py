"""The pages that editors wrote in `docs/`, as files: what the engine looks through before a host renders them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from fnmatch import fnmatch
from pathlib import Path, PurePosixPath

from newsdesk.reading.files import label, read_text
from newsdesk.reading.front_matter import split
from newsdesk.reading.strict_yaml import read_yaml
from newsdesk.records import EditorsPage, address_of


def written_pages(docs: Path, without: Iterable[str] = ()) -> list[EditorsPage]:
    """Every Markdown file below a folder, in order of path. One that cannot be read is left to the host to refuse.

    `without`: patterns of files that are not published, as `draft_docs` of `mkdocs.yml` has them.
    """
    found = []
    for place, path in _visible(docs, without):
        text, _ = read_text(path, place) if path.suffix == ".md" else (None, None)
        if text is not None:
            found.append(written_page(place, label(path, docs, docs.name), text))
    return found


def files_beside(docs: Path, without: Iterable[str] = ()) -> dict[str, bytes]:
    """The other files that editors put beside their pages, images above all, by their address; no links."""
    beside = ((place, path) for place, path in _visible(docs, without) if path.suffix != ".md")
    return {place: path.read_bytes() for place, path in beside if not path.is_symlink()}


def _visible(docs: Path, without: Iterable[str]) -> Iterable[tuple[str, Path]]:
    """The files below a folder that are not hidden and fit no pattern, by path."""
    patterns = tuple(without)
    for path in sorted(docs.rglob("*")):
        place = path.relative_to(docs).as_posix()
        hidden = any(part.startswith(".") for part in PurePosixPath(place).parts)
        if path.is_file() and not hidden and not any(_fits(place, p) for p in patterns):
            yield place, path


def _fits(place: str, pattern: str) -> bool:
    """Whether a path fits a pattern of Git's kind: one that starts with "/" from the top, another at any depth."""
    name = pattern.strip("/")
    tops = [place] if pattern.startswith("/") or "/" in name else [place, *_tails(place)]
    return any(fnmatch(top, name) or fnmatch(top, f"{name}/*") for top in tops)


def _tails(place: str) -> list[str]:
    parts = place.split("/")
    return ["/".join(parts[n:]) for n in range(1, len(parts))]


def written_page(place: str, shown: str, text: str) -> EditorsPage:
    """One page from its path below `docs/`, what problems call it, and its text."""
    parts, problems = split(text, shown)
    tree, wrong = read_yaml(parts.header, shown, parts.header_line) if parts.header else (None, [])
    doubts = tuple(replace(problem, severity="warning") for problem in (*problems, *wrong))
    meta = tree.data if tree is not None and isinstance(tree.data, dict) else {}
    wants = str(meta.get("autolink") or "").casefold() in ("true", "yes", "on")
    title = " ".join(str(meta.get("title") or "").split())
    return EditorsPage(address_of(place), shown, parts.body, parts.body_line, wants, title, doubts)
