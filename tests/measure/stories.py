"""Statements joined and stories found, on the 60 stories that three outlets tell (`../shared/eval/basil_dev`).

Statements are held against the gold of the 16 stories that were read. Stories are found with every `story:` taken out
and other articles mixed in as strangers; and once more an article at a time, each added last to an archive that stands.
"""

from __future__ import annotations

import importlib.util
import json
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Any

from tests.measure.corpus import CACHE, EVAL, articles, extracted

from newsdesk.build import read, study
from newsdesk.exports.write import exported
from newsdesk.knowledge.alignment import align
from newsdesk.knowledge.attributes import tell
from newsdesk.knowledge.claims import claim_of
from newsdesk.knowledge.copies import compare
from newsdesk.knowledge.same_story import Likeness, find_likenesses
from newsdesk.knowledge.stories import group_stories
from newsdesk.knowledge.voices import known_in_story, relation, voice_of
from newsdesk.knowledge.weights import document_frequencies
from newsdesk.knowledge.words import language
from newsdesk.memo.memo import Memo
from newsdesk.pages.publishing import publishable
from newsdesk.pages.site import Site
from newsdesk.reading.lexicon import load_lexicon
from newsdesk.records import Extraction, Knowledge, Options, Source

FOLDER = EVAL / "basil_dev" / "sources"
STRANGERS = "wikinews_2020"
PRINTED_ALIKE, LEAST_WORDS = 0.9, 4

Numbers = dict[str, float]


def numbers() -> Numbers:
    return statements() | printed_alike() | found()


@cache
def _known() -> Knowledge:
    memo = Memo(CACHE)
    memo.begin()
    return study(read(FOLDER, memo), memo=memo)


def statements() -> Numbers:
    """How many of the gold's statements are joined, and what of the program's joins is right."""
    scorer = _scorer()
    articles_of = scorer.Articles(FOLDER)
    with tempfile.TemporaryDirectory() as folder:
        _write(Path(folder))
        site = scorer.Site(folder)
    wanted = joined = right = wrong = near = 0
    for story in map(json.loads, (EVAL / "basil_dev" / "gold.jsonl").read_text(encoding="utf-8").splitlines()):
        same = set[frozenset[str]]()
        for item in story["statements"]:
            wordings = [(w["source"], {q["id"] for q in site.matching(w, articles_of)}) for w in item["wordings"]]
            pairs = [(a, b) for (one, a), (other, b) in combinations(wordings, 2) if one != other]
            same |= {frozenset((x, y)) for a, b in pairs for x in a for y in b}
            if not item.get("doubtful"):
                wanted += 1
                joined += any(_together(site, a, b) for a, b in pairs)
        apart = [
            [{q["id"] for q in site.matching(wording, articles_of)} for wording in pair] for pair in story["not_same"]
        ]
        near += sum(_together(site, a, b) for a, b in apart)
        never = {frozenset((x, y)) for a, b in apart for x in a for y in b}
        for row in site.statements.values():
            own = [q for q in row["quotes"] if site.quotes[q]["source"] in story["sources"]]
            across = {
                frozenset(p) for p in combinations(own, 2) if len({site.quotes[q]["source"] for q in p}) == len(p)
            }
            right += bool(across & same)
            wrong += bool(across & never)
    return {
        "statements: joined of the gold": joined / wanted,
        "statements: joins the gold judges that are right": right / (right + wrong),
        "statements: pairs that must stay apart joined": near,
    }


def _together(site: Any, one: set[str], other: set[str]) -> bool:
    joined = [{site.statement_of.get(quote) for quote in side} - {None} for side in (one, other)]
    return bool(joined[0] & joined[1])


def _write(folder: Path) -> None:
    """The tables that the scorer reads."""
    options, memo = Options(), Memo()
    site = Site(publishable(_known(), options, memo), options)
    for address, make in exported(_known(), site, memo).items():
        if address.startswith("data/") and address.count("/") == 1 and address.endswith(".json"):
            (folder / Path(address).name).write_bytes(make())


