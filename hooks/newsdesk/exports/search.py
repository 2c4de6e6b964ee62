"""The search index: small script files, of which a search loads the few it needs, from a server or from a folder.

A page opened from a folder may load scripts but fetch no data, so every file is one call of `newsdeskSearch` (see
`overrides/assets/search.js`), with JSON as its arguments:

- `search/index.js`: `("index", {words, texts, names})`: what the other files are. `words` are the beginnings of words
  that have a file each; `texts` are the numbers of the first page in each file of texts; `names` are words of names,
  for those who nearly know how one is written.
- `search/words-N.js`: `("words", N, {word: [step, weight, …]})`: the pages that have a word. A step leads from the
  page before to the next one. A weight is what the word counts for in that page, BM25 and more where the title has it.
- `search/texts-N.js`: `("texts", N, [[address, title, kind, [[anchor, heading, text], …]], …])`: what a result shows.

BM25: Robertson and Zaragoza, "The Probabilistic Relevance Framework" (2009), with their usual k1 and b.
"""

from __future__ import annotations

import json
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, groupby
from operator import sub

from newsdesk.pages import addresses, words
from newsdesk.pages.outline import counted, words_of
from newsdesk.records import Page

FILE_SIZE = 24_000  # characters of a file of words or texts, about; gzip makes a third of it
K1, B = 1.2, 0.75
BODY, TITLE = 10, 100  # what one word counts for, about
NEAR = 4  # letters of a word of a name that may be written nearly right
NO_RESULTS = {"moved", "desk"}  # kinds of page that nobody searches for
SAID = {"briefing": "Briefing", "source": "Source"}  # what a result says of them; of lists, their titles say it

_KINDS = {folder: words.TYPES[kind] for kind, folder in addresses.FOLDERS.items()}

# For each word, the numbers of the pages that have it, and its weight there.
Postings = dict[str, list[tuple[int, int]]]


def search_files(pages: Iterable[Page]) -> Mapping[str, bytes]:
    """The files of the index, by their address from the site's root."""
    found = [page for page in pages if page.kind not in NO_RESULTS]
    postings = _postings(found)
    shards = list(_shards(sorted(postings), postings))
    texts = list(_chunks([_entry(page) for page in found]))
    starts = [sum(map(len, texts[:number])) for number in range(len(texts))]
    profiles = (words_of(page.title) for page in found if page.kind == "profile")
    names = sorted({word for title in profiles for word in title if len(word) >= NEAR and word.isalpha()})
    files = {"index": _call("index", {"words": [prefix for prefix, _ in shards], "texts": starts, "names": names})}
    for number, (_, shard) in enumerate(shards):
        files[f"words-{number}"] = _call("words", number, {word: _steps(postings[word]) for word in shard})
    for number, chunk in enumerate(texts):
        files[f"texts-{number}"] = _call("texts", number, chunk)
    return {f"search/{name}.js": content for name, content in files.items()}


def _postings(pages: Sequence[Page]) -> Postings:
    bodies = [page.words or counted(page.search) for page in pages]
    lengths = [sum(body.values()) for body in bodies]
    usual = sum(lengths) / max(1, len(lengths)) or 1
    spread = Counter(chain.from_iterable(bodies))
    # How rare each word of a text is.
    counts = {word: BODY * math.log(1 + (len(pages) - n + 0.5) / (n + 0.5)) for word, n in spread.items()}
    found: Postings = defaultdict(list)
    for number, (page, body) in enumerate(zip(pages, bodies, strict=True)):
        title = set(words_of(page.title))
        # A word is more of a short title; the page that a reader looks for by its name comes first.
        named = TITLE * math.log2(1 + page.search_boost) / len(title) ** 0.5 if title else 0.0
        length = K1 * (1 - B + B * lengths[number] / usual)
        shares = [times * (K1 + 1) / (times + length) for times in range(max(body.values(), default=0) + 1)]
        for word, times in body.items():
            weight = counts[word] * shares[times]
            found[word].append((number, round(weight + named if word in title else weight) or 1))
        for word in title - body.keys():
            found[word].append((number, round(named) or 1))
    return found


def _steps(hits: Sequence[tuple[int, int]]) -> list[int]:
    numbers, weights = zip(*hits, strict=True)
    steps = [0] * (2 * len(numbers))
    steps[::2] = numbers[:1] + tuple(map(sub, numbers[1:], numbers))
    steps[1::2] = weights
    return steps


def _shards(ordered: Sequence[str], postings: Postings, prefix: str = "") -> Iterator[tuple[str, Sequence[str]]]:
    """The words by their beginning, as long as one has to be for its file not to become too large."""
    size = sum(len(word) + 6 * len(postings[word]) for word in ordered)
    if size <= FILE_SIZE or ordered == [prefix]:
        if ordered:
            yield prefix, ordered
        return
    for longer, group in groupby(ordered, lambda word: word[: len(prefix) + 1]):
        below = list(group)
        # The word that is the beginning itself stands alone, and cannot be cut further.
        yield from [(longer, below)] if longer == prefix else _shards(below, postings, longer)


Entry = tuple[str, str, str, list[tuple[str, str, str]]]


def _entry(page: Page) -> Entry:
    titles = {heading.id: heading.title for heading in page.headings}
    parts = [(anchor, titles.get(anchor, ""), text) for anchor, text in page.search.items()]
    kind = _KINDS.get(page.address.partition("/")[0] + "/", "") if page.kind == "profile" else SAID.get(page.kind, "")
    about = (kind, page.meta.get("article:publisher", ""), words.partial_date(page.date) if page.date else "")
    return f"{page.address}index.html", page.title, " · ".join(filter(None, about)), parts


def _chunks(entries: Iterable[Entry]) -> Iterator[list[Entry]]:
    chunk: list[Entry] = []
    size = 0
    for entry in entries:
        chunk.append(entry)
        size += sum(len(text) for _, _, text in entry[3]) + 100
        if size >= FILE_SIZE:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk


def _call(*arguments: object) -> bytes:
    written = ",".join(json.dumps(it, ensure_ascii=False, separators=(",", ":")) for it in arguments)
    return f"newsdeskSearch({written})\n".encode("utf-8", "backslashreplace")
