"""The front matter of an article: split off, read strictly, validated, and turned into Metadata."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, model_validator

from newsdesk.reading.strict_yaml import Tree, read_yaml
from newsdesk.reading.validation import Day, Strict, Text, Url, tidy, validate
from newsdesk.records import Correction, Metadata, Problem, Update, slug

MAX_BYTES = 16 * 1024
RIGHTS = ("full", "excerpt", "none", "withdrawn", "public-domain", "own")
_LICENCE = re.compile(r"cc-by(-sa|-nd|-nc|-nc-sa|-nc-nd)?-(1|2|3|4)\.\d")
_LANGUAGE = re.compile(r"[a-zA-Z]{2,3}(-[A-Za-z0-9]{2,8})*")
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+$")
_DATED = re.compile(r"(\d{4}-\d{2}-\d{2})\s*[:–—-]\s*(.+)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Split:
    """A file's text in two: `header` None where it has no front matter; lines count from 1."""

    header: str | None
    header_line: int
    body: str
    body_line: int


def looks_like_front_matter(body: str) -> bool:
    """Whether a text without front matter begins with some: its lines are missing, or no three hyphens any more."""
    lines = [line.strip() for line in body.lstrip().split("\n", 3)[:3]]
    fence = bool(lines and re.fullmatch(r"[-–—]+", lines[0]))
    keys = "|".join((*FrontMatter.model_fields, *(["date"] if fence else [])))
    return any(re.match(rf"({keys}):( |$)", line) for line in lines[fence : fence + 2])


def split(text: str, path: str) -> tuple[Split, list[Problem]]:
    """Front matter is what stands between a first line `---` and the next one; a body starts right after it."""
    lines = _LINE.findall(text) if text.lstrip("\r\n ").startswith("---") else []
    first = next((n for n, line in enumerate(lines) if line.strip()), 0)
    if not lines or lines[first].rstrip() != "---":
        return Split(None, 1, text, 1), []
    for n in range(first + 1, len(lines)):
        if lines[n].rstrip() in ("---", "..."):
            header = "".join(lines[first + 1 : n]).replace("\r\n", "\n").replace("\r", "\n")
            found = Split(header, first + 2, "".join(lines[n + 1 :]), n + 2)
            if len(header.encode("utf-8", "replace")) > MAX_BYTES:
                what = f"the front matter is longer than {MAX_BYTES // 1024} KB"
                return found, [Problem(path, first + 1, "error", what, "move what is text into the article")]
            return found, []
    problem = Problem(
        path, first + 1, "error", "the front matter that starts here never ends", "put a line `---` after its last key"
    )
    return Split(None, 1, "", 1), [problem]


def _rights(value: Any) -> str:
    text = tidy(value).lower() if isinstance(value, str) else ""
    if text not in RIGHTS and not _LICENCE.fullmatch(text):
        shown = value if isinstance(value, str) else "this"
        raise ValueError(f"`{shown}` is not known; write one of {', '.join(RIGHTS)}, or a licence such as cc-by-4.0")
    return text


def _language(value: Any) -> str:
    text = value.strip() if isinstance(value, str) else ""
    if not _LANGUAGE.fullmatch(text):
        raise ValueError("is no language code; write one such as en or en-GB")
    return text


def _number(value: Any) -> Any:
    """Digits only: `1_000`, `1e3` and `12.0` are numbers to a program, not to a reader."""
    return int(value) if isinstance(value, str) and re.fullmatch(r"\d{1,6}", value.strip()) else f"no number: {value}"


def _update(value: Any) -> Any:
    """`2021-03-22: what changed`, as a mapping or as one text, or `{on: …, text: …}`."""
    if isinstance(value, str) and (m := _DATED.fullmatch(value.strip())):
        return {"on": m[1], "text": m[2]}
    if isinstance(value, dict) and len(value) == 1:
        ((key, text),) = value.items()
        if re.match(r"\d", key):
            return {"on": key, "text": text}
    if isinstance(value, str) or (isinstance(value, dict) and not {"on", "text"} <= value.keys()):
        raise ValueError("has no date; write `- 2021-03-22: what was changed`")
    return value


