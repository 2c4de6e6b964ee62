"""What readers do: hover, tab, filter, copy, read without scripts, open from a folder."""

from __future__ import annotations

import gzip
from pathlib import Path
from urllib.parse import unquote, urlparse

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

SHIFTS = """() => new Promise(done => {
  let sum = 0;
  new PerformanceObserver(list => { for (const e of list.getEntries()) sum += e.value; })
    .observe({type: "layout-shift", buffered: true});
  setTimeout(() => done(sum), 300);
})"""


def test_a_preview_opens_on_hover_may_be_entered_and_closes_with_escape(page: Page, address: str) -> None:
    page.goto(address)
    link = page.locator("article a[data-card]:visible").first
    link.hover()
    card = page.locator("#nd-card")
    expect(card).to_be_visible()
    card.hover()
    page.wait_for_timeout(400)
    expect(card).to_be_visible()
    page.keyboard.press("Escape")
    expect(card).to_be_hidden()


def test_a_preview_opens_on_focus_and_is_named_to_screen_readers(page: Page, address: str) -> None:
    page.goto(address)
    link = page.locator("article a[data-card]:visible").first
    link.focus()
    expect(page.locator("#nd-card")).to_be_visible()
    expect(link).to_have_attribute("aria-describedby", "nd-card")
    page.keyboard.press("Escape")
    expect(page.locator("#nd-card")).to_be_hidden()
    expect(link).to_be_focused()


def test_a_preview_leaves_when_the_pointer_does(page: Page, address: str) -> None:
    page.goto(address)
    page.locator("article a[data-card]:visible").first.hover()
    expect(page.locator("#nd-card")).to_be_visible()
    page.mouse.move(2, 2)
    expect(page.locator("#nd-card")).to_be_hidden()


def test_nothing_shifts(page: Page, address: str, kinds: dict[str, str]) -> None:
    for path in kinds.values():
        page.goto(address + path)
        names = page.locator("article a[data-card]:visible")
        if names.count():
            names.first.hover()
        assert page.evaluate(SHIFTS) < 0.01, path


def test_the_quotes_filter_keeps_itself_in_the_address(page: Page, address: str) -> None:
    page.goto(f"{address}quotes/")
    every = page.locator("[data-list=quotes] figure").count()
    page.get_by_label("Kind").select_option("direct")
    found = page.locator("[data-list=quotes] figure")
    expect(page.locator("output.nd-filter__found")).to_contain_text("quote")
    assert 0 < found.count() < every
    assert found.count() == page.locator("[data-list=quotes] figure.nd-quote--direct").count()
    assert "kind=direct" in page.url
    page.reload()
    expect(page.get_by_label("Kind")).to_have_value("direct")
    expect(page.locator("output.nd-filter__found")).to_contain_text("quote")
    page.get_by_role("button", name="Show all").click()
    expect(found).to_have_count(every)
    assert "kind" not in page.url


def test_the_quotes_filter_knows_words(page: Page, address: str) -> None:
    page.goto(f"{address}quotes/")
    quoted = page.locator("[data-list=quotes] blockquote").first.inner_text()
    word = max(quoted.split(), key=len).strip("“”.,!?")
    page.get_by_label("Words").fill(word)
    expect(page.locator("output.nd-filter__found")).to_contain_text("quote")
    for text in page.locator("[data-list=quotes] blockquote").all_inner_texts():
        assert word.casefold() in text.casefold()
    page.get_by_label("Words").fill("no such words anywhere")
    expect(page.locator("output.nd-filter__found")).to_have_text("0 quotes")


def test_a_citation_is_copied_in_one_of_three_ways(context: BrowserContext, address: str) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(f"{address}quotes/")
    figure = page.locator("figure.nd-quote--direct").first
    for way, opens in (("Quote with source", "“"), ("As Markdown", "> “"), ("Link", address)):
        figure.get_by_role("button", name="Copy", exact=True).click()
        figure.get_by_role("menuitem", name=way).click()
        expect(figure.get_by_role("button", name="Copied")).to_be_visible()
        copied = page.evaluate("navigator.clipboard.readText()")
        assert copied.startswith(opens) and address in copied and "#q-" in copied
        expect(figure.get_by_role("button", name="Copy", exact=True)).to_be_visible()


def test_reported_words_are_copied_after_their_speaker(context: BrowserContext, address: str) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(f"{address}quotes/")
    figure = page.locator("figure.nd-quote--indirect").first
    figure.get_by_role("button", name="Copy", exact=True).click()
    page.keyboard.press("Enter")
    expect(figure.get_by_role("button", name="Copied")).to_be_focused()
    copied = page.evaluate("navigator.clipboard.readText()")
    words = figure.locator("blockquote").inner_text()
    speaker = str(figure.get_attribute("data-by")) or "speaker not established"
    assert copied.startswith(speaker) and f": {words} — " in copied and "“" not in copied.partition(" — ")[0]


