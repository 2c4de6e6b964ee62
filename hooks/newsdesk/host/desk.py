"""The desk's requests, which stand before MkDocs' server: who may ask, for what, and what is answered.

All of it stands below `/_desk/`. What is read (GET) and what is written (POST) needs the token of this run, which only
pages of this preview have; what is written needs, too, that a page of this preview asks for it (`Origin`), and that the
preview listens on this machine alone.
"""

from __future__ import annotations

import hmac
import json
import logging
import secrets
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict
from http import HTTPStatus
from ipaddress import ip_address
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import parse_qs

from newsdesk.desk.desk import ACTIONS, UNDO, Desk
from newsdesk.desk.edits import ChangedError, RefusedError
from newsdesk.desk.files import digest
from newsdesk.desk.journal import Change, difference
from newsdesk.host.own_address import OwnAddress
from newsdesk.pages.desk.fragments import Fragment, Fragments
from newsdesk.records import Knowledge, Options

log = logging.getLogger("mkdocs.newsdesk")
ROOT = "/_desk/"
MOST_BYTES = 16 * 1024
ASSETS = {"desk.js": "text/javascript; charset=utf-8", "desk.css": "text/css; charset=utf-8"}
_FOLDER = Path(__file__).parents[1] / "desk" / "assets"

Start = Callable[..., Any]


class DeskServer:
    """The desk of one run of the preview, for its pages."""

    def __init__(self, desk: Desk) -> None:
        self.token = secrets.token_urlsafe(32)
        self._desk = desk
        self._fragments: Fragments | None = None

    def reads(self) -> None:
        """A build begins."""
        self._desk.reads()

    def shows(self, known: Knowledge, options: Options) -> None:
        """That build is shown."""
        self._fragments = fragments = Fragments(known, options)  # first: no form of an older build is to count as new
        self._desk.shows(known)
        Thread(target=fragments.queue, daemon=True).start()  # so that whoever opens the desk need not wait for it

    def answer(self, environ: Mapping[str, Any], start: Start, own: OwnAddress) -> Iterable[bytes]:
        """The answer to a request below `/_desk/`; whose Host is the server's own has been seen to."""
        name = str(environ["PATH_INFO"]).removeprefix(ROOT)
        method = str(environ.get("REQUEST_METHOD", "GET"))
        if method == "GET" and name in ASSETS:
            return _said(start, HTTPStatus.OK, (_FOLDER / name).read_bytes(), ASSETS[name])
        if status := self._refusal(environ, own, method):
            return _json(start, status, {"message": status.description})
        if method == "GET":
            return self._read(name, parse_qs(str(environ.get("QUERY_STRING", ""))), start)
        if name not in (*ACTIONS, UNDO):
            return _json(start, HTTPStatus.NOT_FOUND, {"message": "there is no such action"})
        body = environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"]))
        return self._write(name, body, start)

    def _refusal(self, environ: Mapping[str, Any], own: OwnAddress, method: str) -> HTTPStatus | None:
        """Why a request is not even looked at."""
        if method not in ("GET", "POST"):
            return HTTPStatus.METHOD_NOT_ALLOWED
        if not own.is_loopback or not _is_near(str(environ.get("REMOTE_ADDR", ""))):
            return HTTPStatus.FORBIDDEN
        given = str(environ.get("HTTP_X_DESK_TOKEN", ""))
        if not hmac.compare_digest(given.encode("utf-8", "surrogateescape"), self.token.encode()):
            return HTTPStatus.FORBIDDEN
        if method == "GET":
            return None
        if environ.get("HTTP_ORIGIN") != own.origin(str(environ.get("HTTP_HOST", ""))):
            return HTTPStatus.FORBIDDEN
        if str(environ.get("CONTENT_TYPE", "")).partition(";")[0].strip().lower() != "application/json":
            return HTTPStatus.UNSUPPORTED_MEDIA_TYPE
        length = str(environ.get("CONTENT_LENGTH") or "")
        if not (length.isascii() and length.isdigit()) or "HTTP_TRANSFER_ENCODING" in environ:
            return HTTPStatus.LENGTH_REQUIRED
        return HTTPStatus.REQUEST_ENTITY_TOO_LARGE if int(length) > MOST_BYTES else None

    def _read(self, name: str, asked: Mapping[str, list[str]], start: Start) -> Iterable[bytes]:
        fragments, one = self._fragments, {key: values[0] for key, values in asked.items()}
        if fragments is None:
            return _json(start, HTTPStatus.SERVICE_UNAVAILABLE, {"message": "nothing is built yet"})
        kind, _, key = name.partition("/")
        if kind == "queue":
            return _json(start, HTTPStatus.OK, {"questions": fragments.queue()})
        if kind == "question":
            return self._fragment(fragments.question(key), one, start)
        if kind == "form":
            found = fragments.form(one.get("address", ""), one.get("quote", ""), one.get("part", ""))
            return self._fragment(found, one, start)
        if kind in ("names", "articles"):
            letters = one.get("q", "")
            items = fragments.names(letters) if kind == "names" else fragments.articles(letters)
            seen = self._desk.seen({item.file for item in items}, _known(one))
            return _json(start, HTTPStatus.OK, {"found": [asdict(item) for item in items], "seen": seen or {}})
        return _json(start, HTTPStatus.NOT_FOUND, {"message": "there is no such thing"})

    def _fragment(self, found: Fragment | None, asked: Mapping[str, str], start: Start) -> Iterable[bytes]:
        if found is None:
            return _json(start, HTTPStatus.NOT_FOUND, {"message": "it is settled, or there never was one"})
        seen = self._desk.seen(found.files, _known(asked))
        if seen is None:
            return _json(start, HTTPStatus.SERVICE_UNAVAILABLE, {"message": "the pages are being made anew"})
        return _json(start, HTTPStatus.OK, {"html": found.html, "seen": seen})

    def _write(self, action: str, body: bytes, start: Start) -> Iterable[bytes]:
        try:
            change = self._desk.do(action, body)
        except ChangedError as changed:
            return _json(start, HTTPStatus.CONFLICT, asdict(self._desk.meanwhile(changed, body)))
        except RefusedError as refused:
            return _json(start, HTTPStatus.UNPROCESSABLE_ENTITY, asdict(refused.problem))
        for edit in change.edits:
            log.info("Editor’s desk: %s: %s", edit.shown, change.said)
        return _json(start, HTTPStatus.OK, _told(change))


