"""A page from the web, asked for politely and taken carefully.

Politely: as itself, only what robots.txt allows, one request at a time to a host and a pause between two. Carefully: a
limit of time and of size for each, packed answers unpacked up to the limit, redirects followed up to a number and each
looked at as the first, no address of this machine or its network unless asked for.
"""

from __future__ import annotations

import http.client
import ipaddress
import re
import socket
import ssl
import time
import zlib
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version
from threading import Timer
from typing import Any
from urllib.parse import SplitResult, quote, urljoin, urlsplit, urlunsplit

from newsdesk.fetching.robots import MOST_BYTES as ROBOTS_BYTES
from newsdesk.fetching.robots import Robots, robots

NAME = "Newsdesk"
SECONDS = 30.0  # for one answer, from the connection to its last byte
BYTES = 25_000_000  # of an answer, packed or unpacked
REDIRECTS = 8
PAUSE = 1.0  # seconds between two requests to a host
LONGEST_PAUSE = 30.0  # that a site's robots.txt may ask for; more is taken for this
_PIECE = 1 << 16
_SAFE = "/:?#[]@!$&'()*+,;=-._~%"
_SAYS = {
    401: "it asks for a password (401); open it in a browser, save the page, and add that",
    402: "it is behind a paywall (402); open it in a browser, save the page, and add that",
    403: "the site refuses it to programs (403); open it in a browser, save the page, and add that",
    404: "there is no such page (404); look at the address",
    406: "the site refuses it to programs (406); open it in a browser, save the page, and add that",
    410: "the page is gone (410); look whether somebody has kept it",
    429: "the site wants fewer requests (429); try again later",
    451: "the site may not show it, for reasons of law (451); open it in a browser, save the page, and add that",
}


