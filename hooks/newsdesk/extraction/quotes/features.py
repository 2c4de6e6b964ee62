"""What speaks for and against a voice being a quote's speaker: named features; `speech` has those of being speech.

A feature is a word such as "shape=Q,VC" or "cue=say·after"; it is there or it is not. The weights are data
(`data/quote_weights.yml`), so every decision is a sum that a person can read.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from newsdesk.extraction.quotes.candidates import SUBJECTS, Quoted, Scene, Voice
from newsdesk.extraction.syntax import Token

FAR = 9  # words of an attribution that are spelled out in a shape


@dataclass(eq=False, slots=True)
class Setting:
    """A stretch among the words around it; worked out once, used for every voice."""

    quoted: Quoted
    before: Token | None  # the nearest tokens outside marks and punctuation marks that are quotation marks
    after: Token | None
    opens_paragraph: bool
    closes_paragraph: bool
    ending: str  # how the quoted words end: "," "." "?" or ""
    lower: bool  # they begin in lower case
    length: str
    governors: dict[int, str]  # outside token → dependency by which the quoted words hang from it
    governed: dict[int, str]  # outside token → dependency by which it hangs from the quoted words


@dataclass(eq=False, slots=True)
class Previous:
    """The stretch before, if it was speech, and who spoke it."""

    quoted: Quoted
    voice: Voice | None


def setting(scene: Scene, quoted: Quoted) -> Setting:
    tokens, text = scene.doc.tokens, scene.doc.text
    words = quoted.stretch.span.of(text)
    before, opens = _neighbour(scene, quoted.first, -1)
    after, closes = _neighbour(scene, quoted.last, 1)
    governors: dict[int, str] = {}
    governed: dict[int, str] = {}
    for token in tokens[quoted.first : quoted.last + 1]:
        if scene.inside[token.head.i] != quoted.index and token.head is not token:
            rung = token
            for ancestor in token.ancestors():
                if scene.inside[ancestor.i] < 0:
                    governors.setdefault(ancestor.i, rung.dep)
                rung = ancestor
        for child in token.children:
            if scene.inside[child.i] < 0 and child.pos != "PUNCT":
                governed.setdefault(child.i, child.dep)
    last = words[-1:]
    ending = "," if last == "," or text[quoted.stretch.outer.end : quoted.stretch.outer.end + 1] == "," else last
    return Setting(
        quoted, before, after, opens, closes,
        ending if ending in ",?!" else "." if ending in ".…" else "",
        words[:1].islower(), length_of(quoted.last - quoted.first + 1), governors, governed,
    )  # fmt: skip


def _neighbour(scene: Scene, i: int, step: int) -> tuple[Token | None, bool]:
    """The next token outward that is no quotation mark, and whether the paragraph ends before it."""
    tokens = scene.doc.tokens
    paragraph = tokens[i].paragraph
    i += step
    while 0 <= i < len(tokens) and tokens[i].paragraph == paragraph:
        if tokens[i].text not in ("“", "”", '"', "‘", "’", "'", "``", "''", "«", "»", "„"):
            return tokens[i], False
        i += step
    return None, True


def length_of(words: int) -> str:
    for limit, name in ((1, "1"), (2, "2"), (3, "3"), (4, "4"), (6, "6"), (9, "9"), (15, "15")):
        if words <= limit:
            return name
    return "long"


def in_bins(count: int) -> str:
    for limit, name in ((0, "0"), (1, "1"), (2, "2"), (4, "4"), (7, "7"), (12, "12"), (20, "20"), (40, "40")):
        if count <= limit:
            return name
    return "far"


def best_cue(scene: Scene, at: Setting, voice: Voice) -> Token | None:
    """Of a voice's reporting words the one that most likely reports this stretch."""
    best, best_rank = None, (-1, 0)
    for cue in voice.cues:
        rank = 4 if cue.i in at.governors else 3 if cue.i in at.governed else 0
        kind = scene.cues.of(cue)
        rank += 3 if kind in ("say", "write", "ask") else 2 if kind == "call" else 1 if kind else 0
        if rank > best_rank[0] or (rank == best_rank[0] and -_gap(at.quoted, cue) > best_rank[1]):
            best, best_rank = cue, (rank, -_gap(at.quoted, cue))
    return best


def _gap(quoted: Quoted, token: Token) -> int:
    return quoted.first - token.i if token.i < quoted.first else token.i - quoted.last


