"""Pages that editors write: `[[names]]`, `![[quote:…]]` and `![[statement:…]]` in their Markdown.

One Python-Markdown extension, so that code, escapes and footnotes are what Markdown takes them for. What it
makes is finished HTML and is put aside until the rest is done: no other extension sees it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import get_close_matches
from functools import cached_property
from html import escape
from typing import Any
from xml.etree import ElementTree

from markdown import Markdown
from markdown.blockprocessors import BlockProcessor
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor
from markdown.treeprocessors import Treeprocessor

from newsdesk.pages import addresses, words
from newsdesk.pages.directory import Directory, Target, either
from newsdesk.pages.place import Place
from newsdesk.pages.render import environment
from newsdesk.pages.site import Site
from newsdesk.pages.views.callout import callout
from newsdesk.pages.views.wordings import compared_wordings
from newsdesk.records import EditorsPage, Entity, Knowledge, Problem

EXTENSIONS = ("abbr", "admonition", "attr_list", "def_list", "fenced_code", "footnotes", "tables", "toc")
_LINK = r"\[\[(?P<to>[^\[\]|]*)(?:\|(?P<shown>[^\[\]]*))?\]\]"
_EMBED = re.compile(r"^ {0,3}!\[\[(?P<kind>quote|statement):(?P<id>[^\[\]|\n]+)\]\][ \t]*$", re.MULTILINE)
_ANY = re.compile(r"\[\[\s*(quote|statement):\s*([^\[\]|\s]+)")
_SKIPPED = frozenset(["a", "code", "pre", "script", "style", *(f"h{n}" for n in range(1, 7))])
_CODE = re.compile(r"^```.*?^```|`[^`\n]+`", re.MULTILINE | re.DOTALL)
_MISTYPED = 0.8  # of 1: how alike two addresses are of which one is probably the other
_OPENED = (*addresses.FOLDERS.values(), addresses.BRIEFINGS)  # folders of pages whose opening text an editor may write
_HEADINGS = frozenset(f"h{n}" for n in range(1, 7))


class EditorsMarkdown(Extension):
    """The extension for all pages of one build; `open` says which page comes next."""

    def __init__(self, knowledge: Knowledge, site: Site) -> None:
        """`site`: an editor's page shows no more of a source than the site's own pages."""
        super().__init__()
        self._knowledge = knowledge
        self.site = site
        self.page = EditorsPage("", "", "")
        self.place: Place | None = None
        self._problems: list[Problem] = []

    @cached_property
    def directory(self) -> Directory:
        return Directory(self.site.public)

    @cached_property
    def curated(self) -> dict[str, Entity]:
        """What links by itself: the names of curated entities that have a page and share them with no other."""
        entities = self.site.public.entities.values()
        names = {entity.name: entity for entity in entities if entity.curated}
        return {name: entity for name, entity in names.items() if self.directory.find(name)}

    @cached_property
    def curated_pattern(self) -> re.Pattern[str] | None:
        longest_first = sorted(self.curated, key=lambda name: (-len(name), name))
        return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)") if longest_first else None

    def open(self, page: EditorsPage) -> None:
        """What is rendered next is this page."""
        self.page = page
        self.place = Place(self.site, page.address) if _names_something(page) else None
        self._problems = []

    def close(self) -> tuple[str, list[Problem]]:
        """What belongs at the end of the page, preview cards, and what is wrong with it."""
        if self.place is None:
            return "", []
        macros: Any = environment().get_template("parts.html.j2").module
        return self.place.whole(str(macros.cards(self.place)).strip()), sorted(set(self._problems))

    def wrong(self, raw: str, message: str, remedy: str) -> None:
        """A problem at every line where these words begin."""
        for found in re.finditer(re.escape(raw), self.page.text):
            number = self.page.first_line + self.page.text.count("\n", 0, found.start())
            self._problems.append(Problem(self.page.path, number, "warning", message, remedy))

    def unknown(self, raw: str, reference: str) -> None:
        what, remedy = self.directory.why_not(reference)
        self.wrong(raw, f"{' '.join(raw.split())} {what}", remedy)

    @property
    def here(self) -> Place:
        assert self.place, "open() says which page is rendered"
        return self.place

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        md.parser.blockprocessors.register(_Embeds(self, md), "newsdesk-embeds", 75)
        md.inlinePatterns.register(_StrayEmbeds(self, md), "newsdesk-stray-embeds", 176)
        md.inlinePatterns.register(_Links(self, md), "newsdesk-links", 175.5)
        md.treeprocessors.register(_AutoLinks(self, md), "newsdesk-autolinks", 15)

    def link(self, target: Target, shown: str) -> str:
        """The HTML of a link to a target, with a preview card where it is an entity's."""
        entity = self._by_address.get(target.address)
        place = self.here
        href = place.href(target.address, target.anchor)
        card = place.entity(entity).card if entity else ""
        attributes = f' class="nd-name" data-card="{escape(card)}"' if card else ""
        return f'<a{attributes} href="{escape(href)}">{escape(shown, quote=False)}</a>'

    @cached_property
    def made(self) -> frozenset[str]:
        """The addresses of all profiles and briefings, whose opening text an editor may write."""
        stories = map(addresses.briefing, self._knowledge.stories)
        return frozenset((*map(addresses.profile, self._knowledge.entities.values()), *stories))

    @cached_property
    def _by_address(self) -> dict[str, Entity]:
        return {addresses.profile(entity): entity for entity in self.site.public.entities.values()}

    def cited(self, reference: str, target: Target) -> str:
        """How a link without words of its own reads: a source's place as a citation, a quote as its words."""
        name, _, anchor = reference.partition("#")
        kind, _, identifier = name.partition(":")
        if kind.strip() == "source" and anchor:
            source = self.site.source(identifier.strip())
            day = words.day(source.meta.published)
            return f"“{target.text}”, {self.site.outlet(source.id)}, {day}, paragraph {anchor.removeprefix('p')}"
        return f"“{target.text}”" if kind.strip() == "quote" else target.text


