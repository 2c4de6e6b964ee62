"""An environment for templates that print many small things of plain records: as Jinja's own, with less around it.

Half of what it takes to print a page would else go into wrapping texts that are joined at once, into looking for items
where there are attributes, and into looking for what functions might want of Jinja beside their arguments.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import markupsafe
from jinja2 import Environment
from jinja2.compiler import CodeGenerator
from jinja2.runtime import Context
from markupsafe import Markup, escape

# MarkupSafe 3.0 keeps to itself what escapes a text without wrapping it.
_escaped: Callable[[str], str] = getattr(markupsafe, "_escape_inner", escape)


def shown(value: Any) -> str:
    """A value as it stands in HTML."""
    kind = type(value)
    if kind is str:
        return _escaped(value)
    return value if kind is Markup else escape(value)


class _Context(Context):
    def call(self, function: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Any:
        kwargs.pop("_block_vars", None)
        kwargs.pop("_loop_vars", None)
        return function(*args, **kwargs)


class _Code(CodeGenerator):
    def write(self, x: str) -> None:
        super().write("environment.shown(" if x == "escape(" else x)


class PlainEnvironment(Environment):
    """Has attributes of records only: `view.name` never stands for `view["name"]`."""

    code_generator_class = _Code
    context_class = _Context
    getattr = staticmethod(getattr)  # type: ignore[assignment]
    shown = staticmethod(shown)
