"""`newsdesk add`: what it understands, writes and refuses."""

from __future__ import annotations

import json
from datetime import date
from html import escape
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.cli.conftest import Newsdesk

from newsdesk.cli import add
from newsdesk.reading.adding import compose, file_stem, stated
from newsdesk.reading.incoming import IncomingError, understand
from newsdesk.reading.library import article

TEXT = """Ferry fares to rise

The harbour board will raise ferry fares by a tenth in May, its chair said on Tuesday, and the night boats will stop.

“Nobody likes it, and we have no choice,” Tove Lund told reporters at the quay.
"""


def only_file(folder: Path) -> Path:
    (path,) = folder.glob("*.md")
    return path


def test_an_article_is_written_under_its_day_and_headline(newsdesk: Newsdesk, sources: Path) -> None:
    done = newsdesk("add", "-", "--published", "2024-04-02", "--outlet", "The Tern", given=TEXT)
    assert done.exit_code == 0
    path = only_file(sources)
    assert path.name == "2024-04-02-ferry-fares-to-rise.md"
    assert done.stdout.strip() == str(path)
    assert path.read_text() == (
        "---\ntitle: Ferry fares to rise\noutlet: The Tern\npublished: 2024-04-02\n---\n\n" + TEXT.partition("\n\n")[2]
    )


def test_without_a_day_of_publication_the_day_of_adding_is_stated(newsdesk: Newsdesk, sources: Path) -> None:
    assert newsdesk("add", "-", given=TEXT).exit_code == 0
    today = date.today().isoformat()
    assert only_file(sources).name == f"{today}-ferry-fares-to-rise.md"
    assert f"\nretrieved: {today}\n" in only_file(sources).read_text()


def test_front_matter_of_its_own_stays_and_flags_go_into_it(newsdesk: Newsdesk, sources: Path) -> None:
    text = f"---\n# ours\npublished: 2024-04-02\ntags: [ferries]\n---\n{TEXT}"
    assert newsdesk("add", "-", "--outlet", "The Tern", given=text).exit_code == 0
    written = only_file(sources).read_text()
    assert written.startswith("---\n# ours\npublished: 2024-04-02\ntags: [ferries]\n")
    assert "outlet: The Tern\n" in written and written.count("published:") == 1
    assert written.endswith("at the quay.\n")


@pytest.mark.parametrize(
    ("flag", "value", "said"),
    [("--published", "4/2/2024", "year-month-day"), ("--rights", "mine", "full"), ("--url", "tern", "https://")],
)
def test_a_wrong_flag_is_wrong_use(newsdesk: Newsdesk, sources: Path, flag: str, value: str, said: str) -> None:
    done = newsdesk("add", "-", flag, value, given=TEXT)
    assert done.exit_code == 2 and flag in done.stderr and said in done.stderr
    assert not list(sources.iterdir())


def test_a_file_that_is_not_there_is_wrong_use(newsdesk: Newsdesk) -> None:
    assert newsdesk("add", "no-such-file.txt").exit_code == 2


@pytest.mark.parametrize("given", ["", "---\ntitel: a\n---\nText.\n", "---\ntitle: a\n", b"\0\1"])
def test_what_is_no_article_is_refused_and_nothing_written(
    newsdesk: Newsdesk, sources: Path, given: str | bytes
) -> None:
    done = newsdesk("add", "-", given=given)
    assert done.exit_code == 1 and done.stderr.strip() and "Traceback" not in done.output
    assert not list(sources.iterdir())


def test_the_same_text_is_refused_whatever_its_spaces_and_headline(newsdesk: Newsdesk, sources: Path) -> None:
    newsdesk("add", "-", "--published", "2024-04-02", given=TEXT)
    again = TEXT.replace("Ferry fares to rise", "Dearer ferries").replace(" ", "  ")
    done = newsdesk("add", "-", "--anyway", given=again)
    assert done.exit_code == 1
    assert "the same text is there: sources/2024-04-02-ferry-fares-to-rise.md" in done.stderr
    assert len(list(sources.iterdir())) == 1


def test_nearly_the_same_text_needs_a_word_of_the_editor(newsdesk: Newsdesk, sources: Path) -> None:
    long = TEXT + "\n" + " ".join(f"The fare of line {n} was {n + 3} crowns." for n in range(40)) + "\n"
    newsdesk("add", "-", given=long)
    near = long.replace("on Tuesday", "on April 2")
    refused = newsdesk("add", "-", "--json", given=near)
    outcome = json.loads(refused.stdout)
    assert refused.exit_code == 1 and outcome["duplicate_of"].startswith("sources/") and 0.8 <= outcome["likeness"] < 1
    assert newsdesk("add", "-", "--anyway", "--origin", "The Agency", given=near).exit_code == 0
    assert len(list(sources.iterdir())) == 2


