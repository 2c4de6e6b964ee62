"""Characters that hide or pose as others, in names and titles: told to the editor, shown by their code points."""

from __future__ import annotations

import re
import unicodedata

_HIDDEN = re.compile(
    "[\\xad\\u061c\\u180e\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u206f\\ufeff\\ufff9-\\ufffb\\U000e0000-\\U000e007f]"
)
_WORD = re.compile(r"[^\W\d_]{2,}")
_CONFUSED = ("LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE", "COPTIC")


def disguise(text: str) -> str:
    """What in a text hides or poses as something else, in words; "" where nothing does."""
    if hidden := sorted(set(_HIDDEN.findall(text))):
        return f"has characters that cannot be seen: {', '.join(_named(ch) for ch in hidden)}"
    for word in _WORD.findall(text):
        if word.isascii():
            continue
        scripts: dict[str, list[str]] = {}
        for ch in word:
            script = unicodedata.name(ch, "?").split()[0]
            if script in _CONFUSED:
                scripts.setdefault(script, []).append(ch)
        if len(scripts) > 1:
            fewest = min(scripts.values(), key=len)
            mixed = " and ".join(sorted(name.title() for name in scripts))
            return f"mixes {mixed} letters in “{word}”: {', '.join(_named(ch) for ch in sorted(set(fewest)))}"
    return ""


def _named(ch: str) -> str:
    return f"U+{ord(ch):04X} {unicodedata.name(ch, 'without a name')}"
