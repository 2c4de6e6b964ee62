"""The images beside a link: each that a page names is there, the same each time, and never holds an empty box."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import pytest
from PIL import Image
from tests.pages.sample import sample

from newsdesk.exports.cards import card, cards
from newsdesk.exports.write import exports
from newsdesk.memo.memo import Memo
from newsdesk.pages import addresses
from newsdesk.pages.render import render
from newsdesk.pages.site import Site
from newsdesk.records import Options

WEB = Options(site_name="Daily", site_url="https://daily.example/news/")
AT = len(addresses.absolute(WEB.site_url, ""))


def test_every_image_that_a_page_names_is_made_and_no_other() -> None:
    known = sample()
    named = {page.meta["og:image"][AT:] for page in render(known, WEB)}
    assert named == set(cards(Site.of(known, WEB), Memo())) == {a for a in exports(known, WEB) if a.endswith(".png")}
    assert {addresses.SITE_CARD} < named


@pytest.mark.parametrize("absent", [Options(), replace(WEB, preview=True)], ids=["no address", "preview"])
def test_a_site_that_nobody_links_to_names_none_and_makes_none(absent: Options) -> None:
    known, options = sample(), absent
    assert not any(address.startswith(addresses.CARDS) for address in exports(known, options))
    assert not any("og:image" in page.meta for page in render(known, options))


def test_an_image_has_the_stated_size_and_is_the_same_each_time() -> None:
    made = card("Bridge to close for a year", "2 sources", "Daily")
    assert made == card("Bridge to close for a year", "2 sources", "Daily")
    assert made != card("Bridge to open in a year", "2 sources", "Daily")
    assert Image.open(BytesIO(made)).size == addresses.CARD_SIZE


@pytest.mark.parametrize("title", ["王建国", "محمد علي", "Bridge 桥"])
def test_words_that_the_font_lacks_are_left_out(title: str) -> None:
    assert card(title, "2 sources", "Daily") == card("", "2 sources", "Daily")


def test_accents_and_other_alphabets_are_drawn() -> None:
    drawn = {card(title, "", "Daily") for title in ("Łódź", "Софија", "Ελένη", "“So — no”")}
    assert len(drawn | {card("", "", "Daily")}) == 5


@pytest.mark.parametrize("title", ["word " * 90, "unbroken" * 40])
def test_any_length_fits(title: str) -> None:
    image = Image.open(BytesIO(card(title, "2 sources", "Daily"))).convert("RGB")
    below_title = image.crop((30, 460, 1200, 500))
    assert len(below_title.getcolors() or ()) == 1