def test_a_table_is_sorted(page: Page, address: str) -> None:
    page.goto(f"{address}outlets/")
    page.locator(".nd-related a").first.click()
    page.get_by_role("button", name="Name").click()
    names = page.locator(".nd-table tbody td:first-child").all_inner_texts()
    assert names == sorted(names, key=str.casefold)
    expect(page.locator(".nd-table th").first).to_have_attribute("aria-sort", "ascending")


def test_the_timeline_is_filtered_by_name(page: Page, address: str) -> None:
    page.goto(f"{address}timeline/")
    events = page.locator(".nd-event:visible")
    every = events.count()
    name = page.locator("form[data-filter=timeline] option").nth(1).inner_text()
    page.get_by_label("Name").select_option(name)
    assert 0 < events.count() < every
    for event in events.all():
        assert name in str(event.get_attribute("data-names")).split("|")


def test_without_scripts_everything_can_be_read(browser: Browser, address: str, kinds: dict[str, str]) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}quotes/")
    expect(page.locator("figure.nd-quote").first).to_be_visible()
    expect(page.locator("form.nd-filter")).to_be_hidden()
    expect(page.locator("button.nd-copy").first).to_be_hidden()
    page.goto(address + kinds["one of briefings"])
    expect(page.locator(".nd-told")).to_be_visible()
    page.locator(".nd-story summary").first.click()
    expect(page.locator(".nd-story .nd-wording").first).to_be_visible()
    page.goto(f"{address}network/")
    page.locator(".nd-around a").first.click()
    expect(page.locator(".nd-ties__line a").first).to_be_visible()
    context.close()


def test_a_site_opened_from_a_folder_works(page: Page, tiny: Path) -> None:
    page.goto((tiny / "index.html").as_uri())
    page.get_by_role("navigation", name="Lists").get_by_role("link", name="Briefings").click()
    page.locator(".nd-teaser__title a", has_text="Priya Raman").first.click()
    assert page.url.endswith("/index.html")
    link = page.locator("article a.nd-name[data-card]:visible").first
    link.hover()
    expect(page.locator("#nd-card")).to_be_visible()
    page.keyboard.press("Escape")
    link.click()
    expect(page.locator("h1")).to_be_visible()
    assert page.url.endswith("/index.html")


def test_the_keyboard_reaches_everything(page: Page, address: str, kinds: dict[str, str]) -> None:
    page.goto(address + kinds["one of briefings"])
    page.keyboard.press("Tab")
    expect(page.locator("a.md-skip")).to_be_focused()
    reach = "els => els.filter(e => e.checkVisibility() && e.tabIndex < 0).map(e => e.outerHTML.slice(0, 80))"
    assert page.locator("a[href], button, input, select, summary").evaluate_all(reach) == []
    page.keyboard.press("Tab")
    expect(page.locator(".nd-brand")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator(".nd-search__input")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator(".nd-scheme")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator(".nd-lists a").first).to_be_focused()


def test_light_or_dark_is_the_readers_choice(page: Page, address: str) -> None:
    def paper() -> str:
        return str(page.evaluate("getComputedStyle(document.body).backgroundColor"))

    page.emulate_media(color_scheme="dark")
    page.goto(address)
    dark = paper()
    page.get_by_role("button", name="Light or dark").click()
    light = paper()
    assert light != dark
    page.reload()
    assert paper() == light
    page.get_by_role("button", name="Light or dark").click()
    assert paper() == dark


def test_nothing_moves_for_a_reader_who_wants_it_so(page: Page, address: str, kinds: dict[str, str]) -> None:
    moving = """() => [...document.querySelectorAll("*")].filter((element) => {
      const style = getComputedStyle(element);
      const times = `${style.transitionDuration}, ${style.animationDuration}`.split(", ");
      return style.scrollBehavior === "smooth" || times.some((time) => parseFloat(time) > 0);
    }).length"""
    page.goto(address + kinds["one of briefings"])
    assert page.evaluate(moving) > 0
    page.emulate_media(reduced_motion="reduce")
    assert page.evaluate(moving) == 0


def test_on_a_phone_the_table_begins_within_the_second_screen_and_is_still_a_table(
    browser: Browser, address: str, kinds: dict[str, str]
) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(address + kinds["one of briefings"])
    for shown, within in ((".nd-told__by", 844), ("#table", 2 * 844)):
        box = page.locator(shown).first.bounding_box()
        assert box and box["y"] < within, shown
    row = page.locator(".nd-story tbody tr").first
    assert row.get_by_role("rowheader").count() == 1 and row.get_by_role("cell").count() > 1
    row.get_by_role("cell").first.click(force=True)  # anywhere on a row: the summary lies over it
    expect(page.locator(".nd-story .nd-wording").first).to_be_visible()
    context.close()