def _names_something(page: EditorsPage) -> bool:
    return page.autolink or "[[" in _CODE.sub("", page.text)


def _folder(page: EditorsPage) -> str:
    """The folder of profiles or briefings that a page lies in; "" for none."""
    return next((f for f in _OPENED if page.address.startswith(f) and page.address != f), "")


def problems_of(pages: Iterable[EditorsPage], written: EditorsMarkdown) -> list[Problem]:
    """What is wrong with editors' pages, found by rendering those that name something of the sources."""
    found = []
    markdown = Markdown(extensions=[*EXTENSIONS, written])
    for page in pages:
        written.open(page)
        if written.place is not None:
            markdown.reset().convert(page.text)
        found += [*page.problems, *written.close()[1]]
        found += _lonely(page, written)
    return found


def _lonely(page: EditorsPage, written: EditorsMarkdown) -> list[Problem]:
    """A page among the profiles or briefings that opens none of them, where its name is probably mistyped, or its
    entry waits for an article. Any other stands alone, as an editor may want it to."""
    folder = _folder(page)
    if not folder or page.address in written.made:
        return []
    near = get_close_matches(page.address, (a for a in written.made if a.startswith(folder)), n=3, cutoff=_MISTYPED)
    if near:
        names = [f"{address.removeprefix(folder).rstrip('/')}.md" for address in near]
        what, remedy = "opens no profile and no briefing, and stands alone", f"did you mean {either(names)}?"
    elif waiting := written.directory.waits(page.address.removeprefix(folder).rstrip("/")):
        what = f"stands alone, for no article names {waiting.name} yet"
        remedy = "nothing to do: it opens the profile as soon as there is one"
    else:
        return []
    return [Problem(page.path, 0, "note", what, remedy)]


class _Links(InlineProcessor):
    def __init__(self, written: EditorsMarkdown, md: Markdown) -> None:
        super().__init__(rf"(?<!!){_LINK}", md)
        self._written = written

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[Any, int, int]:  # type: ignore[override]  # noqa: N802
        reference, shown = " ".join(m["to"].split()), " ".join((m["shown"] or "").split())
        target = self._written.directory.find(reference)
        if target is None:
            self._written.unknown(m[0], reference)
            return shown or reference, m.start(0), m.end(0)
        html = self._written.link(target, shown or self._written.cited(reference, target))
        return self.md.htmlStash.store(html), m.start(0), m.end(0)


