"""A page that is kept is the page that would be made, whatever becomes of what is kept."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.pages.sample import sample

from newsdesk.pages.draft import Recipe
from newsdesk.pages.kept import KeptPages
from newsdesk.pages.making import finished
from newsdesk.pages.publishing import publishable
from newsdesk.pages.render import page, planned
from newsdesk.pages.site import Site
from newsdesk.reading import packs
from newsdesk.reading.packs import Packs
from newsdesk.records import Options, Page

KNOWN, OPTIONS = sample(), Options(page_size=2)
ALWAYS_MADE = {"quotes/", "corrections/"}  # they look at everything, and are few


def rendered(folder: Path) -> tuple[list[Page], KeptPages]:
    kept = KeptPages(Packs(folder, "any", 10**9))
    made = finished(KNOWN, OPTIONS, lambda _: publishable(KNOWN, OPTIONS), kept, lambda _: {})
    assert not made.problems
    return list(made.pages.values()), kept


def test_with_nothing_changed_every_page_is_taken_as_it_was_kept(tmp_path: Path) -> None:
    first, again = rendered(tmp_path), rendered(tmp_path)
    assert first[0] == again[0]
    assert [page.digest for page in first[0]] == [page.digest for page in again[0]]
    assert not first[1].unchanged
    assert {page.address for page in again[0]} - again[1].unchanged == ALWAYS_MADE


@pytest.mark.parametrize(
    "damaged",
    [
        lambda pack: b"",
        lambda pack: pack[:-1],
        lambda pack: pack[: len(pack) // 9],
        lambda pack: b"{}\n",
        lambda pack: b"\xff" * 99,
        lambda pack: pack[:-12] + b"000000000000",
        lambda pack: pack.replace(b"]\n[", b"]\n{"),
        lambda pack: pack.replace(b'"title":', b'"other":'),
    ],
)
def test_what_is_damaged_is_made_again(tmp_path: Path, damaged: Callable[[bytes], bytes]) -> None:
    first, _ = rendered(tmp_path)
    for pack in tmp_path.rglob("*.pack"):
        content = damaged(pack.read_bytes())
        pack.unlink()  # the pages of before are read from it
        pack.write_bytes(content)
    again, kept = rendered(tmp_path)
    assert again == first and not kept.unchanged


def test_where_nothing_can_be_written_nothing_is_kept(tmp_path: Path) -> None:
    (tmp_path / "any").write_text("in the way")
    pages, kept = rendered(tmp_path)
    assert not kept.unchanged and rendered(tmp_path)[0] == pages


@pytest.mark.parametrize(("several", "number"), [(1, 2), (2, 1)])
def test_many_packs_become_few(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, several: int, number: int) -> None:
    """The largest stays as long as it is larger than all others."""
    first, _ = rendered(tmp_path)
    for n in range(1, several):
        (one,) = tmp_path.rglob("*.pack")
        shutil.copy(one, one.with_name(f"{n}.pack"))
    monkeypatch.setattr(packs, "CROWDED", 1)
    one, two = KeptPages(Packs(tmp_path, "any", 10**9)), KeptPages(Packs(tmp_path, "any", 10**9))
    site = Site(publishable(KNOWN, OPTIONS), OPTIONS)
    site.prepare()
    recipes = (plan for plans in planned(site) for plan in plans if isinstance(plan, Recipe))
    recipe, before = next((plan, found) for plan in recipes if (found := one.unchanged_page(site, plan)))
    assert two.make(site, recipe, page) == before  # as if it had changed
    two.unchanged_page(site, recipe)
    two.keep()
    assert len(list(tmp_path.rglob("*.pack"))) == number
    again, kept = rendered(tmp_path)
    assert again == first and before.address in kept.unchanged and len(kept.unchanged) > 5
    assert bytes(before.content), "what was opened before can still be read"
