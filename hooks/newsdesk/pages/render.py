"""Stand-in, to be replaced whole: Knowledge → Pages."""

from __future__ import annotations

from html import escape

from newsdesk.records import Heading, Knowledge, Options, Page, Source


def render(knowledge: Knowledge, options: Options) -> tuple[Page, ...]:
    home = "".join(f'<p><a href="sources/{escape(key)}/index.html">{escape(key)}</a></p>' for key in knowledge.sources)
    pages = [Page("", options.site_name, home, "home")]
    return (*pages, *(_source(source) for source in knowledge.sources.values()))


def _source(source: Source) -> Page:
    html = "".join(f'<p id="p{p.n}">{escape(p.span.of(source.text))}</p>' for p in source.paragraphs)
    headings = tuple(Heading(2, f"p{p.n}", f"Paragraph {p.n}") for p in source.paragraphs)
    return Page(f"sources/{source.id}/", source.id, html, "source", headings, search={"": source.text})
