"""What speaks for and against a voice being a quote's speaker: named features; `speech` has those of being speech.

A feature is a word such as "shape=Q,VC" or "cue=say·after"; it is there or it is not. The weights are data
(`data/quote_weights.yml`), so every decision is a sum that a person can read.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from newsdesk.extraction.quotes.rivals import rank
from newsdesk.extraction.quotes.setting import (
    Previous,
    Setting,
    gap,
    gap_name,
    in_bins,
    mark_before,
    place_in_paragraph,
)
from newsdesk.extraction.quotes.shape import shape_of
from newsdesk.extraction.speakers.scene import Scene, Voice
from newsdesk.extraction.syntax import Token


def best_cue(scene: Scene, at: Setting, voice: Voice) -> Token | None:
    """Of a voice's reporting words the one that most likely reports this stretch."""
    best, best_rank = None, (-1, 0)
    for cue in voice.cues:
        rank = 4 if cue.i in at.governors else 3 if cue.i in at.governed else 0
        kind = scene.cues.of(cue)
        rank += 3 if kind in ("say", "write", "ask") else 2 if kind == "call" else 1 if kind else 0
        if rank > best_rank[0] or (rank == best_rank[0] and -gap(at.quoted, cue) > best_rank[1]):
            best, best_rank = cue, (rank, -gap(at.quoted, cue))
    return best


def voice_features(scene: Scene, at: Setting, voices: Sequence[Voice], previous: Previous | None) -> list[list[str]]:
    """The features of each voice as speaker of the stretch."""
    cues = [best_cue(scene, at, voice) for voice in voices]
    rows = [_voice_row(scene, at, voice, cue, previous) for voice, cue in zip(voices, cues, strict=True)]
    rank(scene, at, voices, cues, previous, rows)
    return rows


@dataclass(eq=False, slots=True)
class _Pair:
    """A voice and the stretch it may speak, with what several features have in common."""

    voice: Voice
    cue: Token | None
    kind: str  # of the cue: a class of reporting verb, "noun", a construction, "other" or "none"
    side: str  # where the voice stands: "before" or "after"
    words: int  # outside marks, between the voice and the stretch
    stops: int  # and sentence ends
    quotes: int  # and other stretches
    place: str  # "same" sentence, "para"graph, or how many paragraphs away
    who: str
    relation: str


def _pair(scene: Scene, at: Setting, voice: Voice, cue: Token | None) -> _Pair:
    quoted, head = at.quoted, voice.head
    before = head.i < quoted.first
    low, high = (head.i + 1, quoted.first) if before else (quoted.last + 1, head.i)
    stops = scene.stops[high] - scene.stops[low]
    paragraphs = abs(scene.doc.tokens[quoted.first if before else quoted.last].paragraph - head.paragraph)
    return _Pair(
        voice=voice,
        cue=cue,
        kind=_kind(scene, voice, cue),
        side="before" if before else "after",
        words=scene.words[high] - scene.words[low],
        stops=stops,
        quotes=scene.quotes[high] - scene.quotes[low],
        place=f"{min(paragraphs, 3)}¶" if paragraphs else "para" if stops else "same",
        who=_who(scene, voice),
        relation=_relation(at, cue),
    )


def _kind(scene: Scene, voice: Voice, cue: Token | None) -> str:
    if cue is None:
        return "none"
    if cue.pos not in ("VERB", "AUX"):
        return "noun" if cue.lemma.lower() in scene.cues.nouns else voice.construction
    return scene.cues.of(cue) or "other"


def _voice_row(scene: Scene, at: Setting, voice: Voice, cue: Token | None, previous: Previous | None) -> list[str]:
    pair = _pair(scene, at, voice, cue)
    shape = shape_of(scene, at, voice, cue)
    row = _pair_row(pair)
    if cue is not None:
        row += _cue_row(scene, at, voice, cue, pair.kind, pair.side)
    row += _setting_row(scene, at, pair)
    row += _previous_row(scene, at, voice, previous, pair.place, pair.kind)
    row += _whole_row(scene, at, pair, shape)
    return row


def _pair_row(pair: _Pair) -> list[str]:
    side, kind, who, construction = pair.side, pair.kind, pair.who, pair.voice.construction
    return [
        f"side={side}",
        f"construction={construction}",
        f"words={in_bins(pair.words)}·{side}",
        f"stops={min(pair.stops, 4)}·{side}",
        f"quotes={min(pair.quotes, 4)}·{side}",
        f"place={pair.place}·{side}",
        f"place={pair.place}·{side}·{kind}",
        f"cue={kind}",
        f"cue={kind}·{construction}",
        f"who={who}",
        f"who={who}·{kind}",
        f"relation={pair.relation}·{kind}",
    ]


