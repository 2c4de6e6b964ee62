"""What pages say, read off their HTML as a reader's browser would."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cache

import pytest
from bs4 import BeautifulSoup, Tag
from tests.pages.sample import Article, courier, gazette, lone, sample

from newsdesk.exports.feed import _dated, _quotes
from newsdesk.extraction.extract import extract
from newsdesk.knowledge.gather import gather
from newsdesk.pages import addresses, words
from newsdesk.pages.marks import Mark, marks
from newsdesk.pages.render import render
from newsdesk.pages.views.labels import Ref
from newsdesk.pages.views.wordings import ComparedRun, _tidied, around_own
from newsdesk.pages.views.wordings import WordingRow as Wordings
from newsdesk.reading.parser import Parser
from newsdesk.reading.source import make_source
from newsdesk.records import (
    KeyPoint,
    Knowledge,
    Lexicon,
    Library,
    Metadata,
    Options,
    Page,
    Run,
    Span,
    Statement,
    Update,
    Vocabulary,
    Wording,
)


@cache
def site() -> dict[str, Page]:
    return {page.address: page for page in render(sample(), Options(preview=True))}


def soup(page: Page) -> BeautifulSoup:
    return BeautifulSoup(page.html, "html.parser")


def at(address: str) -> BeautifulSoup:
    return soup(site()[address])


def callouts(page: BeautifulSoup) -> dict[str, Tag]:
    return {str(figure.get("data-quote") or figure["data-inside"]): figure for figure in page.select("figure.nd-quote")}


def text(tag: Tag | None) -> str:
    assert tag is not None
    return " ".join(tag.get_text().split())


# Callouts


def test_a_callout_holds_the_exact_words_and_nothing_else() -> None:
    shown = {key: figure for page in site().values() for key, figure in callouts(soup(page)).items()}
    knowledge = sample()
    assert len(shown) == len(knowledge.quotes)
    for key, figure in shown.items():
        ref = knowledge.quotes[key]
        quote, source = knowledge.extractions[ref.source].quotes[ref.quote], knowledge.sources[ref.source]
        quoted = figure.blockquote
        if "data-inside" in figure.attrs:
            assert quoted is None and quote.words(source.text) in text(figure.select_one(".nd-quote__frame"))
            continue
        assert text(quoted) == " ".join(quote.words(source.text).split())
        assert quoted is not None and not re.search('[“”"]', quoted.get_text())


def test_one_line_of_small_print_stands_outside_the_quote() -> None:
    figure = callouts(at("quotes/"))["q-courier-harbour-1"]
    assert figure.blockquote is not None and figure.blockquote.find("figcaption") is None
    assert figure.blockquote["cite"] == "https://courier.example/harbour"
    assert text(figure.figcaption) == (
        "Ada Brandt told to the city council LC Larn Courier, paragraph 2 E also Evening Gazette, paragraph 2 "
        "Larn Courier, 13 May 2024 Copy"
    ).replace("LC Larn", "L Larn")
    speaker = figure.select_one("a.nd-quote__speaker")
    assert speaker is not None and speaker["href"] == "../people/ada-brandt/index.html"
    on_briefing = callouts(at("briefings/harbour/"))["q-courier-harbour-1"]
    assert "Ada Brandt" not in text(on_briefing.figcaption), "its speaker stands above"


def test_a_quote_in_pieces_keeps_them_apart() -> None:
    figure = callouts(at("briefings/harbour/"))["q-courier-harbour-1"]
    assert [text(part) for part in figure.select("blockquote span")] == [
        "We cannot keep dredging a basin that the river fills every spring,",
        "It costs nine million a year.",
    ]


def test_a_few_quoted_words_stand_in_their_sentence_and_are_no_callout() -> None:
    figure = callouts(at("briefings/harbour/"))["q-courier-harbour-2"]
    assert figure.blockquote is None and "data-quote" not in figure.attrs
    assert text(figure.select_one(".nd-quote__frame")).startswith("The closure, which she called “a debt")


def test_reported_speech_gets_no_quotation_marks_anywhere() -> None:
    for page in site().values():
        for row in soup(page).select("[data-words]"):
            assert "“the dockers had not been asked" not in text(row)
        assert all("the dockers had not been asked" not in text(q) for q in soup(page).find_all("q"))
    said = callouts(at("briefings/harbour/"))["q-courier-harbour-3"]
    assert text(said).startswith("said the dockers had not been asked") and "reported" in text(said.figcaption)


def test_who_is_not_named_is_printed_as_the_source_has_it() -> None:
    figure = callouts(at("quotes/"))["q-courier-harbour-4"]
    assert "one worker said" in text(figure.figcaption) and figure.select_one("a.nd-quote__speaker") is None


def test_every_quote_has_its_place_in_its_source() -> None:
    pages = site()
    for page in pages.values():
        for link in soup(page).select("figure a.nd-ref"):
            target, _, anchor = str(link["href"]).partition("#")
            where = _resolved(page.address, target)
            assert soup(pages[where]).find(id=anchor), f"{page.address} → {link['href']}"


# Links, headings, search, data


def test_every_link_leads_to_a_page_and_an_anchor_that_exist() -> None:
    pages = {**site(), addresses.ABOUT: None}
    ids = {address: {str(tag["id"]) for tag in soup(p).find_all(id=True)} for address, p in pages.items() if p}
    for address in ids:
        for link in at(address).select("a[href]"):
            target, _, anchor = str(link["href"]).partition("#")
            if ":" in target:
                continue
            where = _resolved(address, target)
            assert where in pages, f"{address} → {target}"
            assert not anchor or anchor in ids[where], f"{address} → {target}#{anchor}"


def _resolved(here: str, target: str) -> str:
    if not target:
        return here
    parts = here.split("/")[:-1]
    for step in target.split("/"):
        if step == "..":
            parts.pop()
        else:
            parts.append(step)
    assert parts[-1] == "index.html", target
    return "".join(f"{part}/" for part in parts[:-1])


def test_ids_are_used_once_on_a_page() -> None:
    for page in site().values():
        ids = [str(tag["id"]) for tag in soup(page).find_all(id=True)]
        assert len(ids) == len(set(ids)), page.address


def test_headings_are_those_of_the_html_and_each_page_has_one_title() -> None:
    for page in site().values():
        found = soup(page)
        assert len(found.find_all("h1")) == 1, page.address
        assert [h.id for h in page.headings] == [str(h["id"]) for h in found.select("h2[id], h3[id]")]


def test_a_sentence_of_a_source_is_found_by_search_once_beside_its_key_points() -> None:
    sentence = "Larn Docks opened the outer terminal in June 2019."
    places = [page.address for page in site().values() if any(sentence in part for part in page.search.values())]
    assert places == ["sources/courier-harbour/"]


def test_a_search_entry_without_heading_starts_a_profile() -> None:
    opening = site()["people/ada-brandt/"].search[""]
    assert "Mayor of Larn" in opening
    assert not opening.startswith("AB")  # monograms are no words


def _data(page: Page) -> Iterator[dict[str, object]]:
    for data in page.json_ld:
        yield json.loads(data)


def test_json_ld_says_who_made_a_quotation_and_what_it_is_based_on() -> None:
    (article, trail) = _data(site()["sources/courier-harbour/"])
    assert article["@type"] == "NewsArticle" and article["headline"] == "Larn closes its old harbour to cargo ships"
    quotations = article["hasPart"]
    assert isinstance(quotations, list) and len(quotations) == 3, "reported speech is nobody's quotation"
    assert quotations[0]["creator"]["name"] == "Ada Brandt"
    assert quotations[0]["isBasedOn"] == "/sources/courier-harbour/"
    assert article["correction"] == [
        {"@type": "CorrectionComment", "datePublished": "2024-05-15", "text": "The number of jobs was put right."}
    ]
    assert trail["@type"] == "BreadcrumbList"


def test_a_renamed_profile_leads_on() -> None:
    page = site()["people/mayor-brandt/"]
    assert page.redirect_to == "people/ada-brandt/" and "robots" not in page.meta, "a canonical link says more"


# Safety


def test_nothing_in_an_article_becomes_markup() -> None:
    evil = "<script>alert(1)</script> & “<b>bold</b>” [x](y) {{ 7*7 }} </template>"
    article = Article(
        "evil", f"{evil} Eve Ill said.\n", Metadata(title=evil, outlet=evil, author=evil, rights="full"),
        {"Eve Ill": ("eve-ill", "person")},
    ).quote("<b>bold</b>", "Eve Ill", cue="said")  # fmt: skip
    import tests.pages.sample as made

    made.NAMES["eve-ill"] = "Eve <i>Ill</i>"
    for page in render(sample(article), Options(preview=True)):
        found = soup(page)
        assert not found.select("b:not(.nd b), i, script:not([type='application/json'])"), page.address
        assert "<b>bold" not in page.html and "49" not in page.html
        for script in found.select("script"):
            json.loads(script.get_text())


def test_a_url_that_is_no_web_address_is_no_link() -> None:
    article = courier()
    article.meta = replace(article.meta, url="javascript:alert(1)")
    assert all("javascript:" not in page.html for page in render(sample(article), Options()))


# Briefings


def test_the_outlets_headlines_stand_side_by_side_under_their_marks() -> None:
    page = at("briefings/harbour/")
    shown = [text(article) for article in page.select(".nd-told__by")]
    assert shown[0].startswith("E Evening Gazette 14 May 2024 Old harbour given up Larn is giving up its old harbour.")
    assert shown[1].startswith("L Larn Courier 13 May 2024 Larn closes its old harbour to cargo ships The port of Larn")
    jump = text(page.select_one(".nd-jump"))
    assert jump.startswith("2 shared1 disagrees3 speakers")


def test_a_row_of_the_table_says_how_each_outlet_has_it_and_where() -> None:
    rows = {str(row["id"]): row for row in at("briefings/harbour/").select(".nd-story tbody")}
    said = rows["w-s-dredging"]
    assert text(said.select_one("th")) == (
        "Ada Brandt “We cannot go on dredging a basin that the river fills each spring,”"
    )
    assert [text(cell) for cell in said.select("td.nd-cell")] == [
        "EEvening Gazette: in part, paragraph 2 of 5", "LLarn Courier: quoted, paragraph 2 of 7",
    ]  # fmt: skip
    jobs = rows["w-number-people-at-the-old-harbour"]
    assert [text(cell) for cell in jobs.select("td.nd-cell")] == [
        "EEvening Gazette: another figure380, paragraph 5 of 5", "LLarn Courier: another figure400, paragraph 3 of 7",
    ]  # fmt: skip
    assert len(said.select(".nd-open li.nd-wording")) == 2, "each row leads to its wordings"
    assert "Only in one outlet" in text(at("briefings/harbour/"))


def test_what_two_of_three_give_is_the_value_and_the_third_has_another() -> None:
    third = replace(gazette(), id="post-harbour", meta=replace(gazette().meta, outlet="Quay Post"))
    knowledge = sample(courier(), gazette(), third)
    story = knowledge.stories["harbour"]
    (number,) = story.differences
    more = ("post-harbour", *number.places[1][1:])
    told = replace(story, differences=(replace(number, places=(*number.places, more)),))
    html = {p.address: p for p in render(replace(knowledge, stories={"harbour": told}), Options())}
    cells = soup(html["briefings/harbour/"]).select("#w-number-people-at-the-old-harbour td.nd-cell")
    assert [text(c.select_one(".nd-cell__how")) for c in cells] == ["reported", "another figure", "reported"]


def test_what_is_not_held_is_not_said_to_be_missing() -> None:
    third = replace(gazette(), id="post-harbour", meta=replace(gazette().meta, outlet="Quay Post", rights="none"))
    story = sample(courier(), gazette()).stories["harbour"]
    knowledge = sample(courier(), gazette(), third)
    both = replace(story, sources=(*story.sources, "post-harbour"))
    pages = {p.address: p for p in render(replace(knowledge, stories={"harbour": both}), Options())}
    page = soup(pages["briefings/harbour/"])
    assert "Quay Post: not held" in text(page.select_one("#w-s-dredging")) and "not at all" not in text(page.table)
    assert "Its text is not held here." in text(page.select_one(".nd-told"))


def test_copies_of_one_text_are_one_column_and_one_witness() -> None:
    knowledge = sample()
    story = knowledge.stories["harbour"]
    copies = replace(story, copies=(story.sources,), origins=1)
    pages = {
        p.address: p for p in render(replace(knowledge, stories={**knowledge.stories, "harbour": copies}), Options())
    }
    page = soup(pages["briefings/harbour/"])
    assert "2 outlets, 1 text" in text(page.select_one(".nd-kicker"))
    assert "The same text as E Evening Gazette: the two count as one." in text(page.select_one(".nd-told"))
    assert page.select_one(".nd-story") is None and "also" not in text(page.select_one("#what-was-said").parent)


def test_several_articles_of_one_outlet_are_one_column() -> None:
    second = replace(gazette(), id="gazette-again")
    pages = {p.address: p for p in render(sample(courier(), gazette(), second), Options())}
    page = soup(pages["briefings/harbour/"])
    assert len(page.select(".nd-told__by")) == 2 and "1 more by this outlet" in text(page.select_one(".nd-told"))
    assert len(page.select("#w-s-dredging td.nd-cell")) == 2


def test_one_source_has_nothing_to_compare() -> None:
    page = at("briefings/lone/")
    assert "One source so far: nothing to compare." in text(page.find(id="nothing-shared"))
    assert page.find(id="differences") is None and "No source quotes anybody." in text(page)


def test_speakers_stand_with_how_many_words_each_outlet_quotes() -> None:
    rows = [row.get_text(" ", strip=True) for row in at("briefings/harbour/").select(".nd-quoted tbody tr")]
    assert rows == ["Ada Brandt 13 23", "Tomas Rey 4 reported", "one worker – not at all 8"]


def test_a_headline_that_is_empty_is_the_opening_words() -> None:
    article = replace(lone(), meta=replace(lone().meta, title=""))
    pages = {p.address: p for p in render(sample(article), Options())}
    assert text(soup(pages["sources/lone/"]).h1) == "Nothing much happened in Larn."


def test_an_example_says_that_it_is_one() -> None:
    invented = replace(courier(), meta=replace(courier().meta, example=True))
    pages = {p.address: p for p in render(sample(invented), Options())}
    for address in ("briefings/harbour/", "sources/courier-harbour/"):
        assert "An example" in text(soup(pages[address]).select_one(".nd-example")), address


def test_a_mark_is_one_letter_while_that_is_free_and_each_has_its_colour() -> None:
    given = marks(["The Larn Courier"] * 8 + ["Larn Echo", "Evening Gazette", "Lantern", ""])
    assert {name: mark.letter for name, mark in given.items()} == {
        "The Larn Courier": "L", "Larn Echo": "LE", "Lantern": "La", "Evening Gazette": "E",
    }  # fmt: skip
    assert len({mark.hue for mark in given.values()}) == 4
    again = marks([*given, "A new outlet"])
    assert [again[name].hue for name in given] == [mark.hue for mark in given.values()] or len(again) > 4


def test_what_a_wording_has_of_its_own_is_shown_with_the_words_around() -> None:
    where = Ref(Mark("L", 0), "The Courier", 1, "")
    wording = Wordings("courier", "direct", "", (), where, "en", "ltr")
    before, own, after = (
        ComparedRun("word " * 30, False),
        ComparedRun("one of its own", True),
        ComparedRun(" word" * 30, False),
    )

    def shown(*stretches: ComparedRun) -> str:
        return "".join(stretch.text for stretch in around_own(replace(wording, stretches=stretches)).stretches)

    assert shown(before, own, after) == f"“… {'word ' * 5}one of its own{' word' * 15} …”"
    assert shown(own) == "“one of its own”"


def test_who_is_who_says_what_each_source_calls_them() -> None:
    them = at("briefings/harbour/").select(".nd-whos li")
    card = next(li for li in them if "Ada Brandt" in text(li))
    assert text(card) == (
        "Ada Brandt checked Mayor L Larn Courier, paragraph 1 the city’s mayor E Evening Gazette, paragraph 2"
    )


def test_words_that_one_outlet_alone_has_are_marked() -> None:
    knowledge = sample()
    dredging = knowledge.statements["s-dredging"]
    first, second = courier(), gazette()
    compared = replace(
        dredging,
        wordings=(
            Wording(dredging.quotes[0], tuple(Run("kept", first.id, span) for span in _spans(first, 0))),
            Wording(
                dredging.quotes[1],
                (
                    Run("kept", second.id, second.span("We cannot ")),
                    Run("removed", first.id, first.span("keep")),
                    Run("added", second.id, second.span("go on")),
                    Run("kept", second.id, second.span(" dredging a basin that the river fills ")),
                    Run("removed", first.id, first.span("every")),
                    Run("added", second.id, second.span("each")),
                    Run("kept", second.id, second.span(" spring,")),
                    Run("removed", first.id, first.span("It costs nine million a year.")),
                ),
            ),
        ),
    )
    knowledge = replace(knowledge, statements={**knowledge.statements, "s-dredging": compared})
    marks = _marks(knowledge)
    assert marks == [["keep", "every", "It costs nine million a year."], ["go on", "each"]]


def test_without_a_comparison_nothing_is_marked() -> None:
    assert _marks(sample()) == [[], []]


def _spans(article: Article, quote: int) -> tuple[Span, ...]:
    return article.quotes[quote].spans


def _marks(knowledge: Knowledge) -> list[list[str]]:
    pages = {page.address: page for page in render(knowledge, Options())}
    wordings = soup(pages["briefings/harbour/"]).select("#w-s-dredging .nd-wording__words")
    return [[text(mark) for mark in wording.select("mark")] for wording in wordings]


def test_a_withdrawn_briefing_says_so_and_is_in_no_list() -> None:
    pages = {page.address: page for page in render(sample(courier("withdrawn")), Options())}
    assert "briefings/harbour/" not in pages, "the word for the story was the withdrawn article’s"
    assert "Every source of this briefing was withdrawn" in text(soup(pages["briefings/courier-harbour/"]))
    assert "briefings/courier-" not in pages["briefings/"].html and "briefings/courier-" not in pages[""].html


def test_a_cut_sentence_shows_that_it_is_cut() -> None:
    knowledge = sample()
    story = knowledge.stories["harbour"]
    point = KeyPoint("courier-harbour", courier().span("the river fills every spring"), 2, "hand", True, True)
    page = next(
        page
        for page in render(replace(knowledge, stories={"harbour": replace(story, key_points=(point,))}), Options())
        if page.address == "briefings/harbour/"
    )
    assert text(soup(page).select(".nd-points li")[1]).startswith("… the river fills every spring …")


# Profiles, lists


def test_a_profile_says_each_statement_once_and_lists_its_wordings() -> None:
    said = at("people/ada-brandt/").find("section", attrs={"aria-labelledby": "said"})
    assert isinstance(said, Tag)
    assert len(callouts(soup(site()["people/ada-brandt/"]))) == 2
    assert "also Larn Courier" in text(said)


def test_what_is_stated_outright_stands_on_both_profiles_with_its_sentence() -> None:
    heads, headed = (at(f"{address}/").select_one('section[aria-labelledby="stated"]') for address in (
        "people/tomas-rey", "organisations/dockers-league",
    ))  # fmt: skip
    said = "Rey heads the Dockers’ League. Larn Courier, 13 May 2024, paragraph 4"
    assert text(heads) == f"Stated outright Heads DL Dockers’ League {said}"
    assert text(headed) == f"Stated outright Headed by TR Tomas Rey {said}"
    assert heads is not None and heads.select_one('a[href="../../sources/courier-harbour/index.html#p4"]') is not None
    (person, *_), (league, *_) = (
        _data(site()[f"{key}/"]) for key in ("people/tomas-rey", "organisations/dockers-league")
    )
    assert person["worksFor"][0]["name"] == "Dockers’ League" and league["employee"][0]["name"] == "Tomas Rey"
    assert at("people/ada-brandt/").find(id="stated") is None


def test_a_profile_says_when_its_name_was_first_and_last_seen() -> None:
    shown = text(at("people/ada-brandt/").select_one(".nd-head__counts"))
    assert shown.endswith("· First seen 13 May 2024 · Last seen 14 May 2024")
    assert text(at("people/li-ming/").select_one(".nd-head__counts")).endswith("1 source · Seen 14 May 2024")
    undated = {page.address: page for page in render(sample(lone()), Options())}["places/larn/"]
    assert "een" not in text(soup(undated).select_one(".nd-head__counts"))


def test_a_profile_says_what_is_newest_of_its_subject() -> None:
    newest = text(at("people/ada-brandt/").select(".nd-head__counts")[1])
    assert newest.startswith("Newest: ") and re.search(r", 1[34] May 2024 · \d quotes?$", newest)


def test_of_a_source_that_names_somebody_often_a_profile_has_the_first_sentences() -> None:
    lines = " ".join(["Larn has a harbour."] * 9)
    article = Article("a1", f"{lines}\n", Metadata(title="Larn"), {"Larn": ("larn", "place")})
    page = soup({page.address: page for page in render(sample(article), Options())}["places/larn/"])
    assert [text(line) for line in page.select(".nd-context li")][-1] == "5 more sentences in the article"


def test_a_long_list_leads_to_its_parts_and_each_entry_is_in_one() -> None:
    articles = [
        Article(
            f"a{n:03}",
            "Larn sleeps.\n",
            Metadata(title=f"Article {n}", published=date(2020 + n // 6, 1 + n % 2, 1)),
            {},
        )
        for n in range(12)
    ]
    pages = {page.address: soup(page) for page in render(sample(*articles), Options(page_size=2))}
    years = [text(link) for link in pages["sources/"].select(".nd-parts a")]
    assert years == ["2021 6", "2020 6"] and len(pages["sources/"].select("li .nd-related__title")) == 2
    assert [text(link) for link in pages["sources/year-2021/"].select(".nd-parts a")] == [
        "February 2021 3",
        "January 2021 3",
    ]
    months = [page for address, page in pages.items() if address.startswith("sources/month-")]
    titles = [text(title) for page in months for title in page.select(".nd-related__title")]
    assert len(titles) == len(set(titles)) == 12 and "sources/month-2020-01/page/2/" in pages


def test_a_long_log_of_corrections_is_paged() -> None:
    updates = tuple(Update(date(2024, 1, day), f"Mended on day {day}", 3) for day in range(1, 6))
    article = Article("a1", "Larn sleeps.\n", Metadata(title="Larn", updates=updates))
    pages = {page.address: soup(page) for page in render(sample(article), Options(page_size=2))}
    logged = [
        text(line)[:14] for at in ("", "page/2/", "page/3/") for line in pages[f"corrections/{at}"].select(".nd-log li")
    ]
    assert logged == [f"{day} January 2024"[:14] for day in (5, 4, 3, 2, 1)]


def test_reviewed_and_detected_are_told_apart() -> None:
    assert "Person · reviewed" in text(at("people/ada-brandt/"))
    assert "detected, not yet reviewed" in text(at("people/tomas-rey/"))


def test_an_editors_description_is_markdown_without_html() -> None:
    assert at("people/ada-brandt/").select_one(".nd-standfirst em") is not None


def test_a_preview_card_stands_in_the_page_for_every_name_that_has_one() -> None:
    for page in site().values():
        found = soup(page)
        for link in found.select("a[data-card]"):
            assert found.find("template", id=str(link["data-card"])), f"{page.address}: {link}"


def test_right_to_left_and_chinese_names_have_their_direction_and_monogram() -> None:
    page = at("people/")
    assert page.select_one('a[dir="rtl"]') is not None
    assert "李" in [text(tag) for tag in page.select(".nd-monogram")]


def test_lists_are_paged_and_every_entry_is_on_one_page() -> None:
    pages = {p.address: p for p in render(sample(), Options(page_size=2))}
    numbers = [a for a in pages if re.fullmatch(r"quotes/.+", a)]
    assert "quotes/2024-05/" in numbers and "quotes/2024-05/page/2/" in numbers
    shown = [key for address in numbers for key in callouts(soup(pages[address]))]
    assert len(shown) == len(set(shown)) == len(sample().quotes)
    assert "people/letter/b/" in pages and "people/letter/李/" in pages


def test_the_quotes_page_carries_what_its_filter_needs() -> None:
    pages = {p.address: p for p in render(sample(), Options(page_size=2))}
    script = soup(pages["quotes/"]).find("script", id="quote-facets")
    assert script is not None
    facets = json.loads(script.get_text())
    assert facets["speakers"] == ["Ada Brandt", "Tomas Rey"] and facets["years"] == ["2024"]
    assert len(facets["rows"]) == sum(number for _, number in facets["pages"]) == 7
    outlets = [outlet for address in pages if address.startswith("quotes/2") for outlet in outlets_on(pages[address])]
    assert [facets["sources"][row[1]] for row in facets["rows"]] == outlets


def outlets_on(page: Page) -> list[str]:
    return [text(outlet) for outlet in soup(page).select("figure .nd-outlet")]


def test_an_empty_site_says_what_to_do() -> None:
    empty = Knowledge({}, {}, {}, {}, {}, {}, {})
    pages = {page.address: page for page in render(empty, Options(preview=True))}
    assert "add an article" in text(soup(pages[""]))
    assert {"people/", "briefings/", "quotes/", "timeline/", "network/", "corrections/", "desk/"} <= set(pages)


def test_the_desk_shows_problems() -> None:
    desk = text(at("desk/"))
    assert "courier-harbour.md:3" in desk and "no retrieval date; state `retrieved`" in desk


def test_of_a_long_profile_the_newest_stand_on_it_and_all_on_pages_of_their_years() -> None:
    articles = [
        Article(
            f"a{n:03}", "Larn is named here. Larn again.\n", Metadata(title=f"Article {n}"), {"Larn": ("larn", "place")}
        )
        for n in range(150)
    ]
    pages = {page.address: page for page in render(sample(*articles), Options())}
    page = soup(pages["places/larn/"])
    assert "300 mentions" in text(page) and len(page.select(".nd-context")) == 5
    assert [text(link) for link in page.select(".nd-parts a")] == ["undated 150"]
    further = [soup(found) for address, found in pages.items() if address.startswith("places/larn/undated/")]
    assert sum(len(part.select(".nd-context")) for part in further) == 150 and len(further) == 7


def test_a_long_headline_is_whole() -> None:
    assert text(at("briefings/lone/").h1) == lone().meta.title


def test_each_sentence_of_an_article_says_who_else_has_it() -> None:
    shown = {text(p): p for p in at("sources/gazette-harbour/").select(".nd-text__p")}
    (dredging,) = [p for line, p in shown.items() if "go on dredging" in line]
    also = dredging.select(".nd-also")
    assert text(also[0]) == "also in LLarn Courier, paragraph 2"
    link = also[0].select_one("a")
    assert link is not None and str(link["href"]).startswith("../courier-harbour/index.html#")
    (asked,) = [p for line, p in shown.items() if "Ask the dockers" in line]
    assert text(asked.select_one(".nd-also")) == "only here"
    assert "was not found in Larn Courier" in text(at("sources/gazette-harbour/").select_one(".nd-text .nd-help"))
    assert not at("sources/lone/").select(".nd-also"), "there is nothing to compare it with"


def test_home_shows_what_is_new_and_what_outlets_differ_on() -> None:
    page = at("")
    assert "Larn closes its old harbour" in text(page.find("section", attrs={"aria-labelledby": "new"}))
    differ = text(page.find("section", attrs={"aria-labelledby": "differ"}))
    assert "Figure: 380, 400" in differ and "E Evening Gazette, paragraph 5 Some 380 people" in differ


def test_people_are_listed_by_surname() -> None:
    names = [text(name) for name in at("people/").select(".nd-person__name")]
    assert names.index("Ada Brandt") < names.index("Tomas Rey")
    assert words.sorting_name("Ludwig van Beethoven", True) == "Beethoven Ludwig van"
    assert words.sorting_name("Martin Luther King Jr.", True).startswith("King Martin")
    assert (
        words.sorting_name("李明", True) == "李明" and words.sorting_name("The Larn Courier", False) == "Larn Courier"
    )


# Words


@pytest.mark.parametrize(
    ("name", "letters"),
    [("Ada Brandt", "AB"), ("Ludwig van Beethoven", "LB"), ("李明", "李"), ("אורי כהן", "א"), ("Cher", "C"), ("…", "?"),
     ("al-Sisi", "S"), ("3M", "3M"[0])],
)  # fmt: skip
def test_monograms(name: str, letters: str) -> None:
    assert words.monogram(name) == letters


def test_a_statement_that_lost_a_wording_is_not_compared() -> None:
    knowledge = sample(courier("withdrawn"), gazette())
    statement: Statement = knowledge.statements["s-dredging"]
    cut = replace(statement, wordings=(Wording(statement.quotes[0], ()), Wording(statement.quotes[1], ())))
    pages = render(replace(knowledge, statements={**knowledge.statements, "s-dredging": cut}), Options())
    assert any(page.address == "briefings/harbour/" for page in pages)


def test_marks_are_of_whole_words_and_lose_nothing() -> None:
    given = [
        ComparedRun("If it ", False),
        ComparedRun("spied with ", True),
        ComparedRun("its ", True),
        ComparedRun("cars", False),
    ]
    given += [ComparedRun(".", True)]
    tidy = _tidied(given)
    assert "".join(stretch.text for stretch in tidy) == "".join(stretch.text for stretch in given)
    assert [stretch.text for stretch in tidy if stretch.own] == ["spied with its"]


def test_reported_words_stand_with_their_reporting_word(lexicon: Lexicon, parser: Parser) -> None:
    """Without it, "denied that the dam was closed" would be told as its opposite."""
    told = "Ann Lee, the mayor, denied that the dam was closed for repairs."
    bodies = {
        "courier": f"{told} She said it was a long winter. Behind the wall the water stands higher than in any spring "
        "since the works were finished, and the keeper walks the crest of it twice a day with a lamp.",
        "echo": f"Snow lay on the valley road when the council met in the school hall on Friday night. {told} "
        "Tom Reed, a baker, said it was a long winter. Two farmers asked for sand and for a second plough.",
    }
    sources = [
        make_source(
            name,
            f"{name}.md",
            Metadata(title="The dam", outlet=name, story="dam", rights="full", published=date(2024, 3, 2)),
            body,
        )
        for name, body in bodies.items()
    ]
    found = [extract(s, parse, Vocabulary(), lexicon) for s, parse in zip(sources, parser.parse(sources), strict=True)]
    knowledge = gather(Library(tuple(sources), Vocabulary(), ()), found, lexicon)
    page = soup(next(page for page in render(knowledge, Options()) if page.kind == "briefing"))
    assert "denied the dam was closed for repairs" in text(page.select_one(".nd-wording"))
    assert [text(line) for line in page.select(".nd-alone li")] == [
        "Ann Lee said it was a long winter C courier, paragraph 1",
        "Tom Reed said it was a long winter e echo, paragraph 1".replace(" e ", " E "),
    ]
    said = [text(figure) for figure in page.select("figure.nd-quote--indirect")]
    assert any(one.startswith("denied the dam was closed for repairs") for one in said)
    ann = knowledge.entities["ann-lee"]
    titles = [entry.title for entry in _quotes(ann, knowledge, _dated(ann, knowledge))]
    assert "Ann Lee denied: the dam was closed for repairs" in titles
