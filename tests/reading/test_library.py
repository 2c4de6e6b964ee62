"""A sources folder read: front matter, ids, files as they come, vocabulary; every problem in one line."""

from __future__ import annotations

import json
import os
import unicodedata
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML
from tests.site.run import ROOT

from newsdesk.memo.memo import Memo
from newsdesk.reading.front_matter import FrontMatter
from newsdesk.reading.library import article, read_library
from newsdesk.reading.vocabulary import Entry, read_vocabulary
from newsdesk.records import Library, Source, Span, Update, slug

CASES = Path(__file__).parents[1] / "cases" / "reading"
BODY = "\nThe bridge fell.\n\nNobody was hurt.\n"


def load(name: str) -> Any:
    return YAML(typ="safe").load((CASES / f"{name}.yml").read_text(encoding="utf-8"))


def said(problems: Any) -> list[str]:
    return [f"{p.severity} {p}" for p in problems]


def read(header: str, body: str = BODY) -> tuple[Source | None, list[str]]:
    source, problems = article("a", "a.md", f"---\n{header}---\n{body}".encode())
    return source, said(sorted(problems))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "sources").mkdir()
    return tmp_path / "sources"


def library(folder: Path, **files: str | bytes) -> Library:
    for name, content in files.items():
        path = folder / name.replace("__", "/").replace("_md", ".md").replace("_txt", ".txt").replace("_yml", ".yml")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_library(folder, folder)


@pytest.mark.parametrize("case", load("front_matter"), ids=lambda case: case["name"])
def test_front_matter_problems(case: dict[str, Any]) -> None:
    source, problems = read(case["header"])
    assert problems == case["says"]
    assert (source is None) == any(line.startswith("error") for line in problems)


@pytest.mark.parametrize("header", load("front_matter-nope"))
def test_front_matter_without_problems(header: str) -> None:
    source, problems = read(header)
    assert problems == []
    assert source is not None and source.text.strip().startswith("The bridge fell.")


def test_metadata_and_lines() -> None:
    source, _ = read(
        "title: Bridge\noutlet: Acme\npublished: 2021-03-20\nstory: The Bridge!\ntags: [a, b]\nrights: Excerpt\n"
        "excerpt_words: 40\ncorrections:\n  - quote: We go\n    speaker: Jane Roe\n"
        "updates:\n  - 2021-03-22: mended\n"
    )
    assert source is not None
    meta = source.meta
    assert (meta.title, meta.outlet, meta.published, meta.story) == ("Bridge", "Acme", date(2021, 3, 20), "the-bridge")
    assert (meta.tags, meta.rights, meta.excerpt_words) == (("a", "b"), "excerpt", 40)
    assert [(c.line, c.quote, c.speaker, c.reject) for c in meta.corrections] == [(10, "We go", "Jane Roe", False)]
    assert meta.updates == (Update(date(2021, 3, 22), "mended", 13),)
    assert source.body_line == 15


@pytest.mark.parametrize(
    ("text", "body", "line"),
    [
        ("---\ntitle: A\n---\nOne.\n\nTwo.\n", "One.\n\nTwo.\n", 4),
        ("---\r\ntitle: A\r\n---\r\nOne.\r\n\r\nTwo.", "One.\r\n\r\nTwo.", 4),
        ("\ufeff---\ntitle: A\n...\nOne.", "One.", 4),
        ("\n\n---\ntitle: A\n---  \nOne.", "One.", 6),
        ("One.\n---\nTwo.", "One.\n---\nTwo.", 1),
        ("--- not a header\nTwo.", "--- not a header\nTwo.", 1),
        ("\ufeffOne.\nTwo.", "One.\nTwo.", 1),
    ],
)
def test_the_body_as_given_starts_right_after_the_front_matter(text: str, body: str, line: int) -> None:
    source, problems = article("a", "a.md", text.encode())
    assert source is not None and not problems
    assert (source.given, source.body_line) == (body, line)


