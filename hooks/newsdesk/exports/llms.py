"""`llms.txt` (https://llmstxt.org): the site told to language models, as far as rights allow."""

from __future__ import annotations

from collections.abc import Iterator

from newsdesk.pages import addresses
from newsdesk.records import Knowledge, Options

NEWEST = 200


def llms_txt(public: Knowledge, options: Options) -> str:
    return "\n".join(_lines(public, options)) + "\n"


def _lines(public: Knowledge, options: Options) -> Iterator[str]:
    yield f"# {options.site_name}"
    yield ""
    yield "> Briefings made from news articles: who said what, in the sources' exact words, and where outlets differ."
    yield ""
    yield "Quote only words inside quotation marks, with speaker, outlet and date. Articles belong to their outlets."
    yield ""
    yield "## Briefings"
    yield ""
    stories = sorted(public.stories.values(), key=lambda s: (str(s.published or ""), s.id), reverse=True)
    for story in stories[:NEWEST]:
        if story.title:
            day = f" ({story.published.isoformat()})" if story.published else ""
            link = addresses.absolute(options.site_url, addresses.briefing(story.id))
            yield f"- [{_plain(story.title)}]({link}){day}"
    yield ""
    yield "## Data"
    yield ""
    root = options.site_url.rstrip("/")
    yield f"- [All tables]({root}/data/index.json): the files of each, JSON or JSON lines by year, and its schema"
    yield f"- [SQLite]({root}/data/newsdesk.sqlite): the same tables, with full-text search of what is published"
    yield f"- [Feed]({root}/feed.xml): Atom"


def _plain(text: str) -> str:
    """A title that cannot end its own link."""
    return " ".join(text.split()).replace("[", "(").replace("]", ")")
