"""Key points against lead-3, LexRank and TextRank: ROUGE of each, on articles whose first paragraph is withheld.

    python -m tests.measure.summaries [--articles N] [--words N]

Every system gets the same sentences, split by the parser, and the same number of words: those of the article's
first three sentences, or `--words`. Its sentences in its own order of preference are taken until the words are
used up, the last one cut. The withheld first paragraph is the reference. LexRank and TextRank are those of sumy.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from typing import Any

from tests.measure.corpus import articles

from newsdesk.knowledge.key_points import rank_sentences
from newsdesk.knowledge.story_view import StoryView
from newsdesk.knowledge.weights import Weigh, Weights, document_frequencies
from newsdesk.knowledge.words import language
from newsdesk.reading.lexicon import load_lexicon
from newsdesk.records import Extraction, Parse, Source, Span

Ranker = Callable[[Source, Sequence[Span]], list[Span]]


def withheld(corpus: str = "wikinews_2020") -> Iterator[tuple[str, Source, list[Span]]]:
    """Of each article: its first paragraph, the article, and the sentences of the rest."""
    for row, source, parse in articles(corpus):
        source = replace(source, meta=replace(source.meta, title=row["title"]))
        paragraphs = [p for p in source.paragraphs if p.span.of(source.text).strip()]
        if len(paragraphs) < 2:
            continue
        lead = paragraphs[0].span
        rest = [s for s in sentences(parse) if s.start >= lead.end]
        if len(rest) > 3:
            yield lead.of(source.text), source, rest


def sentences(parse: Parse) -> list[Span]:
    found: dict[int, Span] = {}
    for sentence, start, end in zip(parse.sent, parse.start, parse.end, strict=True):
        found[sentence] = Span(found[sentence].start if sentence in found else start, end)
    return list(found.values())


def lead(source: Source, rest: Sequence[Span]) -> list[Span]:
    return list(rest)


def own(source: Source, rest: Sequence[Span]) -> list[Span]:
    found = Extraction(source.id, sentences=tuple(rest))
    return [
        p.span for p in rank_sentences(StoryView((source,), {source.id: found}), language(load_lexicon()), _weigh())
    ]


@cache
def _weigh() -> Weigh:
    """Word weights from the articles as they stand with their first paragraphs withheld."""
    cut = {source.id: replace(source, text=source.text[rest[0].start :]) for _, source, rest in withheld()}
    return Weights(document_frequencies(cut.values(), load_lexicon()), len(cut))


class _Tokenizer:
    """What sumy asks of a tokenizer, without the data that its own one has to download."""

    def to_sentences(self, paragraph: str) -> tuple[str, ...]:
        return (paragraph,)

    def to_words(self, sentence: str) -> tuple[str, ...]:
        return tuple(re.findall(r"[^\W_]+(?:['’-][^\W_]+)*", sentence))


def _sumy(make: Callable[[], Any]) -> Ranker:
    def rank(source: Source, rest: Sequence[Span]) -> list[Span]:
        from sumy.models.dom import ObjectDocumentModel, Paragraph, Sentence

        tokenizer = _Tokenizer()
        lines = [Sentence(span.of(source.text), tokenizer) for span in rest]
        document = ObjectDocumentModel([Paragraph(lines)])
        summarizer = make()
        # sumy gives its choice in the text's order; the budget needs the order of its ratings
        summarizer._get_best_sentences = lambda chosen, count, rating, *_, **__: sorted(
            chosen, key=lambda line: -(rating[line] if isinstance(rating, dict) else rating(line))
        )
        place = {id(line): span for line, span in zip(lines, rest, strict=True)}
        return [place[id(line)] for line in summarizer(document, len(rest))]

    return rank


@cache
def _stop_words() -> frozenset[str]:
    return language(load_lexicon()).function


def _lexrank() -> Any:
    from sumy.nlp.stemmers import Stemmer
    from sumy.summarizers.lex_rank import LexRankSummarizer

    summarizer = LexRankSummarizer(Stemmer("english"))
    summarizer.stop_words = _stop_words()
    return summarizer


def _textrank() -> Any:
    from sumy.nlp.stemmers import Stemmer
    from sumy.summarizers.text_rank import TextRankSummarizer

    summarizer = TextRankSummarizer(Stemmer("english"))
    summarizer.stop_words = _stop_words()
    return summarizer


SYSTEMS: dict[str, Ranker] = {
    "key points": own,
    "lead-3": lead,
    "LexRank": _sumy(_lexrank),
    "TextRank": _sumy(_textrank),
}


def tokens(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text.lower())


def rouge(summary: Sequence[str], reference: Sequence[str], n: int) -> float:
    """ROUGE-N as F1 (Lin 2004): shared n-grams of two texts, lower case, no stemming."""
    one, other = (Counter(zip(*(t[k:] for k in range(n)), strict=False)) for t in (summary, reference))
    shared = (one & other).total()
    return 2 * shared / (one.total() + other.total()) if shared else 0.0


def measure(
    limit: int | None = None, words: int | None = None, corpus: str = "wikinews_2020"
) -> dict[str, tuple[float, float]]:
    """Each system's mean ROUGE-1 and ROUGE-2."""
    totals = {name: [0.0, 0.0] for name in SYSTEMS}
    count = 0
    for k, (reference, source, rest) in enumerate(withheld(corpus)):
        if limit is not None and k >= limit:
            break
        count += 1
        budget = words or sum(len(tokens(s.of(source.text))) for s in rest[:3])
        for name, rank in SYSTEMS.items():
            summary = [t for span in rank(source, rest) for t in tokens(span.of(source.text))][:budget]
            for n in (1, 2):
                totals[name][n - 1] += rouge(summary, tokens(reference), n)
    return {name: (one / count, two / count) for name, (one, two) in totals.items()}


def numbers() -> dict[str, float]:
    """For the table of quality: each system's ROUGE, and by how much the key points lead the best other one."""
    found = measure()
    told = {f"{name}: ROUGE-{n}": both[n - 1] for name, both in found.items() for n in (1, 2)}
    for n in (1, 2):
        best = max(both[n - 1] for name, both in found.items() if name != "key points")
        told[f"key points ahead of the best other: ROUGE-{n}"] = found["key points"][n - 1] - best
    return told


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int)
    parser.add_argument("--words", type=int)
    parser.add_argument("--corpus", default="wikinews_2020")
    given = parser.parse_args()
    for name, (one, two) in measure(given.articles, given.words, given.corpus).items():
        print(f"{name:12} ROUGE-1 {one:.3f}  ROUGE-2 {two:.3f}")


if __name__ == "__main__":
    main()