@pytest.mark.parametrize(
    "head", ["title: Bridge\noutlet: Acme\n", "—\ntitle: Bridge\n—\n", "----\ndate: 2021-03-20\n---\n"]
)
def test_front_matter_without_its_lines_is_told(head: str) -> None:
    source, problems = article("a", "a.md", f"{head}\nThe bridge is shut.\n".encode())
    assert source and [str(p).partition(";")[0] for p in problems] == [
        "a.md:1: the article begins with what looks like front matter, and readers would see it"
    ]


@pytest.mark.parametrize(
    "text", ["Summary: the bridge\n\nIt is shut.\n", "Bridge: shut\n\nurl: nowhere\n", "— Go, he said.\n"]
)
def test_a_text_with_a_colon_is_no_front_matter(text: str) -> None:
    assert article("a", "a.txt", text.encode())[1] == ()


def test_a_bare_text_has_its_title_in_its_first_line() -> None:
    source, _ = article("a", "a.txt", b"Bridge falls into the river.\n\nNobody was hurt.\n")
    assert source is not None
    assert (source.title, source.title_in_body) == ("Bridge falls into the river.", True)
    first = source.paragraphs[0]
    assert (first.n, first.kind, first.span) == (1, "text", Span(0, 28))


def test_a_title_both_stated_and_printed_is_one() -> None:
    source, _ = read("title: Bridge falls\n", "Bridge falls\n\nNobody was hurt.\n")
    assert source is not None and source.title_in_body
    source, _ = read("title: Bridge falls\n")
    assert source is not None and not source.title_in_body


def test_the_seeds_are_read_as_they_are(shared: Path) -> None:
    """No problem, the sentence that a ticker cut is whole, and no ticker, notice or hash is left in the text."""
    seeds = shared / "seeds"
    found = read_library(seeds, seeds)
    assert not found.problems and len(found.sources) == len(list(seeds.glob("*.txt")))
    for source in found.sources:
        assert source.title_in_body and source.title == source.given.split("\n", 1)[0]
        for paragraph in source.paragraphs:
            text = paragraph.span.of(source.text)
            if paragraph.kind == "text":
                assert "%" not in text and "©" not in text and not text.startswith(".")
                assert text[-1] in ".”" or paragraph.n == 1
    dated = [source for source in found.sources if source.dateline]
    assert len(dated) == 1 and dated[0].dateline is not None
    assert dated[0].paragraphs[1].span.contains(dated[0].dateline)


# --- rights ----------------------------------------------------------------------------------------------------


def test_a_withdrawn_article_is_read_without_its_text() -> None:
    source, problems = read("title: Bridge\nrights: withdrawn\nsummary: It fell.\n", "SECRET WORDS\n")
    assert source is not None and not problems
    assert (source.given, source.text, source.paragraphs, source.meta.summary) == ("", "", (), "")
    assert "SECRET" not in repr(source)
    source, _ = read("rights: withdrawn\n", "SECRET HEADLINE\n\nSECRET\n")
    assert source is not None and "SECRET" not in repr(source)


def test_a_link_only_needs_no_text() -> None:
    source, problems = read("title: Bridge\nrights: none\nurl: https://example.org/\n", "")
    assert source is not None and not problems and source.text == ""


