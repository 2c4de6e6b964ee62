"""Made pages as MkDocs knows pages and files."""

from __future__ import annotations

import re
from html import escape
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.structure.toc import AnchorLink, TableOfContents

from newsdesk.pages import addresses
from newsdesk.records import Heading, Page, text_of

LEAVES = {"briefing", "source", "profile", "moved"}  # kinds of page that have no others below them
_ANCHOR = re.compile(rb'\sid="([^"]+)"')


class GeneratedPage(MkDocsPage):
    """A page that was made, not written: it has its HTML and its contents, and no Markdown is run for it."""

    def __init__(self, made: Page, file: File, config: MkDocsConfig) -> None:
        super().__init__(escape(made.title), file, config)
        self.made = made
        self.canonical_url = without_file_name(self.canonical_url)
        if made.redirect_to:  # the one that search engines are to keep; relative where the site's address is unknown
            site = config.site_url
            to = addresses.absolute(site, made.redirect_to) if site else ""
            self.canonical_url = to or without_file_name(addresses.relative(made.address, made.redirect_to))

    def read_source(self, config: MkDocsConfig) -> None:
        self.markdown = ""
        self.meta = _meta(self.made)

    def render(self, config: MkDocsConfig, files: Files) -> None:
        self.show()

    def show(self) -> None:
        self.content = self.made.html
        self.show_contents()

    def show_contents(self) -> None:
        self.toc = toc(self.made.headings)

    @property
    def present_anchor_ids(self) -> set[str]:  # type: ignore[override]  # MkDocs asks only where a link leads here
        return anchors(self.made)


class MadeFile(File):
    """A made page that MkDocs takes for a file to copy: links lead to it, and none of MkDocs' steps for pages run.

    It is finished and written with the others of its folder (`newsdesk.host.frames`).
    """

    def __init__(self, made: Page, config: MkDocsConfig) -> None:
        super().__init__(
            src_uri(made),
            src_dir=None,
            dest_dir=config.site_dir,
            use_directory_urls=config.use_directory_urls,
            dest_uri=f"{made.address}index.html",
            inclusion=InclusionLevel.NOT_IN_NAV,
        )
        self.content_string = ""
        self.made = made
        self._config = config
        self._page: GeneratedPage | None = None

    def is_documentation_page(self) -> bool:
        return False

    def copy_file(self, dirty: bool = False) -> None:
        pass

    @property
    def page(self) -> GeneratedPage:  # made when somebody asks
        if self._page is None:
            GeneratedPage(self.made, openable(self), self._config)
        assert self._page
        return self._page

    @page.setter
    def page(self, page: GeneratedPage) -> None:
        self._page = page


def ordinary(made: Page, config: MkDocsConfig) -> File:
    """A made page that goes through all of MkDocs' steps for pages, but for Markdown."""
    file = openable(File.generated(config, src_uri(made), content="", inclusion=InclusionLevel.NOT_IN_NAV))
    GeneratedPage(made, file, config)
    return file


def openable(file: File) -> File:
    """The file with links to it that name it, so that a site opened from a folder works as from a server."""
    file.url = file.dest_uri
    return file


def without_file_name(url: str | None) -> str | None:
    """Keeps file names out of the addresses that search engines are given."""
    return url and url.removesuffix("index.html")


def src_uri(page: Page) -> str:
    """The Markdown file that would have this address; editors link to made pages by it."""
    return f"{page.address.rstrip('/')}.md" if page.kind in LEAVES else f"{page.address}index.md"


def anchors(made: Page) -> set[str]:
    return set(map(text_of, _ANCHOR.findall(made.body)))


def toc(headings: tuple[Heading, ...]) -> TableOfContents:
    """Nests headings by their level."""
    top: list[AnchorLink] = []
    path: list[AnchorLink] = []
    for heading in headings:
        link = AnchorLink(escape(heading.title, quote=False), heading.id, heading.level)
        path = [above for above in path if above.level < heading.level]
        (path[-1].children if path else top).append(link)
        path.append(link)
    return TableOfContents(top)


def _meta(page: Page) -> dict[str, Any]:
    """A page's metadata as MkDocs' templates want it: they print it as it is, so it is escaped here."""
    meta: dict[str, Any] = {"title": escape(page.title)}
    if page.description:
        meta["description"] = escape(page.description)
    return meta
