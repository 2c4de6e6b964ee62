"""What was found in a file: an article as understood, or why there is none."""

from __future__ import annotations

from dataclasses import dataclass

from newsdesk.records import Metadata


class IncomingError(Exception):
    """The bytes hold no article; the text is one line: what happened; what to do.

    `doubted`: there is some text, and it looks like no article; an editor who knows better may have it all the same.
    """

    def __init__(self, why: str, doubted: bool = False) -> None:
        super().__init__(why)
        self.doubted = doubted


@dataclass(frozen=True, slots=True)
class Incoming:
    """An article as understood. `text` is paragraphs with a blank line between; `meta`: what it says of itself."""

    text: str
    read_as: str  # "HTML", "PDF", "Word file", "mail", "text"
    meta: Metadata
    doubt: str = ""  # what an editor should look at
