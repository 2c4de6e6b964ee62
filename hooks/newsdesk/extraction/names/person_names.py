"""How people's names are compared: given names, surnames, generations, initials, nicknames."""

from __future__ import annotations

from newsdesk.extraction.names.name_spans import NameSpan
from newsdesk.extraction.names.words import NameTables, fold


def split_name(key: tuple[str, ...], words: NameTables) -> tuple[tuple[str, ...], str, str]:
    """Given names, surname (with its particles) and generation of a folded full name."""
    generation = ""
    while len(key) > 1 and key[-1] in words.suffixes:
        generation = key[-1] if key[-1] in words.generations else generation
        key = key[:-1]
    if _surname_first(key, words):
        return key[1:], key[0], generation
    cut = len(key) - 1
    while cut > 1 and key[cut - 1] in words.particles:
        cut -= 1
    return key[:cut], " ".join(key[cut:]), generation


def _surname_first(key: tuple[str, ...], words: NameTables) -> bool:
    """Whether a name is written as in China, Korea or Vietnam: "Chen Meihua", "Park Ji-hoon"; "Kim" and the like, which
    are given names too, only before a name of two syllables."""
    if len(key) not in (2, 3) or key[-1] in words.surnames_first:
        return False
    syllables = len(key) == 3 and all(len(part) < 6 and part not in words.gender_of_given for part in key[1:])
    if key[0] in words.surnames_maybe_first and syllables:
        return True  # "Kim Jong Un"
    return key[0] in words.surnames_first or (
        key[0] in words.surnames_maybe_first and any("-" in part for part in key[1:]) and "-" not in key[0]
    )


def same_given(a: str, b: str, words: NameTables) -> bool:
    """Whether two given names may be one: equal, an initial, or a nickname."""
    if a == b:
        return True
    if len(a) == 1 or len(b) == 1:
        return a[:1] == b[:1]
    return b in words.nicknames.get(a, ()) or a in words.nicknames.get(b, ())


def same_person(a: tuple[str, ...], b: tuple[str, ...], words: NameTables) -> bool:
    """Whether two folded full names of one text name one person."""
    if a == b:
        return True
    given_a, last_a, gen_a = split_name(a, words)
    given_b, last_b, gen_b = split_name(b, words)
    if gen_a != gen_b:
        return False
    short, long = sorted((a, b), key=len)
    if len(short) >= 2 and long[-len(short) :] == short:
        return True  # "Suu Kyi" is "Aung San Suu Kyi"
    if last_a != last_b:
        return False
    if not given_a or not given_b or not same_given(given_a[0], given_b[0], words):
        return False
    middle_a, middle_b = given_a[1:], given_b[1:]
    if middle_a and middle_b:
        return all(
            x == y or (min(len(x), len(y)) == 1 and x[0] == y[0]) for x, y in zip(middle_a, middle_b, strict=False)
        )
    return True


def title_gender(found: NameSpan, words: NameTables) -> str:
    """The gender that the words before a name tell, else ""."""
    for token in found.title:
        told = words.honorifics.get(fold(token.text)) or words.persons.get((fold(token.text),))
        told = told or words.titles.get((fold(token.text),))
        if told:
            return told
    return ""
