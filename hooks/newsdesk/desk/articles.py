"""Decisions that stand in articles: who said it, who is meant, which story, how much may be published."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any

from newsdesk.desk import forms
from newsdesk.desk.edits import Edits, refused
from newsdesk.desk.vocabulary import entry_of
from newsdesk.extraction.corrections.matching import plain
from newsdesk.reading.amending import drop_keys, merge_entries, put_item, set_keys
from newsdesk.records import VOCABULARY, Entity, Knowledge, Quote, Source, article_file

REMINDER = 5  # words of a quote that stand beside its id, for whoever reads the file later
LEAST_PART = 4  # words of a quote that name it


def speaker(form: forms.SpeakerForm, edits: Edits, known: Knowledge, today: date) -> str:
    """One correction a quote, in place of one that there is."""
    article, by_id = source_of(form.source, known), quotes_of(form.source, known)
    given = _said_by(form, known)
    said = {"reject": True} if form.reject else {"speaker": given or "none"}
    for key in form.quotes:
        if key not in by_id:
            raise refused(article.path, f"has no quote {key}", "load the page again", "quotes")
        words = by_id[key].words(article.text)
        edits.change(article_file(article.id), partial(_corrected, quote=key, words=words, said=said))
    if form.reject:
        return "Not a quote"
    return f"{given} said it" if given else "Nobody is named"


def _said_by(form: forms.SpeakerForm | forms.QuoteForm, known: Knowledge) -> str:
    """Who is named, as an article's front matter names him; "" for nobody."""
    choices = [form.nobody, form.reject] if isinstance(form, forms.SpeakerForm) else []
    stated = [form.entity is not None, bool(form.name), *choices]
    if sum(stated) > 1 or (choices and not any(stated)):
        raise refused("", "one answer is wanted", "name a speaker, or nobody", "speaker")
    return name_of(entity_of(form.entity, known), known) if form.entity is not None else form.name


def _corrected(text: str, quote: str, words: str, said: Mapping[str, Any]) -> str:
    """An article with a correction of one quote."""

    def is_it(old: Any) -> bool:
        named = old.get("quote", "") if isinstance(old, dict) else ""
        part = plain(named)
        return bool(named) and (
            named == quote or part == plain(words) or (len(part.split()) >= LEAST_PART and part in plain(words))
        )

    first = words.split()
    reminder = " ".join(first[:REMINDER]) + (" …" if len(first) > REMINDER else "")
    return put_item(text, "corrections", {"quote": quote, **said}, reminder, instead=is_it)


def quote(form: forms.QuoteForm, edits: Edits, known: Knowledge, today: date) -> str:
    """Words that were said, and that the program missed."""
    article, named = source_of(form.source, known), _said_by(form, known)
    item = {"add_quote": form.words, "speaker": named or "none"}

    def is_it(old: Any) -> bool:
        return isinstance(old, dict) and plain(old.get("add_quote", "")) == plain(form.words)

    edits.change(article_file(article.id), lambda text: put_item(text, "corrections", item, instead=is_it))
    return f"{named or 'Somebody'} said it"


def mention(form: forms.MentionForm, edits: Edits, known: Knowledge, today: date) -> str:
    """Whom or what words of an article mean; a profile that has no entry yet gets one, since that has the last word."""
    article = source_of(form.source, known)
    entity = entity_of(form.entity, known) if form.entity is not None else None
    if entity and not entity.curated:
        edits.change(VOCABULARY[entity.type], lambda text: merge_entries(text, {entity.id: entry_of(entity, known)}))
    item = {"mention": form.words, "entity": entity.id if entity else "none"}

    def is_it(old: Any) -> bool:
        return isinstance(old, dict) and old.get("mention") == form.words

    edits.change(article_file(article.id), lambda text: put_item(text, "corrections", item, instead=is_it))
    return f"“{form.words}” is {entity.name}" if entity else f"“{form.words}” is nobody with a profile"


