"""Mail, PDF, Word files and texts as people have them."""
# ruff: noqa: E501 (some lines are long as they come)

from __future__ import annotations

from datetime import date
from email.message import EmailMessage

import pytest
from tests.reading.test_incoming import _pdf, pdf_of, word

from newsdesk.reading.incoming import Incoming, IncomingError, understand
from newsdesk.reading.incoming.mail import mails

LINES = [
    "The lock at Mill Reach will be shut until May, the canal trust said on Friday.",
    "“Boats have to go round,” said its head, Leila Farouk.",
]


def mail(
    sender: str = "Canal Post <letter@canalpost.example>",
    subject: str = "Lock shut until May",
    html: str = "",
    text: str = "",
    **headers: str,
) -> EmailMessage:
    made = EmailMessage()
    made["From"], made["To"], made["Subject"], made["Date"] = (
        sender,
        "me@desk.example",
        subject,
        "Mon, 06 May 2024 23:40:00 -0500",
    )
    for key, value in headers.items():
        made[key.replace("_", "-")] = value
    if text:
        made.set_content(text, cte="quoted-printable")
    if html:
        if text:
            made.add_alternative(html, subtype="html", cte="base64")
        else:
            made.set_content(html, subtype="html", cte="base64")
    return made


def read(made: EmailMessage) -> Incoming:
    return understand(bytes(made), "letter.eml")


FOOTER = "<p>You are receiving this email because you signed up.</p><p><a href=x>Unsubscribe</a> | <a href=y>Manage preferences</a></p><p>12 Quay Street, Harbour City, ME 04101</p>"
PAGE = f"<html><head><style>p {{ color: red }}</style></head><body><div style='display:none'>Preview text</div><table><tr><td><p><a href=v>View in browser</a></p><h1>Lock shut until May</h1><p>{LINES[0]}</p><p>{LINES[1]}</p></td></tr></table>{FOOTER}</body></html>"


def test_a_newsletter_gives_its_text_sender_and_day() -> None:
    found = read(mail(html=PAGE))
    assert found.text.split("\n\n") == LINES
    assert (found.meta.title, found.meta.outlet, found.meta.published) == (
        "Lock shut until May",
        "Canal Post",
        date(2024, 5, 6),
    )
    assert found.read_as == "mail"


def test_the_part_that_has_all_of_it_is_read() -> None:
    wrapped = "Good morning.\n\n" + LINES[0].replace(" until", "\nuntil") + "\n"
    assert read(mail(html=PAGE, text=wrapped)).text.split("\n\n") == LINES
    short = "<p>See the text part.</p>"
    assert read(mail(html=short, text="\n\n".join(LINES))).text.split("\n\n") == LINES


@pytest.mark.parametrize(
    ("sender", "outlet", "author"),
    [
        ("Canal Post <letter@canalpost.example>", "Canal Post", ""),
        ("Ada Quill from Canal Post <ada@mail.example>", "Canal Post", "Ada Quill"),
        ("Ada Quill <ada.quill@gmail.com>", "", "Ada Quill"),
    ],
)
def test_who_sent_a_mail(sender: str, outlet: str, author: str) -> None:
    found = read(mail(sender, text="\n\n".join(LINES)))
    assert (found.meta.outlet, found.meta.author) == (outlet, author)


def test_a_forwarded_mail_is_that_of_the_first_sender() -> None:
    text = (
        "---------- Forwarded message ---------\nFrom: Canal Post <letter@canalpost.example>\nDate: Thu, May 2, 2024 at 9:00 AM\nSubject: Lock shut until May\nTo: <ada@gmail.com>\n\n"
        + "\n\n".join(LINES)
    )
    found = read(mail("Ada Quill <ada@gmail.com>", "Fwd: Lock shut until May", text=text))
    assert (found.meta.title, found.meta.outlet, found.meta.published) == (
        "Lock shut until May",
        "Canal Post",
        date(2024, 5, 2),
    )
    assert found.text.split("\n\n") == LINES


