"""Files that nobody ever sees in parts."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from tempfile import mkstemp


def write_whole(path: Path, content: bytes, mode: int = 0o600) -> None:
    """Writes a file that nobody ever sees in parts, with these rights. Raises OSError."""
    try:
        handle, beside = mkstemp(dir=path.parent, prefix=".", suffix=".tmp")
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, beside = mkstemp(dir=path.parent, prefix=".", suffix=".tmp")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        if mode != 0o600:  # which it has
            os.chmod(beside, mode)
        os.replace(beside, path)
    except BaseException:
        with suppress(OSError):
            os.unlink(beside)
        raise
