"""A closing mark that was forgotten: words that no mark closes hold an attribution, which nobody spoke.

“We had no choice, said council member Ann Lee. The roof leaks. — the words end before "said", and nobody can tell
whose the rest is. Words that rightly go on in the next paragraph hold none, or have marks of their own around what they
repeat.
"""

from __future__ import annotations

import re
from functools import lru_cache

from newsdesk.records import Lexicon, Span


def forgotten_end(text: str, words: Span, lexicon: Lexicon) -> int | None:
    """Where words that no mark closes end before an attribution in them; None if they hold none."""
    found = _attribution(lexicon).search(text, words.start, words.end)
    if found is None or not any(c.isalnum() for c in text[words.start : found.start()]):
        return None
    return found.start()


@lru_cache(maxsize=4)
def _attribution(lexicon: Lexicon) -> re.Pattern[str]:
    """ ", said council member Ann Lee.", or ", she said." and ", Ms. Lee said." where a sentence ends."""
    verbs = "|".join(sorted(lexicon.tables["quotemarks"]["said"], key=len, reverse=True))
    name = (
        r"(?:(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov)\. )?[A-Z][\w’'-]+(?: (?:[A-Z]\.|(?:de|van|von|al|bin) ?|[A-Z][\w’'-]+)){0,3}"
    )
    role = r"(?:[a-z][\w’'-]* ){0,5}"
    goes_on = r"(?=[.,;]|$| (?:on|in|at|who|during|after|before|of)\b)"
    behind = rf"(?:{verbs}) {role}{name}{goes_on}"
    before = rf"(?:he|she|(?:the )?{role}{name}) (?:{verbs})(?: on [A-Z]\w+day)?(?=\.(?:\s|$)|$)"
    return re.compile(rf"(?<=[,?!])\s+(?:{behind}|{before})")
