"""Pages kept from one build to the next, each with the facts it was made from: while these are the same, so is it."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from hashlib import sha256
from typing import Any, Protocol

from newsdesk.pages.draft import Draft, Recipe
from newsdesk.pages.site import Site
from newsdesk.pages.watch import Fact
from newsdesk.records import Heading, Page


class Store(Protocol):
    """Where things are kept: bytes by a key."""

    def get(self, key: str) -> bytes | None: ...

    def put(self, key: str, content: bytes) -> None: ...

    def prune(self) -> None: ...


@dataclass(frozen=True, slots=True)
class _Made:
    """A page made in this build, with what it was made from."""

    key: str
    facts: str  # as JSON
    state: str
    page: Page


class KeptPages:
    """The pages in a store. `base` stands for all that decides a page beside its facts: code, templates, options."""

    def __init__(self, store: Store, base: str) -> None:
        self._store = store
        self._base = base
        self._made: list[_Made] = []
        self.unchanged: set[str] = set()  # addresses of the pages that were kept, and not made again

    def unchanged_page(self, site: Site, recipe: Recipe) -> Page | None:
        """The page of a recipe as it was kept, if it would be the same now."""
        found = self._kept(site, self._key(recipe))
        if found:
            self.unchanged.add(found.address)
        return found

    def make(self, site: Site, recipe: Recipe, fill: Callable[[Draft], Page]) -> Page:
        """The page of a recipe, made by filling its draft."""
        site.watch.begin()
        page = fill(recipe.make(site, *recipe.inputs))
        if not site.watch.walked:
            facts = sorted(site.watch.facts, key=repr)
            self._made.append(_Made(self._key(recipe), json.dumps(facts), site.watch.state(facts), page))
        return page

    def _key(self, recipe: Recipe) -> str:
        about = (self._base, recipe.make.__module__, recipe.make.__qualname__, repr(recipe.inputs))
        return sha256("\0".join(about).encode("utf-8", "surrogatepass")).hexdigest()

    def keep(self) -> None:
        """Keeps the pages that were made: only once they are proved, since those kept are not proved again.

        One line of JSON, and the HTML as it is, which is most of it.
        """
        for made in self._made:
            fields = {name: getattr(made.page, name) for name in Page.__dataclass_fields__ if name != "body"}
            told = json.dumps(fields | {"headings": [asdict(heading) for heading in made.page.headings]})
            row = f'{{"state":"{made.state}","facts":{made.facts},"page":{told},"bytes":{len(made.page.body)}}}\n'
            self._store.put(made.key, row.encode() + made.page.body)
        self._made.clear()
        self._store.prune()

    def _kept(self, site: Site, key: str) -> Page | None:
        line, _, body = (self._store.get(key) or b"").partition(b"\n")
        try:
            row = json.loads(line)
            facts = [_fact(*fact) for fact in row["facts"]]
            if site.watch.state(facts) != row["state"] or len(body) != row["bytes"]:
                return None
            return _page(body=body, **row["page"])
        except (ValueError, KeyError, TypeError):
            return None


def _fact(table: str, key: Any, field: str) -> Fact:
    return table, tuple(key) if isinstance(key, list) else key, field


def _page(headings: list[dict[str, Any]], json_ld: list[Any], **fields: Any) -> Page:
    return Page(headings=tuple(Heading(**heading) for heading in headings), json_ld=tuple(json_ld), **fields)
