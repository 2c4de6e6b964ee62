"""The paragraphs of a page's article."""

from __future__ import annotations

import re
from copy import deepcopy
from datetime import date
from typing import Any

from newsdesk.reading.furniture import furniture
from newsdesk.reading.incoming.day import as_written
from newsdesk.reading.incoming.footers import without_list
from newsdesk.reading.incoming.prepared import prepare
from newsdesk.reading.incoming.stated import Stated, texts
from newsdesk.reading.incoming.words import bare, tidy

PULLED = 600  # characters that a pull quote has at most
KEPT = 0.7  # of a text, without what it says twice
_BESIDE = frozenset(("advertisement", "read-more", "share", "sign-up", "copyright", "contact", "follow", "address",
                     "separator", "byline", "ticker"))  # fmt: skip
_TABLE = re.compile(r"^(?=[^|]*\|)[\s|:-]*$")


def paragraphs(tree: Any, says: Stated, title: str) -> tuple[str, ...]:
    """The paragraphs of a page's article, without its headline and without pull quotes, which repeat what it says.

    Found by trafilatura (Barbaresi 2021), in a tree from which we take what it leaves in, and in which we write out
    what it leaves out. Where it finds little of a text that the linked data have in full, the text is theirs.
    """
    import trafilatura  # slow to import, and only `newsdesk add` needs it

    made = deepcopy(tree)
    prepare(made)
    options: dict[str, Any] = {"include_comments": False, "include_tables": True, "deduplicate": False}
    text = trafilatura.extract(made, **options) or ""
    if len(text.split()) < 25:  # what we took out was what there is
        other = trafilatura.extract(deepcopy(tree), **options) or ""
        text = max(text, other, key=len)
    return _once(without_list(_whole(_lines(text), says)), title)


def without_beside(text: tuple[str, ...]) -> tuple[str, ...]:
    """The paragraphs without those that are furniture, whatever page they stand in."""
    return tuple(line for line in text if not _is_beside(line))


def _is_beside(line: str) -> bool:
    """Whether a line is none of the article: a button, a number alone, an invitation, the day, who may copy it."""
    if not re.search(r"[^\W\d_]", line):
        return " | " not in line
    found = furniture(line)
    if found is None:
        return False
    return found.rule in _BESIDE or (found.rule == "stamp" and as_written(line, date.today()) is not None)


def _lines(text: str) -> list[str]:
    """Lines of a text, a table's rows among them, without the marks of lists."""
    lines = []
    for line in text.split("\n"):
        if _TABLE.fullmatch(line) or not line.strip():
            continue
        if line.lstrip().startswith("|") or line.rstrip().endswith("|"):
            line = " | ".join(filter(None, (tidy(cell) for cell in line.split("|"))))
        lines.append(re.sub(r"^\s*[-•*]\s+(?=\S)", "", tidy(line)))
    return lines


def _whole(lines: list[str], says: Stated) -> list[str]:
    """The lines, or those of the article in the linked data, where these have much more of it."""
    stated = next(iter(texts_with_lines(says.article.get("articleBody"))), "")
    if len(stated.split()) < 1.5 * sum(len(line.split()) for line in lines) or len(stated.split()) < 60:
        return lines
    found = [tidy(line) for line in re.split(r"\n+|(?<=[.!?”\"])\s{3,}", stated) if line.strip()]
    return found if len(found) > 1 and "<" not in stated else lines


def texts_with_lines(value: Any) -> list[str]:
    """The texts of a value of linked data, their lines as they are."""
    return [one for one in (value if isinstance(value, list) else [value]) if isinstance(one, str) and texts(one)]


def _once(lines: list[str], title: str) -> tuple[str, ...]:
    head = bare(title)
    lines = [line for line in lines if not head or bare(line) != head]
    compared = [_compared(line) for line in lines]
    whole = "\n".join(compared)
    seen: set[str] = set()
    kept = []
    for line, words in zip(lines, compared, strict=True):
        repeated = len(words) <= PULLED and whole.find(words) != whole.rfind(words)  # it stands in another one too
        if words not in seen and not (repeated and any(words in other and words != other for other in compared)):
            kept.append(line)
        seen.add(words)
    much = sum(map(len, kept)) < KEPT * sum(map(len, lines))  # what repeats itself so is no article with pull quotes
    return tuple(lines if much else kept)


def _compared(line: str) -> str:
    """Words as they are compared: in blanks, so that only whole ones are found."""
    words = " ".join(re.findall(r"\w+", line.casefold()))
    return f" {words} "
