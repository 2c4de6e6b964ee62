"""What stands before MkDocs' server: it writes what is asked for and not there, of the build that is shown."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, cast

import jinja2
import pytest
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.livereload import LiveReloadServer
from mkdocs.structure.files import File, Files

from newsdesk.host import preview
from newsdesk.host.generated import AwaitedFiles
from newsdesk.host.preview import Built, Preview
from newsdesk.memo.lazy_values import LazyValues
from newsdesk.records import Page


class Pages(Built):
    """A build of some files, or what hinders each."""

    def __init__(self, place: Path, content: Mapping[str, bytes | Exception]) -> None:
        self.place, self._content = place, content
        self.rest = iter(())
        self.completed = 0

    def content(self, place: str) -> bytes | None:
        found = self._content.get(place)
        if isinstance(found, Exception):
            raise found
        return found

    def places(self) -> Iterator[str]:
        yield from self._content

    def searched(self) -> Mapping[str, bytes]:
        self.completed += 1
        return {}


class Server:
    """As MkDocs' server: its application serves files, and answers 404 for what is not there."""

    mount_path = "/news/"
    server_address = ("127.0.0.1", 8000)
    url = "http://127.0.0.1:8000/news/"

    def __init__(self, root: Path) -> None:
        self.root = root
        self.asked = 0

    def set_app(self, application: Any) -> None:
        self.application = application

    def serve_request(self, environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        self.asked += 1
        file = self.root / environ["PATH_INFO"].removeprefix(self.mount_path)
        if file.is_dir() and (file / "index.html").is_file():
            file = file / "index.html"
        start("200 OK" if file.is_file() else "404 Not Found", [])
        return [file.read_bytes()] if file.is_file() else [b"no such page"]

    def get(self, path: str, host: str = "127.0.0.1:8000") -> tuple[str, bytes]:
        said: list[Any] = []
        asked = {"PATH_INFO": path, "HTTP_HOST": host}
        body = self.application(asked, lambda *status: said.extend(status))
        return said[0], b"".join(body)


@pytest.fixture
def shown(tmp_path: Path) -> Iterator[tuple[Preview, Server]]:
    served, server = Preview(), Server(tmp_path)
    served.stand_before(cast(LiveReloadServer, server))
    yield served, server
    served.wait()


def test_what_is_asked_for_is_written_once(shown: tuple[Preview, Server]) -> None:
    served, server = shown
    assert server.get("/news/people/ada/")[0] == "404 Not Found", "nothing was built yet"
    served.shows(
        Pages(server.root, {"index.html": b"Home", "people/ada/index.html": b"Ada", "data/a.json": b"{}"}), None
    )
    assert not list(server.root.iterdir())
    assert server.get("/news/people/ada") == ("200 OK", b"Ada")
    assert server.get("/news/people/ada/index.html") == ("200 OK", b"Ada")
    assert server.get("/news/") == ("200 OK", b"Home")
    assert server.get("/news/data/a.json") == ("200 OK", b"{}")
    asked = server.asked
    assert server.get("/news/people/ada/") == ("200 OK", b"Ada") and server.asked == asked + 1
    for path in ("/news/people/bea/", "/news/../people/bea/", "/elsewhere/people/ada/", "/", "/news"):
        assert server.get(path)[0] == "404 Not Found", path


def test_the_page_of_an_earlier_build_is_never_written(shown: tuple[Preview, Server]) -> None:
    served, server = shown
    later = Pages(server.root, {"index.html": b"new"})

    class Earlier(Pages):
        def content(self, place: str) -> bytes | None:
            served.shows(later, None)  # while the page is made
            return b"old"

    served.shows(Earlier(server.root, {}), None)
    assert server.get("/news/index.html") == ("200 OK", b"new")


def test_only_its_own_address_is_answered(shown: tuple[Preview, Server]) -> None:
    served, server = shown
    served.shows(Pages(server.root, {"index.html": b"Home"}), None)
    for host in ("127.0.0.1:8000", "localhost:8000", "LOCALHOST:8000", "[::1]:8000"):
        assert server.get("/news/", host)[0] == "200 OK", host
    others = ("rebound.example:8000", "127.0.0.1", "127.0.0.1:80", "127.0.0.1:8000,a.example", "10.0.0.1:8000", "")
    for host in (*others, "127.0.0.1.rebound.example:8000", "localhost", "rebound.example:8000@127.0.0.1:8000"):
        status, body = server.get("/news/", host)
        assert status == "403 Forbidden" and b"http://127.0.0.1:8000/" in body, host
    server.server_address = ("0.0.0.0", 8000)
    assert server.get("/news/", "10.0.0.1:8000")[0] == "200 OK"
    assert server.get("/news/", "rebound.example:8000")[0] == "403 Forbidden"


def test_a_path_that_no_file_can_have_is_no_fault(shown: tuple[Preview, Server]) -> None:
    assert shown[1].get("/news/\0")[0] == "404 Not Found"


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        (OSError(28, "No space left", "disk"), "disk: No space left; mend that and build again"),
        (jinja2.TemplateSyntaxError("unexpected }", 3, filename="main.html"), "main.html:3: unexpected }; mend the "),
        (KeyError("ada"), "KeyError: 'ada'; this is a fault of the program: please report it"),
    ],
)
def test_a_fault_is_told_in_a_line(
    shown: tuple[Preview, Server], fault: Exception, told: str, caplog: pytest.LogCaptureFixture
) -> None:
    served, server = shown
    served.shows(Pages(server.root, {"index.html": fault}), None)
    status, body = server.get("/news/index.html")
    assert status == "500 Internal Server Error" and body.decode().startswith(told)
    assert told in caplog.text and "Traceback" not in caplog.text


