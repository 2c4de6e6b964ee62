"""A desk over a small folder of articles, asked as its pages ask it, without a server."""

from __future__ import annotations

import io
import json
import shutil
from pathlib import Path
from typing import Any

from newsdesk.build import examined, read, study
from newsdesk.desk.desk import Desk
from newsdesk.host.desk import DeskServer
from newsdesk.host.own_address import OwnAddress
from newsdesk.records import Knowledge, Options

SOURCES = Path(__file__).parent / "sources"
OWN = OwnAddress(frozenset({"127.0.0.1", "localhost"}), 8000, is_loopback=True)
HOST = "127.0.0.1:8000"


class Newsroom:
    """`ask` gives the status and what was told; `seen` is what a form made now carries."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        shutil.copytree(SOURCES, folder)
        self.server = DeskServer(Desk(folder, SOURCES / "entities", examined))
        self.build()

    def build(self) -> Knowledge:
        self.server.reads()
        self.known = study(read(self.folder))
        self.server.shows(self.known, Options(preview=True))
        return self.known

    def get(self, path: str, query: str = "", **headers: str) -> tuple[int, Any]:
        return self._answer("GET", path, b"", {"QUERY_STRING": query, **headers})

    def ask(self, action: str, files: list[str] | None = None, **fields: Any) -> tuple[int, Any]:
        """Asks for an action as a page does that was made from these files as they are."""
        seen = self.server._desk.seen(files or [], {})
        return self.post(action, json.dumps({**fields, "seen": seen}).encode())

    def post(self, action: str, body: bytes, own: OwnAddress = OWN, **headers: str | None) -> tuple[int, Any]:
        return self._answer("POST", action, body, headers, own)

    def _answer(self, method: str, path: str, body: bytes, headers: Any, own: OwnAddress = OWN) -> tuple[int, Any]:
        environ = {
            "REQUEST_METHOD": method, "PATH_INFO": f"/_desk/{path}", "REMOTE_ADDR": "127.0.0.1", "HTTP_HOST": HOST,
            "HTTP_ORIGIN": f"http://{HOST}", "HTTP_X_DESK_TOKEN": self.server.token,
            "CONTENT_TYPE": "application/json", "CONTENT_LENGTH": str(len(body)), "wsgi.input": io.BytesIO(body),
        }  # fmt: skip
        environ |= headers
        environ = {key: value for key, value in environ.items() if value is not None}
        said: list[Any] = []
        answer = b"".join(self.server.answer(environ, lambda *told: said.extend(told), own))
        return int(said[0][:3]), json.loads(answer)

    def text(self, name: str) -> str:
        return (self.folder / name).read_bytes().decode()

    def tree(self) -> dict[str, bytes]:
        return {p.relative_to(self.folder).as_posix(): p.read_bytes() for p in self.folder.rglob("*") if p.is_file()}
