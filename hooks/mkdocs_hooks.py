"""MkDocs' events and nothing else: hands the pages of a build to MkDocs, with the help of `newsdesk.host`."""

from __future__ import annotations

import logging
import os
import re
from collections import ChainMap
from collections.abc import Mapping, Set
from contextlib import suppress
from functools import partial
from pathlib import Path
from threading import Thread
from typing import Any

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.structure.toc import TableOfContents
from mkdocs.utils import CountHandler

from newsdesk.build import Build, build, examined, warm_up
from newsdesk.cli.progress import bar
from newsdesk.desk.desk import Desk
from newsdesk.exports.search import search_files
from newsdesk.host.database import write_database
from newsdesk.host.desk import DeskServer
from newsdesk.host.file_events import watch
from newsdesk.host.fingerprints import (
    is_as_the_project_has_it,
    only_we_see_pages,
    pages_kept,
    project_inputs,
    remember,
    spare,
    stands,
)
from newsdesk.host.finishing import finish
from newsdesk.host.frames import Frames, made_files
from newsdesk.host.generated import (
    AwaitedFiles,
    GeneratedPage,
    anchors,
    openable,
    site_map_entries,
    toc,
    without_file_name,
)
from newsdesk.host.link_check import broken_links, collisions
from newsdesk.host.output import Output
from newsdesk.host.preview import Built, Preview
from newsdesk.host.project import complete
from newsdesk.host.searched import searchable
from newsdesk.host.swap import sweep
from newsdesk.host.telling import count_warnings, in_a_line, tell
from newsdesk.host.templates import remember_templates
from newsdesk.pages.editors_html import opened
from newsdesk.pages.editors_markdown import EditorsMarkdown
from newsdesk.pages.making import Published
from newsdesk.pages.plain_html import POLICY
from newsdesk.processes import end_with_build, garbage_collection
from newsdesk.reading.options import read_options
from newsdesk.reading.parser import ModelError
from newsdesk.records import EditorsPage, Options, Page
from newsdesk.settings import CACHE, PROJECT, sources_folder

log = logging.getLogger("mkdocs.newsdesk")
TOGGLE = re.compile(r'(<input class="md-toggle"[^>]*?) autocomplete="off"')