class FetchError(Exception):
    """Nothing was fetched; the text is one line: what happened; what to do."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """An answer as it was given, unpacked: its bytes, encoding and kind as stated, and the addresses that led to it,
    the one that gave it last."""

    data: bytes
    encoding: str
    kind: str
    addresses: tuple[str, ...]

    @property
    def address(self) -> str:
        return self.addresses[-1]


@dataclass
class Fetcher:
    """Fetches pages, one after another, and knows when it last asked which host.

    `private`: also those of this machine and its network; `wait`: what passes the time.
    """

    private: bool = False
    seconds: float = SECONDS
    most: int = BYTES
    pause: float = PAUSE
    wait: Callable[[float], None] = time.sleep
    _asked: dict[str, float] = field(default_factory=dict)
    _robots: dict[str, Robots | str] = field(default_factory=dict)

    def fetch(self, url: str) -> Fetched:
        """The page at an address. Raises FetchError."""
        addresses = [_checked(url)]
        while True:
            parts = urlsplit(addresses[-1])
            rules = self._rules(parts)
            path = urlunsplit(("", "", parts.path or "/", parts.query, ""))
            if not rules.allows(path):
                raise FetchError(f"{parts.hostname} asks programs not to read it (robots.txt); save it in a browser")
            answer = self._ask(parts, min(max(self.pause, rules.pause), LONGEST_PAUSE), self.most)
            if not answer.leads_to:
                _refuse_status(answer.status, parts.hostname or "")
                return Fetched(answer.data, answer.encoding, answer.kind, tuple(addresses))
            addresses.append(_next(addresses, answer.leads_to))

    def _rules(self, parts: SplitResult) -> Robots:
        """The rules of a site, asked for once. Where its robots.txt cannot be had, nothing is allowed; where there is
        none, everything (RFC 9309)."""
        origin = f"{parts.scheme}://{parts.netloc}"
        if origin not in self._robots:
            self._robots[origin] = self._asked_rules(f"{origin}/robots.txt")
        rules = self._robots[origin]
        if isinstance(rules, str):
            raise FetchError(rules)
        return rules

    def _asked_rules(self, url: str) -> Robots | str:
        addresses = [url]
        try:
            while True:
                answer = self._ask(urlsplit(addresses[-1]), self.pause, ROBOTS_BYTES, cut=True)
                if not answer.leads_to:
                    break
                addresses.append(_next(addresses, answer.leads_to))
        except FetchError as error:
            return str(error)
        if 400 <= answer.status < 500 and answer.status != 429:
            return Robots()
        if answer.status != 200:
            return (
                f"the site's robots.txt cannot be read ({answer.status}), so nothing is taken from it; try again later"
            )
        return robots(answer.data.decode("utf-8", "replace"), NAME)

    def _ask(self, parts: SplitResult, pause: float, most: int, cut: bool = False) -> _Answer:
        """One request. `cut`: what is longer is cut off, not refused. Raises FetchError."""
        host = parts.hostname or ""
        since = time.monotonic() - self._asked.get(host, -pause)
        if since < pause:
            self.wait(pause - since)
        family, place = _place(host, parts.port or (443 if parts.scheme == "https" else 80), self.private)
        connection = _Connection(parts, family, place, self.seconds)
        late = Timer(self.seconds, connection.end)
        late.start()
        try:
            answer = _answered(connection.ask(), most, cut)
            if connection.ended:  # what looks like the end of an answer is that of the time
                raise TimeoutError
            return answer
        except FetchError:
            raise
        except (OSError, http.client.HTTPException, ValueError) as error:
            if connection.ended or isinstance(error, TimeoutError):
                what = f"{host} did not answer in full within {self.seconds:g} seconds; try again later"
            else:
                what = f"{host}: {_in_words(error)}; look at the address, or try again later"
            raise FetchError(what) from None
        finally:
            late.cancel()
            connection.end()
            self._asked[host] = time.monotonic()


@dataclass(frozen=True, slots=True)
class _Answer:
    status: int
    data: bytes
    encoding: str
    kind: str
    leads_to: str


class _Connection:
    """A connection to one place, which may be ended while somebody waits for its answer."""

    def __init__(self, parts: SplitResult, family: int, place: tuple[str, int], seconds: float) -> None:
        self.parts, self.family, self.place, self.seconds = parts, family, place, seconds
        self.ended = False
        self.socket: socket.socket | None = None

    def ask(self) -> http.client.HTTPResponse:
        """The answer to a request for what the address names."""
        host = self.parts.hostname or ""
        self.socket = socket.socket(self.family, socket.SOCK_STREAM)
        self.socket.settimeout(self.seconds)
        self.socket.connect(self.place)
        if self.parts.scheme == "https":
            self.socket = _trusted().wrap_socket(self.socket, server_hostname=host)
        connection = http.client.HTTPConnection(host, self.place[1], timeout=self.seconds)
        connection.sock = self.socket
        path = urlunsplit(("", "", self.parts.path or "/", self.parts.query, ""))
        connection.putrequest("GET", path, skip_host=True, skip_accept_encoding=True)
        for key, value in {"Host": self.parts.netloc.rpartition("@")[2], **_HEADERS}.items():
            connection.putheader(key, value)
        connection.endheaders()
        return connection.getresponse()

    def end(self) -> None:
        self.ended = True
        if self.socket is not None:
            with suppress(OSError):
                self.socket.shutdown(socket.SHUT_RDWR)
            with suppress(OSError):
                self.socket.close()


def user_agent() -> str:
    """What the program calls itself."""
    try:
        number = version("newsdesk")
    except PackageNotFoundError:
        number = "0"
    return f"{NAME}/{number} (an editor asked for this page)"


_HEADERS = {
    "User-Agent": user_agent(),
    "Accept": "text/html,application/xhtml+xml,application/pdf;q=0.9,application/xml;q=0.8,*/*;q=0.5",
    "Accept-Language": "en,*;q=0.5",
    "Accept-Encoding": "gzip, deflate",
    "Connection": "close",
}


def _trusted() -> ssl.SSLContext:
    context = ssl.create_default_context()
    with suppress(ImportError, OSError):  # some Pythons come without any certificates
        import certifi

        context.load_verify_locations(certifi.where())
    return context


def _checked(url: str) -> str:
    """An address as it is asked for. Raises FetchError for one that is none of the web."""
    try:
        parts = urlsplit(url.strip())
        host, _ = parts.hostname or "", parts.port
        name = host if re.fullmatch(r"[\w.:-]*", host, re.ASCII) else host.encode("idna").decode()
    except (ValueError, UnicodeError):
        raise FetchError("this is no address of the web; look at it again") from None
    if parts.scheme not in ("http", "https") or not re.fullmatch(r"[\w.:-]+", name, re.ASCII):
        raise FetchError("only addresses that start with https:// or http:// are fetched; look at it again")
    if parts.username is not None or parts.password is not None:
        raise FetchError("an address with a password in it is not fetched; save the page in a browser, and add that")
    inside = f"[{name}]" if ":" in name else name
    netloc = f"{inside}:{parts.port}" if parts.port else inside
    path, query = quote(parts.path, safe=_SAFE), quote(parts.query, safe=_SAFE)
    return urlunsplit((parts.scheme, netloc, path or "/", query, ""))


def _next(addresses: list[str], leads_to: str) -> str:
    """Where a redirect leads. Raises FetchError for one that leads round, or on and on."""
    address = _checked(urljoin(addresses[-1], leads_to))
    if address in addresses:
        raise FetchError("the address leads on to itself; look at it in a browser")
    if len(addresses) > REDIRECTS:
        raise FetchError(f"the address leads on more than {REDIRECTS} times; look at it in a browser")
    return address


def _place(host: str, port: int, private: bool) -> tuple[int, tuple[str, int]]:
    """Where to connect to for a host. Raises FetchError for a place that is not public, unless asked for."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise FetchError(f"there is no host {host}; look at the address, and whether you are online") from None
    places = [(family, place[:2]) for family, _, _, _, place in found]
    public = [one for one in places if ipaddress.ip_address(str(one[1][0]).partition("%")[0]).is_global]
    if len(public) < len(places) and not private:  # one that is both here and elsewhere is not trusted either
        raise FetchError(f"{host} is this machine or its network; say --private if you want it")
    family, (address, number) = next(one for one in (public or places))
    return family, (str(address), int(number))


