"""Who speaks by grammar alone, whatever the weights say."""

from __future__ import annotations

from collections.abc import Sequence

from newsdesk.extraction.quotes.rivals import governor
from newsdesk.extraction.quotes.setting import Setting
from newsdesk.extraction.speakers.scene import REPORTING, Scene, Voice
from newsdesk.extraction.syntax import Token

TOLD = ("agent", "according", "signature", "transcript")  # who may speak though the verb has no subject of its own
REPORTED = ("ccomp", "pcomp", "csubj")  # dependencies of clauses that somebody else may be telling


def able_to_speak(scene: Scene, at: Setting, voices: Sequence[Voice]) -> list[int]:
    """The voices that grammar allows: of "Lee was called “…” in one paper" and "She was asked: “…?”" none."""
    untold = _by_nobody_told(scene, at)
    return [k for k, voice in enumerate(voices) if not untold or voice.construction in TOLD]


def _by_nobody_told(scene: Scene, at: Setting) -> bool:
    """Whether a passive has the words, and nothing names who did it."""
    verb = governor(scene, at)
    if verb is None or verb.tag != "VBN" or (scene.cues.of(verb) != "call" and verb.lemma not in ("tell", "ask")):
        return False
    parts = {c.dep for c in verb.children}
    return "auxpass" in parts and "agent" not in parts and verb.i < at.quoted.first


def calls_something(scene: Scene, at: Setting, voice: Voice | None) -> bool:
    """Whether a voice calls something by the words: "Lee called the plan “a mess”", "the board, which described it
    as “a mess”"."""
    verb = governor(scene, at)
    if verb is None or scene.cues.of(verb) != "call" or verb.i > at.quoted.first or not verb.text.islower():
        return False
    if voice is None or verb not in voice.cues or voice.head.lower in ("i", "you", "we", "people", "one", "they"):
        return False
    if any(c.dep in ("auxpass", "neg") for c in verb.children):
        return False
    thing = next((c for c in verb.children if c.dep == "dobj" and verb.i < c.i < at.quoted.first), None)
    return thing is not None and (thing.i < at.quoted.first - 1 or verb.tag != "VBN")


def by_grammar(scene: Scene, at: Setting, voices: Sequence[Voice], best: int) -> int:
    """The voice that grammar puts in the place of the best one.

    "According to the paper, Lee said “…”": the words are Lee's, the paper tells of them. "The plan, labeled “…” by
    Lee": the passive's agent has said it, not its subject. "Lee walked past a sign saying “…”": the sign says it.
    "More from Ann Lee: “…”": she does. "Lee called it “…” while Moss called it “…”": each verb has its own subject.
    """
    cue = next(iter(voices[best].cues), None)
    verb = cue.head if cue is not None and voices[best].construction == "according" else None
    if verb is not None and scene.cues.of(verb) in REPORTING:
        told = (k for k, v in enumerate(voices) if v.head.head is verb and v.construction == "subject")
        return next(told, best)
    told = (k for k, v in enumerate(voices) if _bears(scene, at, v) or _labels(at, v))
    if (bearer := next(told, None)) is not None:
        return bearer
    own = _with_own_subject(scene, at, voices, best)
    if own is not None:
        return own
    agents = (k for k, v in enumerate(voices) if v.construction == "agent" and v.cues and v.cues[0].i in at.governors)
    agent = next((k for k in agents if _labelled(scene, voices[k].cues[0], voices[best])), None)
    return best if agent is None else agent


def _with_own_subject(scene: Scene, at: Setting, voices: Sequence[Voice], best: int) -> int | None:
    """The subject of the verb that has the words, where the best voice's verb does not tell of that verb's clause."""
    over, tokens = governor(scene, at), scene.doc.tokens
    cues = [cue for cue in voices[best].cues if scene.cues.of(cue) in REPORTING]
    if over is None or over.tag != "VBD" or over.i > at.quoted.first or over in voices[best].cues:
        return None
    if not any(t.head is over for t in tokens[at.quoted.first : at.quoted.last + 1]) or _tells_of(scene, cues, over):
        return None
    own = [k for k, v in enumerate(voices) if v.head.head is over and over in v.cues and v.construction == "subject"]
    if len(own) != 1 or voices[own[0]].head.lower in ("i", "we", "you"):
        return None
    if any(voices[own[0]].head.i < cue.i < at.quoted.first for cue in cues):  # "the paper, he said, called it “…”"
        return None
    contrasts = any(c.dep == "mark" and c.lower in ("while", "whereas", "although") for c in over.children)
    named = scene.cues.of(over) == "call" and any(scene.cues.of(cue) != "call" for cue in cues)
    return own[0] if contrasts or not named else None


def _tells_of(scene: Scene, cues: Sequence[Token], verb: Token) -> bool:
    """Whether one of some reporting words has the clause of a verb for its content."""
    reported = False
    while verb.head is not verb:
        reported = reported or verb.dep in REPORTED
        verb = verb.head
        if verb in cues:
            return reported
        if scene.inside[verb.i] >= 0:  # hung from other words in marks
            return False
    return False


def _bears(scene: Scene, at: Setting, voice: Voice) -> bool:
    """Whether a voice is a sign or the like, its "saying" right before the words."""
    if voice.construction != "carrier" or voice.head.lemma.lower() not in scene.cues.bearers:
        return False
    between = scene.doc.tokens[voice.cues[0].i + 1 : at.quoted.first]
    return voice.head.i < at.quoted.first and all(t.pos == "PUNCT" for t in between)


def _labels(at: Setting, voice: Voice) -> bool:
    """Whether a name gives the words by nothing but the colon right before them: "More from Ann Lee: “…”"."""
    return voice.construction == "label" and at.before is voice.cues[0]


def _labelled(scene: Scene, verb: Token, best: Voice) -> bool:
    """Whether a participle describes what the best voice names: "the plan, labeled “…”", "the plan was called “…”"."""
    if verb.tag != "VBN" or scene.cues.of(verb) != "call":
        return False
    return verb.head is best.head if verb.dep == "acl" else best.head.head is verb
