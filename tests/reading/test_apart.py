"""Files made to be hard: each is read by a process of its own, within a time, or refused with the reason."""

from __future__ import annotations

import gzip
import io
import subprocess
import sys
import time
import zlib
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from tests.reading.test_incoming import PAGE, pdf_of, word

from newsdesk.reading.incoming import IncomingError, apart, understand, understand_apart
from newsdesk.reading.incoming.pdf import from_pdf

COMMENTS = "<!-- seen by nobody -->\n" * 3000


def test_what_is_read_apart_is_what_is_read_here() -> None:
    assert understand_apart(PAGE.encode(), "a.html") == understand(PAGE.encode(), "a.html")
    with pytest.raises(IncomingError, match="paste") as refused:
        understand_apart(b"<h3>Quay opens in May</h3><p>See all about it.</p>" * 4, "a.html")
    assert refused.value.doubted


def test_comments_before_a_text_are_not_seen() -> None:
    started = time.process_time()
    found = understand(f"{COMMENTS}Quay to open\n\nThe quay opens in May.".encode(), "a.txt")
    assert (found.meta.title, found.text) == ("Quay to open", "The quay opens in May.")
    assert understand(f"{COMMENTS}{PAGE}".encode(), "a").read_as == "HTML"
    assert time.process_time() - started < 2


HARD_PAGES = {
    "metas that never end": "<meta " * 60_000,
    "half of a date of change": 'modified"' * 40_000,
    "half of a handle": "twitter:site'" * 30_000,
    "comments": "<!--" * 80_000,
    "paragraphs alike": "".join(f"<p>The quay opens, part {n} of it.</p>" for n in range(4_000)),
    "within each other": "<div>" * 30_000,
    "tables within each other": "<table><tr><td>" * 3_000,
    "paragraphs that are links": "<p><a href=x>The quay opens in May and will stay open.</a></p>" * 3_000,
    "dates": '"datePublished"' * 20_000,
}


@pytest.mark.parametrize("name", HARD_PAGES)
def test_a_hard_page_is_read_in_time_that_grows_with_it(name: str) -> None:
    hard = HARD_PAGES[name]
    started = time.process_time()
    for page in (f"<html><head>{hard}</head><body><p>A.</p></body></html>", f"<html><body>{hard}</body></html>"):
        try:
            understand(page.encode(), "a.html")
        except (IncomingError, RecursionError) as error:
            assert "\n" not in str(error)
    assert time.process_time() - started < 6


@pytest.mark.parametrize(
    "hard", ["![" * 50_000, "[" * 90_000, "[a](" * 40_000, "## " + " #" * 90_000 + "x", "*a " * 40_000]
)
def test_hard_markdown_is_read_in_time_that_grows_with_it(hard: str) -> None:
    started = time.process_time()
    understand(f"Title\n\n{hard}".encode(), "a.md")
    assert time.process_time() - started < 3


@pytest.mark.parametrize(
    "stated", ["undefined", "hex", "rot13", "utf-7", "unicode_escape", "no-such", "utf-16", "\udc80", "idna"]
)
def test_an_encoding_that_is_none_is_passed_over(stated: str) -> None:
    page = PAGE.replace("<head>", f"<head><meta charset={stated}>").replace("Nadia", "Renée")
    assert "Mayor Renée Brandt" in understand(page.encode("cp1252", "surrogateescape"), "a.html").text


def bomb(size: int, part: str = "word/styles.xml") -> bytes:
    """A Word file with a part that unpacks to so many bytes."""
    held = io.BytesIO(word("<w:p><w:r><w:t>The quay opens.</w:t></w:r></w:p>"))
    with ZipFile(held, "a", ZIP_DEFLATED) as packed:
        packed.writestr(part, b"<a/>" * (size // 4))
    return held.getvalue()


@pytest.mark.parametrize("part", ["word/styles.xml", "word/footnotes.xml", "word/a.XML"])
def test_a_word_file_is_unpacked_up_to_a_limit(part: str) -> None:
    with pytest.raises(IncomingError, match="unpacked"):
        understand(bomb(40_000_000, part), "a.docx")
    assert "The quay opens" in understand(bomb(400, "word/a.xml"), "a.docx").text


def test_what_a_word_file_says_of_its_size_is_not_believed() -> None:
    """The size stands in the directory of the archive: made small there, it still counts when it is unpacked."""
    data = bomb(30_000_000)
    lying = data.replace((30_000_000).to_bytes(4, "little"), (300).to_bytes(4, "little"))
    assert lying != data
    with pytest.raises(IncomingError):
        understand(lying, "a.docx")


def flate_bomb(size: int) -> bytes:
    """A PDF of one page whose drawing unpacks to so many bytes, packed twice."""
    drawing = zlib.compress(zlib.compress(b"BT /F1 9 Tf (a quay ) Tj ET\n" * (size // 28), 9), 9)
    return pdf_of(drawing, b"/Filter [/FlateDecode /FlateDecode]")


def test_a_pdf_that_unpacks_to_very_much_is_refused() -> None:
    bombed = flate_bomb(200_000_000)
    assert len(bombed) < 10_000
    with pytest.raises(IncomingError, match="far too large"):
        from_pdf(bombed)
    assert "quay" in from_pdf(flate_bomb(250)).text


def test_a_gzip_file_is_unpacked_up_to_a_limit() -> None:
    assert understand(gzip.compress(PAGE.encode()), "a.html.gz").meta.title == "Harbour bridge to close"
    with pytest.raises(IncomingError, match="larger than"):
        understand(gzip.compress(b"a" * 60_000_000), "a.html.gz")
    with pytest.raises(IncomingError, match="broken"):
        understand(b"\x1f\x8bno", "a.gz")


def test_what_takes_too_long_is_refused_and_the_next_file_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    understand_apart(b"Quay\n\nIt opens.", "a.txt")
    monkeypatch.setattr(apart, "SECONDS", 0.5)
    with pytest.raises(IncomingError, match="seconds; paste"):
        understand_apart(word("<w:p><w:r><w:t>a</w:t></w:r></w:p>" * 120_000), "a.docx")
    monkeypatch.setattr(apart, "SECONDS", 8)
    assert understand_apart(b"Quay\n\nIt opens.", "a.txt").text == "It opens."


DEEDS = (
    "import socket; socket.create_connection(('127.0.0.1', 9))",
    "import urllib.request; urllib.request.urlopen('http://127.0.0.1:9/')",
    "import subprocess; subprocess.run(['true'])",
    "import os; os.system('true')",
    "import os; os.fork()",
    "open('here', 'w')",
    "import os; os.open('here', os.O_CREAT | os.O_WRONLY)",
    "import pathlib; pathlib.Path('gone').unlink()",
    "b'a' * 2_000_000_000",
)
CONFINED = """
import sys
from newsdesk.reading.incoming.confinement import confine
confine()
for deed in sys.argv[1:]:
    try:
        exec(deed)
        print("done:", deed)
    except (PermissionError, MemoryError):
        print("kept from it")
"""


def test_what_the_process_that_reads_cannot_do(tmp_path: Path) -> None:
    (tmp_path / "gone").touch()
    command = [sys.executable, "-c", CONFINED, *DEEDS]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == ["kept from it"] * len(DEEDS)
    assert [path.name for path in tmp_path.iterdir()] == ["gone"]
