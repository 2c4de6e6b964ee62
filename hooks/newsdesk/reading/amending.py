"""Small edits to files that an editor wrote: the lines concerned change, all others keep every character."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedSeq

from newsdesk.reading.front_matter import split
from newsdesk.reading.strict_yaml import read_yaml
from newsdesk.reading.whole_files import write_whole

Values = Mapping[Any, Any]  # texts, dates, numbers, lists and mappings of these
IN_A_LINE = 80  # characters of a list of texts that is written as `[one, another]`


class AmendingError(Exception):
    """The file cannot be edited safely; the text is one line: what happened; what to do."""


def set_keys(text: str, values: Values) -> str:
    """An article's text with these front matter keys set, in the order given; nothing else of it changes.

    An article without front matter gets some. Raises AmendingError where its own cannot be read.
    """
    return _with_header(text, lambda header: _with_keys(header, values), lambda data: {**data, **_as_read(values)})


def drop_keys(text: str, keys: Sequence[str]) -> str:
    """An article's text without these front matter keys. Raises AmendingError."""

    def edited(header: Header) -> None:
        for key in keys:
            at, to = _place(header.lines, key)
            del header.lines[at:to]

    return _with_header(text, edited, lambda data: {key: data[key] for key in data if key not in keys})


def put_item(
    text: str, key: str, item: Values, comment: str = "", instead: Callable[[Any], bool] = lambda old: False
) -> str:
    """An article's text with an item more in the list of a front matter key, at its end, and all others as they stand.

    An item that it comes `instead` of is replaced where it stands. The comment, words for whoever reads the file, ends
    the item's first line. Raises AmendingError.
    """
    note = "".join(char for char in " ".join(comment.split()) if char.isprintable())

    def edited(header: Header) -> None:
        old = header.data.get(key) or []
        n = next((n for n, one in enumerate(old) if instead(one)), len(old))
        at, to = _place(header.lines, key)
        stands = _items(header.lines[at:to])
        if not old or len(stands) != len(old):
            header.lines[at:to] = header.ended(dumped({key: [*old[:n], item, *old[n + 1 :]]}, in_a_line=0))
            stands = _items(header.lines[at:])
        else:
            first, end = stands[n] if n < len(old) else (to - at, to - at)
            header.lines[at + first : at + end] = header.ended(_item(item, header.lines[at + stands[0][0]]))
            stands = _items(header.lines[at:])
        line = at + stands[n][0]
        if note:
            stated = header.lines[line].rstrip("\r\n")
            header.lines[line : line + 1] = header.ended([f"{stated}  # {note}"])

    def wanted(data: dict[str, Any]) -> dict[str, Any]:
        old = data.get(key) or []
        n = next((n for n, one in enumerate(old) if instead(one)), len(old))
        return {**data, key: [*old[:n], _as_read({"x": item})["x"], *old[n + 1 :]]}

    return _with_header(text, edited, wanted)


class Header:
    """The lines of an article's front matter while they are edited, and what they said before."""

    def __init__(self, lines: list[str], data: dict[str, Any], end: str) -> None:
        self.lines, self.data, self._end = lines, data, end

    def ended(self, lines: Sequence[str]) -> list[str]:
        """The lines with the file's own line ends."""
        return [line + self._end for line in lines]


def _with_header(text: str, edit: Callable[[Header], None], wanted: Callable[[dict[str, Any]], dict[str, Any]]) -> str:
    """A text whose front matter's lines are edited; what they say then is what is wanted, or nothing changes."""
    end = "\r\n" if "\r\n" in text else "\n"
    found, problems = split(text, "")
    if problems:
        raise AmendingError(f"{problems[0].message}; {problems[0].remedy}")
    if found.header is None:
        header = Header([], {}, end)
        edit(header)
        if not header.lines:
            return text
        lines, first, last = [f"---{end}", f"---{end}{end}", text.lstrip("\ufeff")], 1, 1
    else:
        lines = text.splitlines(keepends=True)
        first, last = found.header_line - 1, found.body_line - 2
        header = Header(lines[first:last], _said(found.header), end)
        edit(header)
    before = wanted(_said(found.header or ""))
    if _said("".join(header.lines).replace("\r\n", "\n")) != before:
        raise AmendingError("its front matter is not plain enough to be edited; do it by hand")
    return "".join(lines[:first] + header.lines + lines[last:])


