"""The desk in Chromium: decided by reading and clicking, written into the files, taken back byte for byte."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from tests.browser.conftest import WIDTHS
from tests.site.run import ROOT
from tests.site.served import Served

SOURCES = Path(__file__).parents[1] / "desk" / "sources"
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    preview = Served(tmp_path_factory.mktemp("desk"), SOURCES)
    try:
        assert preview.waits_for(lambda: "desk-token" in preview.page("desk/index.html")), preview.told()
        yield preview
    finally:
        preview.end()


@pytest.fixture
def page(browser: Browser, served: Served) -> Iterator[Page]:
    """A page of the preview; afterwards the sources are as they were."""
    before = tree(served.sources)
    width, height = WIDTHS["desktop"]
    context = browser.new_context(viewport={"width": width, "height": height}, base_url=f"http://{served.address}/")
    context.set_default_timeout(20_000)
    expect.set_options(timeout=20_000)
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    yield page
    context.close()
    after = tree(served.sources)
    for name, content in before.items():  # so that no other test fails for this one
        if after.get(name) != content:
            (served.sources / name).write_bytes(content)
    assert faults == [] and after == before


def tree(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def text(served: Served, name: str) -> str:
    return (served.sources / name).read_text()


def undo(page: Page, served: Served) -> None:
    """Takes the last change back, and waits for the pages."""
    toast = page.locator(".desk-toast")
    for _ in range(60):  # a key that is pressed while the page is loaded anew is lost
        page.keyboard.press("u")
        try:
            return expect(toast).to_contain_text("Taken back", timeout=1000)
        except AssertionError:
            continue
    raise AssertionError(toast.text_content())


def test_the_queue_by_keys_alone(page: Page, served: Served) -> None:
    page.goto("desk/")
    heading = page.locator(".desk-q h2")
    expect(heading).to_have_text("Is Michele Quilly Michele Quill?")
    page.keyboard.press("a")
    expect(page.locator(".desk-toast")).to_contain_text("sources/entities/people.yml")
    assert "  aliases: [Michele Quilly]\n  formerly: [michele-quilly]\n" in text(served, "entities/people.yml")
    expect(heading).to_contain_text("Who said “Somebody will have to answer")
    expect(heading).to_be_focused()
    page.keyboard.press("n")
    expect(heading).to_contain_text("is that the name in full?")
    assert "q-312412188a2f  # Somebody will have to answer …\n    speaker: none\n" in text(served, "harbour-board.md")
    page.keyboard.press("u")
    expect(heading).to_contain_text("Who said")
    page.keyboard.press("j")
    expect(heading).to_contain_text("is that the name in full?")
    page.locator(".desk-toast button").first.wait_for()
    assert served.waits_for(lambda: "Michele Quilly" not in served.page("people/index.html")), served.told()
    page.evaluate("""async () => {
        const token = document.querySelector('meta[name="desk-token"]').content;
        await fetch("/_desk/undo", {method: "POST", body: '{"change":1}', headers: {
            "X-Desk-Token": token, "Content-Type": "application/json"}});
    }""")


def test_a_wrong_speaker_is_corrected_beside_the_quote_and_the_page_shows_it(page: Page, served: Served) -> None:
    page.goto("sources/ferry-gull/")
    page.get_by_role("button", name="Who said it?").last.click()
    box = page.get_by_role("combobox", name="Somebody else")
    box.fill("okaf")
    page.get_by_role("option", name=re.compile("Tom Okafor")).click()
    expect(page.locator(".desk-toast")).to_contain_text("+     speaker: Tom Okafor")
    expect(page.locator("figure[data-quote]").last).to_contain_text("Tom Okafor")  # the page, made anew
    assert "speaker: Tom Okafor" in text(served, "ferry-gull.md")
    expect(page.locator(".desk-toast")).to_be_visible()
    undo(page, served)


def test_words_marked_with_the_mouse_become_a_quote(page: Page, served: Served) -> None:
    page.goto("sources/ferry-skua/")
    mark(page, "parcels would wait")
    page.get_by_role("button", name="Quote or name").click()
    page.get_by_role("combobox", name="A quote: who said it?").fill("petr")
    page.get_by_role("option", name=re.compile("Jon Petrov")).click()
    expect(page.locator(".desk-toast")).to_contain_text("add_quote: parcels would wait")
    undo(page, served)


class Hand:
    """An editor at a page: every click is counted, and every field that is typed into."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.clicks = 0

    def button(self, name: str, nth: int = 0) -> None:
        self._click(self.page.get_by_role("button", name=re.compile(name)).nth(nth))

    def radio(self, name: str, nth: int = 0) -> None:
        self._click(self.page.locator(".desk-pop").get_by_role("radio", name=re.compile(name)).nth(nth))

    def write(self, label: str, words: str) -> None:
        field = self.page.locator(".desk-pop").get_by_label(label)
        self._click(field)
        field.fill(words)

    def choose(self, label: str, letters: str, name: str) -> None:
        """Types some letters and clicks on what is found. The first field of a form need not be clicked first."""
        self.page.get_by_role("combobox", name=label).fill(letters)
        self._click(self.page.get_by_role("option", name=re.compile(name)))

    def _click(self, what: Locator) -> None:
        what.click()
        self.clicks += 1


