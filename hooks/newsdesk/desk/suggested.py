"""Suggestions that an editor decides as they are: taken together, or refused."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from functools import partial
from typing import Any

from newsdesk.desk import forms
from newsdesk.desk.articles import story
from newsdesk.desk.edits import Edits, refused
from newsdesk.desk.vocabulary import join
from newsdesk.reading.amending import merge_entries
from newsdesk.reading.decisions import remembered
from newsdesk.reading.strict_yaml import read_yaml
from newsdesk.records import DECISIONS, Knowledge, Suggestion, article_file, clusters, main_first


def take(form: forms.TakeForm, edits: Edits, known: Knowledge, today: date) -> str:
    """What the suggestions propose, all at once."""
    accept(_waiting(form.suggestions, known), edits, known, today)
    return "Taken as suggested"


def decide(form: forms.DecisionForm, edits: Edits, known: Knowledge, today: date) -> str:
    """A no to each, in the file of decisions."""
    refuse(_waiting(form.suggestions, known), form.decision, edits, today)
    return "Never asked again" if form.decision == "never" else "Not now"


def _waiting(ids: Sequence[str], known: Knowledge) -> list[Suggestion]:
    """Suggestions by their ids. Raises RefusedError."""
    by_id = {suggestion.id: suggestion for suggestion in known.suggestions}
    if unknown := [key for key in ids if key not in by_id]:
        raise refused("", f"no suggestion {unknown[0]} waits any more", "load the page again", "suggestions")
    return [by_id[key] for key in ids]


def refuse(suggestions: Sequence[Suggestion], word: Any, edits: Edits, today: date) -> None:
    """Keeps a no to some suggestions."""
    edits.change(DECISIONS, lambda text: remembered(text, suggestions, word, today))


def accept(suggestions: Iterable[Suggestion], edits: Edits, known: Knowledge, today: date) -> None:
    """Takes some suggestions at once: profiles and articles that several of them join are joined with one another.

    Raises RefusedError for one that leaves the choice to the editor, or two stories that become one.
    """
    chosen = list(suggestions)
    named = [s for s in chosen if s.kind == "alias" and all(key in known.entities for key in s.subjects)]
    for cluster in clusters(named):
        ids = main_first({key for s in cluster for key in s.subjects}, cluster, known.entities)
        join(ids, ids[0], edits, known)
    stories = [s for s in chosen if s.kind == "story"]
    for cluster in clusters(stories):
        found = dict.fromkeys(key for s in cluster for key in s.subjects if key in known.sources)
        stated = {known.sources[key].meta.story for key in found} - {""}
        given = None if stated else next((str(value) for s in cluster if (value := _values(s).get("story"))), None)
        story(forms.StoryForm(sources=list(found)), edits, known, today, given)
    for suggestion in (s for s in chosen if s not in named and s not in stories):
        values = _values(suggestion)
        edits.change(f"entities:{suggestion.file.removesuffix('.yml')}", partial(merge_entries, entries=values))


def files_of(suggestion: Suggestion, known: Knowledge) -> set[str]:
    """The files, by their ids, in which it is written that a suggestion was taken."""
    if suggestion.file:
        return {f"entities:{suggestion.file.removesuffix('.yml')}"}
    return {article_file(key) for key in suggestion.subjects if key in known.sources}


def _values(suggestion: Suggestion) -> dict[str, Any]:
    """What a suggestion's YAML holds. Raises RefusedError where it proposes nothing that could be written."""
    tree = read_yaml(suggestion.paste, "")[0] if suggestion.paste else None
    if tree is None or not isinstance(tree.data, dict):
        raise refused("", f"{suggestion.id} leaves the choice to you", suggestion.reason)
    return tree.data
