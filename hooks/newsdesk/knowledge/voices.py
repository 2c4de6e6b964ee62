"""Who says a quote, as far as it is known: enough to tell whether two quotes may be one speaker's."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from newsdesk.knowledge.words import Language, Word
from newsdesk.records import Extraction, Quote

_SURE = 0.9  # confidence from which on a name is taken for more than a guess

_PRINTED = "printed:"  # opens the key of a speaker of whom only a description is known

EntityOf = Mapping[tuple[str, int], str]
Relation = Literal["one", "open", "two"]


@dataclass(frozen=True, slots=True)
class SpeakerKey:
    """The speaker of a quote. `key` is equal for one speaker, "" where nobody knows who speaks."""

    key: str = ""
    entity: str | None = None
    surname: str = ""  # the last word of a name, "" for a description
    sure: bool = False

    @property
    def named(self) -> bool:
        return bool(self.surname)


def voice_of(quote: Quote, found: Extraction, entity_of_chain: EntityOf, language: Language) -> SpeakerKey:
    """The voice of a quote of a source whose findings are given."""
    speaker = quote.speaker
    if speaker is None or (speaker.kind == "pronoun" and speaker.chain is None):
        return SpeakerKey()
    sure = quote.confidence >= _SURE and speaker.kind != "pronoun"  # the name is further off than the verb
    if speaker.chain is not None:
        entity = entity_of_chain.get((found.source, speaker.chain))
        name = found.chains[speaker.chain].name
        return SpeakerKey(f"entity:{entity}" if entity else f"name:{_plain(speaker.text)}", entity, _last(name), sure)
    if speaker.together:
        several = (entity_of_chain.get((found.source, n)) or found.chains[n].name for n in speaker.together)
        return SpeakerKey("together:" + " and ".join(sorted(several)), sure=sure)
    if speaker.kind == "named":
        return SpeakerKey(f"name:{_plain(speaker.text)}", None, _last(speaker.text), sure)
    return SpeakerKey(f"{_PRINTED}{_printed(speaker.text, language)}", sure=sure)


def known_in_story(voices: Iterable[SpeakerKey]) -> list[SpeakerKey]:
    """The voices of one story, a bare surname being whoever alone bears it there.

    And a description is the one longer description that ends like it: "the task force", "a union task force".
    """
    voices = list(voices)
    bearers: dict[str, set[str]] = defaultdict(set)
    for voice in voices:
        if voice.entity and voice.named:
            bearers[voice.surname].add(voice.entity)
    described = {voice.key for voice in voices if voice.key.startswith(_PRINTED)}

    def known(voice: SpeakerKey) -> SpeakerKey:
        if voice.key in described:
            told = voice.key.removeprefix(_PRINTED)
            longer = {key for key in described if " " in told and key.endswith(f" {told}")}
            most = max(longer, key=len, default=voice.key)
            return (
                replace(voice, key=most) if all(most.endswith(key.removeprefix(_PRINTED)) for key in longer) else voice
            )
        if voice.entity or not voice.named or len(bearers[voice.surname]) != 1:
            return voice
        (entity,) = bearers[voice.surname]
        return replace(voice, key=f"entity:{entity}")

    return [known(voice) for voice in voices]


def relation(one: SpeakerKey, other: SpeakerKey) -> Relation:
    """Whether two voices are one, may be, or are two by all that is known."""
    if one.key and one.key == other.key:
        return "one"
    return "two" if one.named and other.named and one.surname != other.surname else "open"


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))


def _last(name: str) -> str:
    words = [word for word in _plain(name).split() if word not in ("jr", "sr", "ii", "iii") and len(word) > 1]
    return words[-1] if words else ""


def _printed(text: str, language: Language) -> str:
    """A speaker without a name: the words before what qualifies them ("people familiar with …" → "person")."""
    words = language.words(text)
    anonymous = language.table["anonymous"].split()
    kept: list[Word] = []
    for word in words:
        kept.append(word)
        if word.form in anonymous:
            break
    keys = [word.key for word in kept if word.kind not in ("function", "number")]
    return " ".join(keys) or _plain(text)
