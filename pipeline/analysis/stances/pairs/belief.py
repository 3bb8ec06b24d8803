"""How far to believe a stance, by all that its article says.

The model reads one sentence, a rule one predicate. Whether a careful reader of the article would
agree hangs on more: whether both find it, whether the two stand so elsewhere, whether another
target of the sentence fits better, what kind of words the target is. A logistic
regression weighs that, as Platt (1999) weighs a score alone; `training/fit_belief.py` fitted it to
rows read against their articles.
"""

import math
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from spacy.tokens import Doc

from pipeline.analysis.model.sentence_input import Kind
from pipeline.analysis.stances.claims.claim import opposite
from pipeline.analysis.stances.pairs.readings import SIDES, Reading
from pipeline.analysis.stances.parties.parties import Named
from schemas.contracts import Party, Stance
from schemas.vocabulary import Polarity

# A sentence's first token, holder and target by name, and the side.
Stated = tuple[int, str, str, Polarity]
# What the model finds less probable, and no rule states, is no row whatever else speaks for it.
_LEAST = 0.1
_SUREST = 0.99  # a row is never certain
_NEAREST = 0.02  # a probability nearer to 0 or 1 says no more
# Words of a sentence in which a rule is seldom wrong, and hardly ever.
_SHORT, _BRIEF = 15, 12
_INNER = frozenset("xcomp pcomp csubj acl advcl ccomp".split())


@dataclass(frozen=True)
class Signs:
    """What speaks for a row or against it; log odds, or 1 where it is so."""

    chance: float  # of the side, by the model
    certainty: float  # of the rule that states it, 0 where none does
    short: float  # the same where the sentence is short, else 0
    brief: float  # the same where it is shorter still
    answered: float  # that rule reads what somebody answers, which the model takes for asked
    denied: float  # a rule states the other side here
    again: float  # of the same in another sentence, at most
    better_target: float  # of another target of the holder in the sentence
    on_person: float
    on_noun: float
    on_clause: float
    lone: float  # no rule states it, and the target is one common noun: "delay"
    done_to: float  # no rule states it, and the target is what a deed is done to: "limiting it"
    favour: float  # the side is for


WEIGHTS = Signs(
    chance=0.44,
    certainty=1.50,
    short=1.24,
    brief=2.76,
    answered=4.63,
    denied=-0.27,
    again=0.21,
    better_target=0.10,
    on_person=-0.04,
    on_noun=0.48,
    on_clause=0.95,
    lone=-0.51,
    done_to=-0.46,
    favour=0.32,
)
CONSTANT = -0.46


@dataclass(frozen=True)
class Row:
    """A stance that may be: by a rule, by the model or by both; and what speaks for it."""

    place: Stated
    found: Stance | Reading  # the rule's stance, where there is one
    signs: Signs

    @property
    def side(self) -> Polarity:
        """Which way it goes."""
        return self.place[3]

    @cached_property
    def belief(self) -> float:
        """The probability that a careful reader of the article would agree, to the hundredth."""
        pairs = zip(vars(WEIGHTS).values(), vars(self.signs).values(), strict=True)
        odds = CONSTANT + sum(weight * sign for weight, sign in pairs)
        return min(_SUREST, round(1 / (1 + math.exp(-odds)), 2))

    @property
    def target_words(self) -> tuple[int, int]:
        """Between which characters of the text the target is named."""
        target = self.found.target
        if isinstance(target, Party):
            return target.span.start, target.span.end
        return target.span.start_char, target.span.end_char


def believed_rows(
    stated: Mapping[Stated, Stance], readings: Sequence[Reading], doc: Doc, least: float
) -> list[Row]:
    """Give the rows of an article that are believed at least so far, nothing said twice.

    Nobody is for and against the same in one sentence: the likelier stays. Who is for ending a levy
    is against the levy, and who is for building a bridge for the bridge: where the thing is as
    likely, it alone stays, which one can search.
    """
    likeliest: dict[Hashable, Row] = {}
    for row in rows_of(stated, readings, doc):
        other = likeliest.get(row.place[:3])
        if row.belief >= least and (other is None or other.belief < row.belief):
            likeliest[row.place[:3]] = row
    things: dict[Hashable, list[Row]] = defaultdict(list)
    for row in likeliest.values():
        things[row.place[:2]].append(row)
    return [row for row in likeliest.values() if not _is_of_a_deed(row, things[row.place[:2]])]


def _is_of_a_deed(row: Row, others: Iterable[Row]) -> bool:
    """Tell whether a row's target is a clause with another's in it, which is as likely."""
    if isinstance(row.found, Stance) or row.found.target_node.kind is not Kind.CLAUSE:
        return False
    first, last = row.target_words
    words = (other.target_words for other in others if other.belief >= row.belief)
    return any(first < start and end <= last for start, end in words)


