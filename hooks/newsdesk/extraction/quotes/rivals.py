"""The voices of a stretch compared with one another: who stands nearer, who takes the words more plainly."""

from __future__ import annotations

from collections.abc import Sequence

from newsdesk.extraction.quotes.setting import Previous, Setting, gap, gap_name, place_in_paragraph, verbs_above
from newsdesk.extraction.speakers.scene import REPORTING, Scene, Voice
from newsdesk.extraction.syntax import Token

LABELS = ("transcript", "label")


def rank(
    scene: Scene,
    at: Setting,
    voices: Sequence[Voice],
    cues: Sequence[Token | None],
    previous: Previous | None,
    rows: list[list[str]],
) -> None:
    """Adds to the row of each voice how it compares with the others."""
    claims = [_claim(scene, at, v, cue) for v, cue in zip(voices, cues, strict=True)]
    clinches = [_clinches(scene, at, v, cue) for v, cue in zip(voices, cues, strict=True)]
    any_behind, any_ahead = any("behind" in c for c in clinches), any("ahead" in c for c in clinches)
    comma = at.ending or "none"
    for clinch, row in zip(clinches, rows, strict=True):
        rivals = f"{'behind' if any_behind else ''}{'ahead' if any_ahead else ''}" or "nobody"
        row.append(f"clinch={clinch or 'no'}·{rivals}·{comma}")
        row.append(f"clinch={clinch or 'no'}·{rivals}·{place_in_paragraph(at)}")
    over = governor(scene, at)
    owned = over is not None and any(over in voice.cues for voice in voices)
    for voice, cue, row in zip(voices, cues, rows, strict=True):
        row += _of_according(scene, at, voice, cue)
        if over is not None:
            whose = "own" if over in voice.cues else "another's" if owned else "nobody's"
            row.append(f"governor={whose}·{scene.cues.of(over)}")
            row.append(f"governor={whose}·{'ahead' if over.i < at.quoted.first else 'behind'}·{voice.construction}")
    for k, row in enumerate(rows):
        side = "before" if voices[k].head.i < at.quoted.first else "after"
        other = max((c for j, c in enumerate(claims) if j != k), default=0)
        row.append(f"claim={claims[k]}·other={other}·{side}")
        nearer_claim = max((c for j, c in enumerate(claims) if _between(at, voices[j].head, voices[k].head)), default=0)
        row.append(f"claim={claims[k]}·nearer={nearer_claim}·{side}")
        if previous is not None and previous.voice is voices[k]:  # who spoke before, and who takes these words
            row.append(f"previous=same·claim={claims[k]}·other={other}·{at.lower}")
        row += _of_relative(voices, claims, k)
        row += _of_carried(scene, voices[k], cues[k])
    order = sorted(range(len(voices)), key=lambda k: gap(at.quoted, voices[k].head))
    nearer: dict[str, int] = {}
    for k in order:
        side = "before" if voices[k].head.i < at.quoted.first else "after"
        cue = cues[k]
        reports = cue is not None and scene.cues.of(cue) in ("say", "write", "ask", "call")
        rows[k].append(f"rank={min(nearer.get(side, 0), 4)}·{side}")
        rows[k].append(f"rank reporting={min(nearer.get('r' + side, 0), 3)}·{side}·{reports}")
        rows[k].append(f"rank all={min(nearer.get('r', 0), 3)}·{reports}")
        nearer[side] = nearer.get(side, 0) + 1
        if reports:
            nearer["r" + side] = nearer.get("r" + side, 0) + 1
            nearer["r"] = nearer.get("r", 0) + 1


def _of_relative(voices: Sequence[Voice], claims: Sequence[int], k: int) -> list[str]:
    """ "Said Lee, who added that …": one person twice, as the name and as "who"."""
    voice = voices[k]
    for j, other in enumerate(voices):
        if voice.described is other.head:
            return [f"relative·claim={claims[k]}·name={claims[j]}"]
        if other.described is voice.head:
            return [f"name·claim={claims[k]}·relative={claims[j]}"]
    return []


