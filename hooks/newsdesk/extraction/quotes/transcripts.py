"""Transcripts without quotation marks: paragraphs that begin with a speaker's name and a colon, taking turns."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from newsdesk.extraction.syntax import Doc, Token
from newsdesk.records import Span

# PENCE: …, Mr. Lee: …, CHRIS MATTHEWS: …; not "Q:", which names nobody
LABEL = re.compile(r"((?:(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov)\. )?[A-Z][\w.’'-]+(?: [A-Z][\w.’'-]*){0,3}):\s+(?=\w)")
SHORT = 3  # words; most turns are longer than that, and no entry of a list or table is


@dataclass(frozen=True)
class Turn:
    """What one speaker says in one go: the head of the name, the colon, and the words, a span for each paragraph."""

    speaker: Token
    label: Span
    colon: Span
    words: Span
    paragraph: int


def find_turns(doc: Doc) -> list[Turn]:
    """The turns of a transcript; none unless two names at least take two turns each and speak in sentences."""
    found: list[tuple[str, Turn]] = []
    for paragraph in doc.source.paragraphs:
        if paragraph.kind != "text":
            continue
        match = LABEL.match(doc.text, paragraph.span.start, paragraph.span.end)
        name = doc.tokens_in(Span(*match.span(1))) if match else []
        if match and name:
            words = Span(match.end(), paragraph.span.end)
            colon = Span(match.end(1), match.end(1) + 1)
            found.append((match[1], Turn(name[-1], Span(*match.span(1)), colon, words, paragraph.n)))
    turns = Counter(name for name, _ in found)
    speakers = {name for name, count in turns.items() if count > 1}
    kept = [turn for name, turn in found if name in speakers or (speakers and name.isupper())]
    sentences = sum(len(turn.words.of(doc.text).split()) > SHORT for turn in kept)
    return kept if len(speakers) > 1 and sentences * 2 > len(kept) else []
