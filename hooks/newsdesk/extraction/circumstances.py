"""To whom, where and when something was said, from the words of the reporting clause alone.

What the clause does not state stays None: nothing is carried over from the sentence before.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from newsdesk.extraction.syntax import Doc, Token
from newsdesk.records import DateMention, Lexicon, Quote, Span

CLAUSE = ("VERB", "AUX")
NO_SPEECH = ("accord", "go", "be", "have", "do")  # as cues they say nothing of an occasion
LONGEST = 14  # tokens of one phrase
OPENING, CLOSING = ("“", '"', "‘"), ("”", '"', "’")
ENDS = frozenset((",", ";", ":", "(", ")", "–", "—", ".", "“", "”", '"'))


@dataclass(frozen=True, eq=False)
class _Tables:
    occasions: frozenset[str]
    media: frozenset[str]
    with_on: frozenset[str]
    platforms: frozenset[str]
    prepositions: frozenset[str]
    channel_only: frozenset[str]
    tellers: frozenset[str]
    to_somebody: frozenset[str]
    speaking: frozenset[str]
    listeners: frozenset[str]


@cache
def _words(lexicon: Lexicon) -> _Tables:
    return _Tables(**{key: frozenset(value) for key, value in lexicon.tables["venues"].items()})


def with_circumstances(
    doc: Doc, quotes: Iterable[Quote], dates: Sequence[DateMention], lexicon: Lexicon
) -> tuple[Quote, ...]:
    """The quotes with `addressee`, `venue` and `said_on` where their reporting clause states them."""
    words = _words(lexicon)
    days = {t.i: d for d in dates if d.precision == "day" and d.value for t in doc.tokens_in(d.span)}
    timed = {t.i for d in dates for t in doc.tokens_in(d.span)}
    return tuple(_circumstanced(doc, quote, days, timed, words) for quote in quotes)


def _circumstanced(doc: Doc, quote: Quote, days: dict[int, DateMention], timed: set[int], words: _Tables) -> Quote:
    cue = doc.token_at(quote.cue.start) if quote.cue else None
    if cue is None or cue.pos not in CLAUSE or cue.lemma in NO_SPEECH:
        return quote
    said = {t.i for span in quote.spans for t in doc.tokens_in(span)}
    zone = _zone(doc, cue, said, words)
    speaker = {t.i for t in doc.tokens_in(quote.speaker.span)} if quote.speaker else set()
    told, place = _addressee(cue, zone, speaker, words), _venue(zone, words)
    addressee = _phrase(doc, told, said | timed, words) if told else None
    listeners = {t.i for t in doc.tokens_in(addressee)} if addressee else set()
    return replace(
        quote,
        addressee=addressee,
        venue=_phrase(doc, place, said | timed | listeners, words, whole=True) if place else None,
        said_on=_day(cue, zone, days),
    )


def _zone(doc: Doc, cue: Token, said: set[int], words: _Tables) -> list[Token]:
    """The words of the reporting clause: below the cue without another clause, but for "Speaking to …"."""
    found, todo = [], [cue]
    while todo:
        token = todo.pop()
        found.append(token)
        for child in token.children:
            if child.i in said or child.dep in ("ccomp", "relcl", "parataxis", "acl"):
                continue
            if child.dep in ("nsubj", "nsubjpass") and child.i < cue.i:
                continue  # what describes the speaker says nothing of the occasion
            if child.lower == "as" and any(c.lower == "of" for c in child.children):
                continue  # "as of Monday" dates the facts
            if child.pos in CLAUSE and child.dep not in ("aux", "auxpass"):
                if child.dep == "advcl" and child.tag == "VBG" and child.lemma in words.speaking:
                    todo.append(child)
                continue
            todo.append(child)
    return sorted(found, key=lambda t: t.i)


def _addressee(cue: Token, zone: list[Token], speaker: set[int], words: _Tables) -> Token | None:
    """Who was told: the object of "told", what "said to" and "speaking to" lead to."""
    inside = {t.i for t in zone} - speaker
    for verb in (t for t in zone if t is cue or (t.tag == "VBG" and t.lemma in words.speaking)):
        for child in verb.children:
            if child.i not in inside or child.i < verb.i:
                continue
            lemma = verb.lemma.lower()
            told = child.dep in ("dobj", "dative") and child.pos != "ADP" and lemma in words.tellers
            if told and _listens(child, words):
                return child
            if child.lower == "to" and child.dep in ("prep", "dative") and lemma in words.to_somebody:
                somebody = next((c for c in child.children if c.dep == "pobj" and c.i in inside), None)
                if somebody is not None and _listens(somebody, words):
                    return somebody
    return _far_to(cue, zone, inside, words)


def _far_to(cue: Token, zone: list[Token], inside: set[int], words: _Tables) -> Token | None:
    """ "speaking via a video link to the forum": a "to" that the parser hung on the means."""
    talking = any(t.lemma in words.speaking and t.tag == "VBG" for t in zone)
    for token in zone if talking else ():
        if token.lower == "to" and token.dep == "prep" and token.head.lemma.lower() in words.media:
            somebody = next((c for c in token.children if c.dep == "pobj" and c.i in inside), None)
            if somebody is not None and _listens(somebody, words):
                return somebody
    return None


def _listens(token: Token, words: _Tables) -> bool:
    if token.pos == "PROPN" or token.ent_type in ("ORG", "PERSON"):
        return token.ent_type not in ("DATE", "TIME", "MONEY", "CARDINAL", "WORK_OF_ART", "LAW")
    if token.pos == "PRON":
        return token.lower in ("him", "her", "them", "it", "us", "me")
    return token.lemma.lower() in words.listeners


def _venue(zone: list[Token], words: _Tables) -> Token | None:
    """The preposition that leads to an occasion or a channel; the first of several."""
    for token in zone:
        if token.dep not in ("prep", "agent") or token.lower not in words.prepositions:
            continue  # "speaking by video link" has no agent, whatever the parser says
        place = next((c for c in token.children if c.dep == "pobj"), None)
        if place is not None and _speaking_place(token, place, words):
            return token
    return None


def _speaking_place(preposition: Token, place: Token, words: _Tables) -> bool:
    noun = place.lemma.lower()
    if preposition.lower == "on":  # “on CNN”, “on “Meet the Press””: a programme
        named = place.ent_type in ("ORG", "WORK_OF_ART") and place.pos == "PROPN"
        return place.text in words.platforms or noun in words.with_on or named
    if preposition.lower in words.channel_only:
        return place.text in words.platforms or noun in words.media
    return noun in words.occasions or (preposition.lower == "in" and noun in words.media)


def _day(cue: Token, zone: list[Token], days: dict[int, DateMention]) -> date | None:
    """The one day that the reporting clause states; two of them decide nothing."""
    stated = {days[t.i].value for t in zone if t.i in days}
    value = stated.pop() if len(stated) == 1 else None
    return date.fromisoformat(value) if value else None


def _phrase(doc: Doc, head: Token, stop: set[int], words: _Tables, whole: bool = False) -> Span | None:
    """The phrase around its head as printed, up to the next comma, date or clause.

    `whole`: a preposition's, from itself on and at least to its noun; else a noun's, without what begins another
    circumstance ("reporters | in a statement").
    """
    below = {t.i: t for t in head.subtree()}
    first = last = head.i
    noun = next((c.i for c in head.children if c.dep == "pobj"), head.i) if whole else head.i
    while not whole and first - 1 in below and below[first - 1].text not in (",", "–", "—"):
        first -= 1
    while (
        last + 1 in below
        and last - first < LONGEST
        and not (last >= noun and _ends(below[last + 1], stop, whole, words))
    ):
        last += 1
    while last > noun and below[last].pos in ("ADP", "CCONJ", "DET", "PUNCT", "SCONJ", "PART"):
        last -= 1
    if whole and last < noun:
        return None
    return Span(below[first].start, _closed(doc, first, last))


def _ends(token: Token, stop: set[int], whole: bool, words: _Tables) -> bool:
    if token.i in stop or token.text in ENDS or token.pos in CLAUSE or token.dep == "mark":
        return True
    if token.tag in ("WDT", "WP", "WRB", "VBG"):
        return True
    place = next((c for c in token.children if c.dep == "pobj"), None)
    if whole or token.dep != "prep" or token.lower not in words.prepositions | {"after"}:
        return False
    return place is None or _speaking_place(token, place, words)


def _closed(doc: Doc, first: int, last: int) -> int:
    """The end of the phrase, with the mark that closes a title in it: “Good Morning America”, “The Hour,”."""
    if not any(token.text in OPENING for token in doc.tokens[first : last + 1]):
        return doc.tokens[last].end
    behind = doc.tokens[last + 1 : last + 3]
    closing = next((token for token in behind if token.text in CLOSING), None)
    return closing.end if closing is not None else doc.tokens[last].end
