"""What is shown of a question: passages of articles, profiles and those who may have spoken."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from newsdesk.pages import addresses, words
from newsdesk.pages.desk.questions import GROUPS, Question, other_speaker, unlinked
from newsdesk.pages.place import Link, Place
from newsdesk.pages.views.labels import SourceLabel, source_label
from newsdesk.records import (
    DECISIONS,
    VOCABULARY,
    Entity,
    Extraction,
    Knowledge,
    Mention,
    Paragraph,
    Problem,
    Quote,
    Source,
    Span,
    Suggestion,
    article_file,
)

OPENING = 45  # words of an article's beginning
SENTENCES = 3  # of each profile
BESIDE = 11  # words on each side of a name that speak for it
MOST = 9  # candidates: as many as there are keys
_PRONOUNS = frozenset({"he", "she", "it", "they", "we", "i", "you", "one", "who", "this", "that"})
TITLE = 9  # words of a quote in a headline


@dataclass(frozen=True, slots=True)
class Passage:
    """Some words of an article, those in question marked."""

    label: SourceLabel
    where: Link
    runs: tuple[tuple[str, bool], ...]
    number: int = 0
    near: bool = False  # only there to understand the others


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer: a profile, or a name as printed. `form`: the fields that it sends, as JSON."""

    name: str
    counts: str
    evidence: str
    form: str


@dataclass(frozen=True, slots=True)
class QuestionCard:
    """One article of a story."""

    id: str
    label: SourceLabel
    link: Link
    letter: str
    opening: str
    against: str
    story: str  # as its front matter says


@dataclass(frozen=True, slots=True)
class Side:
    """One profile."""

    id: str
    link: Link
    kind: str
    description: str
    facts: tuple[str, ...]
    passages: tuple[Passage, ...]
    against: str
    curated: bool


