"""A Markdown extension for `mkdocs.yml`: stops a host that reads that file and passes over its hooks, as Zensical does.

Such a host would build the editors' own pages and, without a word, none that is made of an article.
"""

from __future__ import annotations

from markdown import Extension, Markdown
from markdown.preprocessors import Preprocessor

MISSING = (
    "mkdocs.yml: this program passes over `hooks`, so its site would be without a single article; run `mkdocs build`, "
    "or `newsdesk write DIR --markdown` and build in DIR"
)


class HookMissingError(Exception):
    """The hook has not run; the text is one line that says what happened and what to do."""


class Hooked(Extension):
    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        md.preprocessors.register(_First(md), "newsdesk-hooked", 1000)


class _First(Preprocessor):
    def run(self, lines: list[str]) -> list[str]:
        """The lines as they are. Raises HookMissingError where no hook has added `pages.written`."""
        if "newsdesk-links" not in self.md.inlinePatterns:
            raise HookMissingError(MISSING)
        return lines


def makeExtension() -> Hooked:  # noqa: N802
    return Hooked()
