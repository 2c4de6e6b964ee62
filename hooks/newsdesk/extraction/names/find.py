"""One text → its names, step by step."""

from __future__ import annotations

from collections import Counter, defaultdict

from newsdesk.extraction.names.curated import automaton_of, curated_names
from newsdesk.extraction.names.found import Found
from newsdesk.extraction.names.names import Names
from newsdesk.extraction.names.patterns import acronyms, pattern_names
from newsdesk.extraction.names.people import Person, gather_people
from newsdesk.extraction.names.repeats import repeats
from newsdesk.extraction.names.spotting import parser_names
from newsdesk.extraction.names.things import Thing, bare_key, gather_things
from newsdesk.extraction.names.titles import settle_title
from newsdesk.extraction.names.words import Words, fold, words_of
from newsdesk.extraction.syntax import Doc
from newsdesk.records import Chain, EntityType, Lexicon, Mention, Vocabulary


def find_names(doc: Doc, vocabulary: Vocabulary, lexicon: Lexicon) -> Names:
    """The mentions of one source and the chains they belong to."""
    words = words_of(lexicon)
    found = list(parser_names(doc, words))
    found = _settled(found + list(pattern_names(doc, found, words)))
    found = _with_curated(found, curated_names(doc, vocabulary), words)
    brackets = [(name, short.text) for name, short in acronyms(doc, found)]
    found = _settled(found)
    _agree(found, words)
    for name in found:
        if name.type == "person":
            settle_title(doc, name, words)
    found = [f for f in found if f.words]
    more = list(repeats(doc, found, words))
    for name in more:
        if name.type == "person":
            settle_title(doc, name, words)
    found = _settled(found + more)
    people = gather_people([f for f in found if f.type == "person"], words)
    things = gather_things([f for f in found if f.type != "person"], brackets, words)
    return _names(doc, people, things, vocabulary, words)


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


def _agree(found: list[Found], words: Words) -> None:
    """One name, one kind: where the parser wavers the majority decides, a title or pattern outvoting it."""
    votes: dict[tuple[str, ...], Counter[EntityType]] = defaultdict(Counter)
    for f in found:
        votes[f.key()][f.type] += f.strength
    surnames = {f.key()[-1] for f in found if f.type == "person" and len(f.key()) > 1}
    for f in found:
        if f.curated or f.weak:
            continue
        key, kinds = f.key(), votes[f.key()]
        if len(key) == 1 and key[0] in surnames and f.type != "person" and f.rule != "parser:place":
            kinds = Counter({"person": 1})
        if len(kinds) > 1:
            f.type = max(kinds, key=lambda kind: (kinds[kind], kind))
        elif kinds:
            f.type = next(iter(kinds))


def _names(doc: Doc, people: list[Person], things: list[Thing], vocabulary: Vocabulary, words: Words) -> Names:
    chains: list[Chain] = []
    groups: list[list[Found]] = []
    everything: list[Person | Thing] = [*people, *things]
    for group in sorted(everything, key=lambda g: g.finds[0].first.i):
        chains.append(_chain(group, vocabulary, words))
        groups.append(group.finds)
    mentions, tokens = [], {}
    for number, finds in enumerate(groups):
        for f in finds:
            mentions.append((f, Mention(f.mention, f.type, number, f.rule, f.first.paragraph, f.weak)))
    mentions.sort(key=lambda pair: pair[1].span)
    for place, (f, _) in enumerate(mentions):
        start = f.title[0].i if f.title else f.first.i
        tokens.update(dict.fromkeys(range(start, f.last.i + 1), place))
    return Names(tuple(m for _, m in mentions), tuple(chains), tokens, words)


def _chain(group: Person | Thing, vocabulary: Vocabulary, words: Words) -> Chain:
    longest = group.longest()
    printed = list(dict.fromkeys(" ".join(f.words) for f in group.finds if not f.weak))
    curated = sorted({i for f in group.finds for i in f.curated})
    entity = curated[0] if len(curated) == 1 else None
    if isinstance(group, Person):
        name, full, gender, kind = " ".join(longest.words), group.full, group.gender, "person"
    else:
        name = group.usual or " ".join(longest.words)
        full, gender, kind = any(not f.weak for f in group.finds), None, group.type
    if entity is not None:
        known = automaton_of(vocabulary).entities[entity]
        name, full, kind = known.name, True, known.type
    key = (
        fold(group.usual)
        if isinstance(group, Thing) and group.usual
        else " ".join(longest.key() if kind == "person" else bare_key(longest.key(), words))
    )
    strong = tuple(sorted(" ".join(k) for k in group.strong)) if isinstance(group, Thing) else ()
    return Chain(
        name, kind, full, entity, gender, tuple(a for a in printed if a != name),  # type: ignore[arg-type]
        tuple(curated) if len(curated) > 1 else (), key, strong,
    )  # fmt: skip
