"""Made pages as MkDocs knows pages and files."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from functools import partial
from html import escape
from pathlib import PurePath
from types import SimpleNamespace
from typing import Any
from urllib.parse import urljoin

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.structure.toc import AnchorLink, TableOfContents
from mkdocs.utils import get_build_date

from newsdesk.pages import addresses, links
from newsdesk.records import Heading, Page, text_of

LEAVES = {"briefing", "source", "outlet", "profile", "moved"}  # kinds of page that have no others below them


class GeneratedPage(MkDocsPage):
    """A page that was made, not written: it has its HTML and its contents, and no Markdown is run for it."""

    def __init__(self, made: Callable[[], Page], file: File, config: MkDocsConfig) -> None:
        """`made` gives the page: it is not asked before somebody wants more than the page's address."""
        super().__init__(None, file, config)
        self._get = made
        self._site = config.site_url
        self.canonical_url = without_file_name(self.canonical_url)

    @property
    def made(self) -> Page:
        return self._get()

    @property
    def title(self) -> str:  # type: ignore[override]  # MkDocs' own is set
        """As HTML. Lists, which stand in the navigation, are called the same wherever they are named."""
        return escape(addresses.TITLES.get(address_of(self.file)) or self.made.title)

    def read_source(self, config: MkDocsConfig) -> None:
        self.markdown = ""
        self.meta = _meta(self.made)

    def render(self, config: MkDocsConfig, files: Files) -> None:
        self.show()

    def show(self) -> None:
        self.content = self.made.html
        self.show_contents()

    def show_contents(self) -> None:
        made = self.made
        self.toc = toc(made.headings)
        if made.redirect_to:  # the one that search engines are to keep; relative where the site's address is unknown
            to = addresses.absolute(self._site, made.redirect_to) if self._site else ""
            self.canonical_url = to or without_file_name(addresses.relative(made.address, made.redirect_to))

    @property
    def present_anchor_ids(self) -> set[str]:  # type: ignore[override]  # MkDocs asks only where a link leads here
        return anchors(self.made)


class AwaitedFile(File):
    """A file that MkDocs lets links lead to and does not write: it is written later."""

    def __init__(self, src_uri: str, address: str, config: MkDocsConfig) -> None:
        super().__init__(
            src_uri,
            src_dir=None,
            dest_dir=config.site_dir,
            use_directory_urls=config.use_directory_urls,
            dest_uri=address,
            inclusion=InclusionLevel.NOT_IN_NAV,
        )
        self.content_string = ""

    def copy_file(self, dirty: bool = False) -> None:
        pass


class GeneratedFile(AwaitedFile):
    """A made page that MkDocs takes for a file to copy: links lead to it, and none of MkDocs' steps for pages run.

    It is finished and written with the others of its folder (`newsdesk.host.frames`), or when somebody asks for it
    (`newsdesk.host.preview`).
    """

    def __init__(self, address: str, kind: str, made: Callable[[], Page], config: MkDocsConfig) -> None:
        super().__init__(src_uri(address, kind), f"{address}index.html", config)
        openable(self)
        self.kind = kind
        self._made = made
        self._config = config
        self._page: GeneratedPage | None = None

    @property
    def made(self) -> Page:
        return self._made()

    def is_documentation_page(self) -> bool:
        return False

    @property
    def page(self) -> GeneratedPage:  # made when somebody asks
        if self._page is None:
            GeneratedPage(self._made, self, self._config)
        assert self._page
        return self._page

    @page.setter
    def page(self, page: GeneratedPage) -> None:
        self._page = page


class AwaitedFiles(Files):
    """The editors' files, and those that are made when somebody asks for them: known where a link leads there."""

    def __init__(
        self,
        written: Files,
        pages: Mapping[str, Page],
        kinds: Mapping[str, str],
        others: Collection[str],
        config: MkDocsConfig,
    ) -> None:
        """`kinds` of the pages that are made alone, by address; `others`: the addresses of files that are no pages."""
        super().__init__(written)
        self._pages, self._kinds, self._others, self._config = pages, kinds, others, config
        self._sources = {src_uri(address, kind): address for address, kind in kinds.items()}
        self._made: dict[str, GeneratedFile] = {}

    @property
    def addresses(self) -> Collection[str]:
        """Those of the made pages."""
        return self._kinds

    def made(self, address: str) -> GeneratedFile | None:
        """The file of the made page at an address."""
        if address not in self._made and address in self._kinds:
            get = partial(self._pages.__getitem__, address)
            self._made[address] = GeneratedFile(address, self._kinds[address], get, self._config)
        return self._made.get(address)

    def get_file_from_path(self, path: str) -> File | None:
        uri = PurePath(path).as_posix()
        if found := super().get_file_from_path(path):
            return found
        if uri in self._sources:
            return self.made(self._sources[uri])
        return AwaitedFile(uri, uri, self._config) if uri in self._others else None


def ordinary(made: Page, config: MkDocsConfig) -> File:
    """A made page that goes through all of MkDocs' steps for pages, but for Markdown."""
    uri = src_uri(made.address, made.kind)
    file = openable(File.generated(config, uri, content="", inclusion=InclusionLevel.NOT_IN_NAV))
    GeneratedPage(lambda: made, file, config)
    return file


def site_map_entries(made: Iterable[str], config: MkDocsConfig) -> list[SimpleNamespace]:
    """The entries of a site map for generated pages at some addresses, for MkDocs' template."""
    if not config.site_url:
        return []  # which has full addresses only
    today = get_build_date()
    urls = (urljoin(f"{config.site_url.rstrip('/')}/", address) for address in made)
    return [SimpleNamespace(page=SimpleNamespace(canonical_url=url, update_date=today)) for url in urls]


def openable(file: File) -> File:
    """The file with links to it that name it, so that a site opened from a folder works as from a server."""
    file.url = file.dest_uri
    return file


def without_file_name(url: str | None) -> str | None:
    """Keeps file names out of the addresses that search engines are given."""
    return url and url.removesuffix("index.html")


def src_uri(address: str, kind: str) -> str:
    """The Markdown file that a made page of this address and kind would have; editors link to made pages by it."""
    return f"{address.rstrip('/')}.md" if kind in LEAVES else f"{address}index.md"


def address_of(file: File) -> str:
    """Where the page of a file stands."""
    return file.dest_uri.removesuffix("index.html")


def anchors(made: Page) -> set[str]:
    return set(map(text_of, links.anchors(made.body)))


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
