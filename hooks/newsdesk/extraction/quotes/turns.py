"""Who takes turns: after a question that was put to somebody, words without an attribution may be the answer.

Then the one who spoke last is a guess, however plainly no other name stands near; in news as a whole that guess is
right (a speaker goes on after a rhetorical question), in a dialogue it is wrong.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from newsdesk.extraction.quotes.assembly import Utterance
from newsdesk.extraction.speakers.scene import Scene

ADDRESSED = frozenset({"him", "her", "me", "them"})


def doubted(scene: Scene, groups: Sequence[Utterance]) -> set[int]:
    """The numbers of the groups without an attribution of their own that may be another's turn."""
    found: set[int] = set()
    for n, (before, group) in enumerate(pairwise(groups), 1):
        next_paragraph = _paragraph(group) - before.decisions[-1].quoted.stretch.paragraph == 1
        if not _hangs_on(before, group) or not (next_paragraph or _paragraph(group) == _paragraph(before)):
            continue
        if _asked(scene, before):
            answers = next_paragraph or (_put_to_somebody(scene, before) and not _is_question(group))
        else:
            asked_before = n > 1 and _asked(scene, groups[n - 2]) and not _hangs_on(groups[n - 2], before)
            replied = before.lead.cue is not None and before.lead.cue.lemma.lower() in scene.cues.answering
            answers = next_paragraph and (n - 1 in found or (_is_question(group) and (asked_before or replied)))
        if answers:
            found.add(n)
    return found


def _paragraph(group: Utterance) -> int:
    return group.decisions[0].quoted.stretch.paragraph


def _hangs_on(before: Utterance, group: Utterance) -> bool:
    """Whether a group is only said by whom it is since that one, or another farther up, spoke before."""
    voice, last = group.lead.voice, before.lead.voice
    if voice is None or group.decisions[0].quoted.stretch.continued:
        return False
    return (last is not None and voice.head is last.head) or voice.head.paragraph < _paragraph(group)


def _is_question(group: Utterance) -> bool:
    return group.decisions[-1].at.ending == "?"


def _asked(scene: Scene, group: Utterance) -> bool:
    cue = group.lead.cue
    return _is_question(group) and cue is not None and scene.cues.of(cue) == "ask"


def _put_to_somebody(scene: Scene, group: Utterance) -> bool:
    """Whether the question has an addressee: "Lee asked Reed"."""
    cue = group.lead.cue
    objects = [c for c in cue.children if c.dep in ("dobj", "dative") and c.i > cue.i] if cue is not None else []
    persons = (scene.entity_of.get(c.i) for c in objects)
    return any(c.lower in ADDRESSED for c in objects) or any(e is not None and e.label == "PERSON" for e in persons)
