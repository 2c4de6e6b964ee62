"""What makes a word a possible speaker: a list of rules, of which the first that answers decides.

A rule gives the construction by which somebody speaks, with its reporting words; `NOBODY` where nobody does, whatever
rules come later; None where it has nothing to say. To add one: a function, its place in `RULES`, and a golden case.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from newsdesk.extraction.quotes.constructions import (
    absolute,
    carries,
    inverted,
    labelled_by,
    labels,
    moved_to,
    passive_verbs,
    quoted_as_saying,
    resumed,
    stands_beside,
    verbs,
)
from newsdesk.extraction.speakers.scene import NOMINAL, REPORTING, SUBJECTS, Scene
from newsdesk.extraction.syntax import Token

Construction = tuple[str, list[Token]]
NOBODY: Construction = ("", [])
NAMED = frozenset({"PERSON", "ORG", "NORP", "GPE"})
UNMISTAKEN = frozenset({*SUBJECTS, "poss", "compound"})  # which an inverted subject is never taken for
SPEAKING = frozenset({"he", "she", "who", "they", "we", "i"})


class Word:
    """A word outside quotation marks, with what several rules ask of it."""

    __slots__ = ("beside", "dep", "entity", "following", "head", "label", "scene", "token")

    def __init__(self, scene: Scene, token: Token) -> None:
        self.scene, self.token, self.head, self.dep = scene, token, token.head, token.dep
        self.entity = scene.entity_of.get(token.i)
        tokens = scene.doc.tokens
        self.following = tokens[token.i + 1] if token.i + 1 < len(tokens) else None
        self.beside = self.following is not None and stands_beside(scene, token, self.following)
        self.label = labels(scene, token, self.entity)

    @property
    def can_speak(self) -> bool:
        named = self.entity is not None and self.entity.label in NAMED
        return named or self.token.pos in ("PRON", "PROPN")


def construction_of(scene: Scene, token: Token) -> Construction | None:
    """The construction by which a word may be who speaks, and its reporting words; None where it is not."""
    word = Word(scene, token)
    for rule in rules_for(token.dep, token.pos):
        if (answer := rule(word)) is not None:
            return None if answer is NOBODY else answer
    return None


def _measure(word: Word) -> Construction | None:
    """A date, a time, a share or a sum, unless it speaks: "the 43-year-old asked", "21 percent said"."""
    token = word.token
    if token.ent_type not in ("DATE", "TIME", "PERCENT", "MONEY") or token.lower.endswith("old"):
        return None
    speaks = token.dep == "nsubj" and word.scene.cues.of(token.head) in REPORTING
    return None if token.ent_type == "PERCENT" and speaks else NOBODY


def _participle(word: Word) -> Construction | None:
    """ "Offering her thanks, …" """
    acts = word.token.tag == "VBG" and word.entity is None
    return NOBODY if acts and not (word.beside and word.token.text[:1].isupper()) else None


def _sign(word: Word) -> Construction | None:
    return NOBODY if word.token.text in "[]<>|" else None


def _signature(word: Word) -> Construction | None:
    """ "“…” ― Ada Brook" """
    return ("signature", []) if word.token.i in word.scene.signatures.values() else None


def _transcript(word: Word) -> Construction | None:
    """ "BROOK: …" """
    return ("transcript", []) if word.token.i in word.scene.labels.values() else None


def _label(word: Word) -> Construction | None:
    """ "Brook: “…”" """
    if word.label not in ("label", "transcript") or word.following is None:
        return None
    is_subject = word.dep in SUBJECTS and word.scene.inside[word.head.i] < 0
    return None if is_subject else (word.label, [word.following])


def _passive(word: Word) -> Construction | None:
    """ "Brook was quoted …" """
    return ("passive", passive_verbs(word.head)) if word.scene.cues.of(word.head) in REPORTING else None


def _subject(word: Word) -> Construction | None:
    """ "Brook said"; of "Lee quoted Brook as saying" Lee says nothing."""
    if word.head.pos not in ("VERB", "AUX") and not word.scene.cues.of(word.head):
        return None
    other = any(c.dep == "dobj" and quoted_as_saying(word.scene, c) is not None for c in word.head.children)
    return "subject", [] if other else verbs(word.scene, word.head)


def _according(word: Word) -> Construction | None:
    """ "according to Brook", not "according to plan"."""
    if word.head.lower != "to" or word.head.head.lower != "according":
        return None
    return NOBODY if word.token.tag == "NN" and not word.token.children else ("according", [word.head.head])


def _agent(word: Word) -> Construction | None:
    """ "told by Brook", "dubbed “…” by Brook"."""
    if word.head.lower == "by" and (labelled := labelled_by(word.scene, word.head)) is not None:
        return "agent", [labelled]
    return ("agent", [word.head.head]) if word.head.dep == "agent" else None


def _owner(word: Word) -> Construction | None:
    """ "a statement by Brook" """
    noun = word.head.head
    if word.head.lower not in ("from", "by", "of"):
        return None
    return ("owner", [noun]) if noun.lemma.lower() in word.scene.cues.nouns and word.can_speak else None


def _headline(word: Word) -> Construction | None:
    """A label in a headline that none of the rules above has taken."""
    return NOBODY if word.label == "headline" else None


def _quoted(word: Word) -> Construction | None:
    """ "quoted Brook as saying" """
    saying = quoted_as_saying(word.scene, word.token)
    return None if saying is None else ("quoted", [saying])


def _inverted(word: Word) -> Construction | None:
    """ "“…,” said Brook", which the parser took for something else."""
    verb = inverted(word.scene, word.token) if word.dep not in UNMISTAKEN else None
    return None if verb is None else ("inverted", verbs(word.scene, verb))


def _moved(word: Word) -> Construction | None:
    moved = moved_to(word.scene, word.head, word.token)
    return None if moved is None else ("moved", [moved])


def _possessive(word: Word) -> Construction | None:
    """ "Brook’s statement" """
    if word.head.lemma.lower() not in word.scene.cues.nouns or not word.can_speak:
        return None
    return "owner", [word.head]


def _resumed(word: Word) -> Construction | None:
    carried = resumed(word.scene, word.token)
    return ("subject", carried) if carried else None


def _beside(word: Word) -> Construction | None:
    return ("beside", [word.following]) if word.following is not None and word.beside else None


def _carrier(word: Word) -> Construction | None:
    return ("carrier", [word.following]) if word.following is not None and carries(word.following) else None


def _absolute(word: Word) -> Construction | None:
    saying = absolute(word.scene, word.token)
    return None if saying is None else ("absolute", [saying])


def _name(word: Word) -> Construction | None:
    """A person's name without a verb: the paragraph may go on in marks."""
    entity = word.entity
    return ("name", []) if entity is not None and entity.label == "PERSON" and entity.root is word.token else None


