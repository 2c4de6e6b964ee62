"""What saved web pages say of themselves, what of them is the article, and which pages are none."""
# ruff: noqa: E501 (pages are long lines)

from __future__ import annotations

import json
from datetime import date

import pytest

from newsdesk.reading.incoming import Incoming, IncomingError, understand
from newsdesk.reading.incoming.byline import Authors, authors

TEXT = (
    "The old cannery on Pier Street will become a school, the town council decided on Monday after a long debate.",
    "“We have waited nine years for this vote,” said Ruth Adeyemi, who leads the parents’ group. “Nine years.”",
    "The cannery closed in 1998. Its owner, the firm Holt & Sons, wanted to sell the land for flats, and has not said what it will do now.",
    "Work on the roof is to begin in March, and the first classes should move in two years later.",
)  # fmt: skip
STORY = "".join(f"<p>{p}</p>" for p in TEXT)


def page(
    head: str = "", story: str = STORY, before: str = "", after: str = "", title: str = "Cannery to become a school"
) -> bytes:
    body = f"{before}<main><article><h1>Cannery to become a school</h1>{story}</article></main>{after}"
    return f"<!doctype html><html lang=en><head><title>{title}</title>{head}</head><body>{body}</body></html>".encode()


def read(*args: str, **kwargs: str) -> Incoming:
    return understand(page(*args, **kwargs), "a.html")


def data(**stated: object) -> str:
    """Linked data of an article."""
    whole = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": "Cannery to become a school",
        **stated,
    }
    return f'<script type="application/ld+json">{json.dumps(whole)}</script>'


def meta(name: str, content: str) -> str:
    return f'<meta property="{name}" content="{content}">'


# Headline and outlet

SITE = meta("og:site_name", "The Pier Gazette")


@pytest.mark.parametrize(
    "title",
    [
        "Cannery to become a school | The Pier Gazette",
        "Cannery to become a school - Pier Gazette",
        "Cannery to become a school – Local | The Pier Gazette",
        "The Pier Gazette: Cannery to become a school",
        "The Pier Gazette » Cannery to become a school",
        "Cannery to become a school",
    ],
)
def test_a_headline_has_no_name_of_the_site(title: str) -> None:
    assert read(SITE, title=title).meta.title == "Cannery to become a school"
    without_heading = page(SITE + meta("og:title", title), title=title).replace(b"h1>", b"b>")
    assert understand(without_heading, "a.html").meta.title == "Cannery to become a school"


def test_a_headline_keeps_what_is_its_own() -> None:
    for headline in ("School or flats? The cannery - a history", "Cannery | a school: what now"):
        given = page(SITE + meta("og:title", headline), title=f"{headline} | The Pier Gazette")
        given = given.replace(b"<h1>Cannery to become a school", f"<h1>{headline}".encode())
        assert understand(given, "a.html").meta.title == headline


def test_a_heading_that_is_the_sites_name_is_no_headline() -> None:
    given = page(
        SITE, before="<header><h1>The Pier Gazette</h1></header>", title="Cannery to become a school | Pier Gazette"
    )
    assert understand(given, "a.html").meta.title == "Cannery to become a school"


@pytest.mark.parametrize(
    ("heading", "title", "found"),
    [
        ("Old cannery becomes a school", "Cannery to become school, council decides | Pier Gazette", "Old cannery becomes a school"),
        ("What now?", "Cannery to become a school | Pier Gazette", "Cannery to become a school"),
        ("<a href='/'>Harbour voices</a>", "Harbour voices » Blog Archive » Cannery to become a school", "Cannery to become a school"),
        ("Cannery to become a school Cannery to become a school", "Cannery to become a school", "Cannery to become a school"),
        ("Cannery to become a schoolPier Gazette", "Cannery to become a school » Local » Pier Gazette", "Cannery to become a school"),
        ("罐头厂将改建为学校", "罐头厂将改建为学校 - 码头报 - 本地", "罐头厂将改建为学校"),
    ],
)  # fmt: skip
def test_the_headline_is_the_one_that_readers_see(heading: str, title: str, found: str) -> None:
    given = page(title=title).replace(b"<h1>Cannery to become a school", f"<h1>{heading}".encode())
    assert understand(given, "a.html").meta.title == found


