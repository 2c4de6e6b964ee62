"""A fault of the program costs a finding, or a page: what is not borne out is withheld and told, the rest published."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from tests.site.run import TINY

from newsdesk import build as building
from newsdesk.build import Build, build
from newsdesk.pages import making, render
from newsdesk.pages.links import Links, anchors, made_links
from newsdesk.pages.proof import proved
from newsdesk.pages.rights import licence
from newsdesk.records import Knowledge, Options, Page, Span, bytes_of


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Pages are made in this process, where faults can be planted, and none is kept from elsewhere."""
    monkeypatch.setattr(making, "at_once", lambda jobs: [job() for job in jobs])
    monkeypatch.setattr(building, "CACHE", tmp_path)


def built(monkeypatch: pytest.MonkeyPatch, change: Any, preview: bool = False) -> Build:
    """The tiny site, what it knows changed by `change` as a fault of the program would."""
    gather = building.gather
    monkeypatch.setattr(building, "gather", lambda *arguments: change(gather(*arguments)))
    return build(TINY, Options(preview=preview))


def checked(made: Build) -> Iterator[str]:
    """What is still false, and what leads nowhere."""
    yield from (str(fault) for fault in proved(made.site.pages.values(), made.knowledge))
    pages = {f"{address}index.html": page for address, page in made.site.pages.items()}
    links = Links({place: {a.decode() for a in anchors(page.body)} for place, page in pages.items()})
    for place, page in pages.items():
        own = (link for link in made_links(page.body) if "index.html" in link)
        yield from (f"{place}: {link}" for link, _ in links.broken(own, place))


def point_of(known: Knowledge) -> tuple[str, int]:
    """A story and its key point from an article that is shown as a whole, and goes on."""
    return next(
        (key, n)
        for key, story in known.stories.items()
        for n, point in enumerate(story.key_points)
        if licence(known.sources[point.source].meta).level == "full"
        and "\n\n" in known.sources[point.source].text[point.span.end : -40]
    )


def with_point_too_long(known: Knowledge) -> Knowledge:
    """That key point goes on in the next paragraph."""
    key, n = point_of(known)
    story = known.stories[key]
    point = story.key_points[n]
    text = known.sources[point.source].text
    longer = replace(point, span=Span(point.span.start, text.index("\n\n", point.span.end) + 30))
    points = (*story.key_points[:n], longer, *story.key_points[n + 1 :])
    return replace(known, stories={**known.stories, key: replace(story, key_points=points)})


@pytest.mark.parametrize("preview", [False, True])
def test_a_key_point_that_is_not_the_sources_is_withheld(monkeypatch: pytest.MonkeyPatch, preview: bool) -> None:
    made = built(monkeypatch, with_point_too_long, preview)
    key, n = point_of(made.knowledge)
    story = made.knowledge.stories[key]
    page = made.site.pages[f"briefings/{key}/"]
    assert "withheld" not in page.html
    told = made.site.problems
    assert told and {problem.severity for problem in told} == {"warning"} and all(problem.line for problem in told)
    assert all("fault of the program" in problem.remedy and "withheld" in problem.message for problem in told)
    assert {problem.path for problem in told} == {made.knowledge.sources[story.key_points[n].source].path}
    assert list(checked(made)) == []
    if not preview:
        (left,) = (s for k, s in made.public.public.stories.items() if k == key)
        assert story.key_points[n] not in left.key_points


def test_a_callout_that_is_not_the_sources_takes_its_quote_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    make = making.page

    def wrong(draft: Any) -> Page:
        page = make(draft)
        return replace(page, content=bytes_of(re.sub(r"(<blockquote.*?would )rather", r"\1never", page.html)))

    monkeypatch.setattr(render, "page", wrong)
    made = built(monkeypatch, lambda known: known)
    assert made.site.problems and not any("would never" in page.html for page in made.site.pages.values())
    assert not [page for page in made.site.pages.values() if "This page is withheld" in page.html]
    assert len(made.public.public.quotes) < len(made.knowledge.quotes)
    assert list(checked(made)) == []


@pytest.mark.parametrize("raises", [False, True])
@pytest.mark.parametrize("preview", [False, True])
def test_a_page_that_cannot_be_proved_becomes_a_short_one(
    monkeypatch: pytest.MonkeyPatch, raises: bool, preview: bool
) -> None:
    make = making.page
    first = '<p>Never said. <a href="../../sources/notice/index.html#p1">x</a></p>'

    def wrong(draft: Any) -> Page:
        if draft.kind != "source" or "ferry" not in draft.place.here or draft.template == "short":
            return make(draft)
        if raises:
            raise KeyError("some word")
        page = make(draft)
        return replace(page, content=bytes_of(page.html.replace("</div>", f"{first}</div>", 1)))

    monkeypatch.setattr(render, "page", wrong)
    monkeypatch.setattr(making, "made", lambda site, recipe: wrong(recipe.make(site, *recipe.inputs)))
    made = built(monkeypatch, lambda known: known, preview)
    short = [page for page in made.site.pages.values() if "This page is withheld" in page.html]
    assert short and all(page.kind == "source" and "ferry" in page.address for page in short)
    assert any(("KeyError" if raises else "Never said.") in problem.message for problem in made.site.problems)
    broken = list(checked(made))
    assert broken == [] or (preview and raises and all("ferry" in line for line in broken))
    assert all("robots" in page.meta for page in short)


def with_an_article_altered(known: Knowledge) -> Knowledge:
    """As a kept article would be that somebody changed, with all that was made of it."""
    ferry = known.sources["2024-ferry-gazette"]
    assert "twice" in ferry.text
    return replace(
        known, sources={**known.sources, ferry.id: replace(ferry, text=ferry.text.replace("twice", "never"))}
    )


@pytest.mark.parametrize("preview", [False, True])
def test_pages_are_held_against_the_file_and_not_what_is_kept(monkeypatch: pytest.MonkeyPatch, preview: bool) -> None:
    made = built(monkeypatch, with_an_article_altered, preview)
    assert not [page.address for page in made.site.pages.values() if "crosses never" in page.html]
    assert "This page is withheld" in made.site.pages["sources/2024-ferry-gazette/"].html
    told = {(problem.path, problem.line > 1) for problem in made.site.problems}
    assert told == {("sources/2024/ferry-gazette.md", True)}


def test_what_is_false_is_told_again_by_the_next_build(monkeypatch: pytest.MonkeyPatch) -> None:
    made = built(monkeypatch, with_point_too_long)
    assert made.site.problems == build(TINY, Options()).site.problems
