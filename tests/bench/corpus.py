"""A seeded generator of articles in the field's shapes: outlets, stories, speakers who come back, quotes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random

GIVEN = [
    "Ada",
    "Bela",
    "Carla",
    "Dario",
    "Edda",
    "Franz",
    "Gita",
    "Hugo",
    "Ines",
    "Jonas",
    "Kira",
    "Lars",
    "Mona",
    "Nils",
    "Olga",
    "Pavel",
    "Rita",
    "Sven",
    "Tara",
    "Ugo",
    "Vera",
    "Willem",
    "Xenia",
    "Yann",
    "Zora",
    "Anton",
    "Berta",
    "Celia",
    "Dirk",
    "Elin",
    "Fabio",
    "Greta",
    "Henrik",
    "Irma",
    "Jelle",
    "Klara",
    "Leon",
    "Mira",
    "Noel",
    "Oda",
]
FAMILY_STARTS = [
    "Bran",
    "Cald",
    "Dorn",
    "Ells",
    "Farn",
    "Grav",
    "Holm",
    "Ives",
    "Jarn",
    "Kest",
    "Lund",
    "Morl",
    "Nor",
    "Ost",
    "Pell",
    "Quar",
    "Rast",
    "Sund",
    "Torv",
    "Ulm",
]
FAMILY_ENDS = [
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
    "yard",
    "zen",
]
PLACES = [
    "Fenmouth",
    "Larn",
    "Osterby",
    "Quayford",
    "Dunholt",
    "Marrowick",
    "Selby-on-Sea",
    "Tarrin",
    "Velden",
    "Westhaven",
]
KINDS = ("Council", "Institute", "Union", "Agency", "Company", "Museum", "Bank", "Board")
TOPICS = [
    "harbour",
    "ferry",
    "tariff",
    "school",
    "budget",
    "bridge",
    "hospital",
    "census",
    "vineyard",
    "archive",
    "tram",
    "reservoir",
]
ROLES = ("chief executive", "spokeswoman", "director", "engineer", "mayor", "minister", "researcher", "lawyer")
VERBS = ("said", "said", "said", "told reporters", "argued", "warned", "added")
OUTLETS = ("The Fenmouth Gazette", "Courier", "Evening Wire", "Larn Herald", "The Observer of Velden")
SAID = (
    "We have looked at the {topic} for {n} months and found nothing that worries us",
    "Nobody asked the people who use the {topic} every day",
    "The {topic} will cost {n} million crowns more than last year",
    "I would not bet on the {topic} being ready before winter",
    "There is no plan for the {topic}, and there never was one",
    "Every second family depends on the {topic}",
)
PLAIN = (
    "The {topic} has been debated in {place} since {year}.",
    "About {n} people took part in the meeting, which lasted until late in the evening.",
    "Work on the {topic} began on {day} and stopped again two weeks later.",
    "Officials in {place} declined to publish the figures for the {topic}.",
    "A report counted {n} complaints about the {topic} within a year.",
    "The decision is expected to be discussed again next month.",
)


@dataclass(frozen=True)
class Person:
    name: str
    role: str
    body: str


def people(random: Random, number: int) -> list[Person]:
    """People with names that are their own, each of an organisation."""
    names: dict[str, None] = {}
    while len(names) < number:
        family = f"{random.choice(FAMILY_STARTS)}{random.choice(FAMILY_ENDS)}"
        family += random.choice(("", "", "", f"-{random.choice(FAMILY_STARTS)}{random.choice(FAMILY_ENDS)}"))
        names.setdefault(f"{random.choice(GIVEN)} {family}")
    bodies = [f"{place} {topic.title()} {kind}" for place in PLACES for topic in TOPICS for kind in KINDS]
    return [Person(name, random.choice(ROLES), random.choice(bodies)) for name in names]


def articles(number: int, seed: int = 7) -> Iterator[tuple[str, str]]:
    """File name and text of `number` articles; about as many people as a fifth of them speak."""
    random = Random(seed)
    known = people(random, max(5, number // 6))
    start = date(2023, 1, 2)
    for n in range(number):
        if n % 2 == 0 or random.random() < 0.4:
            topic, place, cast = random.choice(TOPICS), random.choice(PLACES), random.sample(known, 3)
            day = start + timedelta(days=n * 900 // number)
            story = f"story-{n}"
        outlet = random.choice(OUTLETS)
        yield f"{day.year}/{day.isoformat()}-{n}.md", _article(random, n, story, outlet, day, topic, place, cast)


def _article(
    random: Random, n: int, story: str, outlet: str, day: date, topic: str, place: str, cast: list[Person]
) -> str:
    head = (
        f"---\ntitle: {place} argues about its {topic}, part {n}\noutlet: {outlet}\npublished: {day}\n"
        f"story: {story}\nrights: full\nurl: https://news.example/{n}\n---\n\n"
    )
    fill = {"topic": topic, "place": place, "n": random.randint(2, 900), "year": day.year - random.randint(1, 9)}
    fill["day"] = f"{day - timedelta(days=3):%-d %B %Y}"
    paragraphs = [f"{place} has to decide about its {topic}, {cast[0].role} {cast[0].name} said on {day:%A}."]
    for person in cast:
        words = random.choice(SAID).format(**fill)
        who = f"{person.name}, {person.role} of the {person.body},"
        surname = person.name.split()[-1]
        paragraphs += [
            f"“{words},” {random.choice(VERBS)} {who[:-1]}. “{random.choice(SAID).format(**fill)}.”",
            " ".join(random.choice(PLAIN).format(**fill) for _ in range(3)),
            f"{surname} called the plan “a mistake that {place} will regret.” {random.choice(PLAIN).format(**fill)}",
        ]
    return head + "\n\n".join(paragraphs) + "\n"


def write(folder: Path, number: int, seed: int = 7) -> None:
    """The articles as files below a folder, with an empty vocabulary of its own."""
    for name, text in articles(number, seed):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    (folder / "entities").mkdir(exist_ok=True)
    (folder / "entities" / "people.yml").write_text("{}\n", encoding="utf-8")
