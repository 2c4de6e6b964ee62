"""The truth of whole sites, on the seeds and a few articles of each corpus; `make truth` takes all of them."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.measure.corpus import rows
from tests.measure.truth import AS_IT_IS, faults, sources_of
from tests.perturbed import FORMS
from tests.site.run import mkdocs

FEW = 6  # articles of each: parsing more would take minutes where none is kept


SITES = [(name, AS_IT_IS) for name in ("seeds", "wikinews_2020", "polnear_train")] + [
    ("wikinews_2020", form) for form in FORMS
]


@pytest.mark.parametrize(("name", "form"), SITES)
def test_nothing_false_is_shown(name: str, form: str, shared) -> None:  # type: ignore[no-untyped-def]
    ids = None if name == "seeds" else {str(row["id"]) for row in rows(name)[:: len(rows(name)) // FEW]}
    assert list(faults(sources_of(name, ids, form))) == []


def test_the_site_of_many_stories_builds(shared: Path, tmp_path: Path) -> None:
    sources = shared / "eval" / "basil_dev" / "sources"
    done = mkdocs("--strict", "-d", tmp_path / "site", sources=str(sources))
    assert done.returncode == 0, done.stderr
    articles = [path.stem for path in sources.rglob("*.md")]
    built = {path.parent.name for path in (tmp_path / "site" / "sources").rglob("index.html")}
    assert articles and len(built) > len(articles)  # a page each, and their list
