"""Puts the theme's files and a page, which lie beside the code here, into the package that is installed."""

from pathlib import Path
from shutil import copy, copytree

from setuptools import setup
from setuptools.command.build_py import build_py


class WithTheme(build_py):
    def run(self) -> None:
        super().run()
        if not self.editable_mode:
            package = Path(self.build_lib) / "newsdesk"
            copytree("overrides", package / "overrides", dirs_exist_ok=True)
            (package / "docs").mkdir(exist_ok=True)
            copy("docs/how-this-is-made.md", package / "docs")


setup(cmdclass={"build_py": WithTheme})