def test_a_mail_without_text_is_refused_with_what_it_holds() -> None:
    made = mail(text=" ")
    made.add_attachment(b"%PDF-1.4", maintype="application", subtype="pdf", filename="lock.pdf")
    with pytest.raises(IncomingError, match=r"lock\.pdf"):
        read(made)


def test_a_box_gives_its_mails() -> None:
    one, two = (
        bytes(mail(text=LINES[0])),
        bytes(mail(text=f"{LINES[1]}\n\n>From the quay it is a mile, she said, and no more.")),
    )
    stamp = b"From letter@canalpost.example Mon May  6 23:40:00 2024\n"
    box = stamp + one + b"\n" + stamp + two
    assert len(mails(box)) == 2
    assert "From the quay it is a mile" in understand(mails(box)[1], "a.eml").text
    with pytest.raises(IncomingError, match="2 mails"):
        understand(box, "a.mbox")
    assert LINES[0] in understand(stamp + one, "a.mbox").text


def test_a_text_that_begins_like_a_mail_and_is_none() -> None:
    assert understand(b"Date: unknown\n\nThe lock is shut.", "a.txt").read_as == "text"


@pytest.mark.parametrize(
    ("inside", "what"),
    [
        ("__substg1.0_0037001F", r"Outlook message \(\.msg\)"),
        ("WordDocument", r"\.doc"),
        ("Workbook", "Excel"),
        ("EncryptedPackage", "password"),
    ],
)
def test_an_office_file_of_the_old_kind_is_refused_by_its_right_name(inside: str, what: str) -> None:
    with pytest.raises(IncomingError, match=rf"this is .*{what}"):
        understand(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500) + inside.encode("utf-16-le"), "a.bin")


# PDF

BODY = [
    "The lock at Mill Reach will be shut until May, the canal",
    "trust said on Friday, and boats will have to go round by",
    "the river.",
]


def test_what_a_browser_prints_at_the_edges_of_a_page_is_no_text() -> None:
    edges = ["5/6/24, 9:15 AM Lock shut until May - Canal Post"], ["https://canalpost.example/lock?utm_source=mail 1/1"]
    for above, below in ((edges[0], edges[1]), ([], [*edges[0], *edges[1]]), ([*edges[1], *edges[0]], [])):
        found = understand(
            _pdf([*above, "Lock shut until May", "By Ada Quill", "Published May 6, 2024", *BODY, *below]), "a.pdf"
        )
        assert found.text == " ".join(BODY)
        assert (found.meta.title, found.meta.author, found.meta.published) == (
            "Lock shut until May",
            "Ada Quill",
            date(2024, 5, 6),
        )
        assert found.meta.url == "https://canalpost.example/lock"


def titled(title: str, *lines: str) -> bytes:
    """A PDF that states a title."""
    made = _pdf(list(lines))
    return made.replace(b"/Root 1 0 R", b"/Root 1 0 R /Info << /Title (%s) >>" % title.encode())


@pytest.mark.parametrize(
    "title", ["article.html", "untitled", "Microsoft Word - lock.docx", "C:\\\\docs\\\\lock.pdf", "Document1", ""]
)
def test_a_title_that_is_the_name_of_a_file_is_none(title: str) -> None:
    assert understand(titled(title, "Lock shut until May", "", *BODY), "a.pdf").meta.title == "Lock shut until May"


def test_a_heading_in_large_letters_is_the_title() -> None:
    drawn = b"BT /F1 10 Tf 14 TL 50 800 Td (News Sport Weather) Tj T* /F1 20 Tf 22 TL (Lock shut) Tj T* (until May) Tj T* /F1 10 Tf 14 TL "
    drawn += b" ".join(b"(%s) Tj T*" % line.encode() for line in BODY) + b" ET"
    found = understand(pdf_of(drawn), "a.pdf")
    assert found.meta.title == "Lock shut until May" and found.text == " ".join(BODY)