def _of_carried(scene: Scene, voice: Voice, cue: Token | None) -> list[str]:
    """ "Lee said that he was late, and added": whose the last verb is, which the parser hung from the words told."""
    told = cue.head if cue is not None and cue.dep in ("conj", "advcl") else None
    if cue is None or told is None or told.dep != "ccomp" or scene.cues.of(told.head) not in REPORTING:
        return []
    return [f"carried on·{'lower' if voice.head.head is told else 'upper'}·{cue.dep}"]


def governor(scene: Scene, at: Setting) -> Token | None:
    """The reporting verb nearest above the words in the sentence's tree: a subject of another one hardly spoke them."""
    return next((verb for verb in verbs_above(scene, at) if scene.cues.of(verb) in REPORTING), None)


def _of_according(scene: Scene, at: Setting, voice: Voice, cue: Token | None) -> list[str]:
    """ "According to the paper, Lee said “…”": who tells of it, and who is told to have said it."""
    if cue is None:
        return []
    if voice.construction == "according":
        verb = cue.head
        kind = scene.cues.of(verb) if verb.pos in ("VERB", "AUX") and scene.inside[verb.i] < 0 else ""
        side = "ahead" if cue.i < at.quoted.first else "behind"
        near = (
            "near" if scene.words[max(at.quoted.first, cue.i)] - scene.words[min(at.quoted.last, cue.i)] < 4 else "far"
        )
        return [f"according·{side}·{kind or 'no report'}", f"according·{side}·{near}·{at.lower}"]
    told = any(c.lower == "according" and scene.inside[c.i] < 0 for c in cue.children)
    return [f"told according to·{voice.construction}·{scene.cues.of(cue) or 'other'}"] if told else []


def _clinches(scene: Scene, at: Setting, voice: Voice, cue: Token | None) -> str:
    """Whether a voice and its reporting word stand right beside the stretch, with nothing but themselves between."""
    if cue is None:
        return ""
    if voice.construction not in LABELS and scene.cues.of(cue) not in ("say", "write", "ask"):
        return ""
    quoted, head = at.quoted, voice.head
    paragraph = scene.doc.tokens[quoted.first].paragraph
    if cue.paragraph != paragraph or head.paragraph != paragraph:
        return ""
    if cue.i > quoted.last and head.i > quoted.last:
        span = scene.words[max(cue.i, head.i)] - scene.words[quoted.last + 1]
        if (
            span <= 4
            and scene.quotes[max(cue.i, head.i)] == scene.quotes[quoted.last + 1]
            and not _stopped(scene, quoted.last + 1, cue.i)
        ):
            return "behind" if span <= 2 else "behind, far"
    if cue.i < quoted.first and head.i < quoted.first:
        span = scene.words[quoted.first] - scene.words[cue.i + 1]
        if span <= 3 and scene.quotes[quoted.first] == scene.quotes[cue.i] and not _stopped(scene, cue.i, quoted.first):
            mark = at.before.text if at.before is not None and at.before.text in (",", ":") else "bare"
            return f"ahead {mark}" if span == 0 else f"ahead, far {mark}"
    return ""


def _stopped(scene: Scene, low: int, high: int) -> bool:
    return scene.stops[max(high, low)] != scene.stops[min(low, high)]


def _claim(scene: Scene, at: Setting, voice: Voice, cue: Token | None) -> int:
    """How plainly a reporting word takes the stretch for its own: 4 right beside it … 0 not at all."""
    if cue is None:
        return 0
    kind = scene.cues.of(cue)
    name = gap_name(scene, at, cue)
    reports = kind in REPORTING or voice.construction in LABELS
    if name.split()[0] in ("0", "1", "2") and reports:
        return 4
    if cue.i in at.governors or cue.i in at.governed:
        return 3 if reports else 2
    if name.startswith(("stop", "over")):
        return 0
    return 2 if reports else 1


def _between(at: Setting, nearer: Token, farther: Token) -> bool:
    """Whether one word stands between another and the stretch."""
    if farther.i < at.quoted.first:
        return farther.i < nearer.i < at.quoted.first
    return at.quoted.last < nearer.i < farther.i
