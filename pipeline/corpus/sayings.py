"""Sayings: which quotations print the same words of one speaker, cut short or a word changed."""

import re
from collections.abc import Hashable, Iterator, Sequence, Set
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from pipeline.analysis.quotations.quote_marks import marked_passages
from pipeline.corpus.wording import folded_words, name_of
from schemas.vocabulary import SAID, QuotationKind

# Prints of another version are not to be compared with these: raise it with whatever changes them.
SAYINGS_VERSION = 1
LEAST = 5  # words; "not at all" is said by everybody
# Of three runs of four words one is kept: a run of six that two quotations share is found. In 840
# articles of 2016 that finds 46 of 47 pairs among 306; runs of three the same among 2,456.
GRAM, WINDOW = 4, 3
# Of so many words one may be another: shorter ones that differ in one often say another thing.
CHANGED = 7
# A longer one is a speech, of which each part is a saying of its own, unless a part is this much.
SPEECH, PART = 150, 1 / 3
_CUT = re.compile(r"\[[^\[\]]*\]|…|\.(?:\s?\.)+")
_DENYING = frozenset(
    "cannot neither never no nobody none nor not nothing nowhere t without".split()
)


@dataclass(frozen=True)
class Saying:
    """What a quotation is compared by: who said it, and its folded words, cut where it is cut."""

    pieces: tuple[tuple[str, ...], ...]
    speaker: Hashable | None  # an identity's id; None: who it was is not known
    marked: bool  # whether it gives the very words

    @cached_property
    def words(self) -> tuple[str, ...]:
        """All words in order."""
        return tuple(word for piece in self.pieces for word in piece)

    @cached_property
    def pairs(self) -> frozenset[tuple[str, str]]:
        """Words that stand side by side."""
        return frozenset(pair for piece in self.pieces for pair in pairwise(piece))


def saying_of(kind: QuotationKind, spans: Sequence[str], speaker: Hashable | None) -> Saying | None:
    """Give what a quotation is compared by; None where it tells too little, or nobody said it.

    Of direct and mixed ones only what stands between marks counts, if anything does.
    """
    if kind not in SAID:
        return None
    marked = kind is not QuotationKind.INDIRECT
    texts = [text for span in spans for text in (_between_marks(span) if marked else [span])]
    if not texts and kind is QuotationKind.DIRECT:  # a turn of a transcript
        texts = list(spans)
    pieces = [tuple(folded_words(piece)) for text in texts for piece in _CUT.split(text)]
    found = Saying(tuple(piece for piece in pieces if piece), speaker, marked)
    return found if len(found.words) >= LEAST else None


def _between_marks(text: str) -> list[str]:
    return [text[passage.start : passage.end] for passage in marked_passages(text)]


def prints_of(saying: Saying) -> tuple[int, ...]:
    """Name some runs of its words by 64 bits, signed, the same ones wherever the run stands.

    Winnowing (Schleimer, Wilkerson, Aiken 2003): of each few runs in a row, the one of least name.
    """
    words = saying.words
    if not saying.marked:
        return (name_of(" ".join(words).encode()),)
    grams = zip(*(words[first:] for first in range(GRAM)), strict=False)
    names = [name_of(" ".join(gram).encode()) for gram in grams]
    windows = range(max(len(names) - WINDOW, 0) + 1)
    return tuple(sorted({min(names[first : first + WINDOW]) for first in windows}))


def same_saying(a: Saying, b: Saying) -> bool:
    """Tell whether two quotations are one: equal words, or one's are nearly all in the other's.

    Unless both give the very words of one known speaker, only equal words are the same.
    """
    if a.words == b.words:
        return a.speaker == b.speaker or a.speaker is None or b.speaker is None
    if a.speaker is None or a.speaker != b.speaker or not (a.marked and b.marked):
        return False
    shorter, longer = sorted((a, b), key=lambda saying: len(saying.words))
    if len(longer.words) > SPEECH and len(shorter.words) < PART * len(longer.words):
        return False
    may_change = len(shorter.words) // CHANGED
    lacking, gaps = list(_lacking(shorter, longer)), shorter.pairs - longer.pairs
    if len(lacking) > may_change or len(gaps) > 2 * may_change:
        return False
    return _DENYING.isdisjoint(lacking) and not _is_denied(gaps, longer.pairs - shorter.pairs)


def _lacking(shorter: Saying, longer: Saying) -> Iterator[str]:
    """Yield the words of one that have neither neighbour in the other."""
    words = frozenset(longer.words)
    for piece in shorter.pieces:
        held = [pair in longer.pairs for pair in pairwise(piece)] or [piece[0] in words]
        yield from (word for i, word in enumerate(piece) if not any(held[max(i - 1, 0) : i + 1]))


def _is_denied(gaps: Set[tuple[str, str]], instead: Set[tuple[str, str]]) -> bool:
    """Tell whether a denial stands beside words that are side by side in the other."""
    before = {first for first, second in instead if second in _DENYING}
    behind = {second for first, second in instead if first in _DENYING}
    return any(first in before or second in behind for first, second in gaps)