def test_a_headline_that_a_page_writes_as_its_sites_name_is_one() -> None:
    head = meta("og:site_name", "Old cannery on the pier becomes a school at last")
    given = (
        page(head, title="Old cannery on the pier becomes a school at last").replace(
            b"<h1>Cannery to become a school</h1>", b"<h1>Old cannery on the pier becomes a school at last</h1>"
        )
        + b"<h2>What readers say</h2>"
    )
    assert understand(given, "a.html").meta.title == "Old cannery on the pier becomes a school at last"


def test_a_headline_in_no_heading_is_found_by_what_its_element_is_named() -> None:
    given = page(title="Pier Gazette").replace(b"<h1>", b"<div class='entry-title'>").replace(b"</h1>", b"</div>")
    assert understand(given, "a.html").meta.title == "Cannery to become a school"


@pytest.mark.parametrize(
    ("head", "title", "outlet"),
    [
        (SITE, "x", "The Pier Gazette"),
        (meta("og:site_name", "The Pier Gazette | News from the coast"), "x", "The Pier Gazette"),
        (
            meta("og:site_name", "the Pier Gazette") + data(publisher={"name": "The Pier Gazette"}),
            "x",
            "The Pier Gazette",
        ),
        (meta("og:site_name", "piergazette.com"), "Cannery to become a school | Pier Gazette", "Pier Gazette"),
        (data(publisher={"@type": "Organization", "name": "Pier Gazette"}), "x", "Pier Gazette"),
        ("", "Cannery to become a school - Pier Gazette", "Pier Gazette"),
        ("", "Cannery to become a school - What now", ""),
    ],
)
def test_an_outlet_is_called_as_its_readers_call_it(head: str, title: str, outlet: str) -> None:
    address = '<link rel="canonical" href="https://www.piergazette.com/local/cannery-school">'
    assert read(head + address, title=title.replace("x", "Cannery to become a school")).meta.outlet == outlet


# Authors


@pytest.mark.parametrize(
    ("byline", "people", "agency"),
    [
        ("By Noor Haddad", ["Noor Haddad"], ""),
        ("By NOOR HADDAD and TOM O'NEILL", ["Noor Haddad", "Tom O'Neill"], ""),
        ("Noor Haddad, Tom Weiss & Ida Lund", ["Noor Haddad", "Tom Weiss", "Ida Lund"], ""),
        ("Noor Haddad | Updated: Apr 2, 2024, 13:10 IST", ["Noor Haddad"], ""),
        ("Noor Haddad Published 2 April 2024", ["Noor Haddad"], ""),
        ("Noor Haddad, chief political correspondent", ["Noor Haddad"], ""),
        ("Senior Reporter Noor Haddad", ["Noor Haddad"], ""),
        ("Noor Haddad in Paris", ["Noor Haddad"], ""),
        ("Noor Haddad, Munich, Germany", ["Noor Haddad"], ""),
        ("Noor Haddad @noorh", ["Noor Haddad"], ""),
        ("Noor Haddad (noor@gazette.example)", ["Noor Haddad"], ""),
        ("Noor Haddad, Special to The Gazette", ["Noor Haddad"], ""),
        ("Words by Noor Haddad; photos by Tom Weiss", ["Noor Haddad"], ""),
        ("Dr. Noor Haddad, PhD", ["Noor Haddad"], ""),
        ("Noor Haddad Pier Gazette", ["Noor Haddad"], ""),
        ("Noor Haddad, Reuters", ["Noor Haddad"], "Reuters"),
        ("Ana María de la Cruz", ["Ana María de la Cruz"], ""),
        ("PTI | Updated: Apr 2, 2024", [], "PTI"),
        ("The Associated Press", [], "The Associated Press"),
        ("Noor Haddad, Tom Weiss, and Ida Lund", ["Noor Haddad", "Tom Weiss", "Ida Lund"], ""),
        ("By Noor Haddad (with Tom Weiss and Ida Lund)", ["Noor Haddad"], ""),
        ("Haddad, Anna ; Weiss, T.", ["Anna Haddad", "T. Weiss"], ""),
        ("By NOOR McKAY-DeWITT and TOM WEISS Jr.", ["Noor McKay-DeWitt", "Tom Weiss Jr."], ""),
        ("Noor Haddad Reuters", ["Noor Haddad"], "Reuters"),
        ("by Noor Haddad on April 2, 2024 at 3:45 pm", ["Noor Haddad"], ""),
        ("Noor Haddad; Associate Clinical Professor; Emeritus Professor", ["Noor Haddad"], ""),
        ("Noor Haddad, NRK World Service", ["Noor Haddad"], ""),
        ("RFE/RL", [], "RFE/RL"),
        ("Business Wire", [], "Business Wire"),
        ("Sign In", [], ""),
        ("View all pages by this writer", [], ""),
        ("Filed Under Harbour", [], ""),
        ("Pier Gazette Sports", [], ""),
        ("Harbour Today", [], ""),
        ("Staff", [], ""),
        ("Gazette Staff Writer", [], ""),
        ("LONDON", [], ""),
        ("April 2, 2024", [], ""),
        ("Updated 3 hours ago", [], ""),
        ("https://gazette.example/noor", [], ""),
        ("", [], ""),
    ],
)
def test_authors_are_people(byline: str, people: list[str], agency: str) -> None:
    assert authors(byline, frozenset(["piergazette"])) == Authors(tuple(people), agency)