def test_another_report_of_the_same_news_is_no_duplicate(newsdesk: Newsdesk, sources: Path) -> None:
    newsdesk("add", "-", given=TEXT)
    other = TEXT.replace(
        "The harbour board will raise ferry fares by a tenth in May", "Ferries will cost more from May"
    )
    assert newsdesk("add", "-", given=other.replace("at the quay", "after the meeting")).exit_code == 0


def test_the_outcome_as_json(newsdesk: Newsdesk, sources: Path) -> None:
    outcome = json.loads(newsdesk("add", "-", "--json", "--published", "2024-04-02", given=TEXT).stdout)
    assert outcome["path"] == str(only_file(sources))
    assert outcome["title"] == "Ferry fares to rise" and outcome["problems"] == []


def test_on_a_terminal_what_is_missing_is_asked_for(
    newsdesk: Newsdesk, sources: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "fares.txt"
    file.write_text(TEXT)
    monkeypatch.setattr(add, "on_a_terminal", lambda: True)
    # outlet, author, a wrong day and a right one, url, story, then yes
    done = newsdesk("add", file, given="The Tern\n\n2.4.2024\n2024-04-02\n\nfares\n\n")
    assert done.exit_code == 0, done.output
    assert "is no date" in done.stderr and "not stated" in done.stderr
    head = only_file(sources).read_text().split("---\n")[1]
    assert head == "title: Ferry fares to rise\noutlet: The Tern\npublished: 2024-04-02\nstory: fares\n"


def test_what_was_understood_wrongly_is_asked_again(
    newsdesk: Newsdesk, sources: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "fares.txt"
    file.write_text(TEXT)
    monkeypatch.setattr(add, "on_a_terminal", lambda: True)
    answers = ["The Tern", "", "", "", "", "n", "y", "Dearer ferries", "-", *[""] * 7, "y"]
    assert newsdesk("add", file, given="\n".join(answers) + "\n").exit_code == 0
    written = only_file(sources).read_text()
    assert "title: Dearer ferries\n" in written and "outlet" not in written, "a hyphen takes an answer back"


def test_nobody_is_asked_about_what_is_there_already(
    newsdesk: Newsdesk, sources: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    newsdesk("add", "-", given=TEXT)
    file = tmp_path / "fares.txt"
    file.write_text(TEXT)
    monkeypatch.setattr(add, "on_a_terminal", lambda: True)
    done = newsdesk("add", file)
    assert done.exit_code == 1 and "the same text is there" in done.stderr and "Outlet" not in done.stderr


def test_an_editor_who_declines_writes_nothing(
    newsdesk: Newsdesk, sources: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "fares.txt"
    file.write_text(TEXT)
    monkeypatch.setattr(add, "on_a_terminal", lambda: True)
    assert newsdesk("add", file, given="\n" * 5 + "n\nn\n").exit_code == 1
    assert not list(sources.iterdir())


HOSTILE = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)


@given(title=HOSTILE, outlet=HOSTILE, url=HOSTILE, published=HOSTILE, body=HOSTILE)
@settings(max_examples=60, deadline=None)
def test_whatever_a_page_says_of_itself_the_file_can_be_read(
    title: str, outlet: str, url: str, published: str, body: str
) -> None:
    """Nothing raises, and what is composed is an article without an error, or refused in one line."""
    page = (
        f'<html><head><title>{escape(title)}</title><meta property="og:site_name" content="{escape(outlet)}">'
        f'<link rel="canonical" href="{escape(url)}">'
        f'<meta property="article:published_time" content="{escape(published)}"></head>'
        f"<body><article><h1>{escape(title)}</h1><p>The bridge is closed, the city said, and stays closed.</p>"
        f"<p>{escape(body)}</p></article></body></html>"
    )
    try:
        found = understand(page.encode(), "a.html")
    except IncomingError as error:
        assert "\n" not in str(error)
        return
    text = compose(found.text, {**stated(found.meta), "retrieved": "2024-05-06"})
    source, problems = article("a", "a.md", text.encode())
    assert source is not None and not [p for p in problems if p.severity == "error"]
    assert file_stem(date(2024, 5, 6), title).startswith("2024-05-06-")


def test_what_a_page_says_wrongly_of_itself_is_not_stated(newsdesk: Newsdesk, sources: Path) -> None:
    page = (
        '<html><head><title>Ferry fares\nto rise</title><link rel="canonical" href="/fares"></head><body><article>'
        "<h1>Ferry fares\nto rise</h1>"
        + "".join(f"<p>{p}</p>" for p in TEXT.split("\n\n")[1:])
        + "</article></body></html>"
    )
    assert newsdesk("add", "-", given=page).exit_code == 0
    head = only_file(sources).read_text().split("---\n")[1]
    assert "title: Ferry fares to rise\n" in head and "url" not in head


def test_a_file_without_end_is_refused(newsdesk: Newsdesk, sources: Path) -> None:
    done = newsdesk("add", "/dev/zero")
    assert done.exit_code == 1 and "larger than" in done.stderr
    assert newsdesk("add", "-", given="Quay\n\n" + "The quay opens in May, they said.\n" * 70_000).exit_code == 1
    assert not list(sources.iterdir())
