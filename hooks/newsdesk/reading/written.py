"""The pages that editors wrote in `docs/`, as files: what the engine looks through before a host renders them."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

from newsdesk.reading.files import label, read_text
from newsdesk.reading.front_matter import split
from newsdesk.reading.strict_yaml import read_yaml
from newsdesk.records import WrittenPage


def written_pages(docs: Path) -> list[WrittenPage]:
    """Every Markdown file below a folder, in order of path. One that cannot be read is left to the host to refuse."""
    found = []
    for path in sorted(docs.rglob("*.md")):
        place = path.relative_to(docs).as_posix()
        text, _ = read_text(path, place)
        if text is not None and not any(part.startswith(".") for part in PurePosixPath(place).parts):
            found.append(written_page(place, label(path, docs, docs.name), text))
    return found


def written_page(place: str, shown: str, text: str) -> WrittenPage:
    """One page from its path below `docs/`, what problems call it, and its text."""
    parts, _ = split(text, shown)
    tree = read_yaml(parts.header, shown)[0] if parts.header else None
    meta = tree.data if tree is not None and isinstance(tree.data, dict) else {}
    wants = str(meta.get("autolink") or "").casefold() in ("true", "yes", "on")
    return WrittenPage(address_of(place), shown, parts.body, parts.body_line, wants)


def address_of(place: str) -> str:
    """Where a page stands on the site: "people/elon-musk.md" → "people/elon-musk/", "index.md" → ""."""
    path = PurePosixPath(place)
    folder = path.parent if path.stem in ("index", "README") else path.with_suffix("")
    return "" if folder == PurePosixPath(".") else f"{folder.as_posix()}/"
