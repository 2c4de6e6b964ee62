"""What `newsdesk add` understands of a web page, a PDF and a text."""

from __future__ import annotations

import io
import plistlib
from datetime import date
from email.message import EmailMessage
from zipfile import ZipFile

import pytest

from newsdesk.reading.adding import compose, stated, write_new
from newsdesk.reading.incoming import Incoming, IncomingError, understand
from newsdesk.reading.incoming.pdf import without_running_lines
from newsdesk.records import Metadata

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
    assert found.meta.title == "Harbour bridge to close"
    assert (found.meta.outlet, found.meta.author) == ("The Daily Tern", "Ada Quill")
    assert (found.meta.published, found.meta.url) == (date(2024, 5, 6), "https://tern.example/bridge")
    assert "“The cables & bolts have to go.”" in found.text
    assert "Contact us" not in found.text and "Home" not in found.text
    assert not found.text.startswith("Harbour bridge to close")


def test_a_page_without_a_date_gets_none_from_its_text() -> None:
    page = PAGE.replace('<meta property="article:published_time" content="2024-05-06T10:00:00Z">', "")
    found = understand(page.replace("on Monday", "on May 3, 2019").encode(), "bridge.html")
    assert found.meta.published is None


STORY = PAGE.partition("<article>")[2].partition("</article>")[0]


def saved(head: str, story: str = STORY) -> Incoming:
    """What is understood of a page with this head."""
    page = f"<!doctype html><html><head><title>Harbour bridge to close</title>{head}</head><body>{story}</body></html>"
    return understand(page.encode(), "bridge.html")


@pytest.mark.parametrize(
    ("head", "day"),
    [
        ('<meta property="article:published_time" content="2024-05-06T23:30:00-05:00">', "2024-05-06"),
        ('<meta name="date" content="2024-05-06">', "2024-05-06"),
        ('<script type="application/ld+json">{"@graph": [{"@type": "WebSite"}, {"@type": "NewsArticle", '
         '"dateModified": "2024-05-09", "datePublished": "2024-05-06T10:00:00Z"}]}</script>', "2024-05-06"),
        ('<meta property="article:modified_time" content="2024-05-09T10:00:00Z">', None),
        ('<script type="application/ld+json">{"@type": "NewsArticle", "dateModified": "2024-05-09"}</script>', None),
        ('<meta property="article:published_time" content="05/06/2024">', None),
        ('<meta property="article:published_time" content="someday">', None),
        ("", None),
    ],
)  # fmt: skip
def test_the_day_is_the_one_that_the_page_states_outright(head: str, day: str | None) -> None:
    found = saved(head).meta.published
    assert (found.isoformat() if found else None) == day


@pytest.mark.parametrize(
    ("head", "outlet", "url"),
    [
        ('<meta name="twitter:site" content="@dailytern">', "", ""),
        ('<meta name="twitter:site" content="@tern"><meta property="og:site_name" content="The Tern">', "The Tern", ""),
        ('<meta property="og:site_name" content="The Tern"><meta property="og:url" '
         'content="https://tern.example/bridge?id=7&amp;utm_source=mail&amp;fbclid=x">',
         "The Tern", "https://tern.example/bridge?id=7"),
    ],
)  # fmt: skip
def test_an_outlet_is_no_guess_and_an_address_no_trail(head: str, outlet: str, url: str) -> None:
    found = saved(head)
    assert (found.meta.outlet, found.meta.url) == (outlet, url)


def test_what_goes_on_for_subscribers_is_doubted() -> None:
    data = '<script type="application/ld+json">{"@type": "NewsArticle", "isAccessibleForFree": "False"}</script>'
    assert "subscribers" in saved(data).doubt and not saved("").doubt


def test_a_pull_quote_is_not_said_twice() -> None:
    again = STORY + "<blockquote><p>“We will not risk a single life”</p></blockquote>"
    assert saved("", again).text == saved("").text


@pytest.mark.parametrize(
    "story",
    [
        "<div id=root></div><noscript>You need to enable JavaScript to run this app.</noscript>",
        "".join(
            f"<div><h3><a href=/{n}>Headline {n}</a></h3><p>A short teaser of story {n}.</p></div>" for n in range(12)
        ),
    ],
)
def test_a_page_without_an_article_is_refused(story: str) -> None:
    with pytest.raises(IncomingError, match="no article"):
        saved("", story)


@pytest.mark.parametrize("encoding", ["iso-8859-2", "windows-1250", "koi8-r"])
def test_a_page_is_read_in_the_encoding_that_it_states(encoding: str) -> None:
    name = "Дмитрий" if encoding == "koi8-r" else "Łukasz"
    page = f'<html><head><meta charset="{encoding}"></head><body>{STORY}</body></html>'.replace("Nadia", name)
    assert f"Mayor {name} Brandt" in understand(page.encode(encoding, "xmlcharrefreplace"), "a.html").text