@dataclass(frozen=True, slots=True)
class WordingRow:
    """Another wording of a name, and whether it means it alone."""

    text: str
    weak: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it is printed; only what its kind has is filled in."""

    id: str
    kind: str
    group: str
    title: str
    worth: str
    files: tuple[str, ...]  # that an answer may change
    no: str = ""  # the fields of a decision against it, as JSON, without its word
    form: str = ""  # those of an answer
    cards: tuple[QuestionCard, ...] = ()
    stories: tuple[str, ...] = ()  # that its articles have already, where these are several
    sides: tuple[Side, ...] = ()
    passages: tuple[Passage, ...] = ()
    choices: tuple[Choice, ...] = ()
    speaks_for: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    wordings: tuple[WordingRow, ...] = ()
    problem: Problem | None = None


def asked(place: Place, everything: Knowledge, question: Question) -> Asked:
    """A question as the desk shows it."""
    return _MAKERS[question.kind](place, everything, question)


def as_form(**fields: Any) -> str:
    """Fields that an answer sends."""
    return json.dumps(fields, ensure_ascii=False)


def _story(place: Place, everything: Knowledge, question: Question) -> Asked:
    suggested = _suggested(everything, question)
    articles = [everything.sources[key] for key in question.subjects]
    against = {side.subject: side.against for s in suggested for side in s.sides}
    outlets = sorted({place.site.outlet(article.id) for article in articles})
    cards = tuple(_card(place, a, chr(65 + n % 26), against.get(a.id, "")) for n, a in enumerate(articles))
    stories = tuple(dict.fromkeys(article.meta.story for article in articles if article.meta.story))
    return Asked(
        id=question.id,
        kind="story",
        group=GROUPS["story"],
        title="Do these tell one story?",
        worth=f"Makes one briefing of {len(articles)} articles|: what {words.listed(outlets)} print of it stands side "
        "by side.",
        files=(*(article_file(article.id) for article in articles), DECISIONS),
        no=as_form(suggestions=question.suggestions),
        form="{}",
        cards=cards,
        stories=stories if len(stories) > 1 else (),
        speaks_for=tuple(dict.fromkeys(part for s in suggested for part in s.reason.split("; "))),
    )


def _card(place: Place, article: Source, letter: str = "A", against: str = "") -> QuestionCard:
    label, link = source_label(place, article), place.source(article.id)
    return QuestionCard(article.id, label, link, letter, _opening(article), against, article.meta.story)


def _opening(source: Source) -> str:
    """How an article begins, in some words."""
    body = source.paragraphs[1:] if source.title_in_body else source.paragraphs
    first = next((p.span.of(source.text) for p in body if p.kind == "text"), "")
    parts = first.split()
    return " ".join(parts[:OPENING]) + (" …" if len(parts) > OPENING else "")


def _name(place: Place, everything: Knowledge, question: Question) -> Asked:
    suggested = _suggested(everything, question)
    entities = [everything.entities[key] for key in question.subjects]
    sides = tuple(_side(place, everything, entity, suggested) for entity in entities)
    articles = {source for entity in entities for source, _ in entity.chains}
    thing = {"person": "person", "organisation": "organisation"}.get(entities[0].type, "")
    if len(entities) == 2:
        title = f"Is {entities[1].name} {entities[0].name}?"
    else:
        title = f"Are these one {thing or 'and the same'}?"
    mentions = words.count(sum(len(entity.mentions) for entity in entities), "mention")
    return Asked(
        id=question.id,
        kind="name",
        group=GROUPS["name"],
        title=title,
        worth=f"Links {mentions}| in {words.count(len(articles), 'article')} to one profile; "
        f"{question.effect} of them move.",
        files=(*dict.fromkeys(VOCABULARY[entity.type] for entity in entities), DECISIONS),
        no=as_form(suggestions=question.suggestions),
        form="{}",
        sides=sides,
        speaks_for=tuple(dict.fromkeys(s.reason for s in suggested)),
        against=tuple(_against(place, entities)),
    )


def _against(place: Place, entities: Sequence[Entity]) -> Iterator[str]:
    """What speaks against it that profiles are one, as far as the knowledge shows it."""
    for n, one in enumerate(entities):
        for other in entities[n + 1 :]:
            both = {source for source, _ in one.chains} & {source for source, _ in other.chains}
            if both:
                yield f"{words.count(len(both), 'article')} name both {one.name} and {other.name}"
            roles = place.site.role(one), place.site.role(other)
            if all(roles) and roles[0].casefold() != roles[1].casefold():
                yield f"told of {one.name}: {roles[0]}; of {other.name}: {roles[1]}"


def side(place: Place, everything: Knowledge, entity: Entity) -> Side:
    """A profile, to be compared with another."""
    return _side(place, everything, entity, ())


def _side(place: Place, everything: Knowledge, entity: Entity, suggested: Sequence[Suggestion]) -> Side:
    told = [side for s in suggested for side in s.sides if side.subject == entity.id]
    given = [found for side in told for found in side.sentences]
    sources = place.site.sources_of(entity)
    days = sorted(day.year for key in sources if (day := everything.sources[key].meta.published))
    years = f"{days[0]}–{days[-1]}" if days and days[0] != days[-1] else str(days[0]) if days else ""
    facts = (
        words.count(len(entity.mentions), "mention"),
        words.count(len(sources), "article"),
        years,
        words.listed(sorted({place.site.outlet(key) for key in sources})[:4]),
    )
    passages = [_sentence(place, everything, *found, entity=entity) for found in given[:SENTENCES]]
    passages = passages or [p for found in _sentences(place, everything, entity) if (p := found)]
    return Side(
        id=entity.id,
        link=place.entity(entity, preview=False),
        kind=words.TYPES[entity.type],
        description=place.site.role(entity),
        facts=tuple(fact for fact in facts if fact),
        passages=tuple(passages[:SENTENCES]),
        against=next((side.against for side in told if side.against), ""),
        curated=entity.curated,
    )


def _sentences(place: Place, everything: Knowledge, entity: Entity) -> Iterator[Passage]:
    """A sentence each from several articles, in which a profile's name stands in full, of other outlets first."""
    first: dict[str, tuple[str, Span, int]] = {}
    in_full: set[str] = set()
    for at in entity.mentions:
        found = everything.extractions[at.source]
        mention = found.mentions[at.mention]
        full = entity.name in mention.span.of(everything.sources[at.source].text)
        if not mention.weak and (at.source not in first or (full and at.source not in in_full)):
            first[at.source] = (at.source, _sentence_at(found, mention.span), mention.paragraph)
            in_full |= {at.source} if full else set()
    by_outlet: dict[str, list[str]] = {}
    for key in first:
        by_outlet.setdefault(place.site.outlet(key), []).append(key)
    turns = [key for turn in range(SENTENCES) for keys in by_outlet.values() for key in keys[turn : turn + 1]]
    for key in islice(sorted(turns, key=lambda key: key not in in_full), SENTENCES):
        yield _sentence(place, everything, *first[key], entity=entity)