def _pronoun(word: Word) -> Construction | None:
    if word.token.lower not in SPEAKING:
        return None
    return "pronoun", [word.head] if word.head.pos in ("VERB", "AUX") else []


ANY: frozenset[str] = frozenset()
Rule = Callable[[Word], Construction | None]
# Each rule, and the dependencies and parts of speech of the words that it looks at; the first that answers decides.
RULES: tuple[tuple[Rule, frozenset[str], frozenset[str]], ...] = (
    (_measure, ANY, ANY),
    (_participle, ANY, ANY),
    (_sign, ANY, ANY),
    (_signature, ANY, ANY),
    (_transcript, ANY, ANY),
    (_label, ANY, ANY),
    (_passive, frozenset({"nsubjpass"}), ANY),
    (_subject, SUBJECTS, ANY),
    (_according, frozenset({"pobj"}), ANY),
    (_agent, frozenset({"pobj"}), ANY),
    (_owner, frozenset({"pobj"}), ANY),
    (_headline, ANY, ANY),
    (_quoted, frozenset({"dobj", "pobj", "nsubj"}), ANY),
    (_inverted, ANY, ANY),
    (_moved, frozenset({"dobj"}), ANY),
    (_possessive, frozenset({"poss"}), ANY),
    (_resumed, ANY, NOMINAL),
    (_beside, ANY, ANY),
    (_carrier, ANY, NOMINAL),
    (_absolute, ANY, ANY),
    (_name, ANY, ANY),
    (_pronoun, ANY, ANY),
)


@cache
def rules_for(dep: str, pos: str) -> tuple[Rule, ...]:
    return tuple(rule for rule, deps, parts in RULES if (not deps or dep in deps) and (not parts or pos in parts))
