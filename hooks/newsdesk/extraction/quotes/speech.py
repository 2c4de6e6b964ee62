"""What speaks for and against a stretch being speech at all: named features."""

from __future__ import annotations

from collections.abc import Sequence

from newsdesk.extraction.quotes.setting import Previous, Setting, in_bins, length_of
from newsdesk.extraction.speakers.scene import SUBJECTS, Scene
from newsdesk.extraction.syntax import Token

FIRST = frozenset({"i", "we", "me", "us", "my", "our", "mine", "ours", "myself", "ourselves"})
SECOND = frozenset({"you", "your", "yours", "yourself"})
DETERMINERS = frozenset({"a", "an", "the", "his", "her", "their", "its", "our", "my", "this", "that", "these", "those"})


PLAIN_WORDS = DETERMINERS | {
    "about", "and", "as", "be", "for", "in", "is", "like", "not", "of", "on", "or", "that", "to", "was", "with",
}  # fmt: skip


def speech_features(
    scene: Scene, at: Setting, scores: Sequence[float], rows: Sequence[Sequence[str]], previous: Previous | None
) -> list[str]:
    """The features of a stretch being speech at all; `scores` and `rows` are those of its voices."""
    stretch, tokens = at.quoted.stretch, scene.doc.tokens
    words = tokens[at.quoted.first : at.quoted.last + 1]
    real = [t for t in words if t.pos != "PUNCT"]
    capitals = sum(t.text[:1].isupper() for t in real)
    case = (
        "lower"
        if not capitals
        else "all"
        if capitals == len(real)
        else "first"
        if real[0].text[:1].isupper() and capitals == 1
        else "some"
    )
    length = length_of(len(real))
    verb = any(t.pos in ("VERB", "AUX") and t.tag != "VBG" for t in words)
    finite = any(t.dep in SUBJECTS for t in words)
    clause = "clause" if finite else "verb" if verb else "phrase"
    style = "single" if stretch.single else "double"
    ordered = sorted(scores, reverse=True)
    top = ordered[0] if ordered else -9.0
    row = [
        f"length={length}", f"length={length}·{style}", f"length={length}·{clause}", f"case={case}·{length}",
        f"clause={clause}", f"style={style}", f"ending={at.ending or 'none'}·{clause}",
        f"case={case}·ending={at.ending or 'none'}",
        f"closed={stretch.closed}·{stretch.continued}",
        f"top={_score_bin(top)}", f"top={_score_bin(top)}·{length}",
        f"top={_score_bin(top)}·{clause}", f"title paragraph={words[0].paragraph == 1}",
    ]  # fmt: skip
    if at.opens_paragraph and at.closes_paragraph:
        row.append("whole paragraph")
    if at.introduced:
        row.append("introduced by a colon")
    row += _before_row(scene, at, length)
    row += _after_row(scene, at, length)
    if ordered:
        best = max(range(len(scores)), key=lambda k: scores[k])
        row += [
            f"best·{f}"
            for f in rows[best]
            if f.startswith(("cue=", "relation=", "place=", "construction=", "who=", "shape=", "according"))
        ]
    entity = scene.entity_of.get(words[0].i)
    if entity is not None and entity.first.i >= at.quoted.first and entity.last.i <= at.quoted.last:
        whole = bool(real) and entity.first is real[0] and entity.last is real[-1]
        row.append(f"entity={entity.label}·{'whole' if whole else 'part'}")
    if len(real) == 1:
        row.append(f"word={real[0].pos}")
    row += _hang_row(scene, at, words, length)
    row += _person_row(words, length)
    if previous is not None and tokens[previous.quoted.last].sent == words[0].sent:
        gap = scene.words[at.quoted.first] - scene.words[previous.quoted.last + 1]
        row += [f"speech just before·{in_bins(gap)}", f"speech just before·{in_bins(gap)}·{length}"]
    if any(t.ent_type in ("WORK_OF_ART", "LAW", "EVENT", "PRODUCT") for t in real):
        row.append("in a title")
    return row