def _told(change: Change) -> dict[str, Any]:
    """The answer of the desk to the page that asked: a note of the edits."""
    files = [
        {
            "file": e.file,
            "shown": e.shown,
            "seen": digest(e.after),
            **asdict(difference(e.counted or e.before, e.after)),
        }
        for e in change.edits
    ]
    return {"change": change.number, "said": change.said, "files": files}


def _known(asked: Mapping[str, str]) -> Mapping[str, str]:
    """The digests of files that a page knows of since it had them written."""
    try:
        known = json.loads(asked.get("known", "{}"))
    except ValueError:
        return {}
    return known if isinstance(known, dict) else {}


def _is_near(address: str) -> bool:
    """Whether somebody at this machine asks."""
    try:
        return ip_address(address).is_loopback
    except ValueError:
        return False


def _json(start: Start, status: HTTPStatus, told: Any) -> list[bytes]:
    body = json.dumps(told, ensure_ascii=False).encode("utf-8", "surrogatepass")
    return _said(start, status, body, "application/json; charset=utf-8")


def _said(start: Start, status: HTTPStatus, body: bytes, kind: str) -> list[bytes]:
    headers = [
        ("Content-Type", kind),
        ("Content-Length", str(len(body))),
        ("Cache-Control", "no-store"),
        ("X-Content-Type-Options", "nosniff"),
        ("Cross-Origin-Resource-Policy", "same-origin"),
    ]
    start(f"{status.value} {status.phrase}", headers)
    return [body]
