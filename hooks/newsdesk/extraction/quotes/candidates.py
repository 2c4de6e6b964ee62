"""Who might be speaking: every voice of a text, found once, with the construction that makes it one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import accumulate

from newsdesk.extraction.quotes.constructions import introduced, verb_ahead
from newsdesk.extraction.quotes.marks import Stretch
from newsdesk.extraction.quotes.voice_rules import construction_of
from newsdesk.extraction.speakers.scene import REPORTING, Quoted, Scene, Voice, load_cues
from newsdesk.extraction.syntax import Doc, Token, root_of
from newsdesk.records import Lexicon, Span

SIGNATURE = re.compile(
    r"[.,]?\s*(?:[―—–]|--?)\s*((?:[^\W\d_a-z][\w.’'-]*[ \xa0]?(?:(?:de|la|von|van|del|bin|al) )*){1,5})"
)


def set_scene(doc: Doc, stretches: list[Stretch], lexicon: Lexicon) -> Scene:
    """The scene of a text; stretches that hold no token (in boilerplate) are dropped."""
    scene = Scene(doc, load_cues(lexicon), [])
    scene.inside = [-1] * len(doc.tokens)
    for stretch in stretches:
        tokens = doc.tokens_in(stretch.span)
        if not tokens:
            continue
        quoted = Quoted(len(scene.quoted), stretch, tokens[0].i, tokens[-1].i)
        scene.quoted.append(quoted)
        for token in tokens:
            scene.inside[token.i] = quoted.index
    _count(scene)
    for entity in doc.entities:
        for i in range(entity.first.i, entity.last.i + 1):
            scene.entity_of[i] = entity
    for quoted in scene.quoted:
        if (signed := _signature(doc, quoted)) is not None:
            scene.signatures[quoted.index] = signed.i
        if quoted.stretch.signed is not None and (tokens := doc.tokens_in(quoted.stretch.signed)):
            scene.signatures[quoted.index] = root_of(tokens).i
        if quoted.stretch.label is not None and (tokens := doc.tokens_in(quoted.stretch.label)):
            scene.labels[quoted.index] = tokens[-1].i
        elif (writer := introduced(scene, doc.tokens[quoted.first])) is not None:
            scene.labels[quoted.index] = writer.i
    scene.voices = list(_voices(scene))
    scene.places = [voice.head.i for voice in scene.voices]
    return scene


def _signature(doc: Doc, quoted: Quoted) -> Token | None:
    """The name that signs a stretch: “…” ― Name, at the end of the line."""
    match = SIGNATURE.match(doc.text, quoted.stretch.outer.end)
    if match is None or "\n" in match[0].strip() or not match[1].strip():
        return None
    rest = doc.text[match.end() :].lstrip(" \xa0")
    if rest[:1] not in ("", "\n", "“", ",", "(") and not rest.startswith(".\n"):
        return None
    tokens = [t for t in doc.tokens_in(Span(match.start(1), match.end(1))) if t.pos != "PUNCT"]
    return root_of(tokens) if tokens else None


def _count(scene: Scene) -> None:
    tokens, inside = scene.doc.tokens, scene.inside
    word = [int(inside[t.i] < 0 and t.pos not in ("PUNCT", "SPACE")) for t in tokens]
    stop = [int(inside[t.i] < 0 and t.text in (".", "?", "!", ";")) for t in tokens]
    begin = [0] * len(tokens)
    for quoted in scene.quoted:
        begin[quoted.first] = 1
    scene.words, scene.stops, scene.quotes = ([0, *accumulate(column)] for column in (word, stop, begin))


def _voices(scene: Scene) -> Iterator[Voice]:
    for token in scene.doc.tokens:
        if scene.inside[token.i] < 0 and token.pos not in ("PUNCT", "SPACE", "SYM"):
            found = construction_of(scene, token)
            if found:
                cues = [v for v in found[1] if scene.inside[v.i] < 0]
                if found[0] in ("subject", "passive", "name") and not any(scene.cues.of(v) in REPORTING for v in cues):
                    cues += verb_ahead(scene, token)
                clause = token.head if token.lower == "who" and token.head.dep == "relcl" else None
                described = clause.head if clause is not None else None
                yield Voice(token, found[0], tuple(cues), scene.entity_of.get(token.i), described)
