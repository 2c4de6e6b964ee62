"""Editors' pages: names become links, ids callouts, and what names nothing is told with its line."""

from __future__ import annotations

from dataclasses import replace

import pytest
from bs4 import BeautifulSoup
from markdown import Markdown
from tests.pages.sample import courier, gazette, sample

from newsdesk.pages.editors_markdown import EditorsMarkdown, problems_of
from newsdesk.pages.site import Site
from newsdesk.reading.editors_pages import written_page
from newsdesk.records import CuratedEntity, EditorsPage, Knowledge, Options, Vocabulary

ADA, DREDGING = "../people/ada-brandt/index.html", "q-courier-harbour-1"


def _of(known: Knowledge) -> EditorsMarkdown:
    return EditorsMarkdown(known, Site.of(known, Options()))


def rendered(text: str, autolink: bool = False, written: EditorsMarkdown | None = None) -> tuple[str, list[str]]:
    """The HTML of a page at `notes/`, and its problems."""
    written = written or _of(sample())
    written.open(EditorsPage("notes/", "docs/notes.md", text, 3, autolink))
    html = Markdown(extensions=["footnotes", "tables", "fenced_code", written]).convert(text)
    cards, problems = written.close()
    return html + cards, [str(problem) for problem in problems]


def links(html: str) -> list[tuple[str, str]]:
    shown = BeautifulSoup(html.partition("<template")[0], "html.parser")  # without the preview cards, which come last
    return [(a.get_text(), str(a["href"])) for a in shown.select("p > a, li > a")]


@pytest.mark.parametrize(
    ("written", "text", "href"),
    [
        ("[[Ada Brandt]]", "Ada Brandt", ADA),
        ("[[ada brandt]]", "Ada Brandt", ADA),
        ("[[ada-brandt|she]]", "she", ADA),
        ("[[mayor-brandt]]", "Ada Brandt", ADA),
        ("[[Ada\nBrandt]]", "Ada Brandt", ADA),
        ("[[ada-brandt|the\nmayor]]", "the mayor", ADA),
        ("[[briefing:harbour]]", "Larn closes its old harbour to cargo ships", "../briefings/harbour/index.html"),
        ("[[source:gazette-harbour]]", "Old harbour given up", "../sources/gazette-harbour/index.html"),
        (
            "[[source:gazette-harbour#p2]]",
            "“Old harbour given up”, Evening Gazette, 14 May 2024, paragraph 2",
            "../sources/gazette-harbour/index.html#p2",
        ),
        ("[[quote:q-gazette-harbour-2]]", "“Ask the dockers first,”", None),
    ],
)
def test_what_a_name_leads_to(written: str, text: str, href: str | None) -> None:
    html, problems = rendered(f"We met {written} there.")
    ((shown, to),) = links(html)
    assert shown == text and problems == []
    assert to == (href or "../sources/gazette-harbour/index.html#q-gazette-harbour-2")


def test_a_link_to_a_profile_has_its_preview_card() -> None:
    html, _ = rendered("[[Ada Brandt]]")
    assert 'data-card="card-ada-brandt"' in html and '<template id="card-ada-brandt">' in html


@pytest.mark.parametrize("text", ["`[[Nobody]]`", "    [[Nobody]]\n", "```\n[[Nobody]]\n```", "\\[[Nobody]]"])
def test_code_and_escapes_are_left_alone(text: str) -> None:
    html, problems = rendered(text)
    assert "[[Nobody]]" in html and problems == []


def test_a_footnote_may_cite_a_paragraph() -> None:
    html, problems = rendered("It closes.[^1]\n\n[^1]: [[source:courier-harbour#p3]]\n")
    note = BeautifulSoup(html, "html.parser").select_one("div.footnote li")
    assert note and "Larn Courier, 13 May 2024, paragraph 3" in note.get_text() and not problems


def test_a_quote_becomes_a_callout_with_its_exact_words() -> None:
    html, problems = rendered(
        f"Before.\n![[quote:{DREDGING}]]\nAfter.\n\n- A list\n\n    ![[quote:q-gazette-harbour-2]]\n"
    )
    page = BeautifulSoup(html, "html.parser")
    assert [str(f["data-quote"]) for f in page.select("figure")] == [DREDGING, "q-gazette-harbour-2"]
    words = page.select("blockquote")[0].get_text(" ", strip=True)
    assert words.startswith("We cannot keep dredging a basin") and words.endswith("It costs nine million a year.")
    assert [p.get_text() for p in page.find_all("p", recursive=False)] == ["Before.", "After."]
    assert page.select_one("li figure") and problems == []


