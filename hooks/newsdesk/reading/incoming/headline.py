"""The headline of a page without its site's name, and the outlet as its readers call it."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any
from urllib.parse import urljoin

from newsdesk.reading.incoming.stated import Stated, names, texts
from newsdesk.reading.incoming.words import bare, count_words, is_line, tidy

_PARTS = re.compile(r"\s{1,9}[|–—\-:»«·•/~]+\s{1,9}|\s{0,9}[|»«]\s{0,9}|\s{1,9}::\s{1,9}|\s{0,9}--\s{0,9}")
_DOMAIN = re.compile(
    r"(?:https?://)?(?:www\.)?([\w-]+(?:\.[\w-]+)*\.(?:com|org|net|info|news|[a-z]{2,3}(?:\.[a-z]{2})?|example))/?",
    re.I,
)
_SITE = ("og:site_name", "application-name", "twitter:site", "dc.publisher", "publisher", "al:ios:app_name",
         "apple-mobile-web-app-title", "al:android:app_name")  # fmt: skip
NAME = 7  # words of a site's name at most
SHORT = 12  # characters: what is shorter may stand twice in a headline
LONGEST = 300  # characters of a headline
_SECTIONS = (
    "us",
    "uk",
    "world",
    "news",
    "home",
    "politics",
    "business",
    "sport",
    "sports",
    "opinion",
    "article",
    "blog",
)
_TITLE = re.compile(r"(^|\s)((entry|article|post|story|news)-?(title|head(line)?)|head-?line)($|\s)", re.I)
LIKE = 0.35  # of a heading's words: those that the page uses elsewhere, too, to call itself
SECTION = 4  # words that a section's name has at most


def headline(tree: Any, says: Stated, outlet: str) -> str:
    """The headline that readers see: the page's heading where the page calls itself so or nearly so elsewhere too, else
    as it is stated for others, without the site's name, its section and the like."""
    found = _headings(tree)
    sites = site_names(says, outlet) | {bare(_text(heading)) for heading in found if _leads_home(heading, says)}
    told = [*texts(says.article.get("headline")), *says.all("og:title", "twitter:title", "dc.title", "parsely-title",
            "sailthru.title", "title", "dcterms.title", "headline"), says.title]  # fmt: skip
    headings = [text for text in map(_text, found) if text and not _is_site(text, sites)]
    for heading in headings:
        if any(_same(heading, one) for one in told):
            stripped = _stripped(heading, sites, [one for one in told if one != heading], is_heading=True)
            return _with_kicker(stripped, told, sites)
    stated = [_stripped(one, sites, [*headings, *told]) for one in told]
    stated = [one for one in stated if one and not _is_site(one, sites)]
    first = [text for text in map(_text, tree.xpath("//h1")[:4]) if text in headings]
    for heading in first:
        ends = [one for one in stated if count_words(one) > 3 and bare(heading).endswith(bare(one))]
        if ends:  # what stands before it is its kicker
            return max(ends, key=len)
        glued = any(heading.startswith(one) and heading[len(one) :][:1].isalnum() for one in stated)
        if any(_alike(heading, one) for one in told) and not glued:
            return _stripped(heading, sites, [], is_heading=True)
    if not tree.xpath("//h1") and len(named := [e for e in found if _is_title(e)]) == 1 and _text(named[0]) in headings:
        return _text(named[0])
    counted = Counter(map(bare, stated))
    best = max(stated, key=lambda one: counted[bare(one)], default="")
    return (_without_end(best) or next(iter(headings), "") or _stripped(says.title, sites, []))[:LONGEST]


def _leads_home(heading: Any, says: Stated) -> bool:
    """Whether a heading is a link to the site's front page, and so the site's name."""
    links = [link.get("href", "") for link in heading.iter("a")]
    parent = heading.getparent()
    links += [parent.get("href", "")] if parent is not None and parent.tag == "a" else []
    whole = [urljoin(says.address, link) for link in links]
    return any(link and not re.sub(r"^https?://[^/]+|[?#].*$", "", link).strip("/") for link in whole)


