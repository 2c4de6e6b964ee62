"""Knowledge → Pages."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields
from functools import cache
from itertools import chain
from typing import Any

import jinja2
from jinja2.utils import htmlsafe_json_dumps
from markupsafe import Markup

from newsdesk.pages import addresses, linked, outline
from newsdesk.pages.draft import Draft, Recipe
from newsdesk.pages.place import Link, Place
from newsdesk.pages.site import Site
from newsdesk.pages.views import (
    briefing,
    corrections,
    desk,
    home,
    lists,
    network,
    outlet,
    profile,
    quotes,
    source,
    timeline,
)
from newsdesk.records import Knowledge, Options, Page, bytes_of

VIEWS = (home, briefing, source, profile, lists, outlet, quotes, timeline, network, corrections)


def render(knowledge: Knowledge, options: Options) -> Iterator[Page]:
    """Every page of the site, made here and anew, only from what may be published.

    In preview there is also the Editor's desk, which shows what readers do not see.
    """
    site = Site.of(knowledge, options)
    site.prepare()
    for recipe in chain(*planned(site), desk_of(site, knowledge)):
        yield made(site, recipe)


def planned(site: Site) -> list[list[Recipe]]:
    """The recipes and drafts of all pages, by kind."""
    return [list(view.drafts(site)) for view in VIEWS]


def desk_of(site: Site, knowledge: Knowledge) -> list[Recipe]:
    """The Editor's desk, in preview only."""
    return list(desk.drafts(site, knowledge)) if site.options.preview else []


def made(site: Site, recipe: Recipe) -> Page:
    """The page of a recipe."""
    return page_of(site, recipe.make, *recipe.inputs)


def page_of(site: Site, make: Callable[..., Draft], *inputs: Any) -> Page:
    """The page that a recipe makes of its inputs."""
    return page(make(site, *inputs))


def page(draft: Draft) -> Page:
    """The page of one draft."""
    template = environment().get_template(f"{draft.template or draft.kind}.html.j2")
    html = draft.place.whole(
        template.render(
            view=draft.view, place=draft.place, title=draft.title, kind=draft.kind, trail=trail(draft.place)
        )
    )
    texts = outline.search_text(html)
    return Page(
        address=draft.place.here,
        title=draft.title,
        content=bytes_of(html),
        kind=draft.kind,
        headings=outline.headings(html),
        description=_short(draft.description),
        search=texts | {key: quoted for key, _, quoted in draft.quoted},
        speakers={key: speaker for key, speaker, _ in draft.quoted},
        story=draft.story,
        words=outline.counted(texts),
        linked="\n".join(
            htmlsafe_json_dumps(data, sort_keys=True) for data in (*draft.json_ld, *_breadcrumbs(draft))
        ).encode(),
        meta=_open_graph(draft),
        date=draft.date,
        search_boost=draft.search_boost,
        redirect_to=draft.redirect_to,
    )


def trail(place: Place) -> list[Link]:
    """The pages above one, from the home page on."""
    return [place.link(address, addresses.TITLES[address]) for address in _above(place.here)]


def _above(here: str) -> list[str]:
    """The home page, and the list that a page belongs to."""
    folder, _, rest = here.partition("/")
    return [addresses.HOME, *([f"{folder}/"] if rest else [])] if here else []


def _breadcrumbs(draft: Draft) -> Iterator[Mapping[str, Any]]:
    here = draft.place.here
    if here:
        above = [(addresses.TITLES[address], address) for address in _above(here)]
        yield linked.breadcrumbs(draft.place.site, [*above, (draft.title, here)])


def _open_graph(draft: Draft) -> dict[str, str]:
    options = draft.place.site.options
    image = addresses.card(draft.place.here) if draft.has_card else addresses.SITE_CARD
    pictured = {
        "og:image": addresses.absolute(options.site_url, image),
        "og:image:alt": draft.title if draft.has_card else options.site_name,
        "og:image:width": str(addresses.CARD_SIZE[0]),
        "og:image:height": str(addresses.CARD_SIZE[1]),
    }
    return {
        "og:title": draft.title,
        "og:description": _short(draft.description),
        "og:type": "website",
        "og:site_name": options.site_name,
        **(pictured if options.pictured else {}),
        **draft.meta,
    }


def _short(text: str, limit: int = 200) -> str:
    """A description as search engines show it: whole words, at most `limit` characters."""
    line = " ".join(text.split())
    return line if len(line) <= limit else line[: line.rfind(" ", 0, limit)].rstrip(",;:") + " …"


@cache
def environment() -> jinja2.Environment:
    """Templates that escape everything and know no undefined names."""
    made = jinja2.Environment(
        loader=jinja2.PackageLoader("newsdesk.pages"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["editors_markdown"] = editors_markdown
    made.filters["as_json"] = as_json
    return made


def editors_markdown(text: str) -> Markup:
    """An editor's own field as HTML: CommonMark without raw HTML or images, its links to the web only."""
    return Markup(_markdown().render(text))


def as_json(view: Any) -> Markup:
    """A view's fields for a script element of type application/json; no "<" of its text can end the element."""
    told = json.dumps(view, ensure_ascii=False, separators=(",", ":"), default=_fields)
    return Markup(told.replace("<", "\\u003c"))


def _fields(view: Any) -> dict[str, Any]:
    return {field.name: getattr(view, field.name) for field in fields(view)}


@cache
def _markdown() -> Any:
    from markdown_it import MarkdownIt  # slow to import, and few pages show an editor's own text

    made = MarkdownIt("commonmark", {"html": False}).disable("image")  # an image may ask a third party
    made.validateLink = lambda url: url.startswith(("https://", "http://"))  # type: ignore[method-assign]
    return made