def voice_features(scene: Scene, at: Setting, voices: Sequence[Voice], previous: Previous | None) -> list[list[str]]:
    """The features of each voice as speaker of the stretch."""
    cues = [best_cue(scene, at, voice) for voice in voices]
    rows = [_voice_row(scene, at, voice, cue, previous) for voice, cue in zip(voices, cues, strict=True)]
    _rank(scene, at, voices, cues, rows)
    return rows


def _voice_row(scene: Scene, at: Setting, voice: Voice, cue: Token | None, previous: Previous | None) -> list[str]:
    quoted, head = at.quoted, voice.head
    before = head.i < quoted.first
    side = "before" if before else "after"
    low, high = (head.i + 1, quoted.first) if before else (quoted.last + 1, head.i)
    words = scene.words[high] - scene.words[low]
    stops = scene.stops[high] - scene.stops[low]
    quotes = scene.quotes[high] - scene.quotes[low]
    tokens = scene.doc.tokens
    paragraphs = abs(tokens[quoted.first if before else quoted.last].paragraph - head.paragraph)
    kind = scene.cues.of(cue) if cue is not None else "none"
    if cue is not None and cue.pos not in ("VERB", "AUX"):
        kind = "noun" if cue.lemma.lower() in scene.cues.nouns else voice.construction
    kind = kind or "other"
    place = "same" if paragraphs == 0 and stops == 0 else "para" if paragraphs == 0 else f"{min(paragraphs, 3)}¶"
    row = [
        f"side={side}",
        f"construction={voice.construction}",
        f"words={in_bins(words)}·{side}",
        f"stops={min(stops, 4)}·{side}",
        f"quotes={min(quotes, 4)}·{side}",
        f"place={place}·{side}",
        f"place={place}·{side}·{kind}",
        f"cue={kind}",
        f"cue={kind}·{voice.construction}",
        f"who={_who(scene, voice)}",
        f"who={_who(scene, voice)}·{kind}",
    ]
    relation = _relation(at, cue)
    row.append(f"relation={relation}·{kind}")
    if cue is not None:
        row += _cue_row(scene, at, voice, cue, kind, side)
    shape = _shape(scene, at, voice, cue)
    row.append(f"shape={shape}")
    row.append(f"shape={shape}·{kind}")
    row.append(f"ending={at.ending or 'none'}·{side}·{place}")
    if at.opens_paragraph:
        row.append(f"opens·{side}·{place}")
    if at.closes_paragraph:
        row.append(f"closes·{side}·{place}")
    if at.lower:
        row.append(f"lower·{side}·{place}·{relation != 'none'}")
    if at.before is not None and at.before.text in (":", ",", "."):
        row.append(f"after {at.before.text}·{side}·{place}·{kind}")
    if quoted.index in scene.signatures or quoted.index in scene.labels:
        row.append("signed or labelled")
    if at.quoted.stretch.continued:
        row.append(f"continued·{side}·{place}")
    row += _previous_row(scene, at, voice, previous, place, kind)
    gap = "none" if cue is None else _gap_name(scene, at, cue)
    edge = _mark_before(at)
    row += [
        f"A {side}·{kind}·{relation}·{gap}",
        f"B {voice.construction}·{kind}·{place}·{side}·{edge}·{at.ending}·{_place_in_paragraph(at)}",
        f"C {shape}·{_place_in_paragraph(at)}·{at.lower}",
        f"D {side}·{place}·{kind}·{_who(scene, voice)}·{in_bins(words)}",
        f"E {side}·{gap}·{edge}·{at.ending}",
    ]
    if voice.head.i == 0 or (scene.doc.tokens[0].paragraph == voice.head.paragraph and scene.words[voice.head.i] < 3):
        row.append(f"headline opener·{place}")
    if scene.doc.tokens[0].paragraph == tokens[quoted.first].paragraph:
        row.append(f"headline·{side}·{voice.construction}·{_who(scene, voice)}")
    return row


def _gap_name(scene: Scene, at: Setting, cue: Token) -> str:
    """How far a reporting word stands from the stretch, and on which side."""
    quoted = at.quoted
    where = "ahead" if cue.i < quoted.first else "behind"
    low, high = (cue.i + 1, quoted.first) if where == "ahead" else (quoted.last + 1, cue.i)
    if high < low:
        return "inside"
    if scene.stops[high] - scene.stops[low]:
        return f"stop {where}"
    over = "over quote " if scene.quotes[high] - scene.quotes[low] else ""
    return f"{over}{in_bins(scene.words[high] - scene.words[low])} {where}"