# --- files -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("caf\xe9 on\nthe bridge".encode("latin-1"), "a.md:1: byte 0xE9 is not UTF-8"),
        ("The bridge fell.\n".encode("utf-16"), "a.md: is UTF-16, not UTF-8"),
        ("The bridge fell.\n".encode("utf-16-le"), "a.md: is UTF-16, not UTF-8"),
        (b"The bridge\nfell.\0", "a.md:2: has a NUL byte"),
        (b"", "a.md: the file is empty"),
        (b" \n\xef\xbb\xbf\n", "a.md: the file is empty"),
        (b"---\ntitle: Bridge\n---\n", "a.md:4: there is front matter and no text"),
        (b"---\ntitle: Bridge\n\nThe bridge fell.\n", "a.md:1: the front matter that starts here never ends"),
        (b"---\n" + b"# x\n" * 5000 + b"---\nx", "a.md:1: the front matter is longer than 16 KB"),
        (b"x" * (2 * 1024 * 1024 + 1), "a.md: is larger than 2 MB"),
    ],
)
def test_refused_files(folder: Path, content: bytes, says: str) -> None:
    found = library(folder, a_md=content, good_md="Fine.\n\nReally.")
    assert [source.id for source in found.sources] == ["good"]
    assert len(found.problems) == 1
    problem = found.problems[0]
    assert problem.severity == "error" and str(problem).startswith(f"sources/{says}") and "\n" not in str(problem)


def test_one_line_of_a_megabyte_is_read_and_told(folder: Path) -> None:
    found = library(folder, a_md="word " * 200_000)
    assert said(found.problems) == [
        "warning sources/a.md:1: one paragraph of 999,999 characters; break it into paragraphs"
    ]
    assert len(found.sources[0].title) < 110 and not found.sources[0].title_in_body


def test_links_are_not_followed(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("Secret.\n\nWords.")
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "x.md").write_text("Secret.\n\nWords.")
    (folder / "out.txt").symlink_to(tmp_path / "secret.txt")
    (folder / "gone.md").symlink_to("nowhere.md")
    (folder / "loop.md").symlink_to("loop.md")
    (folder / "up").symlink_to(folder, target_is_directory=True)
    (folder / "side").symlink_to(tmp_path / "elsewhere", target_is_directory=True)
    found = library(folder, good_md="Fine.\n\nReally.")
    assert [source.id for source in found.sources] == ["good"]
    assert [str(p).split(";")[0] for p in found.problems] == [
        "sources/gone.md: is a link to something that is not there",
        "sources/loop.md: is a link that leads back to itself",
        "sources/out.txt: is a link to a file elsewhere, and links are not followed",
        "sources/side: is a link to a folder elsewhere, and links are not followed",
        "sources/up: is a link to a folder elsewhere, and links are not followed",
    ]
    assert all(p.severity == "error" for p in found.problems)


def test_a_fifo_does_not_hang(folder: Path) -> None:
    os.mkfifo(folder / "pipe.md")
    assert [str(p) for p in library(folder).problems] == ["sources/pipe.md: is no regular file; remove it"]


