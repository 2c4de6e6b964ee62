"""Addresses, feeds and folders, against a server on this machine with the faults that servers have."""
# ruff: noqa: E501 (pages and feeds are long lines)

from __future__ import annotations

import gzip
import json
import os
import re
import time
from collections.abc import Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from tests.cli.conftest import Newsdesk

from newsdesk.cli import follow as following
from newsdesk.cli import taking
from newsdesk.fetching import fetch as fetching
from newsdesk.fetching.fetch import Fetcher, FetchError
from newsdesk.fetching.robots import robots
from newsdesk.reading.adding import create
from newsdesk.reading.files import articles

add = __import__("newsdesk.cli.add", fromlist=["add"])


def article(n: int = 0) -> str:
    """A page with an article of its own."""
    lines = [f"The tide mill {n} on the river Aule will turn again in {n + 3} weeks, said the trust that bought it at auction.",
             f"“We found {n + 12} of its stones in a garden,” said Mira Sand, who leads trust number {n}, on Monday evening.",
             f"Visitors may come on {n + 1} days of the month, and the bread of mill {n} will be sold at the gate."]  # fmt: skip
    body = "".join(f"<p>{line}</p>" for line in lines)
    return f"<!doctype html><html><head><title>Tide mill {n} turns again</title></head><body><article><h1>Tide mill {n} turns again</h1>{body}</article></body></html>"


PAGE = article().encode()


class Server(ThreadingHTTPServer):
    robots = "User-agent: *\nDisallow: /closed\n"
    feed = ""
    asked: list[str]
    agents: set[str]


class Handler(BaseHTTPRequestHandler):
    server: Server

    def log_message(self, *_: object) -> None:
        pass

    def answer(self, data: bytes, status: int = 200, said: int | None = None, **headers: str) -> None:
        self.send_response(status)
        for key, value in {"Content_Type": "text/html", **headers}.items():
            self.send_header(key.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(data) if said is None else said))
        self.end_headers()
        self.wfile.write(data)

    def do_GET(self) -> None:
        self.server.asked.append(self.path)
        self.server.agents.add(self.headers["User-Agent"])
        name = self.path.split("?")[0].strip("/")
        with suppress(OSError):  # whoever asked had enough
            self.serve(name)
        self.close_connection = True

    def serve(self, name: str) -> None:
        if name == "robots.txt":
            self.answer(self.server.robots.encode(), Content_Type="text/plain")
        elif name.isdigit():
            self.answer(b"no", int(name)) if int(name) > 399 else self.answer(article(int(name)).encode())
        elif name == "feed":
            self.answer(self.server.feed.encode(), Content_Type="application/rss+xml")
        elif name == "moved":
            self.answer(b"", 301, Location="/page?id=1")
        elif name.startswith("round"):
            self.answer(b"", 302, Location=f"/round{'' if name[5:] else 2}")
        elif name == "away":
            self.answer(b"", 302, Location="file:///etc/passwd")
        elif name == "packed":
            self.answer(gzip.compress(PAGE), Content_Encoding="gzip")
        elif name == "bomb":
            self.answer(gzip.compress(b"a" * 30_000_000), Content_Encoding="gzip")
        elif name == "half-packed":
            self.answer(gzip.compress(PAGE)[:200], Content_Encoding="gzip")
        elif name == "cut-off":
            self.answer(PAGE[:300], said=len(PAGE))
        elif name == "cut-off-chunks":
            self.send_response(200)
            self.send_header("Transfer-Encoding", "chunked")
            self.end_headers()
            self.wfile.write(b"200\r\nhalf of it")
        elif name == "too-long":
            self.answer(b"", said=900_000_000)
        elif name == "endless":
            self.send_response(200)
            self.end_headers()
            while True:
                self.wfile.write(b"a" * 65536)
        elif name == "slow":
            self.send_response(200)
            self.end_headers()
            for _ in range(100):
                self.wfile.write(b"a")
                time.sleep(0.05)
        elif name == "wrong-charset":
            text = article().replace("Mira", "Märta")
            self.answer(text.encode("cp1252"), Content_Type="text/html; charset=nonsense")
        elif name == "latin-2":
            self.answer(
                article().replace("Mira", "Łucja").encode("iso-8859-2", "xmlcharrefreplace"),
                Content_Type="text/html; charset=iso-8859-2",
            )
        elif name == "wall":
            self.answer(
                b"<html><head><title>Just a moment...</title></head><body><h1>Just a moment</h1><p>Verify you are human by doing the thing below, and wait until it is done.</p></body></html>"
            )
        else:
            self.answer(PAGE)


