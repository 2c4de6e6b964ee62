"""Words that one tells another has said: "Reed claims that Lee called him “…”", "Lee allegedly called him “…”".

Whose words they are is just what may be in dispute, so neither is shown as their speaker.
"""

from __future__ import annotations

from newsdesk.extraction.quotes.assembly import Utterance
from newsdesk.extraction.quotes.setting import verbs_above
from newsdesk.extraction.speakers.scene import NOMINAL, REPORTING, SUBJECTS, Scene
from newsdesk.extraction.syntax import Token

TOLD = frozenset({"ccomp", "xcomp", "pcomp", "prep"})


def hearsay(scene: Scene, group: Utterance) -> bool:
    """Whether somebody else than their speaker answers for it that these words were said."""
    lead = group.lead
    if lead.voice is None or lead.cue is None or lead.voice.construction not in ("subject", "passive"):
        return False
    if any(c.lower in scene.cues.alleging for c in lead.cue.children):
        return True
    accused = lead.voice.construction == "passive" and lead.voice.head.head.lemma.lower() in scene.cues.accusing
    if accused and lead.cue.dep != "conj":  # "was charged, and said" is nobody's word but the speaker's
        return True
    verb = next(iter(verbs_above(scene, lead.at)), None)
    if verb is None or verb.i >= lead.quoted.first or scene.cues.of(verb) not in REPORTING:
        return False
    if (teller := _teller(scene, verb)) is None:
        return False
    told = _subject(verb)
    entity = scene.entity_of.get(told.i) if told is not None else None
    named = entity is not None and entity.label in ("PERSON", "ORG")
    return named and lead.voice.head in (told, teller) and told is not teller


def _teller(scene: Scene, verb: Token) -> Token | None:
    """The subject of the verb that a reporting verb is told under: "Reed claims that Lee called …"."""
    verb = _first(verb)
    while verb.dep in TOLD and verb.head is not verb:
        verb = verb.head
        subject = next((c for c in verb.children if c.dep in SUBJECTS), None)
        if verb.pos == "VERB" and scene.inside[verb.i] < 0 and subject is not None:
            tells = scene.cues.of(verb) in (*REPORTING, "think") or verb.lemma.lower() in scene.cues.accusing
            return subject if tells and subject.pos in NOMINAL else None
    return None


def _subject(verb: Token) -> Token | None:
    """A verb's subject, or the object that does what it tells: "accused Lee of calling", "imagined Lee saying"."""
    verb = _first(verb)
    own = next((c for c in verb.children if c.dep in SUBJECTS and c.i < verb.i), None)
    if own is not None or verb.dep not in ("pcomp", "xcomp", "ccomp"):
        return own
    above = verb.head.head if verb.dep == "pcomp" else verb.head
    return next((c for c in above.children if c.dep == "dobj" and c.i < verb.i), None)


def _first(verb: Token) -> Token:
    """The verb that has the subject of one that goes on with it: "Lee called him and told him to “…”"."""
    while verb.dep == "conj" and verb.head is not verb and not any(c.dep in SUBJECTS for c in verb.children):
        verb = verb.head
    return verb