def _alike(heading: str, told: str) -> bool:
    """Whether a heading says in other words what the page is called for others."""
    some = {word for word in re.findall(r"[^\W_]+", heading.casefold()) if len(word) > 2}
    others = set(re.findall(r"[^\W_]+", told.casefold()))
    return len(some) > 2 and len(some & others) >= max(2, LIKE * len(some))


def _with_kicker(heading: str, told: list[str], sites: set[str]) -> str:
    """A heading with the words before a colon that the page has in front of it wherever else it calls itself so."""
    longer = [one for one in told if one.endswith(heading) and re.fullmatch(r"[^|:]{2,60}:\s*", one[: -len(heading)])]
    kicker = longer[0].partition(":")[0] if longer else ""
    sure = len(longer) > 1 and len({*longer}) == 1 and not _is_site(kicker, sites) and not kicker.isupper()
    return longer[0] if sure else heading


def _without_end(title: str) -> str:
    """A title that nothing confirms, without a name behind it that is set off: "Bridge closes in May - Tern Online"."""
    found = list(_PARTS.finditer(title))
    if not found:
        return title
    before, end = title[: found[-1].start()].strip(), title[found[-1].end() :].strip()
    names = [word[0].isupper() or not word[0].isalpha() or len(word) < 4 or "." in word for word in end.split()]
    is_name = bool(names) and all(names) and len(names) <= SECTION and not end.endswith(("?", "!"))
    return _without_end(before) if is_name and len(before.split()) > max(2, len(names)) else title


def _headings(tree: Any) -> list[Any]:
    """First the headings that the page marks as its headline, then those of the first order, then of the second."""
    marked = tree.xpath("//*[@itemprop='headline' or @data-testid='headline'][self::h1 or self::h2 or self::h3]")
    inside = tree.xpath("//article//h1 | //main//h1")
    named = [] if tree.xpath("//h1") else [e for e in tree.iter("div", "span", "p", "h3") if _is_title(e)]
    return [*marked[:2], *inside[:3], *tree.xpath("//h1")[:4], *named[:2], *tree.xpath("//article//h2 | //h2")[:3]]


def _is_title(element: Any) -> bool:
    return bool(_TITLE.search(f"{element.get('class') or ''} {element.get('id') or ''}"))


def _text(element: Any) -> str:
    """The text of a heading; once, where it stands there twice."""
    text = tidy(element.text_content()) if len(element.text_content()) < 2 * LONGEST else ""
    half = len(text) // 2
    return text[:half] if half > SHORT and text[:half] == text[half + 1 :] else text


def _same(heading: str, told: str) -> bool:
    """Whether a heading is what a page calls itself, or begins or ends it."""
    one, other = bare(heading), bare(told)
    if not one or not other:
        return False
    return one == other or (
        (len(one) >= 12 or not one.isascii())
        and (other.startswith(one) or other.endswith(one))
        and count_words(heading) > 2
    )


def _stripped(title: str, sites: set[str], others: list[str], is_heading: bool = False) -> str:
    """A title without what stands behind or before it: the site's name, its section, what no other form of it has."""
    known = {bare(other) for other in others}
    title = re.split(r"(?i)»\s*(?:blog )?archives?\s*»", title)[-1].strip()
    before, _, after = title.partition(": ")
    if after and _is_site(before, sites):
        title = after
    while True:
        found = list(_PARTS.finditer(title))
        if not found:
            return title
        first, last = found[0], found[-1]
        before, end = title[: last.start()].strip(), title[last.end() :].strip()
        start, after = title[: first.start()].strip(), title[first.end() :].strip()
        pipe = not is_heading and ("|" in last[0] or "»" in last[0] or "::" in last[0])
        if before and (_is_site(end, sites) or bare(before) in known or (pipe and len(end.split()) <= SECTION)):
            title = before
        elif after and (_is_site(start, sites) or (bare(after) in known and bare(title) not in known)):
            title = after
        else:
            return title


def _is_site(text: str, sites: set[str]) -> bool:
    """Whether some words are what the site is called, with or without its article and its ending."""
    name = bare(text)
    short = bare(
        re.sub(
            r"(?i)^the\s+|\.(?:com|org|net|co\.uk|[a-z]{2,4})$|(?<!\s)\s+(?:news|online|website|home ?page)$",
            "",
            text.strip(),
        )
    )
    return not name or name in sites or short in sites