def test_what_cannot_be_opened_is_told(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import builtins

    whole = builtins.open

    def refuse(path: Any, *rest: Any, **more: Any) -> Any:
        if str(path).endswith("locked.md"):
            raise PermissionError(13, "Permission denied")
        return whole(path, *rest, **more)

    monkeypatch.setattr(builtins, "open", refuse)
    found = library(folder, locked_md="x", good_md="Fine.\n\nReally.")
    assert [str(p) for p in found.problems] == [
        "sources/locked.md: cannot be read (Permission denied); let its owner make it readable, or remove it"
    ]


def test_any_depth_other_kinds_and_hidden_files(folder: Path) -> None:
    found = library(
        folder, a__b__C_md="Fine.\n\nReally.", entities__x_txt="no article",
        **{".git/x.md": "x", ".hidden.txt": "x", "D.TXT": "Big.\n\nLetters.", "page.html": "<p>x", "notes.csv": "x"},
    )  # fmt: skip
    assert [(s.id, s.path) for s in found.sources] == [("d", "sources/D.TXT"), ("a-b-c", "sources/a/b/C.md")]
    assert [str(p).split(";")[0] for p in found.problems if "entities" not in p.path] == [
        "sources/page.html: a .html file is not read as an article"
    ]


def test_twins_are_refused_by_name(folder: Path) -> None:
    for name in ("Café.md", unicodedata.normalize("NFD", "Café.txt"), "cafe.md", "CAFE.txt", "x y.md", "x-y.md"):
        (folder / name).write_text("Fine.\n\nReally.")
    found = library(folder)
    assert len({s.id for s in found.sources}) == len(found.sources) == 2
    assert len(found.problems) == 4
    assert all("has the same address as sources/" in str(p) and p.severity == "error" for p in found.problems)


@pytest.mark.parametrize(
    "name", ["😀", "CON", "x" * 240, "..x", "a&b <script>", "中文", "index", "con.a", "%2e%2e", "’"]
)
def test_any_name_gives_a_safe_id(folder: Path, name: str) -> None:
    (folder / f"{name}.md").write_text("Fine.\n\nReally.")
    if name.startswith("."):
        assert library(folder).sources == ()
        return
    (source,) = library(folder).sources
    assert 0 < len(source.id) <= 80 and slug(source.id) == source.id
    assert not set(source.id) & set("/\\.:%&<>\"' ") and source.id not in ("con", "index")


def test_a_missing_folder_is_one_line(tmp_path: Path) -> None:
    found = read_library(tmp_path / "gone", tmp_path)
    assert found.sources == () and "there is no such folder" in str(found.problems[0])


@given(st.one_of(st.binary(max_size=300), st.text(max_size=300).map(lambda t: t.encode("utf-8", "replace"))))
@settings(max_examples=500, deadline=None)
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    for content in (data, b"---\n" + data + b"\n---\nText.\n\nMore.", b"---\ntitle: " + data + b"\n---\nText."):
        source, problems = article("a", "a.md", content)
        assert source is not None or any(p.severity == "error" for p in problems)
        assert all("\n" not in str(p) and p.remedy for p in problems)


KEYS = [
    *FrontMatter.model_fields, *Entry.model_fields, "not", "quote", "speaker", "reject", "mention", "entity",
    "add_quote", "on", "text", "2021-03-22", "2021-13-40", "x", "", "template",
]  # fmt: skip
scalar = st.one_of(st.none(), st.text(max_size=8), st.sampled_from(["Q42", "2021-03-20", "true", "0", "9" * 400, "~"]))
anything = st.recursive(
    scalar,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.sampled_from(KEYS), inner, max_size=4)),
    max_leaves=8,
)


@given(st.dictionaries(st.sampled_from(KEYS), anything, max_size=5))
@example({"formerly": ["0\n0"], "name": "Ann", "a\nkey": ""})
@settings(max_examples=400, deadline=None)
def test_any_values_are_read_or_refused(tmp_path_factory: pytest.TempPathFactory, data: dict[str, Any]) -> None:
    """Every type in every place: an article is read or told to have errors, an entry is kept or told to."""
    header = json.dumps(data)
    source, problems = article("a", "a.md", f"---\n{header}\n---\nText.\n\nMore.".encode())
    assert source is not None or any(p.severity == "error" for p in problems)
    folder = tmp_path_factory.mktemp("entities")
    (folder / "people.yml").write_text(json.dumps({"ann": data, "bob": data}), encoding="utf-8")
    vocabulary, wrong = read_vocabulary(folder, "entities")
    kept = {entity.id for entity in vocabulary.entities}
    assert all(p.line == 1 and "\n" not in str(p) for p in wrong)
    assert {"ann", "bob"} <= kept | {
        p.field.split(".")[0].split("[")[0] for p in wrong if p.severity == "error"
    } or any(p.field == "" for p in wrong)


@pytest.mark.parametrize(
    ("given", "made"),
    [
        ("Ada Brook", "ada-brook"),
        ("Jiří Novák", "jiri-novak"),
        ("O’Brien", "obrien"),
        ("O'Brien", "obrien"),
        ("Ørsted", "orsted"),
        ("Straße", "strasse"),
        (" A & B ", "a-b"),
        ("Ærø_1", "aero-1"),
        ("İzmir", "izmir"),
        ("Київ: міст", "київ-міст"),
        ("Ἀθῆναι", "ἀθῆναι"),
        ("الجسر مغلق", "الجسر-مغلق"),
        ("한국 다리", "한국-다리"),
        ("日本語", "日本語"),
        ("ガラス", "ガラス"),
        ("हिन्दी", "हिन्दी"),
        ("🌉 Bridge 1️⃣", "bridge-1"),
    ],
)
def test_slugs(given: str, made: str) -> None:
    assert slug(given) == slug(unicodedata.normalize("NFD", given)) == made


