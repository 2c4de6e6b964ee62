"""Finished pages as Markdown files, for generators that know nothing of Newsdesk: HTML with headings they can list."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from html import escape
from html.parser import HTMLParser

from markdown.util import BLOCK_LEVEL_ELEMENTS

from newsdesk.pages.plain_html import LISTS
from newsdesk.records import Options, Page

_SPECIAL = re.compile(r"([\\`*_{}\[\]()>#+\-.!])")  # what Python-Markdown lets a backslash escape
_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
_BLOCKS = {*BLOCK_LEVEL_ELEMENTS, "template"}
_HEADINGS = {"h2", "h3", "h4", "h5", "h6"}


def file_of(page: Page) -> str:
    """Where a page's Markdown stands below the folder of pages."""
    return f"{page.address}index.md"


def markdown(page: Page) -> str:
    """A page as Markdown with `md_in_html`: its HTML as it is, but headings are Markdown's, so that a generator
    lists them in its contents, and what no search should find is marked for Zensical's and Material's search."""
    # Themes print both as they are, so they are escaped here.
    front = {"title": escape(page.title)}
    if page.description:
        front["description"] = escape(page.description)
    scripts = "".join(f'<script type="application/ld+json">{item}</script>\n' for item in page.json_ld)
    # JSON is YAML, and a lone surrogate cannot be written as UTF-8.
    lines = "\n".join(f"{key}: {json.dumps(value)}" for key, value in front.items())
    return f"---\n{lines}\n---\n\n{_Rewritten(page).html}\n\n{scripts}"


def config(options: Options, own: Iterable[Page] = ()) -> str:
    """An `mkdocs.yml` that MkDocs, ProperDocs and Zensical read, for the pages in `docs/` beside it."""
    lists = [(f"{address}index.md", text) for address, text in LISTS] + [(file_of(page), page.title) for page in own]
    lines = [
        f"site_name: {json.dumps(options.site_name)}",
        *([f"site_url: {json.dumps(options.site_url)}"] if options.site_url else []),
        "theme:",
        "  name: material",
        "  font: false",
        "plugins:",
        "  - search",
        "markdown_extensions:",
        "  - md_in_html",
        "  - toc:",
        "      permalink: true",
        "extra_css:",
        "  - assets/newsdesk.css",
        "extra_javascript:",
        "  - assets/previews.js",
        "  - assets/tools.js",
        "nav:",
        *(f"  - {json.dumps(text)}: {json.dumps(name)}" for name, text in lists),
    ]
    return "\n".join(lines) + "\n"


class _Rewritten(HTMLParser):
    """A page's HTML in which the headings of its contents, and all that stands around them, are open to Markdown."""

    def __init__(self, page: Page) -> None:
        super().__init__(convert_charrefs=False)
        self._headings = {heading.id for heading in page.headings}
        self._out: list[str] = []
        self._open: list[tuple[str, int]] = []  # every open element: how it is closed, its place in `_out`
        self._heading = 0  # how many elements were open where a heading of the contents began, and it
        self._hidden: list[int] = []  # how many elements were open where what search must not see began
        self.feed(page.html)
        self.close()

    @property
    def html(self) -> str:
        return "".join(self._out)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        text, end = self.get_starttag_text() or "", f"</{tag}>"
        if len(self._open) in self._hidden:
            text = _with(text, "data-search-exclude")
        if tag == "template":  # no block to Markdown
            text, end = f"<div hidden data-search-exclude>{text}", f"{end}</div>"
        elif tag in _HEADINGS and dict(attrs).get("id") in self._headings:
            for _, place in self._open:
                if " markdown=" not in self._out[place]:
                    self._out[place] = _with(self._out[place], 'markdown="1"')
            text = _with(text, 'markdown="span"')
            self._heading = len(self._open) + 1
        elif tag in _HEADINGS:  # which Markdown would list
            text = _with(text.replace(tag, "div", 1), f'role="heading" aria-level="{tag[1]}"')
            end = "</div>"
        if tag in _BLOCKS:  # which Markdown knows at the start of a line
            text = f"\n{text}"
        self._out.append(text)
        if tag not in _VOID:
            self._open.append((end, len(self._out) - 1))

    def handle_endtag(self, tag: str) -> None:
        self._out.append(self._open.pop()[0])
        if len(self._open) < self._heading:
            self._heading = 0

    def handle_data(self, data: str) -> None:
        self._out.append(_SPECIAL.sub(r"\\\1", data) if self._heading else data)

    def handle_entityref(self, name: str) -> None:
        self._out.append(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self._out.append(f"&#{name};")

    def handle_comment(self, data: str) -> None:
        if data == "no-search":
            self._hidden.append(len(self._open))
        elif data == "/no-search":
            self._hidden.pop()


def _with(tag: str, attribute: str) -> str:
    return f"{tag[:-1]} {attribute}>"
