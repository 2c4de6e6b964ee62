"""The program's share of a project's configuration: its theme's files, and the assets of every page."""

from __future__ import annotations

from mkdocs.config.config_options import ExtraScriptValue
from mkdocs.config.defaults import MkDocsConfig

from newsdesk.settings import THEME

STYLES = ("assets/newsdesk.css",)
SCRIPTS = ("assets/search.js", "assets/previews.js", "assets/tools.js")


def complete(config: MkDocsConfig) -> None:
    """Adds the program's theme, behind a project's own (`custom_dir`), and its styles and scripts, before those of the
    project: so a project of an older version has what a newer one needs."""
    theme = str(THEME)
    if theme not in config.theme.dirs:
        config.theme.dirs.insert(1 if config.theme.custom_dir else 0, theme)
    config.extra_css[:0] = [style for style in STYLES if style not in config.extra_css]
    there = {str(script) for script in config.extra_javascript}
    added = []
    for path in SCRIPTS:
        if path not in there:
            script = ExtraScriptValue(path)
            script.defer = True
            added.append(script)
    config.extra_javascript[:0] = added
