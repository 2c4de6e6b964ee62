"""Questions to an editor, ranked by what a decision changes on the site."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from itertools import groupby
from typing import Literal

from newsdesk.pages.site import Site
from newsdesk.records import Extraction, Knowledge, Problem, Quote, Suggestion, clusters, main_first

Kind = Literal["story", "name", "which", "two", "who", "new", "problem"]
GROUPS: Mapping[Kind, str] = {
    "story": "Same story?", "name": "Same name?", "which": "Same name?", "two": "Same name?", "who": "Who said it?",
    "new": "New names", "problem": "Problems",
}  # fmt: skip
_ORDER: Mapping[Kind, int] = {"story": 1, "name": 2, "which": 2, "two": 2, "who": 3, "new": 4, "problem": 5}
_SAME_WORDS = 5  # words that two people are unlikely to have said alike
_GRAVITY = {"error": 2, "warning": 1, "note": 0}


@dataclass(frozen=True, slots=True)
class Question:
    """One thing to decide. `effect`: what it changes, in the unit of its kind."""

    kind: Kind
    subjects: tuple[str, ...]  # what it is about: ids of articles, of profiles, of quotes; a problem in words
    effect: int
    suggestions: tuple[str, ...] = ()  # that a no answers
    source: str = ""  # the article it stands in, where it is one
    stops: bool = False  # the site is not built until it is settled
    problem: Problem | None = None

    @property
    def id(self) -> str:
        """The same as long as it is about the same."""
        about = "\0".join((self.kind, self.source, *sorted(self.subjects)))
        return f"{self.kind[0]}-{sha256(about.encode('utf-8', 'surrogatepass')).hexdigest()[:10]}"


def questions(site: Site, everything: Knowledge) -> tuple[Question, ...]:
    """All of them, in the order in which they are asked."""
    found = [
        *_stories(everything),
        *_names(everything),
        *_which(everything),
        *_two(everything),
        *_who(site, everything),
        *_new(everything),
        *_problems(everything),
    ]
    return tuple(sorted(found, key=lambda q: (not q.stops, _ORDER[q.kind], -q.effect, q.id)))


def _stories(everything: Knowledge) -> Iterator[Question]:
    """Articles that may tell one story: those that share an article are one question."""
    suggested = [s for s in everything.suggestions if s.kind == "story"]
    for cluster in clusters(suggested):
        found = (key for s in cluster for key in s.subjects if key in everything.sources)
        articles = tuple(sorted(set(found), key=lambda key: (str(everything.sources[key].meta.published), key)))
        outlets = {everything.sources[key].meta.outlet or key for key in articles}
        if len(articles) > 1:
            yield Question("story", articles, len(articles) * len(outlets), tuple(s.id for s in cluster))


def _names(everything: Knowledge) -> Iterator[Question]:
    """Profiles that may be one; several that may be one with each other are one question."""
    suggested = [
        s
        for s in everything.suggestions
        if s.kind == "alias" and all(key in everything.entities for key in s.subjects) and not _is_plain(s, everything)
    ]
    for cluster in clusters(suggested):
        ranked = main_first({key for s in cluster for key in s.subjects}, cluster, everything.entities)
        moved = sum(len(everything.entities[key].mentions) for key in ranked[1:])
        yield Question("name", ranked, moved, tuple(s.id for s in cluster))


def _is_plain(suggestion: Suggestion, everything: Knowledge) -> bool:
    """Whether both sides have one name: no question, but a fault of the linking."""
    return len({everything.entities[key].name.casefold() for key in suggestion.subjects}) == 1


def _which(everything: Knowledge) -> Iterator[Question]:
    """A name that fits several profiles, article by article; of two suggestions the one of more that it names."""
    best: dict[tuple[str, str], tuple[int, Question]] = {}
    for suggestion in everything.suggestions:
        if suggestion.kind != "collision" or suggestion.paste:
            continue
        name, *fitting = suggestion.subjects
        known = tuple(key for key in fitting if key in everything.entities)
        for source, extraction in sorted(everything.extractions.items()) if len(known) > 1 else ():
            number = len(unlinked(everything, source, extraction, name))
            here = len(_here(everything, extraction) & set(known))
            if number and here and (best.get((source, name), (0, None))[0] < here):
                best[source, name] = here, Question("which", (name, *known), number, (suggestion.id,), source)
    yield from (question for _, question in best.values())


def _two(everything: Knowledge) -> Iterator[Question]:
    """Articles whose one name may be of somebody else than in others."""
    for suggestion in everything.suggestions:
        if suggestion.kind == "collision" and suggestion.paste and suggestion.subjects[0] in everything.entities:
            entity = everything.entities[suggestion.subjects[0]]
            yield Question("two", suggestion.subjects, len(entity.mentions), (suggestion.id,))


def unlinked(everything: Knowledge, source: str, extraction: Extraction, name: str) -> list[int]:
    """The mentions of an article that print a name and are linked to nothing, by their numbers."""
    chains = {
        n for n, chain in enumerate(extraction.chains)
        if chain.name == name and (source, n) not in everything.entity_of_chain
    }  # fmt: skip
    return [n for n, mention in enumerate(extraction.mentions) if mention.chain in chains]


def _here(everything: Knowledge, extraction: Extraction) -> set[str]:
    """The profiles that an article names, and those among which an editor's entries leave the choice."""
    source = extraction.source
    there = {key for n in range(len(extraction.chains)) if (key := everything.entity_of_chain.get((source, n)))}
    return there | {key for chain in extraction.chains for key in chain.candidates}


