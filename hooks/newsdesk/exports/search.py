"""The search index: small script files, of which a search loads the few it needs, from a server or from a folder.

A page opened from a folder may load scripts but fetch no data, so every file is one call of `newsdeskSearch` (see
`overrides/assets/search.js`), with JSON as its arguments:

- `search/index.js`: `("index", {words, names, ends, stories})`: what the other files are. `words`, `names` and `ends`
  say with what each file of theirs begins; `stories` is how many files of texts are those of a story.
- `search/words-N.js`: `("words", N, {word: [step, weight, …]})`: the pages that have a word. A step leads from the
  number of the page before to that of the next one. A weight is what the word counts for in that page, BM25 and more
  where the title has it. Of a word that very many pages have, those stand here for which it counts most, and at the
  end how many have it.
- `search/names-N.js` and `ends-N.js`: `("names", N, [word, …])`: words of names, by their beginning and by their end,
  for those who nearly know how one is written: who is wrong at one of the two is seldom wrong at the other.
- `search/texts-N.js`: `("texts", N, [[address, title, kind, [[anchor, heading, text], …]], …])`: what a result shows.
  The number of a page is `N` times `ROOM` and its place there. The pages of one story share a file, so that a result
  can show the story once.

So what a search loads does not grow with the archive, but for `index.js`, by a few characters a file.

BM25: Robertson and Zaragoza, "The Probabilistic Relevance Framework" (2009), with their usual k1 and b.
"""

from __future__ import annotations

import json
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from heapq import nlargest
from itertools import chain
from operator import itemgetter, sub

from newsdesk.pages import addresses, words
from newsdesk.pages.outline import counted, words_of
from newsdesk.records import Page

FILE_SIZE = 12_000  # characters of a file, about; gzip makes a third of it
ROOM = 64  # pages that a file of texts may have; `search.js` knows it, too
TEXT = 5_000  # characters of one text of a page that a result may show a part of
MOST = 1_000  # pages of one word
K1, B = 1.2, 0.75
BODY, TITLE = 10, 100  # what one word counts for, about
NEAR = 4  # letters of a word of a name that may be written nearly right
NO_RESULTS = {"moved", "desk"}  # kinds of page that nobody searches for
NAMES = {"profile", "outlet"}  # kinds of page whose title is a name
SAID = {"briefing": "Briefing", "source": "Source", "outlet": "Outlet"}  # of a list its title says it

_KINDS = {folder: words.TYPES[kind] for kind, folder in addresses.FOLDERS.items()}

# For each word, the numbers of the pages that have it, and its weight there.
Postings = dict[str, list[tuple[int, int]]]


def search_files(pages: Iterable[Page]) -> Mapping[str, bytes]:
    """The files of the index, by their address from the site's root."""
    found = [
        page for page in pages if page.search_boost and page.kind not in NO_RESULTS and "/page/" not in page.address
    ]
    stories, others = _told(found)
    files = [*stories, *_chunks(others)]
    numbered = [(ROOM * n + place, page) for n, file in enumerate(files) for place, page in enumerate(file)]
    postings = _postings(numbered)
    names = {word for page in found if page.kind in NAMES for word in words_of(page.title)}
    known = [word for word in names if len(word) >= NEAR and word.isalpha()]
    parts = {
        "words": _shards({word: len(word) + 6 * min(MOST, len(hits)) for word, hits in postings.items()}),
        "names": _shards({word: len(word) + 3 for word in known}),
        "ends": _shards({word[::-1]: len(word) + 3 for word in known}),
    }
    made: dict[str, bytes] = {}
    starts: dict[str, list[str]] = {}
    for kind, shards in parts.items():
        starts[kind] = []
        for number, (prefix, shard) in enumerate(shards):
            starts[kind].append(prefix)
            held = {word: _steps(postings[word]) for word in shard} if kind == "words" else list(shard)
            made[f"{kind}-{number}"] = _call(kind, number, held)
    for number, file in enumerate(files):
        made[f"texts-{number}"] = _call("texts", number, [_entry(page) for page in file])
    made["index"] = _call("index", {**starts, "stories": len(stories)})
    return {f"search/{name}.js": content for name, content in made.items()}


