"""One thing somebody said, in all its wordings: which quotes, across sources, report the same.

Quotes are compared within one speaker and one story only, and there only where they share words: the work
grows with the number of quotes. A group takes a quote only if it fits every member (complete linkage), so
that two things are never one because a third holds both.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import partial
from itertools import combinations

from newsdesk.knowledge.claims import Claim, claim_of
from newsdesk.knowledge.conflict import conflict
from newsdesk.knowledge.joining import joined
from newsdesk.knowledge.keeping import Keeping, keep
from newsdesk.knowledge.likeness import Match, likeness
from newsdesk.knowledge.same_story import Likeness
from newsdesk.knowledge.stories import Group
from newsdesk.knowledge.weights import Weigh, Weights
from newsdesk.knowledge.wordings import wordings
from newsdesk.knowledge.words import Language, Word
from newsdesk.records import Extraction, Quote, Source, Span, Statement

_ALL_PAIRS = 40  # quotes of one speaker in one story that are simply all compared
_COMMON_IN = 25  # in larger blocks a word that stands in more quotes proposes no pair

EntityOf = Mapping[tuple[str, int], str]
Said = tuple[Source, Quote]


def find_statements(
    groups: Sequence[Group],
    likes: Iterable[Likeness],
    found: Mapping[str, Extraction],
    entity_of_chain: EntityOf,
    language: Language,
    weights: Weights,
    keeping: Keeping,
) -> list[Statement]:
    """Every quote in exactly one statement; statements in the order in which they were first printed.

    Stories that look like one are searched together: what somebody said does not depend on an editor's joining them.
    """
    rooms: dict[str, list[Source]] = defaultdict(list)
    room = joined((group.id for group in groups), ((like.one, like.other) for like in likes))
    for group in groups:
        rooms[room[group.id]] += group.sources
    parts = []
    first: dict[str, tuple[date, str, Span]] = {}
    for sources in rooms.values():
        said = [
            (source, quote, speaker_key(quote, source, entity_of_chain, language) or quote.id)
            for source in sorted(sources, key=_age)
            for quote in found[source.id].quotes
        ]
        first.update((quote.id, (*_age(source), quote.span)) for source, quote, _ in said)
        about = keeping.about(sources, [key for _, _, key in said])
        parts.append((about, partial(_in_room, said, language)))
    statements = (statement for made in keep(keeping.statements, parts, weights) for statement in made)
    return sorted(statements, key=lambda s: (first[s.quotes[0]], s.id))


def _in_room(said: Iterable[tuple[Source, Quote, str]], language: Language, weigh: Weigh) -> tuple[Statement, ...]:
    """The statements of stories that are one or look like one, from their quotes, oldest first, with their speakers."""
    blocks: dict[str, list[Said]] = defaultdict(list)
    for source, quote, key in said:
        blocks[key].append((source, quote))
    return tuple(
        _statement(cluster, rule, key.removeprefix("entity:") if key.startswith("entity:") else None)
        for key, block in blocks.items()
        for cluster, rule in clusters(block, language, weigh)
    )


def _age(source: Source) -> tuple[date, str]:
    return source.meta.published or date.max, source.id


def speaker_key(quote: Quote, source: Source, entity_of_chain: EntityOf, language: Language) -> str:
    """Equal for quotes that are by the same speaker; "" where it is not known who speaks."""
    speaker = quote.speaker
    if speaker is None or (speaker.kind == "pronoun" and speaker.chain is None):
        return ""
    if speaker.chain is not None:
        entity = entity_of_chain.get((source.id, speaker.chain))
        return f"entity:{entity}" if entity else f"name:{_plain(speaker.text)}"
    return f"printed:{_printed(speaker.text, language)}"


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))


def _printed(text: str, language: Language) -> str:
    """A speaker without a name: the words before what qualifies them ("people familiar with …" → "person")."""
    words = language.words(text)
    anonymous = language.table["anonymous"].split()
    kept: list[Word] = []
    for word in words:
        kept.append(word)
        if word.form in anonymous:
            break
    keys = [word.key for word in kept if word.kind not in ("function", "number")]
    return " ".join(keys) or _plain(text)


def clusters(said: Sequence[Said], language: Language, weigh: Weigh) -> list[tuple[list[Said], str]]:
    """The quotes of one speaker in one story, grouped; each group with the rule that made it."""
    claims = [claim_of(quote, source, language) for source, quote in said] if len(said) > 1 else []
    matches: dict[tuple[int, int], Match] = {}
    for i, j in _pairs(claims):
        if (match := likeness(claims[i], claims[j], weigh)) and not conflict(claims[i], claims[j], language):
            matches[i, j] = match
    groups = {i: ([i], set[str]()) for i in range(len(said))}
    for (i, j), match in sorted(matches.items(), key=lambda m: (-m[1].score, *(claims[k].quote.id for k in m[0]))):
        (one, rules), (other, other_rules) = groups[i], groups[j]
        if one is other or not all((min(x, y), max(x, y)) in matches for x in one for y in other):
            continue
        one += other
        rules |= other_rules | {match.rule}
        groups.update(dict.fromkeys(other, (one, rules)))
    return [
        ([said[i] for i in sorted(members)], "; ".join(sorted(rules)) or "only wording")
        for k, (members, rules) in groups.items()
        if k == min(members)
    ]


def _pairs(claims: Sequence[Claim]) -> Iterable[tuple[int, int]]:
    """The pairs worth comparing: all in a small block, those that share two less usual words in a large one."""
    if len(claims) <= _ALL_PAIRS:
        return combinations(range(len(claims)), 2)
    holders: dict[str, list[int]] = defaultdict(list)
    for i, claim in enumerate(claims):
        for key in {word.key for word in claim.content} or set(claim.forms):
            holders[key].append(i)
    shared: Counter[tuple[int, int]] = Counter()
    for places in holders.values():
        if len(places) <= _COMMON_IN:
            shared.update(combinations(places, 2))
    return sorted(pair for pair, n in shared.items() if n >= 2 or min(len(claims[k].content) for k in pair) < 2)


def _statement(cluster: Sequence[Said], rule: str, entity: str | None) -> Statement:
    """The statement of a cluster, which is in order of first printing; its id is that of its first quote.

    So it stays when later sources add wordings, and when a reader's link to it is years old.
    """
    return Statement(
        id="s-" + cluster[0][1].id.removeprefix("q-"),
        quotes=tuple(quote.id for _, quote in cluster),
        speaker_entity=entity,
        sources=tuple(dict.fromkeys(source.id for source, _ in cluster)),
        rule=rule,
        wordings=wordings(cluster),
    )