@pytest.mark.parametrize(
    ("head", "story", "author", "origin"),
    [
        (data(author={"@type": "Person", "name": "Noor Haddad"}), "", "Noor Haddad", ""),
        (data(author=[{"name": "Noor Haddad"}, {"name": "Tom Weiss"}]), "", "Noor Haddad, Tom Weiss", ""),
        (data(author={"@type": "Organization", "name": "The Pier Gazette"}), "", "", ""),
        (data(author={"@type": "Organization", "name": "Reuters"}), "", "Reuters", "Reuters"),
        (meta("author", "Noor Haddad") + meta("article:author", "https://face.example/noor"), "", "Noor Haddad", ""),
        (
            SITE,
            "<div class=byline>By <a href=/noor>Noor Haddad</a> and <a href=/t>Tom Weiss</a></div>",
            "Noor Haddad, Tom Weiss",
            "",
        ),
        (SITE, "<span itemprop=author><span itemprop=name>Noor Haddad</span></span>", "Noor Haddad", ""),
        (SITE, "<figure><img src=a.png><figcaption class=byline>By Tom Weiss</figcaption></figure>", "", ""),
        (meta("author", "The Pier Gazette") + SITE, "", "", ""),
    ],
)
def test_a_pages_authors(head: str, story: str, author: str, origin: str) -> None:
    found = understand(page(head, story + STORY), "a.html")
    assert (found.meta.author, found.meta.origin) == (author, origin)
    assert "Haddad" not in found.text, "a byline is no text"


def test_a_byline_beside_the_headline_is_the_pages_and_those_of_other_articles_are_none() -> None:
    others = "".join(f"<div class=byline>By <a href=/{n}>{n} Weiss</a></div>" for n in ("Tom", "Ida", "Lou", "Max"))
    own = "<h5 class=byline><span>Noor Haddad</span></h5>"
    assert understand(page(SITE, own + STORY, after=others), "a.html").meta.author == "Noor Haddad"
    assert understand(page(SITE, STORY, after=others), "a.html").meta.author == ""
    agency = meta("author", "Associated Press")
    assert understand(page(agency, STORY, after=others), "a.html").meta.author == "Associated Press"


def test_an_outlets_name_is_no_author_whatever_of_it_is_meant() -> None:
    address = '<link rel="canonical" href="https://www.piergazette.com/local/cannery-school">'
    assert read(address + meta("author", "Pier Gazette Sports")).meta.author == ""
    assert read(address + meta("author", "Noor Haddad, Pier Gazette Sports")).meta.author == "Noor Haddad"


# The day


