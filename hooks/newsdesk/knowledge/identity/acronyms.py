"""Short forms in capitals that only another article explains: "AA said", where one has "American Airlines (AA)".

An article's own rules find those that look like names to the parser; others stand there as bare capitals. They mean
what the story's other articles explain them by, else what all articles of the archive do that explain them.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from newsdesk.knowledge.entity_joins import Cluster
from newsdesk.knowledge.identity.editors import Editors
from newsdesk.records import ChainRef, Extraction, Join, Source, Span

Scope = Literal["story", "archive"]
_CAPITALS = re.compile(r"(?<![\w.&/@#$-])(?:[A-Z]\.){2,5}(?!\w)|(?<![\w.&/@#$-])[A-Z][A-Z&]{1,5}(?![\w&/@-])(?!\.\w)")
_SHOUTING = re.compile(r"[A-Z]{2,}")
_WORD = re.compile(r"[A-Za-z]{2,}")
_NEAR = 60  # characters in which a word beside another ends
SHARE = 0.5  # of the words of a line in capitals, from which on its capitals tell nothing


@dataclass(frozen=True, eq=False)
class Explained:
    """For each acronym the sources that explain it, each with whom it names there."""

    places: Mapping[str, Mapping[str, ChainRef]]
    home: Mapping[ChainRef, Cluster]
    never: frozenset[str]  # words in capitals that are no names


def explained(groups: Sequence[Cluster], extractions: Mapping[str, Extraction], never: frozenset[str]) -> Explained:
    """The acronyms that sources explain: in brackets, or by a name whose initials they are."""
    home = {place: group for group in groups for place in group.full}
    places: dict[str, dict[str, ChainRef]] = defaultdict(dict)
    for source, extraction in extractions.items():
        for n, chain in enumerate(extraction.chains):
            if chain.type != "person" and " " in chain.key and (source, n) in home:
                for alias in chain.aliases:
                    short = alias.replace(".", "")
                    if short.isupper() and short.isalpha() and short.casefold() in chain.strong:
                        places[short][source] = (source, n)
    return Explained(places, home, never)


def acronym_joins(
    source: Source, story: Sequence[str], extraction: Extraction, known: Explained, editors: Editors
) -> Iterator[Join]:
    """The joins of one source, each with the bare capitals that become mentions; chains are counted on from its own."""
    found: dict[str, list[Span]] = defaultdict(list)
    taken = sorted(
        [m.span for m in extraction.mentions if not m.weak or m.rule == "demonym"]
        + [r.span for r in extraction.refusals if r.what == "mention" and r.rule == "correction"]
    )
    for match in _CAPITALS.finditer(source.text):
        short, span = match[0].replace(".", ""), Span(match.start(), match.end())
        if short not in known.places or short.casefold() in known.never or any(s.overlaps(span) for s in taken):
            continue
        if not _shouts(source.text, span) and not _part_of_a_name(source.text, span):
            found[short].append(span)
    number = len(extraction.chains)
    for short, spans in sorted(found.items()):
        place, scope = _meant(short, source.id, story, known)
        if place is None or not editors.let(known.home[place].curated, source.id, [short]):
            continue
        name = known.home[place].name
        why = f"every article of the {scope} that explains {short} has it for {name}"
        yield Join(number, scope, "acronym", place, why, tuple(spans))
        number += 1


def _meant(short: str, source: str, story: Sequence[str], known: Explained) -> tuple[ChainRef | None, Scope]:
    """Whom all explanations of an acronym name: those of the story, else those of the archive."""
    places = known.places[short]
    if source in places:
        return None, "story"
    scopes: tuple[tuple[Scope, list[str]], ...] = (
        ("story", [s for s in story if s in places]), ("archive", sorted(places)),
    )  # fmt: skip
    for scope, sources in scopes:
        meant = Counter(id(known.home[places[s]]) for s in sources)
        if meant:
            return (places[sources[0]], scope) if len(meant) == 1 else (None, scope)
    return None, "archive"


def _shouts(text: str, span: Span) -> bool:
    """Whether the line around it is in capitals, as a heading is."""
    start, end = text.rfind("\n", 0, span.start) + 1, text.find("\n", span.end)
    words = _WORD.findall(text[start : end if end >= 0 else len(text)])
    return len([w for w in words if _SHOUTING.fullmatch(w)]) > SHARE * len(words)


def _part_of_a_name(text: str, span: Span) -> bool:
    """Whether a word in capitals goes on before or after it: "AA Milne", "Room AA"; a state after its town."""
    before, after = text[max(0, span.start - _NEAR) : span.start], text[span.end : span.end + _NEAR]
    town = re.search(r"[A-Z]\w+, $", before)
    return bool(town or re.match(r" [A-Z][a-z]", after) or re.search(r"[a-z)] ?[A-Z][a-z]+ $", before))
