"""The annotated articles as the models of quotes learn from them: every quoted stretch with what is known of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from sys import intern
from typing import Any

from tests.measure.corpus import articles
from tests.measure.gold import corrected, load

from newsdesk.extraction.quotes.candidates import set_scene
from newsdesk.extraction.quotes.features import voice_features
from newsdesk.extraction.quotes.marks import quoted_stretches
from newsdesk.extraction.quotes.setting import Previous, Setting, setting
from newsdesk.extraction.speakers.scene import Quoted, Scene, Voice
from newsdesk.extraction.syntax import Doc
from newsdesk.reading.lexicon import load_lexicon
from newsdesk.records import Source, Span

TOLD = ("say", "tell", "add", "write", "call", "tweet", "declare", "claim", "insist", "argue", "describe")


@dataclass(eq=False)
class Case:
    """One stretch of an article with what the annotators say of it."""

    at: Setting
    scene: Scene
    voices: list[Voice]
    rows: list[list[str]]
    speech: bool | None  # None: not annotated
    right: int | None  # which voice speaks; None: none of them
    gold: dict[str, Any] | None
    previous: Previous | None
    attributed: bool = False
    scores: list[float] = field(default_factory=list)


@dataclass(eq=False)
class Article:
    id: str
    outlet: str
    row: dict[str, Any]
    scene: Scene
    cases: list[Case]


def read(name: str) -> Iterator[Article]:
    """The articles of a corpus; of one that Newsdesk marked itself only those that were.

    Cases are as the annotators have them, rows as corrected: see `fit`.
    """
    lexicon = load_lexicon()
    own = {row["id"]: row for row in load("wikinews")} if name == "wikinews_2020" else {}
    for row, source, parse in articles(name):
        if own:
            if row["id"] not in own:
                continue
            row = own[row["id"]]
        scene = set_scene(Doc(source, parse), quoted_stretches(source, lexicon), lexicon)
        found = list(cases(scene, cleaned(row, source)))
        yield Article(str(row["id"]), row["outlet"], *corrected(name, [row]), scene, found)


def cleaned(row: dict[str, Any], source: Source) -> dict[str, Any]:
    """The annotation of an article with offsets that count in the cleaned text."""

    def moved(gold: dict[str, Any]) -> dict[str, Any]:
        span = source.offsets.to_clean(Span(gold["start"], gold["end"])) or Span(0, 0)
        new = {**gold, "start": span.start, "end": span.end}
        if gold.get("speaker_start") is not None:
            end = gold.get("speaker_end") or gold["speaker_start"] + len(gold["speaker_text"])
            speaker = source.offsets.to_clean(Span(gold["speaker_start"], end)) or Span(0, 0)
            new |= {"speaker_start": speaker.start, "speaker_end": speaker.end}
        return new

    return {key: [moved(gold) for gold in row[key]] for key in ("quotes", "nonquotes")}


def cases(scene: Scene, row: dict[str, Any]) -> Iterator[Case]:
    previous: Previous | None = None
    for quoted in scene.quoted:
        gold = _gold(quoted, row["quotes"])
        at = setting(scene, quoted)
        voices = scene.voices_near(quoted)
        right = _right(voices, gold)
        speech = True if gold else False if _gold(quoted, row["nonquotes"], 0.3) or _tiny(quoted) else None
        rows = [[intern(f) for f in row] for row in voice_features(scene, at, voices, previous)]
        attributed = bool(gold and gold.get("speaker_start") is not None)
        yield Case(at, scene, voices, rows, speech, right, gold, previous, attributed)
        if gold:
            previous = Previous(quoted, voices[right] if right is not None else None)


def _gold(quoted: Quoted, golds: Sequence[dict[str, Any]], least: float = 0.5) -> dict[str, Any] | None:
    """The annotated stretch that this one overlaps best, if by enough (intersection over union)."""
    span = quoted.stretch.span

    def overlap(gold: dict[str, Any]) -> float:
        both = min(span.end, gold["end"]) - max(span.start, gold["start"])
        return both / (max(span.end, gold["end"]) - min(span.start, gold["start"])) if both > 0 else 0.0

    best = max(golds, key=overlap, default=None)
    return best if best is not None and overlap(best) >= least else None


def _tiny(quoted: Quoted) -> bool:
    """One or two words in single marks: the annotation leaves them out, and mostly nobody said them."""
    return quoted.stretch.single and quoted.last - quoted.first < 2


def _right(voices: Sequence[Voice], gold: dict[str, Any] | None) -> int | None:
    """The voice whose head stands in the annotated speaker, as high in the tree as may be.

    "According to the paper, Lee said “…”": the annotators give the words to the paper, Newsdesk to Lee.
    """
    if gold is None or gold.get("speaker_start") is None:
        return None
    start, end = gold["speaker_start"], gold["speaker_end"]
    inside = [k for k, voice in enumerate(voices) if start <= voice.head.start < end]
    right = min(inside, key=lambda k: sum(1 for _ in voices[k].head.ancestors()), default=None)
    if right is not None and voices[right].construction == "according" and voices[right].cues:
        verb = voices[right].cues[0].head
        told = (k for k, v in enumerate(voices) if v.construction == "subject" and verb in v.cues)
        return next((k for k in told if verb.lemma.lower() in TOLD), right)
    return right
