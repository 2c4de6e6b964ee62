"""Who might be speaking: every voice of a text, found once, with the construction that makes it one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import accumulate

from newsdesk.extraction.quotes.constructions import (
    absolute,
    carries,
    introduced,
    inverted,
    labelled_by,
    labels,
    moved_to,
    passive_verbs,
    quoted_as_saying,
    resumed,
    stands_beside,
    verb_ahead,
    verbs,
)
from newsdesk.extraction.quotes.marks import Stretch
from newsdesk.extraction.quotes.scene import NOMINAL, REPORTING, SUBJECTS, Quoted, Scene, Voice, load_cues
from newsdesk.extraction.syntax import Doc, EntitySpan, Token, root_of
from newsdesk.records import Lexicon, Span

NAMED = frozenset({"PERSON", "ORG", "NORP", "GPE"})
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
            entity = scene.entity_of.get(token.i)
            found = _voice(scene, token, entity)
            if found:
                cues = [v for v in found[1] if scene.inside[v.i] < 0]
                if found[0] in ("subject", "passive", "name") and not any(scene.cues.of(v) in REPORTING for v in cues):
                    cues += verb_ahead(scene, token)
                clause = token.head if token.lower == "who" and token.head.dep == "relcl" else None
                yield Voice(token, found[0], tuple(cues), entity, clause.head if clause is not None else None)


def _voice(scene: Scene, token: Token, entity: EntitySpan | None) -> tuple[str, list[Token]] | None:
    """The construction that makes a token a possible speaker, and its reporting words."""
    head, dep = token.head, token.dep
    following = scene.doc.tokens[token.i + 1] if token.i + 1 < len(scene.doc.tokens) else None
    beside = following is not None and stands_beside(scene, token, following)
    acts = token.tag == "VBG" and entity is None and not (beside and token.text[:1].isupper())
    if _is_measure(scene, token) or acts or token.text in "[]<>|":  # "Offering her thanks, …"
        return None
    if token.i in scene.signatures.values():
        return "signature", []
    if token.i in scene.labels.values():
        return "transcript", []
    label = labels(scene, token, entity)
    if (
        label in ("label", "transcript")
        and following is not None
        and (dep not in SUBJECTS or scene.inside[head.i] >= 0)
    ):
        return label, [following]
    if dep in SUBJECTS and (head.pos in ("VERB", "AUX") or scene.cues.of(head)):
        other = any(c.dep == "dobj" and quoted_as_saying(scene, c) is not None for c in head.children)
        if dep == "nsubjpass" and scene.cues.of(head) in REPORTING:
            return "passive", passive_verbs(head)
        return "subject", [] if other else verbs(scene, head)
    if dep == "pobj":
        if head.lower == "to" and head.head.lower == "according":
            if token.tag == "NN" and not token.children:
                return None  # "according to plan"
            return "according", [head.head]
        if head.lower == "by" and (labelled := labelled_by(scene, head)) is not None:
            return "agent", [labelled]
        if head.dep == "agent":
            return "agent", [head.head]
        if (
            head.lower in ("from", "by", "of")
            and head.head.lemma.lower() in scene.cues.nouns
            and _can_speak(token, entity)
        ):
            return "owner", [head.head]
    if label == "headline":
        return None
    if dep in ("dobj", "pobj", "nsubj") and (saying := quoted_as_saying(scene, token)) is not None:
        return "quoted", [saying]
    if dep not in (*SUBJECTS, "poss", "compound") and (verb := inverted(scene, token)) is not None:
        return "inverted", verbs(scene, verb)
    if dep == "dobj" and (moved := moved_to(scene, head, token)) is not None:
        return "moved", [moved]
    if dep == "poss" and head.lemma.lower() in scene.cues.nouns and _can_speak(token, entity):
        return "owner", [head]
    if carried := resumed(scene, token):
        return "subject", carried
    if following is not None and beside:
        return "beside", [following]
    if following is not None and token.pos in NOMINAL and carries(following):
        return "carrier", [following]
    if (saying := absolute(scene, token)) is not None:
        return "absolute", [saying]
    if entity is not None and entity.label == "PERSON" and entity.root is token:
        return "name", []
    if token.lower in ("he", "she", "who", "they", "we", "i"):
        return "pronoun", [head] if head.pos in ("VERB", "AUX") else []
    return None


def _is_measure(scene: Scene, token: Token) -> bool:
    """A date, a time, a share or a sum, unless it speaks: "the 43-year-old asked", "21 percent said"."""
    if token.ent_type not in ("DATE", "TIME", "PERCENT", "MONEY") or token.lower.endswith("old"):
        return False
    return not (token.ent_type == "PERCENT" and token.dep == "nsubj" and scene.cues.of(token.head) in REPORTING)


def _can_speak(token: Token, entity: EntitySpan | None) -> bool:
    return token.pos == "PRON" or (entity is not None and entity.label in NAMED) or token.pos == "PROPN"