def _answered(response: http.client.HTTPResponse, most: int, cut: bool) -> _Answer:
    location = response.getheader("Location") or ""
    if response.status in (301, 302, 303, 307, 308) and location:
        return _Answer(response.status, b"", "", "", location.encode("latin-1", "replace").decode("utf-8", "replace"))
    kind = response.headers.get_content_type()
    encoding = response.headers.get_content_charset() or ""
    if response.status != 200:
        return _Answer(response.status, b"", encoding, kind, "")
    stated = response.getheader("Content-Length") or ""
    if stated.isdigit() and int(stated) > most and not cut:
        raise FetchError(f"it is larger than {most // 1_000_000} MB, which is no article; paste its text")
    return _Answer(200, _body(response, most, cut), encoding, kind, "")


def _body(response: http.client.HTTPResponse, most: int, cut: bool) -> bytes:
    """The bytes of an answer, unpacked piece by piece. Raises FetchError: too many, or fewer than said."""
    packed = (response.getheader("Content-Encoding") or "").strip().lower()
    if packed not in ("", "identity", "gzip", "x-gzip", "deflate"):
        raise FetchError(f"the answer is packed in a way that was not asked for ({packed[:20]}); save it in a browser")
    unpack = _Unpack(packed)
    pieces, size, raw = list[bytes](), 0, 0
    while piece := response.read1(_PIECE):
        raw += len(piece)
        try:
            plain = unpack(piece, most - size + 1)
        except zlib.error:
            raise FetchError("the answer is packed wrongly; save the page in a browser, and add that") from None
        pieces.append(plain)
        size += len(plain)
        if size > most or raw > most:
            if cut:
                return b"".join(pieces)[:most]
            raise FetchError(f"it is larger than {most // 1_000_000} MB, which is no article; paste its text")
    stated = response.getheader("Content-Length") or ""
    if (stated.isdigit() and raw < int(stated)) or not unpack.whole():
        raise FetchError("the answer was cut off before its end; try again")
    return b"".join(pieces)


class _Unpack:
    """Unpacks an answer as it comes; `whole` tells whether its end has come."""

    def __init__(self, packed: str) -> None:
        self.packed, self.stream, self.begun = packed, None if packed in ("", "identity") else _stream(packed), False

    def __call__(self, piece: bytes, most: int) -> bytes:
        if self.stream is None:
            return piece
        try:
            return bytes(self.stream.decompress(piece, max(1, most)))
        except zlib.error:
            if self.begun or self.packed != "deflate":
                raise
            self.stream = zlib.decompressobj(-zlib.MAX_WBITS)  # as some servers send it
            return bytes(self.stream.decompress(piece, max(1, most)))
        finally:
            self.begun = True

    def whole(self) -> bool:
        return self.stream is None or self.stream.eof or not self.begun


def _stream(packed: str) -> Any:
    return zlib.decompressobj(zlib.MAX_WBITS if packed == "deflate" else zlib.MAX_WBITS | 16)


def _refuse_status(status: int, host: str) -> None:
    if status == 200:
        return
    if status in _SAYS:
        raise FetchError(_SAYS[status])
    if status >= 500:
        raise FetchError(f"{host} has a fault of its own ({status}); try again later")
    raise FetchError(f"{host} gave no page ({status}); look at it in a browser")


def _in_words(error: Exception) -> str:
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"its certificate is not trusted ({error.verify_message})"
    if isinstance(error, http.client.IncompleteRead):
        return "the answer was cut off before its end"
    if isinstance(error, ConnectionRefusedError):
        return "nobody answers there"
    if isinstance(error, http.client.HTTPException):
        return f"the answer is none of the web ({type(error).__name__})"
    return (error.strerror if isinstance(error, OSError) and error.strerror else type(error).__name__).lower()