def rows_of(
    stated: Mapping[Stated, Stance], readings: Sequence[Reading], doc: Doc
) -> Iterator[Row]:
    """Yield what may be a stance of an article, each once, by rule, model or both."""
    known = _Known(stated, readings, doc)
    for place, stance in stated.items():
        yield Row(place, stance, known.signs(place, stance, known.of_stated[place]))
    for place, reading in known.likeliest.items():
        if place not in known.taken and reading.chances[place[3]] >= _LEAST:
            yield Row(place, reading, known.signs(place, None, reading))


class _Best:
    """The highest chance by key, and the highest of another key."""

    def __init__(self) -> None:
        self._two: list[tuple[float, Hashable]] = []

    def add(self, key: Hashable, chance: float) -> None:
        """Remember a chance, if it is one of the highest two of different keys."""
        known = {k: c for c, k in self._two}
        known[key] = max(chance, known.get(key, 0.0))
        self._two = sorted(((c, k) for k, c in known.items()), key=lambda two: -two[0])[:2]

    def beside(self, key: Hashable) -> float:
        """Give the log odds of the highest chance of another key."""
        return _log_odds(next((c for c, k in self._two if k != key), 0.0))


class _Known:
    """All that rules and model find in an article, to be looked up by who and what.

    What a rule states is looked up by the names of the reading that sees the same.
    """

    def __init__(
        self, stated: Mapping[Stated, Stance], readings: Iterable[Reading], doc: Doc
    ) -> None:
        self._doc = doc
        self._lengths: dict[int, int] = {}
        self.likeliest: dict[Stated, Reading] = {}
        by_sentence: dict[int, list[Reading]] = defaultdict(list)
        for reading in readings:
            by_sentence[reading.place[0]].append(reading)
            for side in SIDES:
                place = (*reading.place, side)
                before = self.likeliest.get(place)
                if before is None or before.chances[side] < reading.chances[side]:
                    self.likeliest[place] = reading
        self.of_stated: dict[Stated, Reading | None] = {}
        self.taken: set[Stated] = set()  # what a rule states too, by the names of its readings
        for place, stance in stated.items():
            same = [r for r in by_sentence[place[0]] if _is_seen(place, stance, r)]
            side = place[3]
            self.taken |= {(*reading.place, side) for reading in same} or {place}
            self.of_stated[place] = max(same, key=lambda r: r.chances[side], default=None)
        self._sentences: dict[Hashable, _Best] = defaultdict(_Best)  # of two and a side
        self._targets_here: dict[Hashable, _Best] = defaultdict(_Best)
        for (start, holder, target, side), reading in self.likeliest.items():
            chance = reading.chances[side]
            self._sentences[holder, target, side].add(start, chance)
            self._targets_here[start, holder, side].add(target, chance)

    def signs(self, place: Stated, stance: Stance | None, reading: Reading | None) -> Signs:
        """Tell what speaks for a row or against it."""
        side = place[3]
        start, holder, target = place[:3] if reading is None else reading.place
        certainty = 0.0 if stance is None else stance.confidence
        words = self._words_from(start)
        on = None if reading is None else reading.target_node.kind
        return Signs(
            chance=_log_odds(0.0 if reading is None else reading.chances[side]),
            certainty=certainty,
            short=certainty if words <= _SHORT else 0.0,
            brief=certainty if words <= _BRIEF else 0.0,
            answered=float(stance is not None and str(stance.rule).endswith("/answer")),
            denied=float((start, holder, target, opposite(side)) in self.taken),
            again=self._sentences[holder, target, side].beside(start),
            better_target=self._targets_here[start, holder, side].beside(target),
            on_person=float(on is Kind.PERSON),
            on_noun=float(on is Kind.NOUN),
            on_clause=float(on is Kind.CLAUSE),
            lone=float(stance is None and on is Kind.NOUN and " " not in target),
            done_to=float(stance is None and reading is not None and _is_done_to(reading)),
            favour=float(side is Polarity.FOR),
        )

    def _words_from(self, start: int) -> int:
        """Count the words of the sentence that begins with a token."""
        if start not in self._lengths:
            sentence = self._doc[start].sent
            self._lengths[start] = sum(not (t.is_punct or t.is_space) for t in sentence)
        return self._lengths[start]


def _is_seen(place: Stated, stance: Stance, reading: Reading) -> bool:
    """Tell whether a reading is of the pair that a rule states, by name or by the same words."""
    return reading.place == place[:3] or (
        _is_of(reading.holder, stance.holder) and _is_of(reading.target, stance.target)
    )


def _is_of(named: Named, party: Party) -> bool:
    """Tell whether a name of ours and a party of a stance have words in common."""
    return named.span.start_char < party.span.end and party.span.start < named.span.end_char


def _is_done_to(reading: Reading) -> bool:
    """Tell whether a target is the object of a verb that is itself wished, feared or judged."""
    word = reading.target_node.head
    return word.dep_ == "dobj" and word.head.dep_ in _INNER


def _log_odds(chance: float) -> float:
    chance = min(max(chance, _NEAREST), 1 - _NEAREST)
    return math.log(chance / (1 - chance))
