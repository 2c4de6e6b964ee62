"""The messages of a build, by MkDocs' logger."""

from __future__ import annotations

import logging

from jinja2 import TemplateError
from mkdocs.exceptions import Abort
from mkdocs.utils import CountHandler

from newsdesk.records import Problem

log = logging.getLogger("mkdocs.newsdesk")
LEVELS = {"error": logging.ERROR, "warning": logging.WARNING, "note": logging.INFO}


def tell(problems: tuple[Problem, ...], *, strict: bool, preview: bool) -> None:
    """Logs all problems. An error stops a build, and so does a warning if it is strict; never the preview."""
    for problem in sorted(problems):
        log.log(LEVELS[problem.severity], str(problem))
    bad = [p for p in problems if p.severity == "error" or (strict and p.severity == "warning")]
    if bad and not preview:
        raise Abort(f"Stopped by {len(bad)} problem{'s' if len(bad) > 1 else ''} in the sources; the last site stands")


def in_a_line(error: Exception) -> str:
    """The error of a disk or a template, and its remedy; "" for any other."""
    if isinstance(error, OSError) and error.strerror:
        return f"{error.filename or 'the disk'}: {error.strerror}; mend that and build again"
    if isinstance(error, TemplateError):
        place = f"{getattr(error, 'filename', None) or 'a template'}:{getattr(error, 'lineno', 0)}"
        return f"{place}: {error.message}; mend the template"
    return ""


def count_warnings(before: CountHandler, strict: bool) -> CountHandler:
    """Counts them for every build, and has `-q --strict` fail for them too and tell them: by itself MkDocs counts, and
    shows, only what its logger lets pass."""
    logger = logging.getLogger("mkdocs")
    if logger.level > logging.WARNING:
        for handler in (h for h in logger.handlers if isinstance(h, logging.StreamHandler)):
            handler.setLevel(max(handler.level, logging.WARNING if strict else logger.level))
        logger.setLevel(logging.WARNING)
    logger.removeHandler(before)
    warnings = CountHandler()
    warnings.setLevel(logging.WARNING)
    logger.addHandler(warnings)
    return warnings
