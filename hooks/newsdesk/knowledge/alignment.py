"""Which words of two quotes stand for each other, and what stands in their place where they differ.

Only what is aligned is compared: a sentence that one outlet prints more says nothing against the ones that both have.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property
from itertools import pairwise

from newsdesk.knowledge.claims import Claim
from newsdesk.knowledge.words import Word

_APART = 8  # words between two runs, in one of the wordings, from which on something else stands there


@dataclass(frozen=True, slots=True)
class Gap:
    """Words of two wordings that stand in one place between aligned ones; either side may be empty.

    `edge`: before the first aligned word, or behind the last.
    """

    a: tuple[Word, ...]
    b: tuple[Word, ...]
    edge: bool = False


@dataclass(frozen=True)
class Alignment:
    """Two claims side by side. `runs`: (place in a, place in b, words) of each run of words that both print, in the
    order of both; a single word in common is no run."""

    a: Claim
    b: Claim
    runs: tuple[tuple[int, int, int], ...]

    @cached_property
    def longest(self) -> int:
        """Words in the longest run."""
        return max((n for _, _, n in self.runs), default=0)

    @cached_property
    def longest_content(self) -> int:
        """Content words in the run that has most."""
        return max((sum(w.content for w in self.a.words[i : i + n]) for i, _, n in self.runs), default=0)

    @cached_property
    def alike(self) -> int:
        """Words in runs."""
        return sum(n for _, _, n in self.runs)

    @cached_property
    def verbatim(self) -> float:
        """The share of the shorter wording that stands in the other in runs."""
        shorter = min(len(self.a.words), len(self.b.words))
        return self.alike / shorter if shorter else 0.0

    @cached_property
    def run_share(self) -> float:
        """The share of the shorter wording that the longest run makes up."""
        shorter = min(len(self.a.words), len(self.b.words))
        return self.longest / shorter if shorter else 0.0

    @cached_property
    def sentence(self) -> int:
        """Words in the longest sentence of either wording, as far as it is printed, that stands within one run."""
        return max(
            (
                end - start
                for claim, side in ((self.a, 0), (self.b, 1))
                for start, end in _sentences(claim)
                if any(run[side] <= start and end <= run[side] + run[2] for run in self.runs)
            ),
            default=0,
        )

    def gaps(self) -> Iterator[Gap]:
        """Where the two differ between aligned words, and at the edges of what is aligned where both go on.

        An edge reaches as far as the clause does. A wording that is cut there has nothing to compare.
        """
        for stretch in self._stretches():
            yield from self._edges(stretch)
            for (i, j, n), (k, m, _) in pairwise(stretch):
                yield Gap(self.a.words[i + n : k], self.b.words[j + n : m])

    def _stretches(self) -> Iterator[list[tuple[int, int, int]]]:
        """Runs that stand near each other in both."""
        stretch: list[tuple[int, int, int]] = []
        for run in self.runs:
            if stretch:
                i, j, n = stretch[-1]
                if max(run[0] - i - n, run[1] - j - n) > _APART:
                    yield stretch
                    stretch = []
            stretch.append(run)
        if stretch:
            yield stretch

    def _edges(self, stretch: Sequence[tuple[int, int, int]]) -> Iterator[Gap]:
        (i, j, _), (k, m, n) = stretch[0], stretch[-1]
        before = (_before(self.a, i), _before(self.b, j))
        after = (_after(self.a, k + n - 1), _after(self.b, m + n - 1))
        for one, other in (before, after):
            if one and other and self._in_runs.isdisjoint({*one, *other}):  # else they stand for words further off
                yield Gap(one, other, edge=True)

    @cached_property
    def _in_runs(self) -> frozenset[Word]:
        """Words that are in a run, of both claims."""
        return frozenset(word for i, j, n in self.runs for word in (*self.a.words[i : i + n], *self.b.words[j : j + n]))


def _sentences(claim: Claim) -> Iterator[tuple[int, int]]:
    """From which to which word each sentence of a claim reaches."""
    starts = [k for k, n in enumerate(claim.sentences) if k == 0 or n != claim.sentences[k - 1]]
    return pairwise([*starts, len(claim.words)])


def _before(claim: Claim, first: int) -> tuple[Word, ...]:
    """The words of its clause before a word; before a fragment's first clause those of the outlet's own sentence."""
    clause = claim.words[first].clause
    own = tuple(word for word in claim.words[max(0, first - _APART) : first] if word.clause == clause)
    return claim.opening[-_APART:] + own if clause == claim.words[0].clause and first <= _APART else own


def _after(claim: Claim, last: int) -> tuple[Word, ...]:
    clause = claim.words[last].clause
    return tuple(word for word in claim.words[last + 1 : last + 1 + _APART] if word.clause == clause)


def align(a: Claim, b: Claim) -> Alignment:
    """The runs that two claims have in common."""
    blocks = SequenceMatcher(None, a.tokens, b.tokens, autojunk=False).get_matching_blocks()
    return Alignment(a, b, tuple((m.a, m.b, m.size) for m in blocks if m.size > 1))
