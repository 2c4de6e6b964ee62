"""`newsdesk explain`: why each quote and link of an article is there, and why others are not."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, replace
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape

from newsdesk.build import read, study
from newsdesk.extraction.explain import ExplainedLink, ExplainedQuote, Explanation, WeighedCandidate
from newsdesk.extraction.explain import explain as explanation
from newsdesk.reading.files import articles
from newsdesk.reading.options import options_of, read_config
from newsdesk.records import Knowledge, Source, slug
from newsdesk.settings import PROJECT, sources_folder

STRONGEST = 6  # features shown of a candidate
LONGEST = 90  # characters shown of a refused stretch


def article_ids(incomplete: str) -> list[str]:
    """What a shell offers: the ids of the articles whose files are there."""
    folder = sources_folder()
    paths, _ = articles(folder, folder.name) if folder.is_dir() else ([], [])
    ids = (slug(path.relative_to(folder).with_suffix("").as_posix()) for path in paths)
    return [found for found in ids if found.startswith(incomplete)]


def explain(
    source: Annotated[
        str,
        typer.Argument(help="An article: its file, or its id; or the id of one quote.", autocompletion=article_ids),
    ],
    weights: Annotated[
        bool, typer.Option("--weights", help="Also what spoke for and against each speaker, in the model's own terms.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="All of it as one JSON object.")] = False,
) -> None:
    """Tell, for each quote, who was weighed as its speaker; for each link, date and refusal, the rule and why.

    Exit status: 0 told; 1 no such article or quote; 2 wrong use.

    newsdesk explain sources/2021-03-20-tesla.md

    newsdesk explain q-41f3c45bfc86 --weights

    newsdesk explain 2021-03-20-tesla --json | jq '.quotes[] | select(.confidence < 0.5)'
    """
    knowledge = study(read(sources_folder()))  # other articles may have put its speakers right
    found = _source(source, knowledge)
    options, _ = options_of(read_config(PROJECT / "mkdocs.yml"))
    profiles = {chain: entity for (where, chain), entity in knowledge.entity_of_chain.items() if where == found.id}
    told = explanation(found, knowledge.extractions[found.id], options.speaker_confidence, profiles)
    if source in knowledge.quotes:
        told = replace(told, quotes=tuple(q for q in told.quotes if q.id == source), links=(), dates=(), refusals=())
    if as_json:
        print(json.dumps(asdict(told), ensure_ascii=False))
    else:
        _print(told, weights)


def _source(wanted: str, knowledge: Knowledge) -> Source:
    if wanted in knowledge.quotes:
        return knowledge.sources[knowledge.quotes[wanted].source]
    folder, path = sources_folder().resolve(), Path(wanted).resolve()
    inside = path.relative_to(folder).as_posix() if path.is_relative_to(folder) else None
    for source in knowledge.sources.values():
        if wanted == source.id or source.path.partition("/")[2] == inside:
            return source
    near = get_close_matches(wanted, list(knowledge.sources), n=3, cutoff=0.3)
    hint = f"the nearest are {', '.join(near)}" if near else "an id is its file's path without the ending"
    typer.echo(f"newsdesk: no article or quote {wanted} in {folder}; {hint}", err=True)
    raise typer.Exit(1)


def _print(told: Explanation, weights: bool) -> None:
    console = Console(soft_wrap=True, highlight=False)
    console.print(f"[bold]{escape(told.source)}[/]")
    for title, found in (
        ("Quotes", (line for quote in told.quotes for line in _quote_lines(quote, weights))),
        ("Names", (_link_line(link) for link in told.links)),
        (
            "Dates",
            (
                f"  {escape(d.text)} → {d.value or 'stays as printed'} [dim]{d.rule}, ¶{d.paragraph}[/]"
                for d in told.dates
            ),
        ),
        (
            "Refused",
            (
                f"  ¶{r.paragraph} {r.what}: {escape(_short(r.words))} [dim]{escape(r.rule)}: {escape(r.why)}[/]"
                for r in told.refusals
            ),
        ),
    ):
        lines = list(found)
        if lines:
            console.print(f"\n[bold]{title}[/]")
        for line in lines:
            console.print(line)


def _quote_lines(quote: ExplainedQuote, weights: bool) -> Iterable[str]:
    words = escape(quote.words) if quote.kind == "indirect" else f"“{escape(quote.words)}”"
    yield f"  [bold]{quote.id}[/] ¶{quote.paragraph} {quote.kind}: {words}"
    who = escape(quote.name or quote.speaker or "nobody")
    printed = f", printed “{escape(quote.speaker)}”" if quote.speaker and quote.name else ""
    shown = "" if quote.shown else " [yellow](not shown: too unsure)[/]"
    reason = f"{escape(quote.why)}; rule {escape(quote.rule)}, confidence {quote.confidence:.2f}"
    yield f"      {who}{printed} [dim]{reason}[/]{shown}"
    stated = {"cue": quote.cue, "to": quote.addressee, "where": quote.venue, "on": quote.said_on}
    yield (
        "      [dim]"
        + "; ".join(f"{key} {escape(value) if value else 'not stated'}" for key, value in stated.items())
        + "[/]"
    )
    if weights:
        for candidate in quote.candidates:
            yield f"      {candidate.score:+6.2f} {escape(candidate.text)}  {_evidence(candidate)}"
    elif quote.candidates:
        weighed = ", ".join(f"{escape(c.text)} {c.score:+.1f}" for c in quote.candidates)
        yield f"      [dim]weighed: {weighed}[/]"


def _evidence(candidate: WeighedCandidate) -> str:
    strongest = sorted((*candidate.in_favour, *candidate.against), key=lambda e: -abs(e[1]))[:STRONGEST]
    colour = {True: "green", False: "red"}
    return "  ".join(f"[{colour[w > 0]}]{escape(name)} {w:+.1f}[/]" for name, w in strongest)


def _link_line(link: ExplainedLink) -> str:
    wordings = ", ".join(f"{escape(words)} ×{count} [dim]{escape(rule)}[/]" for words, rule, count in link.mentions)
    target = f" → {link.entity}" if link.entity else ""
    return f"  {link.type} [bold]{escape(link.name)}[/]{target} [dim]{escape(link.why)}[/]: {wordings}"


def _short(words: str) -> str:
    return words if len(words) <= LONGEST else words[: LONGEST - 1].rstrip() + "…"