def test_a_slug_is_the_name_of_a_file_in_any_script() -> None:
    names = ["мост " * 60, "桥" * 300, "🌉", "🌁", "𐌰" * 90, "con", "…"]
    made = [slug(name) for name in names]
    assert len(set(made)) == len(made) and all(0 < len(name.encode()) <= 200 for name in made)
    assert all(slug(name) == name for name in made)


def test_links_among_the_files_of_entities_are_refused(tmp_path: Path) -> None:
    """Whatever they lead to: it would be published as the editor's own words."""
    folder = tmp_path / "sources"
    (folder / "entities").mkdir(parents=True)
    (tmp_path / "secret.yml").write_text("ada-holm: {name: Ada Holm}\n")
    (folder / "entities" / "people.yml").symlink_to(tmp_path / "secret.yml")
    (folder / "decisions.yml").symlink_to(tmp_path / "secret.yml")
    library = read_library(folder, tmp_path)
    assert library.vocabulary.entities == ()
    assert any("entities/people.yml: is a link" in str(problem) for problem in library.problems)
    (folder / "entities").rename(tmp_path / "elsewhere")
    (folder / "entities").symlink_to(tmp_path / "elsewhere", target_is_directory=True)
    library = read_library(folder, tmp_path)
    assert any("sources/entities: is a link" in str(problem) for problem in library.problems)


@given(st.text(max_size=200))
@settings(max_examples=300, deadline=None)
def test_slugs_are_stable(text: str) -> None:
    made = slug(text)
    assert (
        made
        and slug(made) == made
        and slug(unicodedata.normalize("NFD", text)) == slug(unicodedata.normalize("NFC", text))
    )


# --- vocabulary ------------------------------------------------------------------------------------------------


def test_entries_of_one_name_that_are_meant_in_other_articles_do_not_clash(folder: Path) -> None:
    entry = "{id}:\n  name: Tom Reed\n  only_in: [{source}]\n"
    found = library(
        folder,
        one_txt="Tom Reed won.",
        two_txt="Tom Reed left.",
        entities__people_yml=entry.format(id="golfer", source="one") + entry.format(id="senator", source="tow"),
    )
    assert [entity.only_in for entity in found.vocabulary.entities] == [("one",), ("tow",)]
    (problem,) = found.problems
    assert (problem.line, problem.message) == (4, "`only_in` names no article: tow")
    assert problem.remedy == "did you mean two?"


def test_vocabulary(folder: Path) -> None:
    found = library(
        folder,
        entities__people_yml="jane-roe:\n  name: Jane Roe\n  weak_aliases: [Roe]\n  not: [Jane Roe Street]\n"
        "  wikidata: Q42\n  same_as: [https://example.org/jane]\n  formerly: [j-roe]\n",
        entities__places_yml="mudville:\n  name: Mudville\n",
    )
    assert not found.problems
    jane, mudville = found.vocabulary.entities
    assert (jane.id, jane.type, jane.name, jane.weak_aliases) == ("jane-roe", "person", "Jane Roe", ("Roe",))
    assert (jane.never, jane.wikidata, jane.formerly) == (("Jane Roe Street",), "Q42", ("j-roe",))
    assert (jane.path, jane.line) == ("sources/entities/people.yml", 1)
    assert (mudville.id, mudville.type) == ("mudville", "place")


