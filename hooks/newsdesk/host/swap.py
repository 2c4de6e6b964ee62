"""Putting a finished folder in the place of another, at once."""

from __future__ import annotations

import ctypes
import errno
import filecmp
import os
import shutil
import sys
from collections.abc import Container, Iterator
from contextlib import suppress
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows has no such locks
    fcntl = None  # type: ignore[assignment]

_AT_FDCWD, _EXCHANGE = -100, 2
_QUERY, _STILL_ACTIVE = 0x1000, 259  # of Windows


def swap(new: Path, place: Path) -> None:
    """Moves `new` to `place`; what was there is at `new` afterwards.

    On Linux in one step of the kernel (renameat2 with RENAME_EXCHANGE), so that no moment has neither or a
    mixture. Where that is not offered, in two renames.
    """
    if not place.exists():
        os.rename(new, place)
        return
    if not _exchange(new, place):
        aside = new.with_name(new.name + ".old")
        os.rename(place, aside)
        os.rename(new, place)
        os.rename(aside, new)


def _exchange(a: Path, b: Path) -> bool:
    if sys.platform != "linux":  # elsewhere there may be no library of C to be asked
        return False
    try:
        call = ctypes.CDLL(None, use_errno=True).renameat2
    except (AttributeError, OSError):
        return False
    if call(_AT_FDCWD, os.fsencode(a), _AT_FDCWD, os.fsencode(b), _EXCHANGE) == 0:
        return True
    code = ctypes.get_errno()
    if code in (errno.EINVAL, errno.ENOSYS):  # the file system cannot
        return False
    raise OSError(code, os.strerror(code), str(b))


def files_below(folder: Path) -> Iterator[str]:
    """The paths of all files of a folder, from there, with `/` on every system, as addresses have it."""
    top = os.path.join(folder, "")
    found = (os.path.join(here, name).removeprefix(top) for here, _, names in os.walk(folder) for name in names)
    return (path.replace(os.sep, "/") for path in found)


def put_around(folder: Path, stays: Container[str], rest: Path) -> None:
    """Moves all files of the folder `rest` to `folder`, of which nothing else stays but some files, by their paths."""
    new = list(files_below(rest))
    gone = [path for path in files_below(folder) if path not in stays]
    for path in gone:  # those that come again, too: ext4 writes a file to the disk at once that takes another's name
        os.unlink(f"{folder}/{path}")
    for place in sorted({*map(os.path.dirname, gone)}.difference(map(os.path.dirname, new)), reverse=True):
        with suppress(OSError):  # something stays there
            os.removedirs(f"{folder}/{place}")
    for path in new:
        os.makedirs(os.path.dirname(f"{folder}/{path}"), exist_ok=True)
        os.rename(f"{rest}/{path}", f"{folder}/{path}")


def keep_times(old: Path, new: Path, same: Container[str] = ()) -> None:
    """Gives every file that did not change its old time, so that a sync sends only what changed; not to those, by
    their paths, that are the `same`."""
    for path in files_below(new):
        if path not in same:
            _keep_time(f"{old}/{path}", f"{new}/{path}")


def _keep_time(old: str, new: str) -> None:
    try:
        before, after = os.stat(old), os.stat(new)
    except OSError:
        return
    same = os.path.samestat(before, after)  # already the same file
    if not same and before.st_size == after.st_size and filecmp.cmp(old, new, shallow=False):
        os.utime(new, ns=(before.st_atime_ns, before.st_mtime_ns))


def hold(folder: Path) -> int:
    """Holds a folder until its process ends, however that ends; what is given back ends it sooner, closed."""
    if fcntl is None:
        return os.open(os.devnull, os.O_RDONLY)
    held = os.open(folder, os.O_RDONLY)
    with suppress(OSError):  # a disk of another machine may know no locks
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    return held


def sweep(place: Path) -> None:
    """Removes what builds of `place` left beside it when they were killed: `.NAME-PID-…`, which nobody holds."""
    for left in place.parent.glob(f".{place.name}-*-*"):
        process = left.name.removeprefix(f".{place.name}-").split("-")[0]
        own = left.with_name(left.name.removesuffix("-other"))
        if process.isdigit() and not (_runs(int(process)) and _is_held(own if own.exists() else left)):
            shutil.rmtree(left, ignore_errors=True)


def _is_held(folder: Path) -> bool:
    """Whether a build that still runs holds a folder: its number alone may be another process's by now.

    Where there are no locks, its number has to do.
    """
    if fcntl is None:
        return True
    try:
        tried = os.open(folder, os.O_RDONLY)
    except OSError:
        return True
    try:
        fcntl.flock(tried, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return True
    finally:
        os.close(tried)
    return False


def _runs(process: int) -> bool:
    if sys.platform == "win32":  # where a signal of zero would end it
        return _runs_on_windows(process)
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    return True


def _runs_on_windows(process: int) -> bool:
    """Whether a process can be opened, and has not ended."""
    kernel = ctypes.WinDLL("kernel32")  # type: ignore[attr-defined,unused-ignore]
    opened = kernel.OpenProcess(_QUERY, False, process)
    if not opened:
        return False
    code = ctypes.c_ulong()
    known = kernel.GetExitCodeProcess(opened, ctypes.byref(code))
    kernel.CloseHandle(opened)
    return not known or code.value == _STILL_ACTIVE
