"""A page's tree made ready for reading: what readers do not see goes, and what says something stays as text."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

from newsdesk.reading.incoming.words import is_line, pattern, tidy

_NEVER = (
    "script",
    "style",
    "noscript",
    "template",
    "dialog",
    "svg",
    "iframe",
    "object",
    "button",
    "select",
    "textarea",
    "nav",
)
_ROLES = ("dialog", "alertdialog", "tooltip", "navigation", "search", "menu", "complementary")
_EMBEDDED = re.compile(r"twitter-tweet|twitter-video|tweet|bluesky-embed|mastodon-embed|instagram-media|fb-post", re.I)
_SIGNED = re.compile(r"[—–-]{1,2}\s*(?P<name>[^()@]{2,80}?)\s*\((?P<handle>@[\w.@-]{1,60})\)\s*(?P<day>[^\n]{0,60})$")
_SHORT_LINK = re.compile(r"(?:https?://)?(?:pic\.twitter\.com|t\.co|pbs\.twimg\.com|bsky\.app)/?\S*")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_POINTER = re.compile(r"(?i)(read|see|watch|more|related|also|opinion|analysis)\b.{0,12}[:|]")
SHARE = 0.3  # of a page's text: a part with more is not beside it
SENTENCE = 8  # words that a linked paragraph has at least to be one of the article


def prepare(tree: Any) -> None:
    """Changes the tree: marks for `<q>`, posts as lines with who wrote them, paragraphs that are one link as text; and
    without what is hidden, stands beside the article or is a window over it."""
    _drop(tree, (element for element in tree.iter(*_NEVER) if element.tag != "nav" or not _holds_article(element)))
    whole = max(1, len(tree.text_content()))
    _drop(tree, [element for element in tree.iter() if isinstance(element.tag, str) and _unseen(element, whole)])
    for post in [element for element in tree.iter("blockquote", "div") if _EMBEDDED.search(element.get("class") or "")]:
        _as_lines(post)
    for element in reversed(list(tree.iter("q"))):
        inner = any(around.tag == "q" for around in element.iterancestors())
        _marked(element, *("‘’" if inner else "“”"))
    plain = _plain_paragraphs(tree)
    for element in list(tree.iter("p")):
        _linked_sentence(element, plain[element.getparent()])
    _drop_beside(tree, whole)


def _drop(tree: Any, elements: Any) -> None:
    for element in list(elements):
        if element.getparent() is not None and element is not tree:
            element.drop_tree()


def _holds_article(element: Any) -> bool:
    return next(iter(element.xpath(".//article | .//h1")), None) is not None


def _unseen(element: Any, whole: int) -> bool:
    """Whether readers do not see an element, or see it over the article only."""
    if element.tag in ("html", "body", "head", "main", "article", "h1"):
        return False
    hidden = element.get("hidden") is not None or _HIDDEN.search(element.get("style") or "") is not None
    window = (element.get("role") or "").lower() in _ROLES or element.get("aria-modal") == "true"
    return (hidden or window) and len(element.text_content()) < SHARE * whole and not _holds_article(element)


def _as_lines(post: Any) -> None:
    """A post embedded in an article as one line: whose it is, and its words in marks."""
    text = tidy(_SHORT_LINK.sub("", " ".join(post.itertext())))
    m = _SIGNED.search(text)
    words = tidy(text[: m.start()]) if m else text
    if not words or len(words) > 3000 or len(post.xpath(".//p")) > 12:
        return
    if words.startswith(("“", '"')) and words.endswith(("”", '"')):
        words = words[1:-1]
    for child in list(post):
        post.remove(child)
    post.tag = "p"
    post.attrib.clear()
    post.text = f"{tidy(m['name'])}: “{words}”" if m else f"“{words}”"


def _marked(element: Any, opens: str, closes: str) -> None:
    """The words of an element in marks, unless they stand in some already."""
    words = element.text_content().strip()
    if words[:1] not in "“\"‘«„'":
        element.text = f"{opens}{(element.text or '').lstrip()}"
        if len(element):
            element[-1].tail = f"{(element[-1].tail or '').rstrip()}{closes}"
        else:
            element.text = f"{element.text.rstrip()}{closes}"
    element.drop_tag()


def _plain_paragraphs(tree: Any) -> Counter[Any]:
    """How many paragraphs of several words without links stand in each place."""
    plain = (p for p in tree.iter("p") if p.find(".//a") is None and len(p.text_content().split()) >= SENTENCE)
    return Counter(p.getparent() for p in plain)


def _linked_sentence(paragraph: Any, plain: int) -> None:
    """A paragraph that is one link: text, if it is a sentence between other paragraphs (`plain` ones in its place),
    though programs see a menu; a pointer to another article goes."""
    words = tidy(paragraph.text_content())
    links = list(paragraph.iter("a"))
    linked = sum(len(tidy(link.text_content())) for link in links)
    if not links or linked < 0.7 * len(words):
        return
    if len(words) < 160 and (is_line("beside_headings", words) or _POINTER.match(words)):
        paragraph.drop_tree()
        return
    if len(words.split()) < SENTENCE or words[-1] not in '.!?”"’)…':
        return
    if plain >= 2:
        for link in links:
            link.drop_tag()


def _drop_beside(tree: Any, whole: int) -> None:
    """Without lists of other articles, invitations and windows, by how they are named or headed."""
    for element in list(
        tree.iter("div", "section", "aside", "ul", "ol", "figure", "form", "span", "p", "header", "footer", "table")
    ):
        named = f"{element.get('class') or ''} {element.get('id') or ''} {element.get('aria-label') or ''}"
        if element.getparent() is None or not named.strip() or not pattern("beside_parts").search(named[:300]):
            continue
        if len(element.text_content()) < SHARE * whole and not _holds_article(element) and not _says_much(element):
            element.drop_tree()
    for heading in list(tree.iter("h2", "h3", "h4", "h5", "h6", "strong", "b", "p", "div", "span")):
        text = heading.text_content() if len(heading) < 4 else ""
        if heading.getparent() is not None and 3 < len(text) < 80 and is_line("beside_headings", tidy(text)):
            _drop_list(heading)


def _says_much(element: Any) -> bool:
    """Whether an element has an article's text in it: several long paragraphs without links."""
    plain = [p for p in element.iter("p") if len(p.text_content().split()) >= 20 and p.find(".//a") is None]
    return len(plain) >= 3


def _drop_list(heading: Any) -> None:
    """Drops a heading with the list of links right behind it, its own or that of what it stands in alone."""
    top = heading
    while (
        top.getparent() is not None
        and top.getnext() is None
        and top.getprevious() is None
        and top.getparent().tag in ("div", "p", "header", "span")
    ):
        top = top.getparent()
    behind = top.getnext()
    if behind is None or behind.tag not in ("ul", "ol", "div", "section"):
        return
    words, links = tidy(behind.text_content()), list(behind.iter("a"))
    linked = sum(len(tidy(link.text_content())) for link in links)
    if links and linked > 0.6 * len(words) and not _says_much(behind):
        behind.drop_tree()
        heading.drop_tree()
