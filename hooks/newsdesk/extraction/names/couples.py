"""Given names that share the surname after them: "Bo and Ann Lee" are Bo Lee and Ann Lee."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from newsdesk.extraction.names.name_spans import NameSpan
from newsdesk.extraction.names.person_names import split_name
from newsdesk.extraction.names.strangers import SHARED
from newsdesk.extraction.names.words import NameTables, fold
from newsdesk.extraction.syntax import Doc


def share_surnames(doc: Doc, found: Sequence[NameSpan], words: NameTables) -> None:
    """Gives a given name before "and" and somebody's full name that surname: of a family, of a woman and a man, or of
    two whom the text calls by their given names.

    Not where the text has that word as a surname, or alone elsewhere: "Ryan and Ann Lee" may be two who only meet.
    """
    names = [f for f in found if not (f.curated or f.weak)]
    people = [f for f in names if f.type == "person" and len(f.key()) > 1]
    surnames = {split_name(f.key(), words)[1].split()[-1] for f in people}
    titled = {f.key() for f in names if f.title}
    times = Counter(f.key() for f in names)
    for one, other in pairwise(names):
        between = [t.lower for t in doc.tokens[one.last.i + 1 : other.first.i]]
        key = one.key()
        if other.type != "person" or between not in (["and"], ["&"]) or one.first.sent != other.first.sent:
            continue
        given, surname, _ = split_name(other.key(), words)
        if len(key) != 1 or not given or key in titled or key[0] in surnames or words.place(key[0]):
            continue
        genders = {words.gender_of_given.get(key[0]), words.gender_of_given.get(given[0])}
        couple = genders == {"f", "m"} and times[key] == 1
        family = any(fold(t.lemma) in words.families for t in doc.sentence_of(one.first))
        both_called_so = times[key] > 1 and times[given] > 0 and len(given) == 1
        if couple or both_called_so or (family and genders != {None}):
            one.cut, one.type, one.rule = one.span, "person", SHARED
            one.words = (*one.words, *other.words[len(other.words) - len(surname.split()) :])
