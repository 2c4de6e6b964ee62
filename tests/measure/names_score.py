"""Names scored: profiles as the scorer beside the annotated articles scores them, and whom speaker phrases mean."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.measure.corpus import EVAL, articles, extracted
from tests.measure.gold import QUOTES, load
from tests.measure.quote_score import scorer

from newsdesk.extraction.names import find_names
from newsdesk.extraction.syntax import Doc
from newsdesk.knowledge.entities import join_entities
from newsdesk.reading.lexicon import load_lexicon
from newsdesk.records import Library, Options, Span, Vocabulary

_PRINTED = {
    "recall": r"recall (\S+)",
    "B3 P": r"b3 +P (\S+)",
    "B3 R": r"b3 .* R (\S+) F1",
    "B3 F1": r"b3 .* F1 (\S+)",
    "purity": r"purity (\S+)",
    "profiles a thing": r"pieces (\S+)",
}


def profiles(corpus: str = "meantime_dev") -> dict[str, float]:
    """Mentions, B-cubed, purity and pieces over the whole corpus, without a curated vocabulary."""
    sources = tuple(source for source, _ in extracted(corpus))
    found = {source.id: extraction for source, extraction in extracted(corpus)}
    _, entity_of_chain, found = join_entities(Library(sources, Vocabulary()), found, load_lexicon(), Options())
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8", delete=False) as lines:
        for source in sources:
            mentions = []
            for mention in found[source.id].mentions:
                place = source.offsets.to_given(mention.span)
                entity = entity_of_chain.get((source.id, mention.chain)) if mention.chain is not None else None
                mentions.append({"start": place.start, "end": place.end, "entity": entity})
            lines.write(json.dumps({"id": source.id, "mentions": mentions}) + "\n")
    command = [sys.executable, str(EVAL / "score_entities.py"), str(EVAL / f"{corpus}.jsonl"), lines.name]
    printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    Path(lines.name).unlink()
    told = {name: re.search(pattern, printed) for name, pattern in _PRINTED.items()}
    return {f"names on MEANTIME dev: {name}": float(match[1]) for name, match in told.items() if match}


def phrases(gold: str) -> dict[str, float]:
    """Of the speaker phrases of a gold set: how many names given are right, how many persons are named."""
    lexicon = load_lexicon()
    items = {item["id"]: item for item in load(gold)}
    right = given = people = 0
    for item, source, parse in articles(QUOTES.get(gold, gold), items):
        doc = Doc(source, parse)
        names = find_names(doc, Vocabulary(), lexicon)
        for quote in items[item["id"]]["quotes"]:
            kind = quote.get("speaker_is")
            place = source.offsets.to_clean(_speaker(quote)) if quote.get("speaker_text") else None
            if kind not in ("person", "none") or place is None:
                continue
            chain = names.resolve(place, doc)[0]
            named = chain is not None and names.chains[chain].type == "person"
            people += kind == "person"
            given += named
            if chain is not None and named and kind == "person":
                right += scorer().same_name(quote["speaker_name"], names.chains[chain].name, source.text)
    return {f"speaker phrases, {gold}: P": right / given, f"speaker phrases, {gold}: R": right / people}


def _speaker(quote: dict[str, object]) -> Span:
    start = int(str(quote["speaker_start"]))
    return Span(start, start + len(str(quote["speaker_text"])))


def numbers() -> dict[str, float]:
    """All figures of names."""
    return {**profiles(), **phrases("polnear_dev"), **phrases("polnear_train"), **phrases("wikinews")}