def test_vocabulary_problems(folder: Path) -> None:
    found = library(
        folder,
        entities__people_yml="Jane Roe:\n  name: Jane Roe\njane:\n  nmae: Jane\njohn: John Doe\n"
        "doe:\n  name: John Doe\n  aliases: Doe\nkim:\n  name: Kim\n  wikidata: 42\n"
        "ann:\n  name: Ann Lee\n  aliases: [The Boss]\n  formerly: [bob]\n"
        "bob:\n  name: Bob Lee\n  aliases: [the boss]\nspy:\n  name: \"Е\u200blon\"\n",
        entities__places_yml="ann:\n  name: Annville\n",
        entities__peoples_yml="x: 1",
        entities__products_yml="a: b: c",
    )  # fmt: skip
    assert [p.split("; ")[0] for p in said(found.problems)] == [
        "error sources/entities/people.yml:1: Jane Roe: an id is small letters, digits and hyphens",
        "error sources/entities/people.yml:3: jane.name: is missing",
        "error sources/entities/people.yml:4: jane.nmae: there is no such key",
        "error sources/entities/people.yml:5: john: the entry has no keys",
        "error sources/entities/people.yml:8: doe.aliases: is a text where a list belongs",
        "error sources/entities/people.yml:11: kim.wikidata: is no Wikidata item",
        "error sources/entities/people.yml:12: ann: `bob` in `formerly` is or was bob, "
        "at sources/entities/people.yml:16",
        "warning sources/entities/people.yml:16: bob: “the boss” also names ann, at sources/entities/people.yml:12, "
        "so it links to neither",
        "warning sources/entities/people.yml:20: spy.name: has characters that cannot be seen: U+200B ZERO WIDTH SPACE",
        "warning sources/entities/peoples.yml: is no file of entities and was not read",
        "error sources/entities/places.yml:1: ann: the id also stands at sources/entities/people.yml:12",
        "error sources/entities/products.yml:1: the value has a colon in it",
    ]
    assert [entity.id for entity in found.vocabulary.entities] == ["ann", "bob", "spy"]


def test_a_folder_without_entities_uses_the_shipped_ones(folder: Path, tmp_path: Path) -> None:
    shipped = tmp_path / "shipped"
    (shipped / "entities").mkdir(parents=True)
    (shipped / "entities" / "people.yml").write_text("jane-roe:\n  name: Jane Roe\n")
    assert [e.id for e in read_library(folder, shipped).vocabulary.entities] == ["jane-roe"]
    (folder / "entities").mkdir()
    assert read_library(folder, shipped).vocabulary.entities == ()


def test_the_shipped_sources_have_no_problem() -> None:
    own = Path(__file__).parents[2] / "sources"
    found = read_library(own, own)
    assert not found.problems and found.sources and found.vocabulary.entities
    assert all(source.text == source.given for source in found.sources)


def test_articles_kept_on_disk_are_as_they_were_read(tmp_path: Path) -> None:
    folder, kept = ROOT / "sources", Memo(tmp_path)
    fresh = read_library(folder, folder)
    assert repr(read_library(folder, folder, kept)) == repr(fresh)
    kept.end()
    assert kept.sizes()["articles"][0] == len(fresh.sources) > 0
    assert repr(read_library(folder, folder, Memo(tmp_path))) == repr(fresh)


def test_files_that_did_not_change_are_not_read_again_in_one_process(tmp_path: Path) -> None:
    (tmp_path / "entities").mkdir()
    (tmp_path / "entities" / "people.yml").write_text("ada-brook:\n  name: Ada Brook\n")
    for name in ("one", "two"):
        (tmp_path / f"{name}.md").write_text(f"{name}.\n")
    memo = Memo()
    before = read_library(tmp_path, tmp_path, memo=memo)
    (tmp_path / "two.md").write_text("Too.\n")
    memo.end()
    after = read_library(tmp_path, tmp_path, memo=memo)
    assert after.sources[0] is before.sources[0] and after.vocabulary.entities[0] is before.vocabulary.entities[0]
    assert after == read_library(tmp_path, tmp_path) != before


settings.register_profile("quick", suppress_health_check=[HealthCheck.function_scoped_fixture])
settings.load_profile("quick")
