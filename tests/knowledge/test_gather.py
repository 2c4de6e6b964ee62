"""Sources and findings → Knowledge, as a whole."""

from datetime import date

from tests.knowledge.hand import make_date, make_extraction, make_library, make_mention, make_quote, make_source

from newsdesk.knowledge.gather import gather
from newsdesk.reading.lexicon import load_lexicon

ONE = make_source(
    "one",
    "The harbour will close in May.\nAda Brook said “we shall dredge the harbour twice a year”.",
    date(2024, 5, 2),
    story="harbour",
    title="Harbour to close",
    outlet="The Mole",
)
TWO = make_source(
    "two",
    "The port shut on 3 May 2024.\n“We shall dredge the harbour twice a year,” Ada Brook said.",
    date(2024, 5, 4),
    story="harbour",
    outlet="The Pier",
)
ALONE = make_source("alone", "Ada Brook opened a school.")
WORDS = "e shall dredge the harbour twice a year"


def _found():
    one = make_extraction(
        ONE, "Ada Brook", quotes=(make_quote(ONE, "w" + WORDS),), mentions=(make_mention(ONE, "Ada Brook"),)
    )
    two = make_extraction(
        TWO,
        "Ada Brook",
        quotes=(make_quote(TWO, "W" + WORDS),),
        mentions=(make_mention(TWO, "Ada Brook"),),
        dates=(make_date(TWO, "3 May 2024", "2024-05-03"),),
    )
    return [one, two, make_extraction(ALONE, "Ada Brook", mentions=(make_mention(ALONE, "Ada Brook"),))]


def test_a_story_joins_its_sources_and_their_wordings():
    knowledge = gather(make_library(ONE, TWO, ALONE), _found(), load_lexicon())
    story = knowledge.stories["harbour"]
    assert story.sources == ("two", "one")
    assert story.published == date(2024, 5, 4)
    assert [knowledge.statements[s].sources for s in story.statements] == [("one", "two")]
    assert [(item.date, item.span.of(TWO.text)) for item in story.timeline] == [
        ("2024-05-03", "The port shut on 3 May 2024.")
    ]
    assert [part.part for part in story.people] == ["speaks"]
    assert set(knowledge.stories) == {"harbour", "alone"}


def test_the_order_of_the_sources_changes_nothing():
    forward = gather(make_library(ONE, TWO, ALONE), _found(), load_lexicon())
    backward = gather(make_library(ALONE, TWO, ONE), _found()[::-1], load_lexicon())
    assert forward == backward