def site_names(says: Stated, outlet: str) -> set[str]:
    """All that the site is called, as names are compared."""
    publisher = [name for node in says.data for name in names(node.get("publisher"))]
    sites = [name for node in says.data if _kind(node, "WebSite", "NewsMediaOrganization") for name in names(node)]
    told = [outlet, says.domain, *says.all(*_SITE), *publisher, *sites]
    told = [name for name in told if len(name.split()) <= NAME]  # some sites write the headline there
    whole = [part for name in told for part in (name, re.sub(r"(?i)^the\s+", "", name), *_PARTS.split(name)[:1])]
    return {bare(name) for name in whole if bare(name)}


def _kind(node: dict[str, Any], *kinds: str) -> bool:
    kind = node.get("@type")
    return bool({*(kind if isinstance(kind, list) else [kind])} & set(kinds))


def outlet(says: Stated) -> str:
    """The outlet as its readers call it: as the site names itself, without its motto; not as its address or account."""
    article = says.article
    media = (name for node in says.data if _kind(node, "NewsMediaOrganization") for name in names(node))
    stated = [*says.all("og:site_name"), *names(article.get("publisher")), *names(article.get("isPartOf"))]
    stated += [*says.all("application-name"), *media, *says.all("dc.publisher", "publisher", _SITE[-2])]
    ends = _ends_of_title(says)
    found = [name for name in map(_without_motto, stated) if name]
    named = [name for name in found if not name.startswith("@") and not _DOMAIN.fullmatch(name) and len(name) <= 60]
    ours = [name for name in named if of_domain(name, says.domain)]
    ends_so = [end for end in ends if of_domain(end, says.domain)]
    first = next(iter(named), "")
    if says.meta("og:site_name") and len(bare(first)) > 3:
        ours = ours if first not in ours else [first]
        best = first if first in named else ""
        best = ours[0] if ours and bare(first) in _SECTIONS else best
    else:
        best = next(iter((*ours, *ends_so, *named)), "")
    if best:
        return _best_written(best, [*named, *ends])
    return next((m[1] for name in found if (m := _DOMAIN.fullmatch(name))), "")


def _ends_of_title(says: Stated) -> list[str]:
    """What stands first and last in the page's titles, which may be the site's name."""
    titles = [says.title, *says.all("og:title", "twitter:title")]
    parts = [[part.strip() for part in _PARTS.split(title)] for title in titles]
    return [end for some in parts if len(some) > 1 for end in (some[-1], some[0]) if end and len(end.split()) <= 6]


def of_domain(name: str, domain: str) -> bool:
    """Whether a name is that of a domain: "The Harbour Post" of harbourpost and hpost, "New York Times" of nytimes."""
    words = re.findall(r"[^\W_]+", name.casefold())
    short = [word for word in words if word not in ("the", "a", "of", "and")]
    domain = bare(domain)
    if len(domain) < 3 or not short:
        return False
    begun = "".join(word[0] for word in short[:-1]) + short[-1]
    forms = {
        "".join(words),
        "".join(short),
        begun,
        "".join(word[0] for word in words),
        "".join(word[0] for word in short),
    }
    inside = len("".join(short)) > 4 and "".join(short) in domain
    return domain in forms or inside or (len(domain) > 3 and domain in (bare(word) for word in words))


def _without_motto(name: str) -> str:
    """A name without what stands behind it: a motto, its address in brackets, its legal form."""
    name = re.sub(r" ?\([^()]*\.[a-z]{2,}\)$|,? (?:Inc|LLC|Ltd|GmbH|plc)\.?$", "", tidy(name))
    parts = _PARTS.split(name)
    if len(parts) > 1 and parts[0].strip() and not is_line("no_article_titles", parts[0]):
        return parts[0].strip()
    return name


def _best_written(name: str, ways: list[str]) -> str:
    """Of several ways to write a name the one with most spaces, and a capital: "The Tern" of "the tern"."""
    alike = [way for way in ways if bare(way) == bare(name)]
    return max([name, *alike], key=lambda way: (way.count(" "), not way[:1].islower()))