def _sentence_at(found: Extraction, span: Span) -> Span:
    """The sentence around a span."""
    return next((s for s in found.sentences if s.start <= span.start < s.end), span)


def _sentence(
    place: Place, everything: Knowledge, source: str, sentence: Span, paragraph: int, entity: Entity | None = None
) -> Passage:
    """A sentence with the mentions of a profile marked."""
    found = everything.extractions[source]
    own = {at.mention for at in entity.mentions if at.source == source} if entity else set()
    marked = [m.span for n, m in enumerate(found.mentions) if n in own and sentence.contains(m.span) and not m.weak]
    article = everything.sources[source]
    return Passage(
        source_label(place, article),
        place.paragraph(source, paragraph),
        marked_runs(article.text, sentence, marked),
        paragraph,
    )


def _clipped(text: str, sentence: Span, span: Span) -> str:
    """A sentence, or as much of it as stands around some words."""
    before, after = text[sentence.start : span.start].split(), text[span.end : sentence.end].split()
    start = " ".join(before[-BESIDE:]) if len(before) <= BESIDE else "… " + " ".join(before[-BESIDE:])
    end = " ".join(after[:BESIDE]) if len(after) <= BESIDE else " ".join(after[:BESIDE]) + " …"
    joined = "" if text[span.end : span.end + 1].strip() else " "
    return " ".join(f"{start} {' '.join(span.of(text).split())}{joined}{end}".split())


def marked_runs(text: str, within: Span, marked: Iterable[Span]) -> tuple[tuple[str, bool], ...]:
    """A stretch of text, cut where marked words begin and end."""
    runs, at = [], within.start
    for span in sorted(marked):
        start, end = max(span.start, at), min(span.end, within.end)
        if start < end:
            runs += [(text[at:start], False), (text[start:end], True)]
            at = end
    return tuple(run for run in (*runs, (text[at : within.end], False)) if run[0])


def _who(place: Place, everything: Knowledge, question: Question) -> Asked:
    article, extraction = everything.sources[question.source], everything.extractions[question.source]
    quotes = [quote for quote in extraction.quotes if quote.id in question.subjects]
    said = " ".join(quotes[0].words(article.text).split()[:TITLE])
    more = " …" if len(quotes[0].words(article.text).split()) > TITLE or len(quotes) > 1 else ""
    number = sum(len(quote.words(article.text).split()) for quote in quotes)
    other = next((key for quote in quotes if (key := other_speaker(place.site, everything, quote.id))), "")
    return Asked(
        id=question.id,
        kind="who",
        group=f"{GROUPS['who']} · {doubt(place, everything, quotes[0], article, other)}",
        title=f"Who said “{said}{more}”?",
        worth=f"Gives {words.count(len(quotes), 'quote')} of {words.count(number, 'word')} a speaker|, "
        "on its briefing and on a profile.",
        files=(article_file(article.id),),
        form=as_form(source=article.id, quotes=[quote.id for quote in quotes]),
        passages=tuple(around(place, article, quotes)),
        choices=tuple(choices(place, everything, article, quotes)),
    )


def doubt(place: Place, everything: Knowledge, quote: Quote, article: Source, other: str = "") -> str:
    """Why it is asked, in words."""
    if other:
        ref = everything.quotes[other]
        speaker = place.site.speaker(ref.source, place.site.quote(ref))
        return f"{place.site.outlet(ref.source)} gives these words to {speaker.name if speaker else 'somebody else'}"
    if quote.speaker is None:
        return "the article does not show it plainly"
    if quote.speaker.chain is None:
        return f"printed “{quote.speaker.text}”, and not sure who that is"
    named = place.site.speaker(article.id, quote)
    return f"{round(100 * quote.confidence)} % sure that it is {named.name if named else quote.speaker.text}"