def story(form: forms.StoryForm, edits: Edits, known: Knowledge, today: date, proposed: str | None = None) -> str:
    """One `story` in each article. Those that are taken out are `alone`, or the program might put them back.

    `proposed`: a new story's name.
    """
    articles = [source_of(key, known) for key in form.sources]
    if form.out:
        for article in articles:
            edits.change(article_file(article.id), lambda text: set_keys(drop_keys(text, ["story"]), {"alone": True}))
        return "Taken out of the story"
    name = form.story or proposed or _common_story(articles)
    if form.story and form.story not in known.stories and form.story not in {a.meta.story for a in articles}:
        raise refused("", "there is no such story", "load the page again", "story")
    for article in [*articles, *_silent(name, known, articles)]:
        edits.change(article_file(article.id), lambda text: set_keys(drop_keys(text, ["alone"]), {"story": name}))
    return f"One story: {len(articles)} articles" if len(articles) > 1 else "Added to the story"


def _common_story(articles: list[Source]) -> str:
    """The story that some of them have; else the first one's id."""
    stated = list(dict.fromkeys(article.meta.story for article in articles if article.meta.story))
    if len(stated) > 1:
        told = " and ".join(stated)
        raise refused("", f"they are of several stories already: {told}", "say which one it is", "story")
    return stated[0] if stated else min(article.id for article in articles)


def _silent(name: str, known: Knowledge, others: Sequence[Source]) -> list[Source]:
    """The articles of a story that do not say so themselves: they are to be of it whatever the program thinks later."""
    there = known.stories[name].sources if name in known.stories else ()
    return [
        known.sources[key] for key in there if not known.sources[key].meta.story and known.sources[key] not in others
    ]


def rights(form: forms.RightsForm, edits: Edits, known: Knowledge, today: date) -> str:
    """How much may be published; of what is withdrawn readers are told why."""
    article = source_of(form.source, known)
    if form.rights == "withdrawn" and not form.why:
        raise refused(article.path, "readers are told why it was withdrawn", "write a line for them", "why")
    edits.change(article_file(article.id), lambda text: set_keys(text, {"rights": form.rights}))
    if form.why:
        edits.change(article_file(article.id), lambda text: put_item(text, "updates", {today: form.why}))
    return f"Rights: {form.rights}"


def update(form: forms.UpdateForm, edits: Edits, known: Knowledge, today: date) -> str:
    """A line in the log of corrections."""
    article = source_of(form.source, known)
    edits.change(article_file(article.id), lambda text: put_item(text, "updates", {today: form.text}))
    return "Logged for readers"


def summary(form: forms.SummaryForm, edits: Edits, known: Knowledge, today: date) -> str:
    """The standfirst, in the article whose own is shown, else in the newest."""
    if form.story not in known.stories:
        raise refused("", "there is no such story", "load the page again", "story")
    articles = [source_of(key, known) for key in known.stories[form.story].sources]
    article = next((article for article in articles if article.meta.summary), articles[0])
    if form.text:
        edits.change(article_file(article.id), lambda text: set_keys(text, {"summary": form.text}))
        return "Standfirst written"
    edits.change(article_file(article.id), lambda text: drop_keys(text, ["summary"]))
    return "Standfirst taken out"


def source_of(key: str, known: Knowledge) -> Source:
    """An article by its id. Raises RefusedError."""
    if key not in known.sources:
        raise refused("", "there is no article of that id", "load the page again", "source")
    return known.sources[key]


def entity_of(key: str, known: Knowledge) -> Entity:
    """A profile by its id. Raises RefusedError."""
    if key not in known.entities:
        raise refused("", "there is no profile of that id", "load the page again", "entity")
    return known.entities[key]


def name_of(entity: Entity, known: Knowledge) -> str:
    """How front matter names a profile: by its name, or where two have that, by the id of its entry."""
    namesakes = [other for other in known.entities.values() if other.name == entity.name and other.id != entity.id]
    if not namesakes:
        return entity.name
    if not entity.curated:
        raise refused("", f"two profiles are called {entity.name}", "give each an entry first", "speaker")
    return entity.id


def quotes_of(source: str, known: Knowledge) -> Mapping[str, Quote]:
    """The quotes of an article by their ids."""
    found = known.extractions.get(source)
    return {quote.id: quote for quote in found.quotes} if found else {}