def _who(scene: Scene, voice: Voice) -> str:
    head = voice.head
    if head.pos == "PRON" or head.lower in scene.cues.pronouns:
        return scene.cues.pronouns.get(head.lower, "pronoun")
    if voice.entity is not None:
        return voice.entity.label if voice.entity.label in ("PERSON", "ORG", "GPE", "NORP") else "entity"
    if head.lemma.lower() in scene.cues.documents:
        return "document"
    if head.lower in scene.cues.collective or head.lemma.lower() in scene.cues.anonymous:
        return "people"
    return "proper" if head.pos == "PROPN" else "noun" if head.pos == "NOUN" else "odd"


def _relation(at: Setting, cue: Token | None) -> str:
    if cue is None:
        return "none"
    if cue.i in at.governors:
        return "over-" + at.governors[cue.i]
    if cue.i in at.governed:
        return "under-" + at.governed[cue.i]
    return "none"


def _cue_row(scene: Scene, at: Setting, voice: Voice, cue: Token, kind: str, side: str) -> list[str]:
    quoted = at.quoted
    where = "ahead" if cue.i < quoted.first else "behind"
    low, high = (cue.i + 1, quoted.first) if where == "ahead" else (quoted.last + 1, cue.i)
    gap = scene.words[high] - scene.words[low]
    stops = scene.stops[high] - scene.stops[low]
    row = [
        f"lemma={cue.lemma.lower()}",
        f"gap={in_bins(gap)}·{where}·{kind}" if not stops else f"gap=stop·{where}",
        f"dep={cue.dep}·{kind}",
        f"order={'VC' if voice.head.i < cue.i else 'CV'}·{side}·{where}",
        f"tense={cue.tag}",
    ]
    if scene.quotes[max(high, low)] - scene.quotes[min(high, low)] > 0:
        row.append(f"gap over quote·{where}")
    if any(c.dep == "ccomp" and scene.inside[c.i] < 0 and c.i not in at.governors for c in cue.children):
        row.append("cue has its own clause")
    if any(c.dep == "neg" for c in cue.children):
        row.append("cue negated")
    objects = [c for c in cue.children if c.dep in ("dobj", "dative") and scene.inside[c.i] < 0]
    if objects and kind in ("say", "call"):
        row.append(f"cue has object·{kind}·{objects[0].pos}")
    if cue.dep in ("relcl", "advcl", "acl"):
        row.append(f"cue in {cue.dep}·{where}")
    return row


def _shape(scene: Scene, at: Setting, voice: Voice, cue: Token | None) -> str:
    """The words between voice and stretch as a short string: V voice, C its cue, Q stretch, x other words."""
    quoted, head = at.quoted, voice.head
    before = head.i < quoted.first
    low = min(head.i, cue.i) if cue is not None and before else head.i if before else quoted.last + 1
    high = quoted.first if before else max(head.i, cue.i if cue is not None and cue.i > quoted.last else head.i) + 1
    if cue is not None and before and cue.i > quoted.last:
        return "V Q C"
    if high - low > 40 or scene.words[high] - scene.words[low] > FAR + 2:
        return "far"
    tokens = scene.doc.tokens
    letters: list[str] = []
    for token in tokens[low:high]:
        letter = _letter(scene, at, token, head, cue)
        if letter and not (letters and letters[-1] == letter and letter in "xnq"):
            letters.append(letter)
        if len(letters) > 10:
            return "long"
    body = " ".join(letters)
    return f"{body} Q" if before else f"Q {body}"


def _letter(scene: Scene, at: Setting, token: Token, head: Token, cue: Token | None) -> str:
    if token is head:
        return "V"
    if token is cue:
        return "C"
    inside = scene.inside[token.i]
    if inside >= 0:
        return "q" if inside != at.quoted.index else ""
    if token.pos == "PUNCT" or token.text in (":", "—", "―", "–"):
        return token.text if token.text in (",", ":", ".", ";", "?", "!", "(", ")", "—", "―", "–", "-") else ""
    if token.lower in ("that", "who", "and", "but"):
        return token.lower
    if token.pos in ("VERB",) and scene.cues.of(token) in ("say", "write", "ask", "call"):
        return "c"
    if token.pos in ("VERB", "AUX"):
        return "v"
    if token.dep in SUBJECTS:
        return "s"
    if token.head is head and token.i < head.i:
        return ""
    if scene.entity_of.get(token.i) is not None and scene.entity_of.get(token.i) is scene.entity_of.get(head.i):
        return ""
    return "x"