def _said(header: str) -> dict[str, Any]:
    """What front matter says. Raises AmendingError where that cannot be understood."""
    tree, problems = read_yaml(header, "")
    if problems or (tree is not None and tree.data is not None and not isinstance(tree.data, dict)):
        raise AmendingError("its front matter is not plain enough to be edited; do it by hand")
    return {} if tree is None or tree.data is None else tree.data


def _as_read(values: Values) -> dict[str, Any]:
    """Values as they are read back: all of them texts."""
    return _said("".join(f"{line}\n" for line in dumped(values)))


def _with_keys(header: Header, values: Values) -> None:
    for key, value in values.items():
        at, to = _place(header.lines, key)
        new = dumped({key: value})
        if to - at == 1 and len(new) == 1:
            new = [new[0] + _comment(header.lines[at])]
        header.lines[at:to] = header.ended(new)


def _comment(line: str) -> str:
    """The comment that ends a line of `key: value`, with the blanks before it."""
    line = line.rstrip("\r\n")
    for at in (m.start() for m in re.finditer(r"(?<!\s)\s+#", line)):
        try:
            if _said(line[:at]) == _said(line):
                return line[at:]
        except AmendingError:  # the mark stands within quotation marks
            continue
    return ""


def _items(block: Sequence[str]) -> list[tuple[int, int]]:
    """The lines of each item of a list that stands below its key, as (first, end), without comments that follow it."""
    bullets = [n for n, line in enumerate(block) if n and re.match(r"\s*-(\s|$)", line)]
    if not bullets:
        return []
    margin = block[bullets[0]].index("-")
    bullets = [n for n in bullets if block[n].index("-") == margin]
    end = next((n for n in range(1, len(block)) if re.match(r"[^\s#-]", block[n])), len(block))
    found = []
    for n, after in zip(bullets, [*bullets[1:], end], strict=True):
        while re.match(r"\s*(#|$)", block[after - 1]):
            after -= 1
        found.append((n, after))
    return found


def _item(item: Any, like: str) -> list[str]:
    """The lines of an item, as far in as the list's others."""
    bullet = like[: like.index("-")]
    return [bullet + line[2:] for line in dumped({"x": [item]}, in_a_line=0)[1:]]


def _place(header: Sequence[str], key: str) -> tuple[int, int]:
    """The lines that state a key, without comments and blank lines after it; the end where none does."""
    stated = re.compile(rf"{re.escape(key)}\s*:(\s|$)")
    at = next((n for n, line in enumerate(header) if stated.match(line)), None)
    if at is None:
        return len(header), len(header)
    to = at + 1
    while to < len(header) and re.match(r"[ \t]+\S|-(\s|$)|\s*$|#", header[to]):
        to += 1
    while re.match(r"\s*(#|$)", header[to - 1]):
        to -= 1
    return at, to


def dumped(values: Values, *, in_a_line: int = IN_A_LINE) -> list[str]:
    """Values as the lines of a YAML mapping; none for no values. Lists of so many characters stand in one line."""
    if not values:
        return []
    out = io.StringIO()
    _yaml().dump({key: _styled(value, in_a_line) for key, value in values.items()}, out)
    return out.getvalue().splitlines()


def _styled(value: Any, in_a_line: int) -> Any:
    """A value as people write it: a short list of texts in one line."""
    if isinstance(value, Mapping):
        return {key: _styled(inner, in_a_line) for key, inner in value.items()}
    if not isinstance(value, (list, tuple)):
        return value
    styled = CommentedSeq(_styled(item, in_a_line) for item in value)
    if all(isinstance(item, str) for item in value) and sum(len(item) + 2 for item in value) <= in_a_line:
        styled.fa.set_flow_style()
    return styled


def _yaml() -> YAML:
    yaml = YAML()
    yaml.width = 10_000
    yaml.allow_unicode = True
    yaml.indent(mapping=2, sequence=4, offset=2)
    return yaml


def merge_entries(text: str, entries: Mapping[str, Values]) -> str:
    """A vocabulary file's text with these entries in it; no line of it changes that need not.

    A new id is appended. Of one that is there, lists grow by what they lack, a key that it lacks is set, and a
    value that it has stays: an editor's word is never overwritten. Raises AmendingError for what is no vocabulary.
    """
    there = entries_of(text)
    return set_entries(text, {key: _joined(there.get(key, {}), values) for key, values in entries.items()})