# A task: where the editor reads, what the hand does, and what the file holds then.
TASKS: dict[str, tuple[str, Callable[[Hand], None], str, str]] = {
    "it is no quote": (
        "sources/ferry-gull/",
        lambda h: (h.button("Who said it", -1), h.button("Not a quote")),
        "ferry-gull.md", "  - quote: q-761cc2567419  # Nobody asked the islanders,\n    reject: true\n---",
    ),
    "another name of one person": (
        "people/michele-quill/",
        lambda h: (h.button("Change this profile"), h.choose("This one stays", "quilly", "Michele Quilly")),
        "entities/people.yml", "  name: Michele Quill\n  aliases: [Michele Quilly]\n  formerly: [michele-quilly]\n",
    ),
    "two people of one name": (
        "people/ada-brook/",
        lambda h: (h.button("Change this profile"), h.radio("the second", -1), h.button("They are two")),
        "entities/people.yml", "ada-brook-2:\n  name: Ada Brook\n  only_in: [ferry-",
    ),
    "what somebody is": (
        "people/tom-okafor/",
        lambda h: (h.button("Change this profile"), h.write("Description", "Shopkeeper"), h.button("Write it")),
        "entities/people.yml", "tom-okafor:\n  name: Tom Okafor\n  description: Shopkeeper\n",
    ),
    "an article out of a story": (
        "briefings/ferry/",
        lambda h: (h.button("Change this briefing"), h.button("Take out", -1)),
        "ferry-tern.md", "rights: full\nalone: true\n---",
    ),
    "an article into a story": (
        "briefings/ferry/",
        lambda h: (h.button("Change this briefing"), h.choose("Add an article", "mail air", "Mail to go by air")),
        "ferry-skua.md", "rights: full\nstory: ferry\n---",
    ),
    "a standfirst": (
        "briefings/ferry/",
        lambda h: (h.button("Change this briefing"), h.write("In your own", "No ship: a month."), h.button("Write it")),
        "ferry-gull.md", "story: ferry\nsummary: 'No ship: a month.'\n---",
    ),
    "held back": (
        "sources/ferry-skua/",
        lambda h: (h.button("Change this article"), h.radio("None"), h.button("Write it")),
        "ferry-skua.md", "published: 2024-03-02\nrights: none\n---",
    ),
    "a correction for readers": (
        "sources/ferry-skua/",
        lambda h: (h.button("Change this article"), h.write("One line", "It was Sunday."), h.button("Log it")),
        "ferry-skua.md", ": It was Sunday.\n---",
    ),
    "words that mean somebody": (
        "sources/ferry-skua/",
        lambda h: (mark(h.page, "the post office"), h.button("Quote or name"),
                   h.choose("A name: who or what", "nora", "Nora Vance")),
        "ferry-skua.md", "corrections:\n  - mention: the post office\n    entity: nora-vance\n---",
    ),
}  # fmt: skip


@pytest.mark.parametrize("task", TASKS)
def test_a_task_takes_three_clicks_at_most_and_is_taken_back(page: Page, served: Served, task: str) -> None:
    address, act, file, wanted = TASKS[task]
    page.goto(address)
    hand = Hand(page)
    act(hand)
    toast = page.locator(".desk-toast")
    expect(toast).to_contain_text(f"sources/{file}")
    assert wanted in text(served, file)
    assert hand.clicks <= 3
    undo(page, served)


def mark(page: Page, words: str) -> None:
    """Marks words of an article, as a mouse does."""
    page.locator("p[id]", has_text=words).first.evaluate(
        """(paragraph, words) => {
            const walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
            let node; while ((node = walker.nextNode()) && !node.data.includes(words));
            const at = node.data.indexOf(words);
            getSelection().setBaseAndExtent(node, at, node, at + words.length);
        }""",
        words,
    )


def test_a_change_meanwhile_is_shown_and_the_choice_kept(page: Page, served: Served) -> None:
    page.goto("people/tom-okafor/")
    page.get_by_role("button", name="Change this profile").click()
    page.get_by_label("Description, one line").wait_for()
    people = served.sources / "entities" / "people.yml"
    whole = people.read_bytes()
    people.write_bytes(whole + b"\n# looked through in May\n")
    page.get_by_label("Description, one line").fill("Shopkeeper")
    page.get_by_role("button", name="Write it").first.click()
    told = page.get_by_role("alert")
    expect(told).to_contain_text("was changed meanwhile, and nothing was written")
    expect(told).to_contain_text("# looked through in May")
    assert people.read_bytes() == whole + b"\n# looked through in May\n"
    page.get_by_role("button", name="Write it").first.click()
    expect(page.locator(".desk-toast")).to_contain_text("description: Shopkeeper")
    undo(page, served)
    people.write_bytes(whole)


@pytest.mark.skipif(not AXE.exists(), reason="needs axe-core (npm)")
@pytest.mark.parametrize(("size", "scheme"), [("phone", "dark"), ("desktop", "light")])
def test_axe_finds_nothing(page: Page, served: Served, size: str, scheme: str) -> None:
    width, height = WIDTHS[size]
    page.set_viewport_size({"width": width, "height": height})
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    found = []
    for address, opener in (("desk/", None), ("sources/ferry-tern/", "page"), ("people/ada-brook/", "page"),
                            ("briefings/ferry/", "page"), ("sources/ferry-tern/", None)):  # fmt: skip
        page.goto(address)
        if opener:
            page.locator(f'[data-pen="{opener}"]').click()
            page.locator(".desk-pop .desk-f").first.wait_for()
        elif address != "desk/":
            page.locator("[data-quote] .desk-pen").first.click()
            page.locator(".desk-pop .desk-f").first.wait_for()
        for _ in range(4 if address == "desk/" else 1):
            if address == "desk/":
                page.locator(".desk-q").wait_for()
            page.add_script_tag(path=AXE)
            scope = "'.desk'" if address == "desk/" else "'.desk-pop'"
            result = page.evaluate(f"axe.run({scope})")
            found += [(address, v["id"], v["nodes"][0]["html"][:200]) for v in result["violations"]]
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address
            if address == "desk/":
                page.keyboard.press("j")
    assert found == []
