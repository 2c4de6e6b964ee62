"""A link checker over finished HTML: every internal link, every anchor, every file that a page loads."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

# What leads somewhere, by attribute; `srcset`, `cite` and meta refresh are read apart.
LINKS = ("href", "src", "action", "poster", "cite")


@dataclass
class Page:
    """The ids and links of one HTML file; links with their line."""

    ids: set[str] = field(default_factory=set)
    links: list[tuple[int, str]] = field(default_factory=list)
    twice: list[tuple[int, str]] = field(default_factory=list)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.page = Page()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        line = self.getpos()[0]
        if name := given.get("id") or (given.get("name") if tag == "a" else ""):
            if name in self.page.ids:
                self.page.twice.append((line, name))
            self.page.ids.add(name)
        self.page.links += [(line, given[name]) for name in LINKS if name in given and tag != "base"]
        if "srcset" in given:
            self.page.links += [(line, part.split()[0]) for part in given["srcset"].split(",") if part.strip()]
        if tag == "meta" and given.get("http-equiv", "").lower() == "refresh" and "url=" in given.get("content", ""):
            self.page.links.append((line, given["content"].split("url=", 1)[1]))


def read(path: Path) -> Page:
    reader = _Reader()
    reader.feed(path.read_text(encoding="utf-8"))
    return reader.page


def broken(folder: Path, root: str = "/") -> list[str]:
    """`file:line: link: what is wrong`, for every link below a folder that is served at the path `root`."""
    pages = {path.relative_to(folder).as_posix(): read(path) for path in sorted(folder.rglob("*.html"))}
    return [
        f"{name}:{line}: {link}: {fault}"
        for name, page in pages.items()
        for line, link in page.links
        if (fault := _fault(link, name, folder, pages, root))
    ]


def _fault(link: str, name: str, folder: Path, pages: dict[str, Page], root: str) -> str:
    parts = urlsplit(link.strip())
    if parts.scheme or parts.netloc:
        return ""
    target = name
    if parts.path:
        # The page for what is not found is shown at any address, so its links start at the root.
        found = _file(unquote(parts.path), name, folder, root)
        if found is None:
            return "there is no such file"
        target = found
    anchor = unquote(parts.fragment)
    known = pages[target].ids if target in pages else {anchor}
    if anchor and anchor not in known and anchor != "top" and not anchor.startswith("__"):
        return f"{target} has no such anchor"
    return ""


def _file(path: str, name: str, folder: Path, root: str) -> str | None:
    """The file that a path leads to, seen from a page; None if there is none."""
    if path.startswith("/"):
        if not path.startswith(root):
            return None
        path = path[len(root) :]
        steps: Iterator[str] = iter(path.split("/"))
        place: list[str] = []
    else:
        steps, place = iter(path.split("/")), list(PurePosixPath(name).parent.parts)
    for step in steps:
        if step == "..":
            if not place:
                return None
            place.pop()
        elif step not in ("", "."):
            place.append(step)
    found = folder.joinpath(*place)
    if found.is_dir():
        found = found / "index.html"
    return found.relative_to(folder).as_posix() if found.is_file() else None
