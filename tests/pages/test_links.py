"""Which links of finished pages lead nowhere."""

from __future__ import annotations

import pytest

from newsdesk.pages.links import Links, made_links, written_links

SITE = Links({"index.html": {"top-10"}, "a/index.html": {"p1", "é"}, "a/x y.png": None, "b/c/index.html": set()}, "/n/")
GOOD = """#p1 #top # ../index.html ../index.html#top-10 ../ . ./#p1 ../b/c/ ../b/c ../b/c/?q=1 x%20y.png x%20y.png#z
    #%C3%A9 /n/ /n/a/#p1 https://x.example/#y mailto:a@b.example //x.example/ #:~:text=x #__search""".split()  # noqa: SIM905
BAD = "#p2 ../#p1 ../b ../../index.html ../c/index.html index.htm /a/ /n/b/ ../b/c/#x x.png".split()  # noqa: SIM905


@pytest.mark.parametrize("read", [lambda html: made_links(html.encode()), written_links])
def test_links(read) -> None:  # type: ignore[no-untyped-def]
    html = "".join(f'<p><a class="x" href="{link}">x</a>' for link in GOOD + BAD) + "<b>&lt;a href=&#34;no&#34;></b>"
    assert [link for link, _ in SITE.broken(read(html), "a/index.html")] == BAD


def test_links_in_any_html() -> None:
    html = "<IMG SRC=x.png><a\nhref='y.html'>x</a><!-- <a href='no'> --><i data-x=\"<a href='no'>\"></i><base href=no>"
    assert list(written_links(html)) == ["x.png", "y.html"]
