"""What an article tells at its top, by which it is compared with others: its headline, its words, its names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from newsdesk.knowledge.words import WordKind, language
from newsdesk.memo.memo import Kind, Memo
from newsdesk.records import Extraction, Lexicon, Source

_TOP = 1500  # characters that are looked at: news says what is new first
_TELLING: tuple[WordKind, ...] = ("plain", "name", "number")


@dataclass(frozen=True, slots=True)
class Attributes:
    """One article. Words by their keys (`Language.key`); names by the keys of their chains, or a curated id."""

    words: Mapping[str, int]  # how often each stands in the headline (twice) and the top
    printed: Mapping[str, str]  # the shortest form of each
    headline: tuple[str, ...]
    names: Mapping[str, int]
    called: Mapping[str, str]  # each name as the article has it


ATTRIBUTES: Kind[Attributes] = Kind(
    "told", Attributes
)  # to find it again takes a twentieth of a build in which nothing changed


def tell(
    sources: Mapping[str, Source], found: Mapping[str, Extraction], lexicon: Lexicon, memo: Memo
) -> dict[str, Attributes]:
    """What each article tells."""
    return {
        key: memo.kept(ATTRIBUTES, attributes_of, source, found[key], lexicon, name=key)
        for key, source in sources.items()
    }


def attributes_of(source: Source, found: Extraction, lexicon: Lexicon) -> Attributes:
    """What one article tells. A demonym names nobody, and an outlet that names itself is no news."""
    words_of = language(lexicon).words
    opening = source.text[: max(_TOP, source.text.find(" ", _TOP))]  # whole words
    headline = [word.key for word in words_of(f" {source.title}") if word.kind in _TELLING]
    words, printed = Counter(headline * 2), dict[str, str]()
    for word in words_of(f" {source.title}\n{opening}"):
        if word.kind in _TELLING:
            words[word.key] += 1
            if (shortest := printed.setdefault(word.key, word.form)) != word.form:
                printed[word.key] = min(shortest, word.form, key=lambda form: (len(form), form))
    names, called = Counter[str](), dict[str, str]()
    for mention in found.mentions:
        chain = None if mention.chain is None or mention.weak else found.chains[mention.chain]
        if chain is not None and chain.name.casefold() != source.meta.outlet.casefold():
            key = chain.entity or chain.key or chain.name.casefold()
            names[key] += 1
            called.setdefault(key, chain.name)
    return Attributes(dict(words), printed, tuple(dict.fromkeys(headline)), dict(names), called)