def test_a_statement_shows_all_its_wordings() -> None:
    html, problems = rendered("![[statement:s-dredging]]")
    page = BeautifulSoup(html, "html.parser")
    assert len(page.select(".nd-wording")) == 2 and not page.select("h3") and problems == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[[Ada Brant]]", "docs/notes.md:5: [[Ada Brant]] names nothing in the sources; "
                          "did you mean “Ada Brandt”"),
        ("[[source:courier]]", "“source:courier-harbour”"),
        ("[[source:courier-harbour#p99]]", "is not there: #p99; its paragraphs are #p1 to #p"),
        ("![[quote:q-courier-harbour-9]]", "there is no quote q-courier-harbour-9; did you mean “quote:q-courier"),
        ("![[statement:s-dredge]]", "there is no statement s-dredge; did you mean “statement:s-dredging”?"),
        (f"So: ![[quote:{DREDGING}]]", "cannot be shown here; put it on a line of its own"),
        ("![[Ada Brandt]]", "cannot be shown here; write ![[quote:…]]"),
        ("[[<script>alert(1)</script>]]", "names nothing"),
        ("[[Nobody\nAtall]]", "[[Nobody Atall]] names nothing"),
        ("[[]]", "[[]] names nothing"),
    ],
)  # fmt: skip
def test_what_names_nothing_is_told_with_its_line(text: str, told: str) -> None:
    html, problems = rendered(f"# Notes\n\n{text}\n")
    (problem,) = problems
    assert problem.startswith("docs/notes.md:5: ") and told in problem
    assert "<figure" not in html and "<a " not in html


def test_a_name_that_two_share_is_linked_to_neither() -> None:
    known = sample(gazette())
    twin = replace(known.entities["li-ming"], id="li-ming-2", type="place")
    written = _of(replace(known, entities={**known.entities, twin.id: twin}))
    html, problems = rendered("[[李明]]", written=written)
    assert "<a " not in html
    assert "could mean more than one thing; write the id of the one you mean: “li-ming” or “li-ming-2”" in problems[0]


def test_names_that_only_the_vocabulary_has() -> None:
    entries = (
        CuratedEntity("ada-brandt", "person", "Ada Brandt", aliases=("Ada M. Brandt",), weak_aliases=("Mayor Ada",)),
        CuratedEntity("no-one", "person", "Nora One", weak_aliases=("One",), path="people.yml", line=7),
    )
    written = _of(replace(sample(), vocabulary=Vocabulary(entries)))
    html, problems = rendered("[[Ada M. Brandt]] and [[Mayor Ada|she]]", written=written)
    assert links(html) == [("Ada Brandt", ADA), ("she", ADA)] and problems == []
    html, (told,) = rendered("[[One]]", written=written)
    assert "<a " not in html and "means Nora One, at people.yml:7, which no article names yet" in told


def test_the_nearest_names_are_of_different_things() -> None:
    _, (told,) = rendered("[[Ada Brant]]")
    assert told.endswith("did you mean “Ada Brandt”?"), "her id and her aliases are she again"


AUTO = """Ada Brandt spoke. Ada Brandt left. Tomas Rey stayed.

## Ada Brandt

`Ada Brandt` and [Ada Brandt](x.md), then *Ada Brandt* and Ada Brandts.

## By hand

[[Ada Brandt]] again, Ada Brandt.
"""


def test_curated_names_link_once_a_section_and_never_in_headings_links_or_code() -> None:
    html, problems = rendered(AUTO, autolink=True)
    page = BeautifulSoup(html, "html.parser")
    assert [a.parent.name for a in page.select("a.nd-name") if a.parent] == ["p", "em", "p"]
    assert not page.select("h2 a, code a, a a") and problems == []
    assert {a.get_text() for a in page.select("a.nd-name")} == {"Ada Brandt"}  # nobody curated Tomas Rey


def test_nothing_links_by_itself_unless_the_page_asks() -> None:
    html, _ = rendered(AUTO.replace("[[Ada Brandt]]", "Ada Brandt"))
    assert "nd-name" not in html


def test_a_quote_that_is_held_back_cannot_be_shown() -> None:
    html, problems = rendered(f"![[quote:{DREDGING}]]", written=_of(sample(courier("none"))))
    assert "dredging" not in html and "there is no quote" in problems[0]


def test_a_page_that_opens_no_profile_is_told_where_its_name_is_mistyped() -> None:
    stems = ("ada-brandt", "ada-brant", "how-we-work", "no-one")
    pages = [EditorsPage(f"people/{stem}/", f"docs/people/{stem}.md", "Text.") for stem in stems]
    waiting = Vocabulary((CuratedEntity("no-one", "person", "Nora One"),))
    written = _of(replace(sample(), vocabulary=waiting))
    problems = problems_of([*pages, EditorsPage("people/", "docs/people/index.md", "")], written)
    assert [str(problem) for problem in problems] == [
        "docs/people/ada-brant.md: opens no profile and no briefing, and stands alone; did you mean “ada-brandt.md”?",
        "docs/people/no-one.md: stands alone, for no article names Nora One yet; "
        "nothing to do: it opens the profile as soon as there is one",
    ]
    assert {problem.severity for problem in problems} == {"note"}


def test_front_matter_that_cannot_be_read_is_told() -> None:
    page = written_page("own.md", "docs/own.md", "---\ntitle: Own: one\n---\n\nText.\n")
    (problem,) = problems_of([page], _of(sample()))
    assert str(problem).startswith("docs/own.md:2: the value has a colon in it") and problem.severity == "warning"
