"""A stretch among the words around it, and the measures that all features share."""

from __future__ import annotations

from dataclasses import dataclass

from newsdesk.extraction.speakers.scene import Quoted, Scene, Voice
from newsdesk.extraction.syntax import Token


@dataclass(eq=False, slots=True)
class Setting:
    """A stretch among the words around it; worked out once, used for every voice."""

    quoted: Quoted
    before: Token | None  # the nearest tokens outside marks and punctuation marks that are quotation marks
    after: Token | None
    opens_paragraph: bool
    closes_paragraph: bool
    ending: str  # how the quoted words end: "," "." "?" or ""
    lower: bool  # they begin in lower case
    introduced: bool  # they open a paragraph, and the one before ends in a colon
    length: str
    governors: dict[int, str]  # outside token → dependency by which the quoted words hang from it
    governed: dict[int, str]  # outside token → dependency by which it hangs from the quoted words


@dataclass(eq=False, slots=True)
class Previous:
    """The stretch before, if it was speech, and who spoke it."""

    quoted: Quoted
    voice: Voice | None


def verbs_above(scene: Scene, at: Setting) -> list[Token]:
    """The verbs outside marks from which a stretch hangs in the sentence's tree, nearest first."""
    verbs = [t for i in at.governors if (t := scene.doc.tokens[i]).pos == "VERB"]
    return sorted(verbs, key=lambda t: -sum(1 for _ in t.ancestors()))


def setting(scene: Scene, quoted: Quoted) -> Setting:
    tokens, text = scene.doc.tokens, scene.doc.text
    words = quoted.stretch.span.of(text)
    before, opens = _neighbour(scene, quoted.first, -1)
    after, closes = _neighbour(scene, quoted.last, 1)
    governors: dict[int, str] = {}
    governed: dict[int, str] = {}
    for token in tokens[quoted.first : quoted.last + 1]:
        if scene.inside[token.head.i] != quoted.index and token.head is not token:
            rung = token
            for ancestor in token.ancestors():
                if scene.inside[ancestor.i] < 0:
                    governors.setdefault(ancestor.i, rung.dep)
                rung = ancestor
        for child in token.children:
            if scene.inside[child.i] < 0 and child.pos != "PUNCT":
                governed.setdefault(child.i, child.dep)
    last = words[-1:]
    ending = "," if last == "," or text[quoted.stretch.outer.end : quoted.stretch.outer.end + 1] == "," else last
    return Setting(
        quoted, before, after, opens, closes,
        ending if ending in ",?!" else "." if ending in ".…" else "",
        words[:1].islower(), opens and _after_colon(scene, quoted), length_of(quoted.last - quoted.first + 1),
        governors, governed,
    )  # fmt: skip


def _after_colon(scene: Scene, quoted: Quoted) -> bool:
    start = quoted.stretch.outer.start
    return scene.doc.text[max(0, start - 9) : start].rstrip().endswith(":")


def _neighbour(scene: Scene, i: int, step: int) -> tuple[Token | None, bool]:
    """The next token outward that is no quotation mark, and whether the paragraph ends before it."""
    tokens = scene.doc.tokens
    paragraph = tokens[i].paragraph
    i += step
    while 0 <= i < len(tokens) and tokens[i].paragraph == paragraph:
        if tokens[i].text not in ("“", "”", '"', "‘", "’", "'", "``", "''", "«", "»", "„"):
            return tokens[i], False
        i += step
    return None, True


def length_of(words: int) -> str:
    for limit, name in ((1, "1"), (2, "2"), (3, "3"), (4, "4"), (6, "6"), (9, "9"), (15, "15")):
        if words <= limit:
            return name
    return "long"


def in_bins(count: int) -> str:
    for limit, name in ((0, "0"), (1, "1"), (2, "2"), (4, "4"), (7, "7"), (12, "12"), (20, "20"), (40, "40")):
        if count <= limit:
            return name
    return "far"


def gap(quoted: Quoted, token: Token) -> int:
    return quoted.first - token.i if token.i < quoted.first else token.i - quoted.last


def gap_name(scene: Scene, at: Setting, cue: Token) -> str:
    """How far a reporting word stands from the stretch, and on which side."""
    quoted = at.quoted
    where = "ahead" if cue.i < quoted.first else "behind"
    low, high = (cue.i + 1, quoted.first) if where == "ahead" else (quoted.last + 1, cue.i)
    if high < low:
        return "inside"
    if scene.stops[high] - scene.stops[low]:
        return f"stop {where}"
    over = "over quote " if scene.quotes[high] - scene.quotes[low] else ""
    return f"{over}{in_bins(scene.words[high] - scene.words[low])} {where}"


def mark_before(at: Setting) -> str:
    """What stands before the stretch: a punctuation mark, "word", or "¶"."""
    if at.before is None:
        return "¶"
    return at.before.text if at.before.pos == "PUNCT" else "word"


def place_in_paragraph(at: Setting) -> str:
    if at.opens_paragraph:
        return "alone" if at.closes_paragraph else "opens"
    return "closes" if at.closes_paragraph else "inside"