@pytest.fixture(scope="module")
def running() -> Iterator[Server]:
    server = Server(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def server(running: Server, monkeypatch: pytest.MonkeyPatch) -> Server:
    running.asked, running.agents, running.robots = [], set(), Server.robots
    for module in (add, following):
        monkeypatch.setattr(module, "Fetcher", lambda private=False: Fetcher(private, pause=0, seconds=2))
    return running


@pytest.fixture
def site(server: Server) -> str:
    return f"http://127.0.0.1:{server.server_port}"


def test_an_address_becomes_an_article(newsdesk: Newsdesk, sources: Path, server: Server, site: str) -> None:
    done = newsdesk("add", f"{site}/moved", "--private", "--keep", "--json")
    assert done.exit_code == 0, done.output
    told = json.loads(done.stdout)
    assert told["title"] == "Tide mill 0 turns again" and told["url"] == f"{site}/page?id=1" and told["retrieved"]
    kept = Path(told["path"]).with_suffix(".html")
    assert kept.read_bytes() == PAGE
    assert server.asked == ["/robots.txt", "/moved", "/page?id=1"]
    assert all(agent.startswith("Newsdesk/") for agent in server.agents)
    again = newsdesk("add", f"{site}/page?id=1", "--private")
    assert again.exit_code == 1 and "it is there: sources/" in again.stderr
    assert articles(sources, "sources")[1] == [], "what is kept beside an article is no fault"


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("403", "403.*save the page"), ("404", "no such page"), ("410", "gone"), ("429", "later"), ("402", "paywall"),
        ("503", "fault of its own.*later"), ("round", "leads on to itself"), ("away", "https://"),
        ("closed/a", r"robots\.txt"), ("bomb", "larger than"), ("endless", "larger than"), ("too-long", "larger than"),
        ("half-packed", "cut off"), ("cut-off", "cut off"), ("cut-off-chunks", "cut off"), ("slow", "within 2 seconds"),
        ("wall", "no article.*--anyway"),
    ],
)  # fmt: skip
def test_a_fault_is_told_in_a_line(
    newsdesk: Newsdesk, sources: Path, site: str, server: Server, path: str, said: str
) -> None:
    started = time.monotonic()
    done = newsdesk("add", f"{site}/{path}", "--private")
    assert done.exit_code == 1 and not list(sources.iterdir())
    (line,) = done.stderr.strip().splitlines()
    assert re.search(said, line) and "; " in line, line
    assert time.monotonic() - started < 9


@pytest.mark.parametrize(("path", "name"), [("packed", "Mira"), ("wrong-charset", "Märta"), ("latin-2", "Łucja")])
def test_what_servers_do_with_a_page(
    newsdesk: Newsdesk, sources: Path, site: str, server: Server, path: str, name: str
) -> None:
    assert newsdesk("add", f"{site}/{path}", "--private").exit_code == 0
    assert f"said {name} Sand" in next(sources.glob("*.md")).read_text()


@pytest.mark.parametrize(
    "address",
    ["http://127.0.0.1:1/a", "http://localhost/a", "http://[::1]/a", "http://0.0.0.0/", "http://169.254.169.254/latest",
     "http://10.0.0.1/", "http://2130706433/", "http://[::ffff:127.0.0.1]/"],
)  # fmt: skip
def test_nothing_of_this_machine_is_fetched_unless_asked_for(newsdesk: Newsdesk, address: str) -> None:
    done = newsdesk("add", address)
    assert done.exit_code == 1 and ("--private" in done.stderr or "no host" in done.stderr)


