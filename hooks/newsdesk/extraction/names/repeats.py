"""Further occurrences of names that the text has already given: surnames, short forms, acronyms the parser missed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from newsdesk.extraction.names.name_spans import NameSpan, make, shouted
from newsdesk.extraction.names.patterns import initials_of
from newsdesk.extraction.names.person_names import split_name
from newsdesk.extraction.names.things import bare_key
from newsdesk.extraction.names.words import NameTables, fold
from newsdesk.extraction.syntax import Doc, Token


def initials(doc: Doc, found: list[NameSpan], words: NameTables) -> Iterator[NameSpan]:
    """Bare capitals that are the initials of the one organisation that the text names so: "NLC" where it has the
    "Northern Line Company"."""
    longs: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    for f in found:
        if f.type == "organisation" and (len(f.words) > 1 or "-" in f.words[0]) and not f.weak:
            for letters in initials_of(f.words, words):
                longs[letters].add(bare_key(f.key(), words))
    taken = {i for f in found for i in range(f.first.i, f.last.i + 1)}
    for token in doc.tokens if longs else ():
        if not token.text.isupper() or token.i in taken:
            continue
        letters = token.text.replace(".", "")
        if len(longs.get(letters, ())) != 1 or _otherwise(doc, token, letters, words):
            continue
        if not shouted(doc, token.i, token.i):
            yield make(doc, token.i, token.i, "organisation", "initials", 1)


def _otherwise(doc: Doc, token: Token, letters: str, words: NameTables) -> bool:
    """Whether capitals are more likely something else's: a country's, a state's, a person's ("J.D. Hallam")."""
    folded, before = fold(letters), doc.tokens[token.i - 1] if token.i else token
    known = words.place(folded) or folded in words.states or folded in words.never or folded in words.postnominals
    after = doc.tokens[token.i + 1] if token.i + 1 < len(doc.tokens) else token
    person = after.text.istitle() and after.tag == "NNP" and after.ent_type == "PERSON"
    return known or (person and "." in token.text) or (before.text in ("(", "-LRB-") and len(letters) < 3)


def repeats(doc: Doc, found: list[NameSpan], words: NameTables) -> Iterator[NameSpan]:
    """Finds for every place, not yet taken, where a known name or its short form stands."""
    taken = {i for f in found for i in range(f.title[0].i if f.title else f.first.i, f.last.i + 1)}
    forms = _forms(found, words)
    lower = {t.text for t in doc.tokens if t.text.islower()}
    for i, token in enumerate(doc.tokens):
        word = fold(token.text)
        several = forms.get(word[:-1], ()) if word.endswith("s") and i not in taken else ()
        for key, pattern in (
            *forms.get(word, ()),
            *((k, f) for k, f in several if len(k) == 1 and f.type == "product"),
        ):
            last = i + len(key) - 1
            if last >= len(doc.tokens) or any(k in taken for k in range(i, last + 1)):
                continue
            run = doc.tokens[i : last + 1]
            if run[-1].paragraph != token.paragraph:
                continue
            if (key == (word[:-1],) or tuple(fold(t.text) for t in run) == key) and _named(
                doc, run, pattern, lower, words
            ):
                taken |= set(range(i, last + 1))
                yield make(doc, i, last, pattern.type, "repeat", 1)
                break


def _forms(found: list[NameSpan], words: NameTables) -> dict[str, list[tuple[tuple[str, ...], NameSpan]]]:
    table: dict[tuple[str, ...], NameSpan] = {}
    for f in found:
        key = f.key()
        if not key or f.weak:
            continue
        table.setdefault(key, f)
        if f.type == "person":
            given, last, _ = split_name(key, words)
            if given and len(last) > 1:
                table.setdefault(tuple(last.split()), f)
        else:
            if f.type == "product" and len(key) > 1 and key[-1].isalpha() and any(map(str.isdigit, key[-2])):
                table.setdefault(key[-1:], f)  # "Dreamliner" of "787 Dreamliner"
            if f.rule == "storm":
                table.setdefault(key[1:], f)
            short = bare_key(key, words)
            if short != key and len("".join(short)) > 2:
                table.setdefault(short, f)
    by_first: dict[str, list[tuple[tuple[str, ...], NameSpan]]] = defaultdict(list)
    for key, f in sorted(table.items(), key=lambda item: -len(item[0])):
        by_first[key[0]].append((key, f))
    return by_first


def _named(doc: Doc, run: list[Token], known: NameSpan, lower: set[str], words: NameTables) -> bool:
    """Whether these words are written as a name: in capitals as known, and not just as a sentence's first word."""
    head = run[0]
    text = head.text
    named, after = known.type == "person" and head.paragraph > 1, run[-1].head
    if (
        named
        and run[-1].dep == "compound"
        and after.i == run[-1].i + 1
        and after.pos == "PROPN"
        and after.text.istitle()
    ):
        return False  # "Baker Hughes" is no Ann Baker
    if known.type == "person" and _common(doc, run, words):
        return False
    printed = known.words[0]
    if text.islower() and not printed.islower():
        return False
    if text.isupper() != printed.isupper() and len(text) <= 4 and not (text.isupper() and len(text) > 3):
        return False
    if not text[0].isupper() or len(run) > 1:
        return True
    opens = head.i == 0 or doc.tokens[head.i - 1].sent != head.sent or not doc.tokens[head.i - 1].text[-1].isalnum()
    if not opens:
        return True
    follows = doc.tokens[head.i + 1] if head.i + 1 < len(doc.tokens) else None
    return text.lower() not in lower or (follows is not None and follows.tag in ("VBD", "VBZ", "POS", "MD"))


def _common(doc: Doc, run: list[Token], words: NameTables) -> bool:
    """Whether a surname that is a word is the word here: "the Moon", "in May"."""
    head = run[0]
    before = doc.tokens[head.i - 1] if head.i else head
    follows = doc.tokens[run[-1].i + 1] if run[-1].i + 1 < len(doc.tokens) else head
    alone = run[-1].dep in ("pobj", "nsubj", "dobj", "attr", "nsubjpass") and follows.text not in ("/", "-", "–")
    article = before.lower in ("the", "a", "an") and before.sent == head.sent and alone
    day = head.ent_type == "DATE" or head.lower in words.never
    return article or (day and head.dep in ("pobj", "npadvmod", "dobj"))