class Session:
    """One run of MkDocs: what its build carries from event to event and, in the preview, from one build to the next."""

    inputs: str  # a digest of what decides the site; "" where that is not all known
    options: Options
    site: Published
    written: EditorsMarkdown
    openings: dict[str, Page]  # generated pages whose opening text an editor wrote, by source file
    searched: ChainMap[str, Page]  # what a search may find, by address
    awaited: AwaitedFiles  # the files of a preview
    context: dict[str, Any]  # what the page that MkDocs renders now is rendered with
    env: Environment
    frames: Frames
    files: Files
    nav: Navigation

    def __init__(self) -> None:
        self.command = ""
        self.preview = False
        self.build: Build | None = None
        self.made: dict[str, File] = {}  # the files of the generated pages that no editor opened, by address
        self.patterns: Set[str] = (
            frozenset()
        )  # addresses of pages that MkDocs renders for others that share their frame
        self.output: Output | None = None  # None where nothing can be built beside the site
        self.served = Preview()
        self.desk: DeskServer | None = None  # in a preview alone
        self.warnings = CountHandler()

    def on_startup(self, *, command: str, dirty: bool) -> None:
        self.command = command
        self.preview = command == "serve"
        if self.preview:
            self.desk = DeskServer(Desk(sources_folder(), PROJECT / "sources" / "entities", examined))
        else:
            end_with_build()

    @event_priority(100)
    @garbage_collection(False)
    def on_config(self, config: MkDocsConfig) -> None:
        """Makes the pages before MkDocs empties the output folder: bad input leaves the last site as it was."""
        self.served.wait()
        complete(config)
        known = not self.preview and is_as_the_project_has_it(config)
        self.inputs = project_inputs() if known else ""
        sweep(_place(config))
        if (
            self.command == "build"
            and not os.environ.get("NEWSDESK_AGAIN")
            and stands(_place(config), self.inputs, CACHE)
        ):
            log.info(
                "Nothing has changed since %s was built (NEWSDESK_AGAIN=1 builds it all the same)", config.site_dir
            )
            raise SystemExit(0)
        remember_templates(config.theme, CACHE / "templates")
        self.warnings = count_warnings(self.warnings, config.strict)
        self.options, problems = read_options(
            config.extra.get("newsdesk"),
            Path(config.config_file_path),
            site_name=config.site_name,
            site_url=config.site_url or "",
            preview=self.preview,
        )
        if self.desk:
            self.desk.reads()
        # Under `serve` there is the build before this one.
        self.build = done = build(sources_folder(), self.options, bar(), Path(config.docs_dir), self.build)
        self.site = done.site
        self.written = EditorsMarkdown(done.knowledge, done.public)
        config.markdown_extensions.append(self.written)  # type: ignore[arg-type]  # MkDocs hands it on as it is
        tell((*problems, *done.problems), strict=config.strict, preview=self.preview)
        self._build_beside(config)

    def on_files(self, files: Files, config: MkDocsConfig) -> Files:
        """Adds what was made. A page that an editor wrote at the same address stays, and opens the made one."""
        pages = self.site.pages
        self.searched = ChainMap({}, pages)  # type: ignore[arg-type]  # only the first is written to
        for line in collisions(files, pages, self.site.files):
            log.warning(line)
        written = {file.dest_uri: openable(file) for file in files.documentation_pages()}
        opened_by = {address: file for address in pages if (file := written.get(f"{address}index.html"))}
        self.openings = {file.src_uri: pages[address] for address, file in opened_by.items()}
        if self.preview:
            alone = {address: kind for address, kind in self.site.kinds.items() if address not in opened_by}
            self.awaited = AwaitedFiles(files, pages, alone, self.site.files, config)
            return self.awaited
        share = self.output is not None and only_we_see_pages(config)
        self.made, self.patterns = made_files(
            {at: pages[at] for at in pages if at not in opened_by}, config, share=share
        )
        for file in self.made.values():
            files.append(file)
        for address, content in self.site.files.items():
            files.append(File.generated(config, address, content=content))
        return files

    def on_nav(self, nav: Navigation, config: MkDocsConfig, files: Files) -> None:
        self.nav = nav

    def on_env(self, env: Environment, config: MkDocsConfig, files: Files) -> None:
        env.globals["policy"] = "" if self.preview else POLICY  # the preview's reloading is a script in the page
        env.globals["preview"] = self.preview
        env.globals["desk"] = self.desk.token if self.desk else ""
        self.env = env
        self.frames = Frames(env, config, _mended)
        for file in files.documentation_pages():
            if file.page:
                file.page.canonical_url = without_file_name(file.page.canonical_url)
        self.files = files

    def on_template_context(self, context: dict[str, Any], template_name: str, config: MkDocsConfig) -> dict[str, Any]:
        """Gives the site map the pages that MkDocs takes for files, and keeps from it those that lead on to others."""
        if template_name == "sitemap.xml" and not self.preview:  # which nobody searches
            there = (address for address in self.made if self.site.kinds[address] != "moved")
            written = (file for file in context["pages"] if not isinstance(file.page, GeneratedPage))
            context["pages"] = [*written, *site_map_entries(there, config)]
        return context

    def on_page_markdown(self, markdown: str, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
        """Tells `[[names]]` in an editor's page where the page stands; what is wrong with it was told before."""
        if isinstance(page, GeneratedPage):
            return markdown
        wants = page.meta.get("autolink") is True
        self.written.open(EditorsPage(page.file.dest_uri.removesuffix("index.html"), "", markdown, autolink=wants))
        return markdown

    def on_page_content(self, html: str, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
        """Ends an editor's page; one at a made page's address has the contents of both."""
        if isinstance(page, GeneratedPage):
            return html
        if found := searchable(page, html, self.searched):
            self.searched[found.address] = found
        if made := self.openings.get(page.file.src_uri):
            sections = [below for item in page.toc for below in (item.children if item.level == 1 else [item])]
            page.toc = TableOfContents([*sections, *toc(made.headings)])
            page.present_anchor_ids = (page.present_anchor_ids or set()) | anchors(made)
        return html + self.written.close()[0]

    def on_page_context(
        self, context: dict[str, Any], page: MkDocsPage, config: MkDocsConfig, nav: Any
    ) -> dict[str, Any]:
        """Gives templates the made page as `newsdesk`, and puts an editor's text where it opens, under its title."""
        context["newsdesk"] = made = (
            page.made if isinstance(page, GeneratedPage) else self.openings.get(page.file.src_uri)
        )
        if made and not isinstance(page, GeneratedPage):
            page.content = opened(made.html, page.content or "")
        self.context = context
        return context

    def on_post_page(self, output: str, page: MkDocsPage, config: MkDocsConfig) -> str:
        output = _mended(output)
        if isinstance(page, GeneratedPage) and page.made.address in self.patterns:
            self.frames.saw(page, self.context, output)
        return output

    def on_post_template(self, output: str, template_name: str, config: MkDocsConfig) -> str:
        """The same for the page that says that there is no such page."""
        return _mended(output)

    @event_priority(-100)
    @garbage_collection(False)
    def on_post_build(self, config: MkDocsConfig) -> None:
        """Finishes the pages that share a frame, and puts the site in its place."""
        done, output, place = self.build, self.output, _place(config)
        assert done
        if not self.preview:
            folder, index = Path(config.site_dir), partial(_index, self.searched)
            broken = partial(broken_links, self.files, self.site.pages.values(), config)
            database = partial(write_database, folder, output.place if output else place, done.fill)
            for line in finish(folder, self.made.values(), self.frames, output, index, database, broken):
                log.warning(line)
        log.info(done.summary)
        if output:
            config.site_dir = str(place := output.place)
        warned = bool(self.warnings.get_counts())
        if config.strict and warned:
            return  # MkDocs stops it now, and the site stands as it was
        if self.preview:
            self.served.shows(self._built(place, config), output)
            if self.desk:
                self.desk.shows(done.knowledge, self.options)
        elif output:
            output.publish()
            output.drop()
            # After a warning everything is made again, so that a strict build sees it too.
            remember(output.place, "" if warned else self.inputs, CACHE, {} if warned else output.pages)

    def on_build_error(self, error: Exception) -> None:
        """Tells what a disk or a template did in one line; the rest is MkDocs' to tell."""
        self.on_shutdown()
        if line := in_a_line(error):
            raise Abort(f"{line}. The last site stands")

    def on_shutdown(self) -> None:
        """Removes what a build that came to nothing left beside the site."""
        logging.getLogger("mkdocs").removeHandler(self.warnings)
        if self.output:
            self.output.drop()

    def on_serve(self, server: LiveReloadServer, config: MkDocsConfig, builder: Any) -> LiveReloadServer:
        """Has sources and templates watched, and pages made that are asked for."""
        self.served.stand_before(server, self.desk)
        watch(server, config.docs_dir, str(sources_folder()), *filter(None, [config.theme.custom_dir]))
        Thread(target=_warm, daemon=True).start()
        return server

    def _build_beside(self, config: MkDocsConfig) -> None:
        """Has MkDocs build into a folder of its own, from which the finished site takes its place."""
        self.output = None
        with suppress(OSError):  # a folder beside which none can be made is built in, as MkDocs does it
            place = _place(config)
            kept = {} if self.preview else pages_kept(place, CACHE)
            self.output = Output(place, kept, None if self.preview else spare(place, CACHE))
            config.site_dir = str(self.output.beside)

    def _built(self, place: Path, config: MkDocsConfig) -> Built:
        """What the preview needs to know of this build to finish its pages later."""
        return Built(
            place=place,
            files=self.site.files,
            search=partial(_index, self.searched),
            false=self.site.problems,
            env=self.env,
            nav=self.nav,
            known=self.awaited,
            config=config,
            rest=self.site.rest,
        )


def _warm() -> None:
    """Loads the parser, so that the first article saved need not wait for it; what hinders that is told then."""
    with suppress(ModelError):
        warm_up()


def _place(config: MkDocsConfig) -> Path:
    return Path(config.site_dir).resolve()


def _index(searched: Mapping[str, Page]) -> Mapping[str, bytes]:
    return search_files(searched.values())


def _mended(html: str) -> str:
    """Without what Material's frame has that no HTML checker takes."""
    return TOGGLE.sub(r"\1", html)


_session = Session()  # MkDocs loads this file once, and takes its events from it
globals().update({name: getattr(_session, name) for name in vars(Session) if name.startswith("on_")})