def test_what_nobody_asks_for_is_completed_and_without_a_server_to_ask_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(preview, "IDLE", 0.01)
    alone, asked = Preview(), Preview()
    asked.stand_before(cast(LiveReloadServer, Server(tmp_path)))
    for served in (alone, asked):
        folder = tmp_path / str(served is alone)
        folder.mkdir()
        built = Pages(folder, {"feed.xml": b"<feed/>"})
        served.shows(built, None)
        end = time.monotonic() + 20
        while not built.completed or (served is alone and not list(folder.iterdir())):
            assert time.monotonic() < end
            time.sleep(0.01)
    assert [path.name for path in (tmp_path / "True").iterdir()] == ["feed.xml"]
    assert not list((tmp_path / "False").iterdir())


def test_a_build_that_begins_is_not_held_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(preview, "IDLE", 0.05)
    served, built = Preview(), Pages(tmp_path, {})
    served.shows(built, None)
    served.wait()
    time.sleep(0.2)
    assert not built.completed


def test_a_link_finds_what_is_not_made_yet() -> None:
    config = MkDocsConfig()
    config.load_dict({"site_name": "Test", "site_url": "https://news.example/"})
    config.validate()
    own = File("index.md", src_dir="docs", dest_dir="site", use_directory_urls=True)
    made: list[str] = []
    pages = LazyValues({"people/ada/": lambda: made.append("ada") or Page("people/ada/", "Ada", b"", "profile")})
    kinds = {"people/ada/": "profile", "people/": "entities"}
    files = AwaitedFiles(Files([own]), pages, kinds, {"data/quotes.json"}, config)
    assert files.get_file_from_path("index.md") is own
    found = {path: files.get_file_from_path(path) for path in ("people/ada.md", "people/index.md", "data/quotes.json")}
    assert {path: file and file.url for path, file in found.items()} == {
        "people/ada.md": "people/ada/index.html",
        "people/index.md": "people/index.html",
        "data/quotes.json": "data/quotes.json",
    }
    assert files.get_file_from_path("people/bea.md") is None and list(files) == [own]
    assert found["people/ada.md"] is files.made("people/ada/") and files.made("people/bea/") is None
    assert not made and files.made("people/ada/").made.title == "Ada"  # type: ignore[union-attr]
