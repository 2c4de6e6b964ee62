"""What `mkdocs build --strict` refuses, each by itself, and quietly too."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from mkdocs.__main__ import cli
from tests.site.run import ROOT

ARTICLE = "---\ntitle: A bridge\n{}---\n\nThe bridge was shut on Monday.\n"
# What is wrong, in which file, and how the line begins that tells it.
FAULTS = {
    "a name that nothing has": ("docs/own.md", "# Own\n\n[[Nobody]]\n", "docs/own.md:3: [[Nobody]]"),
    "a quote that nothing has": ("docs/own.md", "# Own\n\n![[quote:q-0]]\n", "docs/own.md:3: there is no quote q-0"),
    "a link": ("docs/own.md", "# Own\n\n[x](gone.md)\n", "Doc file 'own.md' contains a link 'gone.md'"),
    "an anchor": ("docs/own.md", "# Own\n\n[x](index.md#gone)\n", "Doc file 'own.md' contains a link 'index.md#gone'"),
    "an anchor of a made page": (
        "docs/own.md",
        "# Own\n\n[x](sources/a.md#p99)\n",
        "Doc file 'own.md' contains a link",
    ),
    "a link in HTML": (
        "docs/own.md",
        "---\ntitle: x\n---\n# Own\n\nSee <a class='x' href='../gone/?a&amp;b#c'>x</a>.\n",
        "docs/own.md:6: ../gone/?a&b#c: there is no such page or file",
    ),
    "a picture in HTML": ("docs/own.md", '# Own\n\n<img src="gone.png">\n', "docs/own.md:3: gone.png: there is no"),
    "an anchor in HTML": (
        "docs/own.md",
        '# Own\n\n<a href="../sources/a/index.html#p9">x</a>\n',
        "docs/own.md:3: ../sources/a/index.html#p9: sources/a/index.html has no such anchor",
    ),
    "two files, one address": ("docs/own/index.md", "# Own\n", "docs/own/index.md: has the same address as a page or"),
    "a file at a made one's address": (
        "docs/feed.xml",
        "<x/>",
        "docs/feed.xml: has the same address as a page or file",
    ),
    "an address but for its case": ("docs/Sources/A.md", "# A\n", "docs/Sources/A.md: has the same address as a page"),
    "a correction of what is not there": (
        "sources/b.md",
        ARTICLE.format("corrections:\n  - {quote: never said, reject: true}\n"),
        "sources/b.md:4: corrections: ",
    ),
    "a licence without its author": (
        "sources/b.md",
        ARTICLE.format("url: https://x.example/\nrights: cc-by-4.0\n"),
        "sources/b.md:4: rights: the licence asks to name the author",
    ),
    "a licence without its link": (
        "sources/b.md",
        ARTICLE.format("outlet: X\nrights: cc-by-4.0\n"),
        "sources/b.md:4: rights: the licence asks for a link to the original",
    ),
    "two articles, one address": (
        "sources/A.txt",
        "A\n\nText.\n",
        "sources/a.md: has the same address as sources/A.txt",
    ),
}


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A site of one article and two written pages, with nothing wrong."""
    for name, content in {
        "sources/a.md": ARTICLE.format(""),
        "sources/entities/people.yml": "",
        "docs/index.md": "# Home\n",
        "docs/own.md": "# Own\n\n<i id=here></i><a href='#here'>x</a> <a href='../sources/a/#p1'>y</a>\n"
        "<a href='/'>z</a> <!-- <a href='gone'> --> `<a href='gone'>` <a href='https://x.example'>x</a>\n",
        "docs/how-this-is-made.md": "# How\n",
        "mkdocs.yml": f"INHERIT: {ROOT / 'mkdocs.yml'}\ndocs_dir: docs\nsite_dir: site\n"
        f"hooks: [{ROOT / 'hooks' / 'mkdocs_hooks.py'}]\ntheme: {{custom_dir: {ROOT / 'overrides'}}}\n",
    }.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(content)
    monkeypatch.setenv("NEWSDESK_SOURCES", str(tmp_path / "sources"))
    return tmp_path


def strict(project: Path, *arguments: str) -> tuple[int, str]:
    """Exit status and output, in this process: a new one for each would take seconds."""
    done = CliRunner().invoke(cli, ["build", "--strict", "-f", str(project / "mkdocs.yml"), *arguments])
    return done.exit_code, done.output


@pytest.mark.parametrize("fault", FAULTS)
def test_strict_fails(project: Path, fault: str) -> None:
    name, content, line = FAULTS[fault]
    (project / name).parent.mkdir(exist_ok=True)
    (project / name).write_text(content)
    code, said = strict(project)
    assert code != 0 and "Traceback" not in said
    assert [told for told in said.splitlines() if line in told], said


def test_strict_passes_and_a_warning_fails_it_though_quiet(project: Path) -> None:
    """MkDocs itself counts only the warnings that it prints."""
    code, said = strict(project)
    assert code == 0 and "WARNING" not in said
    (project / "docs" / "own.md").write_text("# Own\n\n<a href='gone'>x</a>\n")
    code, said = strict(project, "-q")
    assert code != 0 and "docs/own.md:3: gone: there is no such page" in said and "INFO" not in said
