"""Pages as they are kept: what everybody asks of one is read at once, what is large when somebody does."""

from __future__ import annotations

import json
from collections.abc import Callable, ItemsView, Iterator, Mapping, Sequence, ValuesView
from functools import cached_property
from typing import Any, TypeVar

from newsdesk.memo.file import Body
from newsdesk.memo.memo import Kind
from newsdesk.records import Heading, Page, known

V = TypeVar("V")
_LARGE = ("content", "linked", "search", "words")
_TOLD = [name for name in Page.__dataclass_fields__ if name not in _LARGE]


class _Pages(Kind[Page]):
    def dump(self, value: Page) -> tuple[bytes, Sequence[bytes]]:
        told = {name: getattr(value, name) for name in _TOLD}
        told |= {"headings": [(heading.level, heading.id, heading.title) for heading in value.headings]}
        return _line((value.digest, told)), _parts(value)

    def load(self, head: bytes, body: Sequence[Body]) -> Page:
        digest, told = json.loads(head)
        content, linked, texts, words = body
        told["headings"] = tuple(Heading(*heading) for heading in told["headings"])
        return known(Page(content=content, linked=linked, search=_Read(texts), words=_Read(words), **told), digest)


PAGES = _Pages("pages", remembered=False)


def _parts(page: Page) -> list[bytes]:
    return [page.body, bytes(page.linked), _line(dict(page.search)), _line(dict(page.words))]


def _line(value: Any) -> bytes:
    return json.dumps(value, separators=(",", ":")).encode()


def restorable(page: Page, make: Callable[[], Page]) -> Page:
    """The same page, which is made again should what is large of it be gone when somebody asks for it."""
    parts = (page.content, page.linked, *(it.part for it in (page.search, page.words) if isinstance(it, _Read)))
    for number, part in enumerate(parts):
        if isinstance(part, Body):
            part.again = lambda number=number: _parts(make())[number]
    return page


class _Read(Mapping[str, V]):
    """A mapping that is kept in a part, read when somebody asks for it."""

    def __init__(self, part: Body) -> None:
        self.part = part

    @cached_property
    def _content(self) -> dict[str, V]:
        return dict(json.loads(bytes(self.part)))

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