@cache
def _scorer() -> Any:
    """The scorer beside the annotated stories, as a module."""
    spec = importlib.util.spec_from_file_location("score_stories", EVAL / "score_stories.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["score_stories"] = module
    spec.loader.exec_module(module)
    return module


def printed_alike() -> Numbers:
    """Of the pairs across outlets that one speaker has and both print nearly alike, in marks: how many are joined."""
    known, words = _known(), language(load_lexicon())
    statement_of = {quote: s.id for s in known.statements.values() for quote in s.quotes}
    pairs = together = 0
    for story in known.stories.values():
        told = [
            (known.sources[key], quote, e)
            for key in story.sources
            for e in [known.extractions[key]]
            for quote in e.quotes
        ]
        told = [one for one in told if one[1].kind != "indirect"]
        claims = [claim_of(quote, source, words) for source, quote, _ in told]
        voices = known_in_story(voice_of(quote, e, known.entity_of_chain, words) for _, quote, e in told)
        for i, j in combinations(range(len(told)), 2):
            if told[i][0] is told[j][0] or relation(voices[i], voices[j]) != "one":
                continue
            aligned = align(claims[i], claims[j])
            if aligned.verbatim >= PRINTED_ALIKE and aligned.longest >= LEAST_WORDS:
                pairs += 1
                together += statement_of[told[i][1].id] == statement_of[told[j][1].id]
    return {"statements: printed alike by one speaker, joined": together / pairs}


def found() -> Numbers:
    """Stories found without `story:`, by pairs of articles; and whether an article added last finds its story."""
    story_of, sources, likes = _mixed()
    free = {key: _with_story(source, "") for key, source in sources.items()}
    joined = [pair for pair in _pairs(free, likes) if any(key in story_of for key in pair)]
    right = sum(story_of.get(one) == story_of.get(other) for one, other in joined)
    true = sum(a == b for a, b in combinations(story_of.values(), 2))
    last = [_joins(key, sources, likes) for key in story_of]
    well = sum(bool(with_it) and {story_of.get(k) for k in with_it} == {story_of[key]} for key, with_it in last)
    ill = sum(any(story_of.get(k) != story_of[key] for k in with_it) for key, with_it in last)
    return {
        "stories found: pairs P": right / len(joined),
        "stories found: pairs R": right / true,
        "stories found: added last, in its story": well / len(last),
        "stories found: added last, in another": ill / len(last),
    }


def _mixed() -> tuple[dict[str, str], dict[str, Source], tuple[Likeness, ...]]:
    """The story of each article that has one; all articles, strangers among them; and which of them are alike."""
    known, lexicon, memo = _known(), load_lexicon(), Memo()
    story_of = {key: story.id for story in known.stories.values() for key in story.sources}
    strangers = {source.id: (source, e) for source, e in extracted(STRANGERS)}
    titles = {str(row["id"]): row["title"] for row, _, _ in articles(STRANGERS)}
    sources = dict(known.sources)
    sources |= {
        k: replace(s, meta=replace(s.meta, title=titles[k], outlet="Wikinews")) for k, (s, _) in strangers.items()
    }
    findings: dict[str, Extraction] = {**known.extractions, **{key: e for key, (_, e) in strangers.items()}}
    frequencies = document_frequencies(sources.values(), lexicon, memo)
    told = tell(sources, findings, lexicon, memo)
    return story_of, sources, find_likenesses(sources, told, frequencies, compare(sources, memo))


def _with_story(source: Source, story: str) -> Source:
    return replace(source, meta=replace(source.meta, story=story))


def _pairs(sources: Mapping[str, Source], likes: Sequence[Likeness]) -> Iterator[tuple[str, str]]:
    """The pairs of articles that stand in one story."""
    for group in group_stories(sources, likes=likes):
        yield from combinations([source.id for source in group.sources], 2)


def _joins(key: str, sources: Mapping[str, Source], likes: Sequence[Likeness]) -> tuple[str, list[str]]:
    """With which others an article stands that is added to stories that editors made."""
    given = {**sources, key: _with_story(sources[key], "")}
    group = next(g for g in group_stories(given, likes=likes) if any(source.id == key for source in g.sources))
    return key, [source.id for source in group.sources if source.id != key]
