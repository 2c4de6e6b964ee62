"""MkDocs' events and nothing else: hands the pages of a build to MkDocs. Nothing but this file imports MkDocs."""

from __future__ import annotations

import logging
import re
from dataclasses import replace
from html import escape, unescape
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.livereload import LiveReloadServer
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.structure.toc import AnchorLink, TableOfContents

from newsdesk.build import Site, build, sources_folder
from newsdesk.cli.progress import bar
from newsdesk.exports.search import search_files
from newsdesk.pages import outline
from newsdesk.pages.own import opened
from newsdesk.pages.written import Written
from newsdesk.problems import Problem
from newsdesk.reading.options import read_options
from newsdesk.records import Heading, Options, Page, WrittenPage

log = logging.getLogger("mkdocs.newsdesk")
LEAVES = {"briefing", "source", "profile", "moved"}  # kinds of page that have no others below them
TOGGLE = re.compile(r'(<input class="md-toggle"[^>]*?) autocomplete="off"')
ANCHOR = re.compile(r'\sid="([^"]+)"')
LEVELS = {"error": logging.ERROR, "warning": logging.WARNING, "note": logging.INFO}


class Run:
    """What one build carries from event to event."""

    preview = False
    options: Options
    site: Site
    written: Written
    openings: dict[str, Page]  # generated pages whose opening text an editor wrote, by source file
    searched: dict[str, Page]  # what a search may find, by address


class GeneratedPage(MkDocsPage):
    """A page that was made, not written: it has its HTML and its contents, and no Markdown is run for it."""

    def __init__(self, made: Page, file: File, config: MkDocsConfig) -> None:
        super().__init__(escape(made.title), file, config)
        self.made = made

    def read_source(self, config: MkDocsConfig) -> None:
        self.markdown = ""
        self.meta = _meta(self.made)

    def render(self, config: MkDocsConfig, files: Files) -> None:
        self.content = self.made.html
        self.toc = _toc(self.made.headings)
        self.present_anchor_ids = set(ANCHOR.findall(self.made.html))


def on_startup(*, command: str, dirty: bool) -> None:
    Run.preview = command == "serve"


def on_config(config: MkDocsConfig) -> None:
    """Makes the pages before MkDocs empties the output folder: bad input leaves the last site as it was."""
    _count_warnings_though_quiet(config)
    Run.options, problems = read_options(
        config.extra.get("newsdesk"),
        site_name=config.site_name,
        site_url=config.site_url or "",
        preview=Run.preview,
    )
    before = getattr(Run, "site", None)  # under `serve`, the build before this one
    Run.site = build(sources_folder(), Run.options, bar(), Path(config.docs_dir), before)
    Run.written = Written(Run.site.knowledge, Run.options)
    config.markdown_extensions.append(Run.written)  # type: ignore[arg-type]  # MkDocs hands it on as it is
    _tell((*problems, *Run.site.problems), config)


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Adds what was made. A page that an editor wrote at the same address stays, and opens the made one."""
    Run.openings = {}
    Run.searched = {page.address: page for page in Run.site.pages}
    written = {file.dest_uri: _openable(file) for file in files.documentation_pages()}
    for page in Run.site.pages:
        if hand := written.get(f"{page.address}index.html"):
            Run.openings[hand.src_uri] = page
        else:
            file = File.generated(config, _src_uri(page), content="", inclusion=InclusionLevel.NOT_IN_NAV)
            files.append(_openable(file))
            GeneratedPage(page, file, config)
    for address, content in Run.site.files.items():
        files.append(File.generated(config, address, content=content))
    return files


def on_page_markdown(markdown: str, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
    """Tells `[[names]]` in an editor's page where the page stands; what is wrong with it was told before."""
    wants = page.meta.get("autolink") is True
    Run.written.open(WrittenPage(page.file.dest_uri.removesuffix("index.html"), "", markdown, autolink=wants))
    return markdown