@pytest.mark.parametrize("address", ["https://", "http://a b/", "https://me:secret@tern.example/a"])
def test_an_address_that_is_none_is_refused(address: str) -> None:
    with pytest.raises(FetchError, match=r"; look at it|password"):
        Fetcher().fetch(address)


def test_a_redirect_into_this_machine_is_refused(server: Server, site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """As where a public host leads on to a private one: the rule holds at every step."""
    seen: list[str] = []

    def place(host: str, port: int, private: bool) -> tuple[int, tuple[str, int]]:
        seen.append(host)
        return 2, ("127.0.0.1", port) if len(seen) < 3 else original("127.0.0.1", port, private)[1]

    original = fetching._place
    monkeypatch.setattr(fetching, "_place", place)
    with pytest.raises(FetchError, match="--private"):
        Fetcher(pause=0).fetch(f"{site}/moved")


def test_a_host_is_not_asked_again_at_once(server: Server, site: str) -> None:
    server.robots = "User-agent: *\nCrawl-delay: 4\n"
    waits: list[float] = []
    fetcher = Fetcher(private=True, pause=1, wait=waits.append)
    fetcher.fetch(f"{site}/1")
    fetcher.fetch(f"{site}/2")
    assert [round(wait) for wait in waits] == [4, 4] and server.asked.count("/robots.txt") == 1


ROBOTS = """
User-agent: Newsdesk
User-agent: Other
Disallow: /a
Allow: /a/b$
Disallow: /*.pdf

User-agent: *
Disallow: /
"""


@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        ("/", True),
        ("/a", False),
        ("/a/c", False),
        ("/a/b", True),
        ("/a/bc", False),
        ("/x/y.pdf?z", False),
        ("/%61", False),
    ],
)
def test_what_robots_may_read(path: str, allowed: bool) -> None:
    assert robots(ROBOTS, "Newsdesk").allows(path) is allowed
    assert not robots(ROBOTS, "Somebody").allows(path)
    assert robots("", "Newsdesk").allows(path)


# Several at once


def outcomes(stdout: str) -> dict[str, str]:
    return {Path(told["given"]).name: told["outcome"] for told in map(json.loads, stdout.splitlines())}


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "inbox"
    (folder / "deep").mkdir(parents=True)
    for n in range(4):
        (folder / "deep" / f"{n}.html").write_text(article(n))
    (folder / "broken.pdf").write_bytes(b"%PDF-1.4 broken")
    (folder / "same.html").write_text(article(1))
    (folder / ".hidden").write_text("x")
    return folder


def test_a_folder_is_taken_and_told_in_a_table(newsdesk: Newsdesk, sources: Path, inbox: Path) -> None:
    done = newsdesk("add", inbox)
    assert done.exit_code == 1 and "4 taken, 1 known, 1 refused" in done.stderr
    assert (
        "broken.pdf" in done.stdout
        and "the PDF cannot be read" in done.stdout
        and "the same text is there" in done.stdout
    )
    assert len(list(sources.glob("*.md"))) == 4
    (inbox / "broken.pdf").unlink()
    again = newsdesk("add", inbox, "--json")
    assert again.exit_code == 0 and set(outcomes(again.stdout).values()) == {"known"}


