"""The table of a story: what is reported, by whom, how, and how far down."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from newsdesk.pages.place import Place
from newsdesk.pages.rights import licence
from newsdesk.pages.site import Site
from newsdesk.pages.views.callout import FEW
from newsdesk.pages.views.labels import SourceLabel, source_label
from newsdesk.pages.views.outlets import Outlets
from newsdesk.pages.views.wordings import WordingRow, compared_wordings, telling
from newsdesk.records import Agreed, Difference, Quote, Span, Statement, Story, slug

State = Literal["quoted", "part", "reported", "words", "other", "none", "unheld"]
LABEL = 90  # characters of what is reported, in a row
BEFORE_VALUE = 30  # of them, what may stand before a figure
WHOLE = 0.7  # the share of the fullest wording from which one is the whole of it

HOW: dict[State, str] = {
    "quoted": "quoted",
    "part": "in part",
    "reported": "reported",
    "words": "other words",
    "other": "another figure",
    "none": "not at all",
    "unheld": "not held",
}
OTHERS = {
    "number": "another figure",
    "date": "another day",
    "title": "another title",
    "name": "another name",
    "spelling": "other spelling",
    "act": "told otherwise",
    "words": "other words",
}
KINDS = {
    "number": "Figure",
    "date": "Day",
    "title": "Title",
    "name": "Name",
    "spelling": "Spelling",
    "act": "What was done",
    "words": "Words",
    "figure": "Figure",
    "day": "Day",
}


FactPlace = tuple[str, Span, Span, int]  # source, the words, their sentence, paragraph


@dataclass(frozen=True, slots=True)
class Cell:
    """How one outlet reports it. `at`: how far down, 0 to 100; `value`: what it gives, where outlets differ."""

    label: SourceLabel
    state: State
    how: str
    number: int = 0  # the paragraph; 0: none
    of: int = 0
    at: int = 0
    value: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One thing that several outlets report."""

    anchor: str
    kind: str  # "Figure", "Day", …; "" for what somebody said
    who: str
    label: str
    quoted: bool  # whether a source has these very words in quotation marks
    cut: bool
    source: str  # whose words the label is; "" where it is ours
    cells: tuple[Cell, ...]
    wordings: tuple[WordingRow, ...]
    witnesses: int
    covers: tuple[tuple[str, Span], ...]  # the sentences or quotes of the sources that it is made of
    at: tuple[tuple[str, Span], ...]  # the words themselves


@dataclass(frozen=True, slots=True)
class Table:
    """The reports of several outlets, the most shared first, and those of one alone."""

    columns: tuple[tuple[SourceLabel, ...], ...]
    rows: tuple[Row, ...]
    differ: tuple[Row, ...]  # what is given differently; the anchor is that of a row which tells of it


@dataclass(frozen=True, slots=True)
class _Reported:
    source: str
    span: Span  # the sentence, or the quote
    at: Span  # the words themselves
    number: int
    state: State
    wording: WordingRow
    value: str = ""
    how: str = ""


def table(place: Place, outlets: Outlets) -> Table:
    """The table of one story; without rows where nothing was found that two of its outlets report."""
    site, story = place.site, outlets.story
    columns = tuple(
        tuple({outlets.outlet(s): source_label(place, site.source(s)) for s in reversed(column)}.values())
        for column in outlets.columns
    )
    said = (_of_statement(place, outlets, site.knowledge.statements[key]) for key in story.statements)
    rows = [row for row in said if row]
    differ = []
    for found in _facts(story):
        row = _of_fact(place, outlets, found)
        if row is None:
            continue
        same = next((other for other in rows if _tells(other, row)), None)
        if same is None or found.kind not in ("words", "figure", "day"):
            rows.append(row)
        else:
            row = replace(row, anchor=same.anchor)
        if isinstance(found, Difference):
            differ.append(row)
    return Table(columns, tuple(sorted(rows, key=_order)), tuple(differ))


def _facts(story: Story) -> Iterator[Difference | Agreed]:
    """What outlets give differently, with all that give one of the values; then what they give alike."""
    agreed = list(story.agreed)
    for found in story.differences:
        places = list(found.places)
        for fact in [fact for fact in agreed if any(_one_place(a, b) for a in fact.places for b in found.places)]:
            places += [place for place in fact.places if place[0] not in {source for source, *_ in places}]
            agreed.remove(fact)
        yield replace(found, places=tuple(sorted(places, key=lambda place: (place[0], place[1]))))
    yield from agreed


def _one_place(a: FactPlace, b: FactPlace) -> bool:
    return a[0] == b[0] and a[1].overlaps(b[1])


def _tells(row: Row, other: Row) -> bool:
    """Whether a row tells of the words that another one is about, in each of its sources."""
    return all(any(key == source and span.overlaps(at) for key, at in row.at) for source, span in other.at)


def _order(row: Row) -> tuple[int, bool, float, str]:
    seen = [cell.at for cell in row.cells if cell.number]
    return -row.witnesses, not any(cell.state == "other" for cell in row.cells), sum(seen) / len(seen), row.anchor


def _of_statement(place: Place, outlets: Outlets, statement: Statement) -> Row | None:
    site, here = place.site, set(outlets.story.sources)
    if not outlets.several(here & set(statement.sources)):
        return None
    compared = compared_wordings(place, statement)
    found = [
        (quote, wording)
        for (_, quote), wording in zip(site.wordings(statement), compared.wordings, strict=True)
        if wording.source in here
    ]
    fullest = max((_length(quote) for quote, _ in found if quote.kind != "indirect"), default=0)
    told = [
        _Reported(wording.source, quote.span, quote.span, quote.paragraph, _state(quote, wording, fullest), wording)
        for quote, wording in found
    ]
    label, source, quoted = _label(site, found)
    return _row(place, outlets, f"w-{statement.id}", "", compared.speaker_name, (label, source, quoted), told)


