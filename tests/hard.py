"""Texts that are hard on a program, and a parse of any text that costs next to nothing."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from newsdesk.reading.parser import pieces
from newsdesk.records import Parse, Source

_TOKEN = re.compile(r"\w+(?:[’'-]\w+)*|[^\w\s]")
_SPEAKS = frozenset(["said", "says", "told", "added", "asked", "called", "wrote"])


@dataclass(frozen=True, slots=True)
class Hard:
    """A text that grows with a number; the number that is tried; CPU seconds that reading and finding may take.

    `quick` is the number that the suite tries, 0 for a tenth.
    """

    text: Callable[[int], str]
    size: int
    budget: float
    quick: int = 0


SENTENCE = "The mayor, Ada Holm, said on 3 May 2021 that “the bridge is shut” and left for Paris. "
HARD: Mapping[str, Hard] = {
    "opening brackets": Hard(lambda n: "[" * n, 20_000, 2),
    "opening tags": Hard(lambda n: "<a " * n, 10_000, 2),
    "a list 300 deep": Hard(lambda n: "".join(f"{'  ' * k}- item {k}\n" for k in range(n)), 300, 2),
    "straight marks": Hard(lambda n: '"' * n, 100_000, 15),
    "curly marks": Hard(lambda n: "“" * n, 100_000, 15),
    "marks that never close": Hard(lambda n: "x, “a " * n, 10_000, 10),
    "attributions": Hard(lambda n: "he said, “so it is ” " * n, 2_000, 15),
    "short quotes": Hard(lambda n: '"a b" he said ' * n, 2_000, 15),
    "one long paragraph": Hard(lambda n: SENTENCE * n, 250, 10),
    "a 2 MB article": Hard(lambda n: f"{SENTENCE}\n\n" * n, 24_000, 120, 600),
    "many lines": Hard(lambda n: "\n".join(f"w{k} is {k}" for k in range(n)), 30_000, 10),
    "5,000 names": Hard(lambda n: "\n\n".join(f"Ada{k} Holm{k} met Jo{k}x Lund{k}." for k in range(n // 2)), 5_000, 20),
    "one name again and again": Hard(lambda n: "Ada Holm " * n, 5_000, 10),
    "initials": Hard(lambda n: "A. " * n, 10_000, 10),
    "titles": Hard(lambda n: "Minister of the House of " * n, 2_000, 10),
    "dates": Hard(lambda n: "on 3 May 2021, " * n, 3_000, 10),
    "numbers": Hard(lambda n: "1 2,3 4.5% " * n, 5_000, 10),
    "a transcript": Hard(lambda n: "ADA: We go.\nBEN: No.\n" * n, 2_000, 15),
    "commas": Hard(lambda n: "Ada, " * n, 10_000, 10),
    "invisible characters": Hard(lambda n: "\u200b\u00a0" * n, 100_000, 5),
    "mojibake": Hard(lambda n: "â€œ" * n, 50_000, 5),
}


def stub_parse(source: Source) -> Parse:
    """A parse by rule of thumb: every capitalised word a person, every verb of speech the head of its sentence."""
    rows = []
    sentence = -1
    for span in pieces(source):
        ends = True
        for match in _TOKEN.finditer(source.text, span.start, span.end):
            word = match[0]
            if ends:
                sentence, root, subject = sentence + 1, len(rows), True
            ends = word in ".!?"
            speaks = word.lower() in _SPEAKS
            name = word[0].isupper() and len(word) > 1
            pos = "VERB" if speaks else "PROPN" if name else "PUNCT" if not word[0].isalnum() else "NOUN"
            tag = {"VERB": "VBD", "PROPN": "NNP", "PUNCT": ".", "NOUN": "NN"}[pos]
            dep = "ROOT" if len(rows) == root else "nsubj" if name and subject else "punct" if pos == "PUNCT" else "dep"
            subject = subject and not name
            entity = ""
            if name:
                before = rows[-1] if rows else None
                inside = before is not None and before[8].endswith("PERSON") and before[1] + 1 == match.start()
                entity = f"{'I' if inside else 'B'}-PERSON"
            rows.append((match.start(), match.end(), word.lower(), pos, tag, dep, root, sentence, entity))
    if not rows:
        return Parse(model="stub")
    return Parse(*zip(*rows, strict=True), model="stub")  # type: ignore[arg-type]