def on_page_content(html: str, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
    """Ends an editor's page; one at a made page's address has the contents of both."""
    if isinstance(page, GeneratedPage):
        return html
    _let_search_know(page, html)
    if made := Run.openings.get(page.file.src_uri):
        sections = [below for item in page.toc for below in (item.children if item.level == 1 else [item])]
        page.toc = TableOfContents([*sections, *_toc(made.headings)])
        page.present_anchor_ids = (page.present_anchor_ids or set()) | set(ANCHOR.findall(made.html))
    return html + Run.written.close()[0]


def on_env(env: Any, config: MkDocsConfig, files: Files) -> None:
    """Keeps file names out of the addresses that search engines are given; tells templates of a preview."""
    env.globals["preview"] = Run.preview
    for file in files.documentation_pages():
        if file.page and file.page.canonical_url:
            file.page.canonical_url = file.page.canonical_url.removesuffix("index.html")


def on_page_context(context: dict[str, Any], page: MkDocsPage, config: MkDocsConfig, nav: Any) -> dict[str, Any]:
    """Gives templates the made page as `newsdesk`, and puts an editor's text where it opens, under its title."""
    context["newsdesk"] = made = page.made if isinstance(page, GeneratedPage) else Run.openings.get(page.file.src_uri)
    if made and not isinstance(page, GeneratedPage):
        page.content = opened(made.html, page.content or "")
    return context


def on_post_page(output: str, page: MkDocsPage, config: MkDocsConfig) -> str:
    """Mends what Material's frame has that no HTML checker takes."""
    return TOGGLE.sub(r"\1", output)


def on_post_template(output: str, template_name: str, config: MkDocsConfig) -> str:
    """The same for the page that says that there is no such page."""
    return TOGGLE.sub(r"\1", output)


def on_post_build(config: MkDocsConfig) -> None:
    for address, content in search_files(Run.searched.values()).items():
        path = Path(config.site_dir) / address
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)
    log.info(Run.site.summary)


def on_serve(server: LiveReloadServer, config: MkDocsConfig, builder: Any) -> LiveReloadServer:
    server.watch(str(sources_folder()))
    if config.theme.custom_dir:
        server.watch(config.theme.custom_dir)
    return server


def _src_uri(page: Page) -> str:
    """The Markdown file that would have this address; editors link to made pages by it."""
    return f"{page.address.rstrip('/')}.md" if page.kind in LEAVES else f"{page.address}index.md"


def _openable(file: File) -> File:
    """The file with links to it that name it, so that a site opened from a folder works as from a server."""
    file.url = file.dest_uri
    return file


def _meta(page: Page) -> dict[str, Any]:
    """A page's metadata as MkDocs' templates want it: they print it as it is, so it is escaped here."""
    meta: dict[str, Any] = {"title": escape(page.title)}
    if page.description:
        meta["description"] = escape(page.description)
    return meta


def _toc(headings: tuple[Heading, ...]) -> TableOfContents:
    """Nests headings by their level."""
    top: list[AnchorLink] = []
    path: list[AnchorLink] = []
    for heading in headings:
        link = AnchorLink(escape(heading.title, quote=False), heading.id, heading.level)
        path = [above for above in path if above.level < heading.level]
        (path[-1].children if path else top).append(link)
        path.append(link)
    return TableOfContents(top)


def _let_search_know(page: MkDocsPage, html: str) -> None:
    """Lets a search find what an editor wrote, unless its front matter says `search: {exclude: true}`."""
    exclude = page.meta.get("search")
    if isinstance(exclude, dict) and exclude.get("exclude"):
        return
    address = page.file.dest_uri.removesuffix("index.html")
    made = Run.searched.get(address) or Page(address, unescape(str(page.title)), "", "written")
    texts = dict(made.search)
    for anchor, text in outline.search_text(html).items():
        texts[anchor] = f"{text} {texts.get(anchor, '')}".strip()
    headings = (*outline.headings(html), *made.headings)
    Run.searched[address] = replace(made, search=texts, headings=headings)


def _tell(problems: tuple[Problem, ...], config: MkDocsConfig) -> None:
    """Logs all problems. An error stops a build, and so does a warning if it is strict; never the preview."""
    for problem in sorted(problems):
        log.log(LEVELS[problem.severity], str(problem))
    bad = [p for p in problems if p.severity == "error" or (config.strict and p.severity == "warning")]
    if bad and not Run.preview:
        raise Abort(f"Stopped by {len(bad)} problem{'s' if len(bad) > 1 else ''} in the sources; the last site stands")


def _count_warnings_though_quiet(config: MkDocsConfig) -> None:
    """`-q --strict` must fail too: MkDocs counts only what its logger lets pass."""
    logger = logging.getLogger("mkdocs")
    if config.strict and logger.level > logging.WARNING:
        for handler in (h for h in logger.handlers if isinstance(h, logging.StreamHandler)):
            handler.setLevel(max(handler.level, logger.level))
        logger.setLevel(logging.WARNING)
