"""One frame for the pages of a folder: joined to the byte as rendered in full, or else rendered in full."""

from __future__ import annotations

from functools import partial

import jinja2
import pytest
from mkdocs.config.defaults import MkDocsConfig

from newsdesk.host.frames import Frames, listed, sharing
from newsdesk.host.generated import GeneratedFile
from newsdesk.records import Heading, Page

THEME = {
    "main.html": "{% import 'partials/language.html' as lang %}{{ lang.word }} {{ page.title }}|{{ page.content }}|"
    "{% include 'partials/about.html' %}{% include 'partials/toc.html' %}"
    "{% if page.toc | first is defined %}{{ (page.toc | first).url }}{% endif %}",
    "partials/about.html": "{{ newsdesk.description | e }} {{ lang.word }} {{ page.canonical_url }}",
    "partials/toc.html": "{% for item in page.toc %}{{ item.title }}{% endfor %}",
    "partials/language.html": "{% set word = 'skip' %}",
}
PAGES = [
    Page(f"people/{n}/", f"<{n}>", f"<p>{n}</p>".encode(), "profile", (Heading(2, f"h{n}", f"On {n}"),), f"About <{n}>")
    for n in range(4)
]


def in_full(theme: dict[str, str], file: GeneratedFile) -> str:
    env = jinja2.Environment(loader=jinja2.DictLoader(theme))
    return env.get_template("main.html").render({"page": file.page, "newsdesk": file.made})


def files_and_frames(theme: dict[str, str]) -> tuple[list[GeneratedFile], Frames]:
    """The files of all pages, and the frames after the first page was rendered."""
    config = MkDocsConfig()
    config.load_dict({"site_name": "Test", "site_url": "https://news.example/"})
    config.validate()
    files = [
        GeneratedFile(page.address, page.kind, partial(PAGES.__getitem__, n), config) for n, page in enumerate(PAGES)
    ]
    for file in files:
        file.page.read_source(config)
        file.page.show()
    frames = Frames(jinja2.Environment(loader=jinja2.DictLoader(theme)), config, str)
    frames.saw(files[0].page, {}, in_full(theme, files[0]))
    return files, frames


def test_pages_joined_are_pages_rendered_in_full() -> None:
    files, frames = files_and_frames(THEME)
    for file in files:
        frame = frames.of(file.made)
        assert frame.joins
        assert frame.page(file) == in_full(THEME, file).encode()


@pytest.mark.parametrize("more", ["{{ page.meta.description }}", "{{ page.url }}", "{{ newsdesk.headings | length }}x"])
def test_a_theme_that_shows_more_of_a_page_renders_each_in_full(more: str) -> None:
    theme = {**THEME, "main.html": f"{THEME['main.html']} {more}"}
    files, frames = files_and_frames(theme)
    for file in files[1:]:
        frame = frames.of(files[1].made)
        assert not frame.joins or "length" in more
        assert frame.page(file) == in_full(theme, file).encode()


def test_pages_of_a_folder_share_a_frame_but_for_those_in_the_navigation() -> None:
    nav = [{"Home": "index.md"}, {"More": [{"People": "people/index.md"}, "people/2.md"]}]
    alone = listed(nav)
    assert alone == {"index.md", "people/index.md", "people/2.md"}
    lists = Page("people/", "People", b"", "list"), Page("people/letter/a/", "A", b"", "list")
    assert sharing([*lists, *PAGES], alone) == {"people/1/": "people/0/", "people/3/": "people/0/"}
    bare = Page("people/9/", "No contents", b"", "profile")
    assert sharing([*PAGES[:2], bare], alone) == {}, "two with contents and one without are two frames"
