"""Names in a heading of Capitalised Words, where capitals tell nothing: what the text below names too stays."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from newsdesk.extraction.names.name_spans import NameSpan
from newsdesk.extraction.names.words import NameTables, fold
from newsdesk.extraction.syntax import Doc, Token

SHARE = 0.8  # of a paragraph's longer words, from which on their capitals tell nothing
LONG = 4  # letters of a word that a running text writes small
FEW = 4  # such words: a shorter heading is as good as a name


def without_headings(doc: Doc, found: list[NameSpan], words: NameTables) -> list[NameSpan]:
    """The finds but those that a heading runs together: "Hallam Defends Her Plan" is Hallam, where the text has her."""
    headings = set(_headings(doc))
    if not headings:
        return found
    below = {key: f for f in reversed(found) if f.first.paragraph not in headings for key in _keys(f)}
    kept = []
    for f in found:
        if f.first.paragraph not in headings or f.weak or f.curated or f.key() in below:
            kept.append(f)
            continue
        part = _known_part(doc, f, below)
        somebody = part is not None and part[2].type == "person" and part[0] is not part[1]
        if _surely(f, words) and not somebody:
            kept.append(f)
        elif part is not None:
            f.first, f.last, named = part
            f.type, f.cut, f.words = named.type, None, tuple(f.span.of(doc.text).split())
            kept.append(f)
    return kept


def _headings(doc: Doc) -> Iterator[int]:
    """The numbers of the paragraphs in which nearly every longer word has a capital."""
    paragraphs: dict[int, list[Token]] = {}
    for token in doc.tokens:
        paragraphs.setdefault(token.paragraph, []).append(token)
    for number, tokens in paragraphs.items():
        long = [t.text for t in tokens if t.text.isalpha() and len(t.text) >= LONG]
        ends = tokens[-1].text in (".", "”", '"', "’") or len(long) > 30
        if len(long) >= FEW and not ends and sum(word[0].isupper() for word in long) >= SHARE * len(long):
            yield number


def _keys(found: NameSpan) -> Iterator[tuple[str, ...]]:
    yield found.key()
    if found.type == "person" and not found.weak:
        yield found.key()[-1:]


def _surely(found: NameSpan, words: NameTables) -> bool:
    """Whether a name is one by its own words: a person's with a known given name, a body's with its sort at the end."""
    key, run = found.key(), (found.first, found.last)
    if found.first is found.last or any(c.isdigit() for word in key for c in word):
        return True
    if found.type == "person":
        return key[0] in words.gender_of_given and len(key) < 4 and all(t.pos == "PROPN" for t in run)
    return words.place(" ".join(key)) or (
        len(key) < 6 and words.heads.get(key[-1]) == found.type and key[-1] not in words.chambers
    )


def _known_part(
    doc: Doc, found: NameSpan, below: dict[tuple[str, ...], NameSpan]
) -> tuple[Token, Token, NameSpan] | None:
    """The longest run of a find's words that the text below names, of equals a person's, then the first."""
    run = doc.tokens[found.first.i : found.last.i + 1]
    for length in range(len(run) - 1, 0, -1):
        parts = [(part, below.get(tuple(fold(t.text) for t in part))) for part in _runs(run, length)]
        known = [(part[0], part[-1], named) for part, named in parts if named is not None and part[0].text[0].isupper()]
        if known:
            return next((part for part in known if part[2].type == "person"), known[0])
    return None


def _runs(run: list[Token], length: int) -> Iterable[list[Token]]:
    return (run[k : k + length] for k in range(len(run) - length + 1))
