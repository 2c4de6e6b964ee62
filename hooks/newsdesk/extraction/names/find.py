"""One text → its names, step by step."""

from __future__ import annotations

from collections import Counter, defaultdict

from newsdesk.extraction.names.assemble import assemble
from newsdesk.extraction.names.curated import curated_names
from newsdesk.extraction.names.found import Found, make
from newsdesk.extraction.names.names import Names
from newsdesk.extraction.names.patterns import acronyms, pattern_names
from newsdesk.extraction.names.people import gather_people
from newsdesk.extraction.names.repeats import repeats
from newsdesk.extraction.names.spotting import parser_names
from newsdesk.extraction.names.things import bare_key, gather_things
from newsdesk.extraction.names.titles import settle_article, settle_title
from newsdesk.extraction.names.words import Words, words_of
from newsdesk.extraction.syntax import Doc
from newsdesk.records import EntityType, Lexicon, Vocabulary


def find_names(doc: Doc, vocabulary: Vocabulary, lexicon: Lexicon) -> Names:
    """The mentions of one source, the chains they belong to, and what the text calls them."""
    words = words_of(lexicon)
    found = list(parser_names(doc, words))
    found = _settled(found + list(pattern_names(doc, found, words)))
    found = _settled(_with_curated(found, curated_names(doc, vocabulary), words))
    brackets = list(acronyms(doc, found))
    found = _settled(found + [make(doc, t.i, t.i, name.type, "acronym", 2) for name, t in brackets])
    _agree(doc, found, words)
    _settle_titles(doc, found, words)
    more = list(repeats(doc, found, words))
    _settle_titles(doc, more, words)
    found = _settled(found + more)
    people = gather_people([f for f in found if f.type == "person"], words)
    things = gather_things([f for f in found if f.type != "person"], brackets, words)
    return assemble(doc, people, things, vocabulary, words)


def _settle_titles(doc: Doc, found: list[Found], words: Words) -> None:
    for name in found:
        if name.type == "person":
            settle_title(doc, name, words)
        elif not name.weak:
            settle_article(doc, name)


def _settled(found: list[Found]) -> list[Found]:
    """Of finds that overlap the strongest, then the longest; in text order."""
    taken: set[int] = set()
    kept = []
    for f in sorted(found, key=lambda f: (-f.strength, f.first.i - f.last.i, f.first.i)):
        tokens = set(range(f.first.i, f.last.i + 1))
        if not tokens & taken:
            taken |= tokens
            kept.append(f)
    return sorted(kept, key=lambda f: f.first.i)


def _with_curated(found: list[Found], curated: list[Found], words: Words) -> list[Found]:
    """The vocabulary's names among the others.

    Inside a longer name of something else ("Apple" in "Apple Corps") the vocabulary's is not meant, unless all that
    is longer is a legal form or a title, or the longer one is nothing but several names of the vocabulary.
    """
    kept = list(found)
    for name in curated:
        around = [f for f in kept if f.first.i <= name.last.i and name.first.i <= f.last.i and f.strength < 9]
        wider = [f for f in around if f.span.contains(name.span) and len(f.span) > len(name.span)]
        if any(not _same(name, f, words) for f in wider if f.type != "person" or len(f.key()) > len(name.key())):
            continue
        for f in wider:
            if f.type != "person":
                name.first, name.last, name.cut = f.first, f.last, None
        kept = [f for f in kept if f not in around]
        kept.append(name)
    return kept


def _same(name: Found, wider: Found, words: Words) -> bool:
    rest = bare_key(wider.key(), words)
    own = bare_key(name.key(), words)
    if rest == own:
        return True
    left = list(rest)
    for word in own:
        if word not in left:
            return False
        left.remove(word)
    return all(w in words.honorifics or (w,) in words.titles or w in words.tails for w in left)


def _agree(doc: Doc, found: list[Found], words: Words) -> None:
    """One name, one kind: where the parser wavers the majority decides, a title or pattern outvoting it."""
    surnames = Counter(f.key()[-1] for f in found if f.type == "person" and len(f.key()) > 1)
    for f in found:
        _cut_headline(doc, f, surnames)
    votes: dict[tuple[str, ...], Counter[EntityType]] = defaultdict(Counter)
    for f in found:
        votes[f.key()][f.type] += f.strength
        if f.rule == "parser:person" and f.type != "person":
            votes[f.key()][f.type] += 9  # "the Beatles" tells of all Beatles
    for f in found:
        if f.weak and f.key()[-1] in surnames and len(f.key()) == 1 and f.first.dep not in ("amod", "compound"):
            f.weak, f.type = False, "person"  # Mark Cuban, not Cuba
        if f.curated or f.weak:
            continue
        key, kinds = f.key(), votes[f.key()]
        known = f.rule == "parser:place" and (words.place(key[0]) or key[0] in words.regions)
        if len(key) == 1 and key[0] in surnames and f.type != "person" and not known:
            kinds = Counter({"person": 1})
        f.type = max(kinds, key=lambda kind: (kinds[kind], kind))
    _no_places(found, words)


def _no_places(found: list[Found], words: Words) -> None:
    """ "Rocky Stream" is no place where Rocky is a product, nor is "Stream" then."""
    kinds = {f.key(): f.type for f in found if len(f.key()) == 1 and f.type in ("organisation", "product")}
    ends: dict[str, EntityType] = {}
    for f in found:
        key = f.key()
        if f.rule == "parser:place" and len(key) == 2 and key[:1] in kinds and words.heads.get(key[1]) != "place":
            f.type = ends[key[1]] = kinds[key[:1]]
    for f in found:
        if f.type == "place" and len(f.key()) == 1 and f.key()[0] in ends and not words.place(f.key()[0]):
            f.type = ends[f.key()[0]]


def _cut_headline(doc: Doc, found: Found, surnames: Counter[str]) -> None:
    """ "Obama Sees" is a surname and a headline's verb, where the surname is known and the second word is no name."""
    key = found.key()
    if found.type == "person" and len(key) == 2 and not found.curated and surnames[key[1]] == 1 and (
        surnames[key[0]] and found.first.i < found.last.i
    ):  # fmt: skip
        found.last = found.first
        found.words = (found.first.text,)