def test_a_run_that_is_stopped_goes_on_where_it_ended(
    newsdesk: Newsdesk, sources: Path, inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, count = taking.written, 0

    def stopped(*args: object) -> object:
        nonlocal count
        count += 1
        if count == 3:
            raise KeyboardInterrupt
        return real(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(taking, "written", stopped)
    done = newsdesk("add", inbox)
    assert done.exit_code == 1 and "stopped" in done.stderr and "left" in done.stderr
    assert len(list(sources.iterdir())) == 2
    newsdesk("add", inbox)
    assert len(list(sources.glob("*.md"))) == 4


def test_a_full_disk_loses_nothing(
    newsdesk: Newsdesk, sources: Path, inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, count = Path.write_bytes, 0

    def full(self: Path, data: bytes) -> int:
        nonlocal count
        count += 1
        if count == 3:
            real(self, data[:10])
            raise OSError(28, "No space left on device", str(self))
        return real(self, data)

    monkeypatch.setattr(Path, "write_bytes", full)
    done = newsdesk("add", inbox)
    assert done.exit_code == 1 and "make room on the disk" in done.stderr
    assert len(list(sources.iterdir())) == 2, "no half of an article, and no trace of it"


@pytest.mark.parametrize("links", [True, False])
def test_a_new_file_is_whole_and_takes_no_others_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, links: bool
) -> None:
    if not links:
        monkeypatch.delattr(os, "link")
    assert create(tmp_path / "a.md", "one") and not create(tmp_path / "a.md", "two")
    assert [(p.name, p.read_text()) for p in tmp_path.iterdir()] == [("a.md", "one")]


def test_a_list_of_addresses_and_a_box_of_mails(
    newsdesk: Newsdesk, tmp_path: Path, sources: Path, site: str, server: Server
) -> None:
    (tmp_path / "list.txt").write_text(f"# mills\n{site}/1\n{site}/404\n{site}/2\n")
    done = newsdesk("add", tmp_path / "list.txt", "--private", "--json")
    assert outcomes(done.stdout) == {"1": "taken", "404": "refused", "2": "taken"}
    mail = "From a@b.example Mon May  6 23:40:00 2024\nFrom: The Mill <a@b.example>\nTo: c@d.example\nSubject: Mill {n}\nDate: Mon, 06 May 2024 23:40:00 -0500\n\nThe mill {n} will turn again in May, said Mira Sand.\n\n"
    (tmp_path / "box.mbox").write_text(mail.format(n=1) + mail.format(n=2))
    assert list(outcomes(newsdesk("add", tmp_path / "box.mbox", "--json").stdout).values()) == ["taken", "taken"]


def test_one_headline_is_not_for_several(newsdesk: Newsdesk, inbox: Path) -> None:
    assert newsdesk("add", inbox, "--title", "All").exit_code == 2


# Feeds


def rss(site: str, *numbers: int) -> str:
    items = "".join(f"<item><title>Mill {n}</title><link>{site}/{n}</link><guid>{n}</guid></item>" for n in numbers)
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>Mills</title>{items}</channel></rss>'


def test_a_feed_is_followed_and_nothing_taken_twice(
    newsdesk: Newsdesk, sources: Path, site: str, server: Server
) -> None:
    server.feed = rss(site, 2, 1)
    done = newsdesk("follow", f"{site}/feed", "--private")
    assert done.exit_code == 0 and "2 taken" in done.stderr, done.output
    next(sources.glob("*mill-1*")).unlink()
    server.feed = rss(site, 3, 2, 1)
    server.asked.clear()
    assert "1 taken, 0 known" in newsdesk("follow", "--private").stderr
    assert server.asked == ["/robots.txt", "/feed", "/3"], "what was seen is not fetched again"
    server.feed = rss(site, 503, 404, 3)
    newsdesk("follow", "--private")
    server.asked.clear()
    newsdesk("follow", "--private")
    assert server.asked == ["/robots.txt", "/feed", "/503"], "what may be there later is tried again"


def test_a_list_of_feeds_is_followed(
    newsdesk: Newsdesk, sources: Path, site: str, server: Server, tmp_path: Path
) -> None:
    server.feed = rss(site, 5)
    opml = tmp_path / "feeds.opml"
    opml.write_text(
        f'<?xml version="1.0"?><opml><head><title>Mine</title></head><body><outline text="a"><outline xmlUrl="{site}/feed"/></outline></body></opml>'
    )
    done = newsdesk("follow", opml, "--private", "--json", "--story", "mills")
    assert [json.loads(line)["story"] for line in done.stdout.splitlines()] == ["mills"]
    assert f"{site}/feed:" in (sources / "followed.yml").read_text()


def test_what_is_no_feed_is_told(newsdesk: Newsdesk, site: str, server: Server) -> None:
    done = newsdesk("follow", f"{site}/page", "--private", "--json")
    assert done.exit_code == 1 and "no feed" in json.loads(done.stdout)["refused"]
    assert newsdesk("follow").exit_code == 2
