"""Whatever an editor may do between two builds, to a folder of articles as `tests.bench.corpus` writes them."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from tests.bench.corpus import articles

from newsdesk.records import Options

SEED = 11
Edit = Callable[[Path, random.Random, Options], Options | None]  # changes a folder; or gives other options


def some(folder: Path, chance: random.Random, wanted: str = "") -> Path:
    """One of the articles, of those that have some words if any has."""
    paths = sorted(folder.rglob("*.md"))
    return chance.choice([path for path in paths if wanted in path.read_text()] or paths)


def speaker(text: str) -> str:
    """Somebody who speaks in an article."""
    found = re.search(r"” \w+ (?:reporters )?([A-Z]\w+ [A-Z]\w+), a ", text)
    return found[1] if found else "Ada Selwick"


def in_text(old: str, new: str) -> Edit:
    """In one article that has it, what stands for a pattern is another."""

    def edit(folder: Path, chance: random.Random, options: Options) -> None:
        paths = [p for p in sorted(folder.rglob("*.md")) if re.search(old, p.read_text(), re.MULTILINE)]
        if paths:
            path = chance.choice(paths)
            path.write_text(re.sub(old, new, path.read_text(), flags=re.MULTILINE))

    return edit


def quote_somebody_new(folder: Path, chance: random.Random, options: Options) -> None:
    path = some(folder, chance)
    path.write_text(f"{path.read_text()}\n“It was never {chance.randrange(99)} metres wide,” said Ada Selwick.\n")


def quote_somebody_again(folder: Path, chance: random.Random, options: Options) -> None:
    """Nothing changes on pages of other articles but what a preview card says of the speaker."""
    path = some(folder, chance)
    text = path.read_text()
    path.write_text(f"{text}\n“Ships of {chance.randrange(99)} tons call here,” {speaker(text)} said.\n")


def print_alike(folder: Path, chance: random.Random, options: Options) -> None:
    """Another outlet has an article whole."""
    path = some(folder, chance)
    path.with_name(f"copy-{chance.randrange(9)}.md").write_text(
        re.sub(r"^outlet: .*$", "outlet: Tarrin Post", path.read_text(), flags=re.MULTILINE)
    )


def cut_the_end(folder: Path, chance: random.Random, options: Options) -> None:
    path = some(folder, chance)
    path.write_text(path.read_text().rstrip().rpartition("\n\n")[0] + "\n")


def remove(folder: Path, chance: random.Random, options: Options) -> None:
    if len(list(folder.rglob("*.md"))) > 2:
        some(folder, chance).unlink()


def rename(folder: Path, chance: random.Random, options: Options) -> None:
    path = some(folder, chance)
    path.rename(path.with_name(f"elsewhere-{chance.randrange(9)}.md"))


def join(folder: Path, chance: random.Random, options: Options) -> None:
    """Two articles are of one story, by an editor's word."""
    for path in {some(folder, chance), some(folder, chance)}:
        text = re.sub(r"^story: .*\n", "", path.read_text(), flags=re.MULTILINE)
        path.write_text(text.replace("---\n", "---\nstory: the-long-argument\n", 1))


def correct(folder: Path, chance: random.Random, options: Options) -> None:
    path = some(folder, chance, "“")
    said = re.search(r"“([^”]+)”", path.read_text())
    if said and "corrections:" not in path.read_text():
        correction = f'corrections:\n  - quote: "{said[1].rstrip(",")}"\n    speaker: Ada Selwick\n'
        path.write_text(path.read_text().replace("\n---\n", f"\n{correction}---\n", 1))


def add(folder: Path, chance: random.Random, options: Options) -> None:
    name, text = list(articles(12, SEED))[chance.randrange(6, 12)]
    (folder / Path(name).name).write_text(text)


def undo(folder: Path, chance: random.Random, options: Options) -> None:
    """Articles as they were at first."""
    for name, text in list(articles(8, SEED))[:3]:
        (folder / Path(name).name).write_text(text)


def curate(folder: Path, chance: random.Random, options: Options) -> None:
    name = speaker(some(folder, chance).read_text())
    (folder / "entities" / "people.yml").write_text(
        f"somebody:\n  name: {name}\n  aliases: [Ada Selwick]\n  description: Speaks often\n"
    )


def curate_a_body(folder: Path, chance: random.Random, options: Options) -> None:
    found = re.search(r"[A-Z]\w+ (?:Institute|Party|Council|Ministry)", some(folder, chance).read_text())
    if found:
        (folder / "entities" / "organisations.yml").write_text(f"a-body:\n  name: {found[0]}\n")


def forget_the_curated(folder: Path, chance: random.Random, options: Options) -> None:
    (folder / "entities" / "people.yml").write_text("{}\n")


def write_a_page(folder: Path, chance: random.Random, options: Options) -> None:
    """What is wrong with an editor's page depends on who has a profile."""
    docs = folder.parent / "docs"
    docs.mkdir(exist_ok=True)
    name = speaker(some(folder, chance).read_text())
    (docs / "notes.md").write_text(f"# Notes\n\nOf [[{name}]], [[Ada Selwick]] and [[Nobody Here]].\n")


def other_pages(folder: Path, chance: random.Random, options: Options) -> Options:
    return replace(options, page_size=chance.choice([7, 50]), site_url="https://news.example/")


def other_profiles(folder: Path, chance: random.Random, options: Options) -> Options:
    return replace(options, profile_sources=chance.choice([1, 2]), excerpt_words=chance.choice([5, 50]))


def doubt(folder: Path, chance: random.Random, options: Options) -> Options:
    return replace(options, speaker_confidence=chance.choice([0.8, 0.97]))


EDITS: dict[str, Edit] = {
    edit.__name__: edit
    for edit in (
        quote_somebody_new, quote_somebody_again, print_alike, cut_the_end, remove, rename, join, correct, add, undo,
        curate, curate_a_body, forget_the_curated, write_a_page, other_pages, other_profiles, doubt,
    )
} | {
    "reword": in_text("nothing|Nobody", "little"),
    "restrict": in_text("^rights: full", "rights: excerpt"),
    "withdraw": in_text("^rights: .*$", "rights: withdrawn"),
    "retitle": in_text("^title: ", "title: Again, "),
    "redate": in_text(r"^published: .*$", "published: 2019-02-03"),
    "sell": in_text("^outlet: .*$", "outlet: Courier"),
    "credit an agency": in_text("^(origin: .*\n)?rights:", "origin: Northern Wire\nrights:"),
    "head the story": in_text("^(story_title: .*\n)?rights:", "story_title: The long argument\nrights:"),
    "tell readers": in_text("^(updates:\n.*\n)?rights:", "updates:\n  - 2024-05-06: A figure was wrong.\nrights:"),
    "sum up": in_text("^(summary: .*\n)?rights:", "summary: They argue again.\nrights:"),
}  # fmt: skip