def set_entries(text: str, entries: Mapping[str, Values | None]) -> str:
    """A vocabulary file's text in which these entries say this and nothing else; None: there is none of that id.

    No line of it changes that need not; comments stay. Raises AmendingError for what is no vocabulary.
    (ruamel's round trip is not used: it moves a comment that follows a list into the list.)
    """
    there = entries_of(text)
    lines = text.splitlines(keepends=True)
    end = "\r\n" if "\r\n" in text else "\n"
    new: dict[str, Values] = {}
    for key, values in entries.items():
        at, to = _place(lines, key)
        if values is None:
            del lines[at:to]
        elif key in there:
            lines[at:to] = _changed(lines[at:to], key, there[key], values)
        else:
            new[key] = values
    kept = "".join(lines)
    gap = "" if not new or not kept.strip() else end * (2 - kept[-4:].replace("\r", "")[-2:].count("\n"))
    merged = kept + gap + "".join(f"{line}{end}" for line in dumped(new))
    wanted = {**there, **{key: _as_read(values or {}) for key, values in entries.items()}}
    if entries_of(merged) != {key: values for key, values in wanted.items() if entries.get(key, {}) is not None}:
        raise AmendingError(f"it is not plain enough to set {', '.join(entries)} in it; do it by hand")
    return merged


def entries_of(text: str) -> dict[str, dict[str, Any]]:
    """What a vocabulary file says, by id. Raises AmendingError."""
    tree, problems = read_yaml(text.replace("\r\n", "\n"), "")
    if problems:
        raise AmendingError(f"{problems[0].message}; {problems[0].remedy}")
    data = {} if tree is None or tree.data is None else tree.data
    if not isinstance(data, dict) or not all(isinstance(values, dict) for values in data.values()):
        raise AmendingError("it has entries without keys; add at least `name: …` below each id")
    return data


def _joined(entry: Values, values: Values) -> dict[str, Any]:
    """An entry with what it lacks."""
    joined = dict(entry)
    for field, value in values.items():
        if isinstance(value, list) and isinstance(joined.get(field), list):
            joined[field] = [*joined[field], *(item for item in value if item not in joined[field])]
        elif joined.get(field) is None:
            joined[field] = value
    return joined


def _changed(block: Sequence[str], key: str, entry: Values, values: Values) -> list[str]:
    """The lines of an entry that is to say something else."""
    end = "\r\n" if block[0].endswith("\r\n") else "\n"
    block = [*block[:-1], block[-1].rstrip("\r\n") + end]
    first = next((line for line in block[1:] if line.strip() and not line.lstrip().startswith("#")), "")
    if not first:  # all of it in one line
        return [f"{line}{end}" for line in dumped({key: values})] if _as_read(values) != entry else block
    margin = first[: len(first) - len(first.lstrip())]
    inner = Header([line.removeprefix(margin) for line in block[1:]], {}, end)
    for field in [field for field in entry if field not in values]:
        at, to = _place(inner.lines, field)
        del inner.lines[at:to]
    for field, value in values.items():
        if (old := entry.get(field)) != value:
            _set_field(inner, field, old, value)
    return [block[0], *(margin + line if line.strip() else line for line in inner.lines)]


def _set_field(inner: Header, field: str, old: Any, value: Any) -> None:
    at, to = _place(inner.lines, field)
    items = _items(inner.lines[at:to])
    if isinstance(value, list) and items and isinstance(old, list) and value[: len(old)] == old:
        for item in value[len(old) :]:
            inner.lines[to:to] = inner.ended(_item(item, inner.lines[at + items[0][0]]))
            to += 1
    else:
        _with_keys(inner, {field: value})


def read_as_is(path: Path) -> str:
    """A text file with its line ends as they are; "" where there is none. Raises AmendingError."""
    try:
        return path.read_bytes().decode("utf-8")
    except FileNotFoundError:
        return ""
    except (OSError, UnicodeDecodeError):
        raise AmendingError("it cannot be read as UTF-8; run `newsdesk check`") from None


def write_over(path: Path, text: str) -> None:
    """Replaces a file's content at once: whoever reads it meanwhile sees the old one or the new one."""
    write_whole(path, text.encode("utf-8"), path.stat().st_mode if path.exists() else 0o644)
