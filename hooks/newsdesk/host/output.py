"""A site that is built beside the one that stands and takes its place when it is whole.

What has not changed is not written again: a page whose key is known is the very file of the site that stands (a hard
link), and every other file that comes out the same keeps its time, so that a sync sends only what changed. No file is
ever changed in place.

To make thousands of folders and remove as many takes longer than all else that a site needs after one edit. So the site
before the one that stands is kept, as the spare: what in it is the very file that is wanted stays, and the rest of the
new site is put around it.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from contextlib import suppress
from html import unescape
from pathlib import Path
from tempfile import mkdtemp
from urllib.parse import quote

from newsdesk.host.swap import files_below, hold, keep_times, put_around, swap, sweep
from newsdesk.pages.links import anchors
from newsdesk.records import text_of

FEW = 20  # ids gone, up to which a look for links to them is quicker than a check of all links

PageKeys = Mapping[str, tuple[str, int, int]]  # a page's address → its key, its file's size and time in ns


class Output:
    """The folder `beside` into which MkDocs builds. Raises OSError where none can be made beside `place`."""

    def __init__(self, place: Path, kept: PageKeys, spare: Path | None = None) -> None:
        """`spare`: where the site before the one that stands is kept, and is to be kept."""
        self.place = place
        self._kept = kept
        self._spare = spare
        self.pages: dict[str, tuple[str, int, int]] = {}  # of the new site
        self.taken_over: set[str] = set()  # addresses of pages of the old site
        if place.is_mount():
            raise OSError(f"{place} is where a disk is mounted: nothing can take its place")
        place.parent.mkdir(parents=True, exist_ok=True)
        sweep(place)
        made = Path(mkdtemp(prefix=f".{place.name}.{os.getpid()}-", dir=place.parent))
        self._held = hold(made)
        # Only then it has a name that others sweep.
        self.beside = made.rename(made.with_name(made.name.replace(f".{place.name}.", f".{place.name}-", 1)))
        self._other = self.beside.with_name(f"{self.beside.name}-other")  # the spare while this build uses it
        if spare and kept:
            with suppress(OSError):  # there is none, or it is on another disk
                spare.rename(self._other)

    def knows_pages(self) -> bool:
        """Whether some of the pages of the site that stands are known."""
        return bool(self._kept)

    def keep(self, address: str, key: str) -> bool:
        """Takes a page over from the site that stands, if that has it with this key, untouched."""
        known = self._kept.get(address)
        if not known or known[0] != key:
            return False
        old, new = self._file(self.place, address), self._file(self.beside, address)
        with suppress(OSError):
            stat = os.stat(old)
            if (stat.st_size, stat.st_mtime_ns) == tuple(known[1:]):
                if not _is(stat, self._file(self._other, address)):
                    _make_folder(os.path.dirname(new))
                    os.link(old, new)
                self.pages[address] = known
                self.taken_over.add(address)
                return True
        return False

    def write(self, address: str, key: str, html: bytes) -> None:
        """Writes a page; without a key it is never taken over."""
        new = self._file(self.beside, address)
        _make_folder(os.path.dirname(new))
        with open(new, "wb") as file:
            file.write(html)
        if key:
            self.pages[address] = (key, 0, 0)

    def sound(self) -> set[str]:
        """The addresses of the pages taken over that link to nothing that is gone."""
        gone: set[bytes] = set()
        linked = self._linked()
        for path in files_below(self.place):
            if path not in linked:
                lost = _lost(f"{self.place}/{path}", f"{self.beside}/{path}")
                if lost is None or len(gone := gone | lost) > FEW:
                    return set()
        links = [b"#" + quote(unescape(text_of(anchor))).encode() + b'"' for anchor in gone]
        return {address for address in self.taken_over if not (links and self._has(address, links))}

    def _has(self, address: str, links: list[bytes]) -> bool:
        with open(self._file(self.place, address), "rb") as file:
            content = file.read()
        return any(link in content for link in links)

    def publish(self) -> None:
        """Puts the new site in the place of the old one, which is the spare from now on."""
        if self.place.exists():
            keep_times(self.place, self.beside, self._linked())
        for address, (key, *_) in self.pages.items():
            if address not in self.taken_over:
                stat = os.stat(self._file(self.beside, address))
                self.pages[address] = (key, stat.st_size, stat.st_mtime_ns)
        new = self.beside
        if self._other.exists():
            put_around(self._other, self._linked(), self.beside)
            new = self._other
        new.chmod(self.place.stat().st_mode & 0o777 if self.place.exists() else 0o755)
        swap(new, self.place)
        if new is self.beside and self.beside.exists():
            self.beside.rename(self._other)

    def drop(self) -> None:
        """Removes what lies beside, or keeps it as the spare: the site that stood before, or before that."""
        if self._spare:
            with suppress(OSError):  # it is on another disk, or another build has just put its own there
                self._spare.parent.mkdir(parents=True, exist_ok=True)
                self._other.rename(self._spare)
        for folder in (self.beside, self._other):
            shutil.rmtree(folder, ignore_errors=True)
        with suppress(OSError):  # it was dropped before
            os.close(self._held)

    def _linked(self) -> set[str]:
        """The paths of what was taken over."""
        return {f"{address}index.html" for address in self.taken_over}

    def _file(self, folder: Path, address: str) -> str:
        return f"{folder}/{address}index.html"


def _is(stat: os.stat_result, path: str) -> bool:
    """Whether a file is the one with this state."""
    try:
        return os.path.samestat(stat, os.stat(path))
    except OSError:
        return False


def _make_folder(path: str) -> None:
    """As `os.makedirs`, but quicker where the folder above is there: each page has a folder of its own."""
    try:
        os.mkdir(path)
    except FileExistsError:
        pass
    except FileNotFoundError:
        os.makedirs(path)


def _lost(old: str, new: str) -> set[bytes] | None:
    """The ids that a page had and has no longer; None where the file itself is gone."""
    if not os.path.exists(new):
        return None
    if not old.endswith(".html"):
        return set()
    with open(old, "rb") as before, open(new, "rb") as after:
        return anchors(before.read()) - anchors(after.read())
