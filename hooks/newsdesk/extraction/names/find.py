"""One text → its names, step by step."""

from __future__ import annotations

from newsdesk.extraction.names.agreement import agree, firms_named_for_people, mark_vague, without_families
from newsdesk.extraction.names.assemble import assemble
from newsdesk.extraction.names.couples import share_surnames
from newsdesk.extraction.names.curated import curated_names
from newsdesk.extraction.names.entity_repair import parser_names
from newsdesk.extraction.names.headings import without_headings
from newsdesk.extraction.names.name_spans import NameSpan, make
from newsdesk.extraction.names.names import Names
from newsdesk.extraction.names.patterns import acronyms, pattern_names
from newsdesk.extraction.names.people import gather_people
from newsdesk.extraction.names.repeats import initials, repeats
from newsdesk.extraction.names.things import bare_key, gather_things
from newsdesk.extraction.names.titles import settle_article, settle_title
from newsdesk.extraction.names.whole import whole_names
from newsdesk.extraction.names.words import NameTables, words_of
from newsdesk.extraction.syntax import Doc
from newsdesk.records import Lexicon, Vocabulary


def find_names(doc: Doc, vocabulary: Vocabulary, lexicon: Lexicon) -> Names:
    """The mentions of one source, the chains they belong to, and what the text calls them."""
    words = words_of(lexicon)
    whole = list(whole_names(doc, words))
    held = {i for name in whole for i in range(name.first.i, name.last.i + 1)}
    found = [f for f in parser_names(doc, words) if held.isdisjoint(range(f.first.i, f.last.i + 1))] + whole
    found = _settled(found + list(pattern_names(doc, found, words)))
    found = _settled(_with_curated(found, curated_names(doc, vocabulary), words))
    found = without_headings(doc, found, words)
    brackets = list(acronyms(doc, found))
    found = _settled(found + [make(doc, t.i, t.i, name.type, "acronym", 2) for name, t in brackets])
    _settle_titles(doc, found, words)
    agree(doc, found, words)
    share_surnames(doc, found, words)
    found = without_families(doc, found, words)
    _settle_titles(doc, found, words)
    found = _settled(found + list(initials(doc, found, words)))
    more = list(repeats(doc, found, words))
    _settle_titles(doc, more, words)
    found = _settled(found + more)
    mark_vague(doc, found, words)
    people = gather_people([f for f in found if f.type == "person"], words, firms_named_for_people(found, words))
    things = gather_things([f for f in found if f.type != "person"], brackets, words)
    return assemble(doc, people, things, vocabulary, words)


def _settle_titles(doc: Doc, found: list[NameSpan], words: NameTables) -> None:
    for name in found:
        if name.type == "person":
            name.article = None
            settle_title(doc, name, words)
        elif not name.weak:
            settle_article(doc, name)


def _settled(found: list[NameSpan]) -> list[NameSpan]:
    """Of finds that overlap the strongest, then the longest; in text order. None goes on in another paragraph."""
    taken: set[int] = set()
    kept = []
    within = (f for f in found if f.first.paragraph == f.last.paragraph)
    for f in sorted(within, key=lambda f: (-f.strength, f.first.i - f.last.i, f.first.i)):
        tokens = set(range(f.first.i, f.last.i + 1))
        if not tokens & taken:
            taken |= tokens
            kept.append(f)
    return sorted(kept, key=lambda f: f.first.i)


def _with_curated(found: list[NameSpan], curated: list[NameSpan], words: NameTables) -> list[NameSpan]:
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


def _same(name: NameSpan, wider: NameSpan, words: NameTables) -> bool:
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
