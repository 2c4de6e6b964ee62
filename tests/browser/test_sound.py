"""Accessibility and valid HTML, by the checkers that the field uses: axe-core and the Nu HTML checker."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from tests.browser.conftest import WIDTHS
from tests.site.run import ROOT

AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
NU = ROOT / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
RUN = "options => axe.run(document, {resultTypes: ['violations'], ...options}).then(found => found.violations)"
ALL = {"rules": {"target-size": {"enabled": True}}}  # 24 pixels for a finger, which axe-core leaves out unless asked
COLOURS = {"runOnly": ["color-contrast", "link-in-text-block"]}  # what is other in the dark


@pytest.mark.parametrize("width", WIDTHS)
def test_axe_finds_nothing(browser: Browser, address: str, kinds: dict[str, str], width: str) -> None:
    if not AXE.is_file():
        pytest.skip("needs axe-core: install Node, then `make test`")
    size = {"width": WIDTHS[width][0], "height": WIDTHS[width][1]}
    page = browser.new_page(viewport=size, reduced_motion="reduce")  # type: ignore[arg-type]  # colours change at once
    checker = AXE.read_text(encoding="utf-8")
    found = []
    for kind, path in kinds.items():
        page.emulate_media(color_scheme="light")
        page.goto(address + path)
        page.evaluate(checker)
        for scheme, options in (("light", ALL), ("dark", COLOURS)):
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            for violation in page.evaluate(RUN, options):
                found.append(f"{kind}, {scheme}: {violation['id']}: {violation['nodes'][0]['html'][:200]}")
    page.close()
    assert found == []


def test_the_nu_checker_finds_nothing(tiny: Path) -> None:
    if not (NU.is_file() and shutil.which("java")):
        pytest.skip("needs the Nu checker and Java: install both, then `make test`")
    pages = sorted(str(page) for page in tiny.rglob("*.html"))
    command = ["java", "-Xss4m", "-jar", str(NU), "--format", "json", "--stdout", *pages]
    report = json.loads(subprocess.run(command, capture_output=True, text=True, check=False).stdout)
    assert [f"{m['url']}: {m['message']}" for m in report["messages"] if m["type"] == "error"] == []
