"""The editors' guide says what the program does: its examples are run, its tables are those of the code."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from typer.testing import CliRunner

from newsdesk.build import build, read, study
from newsdesk.cli.app import program
from newsdesk.reading.front_matter import RIGHTS, FrontMatter
from newsdesk.reading.library import article
from newsdesk.reading.vocabulary import FILES, Entry
from newsdesk.records import Knowledge, Options

GUIDE = Path(__file__).parents[2] / "docs" / "editing.md"
STEM = "2021-03-20-harbour-bridge-to-close-for-a-year"


def blocks(kind: str) -> list[str]:
    return re.findall(rf"^```{kind}\n(.*?)^```$", GUIDE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)


def table(heading: str) -> set[str]:
    """All code in the first columns of the tables below a heading."""
    section = re.split(r"^## ", GUIDE.read_text(encoding="utf-8"), flags=re.MULTILINE)
    (text,) = [part for part in section if part.startswith(heading)]
    return {code for row in re.findall(r"^\| ([^|]*)\|", text, re.MULTILINE) for code in re.findall(r"`([^`]+)`", row)}


def sources_example() -> str:
    return blocks("text")[0]


def test_the_headers_of_the_examples_have_no_problem() -> None:
    headers = [block for block in blocks("yaml") if block.startswith("---\n")]
    assert len(headers) == 4
    for header in headers:
        source, problems = article("a", "a.md", (header + sources_example()).encode())
        assert source is not None and problems == ()


def test_every_key_is_explained_and_none_besides() -> None:
    keys = table("What you can say about an article")
    assert keys - {"en", "en-GB", "[bridges, traffic]", "2021-03-20"} == set(FrontMatter.model_fields)
    rights = table("Rights")
    assert {key for key in rights if not key.startswith("cc-")} == {*RIGHTS, "rights"}
    names = {field.alias or name for name, field in Entry.model_fields.items()}
    assert table("Curate names") == names
    settings = {"excerpt_words", "speaker_confidence", "profile_sources", "page_size", "analysis"}
    assert table("Settings") == settings and settings < set(Options.__slots__)


@pytest.mark.parametrize("stem", FILES)
def test_the_files_of_entities_are_named(stem: str) -> None:
    assert f"`{stem}.yml`" in GUIDE.read_text(encoding="utf-8")


def test_the_problems_shown_are_the_ones_told() -> None:
    shown = blocks("text")[1].splitlines()
    header = b"---\ntitle: x\ndate: 2021-03-20\npublished: 2026-13-45\n---\nText.\n\nMore."
    _, problems = article("bridge", "sources/bridge.md", header)
    _, latin = article("ferry", "sources/ferry.txt", b"x\n" * 11 + "café".encode("latin-1"))
    assert [str(problem) for problem in (*sorted(problems), *latin)] == shown


def test_an_editors_first_hour(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The guide from top to bottom: add the article, correct it, curate and merge names, log it, write, withdraw."""
    folder = tmp_path / "sources"
    folder.mkdir()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("NEWSDESK_SOURCES", str(folder))
    (tmp_path / "bridge.txt").write_text(sources_example(), encoding="utf-8")
    (folder / "entities").mkdir()

    commands = [line for block in blocks("console") for line in block.splitlines() if line.startswith("newsdesk ")]
    assert [shlex.split(line)[1] for line in commands] == ["add", "explain", "check"]
    for line in commands:
        result = CliRunner().invoke(program(), shlex.split(line)[1:])
        assert result.exit_code == 0, result.output
    path = folder / f"{STEM}.md"
    assert path.is_file()

    people = next(block for block in blocks("yaml") if block.startswith("# sources/entities/people.yml"))
    (folder / "entities" / "people.yml").write_text(people, encoding="utf-8")
    corrections = next(block for block in blocks("yaml") if "corrections:" in block)
    body = path.read_text(encoding="utf-8").split("---\n", 2)[2]
    path.write_text(corrections + body, encoding="utf-8")
    known = study(read(folder))
    speakers = said(known)
    assert speakers["We cannot wait for another winter,"] == ("ana-petrova", "correction")
    assert speakers["worse than anyone thought."] == ("ana-petrova", "correction")
    assert not any("Nobody wrote" in words for words in speakers)
    assert known.entities["tom-okafor"].formerly == ("thomas-okafor",), "two profiles are one, and the old one leads on"
    log = next(block for block in blocks("yaml") if block.startswith("---") and "updates:" in block)
    path.write_text(log + body, encoding="utf-8")
    ((update,),) = (source.meta.updates for source in read(folder).sources)
    assert update.on.isoformat() == "2021-03-22"

    docs = tmp_path / "docs"
    docs.mkdir()
    monkeypatch.setenv("NEWSDESK_DOCS", str(docs))
    (quote,) = (q.id for q in known.extractions[STEM].quotes if q.kind == "direct")
    page = blocks("markdown")[0].replace("source:ID", f"source:{STEM}").replace("quote:ID", f"quote:{quote}")
    (docs / "bank.md").write_text(page, encoding="utf-8")
    assert build(folder, Options()).problems == ()

    withdrawn = next(block for block in blocks("yaml") if "rights: withdrawn" in block)
    path.write_text(withdrawn + body, encoding="utf-8")
    assert said(study(read(folder))) == {}
    told = [str(problem) for problem in build(folder, Options()).problems]
    assert [f"docs/bank.md:3: there is no quote {quote}" in line for line in told].count(True) == 1, told


def said(knowledge: Knowledge) -> dict[str, tuple[str | None, str]]:
    """The direct and mixed quotes of the one article: words → the speaker's id and the rule."""
    assert not [p for p in knowledge.problems if p.severity != "note"]
    (source,) = knowledge.sources.values()
    extraction = knowledge.extractions[source.id]
    found = {}
    for quote in extraction.quotes:
        chain = quote.speaker.chain if quote.speaker else None
        entity = knowledge.entity_of_chain.get((source.id, chain)) if chain is not None else None
        if quote.kind != "indirect" or quote.rule == "correction":
            found[quote.words(source.text)] = (entity, quote.rule)
    return found
