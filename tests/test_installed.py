"""A project of one's own, from an installed wheel, in a folder elsewhere: nothing of this repository is in reach."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest
import yaml
from tests.site.run import ROOT

from newsdesk.host.project import SCRIPTS, STYLES

TEXT = "Quay to open in May\n\nThe new quay at Ulm Street will open in May, Mayor Ida Brandt said on Tuesday.\n\n“It took us eleven years,” Brandt told reporters.\n"  # noqa: E501


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from a copy: setuptools writes beside what it builds."""
    made = tmp_path_factory.mktemp("wheel")
    copied = made / "engine"
    names = ("pyproject.toml", "setup.py", "README.md", "LICENSE", "hooks", "overrides", "docs")
    listed = subprocess.run(["git", "ls-files", "-z", *names], cwd=ROOT, capture_output=True, check=True).stdout
    for name in filter(None, listed.decode().split("\0")):
        if (ROOT / name).is_file():
            (copied / name).parent.mkdir(parents=True, exist_ok=True)
            (copied / name).write_bytes((ROOT / name).read_bytes())
    command = [
        sys.executable,
        "-m",
        "pip",
        "wheel",
        "-q",
        "--no-deps",
        "--no-build-isolation",
        "--no-index",
        "-w",
        made,
        copied,
    ]
    subprocess.run(command, check=True)
    return next(made.glob("newsdesk-*.whl"))


@pytest.fixture(scope="module")
def environment(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fresh environment with the wheel; what it needs beside that it borrows from this one."""
    place = tmp_path_factory.mktemp("fresh") / "venv"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", place], check=True)
    python = place / "bin" / "python"
    subprocess.run(
        [sys.executable, "-m", "pip", "-q", "--python", python, "install", "--no-deps", "--no-index", wheel], check=True
    )
    own = next((place / "lib").glob("python*/site-packages"))
    (own / "borrowed.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return place


@pytest.fixture(scope="module")
def project(environment: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("elsewhere") / "harbour"
    assert run(environment, folder.parent, "newsdesk", "new", "site", folder, "--name", "Harbour: news").returncode == 0
    return folder


def run(
    environment: Path, folder: Path, command: str, *arguments: str | Path, given: str = ""
) -> subprocess.CompletedProcess[str]:
    environ = {key: value for key, value in os.environ.items() if not key.startswith(("NEWSDESK", "PYTHON"))}
    environ |= {"NO_MKDOCS_2_WARNING": "1", "OMP_NUM_THREADS": "1"}
    whole = [str(environment / "bin" / command), *map(str, arguments)]
    return subprocess.run(whole, cwd=folder, env=environ, input=given, capture_output=True, text=True, check=False)


def test_a_project_has_nothing_of_the_engine(project: Path) -> None:
    names = {path.relative_to(project).as_posix() for path in project.rglob("*") if path.is_file()}
    assert {"mkdocs.yml", "hook.py", ".gitignore", "docs/index.md", ".github/workflows/publish.yml"} <= names
    assert len(names) < 12 and not any("test" in name for name in names)
    assert (project / "hook.py").read_text().count("\n") == 1
    assert yaml.safe_load((project / "mkdocs.yml").read_text())["site_name"] == "Harbour: news"


def test_a_project_is_set_up_as_the_engine_is() -> None:
    class Loader(yaml.SafeLoader):
        """As MkDocs reads it: values from the environment are their names."""

    Loader.add_constructor("!ENV", lambda loader, node: loader.construct_sequence(node))
    ours = yaml.load((ROOT / "mkdocs.yml").read_text(), Loader)
    theirs = yaml.load((ROOT / "hooks/newsdesk/cli/starter/mkdocs.yml").read_text().replace("{name}", "x"), Loader)
    same = ("nav", "plugins", "markdown_extensions", "validation")
    assert {key: ours[key] for key in same} == {key: theirs[key] for key in same}
    assert ours["extra_css"] == list(STYLES)
    assert [script["path"] for script in ours["extra_javascript"]] == list(SCRIPTS)


def test_everything_works_there(project: Path, environment: Path) -> None:
    added = run(
        environment, project / "docs", "newsdesk", "add", "-", "--json", "--published", "2024-05-07", given=TEXT
    )
    assert added.returncode == 0, added.stderr
    assert Path(json.loads(added.stdout)["path"]).parent == project / "sources"
    checked = run(environment, project, "newsdesk", "check", "--strict")
    assert checked.returncode == 0, checked.stdout + checked.stderr
    built = run(environment, project, "newsdesk", "site")
    assert built.returncode == 0, built.stdout + built.stderr
    page = (project / "site" / "people" / "ida-brandt" / "index.html").read_text()
    assert "It took us eleven years" in page and "assets/newsdesk.css" in page and "assets/search.js" in page
    for asset in ("newsdesk.css", "search.js", "previews.js", "tools.js"):
        assert (project / "site" / "assets" / asset).stat().st_size > 100
    assert (project / "site" / "404.html").is_file() and (project / ".cache" / "newsdesk").is_dir()
    again = run(environment, project, "newsdesk", "site", "--json")
    assert json.loads(again.stdout)["outcome"] == "stands"
    call = ("python", "-m", "mkdocs", "build", "-q", "-f", project / "mkdocs.yml", "-d", project / "far")
    outside = run(environment, project.parent, *map(str, call))
    assert outside.returncode == 0 and (project / "far" / "people" / "ida-brandt").is_dir(), outside.stderr
    other = run(environment, project, "newsdesk", "write", project / "plain")
    assert other.returncode == 0 and (project / "plain" / "assets" / "plain.css").is_file()


def test_where_no_project_is_that_is_told(environment: Path, tmp_path: Path) -> None:
    done = run(environment, tmp_path, "newsdesk", "add", "-", given=TEXT)
    assert done.returncode == 2 and "newsdesk new site" in done.stderr and not list(tmp_path.iterdir())


def test_nothing_is_written_over(project: Path, environment: Path) -> None:
    before = (project / "mkdocs.yml").read_bytes()
    done = run(environment, project.parent, "newsdesk", "new", "site", project)
    assert done.returncode == 1 and "holds something" in done.stderr and (project / "mkdocs.yml").read_bytes() == before
