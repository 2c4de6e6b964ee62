"""Each action, with what the files hold then, and every byte put back."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from tests.desk.newsroom import SOURCES, Newsroom

from newsdesk.build import read
from newsdesk.desk.edits import Edits
from newsdesk.desk.suggested import accept
from newsdesk.reading.amending import entries_of
from newsdesk.records import Suggestion

TODAY = date.today().isoformat()
TERN, GULL = "article:ferry-tern", "article:ferry-gull"
CANNOT, STAIRS = "q-3a0479f995cf", "q-8ea4ad13f244"

# (action, the files its form is made from, fields, {file: (lines that went, lines that came)})
ACTIONS: list[tuple[str, list[str], dict[str, Any], dict[str, tuple[list[str], list[str]]]]] = [
    (
        "speaker", [TERN], {"source": "ferry-tern", "quotes": [CANNOT], "entity": "nora-vance"},
        {"ferry-tern.md": ([], ["corrections:", f"  - quote: {CANNOT}  # We cannot sail with this …",
                                "    speaker: Nora Vance"])},
    ),
    (
        "speaker", [TERN], {"source": "ferry-tern", "quotes": [CANNOT], "nobody": True},
        {"ferry-tern.md": ([], ["corrections:", f"  - quote: {CANNOT}  # We cannot sail with this …",
                                "    speaker: none"])},
    ),
    (
        "speaker", ["article:lighthouse"], {"source": "lighthouse", "quotes": [STAIRS], "reject": True},
        {"lighthouse.md": (["  - quote: The stairs are steep", "    speaker: Ole Marsh"],
                           [f"  - quote: {STAIRS}  # The stairs are steep,", "    reject: true"])},
    ),
    (
        "quote", [GULL], {"source": "ferry-gull", "words": "the engine had\nto come out", "name": "Ada Brook"},
        {"ferry-gull.md": ([], ["corrections:", "  - add_quote: the engine had to come out",
                                "    speaker: Ada Brook"])},
    ),
    (
        "mention", [TERN, "entities:people"], {"source": "ferry-tern", "words": "the mayor", "entity": "nora-vance"},
        {"ferry-tern.md": ([], ["corrections:", "  - mention: the mayor", "    entity: nora-vance"]),
         "entities/people.yml": ([], ["", "nora-vance:", "  name: Nora Vance"])},
    ),
    (
        "same", ["entities:people"], {"ids": ["michele-quill", "michele-quilly"], "main": "michele-quill"},
        {"entities/people.yml": ([], ["", "michele-quill:", "  name: Michele Quill", "  aliases: [Michele Quilly]",
                                      "  formerly: [michele-quilly]"])},
    ),
    (
        "same", ["entities:people"], {"ids": ["ole-marsh", "tom-okafor"], "main": "ole-marsh"},
        {"entities/people.yml": ([], ["  - Tom Okafor", "  formerly: [tom-okafor]"])},
    ),
    (
        "same", ["entities:people"], {"ids": ["ole-marsh", "tom-okafor"], "main": "tom-okafor"},
        {"entities/people.yml": (["ole-marsh:   # the keeper", "  name: Ole Marsh", "  aliases:", "  - Keeper Marsh"],
                                 ["tom-okafor:", "  name: Tom Okafor", "  aliases: [Ole Marsh, Keeper Marsh]",
                                  "  formerly: [ole-marsh]"])},
    ),
    (
        "entry", ["entities:people"],
        {"id": "ole-marsh", "name": "Ole M. Marsh", "description": "Keeper of the lighthouse"},
        {"entities/people.yml": (["  name: Ole Marsh"],
                                 ["  name: Ole M. Marsh", "  - Ole Marsh", "  description: Keeper of the lighthouse"])},
    ),
    (
        "split", ["entities:people"],
        {"id": "ada-brook", "parts": [
            {"name": "Ada Brook", "description": "Chief engineer", "sources": ["ferry-tern", "ferry-gull"]},
            {"name": "Ada Brook", "description": "A singer", "sources": ["lighthouse"]}]},
        {"entities/people.yml": ([], [
            "", "ada-brook:", "  name: Ada Brook", "  only_in: [ferry-gull, ferry-tern]",
            "  description: Chief engineer", "", "ada-brook-singer:", "  name: Ada Brook", "  only_in: [lighthouse]",
            "  description: A singer"])},
    ),
    (
        "story", [TERN, "article:ferry-skua"], {"sources": ["ferry-tern", "ferry-skua"]},
        {"ferry-skua.md": ([], ["story: ferry"])},
    ),
    ("story", [TERN], {"sources": ["ferry-tern"], "out": True}, {"ferry-tern.md": (["story: ferry"], ["alone: true"])}),
    (
        "story", ["article:lighthouse", "article:harbour-board"],
        {"sources": ["harbour-board"], "story": "lighthouse"},
        {"lighthouse.md": ([], ["story: lighthouse"]), "harbour-board.md": ([], ["story: lighthouse"])},
    ),
    (
        "rights", [TERN], {"source": "ferry-tern", "rights": "withdrawn", "why": "It was: another ship."},
        {"ferry-tern.md": (["rights: full"],
                           ["rights: withdrawn", "updates:", f"  - {TODAY}: 'It was: another ship.'"])},
    ),
    (
        "update", [TERN], {"source": "ferry-tern", "text": "The day was wrong."},
        {"ferry-tern.md": ([], ["updates:", f"  - {TODAY}: The day was wrong."])},
    ),
    (
        "summary", [TERN, GULL], {"story": "ferry", "text": "No ship for a month."},
        {"ferry-gull.md": ([], ["summary: No ship for a month."])},
    ),
]  # fmt: skip


@pytest.mark.parametrize(("action", "files", "fields", "wanted"), ACTIONS)
def test_an_action_writes_what_a_person_would(
    newsroom: Newsroom, action: str, files: list[str], fields: dict[str, Any], wanted: Any
) -> None:
    before = newsroom.tree()
    status, told = newsroom.ask(action, files, **fields)
    assert status == 200, told
    for file in told["files"]:
        name = file["shown"].removeprefix("sources/")
        gone, new = wanted[name]
        assert (sorted(file["removed"]), sorted(file["added"])) == (sorted(gone), sorted(new)), name
        for line in {*before[name].decode().splitlines()} - {*gone}:
            assert line in newsroom.text(name).splitlines(), "no other line changes"
    assert {name for name, content in newsroom.tree().items() if content != before.get(name)} == {*wanted}
    newsroom_problems = read(newsroom.folder).problems
    assert newsroom_problems == ()
    assert newsroom.ask("undo", change=told["change"])[0] == 200
    assert newsroom.tree() == before


def test_a_no_is_remembered_and_not_asked_again(newsroom: Newsroom) -> None:
    before = newsroom.tree()
    asked = newsroom.get("queue")[1]["questions"]
    (question,) = [key for key, group in asked if group == "Same name?"]
    (suggestion,) = [s for s in newsroom.known.suggestions if s.kind == "alias"]
    form = newsroom.get(f"question/{question}")[1]
    assert "Is Michele Quilly Michele Quill?" in form["html"] and set(form["seen"]) == {"entities:people", "decisions"}
    status, told = newsroom.ask("decide", ["decisions"], suggestions=[suggestion.id], decision="never")
    assert status == 200
    assert newsroom.text("decisions.yml").splitlines()[2:] == [
        f"{suggestion.id}:", "  decision: never", "  about: 'alias: michele-quill, michele-quilly'",
        f"  weight: {int(suggestion.weight)}", f"  on: {TODAY}",
    ]  # fmt: skip
    newsroom.build()
    assert question not in [key for key, _ in newsroom.get("queue")[1]["questions"]]
    newsroom.ask("undo", change=told["change"])
    assert newsroom.tree() == before and not (newsroom.folder / "decisions.yml").exists()


def test_a_suggestion_is_taken_as_it_is(newsroom: Newsroom) -> None:
    (suggestion,) = [s for s in newsroom.known.suggestions if s.kind == "alias"]
    assert newsroom.ask("take", ["entities:people"], suggestions=[suggestion.id])[0] == 200
    entry = "michele-quill:\n  name: Michele Quill\n  aliases: [Michele Quilly]\n  formerly: [michele-quilly]\n"
    assert newsroom.text("entities/people.yml").endswith(f"\n{entry}")
    newsroom.build()
    assert newsroom.ask("take", ["entities:people"], suggestions=[suggestion.id])[0] == 422, "it waits no more"


def test_a_decision_holds(newsroom: Newsroom) -> None:
    """Joined by one entry, under the id that the other profile really had; and a quote has the speaker it was given."""
    newsroom.ask("same", ["entities:people"], ids=["michele-quilly", "michele-quill"], main="michele-quilly")
    newsroom.ask(
        "speaker", ["article:harbour-board"], source="harbour-board", quotes=["q-312412188a2f"], entity="nell-brook"
    )
    known = newsroom.build()
    assert known.entities["michele-quilly"].formerly == ("michele-quill",) and "michele-quill" not in known.entities
    (quote,) = known.entities["nell-brook"].quotes_by
    assert quote.source == "harbour-board"
    assert [group for _, group in newsroom.get("queue")[1]["questions"]] == ["New names"] * 3


def test_suggestions_taken_at_once_that_share_a_profile_or_an_article_are_one(newsroom: Newsroom) -> None:
    """One after the other they would give a profile an entry of its own, and its name to another one."""
    alike = [("tom-okafor", "jon-petrov"), ("jon-petrov", "nora-vance"), ("larn", "cape-dorn")]
    stories = [("ferry-skua", "lighthouse"), ("harbour-board", "lighthouse")]
    taken = [Suggestion("alias", pair, "", 2.0) for pair in alike]
    taken += [Suggestion("story", pair, "", 1.0, f"story: {pair[0]}") for pair in stories]
    edits = Edits(newsroom.server._desk.files, newsroom.known.sources, None)
    accept(taken, edits, newsroom.known, date.today())
    after = {edit.shown.removeprefix("sources/"): (edit.after or b"").decode() for edit in edits.finished()}
    assert after["entities/people.yml"].count("name: ") == 2
    (entry,) = [values for key, values in entries_of(after["entities/people.yml"]).items() if key != "ole-marsh"]
    assert len(entry["aliases"]) == len(entry["formerly"]) == 2
    assert {entry["name"], *entry["aliases"]} == {"Tom Okafor", "Jon Petrov", "Nora Vance"}
    written = {line for name in after for line in after[name].splitlines() if line.startswith("story: ")}
    assert len(written) == 1 and {"ferry-skua.md", "lighthouse.md", "harbour-board.md"} < {*after}


def test_the_first_entry_of_a_folder_brings_the_shipped_ones_along(newsroom: Newsroom) -> None:
    import shutil

    shutil.rmtree(newsroom.folder / "entities")
    before = newsroom.tree()
    newsroom.build()
    status, told = newsroom.ask("entry", ["entities:people"], id="ada-brook", name="Ada Brook")
    assert status == 200, told
    shipped = (SOURCES / "entities" / "people.yml").read_text()
    assert newsroom.text("entities/people.yml") == f"{shipped}\nada-brook:\n  name: Ada Brook\n"
    assert told["files"][0]["added"] == ["", "ada-brook:", "  name: Ada Brook"], "what was copied is no news"
    newsroom.ask("undo", change=told["change"])
    assert newsroom.tree() == before and not (newsroom.folder / "entities").exists()


def test_what_cannot_be_is_refused_with_the_words_of_a_check(newsroom: Newsroom) -> None:
    before = newsroom.tree()
    refused = [
        ("quote", [TERN], {"source": "ferry-tern", "words": "never printed", "name": "Ada Brook"}, "stand nowhere"),
        ("speaker", [TERN], {"source": "ferry-tern", "quotes": [CANNOT], "name": "Nora Vence"}, "nobody is called"),
        ("speaker", [TERN], {"source": "ferry-tern", "quotes": [CANNOT], "entity": "a", "nobody": True}, "one answer"),
        ("speaker", [TERN], {"source": "ferry-tern", "quotes": [CANNOT]}, "one answer"),
        ("rights", [TERN], {"source": "ferry-tern", "rights": "withdrawn"}, "readers are told why"),
        ("rights", [TERN], {"source": "ferry-tern", "rights": "full"}, "stands there already"),
        ("same", ["entities:people"], {"ids": ["ole-marsh", "tom-okafor"], "main": "ada-brook"}, "none of those"),
    ]  # fmt: skip
    for action, files, fields, said in refused:
        status, told = newsroom.ask(action, files, **fields)
        assert status == 422 and said in told["message"], (action, told)
    assert newsroom.tree() == before
