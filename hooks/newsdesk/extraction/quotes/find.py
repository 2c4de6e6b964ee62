"""One text → its quotes in quotation marks, and the stretches that nobody said."""

from __future__ import annotations

from dataclasses import dataclass, replace

from newsdesk.extraction.ids import Ids
from newsdesk.extraction.names import Names
from newsdesk.extraction.quotes.assembly import Utterance, grouped, kind_of
from newsdesk.extraction.quotes.candidates import set_scene
from newsdesk.extraction.quotes.confidence import confidence
from newsdesk.extraction.quotes.decisions import Models, SpeakerDecision, decide, load_models
from newsdesk.extraction.quotes.headlines import speaking
from newsdesk.extraction.quotes.hearsay import hearsay
from newsdesk.extraction.quotes.marks import quoted_stretches
from newsdesk.extraction.quotes.plainly import plainly
from newsdesk.extraction.quotes.transcripts import Turn, find_posts, find_turns
from newsdesk.extraction.quotes.turns import doubted
from newsdesk.extraction.speakers.made import make_speaker
from newsdesk.extraction.speakers.printed import speaker_span
from newsdesk.extraction.speakers.scene import Scene, Voice
from newsdesk.extraction.syntax import Doc
from newsdesk.records import Candidate, Lexicon, Quote, Refusal, Span, Speaker

TURN = 0.9  # confidence of a transcript's turn; too few are annotated to measure it
EVEN = 0.5  # the most that the confidence of a doubted speaker may be
SHOWN = 5  # candidates kept for `explain`


@dataclass(frozen=True)
class QuotesFound:
    """The quotes of a text and the stretches that were not taken."""

    quotes: tuple[Quote, ...]
    refusals: tuple[Refusal, ...]


def find_quotes(doc: Doc, names: Names, lexicon: Lexicon) -> QuotesFound:
    """All quotes in quotation marks, in order, with the stretches that were refused and why."""
    models = load_models(lexicon)
    scene = set_scene(doc, quoted_stretches(doc.source, lexicon), lexicon)
    decisions = decide(scene, models)
    taken = [d for d in decisions if d.taken]
    ids = Ids(doc.source.id)
    turns = find_turns(doc, names, lexicon)
    turns += [post for post in find_posts(doc) if not any(post.words.overlaps(turn.words) for turn in turns)]
    taken = [d for d in taken if not any(turn.words.overlaps(d.quoted.stretch.span) for turn in turns)]
    groups = grouped(scene, taken)
    unsure = doubted(scene, groups)
    quotes = [
        _quote(scene, models, names, group, before, speaking(scene, group, groups), ids)
        for before, group in zip([None, *groups], groups, strict=False)
    ]
    quotes = [_even(quote, "or the one who was asked") if n in unsure else quote for n, quote in enumerate(quotes)]
    quotes = [_even(q, "by hearsay") if hearsay(scene, group) else q for q, group in zip(quotes, groups, strict=True)]
    quotes += [_turn(scene, names, turn, ids) for turn in turns]
    refused = tuple(_refusal(models, d) for d in decisions if not d.taken)
    return QuotesFound(tuple(sorted(quotes, key=lambda quote: quote.spans)), refused)


def _quote(
    scene: Scene,
    models: Models,
    names: Names,
    group: Utterance,
    before: Utterance | None,
    voice: Voice | None,
    ids: Ids,
) -> Quote:
    lead = group.lead
    spans = tuple(d.quoted.stretch.span for d in group.decisions)
    speaker = make_speaker(scene, voice, names) if voice is not None else None
    words = " ".join(span.of(scene.doc.text) for span in spans)
    return Quote(
        id=ids.of(words),
        kind=kind_of(scene, group),
        spans=spans,
        speaker=speaker,
        cue=lead.cue.span if lead.cue is not None else None,
        rule=voice.construction if voice is not None else "no speaker near",
        confidence=round(confidence(scene, models, group, before), 3),
        paragraph=group.decisions[0].quoted.stretch.paragraph,
        candidates=_candidates(scene, models, lead),
    )


def _even(quote: Quote, why: str) -> Quote:
    """A quote whose speaker is as likely as not another, whatever its confidence says."""
    return replace(quote, confidence=min(quote.confidence, EVEN), rule=f"{quote.rule}, {why}")


def _turn(scene: Scene, names: Names, turn: Turn, ids: Ids) -> Quote:
    """A turn of a transcript; the words in marks inside it are part of it."""
    return Quote(
        id=ids.of(turn.words.of(scene.doc.text)),
        kind="direct",
        spans=(turn.words,),
        speaker=_of_turn(scene, names, turn),
        cue=turn.colon,
        rule=turn.rule if turn.label is not None else "interview",
        confidence=TURN,
        paragraph=turn.paragraph,
    )


def _of_turn(scene: Scene, names: Names, turn: Turn) -> Speaker | None:
    text, doc = scene.doc.text, scene.doc
    if turn.who is not None:  # the one who is asked
        span = turn.label or turn.who.span
        mention = names.mention_at(turn.who)
        chain = mention.chain if mention is not None else None
        if turn.label is None and mention is not None:
            span = mention.span
        return Speaker(span, span.of(text), "description" if turn.label else "named", chain, "who is asked")
    if turn.speaker is None or turn.label is None:
        return None
    chain, rule = names.resolve(turn.speaker, doc)
    return Speaker(turn.label, turn.label.of(text), "named", chain, rule)


def _candidates(scene: Scene, models: Models, decision: SpeakerDecision) -> tuple[Candidate, ...]:
    """The likeliest voices, of those printed alike the likeliest."""
    order = sorted(range(len(decision.voices)), key=lambda k: -decision.scores[k])
    found: dict[str, Candidate] = {}
    for k in order:
        span = speaker_span(scene, decision.voices[k])
        words = span.of(scene.doc.text)
        if words not in found:
            score, evidence = round(decision.scores[k], 2), models.voice.evidence(decision.rows[k])
            found[words] = Candidate(words, span, score, evidence)
        if len(found) == SHOWN:
            break
    return tuple(found.values())


def _refusal(models: Models, decision: SpeakerDecision) -> Refusal:
    span: Span = decision.quoted.stretch.span
    if decision.refused:
        rule, why = decision.refused
        return Refusal(span, "quote", rule, why)
    evidence = plainly(models.speech.evidence(decision.features, most=40))
    against = [f"{words} {weight:+.1f}" for words, weight in evidence if weight <= -0.1][:4]
    why = f"P(speech) {decision.speech:.2f}, {decision.least} wanted: " + (
        "; ".join(against) or "nothing speaks for it"
    )
    return Refusal(span, "quote", "not speech", why)
