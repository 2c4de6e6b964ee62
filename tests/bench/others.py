"""The same finished pages as Markdown, for other programs: plain MkDocs with Material, Zensical, Hugo.

Every page that our build makes becomes one Markdown file at the same address: headings with their ids, paragraphs
with theirs, lists, tables, links, block quotes, written by markdownify from the finished HTML. It is what a person
would have to keep in `docs/` to publish the same text; classes, figures and the data beside the pages are not in it.
The lists are in the navigation, nothing else is; search is on. Zensical builds the same files with the same
`mkdocs.yml`. Hugo has no Material: it gets a theme of thirty lines that prints the same navigation, contents and text,
and an index of all texts as JSON, which is less than Material's frame.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

import markdownify

from newsdesk.records import Page

NAV = ("", "briefings/", "people/", "organisations/", "places/", "quotes/", "timeline/", "network/")
MKDOCS = """\
site_name: Plain
site_url: https://news.example/
theme: {name: material, font: false}
plugins: [search]
markdown_extensions: [abbr, admonition, attr_list, def_list, footnotes, tables, {toc: {permalink: true}}]
validation: {nav: {omitted_files: ignore}, links: {not_found: ignore, unrecognized_links: ignore, anchors: ignore}}
"""
HUGO = """\
baseURL = "https://news.example/"
title = "Plain"
disableKinds = ["taxonomy", "term", "RSS"]
[outputs]
home = ["html", "json"]
[markup.goldmark.parser.attribute]
block = true
[menus]
"""
LAYOUT = """\
<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>{{ .Title }} – {{ .Site.Title }}</title><link rel="canonical" href="{{ .Permalink }}">
<link rel="stylesheet" href="/main.css"></head>
<body><header><a href="/">{{ .Site.Title }}</a><input type="search"><nav><ul>
{{ range .Site.Menus.main }}<li><a href="{{ .URL }}">{{ .Name }}</a></li>{{ end }}
</ul></nav></header>
<main>{{ .TableOfContents }}<article>{{ .Content }}</article></main><footer>{{ .Site.Title }}</footer></body></html>
"""
INDEX = """\
[{{ range $n, $page := .Site.Pages }}{{ if $n }},{{ end }}
{{ dict "location" .RelPermalink "title" .Title "text" .Plain | jsonify }}{{ end }}]
"""


class Converter(markdownify.MarkdownConverter):  # type: ignore[misc]
    """Keeps the ids of headings and paragraphs, as `attr_list` and Goldmark read them."""

    def convert_hN(self, n: int, el: Any, text: str, parent_tags: Any) -> str:  # noqa: N802
        return _with_id(super().convert_hN(n, el, text, parent_tags), el, " ")

    def convert_p(self, el: Any, text: str, parent_tags: Any) -> str:
        return _with_id(super().convert_p(el, text, parent_tags), el, "\n")


def _with_id(markdown: str, el: Any, before: str) -> str:
    text = str(markdown).rstrip("\n")
    return f"{text}{before}{{#{el['id']}}}\n\n" if el.get("id") and text.strip() else str(markdown)


def as_markdown(page: Page) -> str:
    text = Converter(heading_style="ATX", escape_misc=True).convert(page.html)
    return f"---\ntitle: {json.dumps(page.title)}\n---\n\n{text.strip()}\n"


def write_others(folder: Path, pages: Iterable[Page], kept: Path) -> tuple[Path, Path]:
    """The folders of the plain site (MkDocs, Zensical) and of Hugo's; texts made before are in `kept`, by digest."""
    made = list(pages)
    kept.mkdir(parents=True, exist_ok=True)
    missing = [page for page in made if not (kept / page.digest).exists()]
    with ProcessPoolExecutor() as pool:
        for page, text in zip(missing, pool.map(as_markdown, missing, chunksize=20), strict=True):
            (kept / page.digest).write_text(text, encoding="utf-8")
    shutil.rmtree(folder, ignore_errors=True)
    plain, hugo = folder / "plain", folder / "hugo"
    above = {"", *(f"{page.address.rstrip('/').rpartition('/')[0]}/" for page in made)}
    for page in made:
        name = "_index.md" if page.address in above else "index.md"  # what has pages below it is no leaf to Hugo
        for path in (plain / "docs" / page.address / "index.md", hugo / "content" / page.address / name):
            path.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(kept / page.digest, path)
    listed = {page.address: page.title for page in made if page.address in NAV}
    nav = json.dumps([f"{address}index.md" for address in listed])
    (plain / "mkdocs.yml").write_text(f"{MKDOCS}nav: {nav}\n")
    menu = [f'[[menus.main]]\nname = {json.dumps(title)}\npageRef = "/{address}"' for address, title in listed.items()]
    (hugo / "hugo.toml").write_text("\n".join([HUGO, *menu]))
    for name, content in {
        "single.html": LAYOUT,
        "list.html": LAYOUT,
        "index.html": LAYOUT,
        "index.json": INDEX,
    }.items():
        path = hugo / "layouts" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content)
    return plain, hugo
