"""A page before its template is filled, and before even that."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from newsdesk.pages.place import Place


@dataclass(frozen=True, slots=True)
class Draft:
    """What `render` needs to make a `Page`: the template's name, and the view it prints."""

    place: Place
    kind: str
    title: str
    view: Any
    template: str = ""  # the kind's own where empty
    description: str = ""
    json_ld: tuple[Mapping[str, Any], ...] = ()
    meta: Mapping[str, str] = field(default_factory=dict)
    date: str = ""
    redirect_to: str = ""
    story: str = ""  # the address of its briefing
    quoted: tuple[tuple[str, str, str], ...] = ()  # id, speaker and words of quotes that a search is to find here
    search_boost: float = 1.0
    has_card: bool = False  # whether an image of its own stands for it; else the site's does


@dataclass(frozen=True, slots=True)
class Recipe:
    """A page that need not be made where it was kept, nor before somebody asks for it.

    `make(site, *inputs)` gives its draft. `make` is a function of a module, and `inputs` are plain values: all else
    that the page shows, `make` looks up in the site, which notes it. What is read past the site's tables would not
    be noticed when it changes.
    """

    make: Callable[..., Draft]
    inputs: tuple[Any, ...]
    address: str  # those of its draft
    kind: str
