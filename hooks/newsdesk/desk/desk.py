"""The desk of one run of the preview: what is known, what may be done, and what was done."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from threading import RLock
from typing import Any

from pydantic import ValidationError

from newsdesk.desk import articles, forms, suggested, vocabulary
from newsdesk.desk.checking import Examine, check
from newsdesk.desk.edits import ChangedError, Edits, refused
from newsdesk.desk.files import Files, UnknownFileError, digest
from newsdesk.desk.journal import Change, FileDifference, Journal, difference
from newsdesk.records import Knowledge

Action = Callable[[Any, Edits, Knowledge, date], str]
ACTIONS: Mapping[str, tuple[type[forms.Form], Action]] = {
    "speaker": (forms.SpeakerForm, articles.speaker),
    "quote": (forms.QuoteForm, articles.quote),
    "mention": (forms.MentionForm, articles.mention),
    "story": (forms.StoryForm, articles.story),
    "rights": (forms.RightsForm, articles.rights),
    "update": (forms.UpdateForm, articles.update),
    "summary": (forms.SummaryForm, articles.summary),
    "same": (forms.SameForm, vocabulary.same),
    "entry": (forms.EntryForm, vocabulary.entry),
    "split": (forms.SplitForm, vocabulary.split),
    "decide": (forms.DecisionForm, suggested.decide),
    "take": (forms.TakeForm, suggested.take),
}
UNDO = "undo"


@dataclass(frozen=True, slots=True)
class Meanwhile:
    """A file that is another than a form was made from, and what was changed in it, as far as that is known."""

    file: str
    shown: str
    change: FileDifference
    seen: str  # the digest it has now


class Desk:
    """Decides what is asked for; several tabs may ask at once."""

    def __init__(self, folder: Path, shipped: Path, examine: Examine) -> None:
        self.files = Files(folder, shipped)
        self.known: Knowledge | None = None
        self._examine = examine
        self._journal = Journal(self.files)
        self._lock = RLock()

    def reads(self) -> None:
        """A build is about to read the files."""
        self.files.note()

    def shows(self, known: Knowledge) -> None:
        """That build is shown."""
        self.files.show()
        self.known = known

    def do(self, action: str, body: bytes) -> Change:
        """Writes one decision.

        Raises RefusedError where it cannot be written, ChangedError where a file is another than the form was made
        from, KeyError for an action that there is not. Then nothing is written.
        """
        with self._lock:
            if action == UNDO:
                return self._journal.undo(_form(forms.UndoForm, body).change)
            kind, act = ACTIONS[action]
            form = _form(kind, body)
            if self.known is None:
                raise refused("", "nothing is built yet", "wait a moment, and try again")
            edits = Edits(self.files, self.known.sources, form.seen)
            said = act(form, edits, self.known, date.today())
            if not (finished := edits.finished()):
                raise refused("", "that is what stands there already", "choose something else")
            check(finished, self.known, self.files.folder, self._examine)
            return self._journal.write(finished, said)

    def seen(self, files: Iterable[str], known: Mapping[str, str]) -> dict[str, str] | None:
        """The digests that a form made from these files carries; None where one is not what the last build read.

        A page knows of what it had written itself since then: the digests of these files are `known` to it.
        """
        shown, found = self.known, {}
        if shown is None:
            return None
        for file in files:
            try:
                path = self.files.path(file, shown.sources)
                content = self.files.read(path)
            except (UnknownFileError, OSError):
                return None
            if not self.files.is_as_noted(path) and known.get(file) != digest(content):
                return None
            found[file] = self.files.hand_out(file, content)
        return found

    def meanwhile(self, error: ChangedError, body: bytes) -> Meanwhile:
        """What has become of the file that a form was made from."""
        assert self.known is not None
        path = self.files.path(error.file, self.known.sources)
        content = self.files.read(path)
        seen = json.loads(body).get("seen", {}).get(error.file, "")
        old = self.files.handed(error.file, seen)
        change = difference(old, content) if old is not None else FileDifference(0, (), ())
        return Meanwhile(error.file, self.files.shown(path), change, self.files.hand_out(error.file, content))


def _form(kind: type[Any], body: bytes) -> Any:
    try:
        return kind.model_validate_json(body)
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(str(step) for step in first["loc"])
        raise refused("", f"{field or 'the request'}: {first['msg']}", "load the page again", field) from None
