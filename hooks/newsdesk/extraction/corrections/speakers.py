"""Whom an editor names as a speaker: somebody of the article, of the vocabulary, or somebody new."""

from __future__ import annotations

import re
from dataclasses import replace

from newsdesk.extraction.corrections.desk import CorrectionDesk, StaleError
from newsdesk.extraction.corrections.matching import exact, plain, slip
from newsdesk.records import Chain, CuratedEntity, EntityType, Span, Speaker, Vocabulary
from newsdesk.records.findings import SpeakerKind

RULE = "correction"
_ARTICLE = re.compile(r"^(an?|the)\s+", re.IGNORECASE)
NOBODY = frozenset({"none", "nobody", "unknown", "anonymous"})


def speaker_named(desk: CorrectionDesk, wanted: str, at: Span, old: Speaker | None) -> Speaker | None:
    """The speaker that an editor names: by a name of the article, an entity's id or name, or any other words."""
    if wanted.lower() in NOBODY:
        return None
    chain = _chain_named(desk, wanted)
    if chain is None:
        return _described(desk, wanted, at)
    if old is not None and old.kind in ("pronoun", "description"):
        return replace(old, chain=chain, rule=RULE)  # the printed words stand, they only mean somebody else
    names = {wanted, desk.chains[chain].name, *desk.chains[chain].aliases}
    printed = [m.span for m in desk.mentions if m.chain == chain] or [
        s for name in names for s in exact(desk.source.text, name)
    ]
    kind: SpeakerKind = "named"
    if not printed:
        span = old.span if old is not None else Span(at.start, at.start)
        return Speaker(span, desk.chains[chain].name, kind, chain, RULE)
    span = min(printed, key=lambda s: (abs(s.start - at.start), s.start))
    return Speaker(span, span.of(desk.source.text), kind, chain, RULE)


def _describes(wanted: str) -> bool:
    """Whether the words are no name: "a councillor", "the engineer", "two officials"."""
    return _ARTICLE.sub("", wanted).islower()


def _described(desk: CorrectionDesk, wanted: str, at: Span) -> Speaker:
    """Somebody whom the article gives no name, as it prints them; an editor's word makes no person of them."""
    printed = exact(desk.source.text, wanted)
    if not printed:
        what = f"“{wanted}” is no name, and stands nowhere in the article"
        raise StaleError(what, "give a name, or the words as printed")
    span = min(printed, key=lambda s: (abs(s.start - at.start), s.start))
    return Speaker(span, wanted, "description", None, RULE)


def _chain_named(desk: CorrectionDesk, wanted: str) -> int | None:
    """The chain of that name; made, as a person's, where the article has none. None for words that are no name.

    Raises StaleError for a name that two share, or that is all but another's: nobody is made of a slip of the keys.
    """
    entity = curated(desk.vocabulary, wanted)
    if entity is not None:
        return chain_of(desk, entity)
    low = plain(wanted)
    by_name = [k for k, chain in enumerate(desk.chains) if plain(chain.name) == low]
    fitting = by_name or [k for k, chain in enumerate(desk.chains) if low in map(plain, chain.aliases)]
    if len(fitting) == 1:
        return fitting[0]
    if fitting:
        names = " and ".join(desk.chains[k].name for k in fitting)
        raise StaleError(f"“{wanted}” could be {names}", "give the name in full, or the id of an entry")
    known = [e.name for e in desk.vocabulary.entities] + [e.id for e in desk.vocabulary.entities]
    if near := slip(wanted, [*(chain.name for chain in desk.chains), *known]):
        remedy = f"did you mean “{near}”? Somebody else needs an entry in sources/entities/people.yml"
        raise StaleError(f"nobody is called “{wanted}”", remedy)
    if _describes(wanted):
        return None
    desk.chains.append(Chain(wanted, "person", True))
    return len(desk.chains) - 1


def chain_of(desk: CorrectionDesk, entity: CuratedEntity) -> int:
    for k, chain in enumerate(desk.chains):
        if chain.entity == entity.id:
            return k
    same = [
        k for k, c in enumerate(desk.chains) if c.entity is None and c.name == entity.name and c.type == entity.type
    ]
    if len(same) == 1:
        desk.chains[same[0]] = replace(desk.chains[same[0]], entity=entity.id, full=True, candidates=())
        return same[0]
    kind: EntityType = entity.type
    desk.chains.append(Chain(entity.name, kind, True, entity.id))
    return len(desk.chains) - 1


def curated(vocabulary: Vocabulary, wanted: str) -> CuratedEntity | None:
    by_id = [e for e in vocabulary.entities if e.id == wanted]
    return next(iter(by_id or [e for e in vocabulary.entities if e.name == wanted]), None)