def _who(site: Site, everything: Knowledge) -> Iterator[Question]:
    """Quotes whose speaker is not known, not sure, or not the one that another outlet prints for these words."""
    outlets = {
        key: len({everything.sources[k].meta.outlet or k for k in story.sources})
        for story in everything.stories.values()
        for key in story.sources
    }
    least = site.options.speaker_confidence
    doubted = _said_by_others(site, everything)
    for key, extraction in everything.extractions.items():
        if everything.sources[key].meta.rights in ("none", "withdrawn"):
            continue
        unsure = [q for q in extraction.quotes if q.id in doubted or is_open(q, least)]
        for _, group in groupby(unsure, key=_voice):
            quotes = tuple(group)
            words = sum(len(q.words(everything.sources[key].text).split()) for q in quotes if q.kind != "indirect")
            twice = 2 if any(q.id in doubted for q in quotes) else 1
            yield Question("who", tuple(q.id for q in quotes), words * outlets.get(key, 1) * twice, source=key)


def is_open(quote: Quote, least: float) -> bool:
    """Nobody is said to have said it, it is not sure who, or it is "she" and not known who that is."""
    if quote.rule == "correction":
        return False
    if quote.speaker is None or quote.confidence < least:
        return quote.speaker is None or quote.speaker.kind not in ("collective", "anonymous")
    return quote.speaker.chain is None and quote.speaker.kind == "pronoun"


def _voice(quote: Quote) -> tuple[object, ...]:
    """Quotes in a row that have this in common are of one voice: two halves around one "he said"."""
    if quote.speaker is None:
        return (quote.id,)
    return (quote.paragraph, quote.speaker.span)


def _said_by_others(site: Site, everything: Knowledge) -> dict[str, str]:
    """Quotes of which another outlet of the story prints the same words as somebody else's: that one's quote."""
    found: dict[str, str] = {}
    for story in everything.stories.values():
        by_words: dict[str, list[tuple[str, Quote]]] = {}
        for key in story.sources if len(story.sources) > 1 else ():
            for quote in site.extraction(key).quotes:
                if quote.kind != "indirect" and quote.rule != "correction":
                    said = " ".join(re.findall(r"\w+", quote.words(everything.sources[key].text).casefold()))
                    if said.count(" ") >= _SAME_WORDS - 1:
                        by_words.setdefault(said, []).append((key, quote))
        for same in by_words.values():
            speakers = {q.id: speaker.id for key, q in same if (speaker := site.speaker(key, q))}
            for (_, one), (_, other) in zip(same, [*same[1:], same[0]], strict=True):
                if one.id in speakers and other.id in speakers and speakers[one.id] != speakers[other.id]:
                    found[one.id] = other.id
    return found


def other_speaker(site: Site, everything: Knowledge, quote: str) -> str:
    """The quote of the same words that another outlet prints as somebody else's; "" where there is none."""
    return _said_by_others(site, everything).get(quote, "")


def _new(everything: Knowledge) -> Iterator[Question]:
    for suggestion in everything.suggestions:
        if suggestion.kind == "review" and suggestion.subjects[0] in everything.entities:
            mentions = len(everything.entities[suggestion.subjects[0]].mentions)
            yield Question("new", suggestion.subjects, mentions, (suggestion.id,))


def _problems(everything: Knowledge) -> Iterator[Question]:
    by_path = {source.path: key for key, source in everything.sources.items()}
    for problem in dict.fromkeys(everything.problems):
        about = (problem.path, str(problem.line), problem.field, problem.message)
        found = Question("problem", about, _GRAVITY[problem.severity], source=by_path.get(problem.path, ""))
        yield replace(found, stops=problem.severity == "error", problem=problem)