class _StrayEmbeds(InlineProcessor):
    """An embed within a line: a figure cannot stand in a paragraph."""

    def __init__(self, written: EditorsMarkdown, md: Markdown) -> None:
        super().__init__(rf"!{_LINK}", md)
        self._written = written

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[Any, int, int]:  # type: ignore[override]  # noqa: N802
        known = m["to"].partition(":")[0] in ("quote", "statement")
        remedy = "put it on a line of its own" if known else "write ![[quote:…]] or ![[statement:…]]"
        self._written.wrong(m[0], f"{m[0]} cannot be shown here", remedy)
        return "", m.start(0), m.end(0)


class _Embeds(BlockProcessor):
    """`![[quote:ID]]` or `![[statement:ID]]` on a line of its own: a callout, or all wordings side by side."""

    def __init__(self, written: EditorsMarkdown, md: Markdown) -> None:
        super().__init__(md.parser)
        self._written = written

    def test(self, parent: ElementTree.Element, block: str) -> bool:
        return bool(_EMBED.search(block))

    def run(self, parent: ElementTree.Element, blocks: list[str]) -> bool:
        block = blocks.pop(0)
        m = _EMBED.search(block)
        assert m
        if before := block[: m.start()].strip("\n"):
            self.parser.parseBlocks(parent, [before])
        html = self._html(m[0].strip(), m["kind"], m["id"].strip())
        if html:
            ElementTree.SubElement(parent, "p").text = self.parser.md.htmlStash.store(html)
        if after := block[m.end() :].strip("\n"):
            blocks.insert(0, after)
        return True

    def _html(self, raw: str, kind: str, identifier: str) -> str:
        written = self._written
        knowledge = written.site.knowledge
        macros: Any = environment().get_template("parts.html.j2").module
        if kind == "quote" and (ref := knowledge.quotes.get(identifier)):
            html = str(macros.callout(callout(written.here, ref.source, written.site.quote(ref)))).strip()
            return written.here.whole(html)
        if kind == "statement" and (statement := knowledge.statements.get(identifier)):
            return str(macros.compared(compared_wordings(written.here, statement), "p")).strip()
        known = knowledge.quotes if kind == "quote" else knowledge.statements
        near = [f"{kind}:{key}" for key in get_close_matches(identifier, known, n=3, cutoff=0.5)]
        meant = f"did you mean {either(near)}?" if near else "an article's page shows the ids of its quotes"
        written.wrong(raw, f"there is no {kind} {identifier}", meant)
        return ""


class _AutoLinks(Treeprocessor):
    """Links the first mention of each curated name in a section, where the page asks for it."""

    def __init__(self, written: EditorsMarkdown, md: Markdown) -> None:
        super().__init__(md)
        self._written = written

    def run(self, root: ElementTree.Element) -> None:
        if self._written.page.autolink and self._written.curated_pattern:
            self._seen: set[str] = set()
            self._visit(root)

    def _visit(self, element: ElementTree.Element) -> None:
        if element.tag in _HEADINGS:
            self._seen.clear()
        if element.tag not in _SKIPPED:
            element.text = self._linked(element.text)
            for child in element:
                self._visit(child)
                child.tail = self._linked(child.tail)

    def _linked(self, text: str | None) -> str | None:
        if not text:
            return text
        pattern = self._written.curated_pattern
        assert pattern
        return pattern.sub(self._link, self._note_links(text))

    def _note_links(self, text: str) -> str:
        """The text as it is; what an editor linked in it by hand needs no second link."""
        stash = self.md.htmlStash
        for number in re.findall("\x02wzxhzdk:(\\d+)\x03", text):
            self._seen.update(re.findall(r'data-card="card-([^"]+)"', str(stash.rawHtmlBlocks[int(number)])))
        return text

    def _link(self, m: re.Match[str]) -> str:
        entity = self._written.curated[m[0]]
        if entity.id in self._seen or addresses.profile(entity) == self._written.here.here:
            return m[0]
        self._seen.add(entity.id)
        return self.md.htmlStash.store(self._written.link(Target(addresses.profile(entity), "", m[0]), m[0]))
