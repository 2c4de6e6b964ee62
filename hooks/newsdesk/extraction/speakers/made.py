"""A speaker out of the head of its phrase: the words as printed, the kind, and whom they mean."""

from __future__ import annotations

from dataclasses import replace

from newsdesk.extraction.names import Names
from newsdesk.extraction.speakers.appositions import REACH, described_by, inside_of, name_behind, officer_of
from newsdesk.extraction.speakers.printed import partner, speaker_kind, speaker_span, without_junk
from newsdesk.extraction.speakers.scene import Scene, Voice, load_cues
from newsdesk.extraction.syntax import Doc, Token
from newsdesk.records import Lexicon, Span, Speaker
from newsdesk.records.findings import SpeakerKind

UNNAMED = ("collective", "anonymous")  # never get a name


def speaker_scene(doc: Doc, lexicon: Lexicon) -> Scene:
    """A scene without quotes: all that the words of a speaker need."""
    scene = Scene(doc, load_cues(lexicon), [], inside=[-1] * len(doc.tokens))
    for entity in doc.entities:
        scene.entity_of.update(dict.fromkeys(range(entity.first.i, entity.last.i + 1), entity))
    return scene


def reported_voice(scene: Scene, head: Token) -> Voice:
    """The voice of a reporting clause without quotes."""
    return Voice(head, "reported", (), scene.entity_of.get(head.i))


def make_speaker(scene: Scene, voice: Voice, names: Names) -> Speaker:
    """The speaker of a voice, with its chain where the text leaves no choice."""
    text, head = scene.doc.text, voice.head
    span = without_junk(speaker_span(scene, voice), text)
    bearer = _bearer_of_roles(scene, head, names)
    if bearer is not None:
        chain, rule = names.resolve(bearer, scene.doc)
        entity = scene.entity_of[bearer.i]
        span = Span(span.start, entity.last.end)
        return Speaker(span, span.of(text), "named", chain, rule, names.short(bearer, scene.doc))
    if (other := described_by(scene, voice.entity, names)) is not None:  # "a lawyer for the banker Otto Kraus"
        return make_speaker(scene, replace(voice, head=other, entity=None), names)
    behind = name_behind(scene, head, names) if _describes(scene, voice) else officer_of(scene, voice.entity)
    if behind is not None and names.resolve(head, scene.doc)[0] != names.resolve(behind.root, scene.doc)[0]:
        chain, rule = names.resolve(behind.root, scene.doc)
        span = Span(span.start, behind.last.end)
        return Speaker(span, span.of(text), "named", chain, rule, names.short(behind.root, scene.doc))
    kind = _kind(scene, voice, names)
    if kind in UNNAMED:
        together = _together(scene, head, names)
        rule = "several who speak together" if together else f"{kind} speakers stay without a name"
        return Speaker(span, span.of(text), kind, None, rule, together=together)
    chain, rule = names.resolve(head, scene.doc)
    if kind == "description" and chain is not None and behind is None and _within(scene, head, names, chain):
        return Speaker(span, span.of(text), kind, None, "somebody else than whom the description names")
    return Speaker(span, span.of(text), kind, chain, rule, names.short(head, scene.doc))


def _together(scene: Scene, head: Token, names: Names) -> tuple[int, ...]:
    """The chains of two who speak together, if both are named: "Ann Lee and Tom Reed said in a statement"."""
    both = (head, partner(scene, head))
    mentions = [names.mention_at(token) for token in both if token is not None]
    if len(mentions) < 2 or not all(mention is not None and mention.type == "person" for mention in mentions):
        return ()
    chains = [names.resolve(token, scene.doc)[0] for token in both if token is not None]
    return tuple(chain for chain in chains if chain is not None) if None not in chains else ()


def _describes(scene: Scene, voice: Voice) -> bool:
    """Whether a voice is printed as one person's description: "a lawyer for …", "one of them", "another figure"."""
    head = voice.head
    entity = scene.entity_of.get(head.i)
    if entity is not None and entity.label in ("PERSON", "ORG", "GPE", "NORP"):
        return False
    return head.tag == "NN" or head.lower in ("one", "another") or (head.pos == "PROPN" and head.tag == "NNP")


def _within(scene: Scene, head: Token, names: Names, chain: int) -> bool:
    """Whether the text names a chain inside a description, as the one that it is about."""
    for token in scene.doc.tokens[head.i + 1 : head.i + 1 + REACH]:
        mention = names.mention_at(token)
        if mention is not None and mention.chain == chain:
            return inside_of(scene, head, scene.doc.tokens_in(mention.span)[0])
    return False


def _kind(scene: Scene, voice: Voice, names: Names) -> SpeakerKind:
    """As `speaker_kind`; but "a top aide, Ann Lee" is named by the apposition."""
    kind = speaker_kind(scene, voice)
    if kind == "anonymous" and any(c.dep == "appos" and names.mention_at(c) is not None for c in voice.head.children):
        return "description"
    return kind


def _bearer_of_roles(scene: Scene, head: Token, names: Names) -> Token | None:
    """The one person behind two roles: "port president and chief executive Ann Lee".

    A determiner in front of the first role makes two people of them ("the president and Senator Ann Lee").
    """
    other = partner(scene, head)
    entity = scene.entity_of.get(other.i) if other is not None else None
    if other is None or entity is None or entity.label != "PERSON" or names.mention_at(other) is None:
        return None
    joint = next(c for c in head.children if c.dep == "cc" and c.lower == "and")
    roles = [t for t in scene.doc.tokens[joint.i + 1 : entity.first.i] if t.pos in ("NOUN", "PROPN")]
    first = names.mention_at(head)
    alone = any(c.dep in ("det", "poss") for c in head.children) or head.tag in ("NNS", "NNPS")
    return other if roles and not alone and (first is None or first.type != "person") else None
