"""Names for generated archives: as many, and as often in the news, as in real ones.

Who is named follows a Pitman-Yor process: the more often somebody was named, the likelier he is named again, and there
is always somebody new. Its two figures are such that 180 articles, three an event, name about 1,200, a third of whom in
several articles and one or two in most; names grow with the .7th power of the archive.
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from newsdesk.records import EntityType

NEW, FRESH = 0.66, 150.0  # the discount, and the strength, of the process
TYPES: tuple[tuple[EntityType, float], ...] = (("person", 0.43), ("organisation", 0.36), ("place", 0.21))
STARTS = [
    "Br",
    "Cald",
    "D",
    "Ells",
    "Farn",
    "Gr",
    "H",
    "Iv",
    "Jarn",
    "K",
    "L",
    "Morl",
    "N",
    "Ost",
    "P",
    "Quar",
    "Rast",
    "S",
    "T",
    "Ulm",
    "V",
    "W",
    "Yar",
    "Zel",
]
MIDDLES = ["a", "e", "i", "o", "u", "ara", "eli", "ino", "oru", "ane", "il", "or", "en", "un", "as", "em"]
ENDS = [
    "berg",
    "dal",
    "ek",
    "feld",
    "gren",
    "hus",
    "kov",
    "ley",
    "mark",
    "nes",
    "quist",
    "ros",
    "stad",
    "tor",
    "vik",
    "well",
    "zen",
    "mund",
    "lin",
    "rup",
]
GIVEN_ENDS = ["a", "an", "e", "el", "en", "ia", "ias", "ik", "il", "ine", "is", "o", "ol", "on", "or", "us"]
PLACE_ENDS = ["mouth", "by", "ford", "holt", "wick", "haven", "ton", "stead", "field", "bridge"]
KINDS = [
    "Council",
    "Institute",
    "Union",
    "Agency",
    "Company",
    "Museum",
    "Bank",
    "Board",
    "Party",
    "Ministry",
    "Association",
    "University",
]
ROLES = (
    "chief executive",
    "spokeswoman",
    "director",
    "engineer",
    "mayor",
    "minister",
    "researcher",
    "lawyer",
    "senator",
)


@dataclass(frozen=True)
class Named:
    """Somebody or something in the news."""

    name: str
    type: EntityType
    role: str = ""

    @property
    def short(self) -> str:
        return self.name.split()[-1] if self.type == "person" else self.name


class World:
    """All that is in the news, and how often it was."""

    def __init__(self, random: Random) -> None:
        self._random = random
        self._drawn: list[int] = []  # who was named, each time
        self._known: list[Named] = []
        self._times: list[int] = []
        self._names: set[str] = set()

    def cast(self, number: int) -> list[Named]:
        """So many, each once, of whom at least two are people."""
        found: dict[Named, None] = {}
        while len(found) < number or sum(one.type == "person" for one in found) < 2:
            found.setdefault(self._draw())
        return list(found)

    def _draw(self) -> Named:
        known, drawn, random = self._known, self._drawn, self._random
        if random.random() * (len(drawn) + FRESH) < FRESH + NEW * len(known):
            known.append(self._new())
            self._times.append(0)
            number = len(known) - 1
        else:
            number = random.choice(drawn)
            while random.random() * self._times[number] < NEW:
                number = random.choice(drawn)
        drawn.append(number)
        self._times[number] += 1
        return known[number]

    def _new(self) -> Named:
        kind = self._random.choices([kind for kind, _ in TYPES], [share for _, share in TYPES])[0]
        while True:
            made = self._made(kind)
            if made.name not in self._names:
                self._names.add(made.name)
                return made

    def _made(self, kind: EntityType) -> Named:
        pick = self._random.choice
        stem = pick(STARTS) + pick(MIDDLES)
        if kind == "place":
            return Named(stem + pick(PLACE_ENDS), kind)
        if kind == "organisation":
            return Named(f"{stem}{pick(PLACE_ENDS)} {pick(KINDS)}", kind)
        given = pick(STARTS) + pick(MIDDLES) + pick("ndlrstv") + pick(GIVEN_ENDS)
        return Named(f"{given} {stem}{pick(ENDS)}", kind, pick(ROLES))