def _person_row(words: Sequence[Token], length: str) -> list[str]:
    """What only somebody who speaks would say: I and we, you, a contraction."""
    row = []
    lower = {t.lower for t in words}
    if lower & FIRST:
        row += ["first person", f"first person·{length}"]
    if lower & SECOND:
        row.append(f"second person·{length}")
    if any(t.text[:1] in "’'" or t.lower in ("n't", "n’t") for t in words[1:]):
        row.append(f"contraction·{length}")
    return row


def _hang_row(scene: Scene, at: Setting, words: Sequence[Token], length: str) -> list[str]:
    """How the stretch hangs in the sentence around it: a part of a noun phrase, an object of a reporting verb …"""
    top = next((t for t in words if t.head is t or scene.inside[t.head.i] != at.quoted.index), words[0])
    head = top.head
    row = []
    if head is not top:
        kind = scene.cues.of(head) if head.pos in ("VERB", "AUX") else ""
        row = [f"hangs={top.dep}·{kind or head.pos}", f"hangs={top.dep}·{length}", f"hangs={top.dep}·{top.pos}"]
        if top.dep == "pobj" and head.pos == "ADP":
            above = head.head
            row.append(f"hangs=pobj·{head.lower}·{scene.cues.of(above) or above.pos}")
            row.append(f"hangs=pobj·{head.lower}·{length}")
        elif kind:
            row.append(f"hangs={top.dep}·{head.lemma.lower()}")
    reporting = next((scene.cues.of(t) for t in top.ancestors() if scene.inside[t.i] < 0 and t.pos == "VERB"
                      and scene.cues.of(t) in ("say", "write", "ask", "call")), "none")  # fmt: skip
    row += [f"under={reporting}", f"under={reporting}·{length}"]
    after = at.after
    if after is not None and after.pos in ("NOUN", "PROPN") and at.quoted.stretch.outer.end + 1 >= after.start:
        row.append(f"noun follows·{length}")
    if at.before is not None and at.before.lower in DETERMINERS:
        row.append(
            f"determiner·{'noun' if after is not None and after.pos in ('NOUN', 'PROPN', 'ADJ') else 'end'}·{length}"
        )
    return row


def _score_bin(score: float) -> str:
    return str(max(-6, min(8, int(score // 1.5))))


def _before_row(scene: Scene, at: Setting, length: str) -> list[str]:
    token, cues = at.before, scene.cues
    if token is None:
        return ["before=¶"]
    if token.pos == "PUNCT" or token.text in (":", "—", "―"):
        return [f"before={token.text}", f"before={token.text}·{length}"]
    lemma = token.lemma.lower()
    if token.lower in DETERMINERS:
        kind = "determiner"
    elif token.lower in cues.terms or (lemma in cues.terms and token.pos == "NOUN"):
        # "they called “…”" says; "a plan called “…”" names
        finite = token.pos == "VERB" and (token.tag != "VBN" or any(c.dep in SUBJECTS for c in token.children))
        kind = f"{cues.of(token)} finite" if finite else "term"
    elif lemma in cues.works:
        kind = "work"
    else:
        kind = cues.of(token) or token.pos
    row = [f"before={kind}", f"before={kind}·{length}", f"before={kind}·{token.dep}", f"before={kind}·{token.tag}"]
    if token.lower in PLAIN_WORDS:
        row.append(f"before={token.lower}")
        row.append(f"before={token.lower}·{length}")
    return row


def _after_row(scene: Scene, at: Setting, length: str) -> list[str]:
    token = at.after
    if token is None:
        return ["after=¶"]
    if token.pos == "PUNCT":
        return [f"after={token.text}"]
    kind = scene.cues.of(token) or token.pos
    return [f"after={kind}", f"after={kind}·{length}"]
