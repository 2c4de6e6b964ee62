"""Pages kept from one build to the next, each with the facts it was made from: while these are the same, so is it."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, ItemsView, Iterable, Iterator, Mapping, ValuesView
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cached_property
from hashlib import sha256
from typing import Any, Protocol, SupportsBytes, TypeVar

from newsdesk.pages.draft import Draft, Recipe
from newsdesk.pages.site import Site
from newsdesk.pages.watch import Fact, Watch
from newsdesk.records import Heading, Page, known

V = TypeVar("V")
Where = tuple[int, int, str]  # where a part begins in its pack, its size, its digest
Place = tuple[int, int, str, int, int, int]  # of a page's body, with the sizes of its linked data, texts and words


class Part(SupportsBytes, Protocol):
    """Bytes that are kept, read when somebody asks for them."""

    @property
    def place(self) -> Where: ...


class Pack(Protocol):
    """Many parts, and a note on them. All raise OSError where they cannot be read."""

    def note(self) -> bytes: ...

    def part(self, start: int, size: int, digest: str) -> Part: ...


class NewPack(Protocol):
    """A pack being written; it is one when it is sealed with its note."""

    def add(self, content: bytes) -> Part: ...

    def seal(self, note: Iterable[bytes]) -> None: ...


class Packs(Protocol):
    """Where packs are kept: for one state of all that decides a page beside its facts (code, templates, options)."""

    def sealed(self) -> list[Any]: ...

    def new(self) -> NewPack: ...

    def crowd(self, packs: list[Any]) -> list[Any]: ...

    def remove(self, packs: list[Any]) -> None: ...

    def prune(self) -> None: ...


@dataclass(frozen=True, slots=True)
class _Row:
    """A page that is what would be made now, with what it was made from."""

    facts: Iterable[Fact]
    pack: Any  # where its body is
    place: Place  # in it
    page: Page


class KeptPages:
    """The pages in packs."""

    def __init__(self, packs: Packs) -> None:
        self._packs = packs
        self._opened: list[Pack] = []
        self._is_open = False
        self._known: dict[str, _Row] = {}  # all that are unchanged, by the key of their recipe
        self._made: dict[str, _Row] = {}  # in this build
        self._new: NewPack | None = None
        self._watch = Watch()
        self.unchanged: set[str] = set()  # addresses of the pages that were kept, and not made again

    def unchanged_page(self, site: Site, recipe: Recipe) -> Page | None:
        """The page of a recipe as it was kept, if it would be the same now."""
        if not self._is_open:
            self._open(site.watch)
        found = self._known.get(_key(recipe))
        if found is None:
            return None
        self.unchanged.add(found.page.address)
        return found.page

    def make(self, site: Site, recipe: Recipe, fill: Callable[[Draft], Page]) -> Page:
        """The page of a recipe, made by filling its draft."""
        site.watch.begin()
        page = fill(recipe.make(site, *recipe.inputs))
        if not site.watch.walked:
            self._watch = site.watch
            with suppress(OSError):  # where nothing can be written, the page stays in memory
                self._made[_key(recipe)] = row = self._packed(tuple(site.watch.facts), page)
                return row.page
        return page

    def _packed(self, facts: Iterable[Fact], page: Page) -> _Row:
        """The page, its body in the new pack. Raises OSError."""
        if self._new is None:
            self._new = self._packs.new()
        digest = page.digest
        parts = page.body, bytes(page.linked), _line(dict(page.search)), _line(dict(page.words))
        body, linked, texts, words = map(self._new.add, parts)
        place = (*body.place, linked.place[1], texts.place[1], words.place[1])
        packed = replace(page, content=body, linked=linked, search=_Read(texts), words=_Read(words))
        return _Row(facts, self._new, place, known(packed, digest))

    def again(self) -> KeptPages:
        """The same packs, to ask what of them another site has."""
        return KeptPages(self._packs)

    def keep(self, false: Collection[str] = ()) -> None:
        """Keeps the pages that were made: only once they are proved, since those kept are not proved again.

        But for those at the addresses that are `false`. Where there are many packs by now, the new one takes the place
        of most.
        """
        self._made = {key: row for key, row in self._made.items() if row.page.address not in false}
        with suppress(OSError):
            if self._new:
                crowd = self._packs.crowd(self._opened)
                moving = {key: row for key, row in self._known.items() if row.pack in crowd and key not in self._made}
                self._made |= {key: self._packed(row.facts, row.page) for key, row in moving.items()}
                self._new.seal(_Note(self._watch).of(self._made))
                self._packs.remove(crowd)
                self._opened = [pack for pack in self._opened if pack not in crowd]
                self._packs.prune()
        self._made, self._new = {}, None

    def _open(self, watch: Watch) -> None:
        """Finds the pages that are unchanged: of several under one key, the last."""
        self._is_open, self._opened, self._watch = True, self._packs.sealed(), watch
        for pack in self._opened:
            with suppress(OSError, ValueError, KeyError, TypeError, IndexError, AttributeError):
                self._known |= _unchanged(pack, watch)


def _key(recipe: Recipe) -> str:
    about = (recipe.make.__module__, recipe.make.__qualname__, repr(recipe.inputs))
    return sha256("\0".join(about).encode("utf-8", "surrogatepass")).hexdigest()


class _Note:
    """The note on a pack, in lines: its pages, and last its facts, each once with its stamp.

    It is written line by line: as a whole it would take more memory than all that is done before.
    """

    def __init__(self, watch: Watch) -> None:
        self._watch = watch
        self._numbers: dict[Fact, int] = {}

    def of(self, rows: dict[str, _Row]) -> Iterator[bytes]:
        for key, row in rows.items():
            numbers = [self._numbers.setdefault(fact, len(self._numbers)) for fact in row.facts]
            yield _line((key, numbers, row.place, row.page.digest, _told(row.page)))
        yield _line([(self._watch.stamp(fact), *fact) for fact in self._numbers])


def _line(value: Any) -> bytes:
    return json.dumps(value, separators=(",", ":")).encode() + b"\n"


def _unchanged(pack: Pack, watch: Watch) -> dict[str, _Row]:
    """The pages of a pack all of whose facts are what they were."""
    *rows, told_facts = pack.note().splitlines()
    facts: list[Fact] = []
    changed: set[int] = set()
    for number, (stamp, table, key, field) in enumerate(json.loads(told_facts)):
        fact = table, tuple(key) if isinstance(key, list) else key, field
        facts.append(fact)
        if watch.stamp(fact) != stamp:
            changed.add(number)
    return {
        key: _Row([facts[n] for n in numbers], pack, place, _page(pack, place, digest, **told))
        for key, numbers, place, digest, told in map(json.loads, rows)
        if changed.isdisjoint(numbers)
    }


_TOLD = [name for name in Page.__dataclass_fields__ if name not in ("content", "linked", "search", "words", "_digest")]


def _told(page: Page) -> dict[str, Any]:
    """What everybody asks of a page, which is all but what is large."""
    fields = {name: getattr(page, name) for name in _TOLD}
    return fields | {"headings": [(heading.level, heading.id, heading.title) for heading in page.headings]}


def _page(pack: Pack, place: Place, digest: str, headings: list[list[Any]], **fields: Any) -> Page:
    start, size, of_body, linked, texts, words = place
    end = start + size + linked
    return known(
        Page(
            content=pack.part(start, size, of_body),
            linked=pack.part(start + size, linked, ""),
            search=_Read(pack.part(end, texts, "")),
            words=_Read(pack.part(end + texts, words, "")),
            headings=tuple(Heading(*heading) for heading in headings),
            **fields,
        ),
        digest,
    )


class _Read(Mapping[str, V]):
    """A mapping that is kept in a part, read when somebody asks for it."""

    def __init__(self, part: Part) -> None:
        self._part = part

    @cached_property
    def _content(self) -> dict[str, V]:
        return dict(json.loads(bytes(self._part)))

    def __getitem__(self, key: str) -> V:
        return self._content[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._content)

    def __len__(self) -> int:
        return len(self._content)

    def items(self) -> ItemsView[str, V]:  # quicker than those of every mapping
        return self._content.items()

    def values(self) -> ValuesView[V]:
        return self._content.values()
