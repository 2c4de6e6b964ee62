"""The desk's pieces of HTML, made when a page of the preview asks for them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from threading import RLock
from typing import Any

from newsdesk.pages import addresses, words
from newsdesk.pages.desk import in_place
from newsdesk.pages.desk.questions import GROUPS, Question, questions
from newsdesk.pages.desk.views import asked, at_address
from newsdesk.pages.place import Place
from newsdesk.pages.render import environment
from newsdesk.pages.site import Site
from newsdesk.records import VOCABULARY, Knowledge, Options, article_file

FOUND = 8  # names or headlines that a search for some letters shows
LEAST = 2  # letters that are searched for


@dataclass(frozen=True, slots=True)
class Fragment:
    """Some HTML, and the ids of the files that it was made from and may change."""

    html: str
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SearchHit:
    """A profile or an article that can be chosen."""

    id: str
    name: str
    about: str
    file: str


class Fragments:
    """The pieces of one build; several threads may ask, one is answered at a time."""

    def __init__(self, everything: Knowledge, options: Options) -> None:
        self._everything = everything
        self._options = options
        self._lock = RLock()

    @cached_property
    def _site(self) -> Site:
        """All that is known, with nothing held back: the editor sees what readers do not."""
        return Site(self._everything, self._options)

    @cached_property
    def _questions(self) -> tuple[Question, ...]:
        return questions(self._site, self._everything)

    @cached_property
    def _pages(self) -> Mapping[str, tuple[str, str]]:
        return at_address(self._everything)

    def queue(self) -> list[tuple[str, str]]:
        """Every question's id and the group that it is of, in the order in which they are asked."""
        with self._lock:
            return [(question.id, GROUPS[question.kind]) for question in self._questions]

    def question(self, key: str) -> Fragment | None:
        """One question; None where it is settled, or there never was one."""
        with self._lock:
            found = next((question for question in self._questions if question.id == key), None)
            if found is None:
                return None
            view = asked(Place(self._site, addresses.DESK), self._everything, found)
            return Fragment(self._printed("question", view), view.files)

    def form(self, address: str, quote: str = "", part: str = "") -> Fragment | None:
        """The decisions open at an address: on a quote there, on marked words, else on the page."""
        with self._lock:
            kind, key = self._pages.get(address, ("", ""))
            place = Place(self._site, address)
            view: Any
            if quote:
                view, name = in_place.of_quote(place, self._everything, quote), "quote"
            elif part == "marked" and kind == "source":
                view, name = in_place.of_source(place, self._everything, key), "marked"
            elif kind in ("source", "profile", "briefing"):
                make = {
                    "source": in_place.of_source,
                    "profile": in_place.of_profile,
                    "briefing": in_place.of_briefing,
                }[kind]
                view, name = make(place, self._everything, key), kind
            else:
                return None
            return Fragment(self._printed("form", view, name), view.files) if view else None

    def _printed(self, template: str, view: Any, name: str = "") -> str:
        return environment().get_template(f"desk/{template}.html.j2").render(view=view, name=name)

    def names(self, letters: str) -> list[SearchHit]:
        """Profiles whose name has some letters: those named most first, those that begin with them before others."""
        with self._lock:
            entities = self._everything.entities.values()
            wanted = letters.casefold().strip()
            fitting = [e for e in entities if wanted in e.name.casefold()] if len(wanted) >= LEAST else []
            best = sorted(fitting, key=lambda e: (not _begins(e.name, wanted), -len(e.mentions), e.id))[:FOUND]
            return [
                SearchHit(e.id, e.name, f"{words.TYPES[e.type]}, {in_place.counted(e)}", VOCABULARY[e.type])
                for e in best
            ]

    def articles(self, letters: str) -> list[SearchHit]:
        """Articles whose headline has some letters, newest first."""
        with self._lock:
            wanted = letters.casefold().split()
            return [] if len("".join(wanted)) < LEAST else list(self._articles(wanted))[:FOUND]

    def _articles(self, wanted: list[str]) -> Iterator[SearchHit]:
        for article in self._site.sources:
            if all(part in article.title.casefold() for part in wanted):
                about = f"{self._site.outlet(article.id)}, {words.day(article.meta.published)}"
                yield SearchHit(article.id, article.title, about, article_file(article.id))


def _begins(name: str, wanted: str) -> bool:
    return any(part.startswith(wanted) for part in (name.casefold(), *name.casefold().split()))