@pytest.mark.parametrize(
    ("head", "story", "day"),
    [
        # Late on the first of May where it was published, and the second in Greenwich.
        (meta("article:published_time", "2024-05-02T03:30:00Z") + data(datePublished="2024-05-01T23:30:00-04:00"), "", 1),
        (meta("article:published_time", "2024-05-01T23:30:00-04:00") + data(datePublished="2024-05-02T03:30:00Z"), "", 1),
        (meta("article:published_time", "2024-05-02T03:30:00Z") + '<link rel=canonical href="https://a.example/2024/05/01/cannery">', "", 1),
        (meta("article:published_time", "2024-05-01T10:00:00Z") + meta("article:modified_time", "2024-05-03T10:00:00Z"), "", 1),
        (meta("date", "2024-05-03") + meta("article:modified_time", "2024-05-03T10:00:00Z"), "", None),
        ('<link rel=canonical href="https://a.example/2024/may/01/cannery">', "", 1),
        ("", '<time datetime="2024-05-01T08:00:00+02:00">May 1</time>', 1),
        ("", "<p class=published-date>Posted on 1 May 2024</p>", 1),
        ("", "<p class=date>Updated May 1, 2024</p>", None),
        ("", "<p class=date>05/04/2024</p>", None),
        ("", "<p class=date>05/01/2024</p><p class=date>31/05/2024</p>", 31),
        ("", "<p>Posted: 1 May 2024, 10:15</p>", 1),
        ("", "<p>The council met on 1 May 2024 in the old hall, and parted without a vote on the cannery that night.</p>", None),
        ("", "<p class=byline>By Noor Haddad<br>May 1, 2024</p>", 1),
        (meta("date", "2024/5/1"), "", 1),
        (meta("date.release", "2024/31/05"), "", 31),
        (meta("article:publicationdate", "Wed May 01 21:30:09 EST 2024"), "", 1),
        ('<link rel=canonical href="https://a.example/2024/TOWN/05/01/cannery/index.html">', "", 1),
        # The address has the day on which it was begun, which no clock of the world showed at that hour.
        (meta("article:published_time", "2024-05-02T16:30:00Z") + '<link rel=canonical href="https://a.example/2024/05/01/cannery">', "", 2),
        (meta("datepublished", "2021-02-02") + meta("dc.date", "2024-05-01") + '<link rel=canonical href="https://a.example/2024/05/01/cannery">', "", 1),
        (meta("article:published_time", "9999-12-31"), "", None),
    ],
)  # fmt: skip
def test_the_day_is_that_of_the_outlet(head: str, story: str, day: int | None) -> None:
    assert understand(page(head, story + STORY), "a.html").meta.published == (date(2024, 5, day) if day else None)


# The text


def paragraphs(story: str, **more: str) -> list[str]:
    return understand(page(SITE, story, **more), "a.html").text.split("\n\n")


def test_a_paragraph_that_is_one_link_stays_and_a_pointer_to_another_article_goes() -> None:
    linked = "<p><a href=/x><b>The council said on Tuesday that the money for the roof had been found in the budget of last year.</b></a></p>"
    pointer = "<p><a href=/y>Read more: How the harbour lost its boats</a></p>"
    found = paragraphs(f"<p>{TEXT[0]}</p><p>{TEXT[1]}</p>{linked}<p>{TEXT[2]}</p>{pointer}<p>{TEXT[3]}</p>")
    assert "The council said on Tuesday that the money" in found[2] and len(found) == 5


def test_quotation_elements_have_their_marks() -> None:
    inner = "<p><q>It was a hall that I loved, <q>the best of all</q> as my father said,</q> Ruth Adeyemi told the council.</p>"
    found = paragraphs(STORY + inner)
    assert (
        found[-1] == "“It was a hall that I loved, ‘the best of all’ as my father said,” Ruth Adeyemi told the council."
    )
    marked = "<p><q>“A hall that I loved,”</q> Ruth Adeyemi told the council on Monday night.</p>"
    assert paragraphs(STORY + marked)[-1].startswith("“A hall that I loved,” Ruth")


def test_a_post_has_who_wrote_it() -> None:
    post = (
        '<blockquote class="twitter-tweet"><p lang="en">Nine years, and worth it. <a href="https://t.co/x">pic.twitter.com/Ab1</a></p>'
        '&mdash; Ruth Adeyemi (@ruthad) <a href="https://twitter.com/ruthad/status/1">May 1, 2024</a></blockquote>'
    )
    assert "Ruth Adeyemi: “Nine years, and worth it.”" in paragraphs(
        f"<p>{TEXT[0]}</p>{post}<p>{TEXT[1]}</p><p>{TEXT[2]}</p>"
    )


