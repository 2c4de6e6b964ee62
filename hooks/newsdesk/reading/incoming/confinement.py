"""Takes from this process what it need not have to read a file: memory, time, network, disk, other programs."""

from __future__ import annotations

import ctypes
import math
import os
import sys
from contextlib import suppress

MEMORY = 1_000_000_000  # bytes
CPU = 3600  # seconds over all files: whoever asks limits each
_NEW_USER, _NEW_NETWORK = 0x10000000, 0x40000000  # of Linux' unshare
_FORBIDDEN = ("socket.", "subprocess.", "os.system", "os.exec", "os.posix_spawn", "os.spawn", "os.fork", "os.startfile",
              "os.remove", "os.rename", "os.rmdir", "os.mkdir", "os.link", "os.symlink", "os.chmod", "os.kill",
              "shutil.", "ftplib.", "urllib.", "http.", "smtplib.", "webbrowser.")  # fmt: skip


def confine() -> None:
    """From here on: no more memory than MEMORY, nothing written, nothing started, nobody connected to.

    Python itself refuses (audit hooks cannot be taken back), and where the system can, that too, also for libraries in
    C: limits of POSIX for memory, files and time, on Linux a network of its own in which nothing is.
    """
    sys.dont_write_bytecode = True
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):  # where nobody but root may
            ctypes.CDLL(None, use_errno=True).unshare(_NEW_USER | _NEW_NETWORK)
    with suppress(ImportError):  # on Windows
        import resource

        limits = ((resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_FSIZE, 0), (resource.RLIMIT_CPU, CPU))
        for limit, most in (*limits, (resource.RLIMIT_CORE, 0)):
            with suppress(ValueError, OSError):  # macOS takes some of them not
                resource.setrlimit(limit, (most, most))
    sys.addaudithook(_refuse)


def limits_work() -> bool:
    """Whether the system ends a process that has worked for too long."""
    return sys.platform != "win32"


def allow(seconds: float) -> None:
    """Lets the process work for so many seconds more; the system ends it then."""
    with suppress(ImportError, ValueError, OSError):
        import resource

        worked = resource.getrusage(resource.RUSAGE_SELF)
        until = math.ceil(worked.ru_utime + worked.ru_stime + seconds)
        resource.setrlimit(resource.RLIMIT_CPU, (min(until, CPU), CPU))


def _refuse(event: str, arguments: tuple[object, ...]) -> None:
    if event.startswith(_FORBIDDEN):
        raise PermissionError(f"{event} while a file is read")
    if event == "open":
        _, mode, flags = (*arguments, None, None, None)[:3]
        writes = isinstance(flags, int) and flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND)
        if writes or (isinstance(mode, str) and set(mode) & set("wax+")):
            raise PermissionError("a file is written while another is read")