def _told(pages: Sequence[Page]) -> tuple[list[list[Page]], list[Page]]:
    """The pages of each story, its briefing first, as many as a file has room for; and all others."""
    stories: dict[str, list[Page]] = defaultdict(list)
    for page in pages:
        if page.story:
            stories[page.story].append(page)
    files = [them[at : at + ROOM] for them in stories.values() for at in range(0, len(them), ROOM)]
    return files, [page for page in pages if not page.story]


def _postings(pages: Sequence[tuple[int, Page]]) -> Postings:
    bodies = [Counter(page.words or counted(page.search)) for _, page in pages]
    for body, (_, page) in zip(bodies, pages, strict=True):
        body.update(words_of(_about(page)))
    lengths = [sum(body.values()) for body in bodies]
    usual = sum(lengths) / max(1, len(lengths)) or 1
    spread = Counter(chain.from_iterable(bodies))
    # How rare each word of a text is.
    counts = {word: BODY * math.log(1 + (len(pages) - n + 0.5) / (n + 0.5)) for word, n in spread.items()}
    found: Postings = defaultdict(list)
    for (number, page), body, size in zip(pages, bodies, lengths, strict=True):
        title = set(words_of(page.title))
        # A word is more of a short title; the page that a reader looks for by its name comes first.
        named = TITLE * math.log2(1 + page.search_boost) / len(title) ** 0.5 if title else 0.0
        length = K1 * (1 - B + B * size / usual)
        shares = [times * (K1 + 1) / (times + length) for times in range(max(body.values(), default=0) + 1)]
        for word, times in body.items():
            weight = counts[word] * shares[times]
            found[word].append((number, round(weight + named if word in title else weight) or 1))
        for word in title - body.keys():
            found[word].append((number, round(named) or 1))
    return found


def _steps(hits: Sequence[tuple[int, int]]) -> list[int]:
    most = sorted(nlargest(MOST, hits, key=itemgetter(1))) if len(hits) > MOST else hits
    numbers, weights = zip(*most, strict=True)
    steps = [0] * (2 * len(numbers))
    steps[::2] = numbers[:1] + tuple(map(sub, numbers[1:], numbers))
    steps[1::2] = weights
    return steps if most is hits else [*steps, len(hits)]


def _shards(sizes: Mapping[str, int]) -> Iterator[tuple[str, list[str]]]:
    """Words in the order of their UTF-16, as browsers compare them, in files, and with what each file begins: as much
    of its first word as tells it from the last one of the file before."""
    start, before = "", ""
    shard: list[str] = []
    size = 0
    for word in sorted(sizes, key=lambda word: word.encode("utf-16-be", "surrogatepass")):
        if shard and size + sizes[word] > FILE_SIZE:
            yield start, shard
            shared = next(
                (n for n, (one, other) in enumerate(zip(before, word, strict=False)) if one != other), len(before)
            )
            start, shard, size = word[: shared + 1], [], 0
        shard.append(word)
        size += sizes[word]
        before = word
    if shard:
        yield start, shard


Entry = tuple[str, str, str, list[tuple[str, str, str]]]


def _entry(page: Page) -> Entry:
    titles = {heading.id: heading.title for heading in page.headings} | dict(page.speakers)
    parts = [(anchor, titles.get(anchor, ""), text[:TEXT]) for anchor, text in page.search.items()]
    return f"{page.address}index.html", page.title, _about(page), parts


def _about(page: Page) -> str:
    """The line of a search result below its title: kind, author and day of a page."""
    kind = _KINDS.get(page.address.partition("/")[0] + "/", "") if page.kind == "profile" else SAID.get(page.kind, "")
    about = (kind, page.meta.get("article:publisher", ""), words.partial_date(page.date) if page.date else "")
    return " · ".join(filter(None, about))


def _chunks(pages: Iterable[Page]) -> Iterator[list[Page]]:
    chunk: list[Page] = []
    size = 0
    for page in pages:
        chunk.append(page)
        size += sum(len(text) for text in page.search.values()) + 100
        if size >= FILE_SIZE / 2 or len(chunk) == ROOM:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk


def _call(*arguments: object) -> bytes:
    written = ",".join(json.dumps(it, ensure_ascii=False, separators=(",", ":")) for it in arguments)
    return f"newsdeskSearch({written})\n".encode("utf-8", "backslashreplace")