class _Correction(Strict):
    quote: Text = ""
    mention: Text = ""
    add_quote: Text = ""
    speaker: Text = ""
    entity: Text = ""
    reject: bool = False

    @model_validator(mode="after")
    def _says_one_thing(self) -> _Correction:
        about = [key for key in ("quote", "mention", "add_quote") if getattr(self, key)]
        if len(about) != 1:
            what = "says nothing of what it corrects" if not about else f"has both `{about[0]}` and `{about[1]}`"
            raise ValueError(f"{what}; give one of `quote`, `mention`, `add_quote`")
        allowed = {"quote": ("speaker", "reject"), "mention": ("entity",), "add_quote": ("speaker",)}[about[0]]
        remedy = f"give {' or '.join(f'`{key}`' for key in allowed)}"
        given = [key for key in ("speaker", "entity", "reject") if getattr(self, key)]
        if extra := [key for key in given if key not in allowed]:
            raise ValueError(f"`{extra[0]}` does not go with `{about[0]}`; {remedy}")
        if not given:
            raise ValueError(f"does not say what to do with `{about[0]}`; {remedy}")
        if len(given) > 1:
            raise ValueError(f"both rejects it and names a speaker; {remedy}")
        return self


class _Update(Strict):
    on: Day
    text: Text = Field(min_length=1)


class FrontMatter(Strict):
    """The keys of an article, all optional; `Metadata` says what each is."""

    title: Text = Field("", max_length=500)
    outlet: Text = Field("", max_length=200)
    author: Text = Field("", max_length=500)
    published: Day | None = None
    retrieved: Day | None = None
    url: Url = ""
    story: Text = Field("", max_length=200)
    alone: bool = False
    story_title: Text = Field("", max_length=200)
    example: bool = False
    language: Annotated[str, BeforeValidator(_language)] = "en"
    rights: Annotated[str, BeforeValidator(_rights)] = ""
    excerpt_words: Annotated[int, BeforeValidator(_number), Field(ge=0, le=100_000)] | None = None
    tags: tuple[Text, ...] = ()
    summary: Text = ""
    origin: Text = Field("", max_length=200)
    corrections: tuple[_Correction, ...] = ()
    updates: tuple[Annotated[_Update, BeforeValidator(_update)], ...] = ()


def read_front_matter(found: Split, path: str) -> tuple[Metadata, list[Problem]]:
    """The metadata of an article, and all that is wrong with its front matter."""
    if found.header is None or not found.header.strip():
        return Metadata(), []
    tree, problems = read_yaml(found.header, path, found.header_line)
    if tree is None:
        return Metadata(), problems
    if tree.data is None:
        return Metadata(), []
    if not isinstance(tree.data, dict):
        what = "the front matter is a list" if isinstance(tree.data, list) else "the front matter has no keys"
        remedy = "write `key: value` lines, with a space after each colon"
        return Metadata(), [*problems, Problem(path, found.header_line, "error", what, remedy)]
    model, wrong = validate(FrontMatter, tree, path)
    if model is None:
        return Metadata(), [*problems, *wrong]
    return _metadata(model, tree), [*problems, *wrong, *_doubts(model, tree, path)]


def _metadata(model: FrontMatter, tree: Tree) -> Metadata:
    plain: Mapping[str, Any] = {name: getattr(model, name) for name in FrontMatter.model_fields}
    return Metadata(
        **{
            **plain,
            "story": slug(model.story) if model.story else "",
            "corrections": tuple(
                Correction(line=tree.line(("corrections", k)), **entry.model_dump())
                for k, entry in enumerate(model.corrections)
            ),
            "updates": tuple(
                Update(on=entry.on, text=entry.text, line=tree.line(("updates", k)))
                for k, entry in enumerate(model.updates)
            ),
        }
    )


def _doubts(model: FrontMatter, tree: Tree, path: str) -> list[Problem]:
    """What is allowed and probably not meant."""

    def doubt(field: str, message: str, remedy: str) -> Problem:
        return Problem(path, tree.line((field,)), "warning", message, remedy, field)

    found = []
    if model.rights.startswith("cc-by") and not (model.author or model.outlet):
        found.append(doubt("rights", "the licence asks to name the author", "add `author` or `outlet`"))
    if model.rights.startswith("cc-by") and not model.url:
        found.append(doubt("rights", "the licence asks for a link to the original", "add `url`"))
    if model.excerpt_words is not None and model.rights not in ("", "excerpt"):
        found.append(doubt("excerpt_words", f"has no effect with `rights: {model.rights}`", "remove one of the two"))
    if not model.language.lower().startswith("en"):
        found.append(doubt("language", "only English is read for names and quotes", "check what the page says"))
    if model.published and model.retrieved and model.retrieved < model.published:
        found.append(doubt("retrieved", "is before the day of publication", "check both dates"))
    return found