def test_a_browsers_single_file_is_a_page() -> None:
    page = f"<html><head><title>Bridge</title></head><body>{STORY}</body></html>"
    whole = EmailMessage()
    whole["Snapshot-Content-Location"] = "https://tern.example/bridge"
    whole.set_content(page, subtype="html", cte="quoted-printable")
    whole.make_related()
    whole.add_related(b"GIF", "image", "gif")
    main = {"WebResourceData": page.encode(), "WebResourceURL": "https://tern.example/bridge"}
    archive = plistlib.dumps(
        {"WebMainResource": {**main, "WebResourceTextEncodingName": "UTF-8"}}, fmt=plistlib.FMT_BINARY
    )
    for data, name in ((bytes(whole), "bridge.mhtml"), (archive, "bridge.webarchive")):
        found = understand(data, name)
        assert (found.text, found.meta.url) == (saved("").text, "https://tern.example/bridge"), name


@pytest.mark.parametrize("data", [b"bplist00broken", b"MIME-Version: 1.0\nContent-Type: multipart/related\n\nnothing"])
def test_a_broken_single_file_is_refused(data: bytes) -> None:
    with pytest.raises(IncomingError):
        understand(data, "a.mhtml")


def test_markdown_is_read_as_its_reader_sees_it() -> None:
    given = "---\ntags: [a_b_c]\n---\n# Bridge shut\n\n**The council** voted [on Monday](https://a.example/x_(y)).\n\n> “We *go*,” she said.\n\n![A map](map.png)\n## Costs\n\n2 * 3 * 4 and a_b_c stay.\n"  # noqa: E501
    assert understand(given.encode(), "a.md").text == (
        "---\ntags: [a_b_c]\n---\n# Bridge shut\n\nThe council voted on Monday.\n\n“We go,” she said.\n\nCosts\n\n"
        "2 * 3 * 4 and a_b_c stay."
    )
    assert "**The council**" in understand(given.encode(), "a.txt").text, "a plain text is taken as it is"


def test_the_headline_of_a_text_stands_alone() -> None:
    found = understand(b"Bridge shut\r\n\r\nThe bridge is shut.\r\n", "a.txt")
    assert (found.meta.title, found.text) == ("Bridge shut", "The bridge is shut.")


def test_a_first_sentence_is_no_headline() -> None:
    found = understand(b"The bridge is shut.\n\nSo it is.\n", "-")
    assert (found.meta.title, found.text) == ("", "The bridge is shut.\n\nSo it is.")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_usual_encodings_are_read(encoding: str) -> None:
    assert "“Café”" in understand("Title\n\nThe “Café” is open.".encode(encoding), "a.txt").text


def word(body: str) -> bytes:
    """The smallest .docx that holds these elements."""
    names = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    of_packages = "http://schemas.openxmlformats.org/package/2006"
    of_documents = "http://schemas.openxmlformats.org/officeDocument/2006"
    held = io.BytesIO()
    with ZipFile(held, "w") as packed:
        packed.writestr("[Content_Types].xml", f'<Types xmlns="{of_packages}/content-types"/>')
        packed.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{of_packages}/relationships"><Relationship Id="a" Target="word/document.xml" '
            f'Type="{of_documents}/relationships/officeDocument"/></Relationships>',
        )
        packed.writestr("word/document.xml", f"<w:document {names}><w:body>{body}</w:body></w:document>")
    return held.getvalue()


def test_a_word_file_gives_its_text_as_its_reader_sees_it() -> None:
    paragraphs = (
        "<w:r><w:t>Harbour bridge to close</w:t></w:r>",
        "<w:r><w:t>“We will not </w:t></w:r><w:del><w:r><w:delText>lose</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>risk</w:t></w:r></w:ins><w:r><w:t> a single life,” Nadia Brandt said.</w:t></w:r>",
        "<w:r><w:t>Work starts in June.</w:t></w:r>",
    )
    found = understand(word("".join(f"<w:p>{runs}</w:p>" for runs in paragraphs)), "bridge.docx")
    assert (found.read_as, found.meta) == ("Word file", Metadata(title="Harbour bridge to close"))
    assert found.text == "“We will not risk a single life,” Nadia Brandt said.\n\nWork starts in June."


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"{\\rtf1\\ansi The bridge is shut.}", "RTF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old kind"),
        (b"PK\x03\x04 of something else", "no text"),
        (word("<w:p>"), "cannot be read"),
        (word("<w:p/>"), "no article text"),
        (word("<w:p/>" * 900_000), "no article"),
    ],
)
def test_files_of_other_programs_are_refused_with_what_to_do(data: bytes, what: str) -> None:
    with pytest.raises(IncomingError, match=rf"{what}[^\n]*; "):
        understand(data, "bridge.docx")