@pytest.mark.parametrize("opened", ["from a server", "from a folder"])
def test_search_finds_a_profile_first_for_its_name(
    page: Page, tiny: Path, address: str, kinds: dict[str, str], opened: str
) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    base = address if opened == "from a server" else f"{tiny.as_uri()}/"
    page.goto(f"{base}{kinds['one of people']}index.html")
    name = page.locator("h1").inner_text()
    page.goto(f"{base}index.html", wait_until="networkidle")
    assert not [url for url in asked if "/search/" in url]  # only a search loads its index
    box = page.get_by_role("searchbox")
    box.press_sequentially(name[:-1])
    results = page.locator(".nd-search__list a")
    expect(results.first.locator(".nd-search__title")).to_have_text(name)
    expect(page.locator(".nd-search__count")).to_contain_text("page")
    page.keyboard.press("ArrowDown")
    expect(results.first).to_be_focused()
    page.keyboard.press("Escape")
    expect(results.first).to_be_hidden()
    expect(box).to_be_focused()
    box.fill(f"{name} zzyzx")
    expect(page.locator(".nd-search__count")).to_contain_text("No page has all of these words")
    box.fill("zzyzx")
    expect(page.locator(".nd-search__count")).to_have_text("No page has these words")
    box.fill(name)
    expect(results.first.locator(".nd-search__title")).to_have_text(name)
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text(name)


def test_search_finds_a_name_that_is_nearly_right(page: Page, tiny: Path, address: str, kinds: dict[str, str]) -> None:
    page.goto(f"{address}{kinds['one of people']}index.html")
    name = page.locator("h1").inner_text()
    first, last = name.split()[0], name.split()[-1]
    page.goto(address)
    page.get_by_role("searchbox").fill(f"{first[:-2]}{first[-1]} {last[0]}{last[2]}{last[1]}{last[3:]}")
    expect(page.locator(".nd-search__list a").first.locator(".nd-search__title")).to_have_text(name)
    expect(page.locator(".nd-search__count")).to_contain_text("Nearly these words")


def test_search_shows_a_story_once_and_says_who_is_quoted(page: Page, address: str, kinds: dict[str, str]) -> None:
    page.goto(address + kinds["one of briefings"])
    title = page.locator("h1").inner_text()
    quote = page.locator("figure.nd-quote[data-quote]").first
    by, words = quote.get_attribute("data-by"), quote.locator("blockquote").inner_text()
    page.get_by_role("searchbox").fill(" ".join(words.split()[:6]))
    first = page.locator(".nd-search__list li").first
    expect(first.locator(".nd-search__text")).to_contain_text(f"{by or 'Speaker not established'}")
    page.get_by_role("searchbox").fill(title)
    expect(first.locator(".nd-search__also a").first).to_be_visible()
    shown = page.locator(".nd-search__list > li > a").all()
    addresses = [link.get_attribute("href") or "" for link in [*shown, *page.locator(".nd-search__also a").all()]]
    assert len({one.partition("#")[0] for one in addresses}) == len(addresses)


def test_a_page_and_a_search_load_little(page: Page, tiny: Path, kinds: dict[str, str]) -> None:
    """A page as servers send it, compressed; a search's files as they are."""
    asked: set[str] = set()
    page.on("request", lambda request: asked.add(unquote(urlparse(request.url).path)))
    for name, address in kinds.items():
        if name == "missing":
            continue  # which stands anywhere, and names its files from the root
        asked.clear()
        page.goto(f"{tiny.as_uri()}/{address}index.html", wait_until="networkidle")
        sent = {path: len(gzip.compress(Path(path).read_bytes())) for path in asked}
        assert sum(sent.values()) < 100_000, (name, sent)
    asked.clear()
    page.get_by_role("searchbox").fill("harbor said")
    expect(page.locator(".nd-search__list a").first).to_be_visible()
    loaded = [Path(path) for path in asked if "/search/" in path]
    assert loaded and sum(path.stat().st_size for path in loaded) < 300_000


def test_an_address_may_bring_words_to_search_for(page: Page, address: str) -> None:
    page.goto(f"{address}?q=the")
    expect(page.locator(".nd-search__list a").first).to_be_visible()


def test_print_shows_the_text_and_no_chrome(page: Page, address: str, kinds: dict[str, str]) -> None:
    page.goto(address + kinds["one of briefings"])
    page.emulate_media(media="print")
    expect(page.locator("h1")).to_be_visible()
    expect(page.locator(".nd-masthead")).to_be_hidden()
    expect(page.locator(".nd-copy").first).to_be_hidden()
    expect(page.locator(".nd-story .nd-wording").first).to_be_visible()  # what is folded is printed
