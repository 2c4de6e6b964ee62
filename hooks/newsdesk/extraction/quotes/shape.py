"""The words between a voice and a stretch, spelled out in a few letters."""

from __future__ import annotations

from newsdesk.extraction.quotes.setting import Setting
from newsdesk.extraction.speakers.scene import SUBJECTS, Scene, Voice
from newsdesk.extraction.syntax import Token

FAR = 9  # words of an attribution that are spelled out in a shape


def shape_of(scene: Scene, at: Setting, voice: Voice, cue: Token | None) -> str:
    """The words between voice and stretch as a short string: V voice, C its cue, Q stretch, x other words."""
    quoted, head = at.quoted, voice.head
    before = head.i < quoted.first
    low = min(head.i, cue.i) if cue is not None and before else head.i if before else quoted.last + 1
    high = quoted.first if before else max(head.i, cue.i if cue is not None and cue.i > quoted.last else head.i) + 1
    if cue is not None and before and cue.i > quoted.last:
        return "V Q C"
    if high - low > 40 or scene.words[high] - scene.words[low] > FAR + 2:
        return "far"
    tokens = scene.doc.tokens
    letters: list[str] = []
    for token in tokens[low:high]:
        letter = _letter(scene, at, token, head, cue)
        if letter and not (letters and letters[-1] == letter and letter in "xnq"):
            letters.append(letter)
        if len(letters) > 10:
            return "long"
    body = " ".join(letters)
    return f"{body} Q" if before else f"Q {body}"


def _letter(scene: Scene, at: Setting, token: Token, head: Token, cue: Token | None) -> str:
    if token is head:
        return "V"
    if token is cue:
        return "C"
    inside = scene.inside[token.i]
    if inside >= 0:
        return "q" if inside != at.quoted.index else ""
    if token.pos == "PUNCT" or token.text in (":", "—", "―", "–"):
        return token.text if token.text in (",", ":", ".", ";", "?", "!", "(", ")", "—", "―", "–", "-") else ""
    if token.lower in ("that", "who", "and", "but"):
        return token.lower
    if token.pos in ("VERB",) and scene.cues.of(token) in ("say", "write", "ask", "call"):
        return "c"
    if token.pos in ("VERB", "AUX"):
        return "v"
    if token.dep in SUBJECTS:
        return "s"
    if token.head is head and token.i < head.i:
        return ""
    if scene.entity_of.get(token.i) is not None and scene.entity_of.get(token.i) is scene.entity_of.get(head.i):
        return ""
    return "x"
