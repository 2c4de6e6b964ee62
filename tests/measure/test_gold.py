"""The gold data fits the annotated news it speaks of."""

from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from tests.measure.gold import load, names


@pytest.fixture(params=names())
def articles(request: pytest.FixtureRequest, shared: Path) -> list[dict[str, Any]]:
    return load(request.param)


def test_every_stretch_lies_in_its_text(articles: list[dict[str, Any]]) -> None:
    for article in articles:
        spans = sorted((q["start"], q["end"]) for q in article["quotes"] + article["nonquotes"])
        assert all(0 <= start < end <= len(article["text"]) for start, end in spans), article["id"]
        assert all(end <= after for (_, end), (after, _) in pairwise(spans)), article["id"]
        for quote in article["quotes"]:
            for part in ("speaker", "cue"):
                if quote.get(f"{part}_text"):
                    span = article["text"][quote[f"{part}_start"] : quote[f"{part}_end"]]
                    assert span == quote[f"{part}_text"], (article["id"], quote)


def test_a_speaker_is_named_as_the_article_prints_the_name(articles: list[dict[str, Any]]) -> None:
    for article in articles:
        printed = f"{article['title']}\n{article['text']}"
        for quote in article["quotes"]:
            name = quote.get("speaker_name") or quote.get("speaker_org")
            assert (quote["speaker_is"] in ("person", "org")) == bool(name), (article["id"], quote)
            assert name is None or name in printed, (article["id"], name)
            assert quote["speaker_is"] != "person" or " " in quote["speaker_name"], (article["id"], name)
