"""Our templates' environment prints what Jinja's own would."""

from __future__ import annotations

import markupsafe
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import DictLoader, Environment, StrictUndefined
from markupsafe import Markup, escape

from newsdesk.pages.place import Link
from newsdesk.pages.printing import PlainEnvironment, shown

LOADER = DictLoader(
    {
        "page": '{% import "parts" as p %}<b title="{{ to.text }}">{% for n in (1, 2) %}{{ p.link(to, n) }}'
        '{% call p.box(title=to.href) %}{{ to.text ~ "<" }}{% endcall %}{% endfor %}</b>{{ to.text | upper }}',
        "parts": "{% macro link(to, n, class='a') %}<a class={{ class }}>{{ to.text }} {{ n }}</a>{% endmacro %}"
        "{% macro box(title) %}{{ title }}: {{ caller() }}{% endmacro %}",
    }
)
SETTINGS = {"loader": LOADER, "autoescape": True, "undefined": StrictUndefined}


@given(st.text() | st.integers() | st.none() | st.builds(Markup, st.text()))
def test_every_value_is_escaped_as_by_jinja(value: object) -> None:
    assert shown(value) == escape(value)


@given(st.text(), st.text())
def test_a_template_with_macros_is_printed_as_by_jinja(href: str, text: str) -> None:
    ours, jinjas = (of(**SETTINGS).get_template("page") for of in (PlainEnvironment, Environment))  # type: ignore[arg-type]
    assert ours.render(to=Link(href, text)) == jinjas.render(to=Link(href, text))
    assert "environment.shown(" in (PlainEnvironment(**SETTINGS).compile("{{ x }}", raw=True))  # type: ignore[arg-type]


def test_markupsafe_has_what_escapes_without_wrapping() -> None:
    """Where it is not there, pages are printed more slowly."""
    assert hasattr(markupsafe, "_escape_inner")
