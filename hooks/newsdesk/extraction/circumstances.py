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
LONGEST = 14  # tokens of one phrase


@dataclass(frozen=True, eq=False)
class _Words:
    occasions: frozenset[str]
    media: frozenset[str]
    platforms: frozenset[str]
    prepositions: frozenset[str]
    channel_only: frozenset[str]
    tellers: frozenset[str]
    to_somebody: frozenset[str]
    speaking: frozenset[str]
    listeners: frozenset[str]


@cache
def _words(lexicon: Lexicon) -> _Words:
    return _Words(**{key: frozenset(value) for key, value in lexicon.tables["venues"].items()})


def with_circumstances(
    doc: Doc, quotes: Iterable[Quote], dates: Sequence[DateMention], lexicon: Lexicon
) -> tuple[Quote, ...]:
    """The quotes with `addressee`, `venue` and `said_on` where their reporting clause states them."""
    words = _words(lexicon)
    days = {t.i: d for d in dates if d.precision == "day" and d.value for t in doc.tokens_in(d.span)}
    timed = {t.i for d in dates for t in doc.tokens_in(d.span)}
    return tuple(_circumstanced(doc, quote, days, timed, words) for quote in quotes)


def _circumstanced(doc: Doc, quote: Quote, days: dict[int, DateMention], timed: set[int], words: _Words) -> Quote:
    cue = doc.token_at(quote.cue.start) if quote.cue else None
    if cue is None or cue.pos not in CLAUSE or cue.lower == "according":
        return quote
    said = {t.i for span in quote.spans for t in doc.tokens_in(span)}
    zone = _zone(doc, cue, said, words)
    speaker = {t.i for t in doc.tokens_in(quote.speaker.span)} if quote.speaker else set()
    told, place = _addressee(cue, zone, speaker, words), _venue(zone, words)
    addressee = _phrase(told, said | timed, words) if told else None
    listeners = {t.i for t in doc.tokens_in(addressee)} if addressee else set()
    return replace(
        quote,
        addressee=addressee,
        venue=_phrase(place, said | timed | listeners, words, whole=True) if place else None,
        said_on=_day(cue, zone, days),
    )


def _zone(doc: Doc, cue: Token, said: set[int], words: _Words) -> list[Token]:
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


def _addressee(cue: Token, zone: list[Token], speaker: set[int], words: _Words) -> Token | None:
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


def _far_to(cue: Token, zone: list[Token], inside: set[int], words: _Words) -> Token | None:
    """ "speaking via a video link to the forum": a "to" that the parser hung on the means."""
    talking = any(t.lemma in words.speaking and t.tag == "VBG" for t in zone)
    for token in zone if talking else ():
        if token.lower == "to" and token.dep == "prep" and token.head.lemma.lower() in words.media:
            somebody = next((c for c in token.children if c.dep == "pobj" and c.i in inside), None)
            if somebody is not None and _listens(somebody, words):
                return somebody
    return None


def _listens(token: Token, words: _Words) -> bool:
    if token.pos == "PROPN" or token.ent_type in ("ORG", "PERSON"):
        return token.ent_type not in ("DATE", "TIME", "MONEY", "CARDINAL", "WORK_OF_ART", "LAW")
    if token.pos == "PRON":
        return token.lower in ("him", "her", "them", "it", "us", "me")
    return token.lemma.lower() in words.listeners


def _venue(zone: list[Token], words: _Words) -> Token | None:
    """The preposition that leads to an occasion or a channel; the first of several."""
    for token in zone:
        if token.dep != "prep" or token.lower not in words.prepositions:
            continue
        place = next((c for c in token.children if c.dep == "pobj"), None)
        if place is not None and _speaking_place(token, place, words):
            return token
    return None


def _speaking_place(preposition: Token, place: Token, words: _Words) -> bool:
    noun = place.lemma.lower()
    if place.text in words.platforms or noun in words.media:
        bare = place.text not in words.platforms and place.lower in ("phone", "telephone", "email", "e-mail", "mail")
        return preposition.lower in ("in", "on", "via", "by", "over", "through") or bare
    if preposition.lower in words.channel_only:
        return False
    if noun in words.occasions:
        return True
    # “on CNN”, “on “Meet the Press””: a programme; “at the Forum” is an occasion by its noun
    return preposition.lower == "on" and place.ent_type in ("ORG", "WORK_OF_ART") and place.pos == "PROPN"


def _day(cue: Token, zone: list[Token], days: dict[int, DateMention]) -> date | None:
    """The one day that the reporting clause states; two of them decide nothing."""
    stated = {days[t.i].value for t in zone if t.i in days}
    value = stated.pop() if len(stated) == 1 else None
    return date.fromisoformat(value) if value else None


def _phrase(head: Token, stop: set[int], words: _Words, whole: bool = False) -> Span | None:
    """The phrase around its head as printed, up to the next comma, date or clause.

    `whole`: from the preposition on; else without what begins another circumstance ("reporters | in a statement").
    """
    first = head.i
    below = {t.i: t for t in head.subtree()}
    while first - 1 in below and below[first - 1].text not in (",", "–", "—"):
        first -= 1
    last = head.i
    while last + 1 in below and last - first < LONGEST:
        token = below[last + 1]
        if token.i in stop or token.text in (",", ";", ":", "(", ")", "–", "—", ".") or token.text in '“”"':
            break
        if token.pos in CLAUSE or token.tag in ("WDT", "WP", "WRB", "VBG") or token.dep == "mark":
            break
        if not whole and token.dep == "prep" and token.lower in ("in", "at", "on", "via", "during", "by", "after"):
            place = next((c for c in token.children if c.dep == "pobj"), None)
            if place is None or _speaking_place(token, place, words):
                break
        last += 1
    while last > head.i and (below[last].pos in ("ADP", "CCONJ", "DET", "PUNCT", "SCONJ")):
        last -= 1
    if last == head.i and whole:
        return None
    return Span(below[first].start, below[last].end)
