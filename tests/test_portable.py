"""Where there is no fork, `renameat2`, hard link or lock of files, as on Windows and macOS: the site is the same."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests.site.run import mkdocs, tree

HIDDEN = {
    "fork": "import os\ndel os.fork\n",
    "renameat2": """
import ctypes
class Without(ctypes.CDLL):
    def __getattr__(self, name):
        if name == "renameat2":
            raise AttributeError(name)
        return super().__getattr__(name)
ctypes.CDLL = Without
""",
    "hard link": "import os\ndef link(*_, **__): raise OSError(1, 'Operation not permitted')\nos.link = link\n",
    "file lock": "import sys\nsys.modules['fcntl'] = None\nsys.modules['resource'] = None\n",
}


@pytest.mark.parametrize("name", HIDDEN)
def test_the_site_is_the_same_without(name: str, tmp_path: Path, tiny: Path) -> None:
    (tmp_path / "without").mkdir()  # Python runs what is called `sitecustomize` first of all
    (tmp_path / "without" / "sitecustomize.py").write_text(HIDDEN[name])
    for _ in range(2 if name in ("renameat2", "hard link") else 1):  # the second takes the place of the first
        done = mkdocs("--strict", "-d", tmp_path / "site", PYTHONPATH=str(tmp_path / "without"), NEWSDESK_AGAIN="1")
        assert done.returncode == 0, done.stderr
    stamp = re.compile(rb"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d")
    there, here = tree(tiny), tree(tmp_path / "site")
    assert there.keys() == here.keys()
    assert [path for path in there if stamp.sub(b"", there[path]) != stamp.sub(b"", here[path])] == []
