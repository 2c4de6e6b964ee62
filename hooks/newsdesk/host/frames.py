"""The frame around made pages, rendered once for each folder.

MkDocs renders the whole of it for every page, though all pages of a folder have the same frame. Here
one page of each folder goes through MkDocs as ever. The frame is rendered once more around marks, and every other
page of the folder is that frame with its own parts in place of the marks. The page that MkDocs rendered must come
out the same to the byte; where it does not, since a theme shows more of a page than is known here, every page of
the folder is rendered in full.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Set
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any

import jinja2
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File

from newsdesk.host.fingerprints import files_digest
from newsdesk.host.generated import GeneratedFile, GeneratedPage, ordinary, src_uri
from newsdesk.host.output import Output
from newsdesk.records import Heading, Page, bytes_of, text_of
from newsdesk.settings import CODE, CONFIG, THEME

PARTS = ("partials/about.html", "partials/toc.html")  # the templates that show the page, not its frame
WORTHWHILE = 3  # pages of a folder from which on a frame saves work
_MARK = re.compile("\0([^\0]+)\0")
_SURROGATE = re.compile(rb"\xed[\xa0-\xbf]")  # which a browser would not take


def _mark(name: str) -> str:
    return f"\0{name}\0"


def folder_of(page: Page) -> tuple[str, bool]:
    """The key of a page's frame: the folder above it, to which links are relative, and whether it has contents."""
    return page.address.rstrip("/").rpartition("/")[0], bool(page.headings)


def sharing(pages: Iterable[Page], alone: Set[str]) -> dict[str, str]:
    """The addresses of the pages that can share a frame, and of the page of their folder that MkDocs is to render.

    Pages that the navigation lists are `alone`: the frame marks them. So are those with hardly any beside them.
    """
    folders: dict[tuple[str, bool], list[str]] = {}
    for page in pages:
        if src_uri(page.address, page.kind) not in alone:
            folders.setdefault(folder_of(page), []).append(page.address)
    worthwhile = (members for members in folders.values() if len(members) >= WORTHWHILE)
    return {address: first for first, *others in worthwhile for address in others}


def made_files(pages: Mapping[str, Page], config: MkDocsConfig, *, share: bool) -> tuple[dict[str, File], Set[str]]:
    """The files of pages, by address, and those that MkDocs is to render for others; all, where none may share."""
    shares = sharing(pages.values(), listed(config.nav)) if share else {}
    files = {
        address: GeneratedFile(address, page.kind, partial(pages.__getitem__, address), config)
        if address in shares
        else ordinary(page, config)
        for address, page in pages.items()
    }
    return files, set(shares.values())


def listed(nav: Any) -> set[str]:
    """All paths that a navigation lists, as `mkdocs.yml` has it."""
    if isinstance(nav, str):
        return {nav}
    below = nav.values() if isinstance(nav, dict) else nav or ()
    return {path for item in below for path in listed(item)}


class Frames:
    """The frames of all folders of one build."""

    def __init__(self, env: jinja2.Environment, config: MkDocsConfig, finish: Callable[[str], str]) -> None:
        """`finish` is what is done to every rendered page."""
        assert env.loader
        marks = jinja2.DictLoader({name: _mark(name) for name in PARTS})
        self.env = env
        self.marked = env.overlay(loader=jinja2.ChoiceLoader([marks, env.loader]))
        self.config = config
        self.finish = finish
        self._seen: dict[tuple[str, bool], tuple[GeneratedPage, dict[str, Any], str]] = {}
        self._frames: dict[tuple[str, bool], Frame] = {}

    def saw(self, page: GeneratedPage, context: Mapping[str, Any], html: str) -> None:
        """A page that MkDocs rendered, with what."""
        self._seen[folder_of(page.made)] = page, dict(context), html

    def of(self, page: Page) -> Frame:
        """The frame of a page of a folder of which MkDocs rendered a page."""
        folder = folder_of(page)
        if folder not in self._frames:
            pattern, context, html = self._seen[folder]
            frame = self._frames[folder] = Frame(self, context, page)
            frame.joins = frame.joined(pattern) == bytes_of(html)
        return self._frames[folder]

    def write(self, files: Iterable[GeneratedFile], output: Output) -> None:
        """Writes the pages that share a frame, but for those that stand as they would be written."""
        base = _decides(self.config)
        for file in files:
            frame = self.of(file.made)
            key = sha256(f"{base} {frame.digest} {file.made.digest}".encode()).hexdigest() if frame.joins else ""
            if not output.keep(file.made.address, key):
                output.write(file.made.address, key, frame.page(file))


def _decides(config: MkDocsConfig) -> str:
    """The fingerprint of a finished page's surroundings: all but its frame and itself."""
    code = (Path(config.theme.custom_dir or THEME), THEME, CODE / "host", CODE.parent / "mkdocs_hooks.py", CONFIG)
    return f"{files_digest(code)} {config.site_url} {config.use_directory_urls} {config.config_file_path}"


class Frame:
    """The frame of one folder, rendered as for the page `other`, and the page that MkDocs rendered held against it."""

    def __init__(self, frames: Frames, context: dict[str, Any], other: Page) -> None:
        self._frames = frames
        self._context = context
        self.joins = True
        page = _marked_page(other, frames.config)
        html = frames.marked.get_template("main.html").render({**context, "page": page, "newsdesk": page.made})
        # At odd places the names of what stands between.
        self._pieces = [bytes_of(piece) for piece in _MARK.split(frames.finish(html))]
        self._language = frames.env.get_template("partials/language.html").make_module(context)
        self.digest = sha256(b"\0".join(self._pieces)).hexdigest()

    def page(self, file: GeneratedFile) -> bytes:
        """The finished page of a file."""
        page = file.page
        page.read_source(self._frames.config)
        page.show_contents()
        return publishable(self.joined(page) if self.joins else bytes_of(self._in_full(page)))

    def joined(self, page: GeneratedPage) -> bytes:
        """The frame with a page's parts."""
        context = {**self._context, "page": page, "newsdesk": page.made, "lang": self._language}
        first = page.made.headings[0].id if page.made.headings else ""
        parts = {"title": page.title, "canonical": page.canonical_url, "first": first}
        html = [*self._pieces]  # and the body as it is: most of the page, and never a string
        for place in range(1, len(html), 2):
            name = text_of(html[place])
            if name == "content":
                html[place] = page.made.body
            else:
                html[place] = bytes_of(str(parts[name]) if name in parts else self._rendered(name, context))
        return b"".join(html)

    def _in_full(self, page: GeneratedPage) -> str:
        page.show()
        context = {**self._context, "page": page, "newsdesk": page.made}
        return self._frames.finish(self._rendered("main.html", context))

    def _rendered(self, template: str, context: Mapping[str, Any]) -> str:
        return self._frames.env.get_template(template).render(context)


def publishable(body: bytes) -> bytes:
    """A finished page as a file: with a reference to each lone surrogate, which UTF-8 cannot have."""
    return text_of(body).encode("utf-8", "xmlcharrefreplace") if _SURROGATE.search(body) else body


def _marked_page(other: Page, config: MkDocsConfig) -> GeneratedPage:
    """A page at the address of another that shows marks where it would show itself."""
    headings = (Heading(1, _mark("first"), ""),) if other.headings else ()
    made = Page(other.address, _mark("title"), bytes_of(_mark("content")), other.kind, headings)
    page = GeneratedFile(other.address, other.kind, lambda: made, config).page
    page.markdown = ""
    page.show()
    page.canonical_url = _mark("canonical")
    return page
