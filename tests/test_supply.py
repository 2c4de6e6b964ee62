"""What comes from elsewhere: pinned, of known licence, and asked for nothing when a site is built."""

from __future__ import annotations

import re
import socket
from collections.abc import Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution, distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from tests.host.test_strict import project, strict  # noqa: F401
from tests.licences import licence, main
from tests.site.run import ROOT


def needed(name: str, seen: set[str]) -> Iterator[Distribution]:
    """The installed packages that a package cannot do without, and those that they cannot."""
    for line in distribution(name).requires or ():
        wanted = Requirement(line)
        key = re.sub(r"[-_.]+", "-", wanted.name).lower()
        if key in seen or (wanted.marker and not wanted.marker.evaluate({"extra": ""})):
            continue
        seen.add(key)
        try:
            yield distribution(wanted.name)
        except PackageNotFoundError:
            continue
        yield from needed(wanted.name, seen)


def test_every_package_that_a_build_needs_is_pinned() -> None:
    pinned = {line.split("==")[0].lower() for line in (ROOT / "constraints.txt").read_text().splitlines()}
    names = {re.sub(r"[-_.]+", "-", found.name).lower() for found in needed("newsdesk", set())}
    assert len(names) > 40 and sorted(names - {re.sub(r"[-_.]+", "-", name) for name in pinned}) == []


def test_every_licence_is_known(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(distributions()) == 0
    assert len(capsys.readouterr().out.splitlines()) > 60


@pytest.mark.parametrize(
    "stated", ["", "AGPL-3.0-only", "GPL-3.0-or-later", "Proprietary", "Other/Proprietary License"]
)
def test_an_unknown_licence_fails(stated: str) -> None:
    class Package(Distribution):
        def read_text(self, filename: str) -> str | None:
            expression = f"License-Expression: {stated}\n" if stated else ""
            return f"Name: x\nVersion: 1\n{expression}" if filename == "METADATA" else None

        def locate_file(self, path: str) -> Path:  # type: ignore[override]
            return Path(path)

    assert licence(Package()) == stated and main([Package()]) == 1


def test_a_build_asks_nobody(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: F811
    def refuse(*_: object) -> None:
        raise AssertionError("a build asked the network for something")

    for name in ("connect", "connect_ex", "sendto", "bind"):
        monkeypatch.setattr(socket.socket, name, refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    (project / "sources" / "a.md").write_text("---\nurl: https://news.example/a\n---\n\nMs. Holm said: “It is shut.”\n")
    code, said = strict(project)
    assert code == 0, said