def _setting_row(scene: Scene, at: Setting, pair: _Pair) -> list[str]:
    """How the stretch stands in its paragraph, as seen from the voice."""
    quoted, side, place, tokens = at.quoted, pair.side, pair.place, scene.doc.tokens
    row = [f"ending={at.ending or 'none'}·{side}·{place}"]
    if at.opens_paragraph:
        row.append(f"opens·{side}·{place}")
    if at.closes_paragraph:
        row.append(f"closes·{side}·{place}")
    if at.lower:
        row.append(f"lower·{side}·{place}·{pair.relation != 'none'}")
    if at.before is not None and at.before.text in (":", ",", "."):
        row.append(f"after {at.before.text}·{side}·{place}·{pair.kind}")
    if quoted.index in scene.signatures or quoted.index in scene.labels:
        row.append("signed or labelled")
    if at.introduced:
        row.append(f"introduced·{side}·{place}·{min(pair.stops, 2)}·{pair.kind}")
    if quoted.stretch.continued:
        row.append(f"continued·{side}·{place}")
    head = pair.voice.head
    if head.i == 0 or (tokens[0].paragraph == head.paragraph and scene.words[head.i] < 3):
        row.append(f"headline opener·{place}")
    if tokens[0].paragraph == tokens[quoted.first].paragraph:
        row.append(f"headline·{side}·{pair.voice.construction}·{pair.who}")
    return row


def _whole_row(scene: Scene, at: Setting, pair: _Pair, shape: str) -> list[str]:
    """The whole attribution in a few words each: what is common is learned whole."""
    side, kind, place = pair.side, pair.kind, pair.place
    away = "none" if pair.cue is None else gap_name(scene, at, pair.cue)
    edge, lies = mark_before(at), place_in_paragraph(at)
    return [
        f"shape={shape}",
        f"shape={shape}·{kind}",
        f"A {side}·{kind}·{pair.relation}·{away}",
        f"B {pair.voice.construction}·{kind}·{place}·{side}·{edge}·{at.ending}·{lies}",
        f"C {shape}·{lies}·{at.lower}",
        f"D {side}·{place}·{kind}·{pair.who}·{in_bins(pair.words)}",
        f"E {side}·{away}·{edge}·{at.ending}",
    ]


def _who(scene: Scene, voice: Voice) -> str:
    head = voice.head
    if head.pos == "PRON" or head.lower in scene.cues.pronouns:
        return scene.cues.pronouns.get(head.lower, "pronoun")
    if voice.entity is not None:
        return voice.entity.label if voice.entity.label in ("PERSON", "ORG", "GPE", "NORP") else "entity"
    if head.lemma.lower() in scene.cues.documents:
        return "document"
    if head.lower in scene.cues.collective or head.lemma.lower() in scene.cues.anonymous:
        return "people"
    return "proper" if head.pos == "PROPN" else "noun" if head.pos == "NOUN" else "odd"


def _relation(at: Setting, cue: Token | None) -> str:
    if cue is None:
        return "none"
    if cue.i in at.governors:
        return "over-" + at.governors[cue.i]
    if cue.i in at.governed:
        return "under-" + at.governed[cue.i]
    return "none"


def _cue_row(scene: Scene, at: Setting, voice: Voice, cue: Token, kind: str, side: str) -> list[str]:
    quoted = at.quoted
    where = "ahead" if cue.i < quoted.first else "behind"
    low, high = (cue.i + 1, quoted.first) if where == "ahead" else (quoted.last + 1, cue.i)
    gap = scene.words[high] - scene.words[low]
    stops = scene.stops[high] - scene.stops[low]
    row = [
        f"lemma={cue.lemma.lower()}",
        f"gap={in_bins(gap)}·{where}·{kind}" if not stops else f"gap=stop·{where}",
        f"dep={cue.dep}·{kind}",
        f"order={'VC' if voice.head.i < cue.i else 'CV'}·{side}·{where}",
        f"tense={cue.tag}",
    ]
    if scene.quotes[max(high, low)] - scene.quotes[min(high, low)] > 0:
        row.append(f"gap over quote·{where}")
    if any(c.dep == "ccomp" and scene.inside[c.i] < 0 and c.i not in at.governors for c in cue.children):
        row.append("cue has its own clause")
    if any(c.dep == "neg" for c in cue.children):
        row.append("cue negated")
    objects = [c for c in cue.children if c.dep in ("dobj", "dative") and scene.inside[c.i] < 0]
    if objects and kind in ("say", "call"):
        row.append(f"cue has object·{kind}·{objects[0].pos}")
    if cue.dep in ("relcl", "advcl", "acl"):
        row.append(f"cue in {cue.dep}·{where}")
    return row


def _previous_row(
    scene: Scene, at: Setting, voice: Voice, previous: Previous | None, place: str, kind: str
) -> list[str]:
    if previous is None:
        return ["previous=none"]
    quoted = at.quoted
    tokens = scene.doc.tokens
    apart = abs(tokens[quoted.first].paragraph - tokens[previous.quoted.last].paragraph)
    gap = scene.words[quoted.first] - scene.words[previous.quoted.last + 1]
    distance = f"{min(apart, 3)}¶·{in_bins(gap)}"
    if previous.voice is None:
        return [f"previous=unknown·{min(apart, 3)}¶"]
    same = previous.voice is voice
    if same:
        between = previous.quoted.last < voice.head.i < quoted.first
        return [
            f"previous=same·{distance}",
            f"previous=same·{'between' if between else 'outside'}·{min(apart, 2)}¶",
            f"previous=same·{place_in_paragraph(at)}·{min(apart, 2)}¶",
            f"previous=same·continued={quoted.stretch.continued}·{at.lower}",
            f"previous=same·{place}·{kind}·{between}·{mark_before(at)}",
        ]
    alike = previous.voice.head.lower == voice.head.lower
    later = voice.head.i > previous.voice.head.i
    return [
        f"previous=other·{min(apart, 2)}¶·{place}",
        f"previous={'alike' if alike else 'else'}·{'later' if later else 'earlier'}",
    ]