def test_a_tables_rows_are_lines() -> None:
    table = "<table><tr><th>Ward</th><th>For</th></tr><tr><td>Pier</td><td>412</td></tr><tr><td>Hill</td><td>97</td></tr></table>"
    assert paragraphs(STORY + table)[-3:] == ["Ward | For", "Pier | 412", "Hill | 97"]


RELATED = "".join(f"<li><a href=/{n}>Another story about the harbour and its {n} boats</a></li>" for n in range(5))


@pytest.mark.parametrize(
    "part",
    [
        f"<div class='related-articles'><h3>Related</h3><ul>{RELATED}</ul></div>",
        f"<h3>Most read</h3><ul>{RELATED}</ul>",
        f"<aside aria-label='More from the Gazette'><ul>{RELATED}</ul></aside>",
        "<div class='hover-card'><p>Ruth Adeyemi is a teacher and has led the parents’ group of the town since it was founded.</p></div>",
        "<div role=dialog><p>We and our partners use cookies to make this site better and to measure how it is used by you.</p></div>",
        "<div id=newsletter-signup><p>Sign up for our newsletter and get the news of the harbour each morning in your inbox.</p></div>",
        "<div style='display: none'><p>This text of the last version is seen by nobody who reads the page in any browser.</p></div>",
    ],
)
def test_what_stands_beside_an_article_is_no_text(part: str) -> None:
    assert paragraphs(STORY + part) == list(TEXT)
    assert paragraphs(f"<p>{TEXT[0]}</p>{part}" + "".join(f"<p>{p}</p>" for p in TEXT[1:])) == list(TEXT)


@pytest.mark.parametrize(
    "line",
    ["Share on Facebook", "1 of 12", "14", "•", "Posted on April 2, 2024, at 11:29 a.m.", "Tags: school, harbour, council",
     "© 2024 Pier Gazette. All rights reserved.", "noor@gazette.example", "Cannery to become a school"],
)  # fmt: skip
def test_furniture_is_no_text(line: str) -> None:
    assert paragraphs(f"{STORY}<p>{line}</p>") == list(TEXT)


def test_a_text_that_repeats_itself_throughout_stays_as_it_is() -> None:
    refrain = f"<p>{TEXT[1]}</p><p>{TEXT[3]}</p>"
    assert len(paragraphs(refrain * 4)) == 8
    assert len(paragraphs(STORY + f"<p>{TEXT[1]}</p>")) == 4


def test_a_text_with_a_pages_ending_is_read_as_a_text() -> None:
    assert understand("\n\n".join(TEXT).encode(), "cannery.html").text.count("\n\n") == 3


# No article, and a part of one

