"""Every kind of file that is refused or doubted, in one folder: each is told in one line, and the old site stands."""

from __future__ import annotations

import os
import re
import unicodedata
from pathlib import Path

import pytest
from tests.host.test_strict import project, strict  # noqa: F401
from tests.site.run import newsdesk, tree

TEXT = "---\ntitle: A bridge\n---\n\nThe bridge was shut.\n"


def header(lines: str) -> bytes:
    return f"---\n{lines}\n---\n\nThe bridge was shut.\n".encode()


# File name → its bytes, and how its line goes on after the name: `:line: field: what`.
REFUSED: dict[str, tuple[bytes, str]] = {
    "malformed.md": (header("title: A: B: C"), ":2: the value has a colon in it"),
    "unterminated.md": (b"---\ntitle: A\n\nThe bridge was shut.\n", ":1: the front matter that starts here never ends"),
    "list.md": (header("- a\n- b"), ":2: the front matter is a list"),
    "twice.md": (header("title: A\noutlet: B\ntitle: C"), ":4: title: the key stands twice, on lines 2 and 4"),
    "tab.md": (header("tags:\n\t- a"), ":3: the line is indented with a tab"),
    "bom.md": (b"\xef\xbb\xbf" + header("titel: A"), ":2: titel: there is no such key"),
    "crlf.md": (header("title: A\npublished: soon").replace(b"\n", b"\r\n"), ":3: published: `soon` is no date"),
    "aliases.md": (header("a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]"), ":2: `&a` names a value"),
    "deep.md": (header(f"tags: {'[' * 5000}x{']' * 5000}"), ":2: nested more than 6 deep"),
    "long.md": (header("# x\n" * 5000), ":1: the front matter is longer than 16 KB"),
    "day.md": (header("published: 2026-13-45"), ":2: published: `2026-13-45` is no day of the calendar"),
    "yesterday.md": (header("published: yesterday"), ":2: published: `yesterday` is no date"),
    "slashes.md": (header("published: 11/02/2026"), ":2: published: `11/02/2026` is no date"),
    "type.md": (header("title: [A, B]\ntags: a"), ":2: title: is a list where a text belongs"),
    "unknown.md": (header("colour: red"), ":2: colour: there is no such key"),
    "javascript.md": (header("url: 'javascript:alert(1)'"), ":2: url: `javascript:alert(1)` is no web address"),
    "data.md": (header("url: 'data:text/html,x'"), ":2: url: `data:text/html,x` is no web address"),
    "file.md": (header("url: file:///etc/passwd"), ":2: url: `file:///etc/passwd` is no web address"),
    "template.md": (header("template: home.html"), ":2: template: steers a page of the site"),
    "hide.md": (header("hide: [toc]"), ":2: hide: steers a page of the site"),
    "search.md": (header("search: {exclude: true}"), ":2: search: steers a page of the site"),
    "latin.md": ("Café\n\nThe bridge was shut.\n".encode("latin-1"), ":1: byte 0xE9 is not UTF-8"),
    "utf16.md": (TEXT.encode("utf-16"), ": is UTF-16, not UTF-8"),
    "nul.md": (b"The bridge\n\nwas\0shut.\n", ":3: has a NUL byte"),
    "empty.md": (b"", ": the file is empty"),
    "header.md": (b"---\ntitle: A\n---\n", ":4: there is front matter and no text"),
    "big.md": (b"The bridge was shut. " * 110_000, ": is larger than 2 MB"),
    "CASE.md": (TEXT.encode(), ""),
    "case.txt": (TEXT.encode(), ": has the same address as sources/CASE.md (case)"),
    unicodedata.normalize("NFD", "Zoë.txt"): (TEXT.encode(), ""),
    unicodedata.normalize("NFC", "Zoë.md"): (TEXT.encode(), ": has the same address as sources/"),
    "a b.md": (TEXT.encode(), ""),
    "a-b.md": (TEXT.encode(), ": has the same address as sources/"),
    # Doubted only, and read: a warning, which fails a strict build.
    "bidi.md": (header("author: \u202eJane"), ":2: author: has characters that cannot be seen: U+202E"),
    "zero.md": (header("outlet: Ac\u200bme"), ":2: outlet: has characters that cannot be seen: U+200B"),
    "lookalike.md": (header("title: E\u043bon"), ":2: title: mixes Cyrillic and Latin letters in “E\u043bon”: U+043B"),
    # Odd names are no fault.
    "CON.md": (TEXT.encode(), ""),
    "😀.md": (TEXT.encode(), ""),
    f"{'x' * 240}.md": (TEXT.encode(), ""),
    "..x.md": (TEXT.encode(), ""),
}
LINKS = {
    "out.md": ("../elsewhere.md", ": is a link to a file elsewhere"),
    "loop.md": ("loop.md", ": is a link that leads back to itself"),
    "dangling.md": ("nowhere.md", ": is a link to something that is not there"),
    "up": (".", ": is a link to a folder elsewhere"),
}
LINE = re.compile(r"(?:\w+ +-? *|\w+: )?sources/[^\n]+?(?::\d+)?: (?:[\w.\[\]]+: )?.+; .+")


@pytest.fixture
def broken(project: Path) -> Path:  # noqa: F811
    """The project with a built site, and after that every bad file in its sources."""
    assert strict(project)[0] == 0
    for name, (content, _) in REFUSED.items():
        (project / "sources" / name).write_bytes(content)
    (project / "elsewhere.md").write_text(TEXT)
    for name, (target, _) in LINKS.items():
        (project / "sources" / name).symlink_to(target)
    (project / "sources" / "locked.md").write_text(TEXT)
    (project / "sources" / "locked.md").chmod(0)
    return project


def test_each_is_told_in_one_line_and_the_old_site_stands(broken: Path) -> None:
    before = tree(broken / "site")
    expected = {name: line for name, (_, line) in {**REFUSED, **LINKS}.items() if line}
    if os.geteuid():  # root reads all
        expected["locked.md"] = ": cannot be read"
    check = newsdesk("check", sources=broken / "sources")
    for code, said in (strict(broken), (check.returncode, check.stderr)):
        assert code != 0 and "Traceback" not in said
        for name, line in expected.items():
            told = [one for one in said.splitlines() if f"sources/{name}{line}" in one]
            assert len(told) == 1 and LINE.fullmatch(told[0].strip()), (
                name,
                [one for one in said.splitlines() if name in one],
            )
        for name in set(REFUSED) - set(expected):
            assert not re.search(rf"^[\w: -]*sources/{re.escape(name)}", said, re.MULTILINE), name
    assert tree(broken / "site") == before
