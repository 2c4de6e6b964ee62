"""The last steps of a site: the frames of pages that MkDocs did not render, the search index, the check of links."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from functools import partial
from itertools import chain
from pathlib import Path

from mkdocs.structure.files import File

from newsdesk.host.database import PLACE
from newsdesk.host.frames import Frames
from newsdesk.host.generated import GeneratedFile
from newsdesk.host.output import Output
from newsdesk.processes import Job, at_once
from newsdesk.records import fault, raised


def finish(
    folder: Path,
    made: Iterable[File],
    frames: Frames,
    output: Output | None,
    search: Callable[[], Mapping[str, bytes]],
    database: Callable[[], None],
    broken: Callable[[Collection[str]], Iterable[str]],
) -> list[str]:
    """Writes into a folder what is left to write, and tells of what cannot be, and of the links that lead nowhere.

    `search` gives the files of the index; `database` writes its file itself. `broken` gives a line for each link, but
    for those of pages known to be sound: of pages taken over from the last site that link to nothing that is gone. What
    only reads pages is done by other processes, where there can be some.
    """
    searched = partial(_or_told, "search/index.js", partial(_write, folder, search))
    jobs: list[Job] = [partial(_frame, made, frames, output), searched, partial(_or_told, PLACE, database)]
    if output and output.knows_pages():
        _, *told = at_once(jobs)
        told.append(broken(output.sound()))
    else:
        _, *told = at_once([*jobs, lambda: list(broken(()))])
    return list(chain(*told))


def _frame(made: Iterable[File], frames: Frames, output: Output | None) -> None:
    if output:
        frames.write((file for file in made if isinstance(file, GeneratedFile)), output)


def _or_told(place: str, job: Job) -> list[str]:
    """Does a job; a line where the program fails at it: it costs that file."""
    try:
        job()
    except OSError:
        raise
    except Exception as error:
        return [str(fault(place, 0, "the file", raised(error)))]
    return []


def _write(folder: Path, search: Callable[[], Mapping[str, bytes]]) -> None:
    for address, content in search().items():
        path = folder / address
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)