def _length(quote: Quote) -> int:
    return sum(map(len, quote.spans))


def _state(quote: Quote, wording: WordingRow, fullest: int) -> State:
    """How a source has a statement. In quotation marks, words of its own in place of others' are "other words"."""
    if quote.kind == "indirect":
        return "reported"
    if wording.swaps and _length(quote) < fullest:
        return "words"
    return "quoted" if quote.kind == "direct" and _length(quote) >= WHOLE * fullest else "part"


def _label(site: Site, found: Sequence[tuple[Quote, WordingRow]]) -> tuple[str, str, bool]:
    """The shortest wording that says enough, in quotation marks if there is one: its words, and whose they are."""

    def rank(one: tuple[Quote, WordingRow]) -> tuple[bool, bool, int]:
        quote = one[0]
        text = quote.words(site.source(one[1].source).text)
        return quote.kind == "indirect", len(text.split()) <= FEW, len(text)

    quote, wording = min(found, key=rank)
    text = " ".join(quote.spans[0].of(site.source(wording.source).text).split())
    return text, wording.source, quote.kind != "indirect"


def _of_fact(place: Place, outlets: Outlets, fact: Difference | Agreed) -> Row | None:
    """A row of what sources give as figure, day, title, name or words, the value in each cell where they differ."""
    site = place.site
    if not outlets.several(source for source, *_ in fact.places):
        return None
    values = {(source, words_at): site.text(source, words_at) for source, words_at, _, _ in fact.places}
    agreed = isinstance(fact, Agreed)
    common = _commonest((outlets.witness[source], value) for (source, _), value in values.items())
    told = []
    for source, value, sentence, number in fact.places:
        shown = values[source, value]
        other = not agreed and shown.casefold() != common
        told.append(
            _Reported(
                source,
                sentence,
                value,
                number,
                "other" if other else "reported",
                telling(place, source, sentence, value, number, own=other),
                "" if agreed else shown,
                OTHERS[fact.kind] if other else "",
            )
        )
    usual = [place for place in fact.places if values[place[0], place[1]].casefold() == common] or fact.places
    source, value, sentence, _ = min(usual, key=lambda place: len(place[2]))
    text, key = _context(site.source(source).text, sentence, value), f"{source}-{value.start}"
    if isinstance(fact, Difference):
        key = slug(f"{fact.kind} {fact.what}") if fact.what else f"{fact.kind}-{key}"
        if fact.kind not in ("number", "date", "act"):  # a name, or whose title it is
            text, source = fact.what, ""
    return _row(place, outlets, f"w-{key}", KINDS[fact.kind], "", (text, source, False), told)


def _context(text: str, sentence: Span, value: Span) -> str:
    """The words around a figure or a day: those after it tell what it is of."""
    start, end = sentence.start, sentence.end
    if value.start - start > BEFORE_VALUE:
        start = text.find(" ", value.start - BEFORE_VALUE, value.start) + 1 or value.start
    if end - start > LABEL:
        end = max(text.rfind(" ", value.end, start + LABEL), value.end)
    shown = " ".join(text[start:end].split()).rstrip(",;:–— ")
    return f"{'… ' if start > sentence.start else ''}{shown}{' …' if end < sentence.end else ''}"


def _commonest(values: Iterable[tuple[str, str]]) -> str:
    """The value that most witnesses give, folded; "" where no two agree, or as many give another."""
    counts = Counter(value for _, value in {(witness, value.casefold()) for witness, value in values})
    first, *rest = counts.most_common(2)
    return first[0] if first[1] > 1 and not (rest and rest[0][1] == first[1]) else ""


def _row(
    place: Place,
    outlets: Outlets,
    anchor: str,
    kind: str,
    who: str,
    label: tuple[str, str, bool],
    told: Sequence[_Reported],
) -> Row:
    text, source, quoted = label
    shown = text if len(text) <= LABEL else text[: text.rfind(" ", 0, LABEL)].rstrip(",;:–— ")
    best = [_best(one for one in told if one.source in column) for column in outlets.columns]
    return Row(
        anchor=anchor,
        kind=kind,
        who=who,
        label=shown,
        quoted=quoted,
        cut=shown != text,
        source=source,
        cells=tuple(_cell(place, column, one) for column, one in zip(outlets.columns, best, strict=True)),
        wordings=tuple(one.wording for one in told),
        witnesses=len({outlets.witness[one.source] for one in told}),
        covers=tuple((one.source, one.span) for one in told),
        at=tuple((one.source, one.at) for one in told),
    )


def _best(told: Iterable[_Reported]) -> _Reported | None:
    rank = {"quoted": 0, "words": 1, "part": 2, "other": 3, "reported": 4}
    return min(told, key=lambda one: (rank[one.state], one.number), default=None)


def _cell(place: Place, column: tuple[str, ...], told: _Reported | None) -> Cell:
    site = place.site
    if told is None:
        levels = {licence(site.source(source).meta).level for source in column}
        label = source_label(place, site.source(column[0]))
        if levels == {"full"}:
            return Cell(label, "none", HOW["none"])
        return Cell(label, "unheld", "not in the excerpt" if "excerpt" in levels else HOW["unheld"])
    source = site.source(told.source)
    last = max(p.n for p in source.paragraphs)
    return Cell(
        label=source_label(place, source),
        state=told.state,
        how=told.how or HOW[told.state],
        number=told.number,
        of=last,
        at=round(100 * (told.number - 1) / max(1, last - 1)),
        value=told.value,
    )
