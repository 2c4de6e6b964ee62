"""`newsdesk extract`, through the real command."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from tests.site.run import TINY, newsdesk

from newsdesk.build import read

TEXT = "Doubt grew. “It is a sound plan,” said Marta Quill, the town's engineer. She added that rain would delay it.\n"


def lines(output: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in output.splitlines()]


@pytest.fixture(scope="module")
def found() -> list[dict[str, Any]]:
    """What is found in the tiny site's articles."""
    done = newsdesk("extract")
    assert done.returncode == 0, done.stderr
    return lines(done.stdout)


def test_one_line_an_article_in_the_promised_shape(found: list[dict[str, Any]]) -> None:
    assert [article["id"] for article in found] == [source.id for source in read(TINY).sources]
    for article in found:
        assert list(article) == ["id", "title", "language", "paragraphs", "quotes", "mentions", "dates", "problems"]
        for quote in article["quotes"]:
            assert list(quote) == [
                "id", "start", "end", "spans", "text", "kind", "speaker_text", "speaker_start", "speaker_end",
                "speaker_entity", "speaker_name", "cue", "addressee", "venue", "said_on", "rule", "paragraph",
                "confidence",
            ]  # fmt: skip


def test_every_offset_is_in_the_body_as_given(found: list[dict[str, Any]]) -> None:
    given = {source.id: source.given for source in read(TINY).sources}
    for article in found:
        body = given[article["id"]]
        for quote in article["quotes"]:
            assert quote["text"] == " ".join(body[start:end] for start, end in quote["spans"])
            if quote["speaker_text"] is not None:
                assert body[quote["speaker_start"] : quote["speaker_end"]] == quote["speaker_text"]
        for finding in (*article["mentions"], *article["dates"]):
            assert body[finding["start"] : finding["end"]] == finding["text"]
        numbers = {p["n"] for p in article["paragraphs"]}
        assert {finding["paragraph"] for finding in (*article["quotes"], *article["mentions"])} <= numbers


def test_one_person_has_one_id_in_all_articles(found: list[dict[str, Any]]) -> None:
    speakers = {q["speaker_entity"] for article in found for q in article["quotes"] if "luck" in q["text"]}
    assert speakers == {"priya-raman"}


def test_lines_are_one_corpus_and_text_is_the_body() -> None:
    stdin = "\n".join(json.dumps({"id": key, "text": TEXT, "published": "2024-05-15"}) for key in (7, "b"))
    done = newsdesk("extract", "--jsonl", stdin=stdin)
    assert done.returncode == 0, done.stderr
    first, second = lines(done.stdout)
    assert (first["id"], second["id"]) == ("7", "b")
    for article in (first, second):
        quote = article["quotes"][0]
        assert TEXT[quote["start"] : quote["end"]] == "It is a sound plan,"
        assert (quote["speaker_text"], quote["speaker_name"]) == ("Marta Quill", "Marta Quill")
    assert first["quotes"][0]["speaker_entity"] == second["quotes"][0]["speaker_entity"] is not None
    assert first["quotes"][0]["id"] != second["quotes"][0]["id"]


def test_a_bad_line_is_told_and_the_others_are_read() -> None:
    good = json.dumps({"id": "good", "text": TEXT})
    bad = [
        "{",
        '["list"]',
        '{"id": "x"}',
        '{"id": "y", "text": 5}',
        '{"id": "z", "text": "", "published": "May"}',
        good,
    ]
    done = newsdesk("extract", "--jsonl", stdin="\n".join([good, *bad]))
    assert done.returncode == 1
    assert [article["id"] for article in lines(done.stdout)] == ["good"]
    told = done.stderr.splitlines()
    assert [line.split(":")[2] for line in told] == ["2", "3", "4", "5", "6", "7"]
    assert "Traceback" not in done.stderr


def test_a_lone_surrogate_is_read_and_written() -> None:
    done = newsdesk("extract", "--jsonl", stdin='{"id": "s", "text": "“Half a \\ud83d face,” said Marta Quill."}\n')
    assert done.returncode == 0, done.stderr
    assert lines(done.stdout)[0]["id"] == "s"


def test_files_from_inside_and_outside(tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text(f"A headline\n\n{TEXT}")
    done = newsdesk("extract", TINY / "notice.txt", tmp_path / "note.txt")
    assert done.returncode == 0, done.stderr
    assert [article["id"] for article in lines(done.stdout)] == ["notice", "note"]
    done = newsdesk("extract", tmp_path / "missing.txt")
    assert (done.returncode, done.stdout) == (1, "")
    assert "missing.txt: " in done.stderr
