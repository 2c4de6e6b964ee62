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
from newsdesk.host.desk import DeskServer
from newsdesk.host.finishing import finish
from newsdesk.host.frames import Frames, made_files
from newsdesk.host.made import (
    AwaitedFiles,
    GeneratedPage,
    anchors,
    openable,
    site_map_entries,
    toc,
    without_file_name,
)
from newsdesk.host.output import Output
from newsdesk.host.preview import Built, Preview
from newsdesk.host.project import complete
from newsdesk.host.searched import searchable
from newsdesk.host.soundness import broken_links, collisions
from newsdesk.host.swap import sweep
from newsdesk.host.telling import count_warnings, in_a_line, tell
from newsdesk.host.templates import remember_templates
from newsdesk.host.unchanged import (
    is_as_the_project_has_it,
    only_we_see_pages,
    pages_kept,
    project_inputs,
    remember,
    spare,
    stands,
)
from newsdesk.host.watching import watch
from newsdesk.pages.making import Published
from newsdesk.pages.own import opened
from newsdesk.pages.plain import POLICY
from newsdesk.pages.written import Written
from newsdesk.processes import collecting, end_with_build
from newsdesk.reading.options import read_options
from newsdesk.reading.parser import ModelError
from newsdesk.records import Options, Page, WrittenPage
from newsdesk.settings import CACHE, PROJECT, sources_folder

log = logging.getLogger("mkdocs.newsdesk")
TOGGLE = re.compile(r'(<input class="md-toggle"[^>]*?) autocomplete="off"')


class Run:
    """What one build carries from event to event."""

    command = ""
    preview = False
    inputs = ""  # a digest of what decides the site; "" where that is not all known
    options: Options
    build: Build
    site: Published
    written: Written
    openings: dict[str, Page]  # generated pages whose opening text an editor wrote, by source file
    searched: ChainMap[str, Page]  # what a search may find, by address
    made: dict[str, File]  # the files of all other generated pages, by address
    awaited: AwaitedFiles  # those of a preview
    patterns: Set[str] = frozenset()  # addresses of the pages that MkDocs renders for others that share their frame
    context: dict[str, Any]  # what the page that MkDocs renders now is rendered with
    env: Environment
    frames: Frames
    files: Files
    nav: Navigation
    output: Output | None = None  # None where nothing can be built beside the site
    served = Preview()
    desk: DeskServer | None = None  # in a preview alone
    warnings = CountHandler()


def on_startup(*, command: str, dirty: bool) -> None:
    Run.command = command
    Run.preview = command == "serve"
    if Run.preview:
        Run.desk = DeskServer(Desk(sources_folder(), PROJECT / "sources" / "entities", examined))
    else:
        end_with_build()


@event_priority(100)
@collecting(False)
def on_config(config: MkDocsConfig) -> None:
    """Makes the pages before MkDocs empties the output folder: bad input leaves the last site as it was."""
    Run.served.wait()
    complete(config)
    known = not Run.preview and is_as_the_project_has_it(config)
    Run.inputs = project_inputs() if known else ""
    sweep(_place(config))
    if Run.command == "build" and not os.environ.get("NEWSDESK_AGAIN") and stands(_place(config), Run.inputs, CACHE):
        log.info("Nothing has changed since %s was built (NEWSDESK_AGAIN=1 builds it all the same)", config.site_dir)
        raise SystemExit(0)
    remember_templates(config.theme, CACHE / "templates")
    Run.warnings = count_warnings(Run.warnings, config.strict)
    Run.options, problems = read_options(
        config.extra.get("newsdesk"),
        Path(config.config_file_path),
        site_name=config.site_name,
        site_url=config.site_url or "",
        preview=Run.preview,
    )
    if Run.desk:
        Run.desk.reads()
    before = getattr(Run, "build", None)  # under `serve`, the build before this one
    Run.build = build(sources_folder(), Run.options, bar(), Path(config.docs_dir), before)
    Run.site = Run.build.site
    Run.written = Written(Run.build.knowledge, Run.options, Run.build.public)
    config.markdown_extensions.append(Run.written)  # type: ignore[arg-type]  # MkDocs hands it on as it is
    tell((*problems, *Run.build.problems), strict=config.strict, preview=Run.preview)
    _build_beside(config)


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Adds what was made. A page that an editor wrote at the same address stays, and opens the made one."""
    pages = Run.site.pages
    Run.searched = ChainMap({}, pages)  # type: ignore[arg-type]  # only the first is written to
    for line in collisions(files, pages, Run.site.files):
        log.warning(line)
    written = {file.dest_uri: openable(file) for file in files.documentation_pages()}
    opened_by = {address: file for address in pages if (file := written.get(f"{address}index.html"))}
    Run.openings = {file.src_uri: pages[address] for address, file in opened_by.items()}
    if Run.preview:
        alone = {address: kind for address, kind in Run.site.kinds.items() if address not in opened_by}
        Run.awaited = AwaitedFiles(files, pages, alone, Run.site.files, config)
        return Run.awaited
    share = Run.output is not None and only_we_see_pages(config)
    Run.made, Run.patterns = made_files({at: pages[at] for at in pages if at not in opened_by}, config, share=share)
    for file in Run.made.values():
        files.append(file)
    for address, content in Run.site.files.items():
        files.append(File.generated(config, address, content=content))
    return files


def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> None:
    Run.nav = nav


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> None:
    env.globals["policy"] = "" if Run.preview else POLICY  # the preview's reloading is a script in the page
    env.globals["preview"] = Run.preview
    env.globals["desk"] = Run.desk.token if Run.desk else ""
    Run.env = env
    Run.frames = Frames(env, config, _mended)
    for file in files.documentation_pages():
        if file.page:
            file.page.canonical_url = without_file_name(file.page.canonical_url)
    Run.files = files


def on_template_context(context: dict[str, Any], template_name: str, config: MkDocsConfig) -> dict[str, Any]:
    """Gives the site map the pages that MkDocs takes for files, and keeps from it those that lead on to others."""
    if template_name == "sitemap.xml" and not Run.preview:  # which nobody searches
        there = (address for address in Run.made if Run.site.kinds[address] != "moved")
        written = (file for file in context["pages"] if not isinstance(file.page, GeneratedPage))
        context["pages"] = [*written, *site_map_entries(there, config)]
    return context


def on_page_markdown(markdown: str, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
    """Tells `[[names]]` in an editor's page where the page stands; what is wrong with it was told before."""
    if isinstance(page, GeneratedPage):
        return markdown
    wants = page.meta.get("autolink") is True
    Run.written.open(WrittenPage(page.file.dest_uri.removesuffix("index.html"), "", markdown, autolink=wants))
    return markdown


