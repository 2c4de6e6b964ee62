"""`mkdocs serve`, for real, on loopback: a change in the sources shows, and a broken file does no harm."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.site.served import Served

from newsdesk.reading.amending import write_over


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    preview = Served(tmp_path_factory.mktemp("serve"))
    try:
        assert preview.waits_for(lambda: "Cape Dorn" in preview.page("sources/notice/index.html")), preview.told()
        yield preview
    finally:
        preview.end()


def test_a_change_shows(served: Served) -> None:
    article = served.sources / "notice.txt"
    article.write_text(article.read_text().replace("opened its doors again", "was painted white"))
    assert served.waits_for(lambda: "was painted white" in served.page("sources/notice/index.html")), served.told()
    assert '<a href="../../desk/index.html">Editor’s desk</a>' in served.page("sources/notice/index.html")


def test_all_that_is_asked_for_is_there(served: Served) -> None:
    """Nothing but the editors' own pages is written before."""
    for path in ("", "people", "people/", "people/priya-raman/index.html", "timeline/index.html"):
        assert "Editor’s desk</a>" in served.page(path), path
    assert 'class="nd-lists__here" aria-current="page">Editor’s desk</a>' in served.page("desk/index.html")
    assert served.page("people/priya-raman/feed.xml").startswith("<?xml")
    assert '"items":[{' in served.page("data/quotes.json") and "Allow: /" in served.page("robots.txt")
    assert '"words"' in served.page("search/index.js") and '"words",0' in served.page("search/words-0.js")
    for path in ("people/nobody/index.html", "search/words-99999.js", "data/none.json", "../mkdocs.yml"):
        assert served.page(path) == "", path


def test_a_new_article_shows(served: Served) -> None:
    (served.sources / "new.md").write_text("---\ntitle: A new pier\n---\n\nFenmouth will build a new pier.\n")
    assert served.waits_for(lambda: "will build a new pier" in served.page("sources/new/index.html")), served.told()


def test_a_broken_article_stays_as_it_was_until_it_is_mended(served: Served) -> None:
    article = served.sources / "2024" / "ferry-gazette.md"
    whole = article.read_text()
    article.write_text(whole.replace("published: 2024-05-14", "published: someday"))
    assert served.waits_for(lambda: "ferry-gazette.md:5: published: " in served.told()), served.told()
    assert served.waits_for(lambda: "crosses twice a day" in served.page("sources/2024-ferry-gazette/index.html"))
    assert served.waits_for(lambda: "ferry-gazette.md:5" in served.page("desk/index.html")), "the desk tells it too"
    article.write_text(whole.replace("crosses twice a day", "crosses three times a day"))
    page = "sources/2024-ferry-gazette/index.html"
    assert served.waits_for(lambda: "crosses three times a day" in served.page(page)), served.told()
    assert "Traceback" not in served.told()


def test_a_broken_vocabulary_stays_as_it_was(served: Served) -> None:
    people = served.sources / "entities" / "people.yml"
    whole = people.read_text()
    (name,) = re.findall(r"^(\S+):", whole, re.MULTILINE)[:1]
    people.write_text(f"{whole}\n  - broken: [\n")
    assert served.waits_for(lambda: "entities/people.yml:" in served.page("desk/index.html")), served.told()
    assert "reviewed" in served.page(f"people/{name}/index.html")
    assert "not yet reviewed" not in served.page(f"people/{name}/index.html").partition("</header>")[0]
    people.write_text(whole)
    assert served.waits_for(lambda: "entities/people.yml:" not in served.page("desk/index.html")), served.told()


def test_a_broken_page_of_an_editor_does_no_harm(served: Served) -> None:
    page = served.docs / "pier.md"
    page.write_text("# The pier\n\n[[Priya Raman]] wants it.\n")
    there = 'href="../people/priya-raman/index.html"'
    assert served.waits_for(lambda: there in served.page("pier/index.html")), served.told()
    page.write_text("---\ntitle: The pier: a plan\n---\n\n[[Prya Raman]] wants it soon.\n")
    assert served.waits_for(lambda: "wants it soon" in served.page("pier/index.html")), served.told()
    for told in (served.told(), served.page("desk/index.html")):
        assert "docs/pier.md:2" in told and "the value has a colon in it" in told
        assert "docs/pier.md:5" in told and "did you mean “Priya Raman”?" in told
    page.write_text("# The pier\n\n[[Priya Raman]] wants it now.\n")
    assert served.waits_for(lambda: "wants it now" in served.page("pier/index.html")), served.told()
    assert "docs/pier.md" not in served.page("desk/index.html") and "Traceback" not in served.told()


def test_a_file_that_is_no_text_any_more_stays_as_it_was_and_one_that_is_gone_goes(served: Served) -> None:
    article = served.sources / "new.md"
    whole = article.read_bytes()
    article.write_bytes(b"\xff\xfe\0\0" + whole)
    assert served.waits_for(lambda: "new.md" in served.page("desk/index.html")), served.told()
    assert "will build a new pier" in served.page("sources/new/index.html")
    article.unlink()
    assert served.waits_for(lambda: served.page("sources/new/index.html") == ""), served.told()
    assert "new.md" not in served.page("desk/index.html") and "Traceback" not in served.told()


def as_vim_saves(path: Path, text: str) -> None:
    """A trial file, the old one renamed, a new one in its place, the old one removed; a swap file all along."""
    beside = path.with_name(f".{path.name}.swp")
    beside.write_bytes(b"b0VIM")
    (path.parent / "4913").touch()
    (path.parent / "4913").unlink()
    path.rename(f"{path}~")
    path.write_text(text)
    path.with_name(f"{path.name}~").unlink()
    beside.unlink()


def as_a_new_file(path: Path, text: str) -> None:
    write_over(path, text)


def test_one_save_is_one_build(served: Served) -> None:
    """Whether an editor's program writes into the file or puts a new one in its place."""
    article = served.sources / "notice.txt"
    ways = {"is open daily": Path.write_text, "is open nightly": as_a_new_file, "is never shut": as_vim_saves}
    built = served.told().count(" profiles, ")
    for words, save in ways.items():
        save(article, f"{article.read_text().rstrip()}\n\nThe hall {words}.\n")
        assert served.waits_for(lambda w=words: w in served.page("sources/notice/index.html")), served.told()  # type: ignore[misc]
    time.sleep(3)  # a second build of any of them would have begun
    assert served.told().count(" profiles, ") == built + len(ways)
