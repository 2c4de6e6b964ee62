"""The preview: what is asked for is made then.

Under `mkdocs serve` MkDocs builds the editors' own pages as ever. A page or file that was made from the sources is
finished and written beside these when somebody asks for it the first time after a change: whoever saves an article
waits for the page that is looked at, not for the whole site.

MkDocs' server is a WSGI server (PEP 3333), whose application another one may stand before. It serves files, waits for
a build that is under way, and answers 404 for what is not there: then what is wanted is written, and it is asked again.
"""

from __future__ import annotations

import logging
import posixpath
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from threading import Event, RLock, Thread
from typing import Any

from jinja2 import Environment
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.livereload import LiveReloadServer
from mkdocs.structure.nav import Navigation

from newsdesk.host.desk import ROOT, DeskServer
from newsdesk.host.generated import AwaitedFiles, GeneratedFile
from newsdesk.host.output import Output
from newsdesk.host.own_address import own_address
from newsdesk.host.telling import in_a_line, tell
from newsdesk.records import Problem

log = logging.getLogger("mkdocs.newsdesk")
TRIES = 5  # each time another build may have put a site in place in which the page is not written yet
SEARCH = "search/"
INDEX = "index.html"
IDLE = 15  # seconds without a save: whoever saves next had better not meet what is done meanwhile

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


@dataclass(eq=False)
class Built:
    """One build, and all that finishes its pages."""

    place: Path
    files: Mapping[str, bytes]  # by address; made when they are looked up
    search: Callable[[], Mapping[str, bytes]]  # the files of the search index, likewise
    false: Sequence[Problem]  # what pages do not have as the sources say it; more as more are made
    env: Environment
    nav: Navigation
    known: AwaitedFiles  # those of all pages
    config: MkDocsConfig
    rest: Iterator[None]  # makes the pages that nobody asks for
    told: int = 0  # of what is false
    framing: RLock = field(default_factory=RLock)
    searching: RLock = field(default_factory=RLock)

    def content(self, place: str) -> bytes | None:
        """The file that is to stand at a place, as a path from the site's root; None where none is to."""
        if place.startswith(SEARCH):
            return self.searched().get(place)
        if place in self.files:
            return self.files[place]
        page = self.known.made(place.removesuffix(INDEX)) if place.endswith(INDEX) else None
        if page is None:
            return None
        with self.framing:
            return self._page(page)

    def places(self) -> Iterator[str]:
        """Where all that is made stands, but for the search index."""
        yield from (f"{address}{INDEX}" for address in self.known.addresses)
        yield from self.files

    def searched(self) -> Mapping[str, bytes]:
        """The search index, for which every page has to be made."""
        with self.searching:
            return self._searched

    @cached_property
    def _searched(self) -> Mapping[str, bytes]:
        return self.search()

    def _page(self, file: GeneratedFile) -> bytes:
        """A page with its frame, by the steps of MkDocs 1.6 (`_populate_page`, `_build_page`)."""
        config, plugins, files = self.config, self.config.plugins, self.known
        page = plugins.on_pre_page(file.page, config=config, files=files)
        page.read_source(config)
        page.markdown = plugins.on_page_markdown(page.markdown or "", page=page, config=config, files=files)
        page.render(config, files)
        page.content = plugins.on_page_content(page.content or "", page=page, config=config, files=files)
        tell(tuple(self.false[self.told :]), strict=False, preview=True)
        self.told = len(self.false)
        page.active = True
        try:
            context = get_context(self.nav, files.documentation_pages(), config, page)
            context = plugins.on_page_context(context, page=page, config=config, nav=self.nav)
            html = self.env.get_template("main.html").render(context)
            return plugins.on_post_page(html, page=page, config=config).encode("utf-8", "xmlcharrefreplace")
        finally:
            page.active = False


class Preview:
    """The build that is shown, from one to the next."""

    def __init__(self) -> None:
        self._built: Built | None = None
        self._lock = RLock()  # while the site that stands is another, and nothing may be written into it
        self._next = Event()  # the next build begins
        self._is_asked = False  # by a server

    def wait(self) -> None:
        """A build begins: nothing else is to hold it up."""
        self._next.set()

    def shows(self, built: Built, output: Output | None) -> None:
        """From now on this build is shown; `output` is where it was built, if beside the last one."""
        with self._lock:
            if output:
                output.publish()
            self._built, self._next = built, Event()
        # Nobody who saves an article is to wait for these.
        if output:
            Thread(target=output.drop).start()
        Thread(target=self._complete, args=(built, self._next), daemon=True).start()

    def _complete(self, built: Built, following: Event) -> None:
        """Makes all pages, and the search index from them, once nobody has saved for a while."""
        if following.wait(IDLE):
            return
        try:
            for _ in built.rest:
                if following.is_set():
                    return
            searched = built.searched()
            if not self._is_asked:  # `mkdocs serve --no-livereload` tells nobody of its server, and builds only once
                for place in (*built.places(), *searched):
                    self._put(built, place, built.content(place))
        except Exception as error:  # a thread has nobody to tell it to
            log.error(_fault(error))

    def stand_before(self, server: LiveReloadServer, desk: DeskServer | None = None) -> None:
        """Has the server ask here for what it does not find, and the desk for what is its."""
        self._is_asked = True
        server.set_app(self._guarded(server, self._before(server.serve_request, server.mount_path), desk))

    def _guarded(self, server: LiveReloadServer, application: Application, desk: DeskServer | None) -> Application:
        """Answers only who names the server by its own address, and no path that no file can have."""

        def answer(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
            own = own_address(server)
            if refused := own.refusal(environ.get("HTTP_HOST", "")):
                return said(start, "403 Forbidden", refused)
            if "\0" in environ["PATH_INFO"]:
                return said(start, "404 Not Found", "there is no such page")
            if desk and environ["PATH_INFO"].startswith(ROOT):
                return desk.answer(environ, start, own)
            return application(environ, start)

        return answer

    def _before(self, application: Application, mount: str) -> Application:
        def answer(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
            path = environ["PATH_INFO"].encode("latin-1").decode("utf-8", "ignore")
            told: list[Any] = []
            for _ in range(TRIES):
                told.clear()
                body = application(environ, lambda *status: told.extend(status))
                try:
                    if not told[0].startswith("404") or not self._write(path, mount):
                        break
                except Exception as error:  # whatever it is, the server goes on
                    log.error(_fault(error))
                    return said(start, "500 Internal Server Error", _fault(error))
            start(*told)
            return body

        return answer

    def _write(self, path: str, mount: str) -> bool:
        """Whether what is wanted at a path is to be there, and is written now, or another build is shown."""
        built = self._built
        place = posixpath.normpath(f"/{path.removeprefix(mount)}").lstrip("/")
        if built is None or not f"{path}/".startswith(mount):
            return False
        return any(self._put(built, wanted, built.content(wanted)) for wanted in (place, posixpath.join(place, INDEX)))

    def _put(self, built: Built, place: str, content: bytes | None) -> bool:
        """Writes a file of a build, if that is still shown; whether there is one to write."""
        if content is None:
            return False
        with self._lock:
            if built is self._built:
                file = built.place / place
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(content)
        return True


def said(start: Callable[..., Any], status: str, line: str) -> list[bytes]:
    """An answer of one line."""
    start(status, [("Content-Type", "text/plain; charset=utf-8"), ("X-Content-Type-Options", "nosniff")])
    return [line.encode()]


def _fault(error: Exception) -> str:
    return in_a_line(error) or f"{type(error).__name__}: {error}; this is a fault of the program: please report it"