def on_page_content(html: str, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
    """Ends an editor's page; one at a made page's address has the contents of both."""
    if isinstance(page, GeneratedPage):
        return html
    if found := searchable(page, html, Run.searched):
        Run.searched[found.address] = found
    if made := Run.openings.get(page.file.src_uri):
        sections = [below for item in page.toc for below in (item.children if item.level == 1 else [item])]
        page.toc = TableOfContents([*sections, *toc(made.headings)])
        page.present_anchor_ids = (page.present_anchor_ids or set()) | anchors(made)
    return html + Run.written.close()[0]


def on_page_context(context: dict[str, Any], page: MkDocsPage, config: MkDocsConfig, nav: Any) -> dict[str, Any]:
    """Gives templates the made page as `newsdesk`, and puts an editor's text where it opens, under its title."""
    context["newsdesk"] = made = page.made if isinstance(page, GeneratedPage) else Run.openings.get(page.file.src_uri)
    if made and not isinstance(page, GeneratedPage):
        page.content = opened(made.html, page.content or "")
    Run.context = context
    return context


def on_post_page(output: str, page: MkDocsPage, config: MkDocsConfig) -> str:
    output = _mended(output)
    if isinstance(page, GeneratedPage) and page.made.address in Run.patterns:
        Run.frames.saw(page, Run.context, output)
    return output


def on_post_template(output: str, template_name: str, config: MkDocsConfig) -> str:
    """The same for the page that says that there is no such page."""
    return _mended(output)


@event_priority(-100)
@collecting(False)
def on_post_build(config: MkDocsConfig) -> None:
    """Finishes the pages that share a frame, and puts the site in its place."""
    if not Run.preview:
        index = partial(_index, Run.searched)
        broken = partial(broken_links, Run.files, Run.site.pages.values(), config)
        for line in finish(Path(config.site_dir), Run.made.values(), Run.frames, Run.output, index, broken):
            log.warning(line)
    log.info(Run.build.summary)
    output, place = Run.output, _place(config)
    if output:
        config.site_dir = str(place := output.place)
    warned = bool(Run.warnings.get_counts())
    if config.strict and warned:
        return  # MkDocs stops it now, and the site stands as it was
    if Run.preview:
        Run.served.shows(_built(place, config), output)
        if Run.desk:
            Run.desk.shows(Run.build.knowledge, Run.options)
    elif output:
        output.publish()
        output.drop()
        # After a warning everything is made again, so that a strict build sees it too.
        remember(output.place, "" if warned else Run.inputs, CACHE, {} if warned else output.pages)


def on_build_error(error: Exception) -> None:
    """Tells what a disk or a template did in one line; the rest is MkDocs' to tell."""
    on_shutdown()
    if line := in_a_line(error):
        raise Abort(f"{line}. The last site stands")


def on_shutdown() -> None:
    """Removes what a build that came to nothing left beside the site."""
    logging.getLogger("mkdocs").removeHandler(Run.warnings)
    if Run.output:
        Run.output.drop()


def on_serve(server: LiveReloadServer, config: MkDocsConfig, builder: Any) -> LiveReloadServer:
    """Has sources and templates watched, and pages made that are asked for."""
    Run.served.stand_before(server, Run.desk)
    watch(server, config.docs_dir, str(sources_folder()), *filter(None, [config.theme.custom_dir]))
    Thread(target=_warm, daemon=True).start()
    return server


def _warm() -> None:
    """Loads the parser, so that the first article saved need not wait for it; what hinders that is told then."""
    with suppress(ModelError):
        warm_up()


def _place(config: MkDocsConfig) -> Path:
    return Path(config.site_dir).resolve()


def _build_beside(config: MkDocsConfig) -> None:
    """Has MkDocs build into a folder of its own, from which the finished site takes its place."""
    Run.output = None
    with suppress(OSError):  # a folder beside which none can be made is built in, as MkDocs does it
        place = _place(config)
        kept = {} if Run.preview else pages_kept(place, CACHE)
        Run.output = Output(place, kept, None if Run.preview else spare(place, CACHE))
        config.site_dir = str(Run.output.beside)


def _built(place: Path, config: MkDocsConfig) -> Built:
    """What the preview needs to know of this build to finish its pages later."""
    return Built(
        place=place,
        files=Run.site.files,
        search=partial(_index, Run.searched),
        false=Run.site.problems,
        env=Run.env,
        nav=Run.nav,
        known=Run.awaited,
        config=config,
        rest=Run.site.rest,
    )


def _index(searched: Mapping[str, Page]) -> Mapping[str, bytes]:
    return search_files(searched.values())


def _mended(html: str) -> str:
    """Without what Material's frame has that no HTML checker takes."""
    return TOGGLE.sub(r"\1", html)