def around(place: Place, article: Source, quotes: Sequence[Quote]) -> Iterator[Passage]:
    """The paragraphs of some quotes, and the one before, with the quoted words marked."""
    spans = [span for quote in quotes for span in quote.spans]
    held = [n for n, p in enumerate(article.paragraphs) if any(span.overlaps(p.span) for span in spans)]
    for n in range(max(0, held[0] - 1), held[-1] + 1) if held else ():
        paragraph: Paragraph = article.paragraphs[n]
        yield Passage(
            source_label(place, article),
            place.paragraph(article.id, paragraph.n),
            marked_runs(article.text, paragraph.span, [span for span in spans if span.overlaps(paragraph.span)]),
            paragraph.n,
            near=n < held[0],
        )


def choices(place: Place, everything: Knowledge, article: Source, quotes: Sequence[Quote]) -> Iterator[Choice]:
    """Who may have said it: those who were weighed, likeliest first, then who else is named beside it."""
    found = everything.extractions[article.id]
    ids = [quote.id for quote in quotes]
    seen: set[str] = set()
    for span in (*(c.span for quote in quotes for c in quote.candidates), *_beside(found, quotes[0])):
        mention = _mention_at(found, span)
        entity = place.site.entity_at(article.id, mention.chain) if mention else None
        chain = found.chains[mention.chain] if mention and mention.chain is not None else None
        name = entity.name if entity else chain.name if chain else " ".join(span.of(article.text).split())
        if name.casefold() in seen or len(seen) >= MOST or (mention is None and _says_nothing(name)):
            continue
        seen.add(name.casefold())
        here = sum(m.chain == mention.chain for m in found.mentions) if mention else 0
        answer = {"entity": entity.id} if entity else {"name": name[:120]}
        yield Choice(
            name=name,
            counts=f"named {words.count(here, 'time')} here" if here else "as printed",
            evidence=_clipped(article.text, _sentence_at(found, span), span),
            form=as_form(source=article.id, quotes=ids, **answer),
        )


def _mention_at(found: Extraction, span: Span) -> Mention | None:
    """The mention that some words are, or the one that they hold: a name with its title."""
    named = [m for m in found.mentions if m.chain is not None and span.contains(m.span)]
    return next((m for m in named if m.span == span), named[0] if len(named) == 1 and not named[0].weak else None)


def _says_nothing(name: str) -> bool:
    """Whether words that name nobody are no answer: "it", "he"."""
    return not name[:1].isalpha() or name.casefold() in _PRONOUNS


def _beside(found: Extraction, quote: Quote) -> Iterator[Span]:
    """Who is named in a quote's paragraph or the one before, the nearest first."""
    near = [
        m for m in found.mentions
        if m.chain is not None and m.type == "person" and not m.weak and quote.paragraph - m.paragraph in (0, 1)
    ]  # fmt: skip
    yield from (m.span for m in sorted(near, key=lambda m: (abs(m.span.start - quote.span.start), m.span)))


def _which(place: Place, everything: Knowledge, question: Question) -> Asked:
    name, *fitting = question.subjects
    article, found = everything.sources[question.source], everything.extractions[question.source]
    mentions = [found.mentions[n] for n in unlinked(everything, article.id, found, name)]
    spans = [mention.span for mention in mentions]
    paragraphs = [p for p in article.paragraphs if any(span.overlaps(p.span) for span in spans)][:2]
    entities = [everything.entities[key] for key in fitting[:MOST]]
    return Asked(
        id=question.id,
        kind="which",
        group=f"{GROUPS['which']} · which one?",
        title=f"Which {name}?",
        worth=f"Links {words.count(question.effect, 'mention')}|, now linked to nobody.",
        files=(article_file(article.id), *dict.fromkeys(VOCABULARY[e.type] for e in entities), DECISIONS),
        no=as_form(suggestions=question.suggestions),
        form=as_form(source=article.id, words=name, entity=None),
        passages=tuple(
            Passage(source_label(place, article), place.paragraph(article.id, p.n),
                    marked_runs(article.text, p.span, [s for s in spans if s.overlaps(p.span)]), p.n)
            for p in paragraphs
        ),
        choices=tuple(_bearer(place, everything, entity, article, name) for entity in entities),
    )  # fmt: skip


def _bearer(place: Place, everything: Knowledge, entity: Entity, article: Source, name: str) -> Choice:
    here = [at for at in entity.mentions if at.source == article.id]
    first = next(iter(here or entity.mentions), None)
    text = ""
    if first:
        found = everything.extractions[first.source]
        span = found.mentions[first.mention].span
        text = _clipped(everything.sources[first.source].text, _sentence_at(found, span), span)
    counts = f"{words.count(len(here), 'mention')} here" if here else "not named in full here"
    form = as_form(source=article.id, words=name, entity=entity.id)
    return Choice(entity.name, counts, text, form)


