"""A seeded generator of articles in the field's shapes, each with what a reader of it finds.

Lengths, names, quotes and dates of an article, and how many of one event there are, are distributed as in two corpora
of news, one of which has three outlets for each event and the other one article: `names` says how names come back. All
words are the generator's own. `write(findings=True)` keeps what there is to be found in each article as if it had been
parsed, so that an archive of any size is built here without that, the one long job.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import accumulate
from pathlib import Path
from random import Random

from tests.bench.names import MIDDLES, PLACE_ENDS, STARTS, Named, World

from newsdesk.build import read
from newsdesk.extraction.findings import findings_of
from newsdesk.memo.memo import Memo
from newsdesk.reading.lexicon import load_lexicon
from newsdesk.reading.parser import find_model
from newsdesk.records import Chain, DateMention, Extraction, Mention, Quote, Span, Speaker, slug

OUTLETS = 40  # some of which print far more than others
OF_ONE_EVENT = ((1, 50), (2, 22), (3, 18), (4, 5), (6, 3), (9, 2))  # articles, and how many events of a hundred
CAST = 33  # names that the articles of one event have between them
YEARS = 12
FLUSHED = 500  # articles, whose findings are written together
VERBS = ("said", "said", "said", "told reporters", "argued", "warned", "added")
PLAIN = (
    "The {a} of the {b} has been in the {c} for {n} years.",
    "About {n} people saw the {a}, which lasted until the {b} had left the {c}.",
    "Work on the {a} began beside the {b} and stopped again two weeks later.",
    "Officials declined to publish the {a} of the {b} before the {c}.",
    "A report counted {n} letters about the {a} within a {b}.",
    "The {a} is expected to be weighed again when the {b} meets the {c}.",
)
SAID = (
    "We have looked at the {a} for {n} months and the {b} does not worry us",
    "Nobody asked the people who use the {a} of the {b} every day",
    "The {a} will cost {n} million crowns more than the {b}",
    "I would not bet on the {a} being ready before the {b} is",
    "There is no {a} for the {b}, and there never was one",
)
FEW = ("a {a} that the {b} will regret", "no {a} at all", "one {a} too many")
BEFORE = (
    "{who} met {other} in {place}.",
    "{who} wrote to {other} about the {a}.",
    "Neither {who} nor {other} was there.",
)


def _words(random: Random) -> tuple[list[str], list[float]]:
    """Nouns that nobody knows, and how common each is: word frequencies fall with the rank."""
    made = {f"{a.lower()}{m}{c}{e}" for a in STARTS for m in MIDDLES for c in "ndlrst" for e in ("", *PLACE_ENDS)}
    nouns = sorted(made)
    random.shuffle(nouns)
    return nouns, list(accumulate(1 / (rank + 20) for rank in range(len(nouns))))


@dataclass(frozen=True)
class Event:
    """What some articles report."""

    key: str
    day: date
    cast: list[Named]
    nouns: list[str]  # of its own
    articles: int


@dataclass
class Writing:
    """An article that is being written, and what there is to be found in it."""

    text: str = ""
    mentions: list[Mention] = field(default_factory=list)
    chains: dict[Named, int] = field(default_factory=dict)
    quotes: list[Quote] = field(default_factory=list)
    dates: list[DateMention] = field(default_factory=list)
    sentences: list[Span] = field(default_factory=list)
    paragraph: int = 1
    _start: int = 0

    def say(self, words: str) -> Span:
        self.text += words
        return Span(len(self.text) - len(words), len(self.text))

    def name(self, one: Named) -> Span:
        """A name, in full the first time."""
        chain = self.chains.setdefault(one, len(self.chains))
        is_first = all(mention.chain != chain for mention in self.mentions)
        span = self.say(one.name if is_first else one.short)
        self.mentions.append(Mention(span, one.type, chain, "generated", self.paragraph, acts=True))
        return span

    def quote(self, spans: tuple[Span, ...], speaker: Named, who: Span, cue: Span, mixed: bool = False) -> None:
        said = Speaker(who, who.of(self.text), "named", self.chains[speaker], "generated")
        kind = "mixed" if mixed else "direct"
        self.quotes.append(Quote("", kind, spans, said, cue, "generated", 0.95, self.paragraph))

    def end(self) -> None:
        """Ends a sentence."""
        self.sentences.append(Span(self._start, len(self.text)))
        self._start = len(self.say(" ") and self.text)

    def end_paragraph(self) -> None:
        self.text = f"{self.text.rstrip()}\n\n"
        self._start, self.paragraph = len(self.text), self.paragraph + 1

    def found(self, source: str) -> Extraction:
        chains = [
            Chain(
                one.name,
                one.type,
                True,
                key=one.name.casefold(),
                surname=one.short.casefold() if one.type == "person" else "",
                aliases=(one.short,) if one.type == "person" else (),
            )
            for one in self.chains
        ]
        return Extraction(
            source,
            mentions=tuple(self.mentions),
            chains=tuple(chains),
            quotes=tuple(Quote(f"q-{slug(source)}-{n}", *_rest(quote)) for n, quote in enumerate(self.quotes)),
            dates=tuple(self.dates),
            sentences=tuple(self.sentences),
        )


def _rest(quote: Quote) -> tuple[object, ...]:
    return quote.kind, quote.spans, quote.speaker, quote.cue, quote.rule, quote.confidence, quote.paragraph


class Newsroom:
    """Writes articles."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        self.world = World(self.random)
        self.nouns, self.common = _words(self.random)
        made = dict.fromkeys(
            f"The {self.random.choice(STARTS)}{self.random.choice(MIDDLES)}" for _ in range(9 * OUTLETS)
        )
        kinds = ("Gazette", "Herald", "Courier", "Observer", "Wire")
        self.outlets = [f"{name}nd {kinds[n % len(kinds)]}" for n, name in enumerate([*made][:OUTLETS])]
        self.prints = list(accumulate(1 / (n + 1) for n in range(len(self.outlets))))

    def events(self, number: int) -> Iterator[Event]:
        """Events until there are so many articles, the oldest first."""
        random, left, start = self.random, number, date(2014, 1, 1)
        sizes, shares = zip(*OF_ONE_EVENT, strict=True)
        while left > 0:
            size = min(left, random.choices(sizes, shares)[0])
            day = start + timedelta(days=(number - left) * 365 * YEARS // number)
            nouns = random.sample(self.nouns, 12)
            yield Event(f"story-{number - left}", day, self.world.cast(CAST if size > 1 else CAST // 2), nouns, size)
            left -= size

    def article(self, event: Event) -> tuple[str, Writing]:
        """Its front matter, and the text."""
        random = self.random
        (outlet,) = random.choices(self.outlets, cum_weights=self.prints)
        cast = random.sample(event.cast, min(len(event.cast), max(5, round(random.gauss(17, 6)))))
        people = [one for one in event.cast if one.type == "person"]
        day = event.day + timedelta(days=random.randrange(3) if event.articles > 1 else 0)
        head = f"---\ntitle: {cast[0].name} and the {event.nouns[0]}, as the {random.choice(event.nouns)} sees it\n"
        head += f"outlet: {outlet}\npublished: {day}\n"
        head += f"story: {event.key}\n" if event.articles > 1 else ""
        head += f"rights: {random.choice(('full', 'full', 'excerpt'))}\nurl: https://news.example/{event.key}\n---\n"
        writing = Writing()
        speakers = sorted(people, key=lambda _: random.random())[: random.choice((1, 2, 2, 3, 3, 4, 5))]
        for turn in range(max(3, round(random.lognormvariate(1.65, 0.45)))):
            self._told(writing, event, cast, turn)
            self._said(writing, event, speakers[turn % len(speakers)])
        return head, writing

    def _fill(self, event: Event, words: str) -> str:
        random = self.random
        a, b, c = (
            random.choice(event.nouns)
            if random.random() < 0.4
            else random.choices(self.nouns, cum_weights=self.common)[0]
            for _ in "abc"
        )
        return words.format(a=a, b=b, c=c, n=random.randint(2, 900))

    def _told(self, writing: Writing, event: Event, cast: list[Named], turn: int) -> None:
        """A paragraph of names, of days, and of what nobody needs to know."""
        random = self.random
        for number in range(3):
            who, other = cast[(6 * turn + 2 * number) % len(cast)], cast[(6 * turn + 2 * number + 1) % len(cast)]
            writing.name(who)
            writing.say(" met ")
            writing.name(other)
            writing.say(self._fill(event, " because of the {a}."))
            writing.end()
        if random.random() < 0.8:
            day = event.day - timedelta(days=random.randint(1, 400))
            writing.say(self._fill(event, "The {a} came to the {b} on "))
            span = writing.say(f"{day:%-d %B %Y}")
            writing.dates.append(DateMention(span, str(day), "day", "generated", writing.paragraph))
            writing.say(".")
            writing.end()
        for _ in range(random.randint(1, 3)):
            writing.say(self._fill(event, random.choice(PLAIN)))
            writing.end()
        writing.end_paragraph()

    def _said(self, writing: Writing, event: Event, speaker: Named) -> None:
        """A paragraph of what somebody said."""
        random = self.random
        writing.say("“")
        first = writing.say(self._fill(event, random.choice(SAID)))
        writing.say(",” ")
        cue = writing.say(random.choice(VERBS))
        writing.say(" ")
        who = writing.name(speaker)
        writing.say(f", a {speaker.role}. “")
        second = writing.say(self._fill(event, random.choice(SAID)) + ".")
        writing.say("”")
        writing.quote((first, second), speaker, who, cue)
        writing.end()
        if random.random() < 0.7:
            who = writing.name(speaker)
            writing.say(" ")
            cue = writing.say("called")
            writing.say(" it “")
            words = writing.say(self._fill(event, random.choice(FEW)))
            writing.say("”.")
            writing.quote((words,), speaker, who, cue, mixed=True)
            writing.end()
        writing.end_paragraph()


def drawn(number: int, seed: int = 7) -> Iterator[tuple[str, str, Writing]]:
    """File name, front matter and text of `number` articles."""
    room, count = Newsroom(seed), 0
    for event in room.events(number):
        for _ in range(event.articles):
            head, writing = room.article(event)
            yield f"{event.day.year}/{event.day.isoformat()}-{count}.md", head, writing
            count += 1


def articles(number: int, seed: int = 7) -> Iterator[tuple[str, str]]:
    """File name and text of `number` articles."""
    for name, head, writing in drawn(number, seed):
        yield name, f"{head}{writing.text.rstrip()}\n"


def write(folder: Path, number: int, seed: int = 7, findings: Memo | None = None) -> None:
    """The articles as files below a folder, with an empty vocabulary of its own; what is found in each, into a memo."""
    found = {}
    for name, head, writing in drawn(number, seed):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{head}{writing.text.rstrip()}\n", encoding="utf-8")
        if findings:
            found[slug(name.removesuffix(".md"))] = writing
    (folder / "entities").mkdir(exist_ok=True)
    (folder / "entities" / "people.yml").write_text("{}\n", encoding="utf-8")
    if findings:
        library = read(folder, findings)
        model = find_model(load_lexicon()).sha256
        calls = [call for _, call in findings_of(library, model, findings)]
        for n, (source, call) in enumerate(zip(library.sources, calls, strict=True), 1):
            assert source.text.rstrip() == found[source.id].text.rstrip(), source.path
            findings.keep(call, found[source.id].found(source.id))
            if n % FLUSHED == 0:
                findings.flush()
        findings.end()
