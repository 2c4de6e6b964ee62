"""A page that is kept is the page that would be made."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from tests.pages.sample import sample

from newsdesk.memo import file
from newsdesk.memo.file import FILE
from newsdesk.memo.memo import Memo
from newsdesk.pages.making import finished
from newsdesk.pages.site import Site
from newsdesk.records import Options, Page

KNOWN, OPTIONS = sample(), Options(page_size=2)
ALWAYS_MADE = {"quotes/", "corrections/"}  # they look at everything, and are few


def rendered(folder: Path, options: Options = OPTIONS) -> tuple[list[Page], set[str], dict[str, tuple[str, ...]]]:
    """The pages of another process, the addresses of those that were kept, and why others were made."""
    file._FILES.clear()
    memo = Memo(folder)
    memo.whys = []
    made = finished(KNOWN, lambda withheld: Site.of(KNOWN, options, memo, withheld), memo, lambda _: ({}, []))
    memo.end()
    assert not made.problems
    whys = [why for why in memo.whys if why.kind == "pages"]
    kept = {why.name.removeprefix("index") for why in whys if why.is_kept}
    return list(made.pages.values()), kept, {why.name: why.reasons for why in whys if not why.is_kept}


def test_with_nothing_changed_every_page_is_taken_as_it_was_kept(tmp_path: Path) -> None:
    first, none, _ = rendered(tmp_path)
    again, kept, _ = rendered(tmp_path)
    assert first == again
    assert [page.digest for page in first] == [page.digest for page in again]
    assert not none
    assert {page.address for page in again} - kept == ALWAYS_MADE


def test_what_is_gone_or_altered_when_it_is_wanted_is_made_again(tmp_path: Path) -> None:
    first = [(page.html, bytes(page.linked), dict(page.search)) for page in rendered(tmp_path)[0]]
    for damage in ("update bodies set bytes=zeroblob(length(bytes))", "delete from bodies"):
        with sqlite3.connect(tmp_path / FILE) as db:
            db.execute(damage)
        db.close()
        again, kept, _ = rendered(tmp_path)
        assert kept
        assert [(page.html, bytes(page.linked), dict(page.search)) for page in again] == first


def test_an_option_makes_those_pages_again_that_show_it_and_why_is_told(tmp_path: Path) -> None:
    rendered(tmp_path)
    _, kept, whys = rendered(tmp_path, Options(page_size=3))
    assert len(kept) > len(whys) > len(ALWAYS_MADE)
    assert any("'tomas-rey'" in reason for reasons in whys.values() for reason in reasons)
    _, kept, whys = rendered(tmp_path, Options(page_size=2, site_name="Larn's own"))
    told = """options['all'].site_name: was 'Newsdesk', is "Larn's own\""""
    assert not kept and any(told in reasons for reasons in whys.values())