NONE = {
    "not found": page(title="Page not found | Gazette", story="<p>Sorry, we cannot find the page that you asked for. It may have been moved, or the address may be wrong.</p>").replace(b"Cannery to become a school", b"Oops"),
    "denied": page(title="Access denied", story="<p>You do not have permission to see this page. Ask whoever runs the site, and tell them your address and what you did.</p>").replace(b"Cannery to become a school", b"Access denied"),
    "robot": page(title="Just a moment...", story="<p>Verify you are human by completing the action below. The site needs to review the security of your connection before proceeding.</p>").replace(b"Cannery to become a school", b"gazette.example"),
    "consent": page(title="Gazette", story="<p>We value your privacy. We and our 314 partners store and access information on a device, such as cookies.</p><p>Accept all cookies or manage preferences, as you like it best of all.</p>").replace(b"Cannery to become a school", b"Before you continue"),
    "search": page(title="Search results for cannery", story="<p>12 results were found for cannery, and here are the first of them, with the newest at the top of the list.</p>").replace(b"Cannery to become a school", b"Search results for: cannery"),
    "shop": page(meta("og:type", "product"), f"<p>This kettle boils a litre of water in two minutes, is made of steel, and will last for many years in your kitchen.</p><button>Add to cart</button>{STORY[:300]}"),
    "portal": page(
        '<link rel=canonical href="https://town.example/">' + meta("og:type", "website"),
        "".join(f"<div><a href=/s{n}>{what}</a><p>Find out what {what.lower()} cost in the town, who may have them, and whom to ask about them.</p></div>"
                for n, what in enumerate(("Parking permits", "School places", "Library cards", "Waste bins", "Building plans", "Birth certificates")))
    ).replace(b"Cannery to become a school", b"Town of Pier"),
    "list": page('<link rel=canonical href="https://gazette.example/tag/harbour/">', "".join(f"<h2><a href=/{n}>Boat {n} leaves</a></h2><p>It left at {n} in the morning and came back with more fish than the crew had seen in all their years at sea.</p>".replace("<p>", "<div><p>").replace("</p>", "</p></div>") for n in range(3))).replace(b"Cannery to become a school", b"Harbour"),
    "log in": page(before="<nav>" + "".join(f"<a href=/{n}>Service {n}</a> " for n in range(8)) + "</nav>", title="Harbour services", story="<div>Use the number on your card and the word that you were sent by post to see your berth, your bills and the tides of the week.</div>").replace(b"Cannery to become a school", b"Your berth"),
    "people": page(title="People search | Pier & Sons", story="<p>Enter a name or a part of one, choose an office, and press the button. Those who have left the firm are not listed in this directory.</p>").replace(b"Cannery to become a school", b"People search"),
    "front": b"<html><head><title>Pier Gazette</title><link rel=canonical href='https://gazette.example/'></head><body>" + b"".join(
        b"<div><h2><a href=/%d>The harbour board decides on its %d boats today</a></h2><p>A teaser of one line that tells some of the story, and leads on to all of it inside.</p></div>" % (n, n) for n in range(20)) + b"</body></html>",
}  # fmt: skip


@pytest.mark.parametrize("name", NONE)
def test_a_page_that_is_no_article_is_refused_and_taken_if_somebody_insists(name: str) -> None:
    with pytest.raises(IncomingError, match=r"no article.*--anyway") as refused:
        understand(NONE[name], "a.html")
    assert refused.value.doubted
    assert understand(NONE[name], "a.html", anyway=True).text


@pytest.mark.parametrize(
    ("headline", "first"),
    [
        ("Page not found: how the library lost its books", "The page could not be found, the librarian said."),
        ("Access denied: a harbour without a quay", "Cookies were sold."),
        ("Search for the missing boat goes on", "Nothing was found."),
    ],
)
def test_an_article_about_such_things_is_one(headline: str, first: str) -> None:
    story = f"<p>{first}</p>" + STORY * 2
    given = page(meta("og:type", "article"), story, title=headline).replace(
        b"<h1>Cannery to become a school", f"<h1>{headline}".encode()
    )
    assert understand(given, "a.html").meta.title == headline


def test_an_article_with_many_other_headlines_beside_it_is_one() -> None:
    many = "".join(f"<h3><a href=/{n}>The harbour board decides on its {n} boats</a></h3>" for n in range(50))
    head = meta("og:type", "article") + '<link rel=canonical href="https://gazette.example/local/23.html">'
    short = f"<p>{TEXT[0]}</p><p>{TEXT[1]}</p><p>{TEXT[3]}</p>"
    assert understand(page(head, short, after=many), "a.html").text


@pytest.mark.parametrize(
    "prompt",
    [
        "To continue reading, subscribe now at $2 a month. Already a subscriber? Log in.",
        "Subscribe to read the full story.",
        "This article is for subscribers only.",
        "You’ve reached your limit of free articles this month.",
    ],
)
def test_a_stub_before_a_paywall_is_told(prompt: str) -> None:
    found = read(SITE, f"<p>{TEXT[0]}</p><p>{prompt}</p>")
    assert found.text == TEXT[0] and "1 paragraph" in found.doubt and "subscribers" in found.doubt


def test_nothing_before_a_paywall_is_refused() -> None:
    with pytest.raises(IncomingError, match="paywall"):
        read(SITE, "<p>Subscribe to continue reading this article today.</p>")
