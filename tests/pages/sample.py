"""A small knowledge made by hand: what the pages show must not depend on what extraction happens to find."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from newsdesk.records import (
    Candidate,
    CastMember,
    Chain,
    Description,
    Difference,
    Entity,
    EntityType,
    Extraction,
    KeyPoint,
    Knowledge,
    Mention,
    MentionRef,
    Metadata,
    OffsetMap,
    Paragraph,
    Problem,
    Quote,
    QuoteKind,
    QuoteRef,
    Related,
    Relationship,
    Source,
    Span,
    Speaker,
    Statement,
    Story,
    Suggestion,
    TimelineItem,
    Update,
)


@dataclass
class Article:
    """One article and what is found in it; every helper takes words of the text and finds their span."""

    id: str
    text: str
    meta: Metadata
    names: dict[str, tuple[str, EntityType]] = field(default_factory=dict)  # words → (entity id, type)
    quotes: list[Quote] = field(default_factory=list)
    descriptions: list[tuple[str, str]] = field(default_factory=list)  # (entity id, words)
    boilerplate: tuple[int, ...] = ()

    def span(self, words: str) -> Span:
        start = self.text.index(words)
        return Span(start, start + len(words))

    def paragraphs(self) -> tuple[Paragraph, ...]:
        found = enumerate(re.finditer(r"[^\n]+", self.text), 1)
        return tuple(
            Paragraph(n, Span(*m.span()), "boilerplate" if n in self.boilerplate else "text") for n, m in found
        )

    def paragraph(self, span: Span) -> int:
        return next(p.n for p in self.paragraphs() if p.span.contains(span))

    def sentences(self) -> tuple[Span, ...]:
        ends = re.finditer(r"[^\n]+?(?:[.!?]”?(?=\s)|(?=\n)|$)", self.text)
        trimmed = ((m, len(m.group()) - len(m.group().lstrip())) for m in ends if m.group().strip())
        return tuple(Span(m.start() + cut, m.end()) for m, cut in trimmed)

    def entities(self) -> list[str]:
        return list(dict.fromkeys(entity for words, (entity, _) in self.names.items() if words in self.text))

    def quote(
        self,
        words: str | Sequence[str],
        speaker: str = "",
        kind: QuoteKind = "direct",
        cue: str = "",
        confidence: float = 0.95,
        **more: object,
    ) -> Article:
        """Add a quote; `speaker` is the words that name who said it."""
        spans = tuple(self.span(part) for part in ([words] if isinstance(words, str) else words))
        said_by = None
        if speaker:
            entity = self.names.get(speaker)
            chain = self.entities().index(entity[0]) if entity else None
            said_by = Speaker(self.span(speaker), speaker, "named" if entity else "anonymous", chain, "hand")
        number = f"q-{self.id}-{len(self.quotes) + 1}"
        paragraph = self.paragraph(spans[0])
        at = self.span(cue) if cue else None
        self.quotes.append(
            Quote(number, kind, spans, said_by, at, "hand", confidence, paragraph, **more)  # type: ignore[arg-type]
        )
        return self

    def source(self) -> Source:
        length = len(self.text)
        return Source(
            self.id, f"{self.id}.md", self.meta, self.text, 1, self.text, OffsetMap.identity(length), (),
            self.paragraphs(),
        )  # fmt: skip

    def extraction(self) -> Extraction:
        entities = self.entities()
        chains = tuple(
            Chain(next(w for w, e in self.names.items() if e[0] == key), dict(self.names.values())[key], True, key)
            for key in entities
        )
        pattern = "|".join(re.escape(words) for words in sorted(self.names, key=len, reverse=True))
        mentions = tuple(
            Mention(
                Span(*m.span()), self.names[m.group()][1], entities.index(self.names[m.group()][0]), "hand",
                self.paragraph(Span(*m.span())),
            )
            for m in (re.finditer(pattern, self.text) if pattern else ())
            if self.paragraph(Span(*m.span())) not in self.boilerplate
        )  # fmt: skip
        descriptions = tuple(
            Description(entities.index(key), self.span(words), "hand", self.paragraph(self.span(words)))
            for key, words in self.descriptions
        )
        return Extraction(
            self.id, mentions, chains, descriptions, quotes=tuple(self.quotes), sentences=self.sentences()
        )


# ruff: noqa: E501
HARBOUR_TEXT = """\
The port of Larn will close its old harbour to cargo ships next year, Mayor Ada Brandt said on Monday.
“We cannot keep dredging a basin that the river fills every spring,” Brandt told the city council: “It costs nine million a year.”
The closure, which she called “a debt to our grandchildren,” will move 400 jobs to the outer terminal of Larn Docks.
Union leader Tomas Rey said the dockers had not been asked. Rey heads the Dockers’ League.
“Nobody in this hall has lifted a crate,” said one worker, who did not want to be named.
Larn Docks opened the outer terminal in June 2019.
All rights reserved by the Larn Courier.
"""

GAZETTE_TEXT = """\
Larn is giving up its old harbour.
“We cannot go on dredging a basin that the river fills each spring,” Ada Brandt, the city’s mayor, told councillors. The work costs seven million a year, she said.
Tomas Rey of the Dockers’ League was not in the room; 李明 of the port office was, and so was אורי כהן.
“Ask the dockers first,” Rey said afterwards.
Some 380 people work at the old basin.
"""

HEADS = "Rey heads the Dockers’ League."

PEOPLE: dict[str, tuple[str, EntityType]] = {
    "Ada Brandt": ("ada-brandt", "person"),
    "Brandt": ("ada-brandt", "person"),
    "Tomas Rey": ("tomas-rey", "person"),
    "Rey": ("tomas-rey", "person"),
    "Dockers’ League": ("dockers-league", "organisation"),
    "Larn Docks": ("larn-docks", "organisation"),
    "Larn": ("larn", "place"),
}


def courier(rights: str = "full", excerpt_words: int | None = None) -> Article:
    """The harbour as one outlet tells it."""
    meta = Metadata(
        title="Larn closes its old harbour to cargo ships",
        outlet="Larn Courier",
        author="Ines Falk",
        published=date(2024, 5, 13),
        url="https://courier.example/harbour",
        story="harbour",
        rights=rights,
        excerpt_words=excerpt_words,
        updates=(Update(date(2024, 5, 15), "The number of jobs was put right.", 9),),
    )
    article = Article("courier-harbour", HARBOUR_TEXT, meta, dict(PEOPLE), boilerplate=(7,))
    article.descriptions = [("ada-brandt", "Mayor"), ("tomas-rey", "Union leader")]
    return (
        article.quote(
            ["We cannot keep dredging a basin that the river fills every spring,", "It costs nine million a year."],
            "Brandt", cue="told", addressee=article.span("the city council"), said_on=date(2024, 5, 13),
        )
        .quote("a debt to our grandchildren,", "Brandt", "mixed", "called")
        .quote("the dockers had not been asked", "Tomas Rey", "indirect", "said")
        .quote("Nobody in this hall has lifted a crate,", "one worker", cue="said")
    )  # fmt: skip


def gazette() -> Article:
    """The harbour as another outlet tells it."""
    meta = Metadata(
        title="Old harbour given up", outlet="Evening Gazette", published=date(2024, 5, 14), story="harbour",
        rights="full",
    )  # fmt: skip
    names = dict(PEOPLE) | {"李明": ("li-ming", "person"), "אורי כהן": ("uri-cohen", "person")}
    article = Article("gazette-harbour", GAZETTE_TEXT, meta, names)
    article.descriptions = [("ada-brandt", "the city’s mayor")]
    return (
        article.quote("We cannot go on dredging a basin that the river fills each spring,", "Ada Brandt", cue="told")
        .quote("Ask the dockers first,", "Rey", cue="said")
        .quote("The work costs seven million a year", "Ada Brandt", "indirect", "said", confidence=0.3,
               candidates=(Candidate("Ada Brandt", article.span("Ada Brandt"), 0.3, (("nearest name", 0.3),)),))
    )  # fmt: skip


def lone() -> Article:
    """A story of its own: no outlet, no date, no quotes, a headline of forty words, old news."""
    title = " ".join(["Long", *["words"] * 38, "end"])
    return Article("lone", "Nothing much happened in Larn.\n", Metadata(title=title), {"Larn": ("larn", "place")})


NAMES = {
    "ada-brandt": "Ada Brandt",
    "tomas-rey": "Tomas Rey",
    "dockers-league": "Dockers’ League",
    "larn-docks": "Larn Docks",
    "larn": "Larn",
    "li-ming": "李明",
    "uri-cohen": "אורי כהן",
}


def sample(*articles: Article) -> Knowledge:
    """The knowledge of some articles (by default: courier, gazette, lone), joined by hand."""
    them = articles or (courier(), gazette(), lone())
    found = {article.id: article.extraction() for article in them}
    entity_of_chain = {
        (key, n): chain.entity for key, e in found.items() for n, chain in enumerate(e.chains) if chain.entity
    }
    entities = {key: _entity(key, found, entity_of_chain) for key in dict.fromkeys(entity_of_chain.values())}
    statements = _statements(them, found, entity_of_chain)
    groups: dict[str, list[Article]] = {}
    for article in them:
        groups.setdefault(article.meta.story or article.id, []).append(article)
    return Knowledge(
        sources={article.id: article.source() for article in them},
        extractions=found,
        entities=entities,
        stories={key: _story(key, members, found, entities, statements) for key, members in groups.items()},
        statements=statements,
        quotes={q.id: QuoteRef(key, n) for key, e in found.items() for n, q in enumerate(e.quotes)},
        entity_of_chain=entity_of_chain,
        relationships=tuple(
            Relationship("tomas-rey", "dockers-league", "heads", ((a.id, a.span(HEADS), a.paragraph(a.span(HEADS))),))
            for a in them
            if HEADS in a.text
        ),
        suggestions=(Suggestion("review", ("li-ming",), "named in 1 source", 2.0, "li-ming:\n  name: 李明"),),
        problems=(Problem("courier-harbour.md", 3, "warning", "no retrieval date", "state `retrieved`", "retrieved"),),
    )


def _entity(key: str, found: dict[str, Extraction], of_chain: dict[tuple[str, int], str]) -> Entity:
    chains = tuple(at for at, entity in of_chain.items() if entity == key)
    mentions = tuple(
        MentionRef(source, n)
        for source, e in found.items()
        for n, mention in enumerate(e.mentions)
        if (source, mention.chain) in chains
    )
    by = tuple(
        QuoteRef(source, n)
        for source, e in found.items()
        for n, quote in enumerate(e.quotes)
        if quote.speaker and (source, quote.speaker.chain) in chains
    )
    first_source, first_chain = chains[0]
    made = Entity(
        key, found[first_source].chains[first_chain].type, NAMES[key], key == "ada-brandt", chains=chains,
        mentions=mentions, quotes_by=by,
    )  # fmt: skip
    if key == "ada-brandt":
        return replace(
            made, description="Mayor of *Larn*", aliases=("Brandt",), wikidata="Q1", formerly=("mayor-brandt",),
            appears_with=(("larn", 3), ("tomas-rey", 1)),
        )  # fmt: skip
    return replace(made, appears_with=(("larn", 2),) if key != "larn" else (("ada-brandt", 3),))


def _statements(
    them: Sequence[Article], found: dict[str, Extraction], of_chain: dict[tuple[str, int], str]
) -> dict[str, Statement]:
    """The two wordings about dredging are one statement; every other quote is its own."""
    groups: dict[str, list[tuple[str, Quote]]] = {}
    for article in them:
        for quote in found[article.id].quotes:
            dredging = "dredging" in quote.words(article.text)
            groups.setdefault("s-dredging" if dredging else f"s{quote.id}", []).append((article.id, quote))
    made = {}
    for key, members in groups.items():
        source, quote = members[0]
        speaker = (
            of_chain.get((source, quote.speaker.chain)) if quote.speaker and quote.speaker.chain is not None else None
        )
        made[key] = Statement(
            key, tuple(q.id for _, q in members), speaker, tuple(dict.fromkeys(s for s, _ in members)), "hand"
        )
    return made


def _story(
    key: str,
    members: Sequence[Article],
    found: dict[str, Extraction],
    entities: dict[str, Entity],
    statements: dict[str, Statement],
) -> Story:
    first = members[0]
    dates = [article.meta.published for article in members if article.meta.published]
    ids = {article.id for article in members}
    sentences = found[first.id].sentences
    points = tuple(KeyPoint(first.id, span, first.paragraph(span), "lead") for span in sentences[:3])
    return Story(
        id=key,
        title=first.meta.title,
        standfirst=points[0],
        summary="",
        sources=tuple(article.id for article in members),
        origins=len(members),
        published=max(dates, default=None),
        key_points=points,
        people=tuple(_part(entity, members) for entity in entities.values() if ids & {s for s, _ in entity.chains}),
        statements=tuple(s.id for s in statements.values() if ids & set(s.sources)),
        differences=_differences(members),
        timeline=_timeline(first),
        related=(Related("lone", ("larn",), "the same week"),) if key == "harbour" else (),
    )


def _part(entity: Entity, members: Sequence[Article]) -> CastMember:
    roles = tuple(
        (article.id, article.span(words), article.paragraph(article.span(words)))
        for article in members
        for key, words in article.descriptions
        if key == entity.id
    )
    return CastMember(entity.id, "speaks" if entity.quotes_by else "acts", roles, len(entity.mentions))


def _differences(members: Sequence[Article]) -> tuple[Difference, ...]:
    values = {"courier-harbour": ("400", "The closure, which"), "gazette-harbour": ("380", "Some 380")}
    places = []
    for article in members:
        if article.id in values:
            number, opening = values[article.id]
            span = next(s for s in article.sentences() if s.of(article.text).startswith(opening))
            places.append((article.id, article.span(number), span, article.paragraph(span)))
    return (Difference("number", "people at the old harbour", tuple(places)),) if len(places) > 1 else ()


def _timeline(article: Article) -> tuple[TimelineItem, ...]:
    if "June 2019" not in article.text:
        return ()
    span = next(s for s in article.sentences() if "June 2019" in s.of(article.text))
    when = article.span("June 2019")
    return (
        TimelineItem(
            "2019-06", "month", article.id, span, when, article.paragraph(span), ("larn-docks",), "month year"
        ),
    )