def test_a_place_to_break_a_word_is_no_space() -> None:
    drawn = b"BT /F1 10 Tf 50 800 Td (The harbour lock of Mill Reach is shut for a hos) Tj /Span<</ActualText <FEFF00AD>>> BDC <20> Tj EMC (pital ship, the trust said.) Tj ET"
    assert "a hospital ship" in understand(pdf_of(drawn), "a.pdf").text


def test_a_scan_is_refused_with_the_usual_remedy() -> None:
    with pytest.raises(IncomingError, match="ocrmypdf"):
        understand(pdf_of(b""), "a.pdf")


# Word


def test_a_line_break_of_word_ends_a_line_and_a_table_has_rows() -> None:
    cells = "".join(f"<w:tc><w:p><w:r><w:t>{cell}</w:t></w:r></w:p></w:tc>" for cell in ("Locks", "14"))
    runs = f"<w:p><w:r><w:t>{LINES[0]}</w:t><w:br/><w:t>{LINES[1]}</w:t></w:r></w:p><w:tbl><w:tr>{cells}</w:tr></w:tbl>"
    head = '<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:r><w:t>Lock shut until May.</w:t></w:r></w:p><w:p><w:r><w:t>By Ada Quill</w:t></w:r></w:p>'
    found = understand(word(head + runs), "a.docx")
    assert found.text.split("\n\n")[-3:] == [*LINES, "Locks | 14"]
    assert found.meta.author == "Ada Quill"


# Texts


@pytest.mark.parametrize(
    ("head", "title", "author", "day"),
    [
        ("By Ada Quill, The Tern\n\nLock shut until May", "Lock shut until May", "Ada Quill", None),
        (
            "Lock shut until May\nBy Ada Quill\nPublished 6 May 2024, 10:15",
            "Lock shut until May",
            "Ada Quill",
            date(2024, 5, 6),
        ),
        (
            "Lock shut until May\n\nBy ADA QUILL and TOM LEE\nPolitical Editors\n\n6 May 2024",
            "Lock shut until May",
            "Ada Quill, Tom Lee",
            date(2024, 5, 6),
        ),
        ("By Ada Quill", "", "Ada Quill", None),
        ("By Land and Water", "By Land and Water", "", None),
        ("By Friday the lock had been shut", "By Friday the lock had been shut", "", None),
    ],
)
def test_a_byline_is_the_author_and_no_headline(head: str, title: str, author: str, day: date | None) -> None:
    found = understand(f"{head}\n\n{LINES[0]}\n\n{LINES[1]}\n".encode(), "a.txt")
    assert (found.meta.title, found.meta.author, found.meta.published) == (title, author, day)
    assert found.text.split("\n\n") == LINES


@pytest.mark.parametrize(
    ("opens", "service"),
    [
        ("HARBOUR CITY, Maine, May 6, 2024 /PRNewswire/ -- ", "PR Newswire"),
        ("HARBOUR CITY, Maine--(BUSINESS WIRE)--", "Business Wire"),
        ("HARBOUR CITY, May 06, 2024 (GLOBE NEWSWIRE) -- ", "GlobeNewswire"),
    ],
)
def test_the_dateline_of_a_press_release_is_its_origin(opens: str, service: str) -> None:
    given = f"FOR IMMEDIATE RELEASE\n\nLock shut until May\n\n{opens}{LINES[0]}\n\n{LINES[1]}\n\nSOURCE Canal Trust\n\n###\n"
    found = understand(given.encode(), "a.txt")
    assert (found.meta.title, found.meta.origin) == ("Lock shut until May", service)
    assert found.text.split("\n\n") == LINES
    assert found.meta.published == (date(2024, 5, 6) if "2024" in opens else None)


def test_what_ends_a_newsletter_is_no_text() -> None:
    ends = "You are receiving this email because you signed up.\n\nUnsubscribe | Manage preferences\n\n12 Quay Street, Harbour City, ME 04101"
    found = understand(f"Lock shut until May\n\n{LINES[0]}\n\n{LINES[1]}\n\n{ends}\n".encode(), "a.txt")
    assert found.text.split("\n\n") == LINES
