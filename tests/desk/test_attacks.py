"""Who may have something written, and what: all else is refused, and no byte changes."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from tests.desk.newsroom import OWN, Newsroom

from newsdesk.host.desk import MOST_BYTES

LOG = {"source": "ferry-tern", "text": "The day was wrong."}


def body(newsroom: Newsroom, **fields: Any) -> bytes:
    seen = newsroom.server._desk.seen(["article:ferry-tern"], {})
    return json.dumps({**LOG, "seen": seen, **fields}).encode()


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"HTTP_X_DESK_TOKEN": None}, 403),
        ({"HTTP_X_DESK_TOKEN": ""}, 403),
        ({"HTTP_X_DESK_TOKEN": "a" * 43}, 403),
        ({"HTTP_X_DESK_TOKEN": "\udce9"}, 403),
        ({"HTTP_ORIGIN": None}, 403),
        ({"HTTP_ORIGIN": "null"}, 403),
        ({"HTTP_ORIGIN": "https://127.0.0.1:8000"}, 403),
        ({"HTTP_ORIGIN": "http://localhost:8000"}, 403),
        ({"HTTP_ORIGIN": "http://127.0.0.1:8000.a.example"}, 403),
        ({"REMOTE_ADDR": "192.0.2.7"}, 403),
        ({"REQUEST_METHOD": "PUT"}, 405),
        ({"REQUEST_METHOD": "DELETE"}, 405),
        ({"CONTENT_TYPE": "text/plain"}, 415),
        ({"CONTENT_TYPE": "application/x-www-form-urlencoded"}, 415),
        ({"CONTENT_LENGTH": None}, 411),
        ({"CONTENT_LENGTH": "-1"}, 411),
        ({"CONTENT_LENGTH": "many"}, 411),
        ({"HTTP_TRANSFER_ENCODING": "chunked"}, 411),
        ({"CONTENT_LENGTH": str(MOST_BYTES + 1)}, 413),
    ],
)
def test_who_may_not_ask_is_refused(newsroom: Newsroom, headers: Any, status: int) -> None:
    before = newsroom.tree()
    assert newsroom.post("update", body(newsroom), **headers)[0] == status
    assert newsroom.tree() == before


def test_nothing_is_written_where_others_may_connect(newsroom: Newsroom) -> None:
    before = newsroom.tree()
    assert newsroom.post("update", body(newsroom), replace(OWN, is_loopback=False))[0] == 403
    assert newsroom.get("update")[0] == 404 and newsroom.get("queue", HTTP_X_DESK_TOKEN="")[0] == 403
    assert newsroom.tree() == before


@pytest.mark.parametrize(
    "key", ["../../etc/passwd", "..", "/etc/passwd", "ferry-tern.md", "entities/people", "a\0b", ""]
)
def test_an_id_is_no_path(newsroom: Newsroom, key: str, tmp_path: Path) -> None:
    (tmp_path / "outside.md").write_text("Outside\n\nText.\n")
    before = newsroom.tree()
    forms: list[tuple[str, dict[str, Any]]] = [
        ("update", {"source": key, "text": "x"}),
        ("speaker", {"source": "ferry-tern", "quotes": [key], "nobody": True}),
        ("mention", {"source": "ferry-tern", "words": "Larn", "entity": key}),
        ("same", {"ids": ["ada-brook", key], "main": "ada-brook"}),
        ("entry", {"id": key, "name": "A"}),
        ("split", {"id": "ada-brook", "parts": [{"name": "A", "sources": [key]}, {"name": "A", "sources": ["b"]}]}),
        ("story", {"sources": ["ferry-tern"], "story": key}),
        ("decide", {"suggestions": [key], "decision": "never"}),
    ]
    for action, fields in forms:
        assert newsroom.ask(action, ["article:ferry-tern", "entities:people"], **fields)[0] == 422, action
    assert newsroom.post("../update", body(newsroom))[0] == 404 and newsroom.post("", body(newsroom))[0] == 404
    assert newsroom.tree() == before


def test_a_field_that_no_form_has_is_refused(newsroom: Newsroom) -> None:
    before = newsroom.tree()
    wrong: list[bytes] = [
        b"", b"[]", b"{", b'{"a":' * 5000 + b"1" + b"}" * 5000, b"\xff", body(newsroom, path="x"),
        body(newsroom, text=1),
        body(newsroom, text=["a"]), body(newsroom, text="x" * 501), body(newsroom, text="two\nlines"),
        body(newsroom, seen={"article:ferry-tern": "x"}), body(newsroom, seen=[]),
    ]  # fmt: skip
    for content in wrong:
        status = newsroom.post("update", content[:MOST_BYTES])[0]
        assert status == 422, content[:80]
    assert newsroom.tree() == before


NAMES = ["a: [b", "x\u2028rights: none", "{a: b}", "- a # b", "'", '"', "!!python/name:os.system", "*a", "null"]


@pytest.mark.parametrize("name", NAMES)
def test_yaml_in_a_name_is_a_name(newsroom: Newsroom, name: str) -> None:
    status, told = newsroom.ask("entry", ["entities:people"], id="ada-brook", name=name)
    if not name.isprintable():
        assert status == 422
        return
    assert status == 200, told
    (entry,) = [e for e in newsroom.build().vocabulary.entities if e.id == "ada-brook"]
    assert entry.name == name and entry.aliases == ("Ada Brook",)


def test_a_file_that_was_changed_meanwhile_is_left_alone_and_its_change_is_told(newsroom: Newsroom) -> None:
    form = body(newsroom)
    article = newsroom.folder / "ferry-tern.md"
    article.write_text(article.read_text().replace("rights: full", "rights: none"))
    before = newsroom.tree()
    status, told = newsroom.post("update", form)
    assert status == 409 and told["shown"] == "sources/ferry-tern.md"
    assert (told["change"]["removed"], told["change"]["added"]) == (["rights: full"], ["rights: none"])
    assert newsroom.tree() == before
    assert newsroom.get("form", "address=sources/ferry-tern/")[0] == 503, "no form of a page that is not made yet"
    newsroom.server.reads()
    assert newsroom.get("form", "address=sources/ferry-tern/")[0] == 503, "nor while it is made"
    assert newsroom.post("update", json.dumps({**LOG, "seen": {}}).encode())[0] == 409
    newsroom.build()
    assert newsroom.post("update", body(newsroom))[0] == 200


def test_of_two_tabs_at_once_one_is_told_of_the_other(newsroom: Newsroom) -> None:
    forms = [body(newsroom, text=f"Line {n}.") for n in range(6)]
    with ThreadPoolExecutor() as pool:
        answers = list(pool.map(lambda form: newsroom.post("update", form)[0], forms))
    assert sorted(answers) == [200] + [409] * 5
    assert newsroom.text("ferry-tern.md").count("Line ") == 1


def test_what_was_changed_since_is_not_taken_back(newsroom: Newsroom) -> None:
    change = newsroom.post("update", body(newsroom))[1]["change"]
    article = newsroom.folder / "ferry-tern.md"
    article.write_text(article.read_text() + "\nOne line more.\n")
    before = newsroom.tree()
    assert newsroom.ask("undo", change=change)[0] == 409 and newsroom.ask("undo", change=99)[0] == 422
    assert newsroom.tree() == before


def test_a_link_that_leads_out_is_not_written_through(newsroom: Newsroom, tmp_path: Path) -> None:
    outside = tmp_path / "outside.md"
    article = newsroom.folder / "ferry-tern.md"
    article.rename(outside)
    article.symlink_to(outside)
    before = outside.read_bytes()
    assert newsroom.post("update", json.dumps({**LOG, "seen": {}}).encode())[0] == 422
    assert outside.read_bytes() == before


def test_a_full_disk_leaves_all_files_of_a_decision_as_they_were(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    from newsdesk.desk import journal

    before, write = newsroom.tree(), journal.write_whole

    def full(path: Path, content: bytes, mode: int = 0) -> None:
        if path.name == "people.yml" and content != before["entities/people.yml"]:
            raise OSError(28, "No space left on device")
        write(path, content, mode)

    monkeypatch.setattr(journal, "write_whole", full)
    files = ["article:ferry-tern", "entities:people"]
    status, told = newsroom.ask("mention", files, source="ferry-tern", words="the mayor", entity="nora-vance")
    assert status == 422 and "No space left" in told["message"] and newsroom.tree() == before
