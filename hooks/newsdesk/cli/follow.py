"""`newsdesk follow`: what is new in feeds, into the sources."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from newsdesk.build import read
from newsdesk.cli.intake import There
from newsdesk.cli.report import report
from newsdesk.cli.taking import ADDRESS, Outcome, of_address, read_limited, take, tell
from newsdesk.fetching.fetch import Fetcher, FetchError
from newsdesk.reading.followed import read_followed, write_followed
from newsdesk.reading.incoming import Feed, IncomingError, feed_apart
from newsdesk.settings import sources_folder


def follow(
    feeds: Annotated[
        list[str] | None, typer.Argument(help="Feeds (RSS, Atom) or lists of them (OPML): addresses or files.")
    ] = None,
    newest: Annotated[int, typer.Option(min=1, help="Of each feed at most so many entries, the newest.")] = 50,
    rights: Annotated[str, typer.Option(help="As `newsdesk add --rights`, for all of them.")] = "",
    story: Annotated[str, typer.Option(help="As `newsdesk add --story`, for all of them.")] = "",
    keep: Annotated[bool, typer.Option("--keep", help="Keep each page as it was given, beside its article.")] = False,
    private: Annotated[bool, typer.Option("--private", help="Also from this machine and its network.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Tell each outcome as a JSON object.")] = False,
) -> None:
    """Take what is new in feeds; without any, in all that are followed.

    Each page is fetched as by `newsdesk add`. What was seen of a feed is kept in followed.yml beside the articles, and
    is never taken twice, even if you have removed the article. Exit status: 0 all well; 1 something was refused; 2
    wrong use.

    newsdesk follow https://tern.example/feed.xml

    newsdesk follow feeds.opml

    newsdesk follow
    """
    folder = sources_folder()
    known, problems = read_followed(folder)
    if report(problems):
        raise typer.Exit(1)
    wanted = feeds or list(known)
    if not wanted:
        raise typer.BadParameter("no feed is followed yet; give one", param_hint="FEEDS")
    fetcher, there = Fetcher(private=private), There.of(read(folder))
    flags = {key: value for key, value in (("rights", rights), ("story", story)) if value}
    outcomes, total, ended = list[Outcome](), 0, ""
    for address, feed, wrong in _read(wanted, fetcher):
        if feed is None:
            outcomes.append(Outcome(address, "refused", wrong, {}))
            total += 1
            continue
        seen = list(known.get(address, ()))
        new = [entry for entry in feed.entries[:newest] if entry.id not in seen]
        taken, ended = take([of_address(entry.address, fetcher) for entry in new], there, flags, False, keep)
        outcomes += taken
        total += len(new)
        done = [entry.id for entry, outcome in zip(new, taken, strict=False) if not _may_come_again(outcome)]
        write_followed(folder, address, feed.title, [*seen, *reversed(done)])
        if ended:
            break
    tell(outcomes, total, ended, as_json)


def _may_come_again(outcome: Outcome) -> bool:
    """Whether an entry was refused for what may be otherwise next time: the network, or a fault of the site."""
    return outcome.outcome == "refused" and "try again" in outcome.what


def _read(wanted: list[str], fetcher: Fetcher) -> list[tuple[str, Feed | None, str]]:
    """Each feed by its address, those of a list one by one; or why it could not be read."""
    found: list[tuple[str, Feed | None, str]] = []
    queue, seen = list(wanted), set[str]()
    while queue:
        address = queue.pop(0)
        if address in seen:
            continue
        seen.add(address)
        try:
            data = fetcher.fetch(address).data if ADDRESS.fullmatch(address) else read_limited(Path(address))
            feed = feed_apart(data, address)
        except (FetchError, IncomingError) as error:
            found.append((address, None, str(error)))
        except OSError as error:
            raise typer.BadParameter(f"{address}: {error.strerror}", param_hint="FEEDS") from None
        else:
            queue += feed.feeds
            if not feed.feeds:
                found.append((address, feed, ""))
    return found
