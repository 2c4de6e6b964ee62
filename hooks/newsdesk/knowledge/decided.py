"""Suggestions minus those that an editor refused."""

from __future__ import annotations

from collections.abc import Iterable

from newsdesk.records import Decision, Suggestion

GROWN = 2.0  # times the weight at which it was rejected: then it is a new question


def undecided(suggestions: Iterable[Suggestion], decisions: Iterable[Decision]) -> tuple[Suggestion, ...]:
    """Those without a decision, or rejected when they weighed half of what they do now."""
    refused = {decision.suggestion: decision for decision in decisions}
    return tuple(s for s in suggestions if s.id not in refused or _asks_again(s, refused[s.id]))


def _asks_again(suggestion: Suggestion, decision: Decision) -> bool:
    return decision.word == "reject" and suggestion.weight >= GROWN * decision.weight > 0