@pytest.mark.parametrize("data", [b"", b"  \n", b"\0\1\2", b"%PDF-1.4 broken", b"<html><body></body></html>"])
def test_what_holds_no_article_is_refused_in_one_line(data: bytes) -> None:
    with pytest.raises(IncomingError) as refused:
        understand(data, "a.html" if data.startswith(b"<") else "a")
    assert "\n" not in str(refused.value) and "; " in str(refused.value)


def _pdf(lines: list[str]) -> bytes:
    """A PDF of one page with these lines, made by hand: the smallest that a reader accepts."""
    drawn = " ".join(f"({line}) Tj T*" for line in lines)
    return pdf_of(f"BT /F1 11 Tf 14 TL 50 800 Td {drawn} ET".encode("latin-1"))


def pdf_of(stream: bytes, packed: bytes = b"") -> bytes:
    """A PDF of one page that is drawn like this."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        b"/Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>",
        b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(stream), packed, stream),
    ]
    out, places = b"%PDF-1.4\n", []
    for n, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (n, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"trailer\n<< /Size 5 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % len(out)
    return out + b"xref\n0 5\n0000000000 65535 f \n" + table + end


def test_running_heads_and_page_numbers_are_no_text() -> None:
    pages = [
        "The Daily Tern, 6 May 2024\nHarbour bridge to close\nThe bridge will close for a month, the\n1",
        "The Daily Tern, 6 May 2024\ncouncil said on Monday to those who had come.\nWork starts in June.\n2",
        "The Daily Tern, 6 May 2024\nIt ends in July.\nPage 3 of 3",
    ]
    assert "\n".join(without_running_lines(pages)) == (
        "Harbour bridge to close\nThe bridge will close for a month, the\n"
        "council said on Monday to those who had come.\nWork starts in June.\nIt ends in July."
    )
    assert without_running_lines(["Bridge\n12"]) == ["Bridge\n12"]


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


def test_room_between_the_lines_of_a_pdf_parts_paragraphs() -> None:
    """As a browser prints them: no line is short, a heading is larger, and a table's rows stand further apart."""
    drawn = [
        (26, 700, "Ferry to sail again in June"),
        (11, 668, "By Noor Haddad"),
        (11, 630, "The ferry between Ulm Street and the island will sail again in June, the"),
        (11, 617, "harbour master said on Tuesday, two years after a storm had torn it off."),
        (11, 592, "(It took us eleven years to pay for it and one night to lose it), she told"),
        (11, 579, "reporters on the quay, and added that the chains are new this time round."),
        (18, 545, "What it costs"),
        (11, 510, "Hull 412,000"),
        (11, 490, "Engine 97,000"),
        (11, 455, "Copyright 2024 Pier Gazette. All rights reserved."),
    ]
    stream = " ".join(
        f"BT /F1 {size} Tf 1 0 0 1 50 {up} Tm ({line.translate(_ESCAPED)}) Tj ET" for size, up, line in drawn
    )
    found = understand(pdf_of(stream.encode()), "ferry.pdf")
    assert (found.meta.title, found.meta.author) == ("Ferry to sail again in June", "Noor Haddad")
    assert [paragraph.split()[0] for paragraph in found.text.split("\n\n")] == ["The", "(It", "What", "Hull", "Engine"]


_ESCAPED = str.maketrans({"(": "\\(", ")": "\\)"})


def test_a_newsletter_has_no_buttons_and_no_day_of_its_own() -> None:
    mail = EmailMessage()
    mail["From"], mail["Subject"] = "The Pier Briefing <news@pier.example>", "Ferry sails again"
    mail["Date"], mail["List-Unsubscribe"] = "Tue, 07 May 2024 06:00:12 +0000", "<https://pier.example/u>"
    page = (
        "<p>May 7, 2024</p><p>The ferry will sail again in June, the harbour master said. <a href=/a>Read more</a></p>"
        "<p>ADVERTISEMENT</p><p>The council voted on Monday night, after a debate that went on until two.</p>"
    )
    mail.set_content(page, subtype="html")
    assert understand(bytes(mail), "a.eml").text.split("\n\n") == [
        "The ferry will sail again in June, the harbour master said.",
        "The council voted on Monday night, after a debate that went on until two.",
    ]


def test_a_new_file_states_what_is_known_and_nothing_else() -> None:
    known = stated(Metadata(title='A "title": with #marks', published=date(2024, 5, 6)))
    text = compose("Body: it is.", known)
    assert text.endswith("---\n\nBody: it is.\n")
    assert "outlet" not in text and "published: 2024-05-06" in text


def test_nothing_is_overwritten(tmp_path) -> None:  # type: ignore[no-untyped-def]
    assert [write_new(tmp_path, "a", text).name for text in ("1", "2")] == ["a.md", "a-2.md"]
    assert (tmp_path / "a.md").read_text() == "1"