def _previous_row(
    scene: Scene, at: Setting, voice: Voice, previous: Previous | None, place: str, kind: str
) -> list[str]:
    if previous is None:
        return ["previous=none"]
    quoted = at.quoted
    tokens = scene.doc.tokens
    apart = abs(tokens[quoted.first].paragraph - tokens[previous.quoted.last].paragraph)
    gap = scene.words[quoted.first] - scene.words[previous.quoted.last + 1]
    distance = f"{min(apart, 3)}¶·{in_bins(gap)}"
    if previous.voice is None:
        return [f"previous=unknown·{min(apart, 3)}¶"]
    same = previous.voice is voice
    if same:
        between = previous.quoted.last < voice.head.i < quoted.first
        return [
            f"previous=same·{distance}",
            f"previous=same·{'between' if between else 'outside'}·{min(apart, 2)}¶",
            f"previous=same·{_place_in_paragraph(at)}·{min(apart, 2)}¶",
            f"previous=same·continued={quoted.stretch.continued}·{at.lower}",
            f"previous=same·{place}·{kind}·{between}·{_mark_before(at)}",
        ]
    alike = previous.voice.head.lower == voice.head.lower
    later = voice.head.i > previous.voice.head.i
    return [
        f"previous=other·{min(apart, 2)}¶·{place}",
        f"previous={'alike' if alike else 'else'}·{'later' if later else 'earlier'}",
    ]


def _mark_before(at: Setting) -> str:
    """What stands before the stretch: a punctuation mark, "word", or "¶"."""
    if at.before is None:
        return "¶"
    return at.before.text if at.before.pos == "PUNCT" else "word"


def _place_in_paragraph(at: Setting) -> str:
    if at.opens_paragraph:
        return "alone" if at.closes_paragraph else "opens"
    return "closes" if at.closes_paragraph else "inside"


def _rank(
    scene: Scene, at: Setting, voices: Sequence[Voice], cues: Sequence[Token | None], rows: list[list[str]]
) -> None:
    """Nearest first: how many voices, and how many with a reporting verb, stand nearer."""
    claims = [_claim(scene, at, cue) for cue in cues]
    clinches = [_clinches(scene, at, v, cue) for v, cue in zip(voices, cues, strict=True)]
    any_behind, any_ahead = any("behind" in c for c in clinches), any("ahead" in c for c in clinches)
    comma = at.ending or "none"
    for clinch, row in zip(clinches, rows, strict=True):
        rivals = f"{'behind' if any_behind else ''}{'ahead' if any_ahead else ''}" or "nobody"
        row.append(f"clinch={clinch or 'no'}·{rivals}·{comma}")
        row.append(f"clinch={clinch or 'no'}·{rivals}·{_place_in_paragraph(at)}")
    for k, row in enumerate(rows):
        side = "before" if voices[k].head.i < at.quoted.first else "after"
        other = max((c for j, c in enumerate(claims) if j != k), default=0)
        row.append(f"claim={claims[k]}·other={other}·{side}")
        nearer_claim = max((c for j, c in enumerate(claims) if _between(at, voices[j].head, voices[k].head)), default=0)
        row.append(f"claim={claims[k]}·nearer={nearer_claim}·{side}")
    order = sorted(range(len(voices)), key=lambda k: _gap(at.quoted, voices[k].head))
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


def _clinches(scene: Scene, at: Setting, voice: Voice, cue: Token | None) -> str:
    """Whether a voice and its reporting word stand right beside the stretch, with nothing but themselves between."""
    if cue is None:
        return ""
    kind = "transcript" if voice.construction == "transcript" else scene.cues.of(cue)
    if kind not in ("say", "write", "ask", "transcript"):
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


def _claim(scene: Scene, at: Setting, cue: Token | None) -> int:
    """How plainly a reporting word takes the stretch for its own: 4 right beside it … 0 not at all."""
    if cue is None:
        return 0
    kind = scene.cues.of(cue)
    name = _gap_name(scene, at, cue)
    reports = kind in ("say", "write", "ask", "call")
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
