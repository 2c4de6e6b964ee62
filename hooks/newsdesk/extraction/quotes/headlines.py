"""Quotes in a headline: the label before the colon is often the subject of the article, and not who speaks in it.

"Lee: 'We were ready'" names the speaker; "Flood: 'We were ready'" and "Interview: 'We were ready'" do not. The
article below tells: whoever says the same words there speaks; else the label does if it speaks there at all.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from newsdesk.extraction.quotes.assembly import Utterance
from newsdesk.extraction.speakers.scene import Scene, Voice

_WORD = re.compile(r"[^\W_]+")


def speaking(scene: Scene, group: Utterance, groups: Sequence[Utterance]) -> Voice | None:
    """The voice of a quote among all of a text: its own, or for one with a label in the headline the article's."""
    voice = group.lead.voice
    if not _in_headline(scene, group):
        return voice
    below = [(other, other.lead.voice) for other in groups if not _in_headline(scene, other)]
    words = _words(scene, group)
    same = next((v for other, v in below if v is not None and f" {words} " in f" {_words(scene, other)} "), None)
    if same is not None or voice is None or voice.construction != "transcript":
        return same or voice
    return voice if any(v is not None and v.head.lower == voice.head.lower for _, v in below) else None


def _in_headline(scene: Scene, group: Utterance) -> bool:
    source = scene.doc.source
    return source.title_in_body and group.decisions[0].quoted.stretch.paragraph == source.paragraphs[0].n


def _words(scene: Scene, group: Utterance) -> str:
    text = " ".join(d.quoted.stretch.span.of(scene.doc.text) for d in group.decisions)
    return " ".join(_WORD.findall(text.casefold()))
