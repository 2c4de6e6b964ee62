"""What a page may ask the desk to do: a closed list of actions, every field typed and bounded, and nothing else."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints


def _one_line(text: str) -> str:
    if any(not char.isprintable() for char in text):
        raise ValueError("has a line break or another character that no line can have")
    return " ".join(text.split())


def _of_a_text(words: str) -> str:
    """Words marked on a page, whatever the blanks between them."""
    return _one_line(" ".join(words.split()))


Id = Annotated[str, StringConstraints(min_length=1, max_length=200), AfterValidator(_one_line)]
Name = Annotated[str, StringConstraints(max_length=120), AfterValidator(_one_line)]
Phrase = Annotated[str, StringConstraints(min_length=1, max_length=200), AfterValidator(_of_a_text)]
Line = Annotated[str, StringConstraints(max_length=500), AfterValidator(_one_line)]
Digest = Annotated[str, StringConstraints(pattern=r"^([0-9a-f]{64})?$")]
Rights = Literal["full", "excerpt", "none", "withdrawn", "public-domain", "own"]


class Form(BaseModel):
    """`seen`: the digest of each file that the form was made from, by its id."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    seen: Annotated[dict[Id, Digest], Field(max_length=40)] = {}


class SpeakerForm(Form):
    """Who said some quotes of one article: a profile, a name, nobody; or they are no quotes."""

    source: Id
    quotes: Annotated[list[Id], Field(min_length=1, max_length=20)]
    entity: Id | None = None
    name: Name = ""
    nobody: bool = False
    reject: bool = False


class QuoteForm(Form):
    """Words of an article that were said, and by whom."""

    source: Id
    words: Annotated[str, StringConstraints(min_length=1, max_length=4000), AfterValidator(_of_a_text)]
    entity: Id | None = None
    name: Name = ""


class MentionForm(Form):
    """Words of an article that mean a profile, or (None) nothing that has one."""

    source: Id
    words: Phrase
    entity: Id | None


class SameForm(Form):
    """Profiles that are one, and which of them stays."""

    ids: Annotated[list[Id], Field(min_length=2, max_length=20)]
    main: Id


class DecisionForm(Form):
    """A no to suggestions: until they weigh twice as much, or for good."""

    suggestions: Annotated[list[Id], Field(min_length=1, max_length=60)]
    decision: Literal["reject", "never"]


class TakeForm(Form):
    """A yes to suggestions, as they are."""

    suggestions: Annotated[list[Id], Field(min_length=1, max_length=20)]


class StoryForm(Form):
    """Articles of one story; `story` where it is not theirs by itself. `out`: they belong to none."""

    sources: Annotated[list[Id], Field(min_length=1, max_length=20)]
    story: Id | None = None
    out: bool = False


class EntryForm(Form):
    """What a profile is called: a new entry of the vocabulary, or changes to the one there is."""

    id: Id
    name: Annotated[Name, Field(min_length=1)]
    description: Line = ""
    aliases: Annotated[list[Name], Field(max_length=20)] = []
    weak_aliases: Annotated[list[Name], Field(max_length=20)] = []


class NamesakeForm(BaseModel):
    """One of several people of one name: the articles that mean them."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    name: Annotated[Name, Field(min_length=1)]
    description: Line = ""
    sources: Annotated[list[Id], Field(min_length=1, max_length=200)]
    also: Id | None = None  # another profile that is the same one


class SplitForm(Form):
    """A profile of several people."""

    id: Id
    parts: Annotated[list[NamesakeForm], Field(min_length=2, max_length=5)]


class RightsForm(Form):
    """How much of an article may be published; `why` is told to readers where it is withdrawn."""

    source: Id
    rights: Rights
    why: Line = ""


class UpdateForm(Form):
    """A line of the log of corrections that readers see."""

    source: Id
    text: Annotated[Line, Field(min_length=1)]


class SummaryForm(Form):
    """A briefing's standfirst; "": the editor writes none."""

    story: Id
    text: Line


class UndoForm(Form):
    """A change is taken back."""

    change: int
