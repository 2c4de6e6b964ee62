"""Features of speech told to a reader: "under=none·1" is "no reporting verb above it"."""

from __future__ import annotations

from collections.abc import Iterable

WHAT = {
    "under=none": "no reporting verb above it",
    "clause=phrase": "a phrase without a verb",
    "clause=verb": "a verb without a subject",
    "clause=clause": "a whole clause",
    "ending=none": "no punctuation at its end",
    "case=lower": "in lower case",
    "case=all": "every word in capitals",
    "hangs=root": "a sentence of its own",
    "after=¶": "the last in its paragraph",
    "before=¶": "the first in its paragraph",
    "style=single": "in single marks",
    "before=work": "behind the name of a kind of work",
    "before=term": "behind a word that names",
    "entity=": "a name",
    "speech just before": "right behind another quote",
    "noun follows": "part of a noun's description",
    "determiner": "behind “the”, “a” or the like",
    "in a title": "looks like a title",
    "title paragraph": "in the headline",
    "best·place=": "how far its likeliest speaker stands",
    "best·": "how its likeliest speaker is attached",
    "under=": "a reporting verb above it",
    "hangs=": "how it hangs in the sentence",
    "before=": "what stands before it",
    "after=": "what stands behind it",
    "length=": "its length",
    "case=": "its capitals",
    "ending=": "its punctuation",
}


def plainly(evidence: Iterable[tuple[str, float]]) -> list[tuple[str, float]]:
    """The evidence in words, what is told by the same words summed up, weightiest first."""
    found: dict[str, float] = {}
    for feature, weight in evidence:
        words = _words(feature)
        found[words] = found.get(words, 0.0) + weight
    return sorted(((words, round(weight, 2)) for words, weight in found.items()), key=lambda item: -abs(item[1]))


def _words(feature: str) -> str:
    if feature.startswith("top="):
        return "a likely speaker" if int(feature[4:].split("·")[0]) >= 1 else "no likely speaker"
    return next((words for start, words in WHAT.items() if feature.startswith(start)), feature)
