"""The data files of a built site: valid by their schemas, by other people's libraries, and true to the sources."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from lxml import etree
from tests.site import links
from tests.site.run import TINY

from newsdesk.build import read
from newsdesk.records import Source

TABLES = ("sources", "briefings", "entities", "quotes", "statements", "timeline")
ATOM = "{http://www.w3.org/2005/Atom}"


def items(site: Path, table: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((site / "data" / f"{table}.json").read_text())["items"]
    return found


@pytest.fixture(scope="module")
def sources() -> dict[str, Source]:
    return {source.id: source for source in read(TINY).sources}


@pytest.mark.parametrize("table", TABLES)
def test_every_table_is_valid_by_its_schema(tiny: Path, shipped: Path, table: str) -> None:
    for site in (tiny, shipped):
        schema = json.loads((site / "data" / f"{table}.schema.json").read_text())
        jsonschema.Draft202012Validator.check_schema(schema)
        jsonschema.validate(json.loads((site / "data" / f"{table}.json").read_text()), schema)


def test_the_database_of_the_site_has_the_same_rows(tiny: Path) -> None:
    with closing(sqlite3.connect(tiny / "data" / "newsdesk.sqlite")) as db:
        for table in TABLES:
            assert db.execute(f"SELECT count(*) FROM {table}").fetchone() == (len(items(tiny, table)),)


def test_a_schema_refuses_what_is_wrong(tiny: Path) -> None:
    schema = json.loads((tiny / "data" / "quotes.schema.json").read_text())
    wrong = [{**quote, "kind": "shouted"} for quote in items(tiny, "quotes")]
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({"schema": 1, "items": wrong}, schema)


def test_ids_are_unique_and_everything_named_is_there(tiny: Path) -> None:
    ids = {table: [item["id"] for item in items(tiny, table)] for table in TABLES if table != "timeline"}
    assert {table: len(found) - len(set(found)) for table, found in ids.items()} == dict.fromkeys(ids, 0)
    known = {table: set(found) for table, found in ids.items()}
    assert {item["briefing"] for item in items(tiny, "sources")} <= known["briefings"]
    assert {source for item in items(tiny, "briefings") for source in item["sources"]} <= known["sources"]
    assert {key for item in items(tiny, "briefings") for key in item["statements"]} <= known["statements"]
    assert {quote for item in items(tiny, "statements") for quote in item["quotes"]} <= known["quotes"]
    assert {quote for item in items(tiny, "entities") for quote in item["quotes"]} <= known["quotes"]
    assert {item["source"] for item in items(tiny, "quotes")} <= known["sources"]
    assert {item["speaker_entity"] for item in items(tiny, "quotes")} - {None} <= known["entities"]
    assert {item["speaker_entity"] for item in items(tiny, "statements")} - {None} <= known["entities"]
    assert {entity for item in items(tiny, "timeline") for entity in item["entities"]} <= known["entities"]


def test_every_page_named_is_there(tiny: Path) -> None:
    for table in ("sources", "briefings", "entities", "quotes"):
        for item in items(tiny, table):
            page, _, anchor = item["page"].partition("#")
            assert (tiny / page / "index.html").is_file(), item["page"]
            assert not anchor or anchor in links.read(tiny / page / "index.html").ids, item["page"]


def test_quotes_are_the_words_of_their_source(tiny: Path, sources: dict[str, Source]) -> None:
    quotes = items(tiny, "quotes")
    assert len(quotes) > 3
    for quote in quotes:
        given = sources[quote["source"]].given
        assert quote["text"] == " ".join(given[start:end] for start, end in quote["spans"])
        assert (quote["start"], quote["end"]) == (quote["spans"][0][0], quote["spans"][-1][1])
        if quote["speaker_text"] is not None:
            assert quote["speaker_text"] == given[quote["speaker_start"] : quote["speaker_end"]]


def test_what_is_stated_outright_stands_with_both_entities(tiny: Path, sources: dict[str, Source]) -> None:
    known = {item["id"]: item for item in items(tiny, "entities")}
    (told,) = known["tomas-oduya"]["relations"]
    assert told in known["fenline"]["relations"]
    assert (told["subject"], told["relation"], told["object"]) == ("tomas-oduya", "heads", "fenline")
    for place in told["stated"]:
        assert place["text"] in " ".join(sources[place["source"]].text.split())


def test_first_and_last_seen_are_days_of_sources_that_name_them(tiny: Path) -> None:
    known = {item["id"]: item for item in items(tiny, "entities")}
    seen = {
        key: (known[key]["first_seen"], known[key]["last_seen"]) for key in ("priya-raman", "jonna-weiss", "petra-holm")
    }
    assert seen == {
        "priya-raman": ("2024-05-14", "2024-05-15"),
        "jonna-weiss": ("2024-05-14", "2024-05-14"),
        "petra-holm": (None, None),
    }


def test_ftm_is_valid_by_its_own_library(tiny: Path) -> None:
    followthemoney = pytest.importorskip("followthemoney")
    rows = [json.loads(line) for line in (tiny / "data" / "ftm.json").read_text().splitlines()]
    assert {row["schema"] for row in rows} >= {
        "Person",
        "Organization",
        "Article",
        "Documentation",
        "Note",
        "Directorship",
    }
    ids = {row["id"] for row in rows}
    assert len(ids) == len(rows)
    for row in rows:
        proxy = followthemoney.model.get_proxy(row, cleaned=False)
        followthemoney.model.get(row["schema"]).validate({"properties": row["properties"]})
        # What the library would not take over is gone from its copy.
        assert {k: sorted(v) for k, v in proxy.to_dict()["properties"].items()} == row["properties"]
        for key in ("document", "entity", "director", "organization", "proof"):
            assert set(row["properties"].get(key, [])) <= ids


def test_feeds_are_atom(tiny: Path) -> None:
    feeds = list(tiny.rglob("feed.xml"))
    assert tiny / "feed.xml" in feeds and len(feeds) > 1
    for path in feeds:
        feed = etree.parse(path).getroot()
        assert feed.tag == f"{ATOM}feed"
        entries = feed.findall(f"{ATOM}entry")
        for element in (feed, *entries):
            assert element.find(f"{ATOM}id").text and element.find(f"{ATOM}title").text
            assert element.find(f"{ATOM}updated").text
        ids = [entry.find(f"{ATOM}id").text for entry in entries]
        assert len(ids) == len(set(ids))
        for entry in entries:
            page, _, anchor = entry.find(f"{ATOM}link").get("href").lstrip("/").partition("#")
            assert (tiny / page / "index.html").is_file()
            assert not anchor or anchor in links.read(tiny / page / "index.html").ids


def test_llms_txt_lists_the_briefings(tiny: Path) -> None:
    text = (tiny / "llms.txt").read_text()
    assert text.startswith("# ")
    for briefing in items(tiny, "briefings"):
        assert briefing["title"] is None or f"(/{briefing['page']})" in text
