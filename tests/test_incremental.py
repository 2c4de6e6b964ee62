"""What is kept between builds never shows: a build after any edits gives what one from nothing gives, byte by byte."""

from __future__ import annotations

import random
import re
import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from tests.bench.corpus import articles

from newsdesk import build
from newsdesk.memo import file
from newsdesk.memo.file import FILE
from newsdesk.memo.memo import Memo
from newsdesk.memo.tables import Table
from newsdesk.pages.site import Site
from newsdesk.reading.parses import parse_all
from newsdesk.records import Options

SEED = 11
Edit = Callable[[Path, random.Random, Options], Options | None]


def _paths(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*.md"))


def speaker(text: str) -> str:
    """Who speaks in the first sentence."""
    return " ".join(text.split(" said on")[0].split()[-2:])


def quote_somebody_new(folder: Path, chance: random.Random, options: Options) -> None:
    path = chance.choice(_paths(folder))
    path.write_text(f"{path.read_text()}\n“It was never {chance.randrange(99)} metres wide,” said Ada Selwick.\n")


def quote_somebody_again(folder: Path, chance: random.Random, options: Options) -> None:
    """Nothing changes on pages of other articles but what a preview card says of the speaker."""
    path = chance.choice(_paths(folder))
    text = path.read_text()
    path.write_text(f"{text}\n“Ships of {chance.randrange(99)} tons call here,” {speaker(text)} said.\n")


def reword(folder: Path, chance: random.Random, options: Options) -> None:
    path = chance.choice(_paths(folder))
    path.write_text(path.read_text().replace("nothing", "little").replace("Nobody", "Hardly anybody"))


def restrict(folder: Path, chance: random.Random, options: Options) -> None:
    path = chance.choice(_paths(folder))
    path.write_text(path.read_text().replace("rights: full", "rights: excerpt"))


def retitle(folder: Path, chance: random.Random, options: Options) -> None:
    path = chance.choice(_paths(folder))
    path.write_text(path.read_text().replace("title: ", "title: Again, "))


def remove(folder: Path, chance: random.Random, options: Options) -> None:
    chance.choice(_paths(folder)).unlink()


def withdraw(folder: Path, chance: random.Random, options: Options) -> None:
    path = chance.choice(_paths(folder))
    path.write_text(path.read_text().replace("rights: full", "rights: withdrawn").replace("excerpt", "withdrawn"))


def redate(folder: Path, chance: random.Random, options: Options) -> None:
    path = chance.choice(_paths(folder))
    path.write_text(re.sub(r"published: \S+", "published: 2019-02-03", path.read_text()))


def rename(folder: Path, chance: random.Random, options: Options) -> None:
    path = chance.choice(_paths(folder))
    path.rename(path.with_name("elsewhere.md"))


def join(folder: Path, chance: random.Random, options: Options) -> None:
    stories = {path: story for path in _paths(folder) if (story := re.search(r"^story: .*\n", path.read_text(), re.M))}
    one = chance.choice(list(stories))
    other = chance.choice([path for path in _paths(folder) if path != one])
    apart = re.sub(r"^story: .*\n", "", other.read_text(), flags=re.MULTILINE)
    other.write_text(apart.replace("---\n", f"---\n{stories[one][0]}", 1))


def correct(folder: Path, chance: random.Random, options: Options) -> None:
    path = chance.choice([path for path in _paths(folder) if "“" in path.read_text()])
    said = re.search(r"“([^”]+)”", path.read_text())
    assert said
    correction = f'corrections:\n  - quote: "{said[1].rstrip(",")}"\n    speaker: Ada Selwick\n'
    path.write_text(path.read_text().replace("\n---\n", f"\n{correction}---\n", 1))


def add(folder: Path, chance: random.Random, options: Options) -> None:
    name, text = list(articles(9, SEED))[8]
    (folder / Path(name).name).write_text(text)


def curate(folder: Path, chance: random.Random, options: Options) -> None:
    name = speaker(chance.choice(_paths(folder)).read_text())
    (folder / "entities" / "people.yml").write_text(
        f"somebody:\n  name: {name}\n  aliases: [Ada Selwick]\n  description: Speaks often\n"
    )


def other_pages(folder: Path, chance: random.Random, options: Options) -> Options:
    return replace(options, page_size=7, site_url="https://news.example/")


def doubt(folder: Path, chance: random.Random, options: Options) -> Options:
    return replace(options, speaker_confidence=0.97)


EDITS: list[Edit] = [
    quote_somebody_new, quote_somebody_again, reword, restrict, retitle, withdraw, redate, rename, join, correct,
    remove, add, curate, other_pages, doubt,
]  # fmt: skip


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "sources"
    (folder / "entities").mkdir(parents=True)
    (folder / "entities" / "people.yml").write_text("{}\n")
    for name, text in list(articles(8, SEED))[:6]:
        (folder / Path(name).name).write_text(text)
    return folder


@pytest.fixture(autouse=True)
def _parses_are_shared(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """By all builds: only they take long, and there is a test of their own."""
    shared = Memo(tmp_path_factory.getbasetemp() / "parses")
    monkeypatch.setattr(build, "parse_all", lambda sources, lexicon, memo, *more: parse_all(sources, lexicon, shared))


def built(folder: Path, options: Options, kept: Path) -> dict[str, object]:
    """A build with what is kept in a folder."""
    build.CACHE = kept
    done = build.build(folder, options, docs=folder / "none")
    assert not [problem for problem in done.problems if problem.severity == "error"]
    return {page.address: (page.digest, page.html) for page in done.site.pages.values()} | dict(done.site.files)


def test_a_build_after_edits_is_a_build_from_nothing(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(build, "CACHE", tmp_path)
    chance, options = random.Random(SEED), Options()
    assert built(corpus, options, tmp_path / "warm") == built(corpus, options, tmp_path / "warm")
    for n, edit in enumerate(chance.sample(EDITS, len(EDITS))):
        options = edit(corpus, chance, options) or options
        warm = built(corpus, options, tmp_path / "warm")
        cold = built(corpus, options, tmp_path / f"cold-{n}")
        differing = {name for name in warm.keys() | cold.keys() if warm.get(name) != cold.get(name)}
        assert not differing, f"after {edit.__name__}"


def cut(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = folder / FILE
    with closing(sqlite3.connect(path)) as db:
        db.execute("pragma wal_checkpoint(truncate)")
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def limit(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(build, "Memo", partial(Memo, limit=100_000))


def claim(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "packages" / "rapidfuzz-99.0.dist-info").mkdir(parents=True)
    monkeypatch.syspath_prepend(str(folder / "packages"))


@pytest.mark.parametrize("what", [cut, limit, claim])
def test_whatever_becomes_of_what_is_kept_a_build_is_one_from_nothing(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, what: Callable[[Path, pytest.MonkeyPatch], None]
) -> None:
    monkeypatch.setattr(build, "CACHE", tmp_path)
    for path in _paths(corpus)[3:]:
        path.unlink()
    first = built(corpus, Options(), tmp_path / "warm")
    what(tmp_path / "warm", monkeypatch)
    file._FILES.clear()  # as in a process of its own
    quote_somebody_again(corpus, random.Random(SEED), Options())
    again = built(corpus, Options(), tmp_path / "warm")
    assert again == built(corpus, Options(), tmp_path / "cold") != first
    assert again == built(corpus, Options(), tmp_path / "warm")


def test_what_a_living_process_knows_after_edits_is_what_a_fresh_one_knows(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(build, "CACHE", tmp_path / "cache")
    chance, options, memo = random.Random(SEED), Options(), Memo(build.CACHE)
    for n, edit in enumerate([*chance.sample(EDITS, len(EDITS)), *chance.sample(EDITS, len(EDITS))]):
        with suppress(AssertionError):  # what is to be corrected is not there any more
            options = edit(corpus, chance, options) or options
        living = known(corpus, options, memo)
        memo.end()
        assert living == known(corpus, options, Memo(tmp_path / f"cold-{n}")), f"after {edit.__name__}"


def known(folder: Path, options: Options, memo: Memo) -> str:
    """All that is known and all that may be published, in order too."""
    knowledge = build.study(build.read(folder, memo), options, memo=memo)
    return f"{knowledge!r}\n{Site.of(knowledge, options, memo).public!r}"


def test_pages_that_an_edit_does_not_reach_are_kept(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    memos: list[Memo] = []
    monkeypatch.setattr(build, "CACHE", tmp_path)
    build.build(corpus, Options(), docs=corpus)
    (corpus / _paths(corpus)[0].name).write_text(_paths(corpus)[0].read_text() + "\nNothing else is known.\n")
    monkeypatch.setattr(build, "Memo", lambda folder: told(Memo(folder), memos))
    kinds = build.build(corpus, Options(), docs=corpus).site.kinds
    sources = {address for address, kind in kinds.items() if kind == "source"}
    kept = {why.name for why in memos[-1].whys or () if why.kind == "pages" and why.is_kept}
    assert len(sources - kept) <= 3, "an article's page is made again though nothing it shows has changed"


def told(memo: Memo, memos: list[Memo]) -> Memo:
    memo.whys = []
    memos.append(memo)
    return memo


def test_nothing_is_looked_up_unnoticed(corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(build, "CACHE", tmp_path)
    public = build.build(corpus, Options(), docs=corpus).public.public
    site = Site(public, Options())
    own = {*vars(site)}
    site.prepare()
    made = {name: found for name, found in vars(site).items() if name not in own}
    assert made and all(isinstance(found, Table | tuple) for found in made.values())
    assert all(name.startswith("_") for name, found in made.items() if isinstance(found, tuple))
    with site.noting() as noted:
        assert site.sources
    assert noted().walked
