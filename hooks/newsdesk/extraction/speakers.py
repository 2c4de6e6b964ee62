"""A speaker out of the head of its phrase: the words as printed, the kind, and whom they mean."""

from __future__ import annotations

from newsdesk.extraction.names import Names
from newsdesk.extraction.quotes.assembly import speaker_kind, speaker_span
from newsdesk.extraction.quotes.candidates import Scene, Voice, load_cues
from newsdesk.extraction.syntax import Doc, Token
from newsdesk.records import Lexicon, Span, Speaker

UNNAMED = ("collective", "anonymous")  # never get a name


def speaker_scene(doc: Doc, lexicon: Lexicon) -> Scene:
    """A scene without quotes: all that the words of a speaker need."""
    scene = Scene(doc, load_cues(lexicon), [], inside=[-1] * len(doc.tokens))
    for entity in doc.entities:
        scene.entity_of.update(dict.fromkeys(range(entity.first.i, entity.last.i + 1), entity))
    return scene


def speaker_end(scene: Scene, head: Token) -> int:
    """The number of the last token of a speaker's phrase."""
    spans = [
        speaker_span(scene, Voice(t, "reported", (), scene.entity_of.get(t.i))) for t in (head, *_and_others(head))
    ]
    return max(token.i for span in spans for token in scene.doc.tokens_in(span))


def make_speaker(scene: Scene, head: Token, names: Names) -> Speaker:
    """The speaker that a phrase's head names, with its chain where the text leaves no choice."""
    voice = Voice(head, "reported", (), scene.entity_of.get(head.i))
    span, kind = speaker_span(scene, voice), speaker_kind(scene, voice)
    others = _and_others(head)
    if others:
        last = speaker_span(scene, Voice(others[-1], "reported", (), scene.entity_of.get(others[-1].i)))
        whole = Span(span.start, last.end)
        return Speaker(whole, whole.of(scene.doc.text), "collective", None, "several speakers")
    named = next((c for c in head.children if c.dep == "appos" and names.mention_at(c) is not None), None)
    if kind == "anonymous" and named is not None:
        kind = "description"  # "his top aide, Ann Lee"
    chain, rule = (None, kind) if kind in UNNAMED else names.resolve(head, scene.doc)
    return Speaker(span, span.of(scene.doc.text), kind, chain, rule)


def _and_others(head: Token) -> list[Token]:
    """Further speakers joined by "and", nearest first."""
    joined = any(c.dep == "cc" and c.lower in ("and", "&", "or") for c in head.children)
    return _conjoined(head) if joined and head.dep in ("nsubj", "pobj") else []


def _conjoined(token: Token) -> list[Token]:
    near = [c for c in token.children if c.dep == "conj" and c.pos in ("NOUN", "PROPN", "PRON")]
    return [far for one in near for far in (one, *_conjoined(one))]
