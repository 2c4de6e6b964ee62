"""What `newsdesk add` understands of a web page, a PDF and a text."""

from __future__ import annotations

from datetime import date

import pytest

from newsdesk.reading.adding import compose, stated, write_new
from newsdesk.reading.incoming import Incoming, IncomingError, understand

PAGE = """<!doctype html><html lang="en"><head><title>Harbour bridge to close | The Daily Tern</title>
<meta property="og:site_name" content="The Daily Tern"><meta name="author" content="Ada Quill">
<meta property="article:published_time" content="2024-05-06T10:00:00Z">
<link rel="canonical" href="https://tern.example/bridge"></head><body><nav><a href="/">Home</a></nav><article>
<h1>Harbour bridge to close</h1><p>The harbour bridge will close for a month, the council said on Monday, and traffic
will be sent through the old tunnel while engineers replace the cables.</p>
<p>“We will not risk a single life,” Mayor Nadia Brandt told reporters. “The cables &amp; bolts have to go.”</p>
<p>Work starts in June and ends in July, if the weather allows it.</p></article>
<footer>Contact us</footer></body></html>
"""


def test_a_saved_web_page_gives_its_text_and_what_it_states_of_itself() -> None:
    found = understand(PAGE.encode(), "bridge.html")
    assert found.title == "Harbour bridge to close"
    assert (found.outlet, found.author) == ("The Daily Tern", "Ada Quill")
    assert (found.published, found.url) == (date(2024, 5, 6), "https://tern.example/bridge")
    assert "“The cables & bolts have to go.”" in found.text
    assert "Contact us" not in found.text and "Home" not in found.text
    assert not found.text.startswith("Harbour bridge to close")


def test_a_page_without_a_date_gets_none_from_its_text() -> None:
    page = PAGE.replace('<meta property="article:published_time" content="2024-05-06T10:00:00Z">', "")
    found = understand(page.replace("on Monday", "on May 3, 2019").encode(), "bridge.html")
    assert found.published is None


def test_the_headline_of_a_text_stands_alone() -> None:
    found = understand(b"Bridge shut\r\n\r\nThe bridge is shut.\r\n", "a.txt")
    assert (found.title, found.text) == ("Bridge shut", "The bridge is shut.")


def test_a_first_sentence_is_no_headline() -> None:
    found = understand(b"The bridge is shut.\n\nSo it is.\n", "-")
    assert (found.title, found.text) == ("", "The bridge is shut.\n\nSo it is.")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_usual_encodings_are_read(encoding: str) -> None:
    assert "“Café”" in understand("Title\n\nThe “Café” is open.".encode(encoding), "a.txt").text


@pytest.mark.parametrize("data", [b"", b"  \n", b"\0\1\2", b"%PDF-1.4 broken", b"<html><body></body></html>"])
def test_what_holds_no_article_is_refused_in_one_line(data: bytes) -> None:
    with pytest.raises(IncomingError) as refused:
        understand(data, "a.html" if data.startswith(b"<") else "a")
    assert "\n" not in str(refused.value) and "; " in str(refused.value)


def _pdf(lines: list[str]) -> bytes:
    """A PDF of one page with these lines, made by hand: the smallest that a reader accepts."""
    drawn = " ".join(f"({line}) Tj T*" for line in lines)
    stream = f"BT /F1 11 Tf 14 TL 50 800 Td {drawn} ET".encode("latin-1")
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        b"/Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
    ]
    out, places = b"%PDF-1.4\n", []
    for n, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (n, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"trailer\n<< /Size 5 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % len(out)
    return out + b"xref\n0 5\n0000000000 65535 f \n" + table + end


def test_a_pdf_gives_paragraphs_not_lines() -> None:
    found = understand(
        _pdf(
            [
                "Harbour bridge to close",
                "",
                "The harbour bridge will close for a month, the council",
                "said on Monday, and the traffic will go through the tun-",
                "nel.",
                "Work starts in June, the mayor said, and it will be done",
                "by the end of July.",
            ]
        ),
        "bridge.pdf",
    )
    assert found.read_as == "PDF"
    assert found.text.split("\n\n")[-2:] == [
        "The harbour bridge will close for a month, the council said on Monday, and the traffic will go "
        "through the tunnel.",
        "Work starts in June, the mayor said, and it will be done by the end of July.",
    ]


def test_a_new_file_states_what_is_known_and_nothing_else() -> None:
    found = Incoming("Body: it is.", "text", title='A "title": with #marks', published=date(2024, 5, 6))
    text = compose(found.text, stated(found))
    assert text.endswith("---\n\nBody: it is.\n")
    assert "outlet" not in text and "published: 2024-05-06" in text


def test_nothing_is_overwritten(tmp_path) -> None:  # type: ignore[no-untyped-def]
    assert [write_new(tmp_path, "a", text).name for text in ("1", "2")] == ["a.md", "a-2.md"]
    assert (tmp_path / "a.md").read_text() == "1"
