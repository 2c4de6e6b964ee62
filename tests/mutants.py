"""`make mutants`: small changes to a module, one by one; a change that its tests pass is shown.

    python -m tests.mutants [MODULE …]

mutmut makes the changes, in a copy of the project. A survivor is a question: is there a case that tells the two
apart? Of `None` for an empty string, or of a limit that no text reaches, there may be none.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
COPY = ROOT / ".mutants"
# Each module, below `newsdesk`, with the tests that say what it does: those of the whole would take hours.
TESTS = {
    "extraction/quotes/marks.py": "tests/extraction/test_quotemarks.py",
    "extraction/dates/resolve.py": "tests/extraction/test_dates.py",
}


def mutmut(*arguments: str) -> str:
    environment = {**os.environ, "OMP_NUM_THREADS": "1"}
    command = [sys.executable, "-m", "mutmut", *arguments]
    done = subprocess.run(command, cwd=COPY, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(done.stdout[-3000:] + done.stderr[-3000:])
    return done.stdout


def main(modules: list[str]) -> None:
    shutil.rmtree(COPY, ignore_errors=True)
    shutil.copytree(ROOT / "hooks", COPY / "src", ignore=shutil.ignore_patterns("*.egg-info", "__pycache__"))
    shutil.copytree(ROOT / "tests", COPY / "tests", ignore=shutil.ignore_patterns("__pycache__"))
    settings = {
        "source_paths": ["src/"],  # mutmut knows packages below "src" alone
        "only_mutate": [f"src/newsdesk/{module}" for module in modules],
        "pytest_add_cli_args": ["-p", "no:xdist"],
        "pytest_add_cli_args_test_selection": [TESTS[module] for module in modules],
    }
    lines = "".join(f"{key} = {json.dumps(value)}\n" for key, value in settings.items())
    (COPY / "pyproject.toml").write_text(f"{(ROOT / 'pyproject.toml').read_text()}\n[tool.mutmut]\n{lines}")
    print(mutmut("run", "--max-children", "2").splitlines()[-2].split("\r")[-1])
    left = [line.split(":")[0].strip() for line in mutmut("results").splitlines() if "survived" in line]
    for name in left:
        changed = [line for line in mutmut("show", name).splitlines() if line[:1] in "+-" and line[1:3] not in "++--"]
        print(name, *changed, sep="\n")


if __name__ == "__main__":
    main(sys.argv[1:] or list(TESTS))
