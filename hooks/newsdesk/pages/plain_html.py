"""Whole HTML pages for a folder: the second host, which needs no site generator."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

from newsdesk.pages import addresses
from newsdesk.pages.render import environment
from newsdesk.records import Options, Page

LISTS = (
    (addresses.HOME, "Home"),
    (addresses.BRIEFINGS, "Briefings"),
    *((folder, folder.rstrip("/").title()) for folder in addresses.FOLDERS.values()),
    (addresses.OUTLETS, "Outlets"),
    (addresses.QUOTES, "Quotes"),
    (addresses.TIMELINE, "Timeline"),
    (addresses.NETWORK, "Network"),
)

# Scripts, styles and images are files of the site. "file:" is for a site opened from a folder, which no browser but
# Chromium counts as 'self'. Tables that editors write may say how a column is set.
POLICY = (
    "default-src 'self' file:; script-src 'self' file:; style-src 'self' file:; style-src-attr 'unsafe-inline'; "
    "img-src 'self' file: data:; object-src 'none'; base-uri 'none'; form-action 'self'"
)


def whole_page(page: Page, options: Options, own: Iterable[Page] = ()) -> str:
    """A page in a frame like the one that MkDocs gives it, the links to editors' `own` pages last.

    Its assets stand in `assets/`.
    """
    moved = addresses.relative(page.address, page.redirect_to) if page.redirect_to else ""
    here = addresses.absolute(options.site_url, page.redirect_to or page.address) if options.site_url else moved
    lists = (*LISTS, *((other.address, other.title) for other in own))
    return (
        environment()
        .get_template("plain.html.j2")
        .render(
            page=page,
            site_name=options.site_name,
            canonical=here,
            moved=moved,
            root="../" * page.address.count("/"),
            json_ld=[Markup(item) for item in page.json_ld],
            lists=[
                (addresses.relative(page.address, there), text, _below(page.address, there)) for there, text in lists
            ],
            policy=POLICY,
            contents=[heading for heading in page.headings if heading.level == 2],
            body=Markup(page.html),
        )
    )


def _below(here: str, there: str) -> bool:
    """Whether a page is the list at `there` or one of its pages."""
    return here.startswith(there) if there else not here