def _two(place: Place, everything: Knowledge, question: Question) -> Asked:
    """One name that may be of two people: the articles of each, as far as the suggestion parts them."""
    (suggestion,) = _suggested(everything, question)
    entity = everything.entities[question.subjects[0]]
    other = everything.entities.get(question.subjects[1])
    apart = (
        {source for source, _ in other.chains} if other else {k for k in everything.sources if k in suggestion.paste}
    )
    of_both = sorted({source for e in (entity, other) if e for source, _ in e.chains})
    sides = []
    for keys, shown in (([k for k in of_both if k not in apart], entity), ([k for k in of_both if k in apart], other)):
        passages = [p for key in keys[:SENTENCES] if (p := _first(place, everything, shown or entity, key))]
        facts = (words.count(len(keys), "article"), words.listed(sorted({place.site.outlet(key) for key in keys})[:4]))
        link = place.entity(shown or entity, preview=False)
        sides.append(Side(entity.id, link, "", "", facts, tuple(passages), "", entity.curated))
    return Asked(
        id=question.id,
        kind="two",
        group=f"{GROUPS['two']} · one of two people?",
        title=f"Are these two people called {entity.name}?",
        worth=f"Parts {words.count(question.effect, 'mention')}| over two profiles.",
        files=(VOCABULARY[entity.type], DECISIONS),
        no=as_form(suggestions=question.suggestions),
        form=as_form(suggestions=question.suggestions),
        sides=tuple(sides),
        speaks_for=(suggestion.reason,),
    )


def _first(place: Place, everything: Knowledge, entity: Entity, source: str) -> Passage | None:
    """The first sentence of an article that names a profile."""
    for at in entity.mentions:
        found = everything.extractions[at.source].mentions[at.mention]
        if at.source == source and not found.weak:
            sentence = _sentence_at(everything.extractions[source], found.span)
            return _sentence(place, everything, source, sentence, found.paragraph, entity=entity)
    return None


def _new(place: Place, everything: Knowledge, question: Question) -> Asked:
    entity = everything.entities[question.subjects[0]]
    shown = side(place, everything, entity)
    seen = [text for text in entity.aliases if text != entity.name]
    return Asked(
        id=question.id,
        kind="new",
        group=f"{GROUPS['new']} · {words.TYPES[entity.type]}",
        title=f"{entity.name}: is that the name in full?",
        worth=f"Settles {words.count(question.effect, 'mention')}|: the profile counts as reviewed.",
        files=(VOCABULARY[entity.type], DECISIONS),
        no=as_form(suggestions=question.suggestions),
        form=as_form(id=entity.id),
        sides=(shown,),
        wordings=tuple(WordingRow(text, weak=" " not in text) for text in dict.fromkeys(seen))[:8],
    )


def _problem(place: Place, everything: Knowledge, question: Question) -> Asked:
    problem = question.problem
    assert problem is not None
    article = everything.sources.get(question.source)
    where = f"{problem.path}:{problem.line}" if problem.line else problem.path
    return Asked(
        id=question.id,
        kind="problem",
        group=f"{GROUPS['problem']} · {problem.severity}",
        title=where,
        worth="The site is not built until it is settled|." if question.stops else "",
        files=(article_file(article.id),) if article else (),
        form=as_form(source=article.id, rights="none") if article else "",
        cards=(_card(place, article),) if article else (),
        problem=problem,
    )


_MAKERS = {"story": _story, "name": _name, "which": _which, "two": _two, "who": _who, "new": _new, "problem": _problem}


def _suggested(everything: Knowledge, question: Question) -> list[Suggestion]:
    return [s for s in everything.suggestions if s.id in question.suggestions]


def at_address(everything: Knowledge) -> dict[str, tuple[str, str]]:
    """What each page that can be edited in place is of: its kind and id, by address."""
    found = {addresses.source(key): ("source", key) for key in everything.sources}
    found |= {addresses.profile(entity): ("profile", key) for key, entity in everything.entities.items()}
    return found | {addresses.briefing(key): ("briefing", key) for key in everything.stories}
