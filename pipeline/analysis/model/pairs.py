"""Pairs of a holder and a person of which no rule says how the one stands to the other."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain, permutations

from spacy.tokens import Span, Token

from pipeline.analysis.model.model_input import Pair
from pipeline.analysis.quotations.quotations import Quoted
from pipeline.analysis.stances.nouns import PLATFORMS
from pipeline.analysis.stances.parties import Named, are_doubtful, holders_named, target_named
from pipeline.analysis.stances.scene import Scene
from pipeline.analysis.stances.syntax import is_passive, is_verb, subjects
from schemas.contracts import Stance
from schemas.vocabulary import Polarity

# What a rule reads: the sentence's first token, holder and target by name, and the side.
Stated = tuple[int, str, str, Polarity]

# Where a person stands to whom, or with whom, something is done.
_OBJECTS = ("dobj", "pobj", "dative")
# A main clause with these denies or supposes what it says.
_UNSURE = frozenset("may might could would n't not n’t never".split())
# A sentence that names more people than this is a list of them.
_MOST_BESIDE = 5


class Bond(StrEnum):
    """What binds the two of a pair in their sentence."""

    SPEAKS = "speaks"  # the holder speaks of the target
    ACTS = "acts"  # the holder does something to the target, or with it
    BESIDE = "beside"  # both are named, and another sentence binds them


@dataclass(frozen=True)
class Candidate:
    """A holder, a person and a sentence that may say how the one stands to the other."""

    holder: Named
    target: Named
    sentence: Span
    bond: Bond
    doubtful: bool  # "he" may be yet another person

    @property
    def two(self) -> tuple[str, str]:
        """Holder and target by name."""
        return self.holder.name, self.target.name

    @property
    def place(self) -> tuple[int, str, str]:
        """The sentence's first token, holder and target by name."""
        return self.sentence.start, *self.two

    @property
    def question(self) -> Pair:
        """The pair as the model is asked about it."""
        return Pair(
            text=self.sentence.text,
            target=self.target.name,
            target_span=_characters(self.target, self.sentence),
            holder=self.holder.name,
            holder_span=_characters(self.holder, self.sentence),
        )


def candidates(
    said: Sequence[bool], quoted: Sequence[Quoted], scene: Scene, stated: Mapping[Stated, Stance]
) -> Iterator[Candidate]:
    """Yield each pair in the tokens `said` by the article once, unless a rule has `stated` it.

    First those who speak of a person, then those who act on one, then other sentences that name
    two of these, or two of whom a rule reads something.
    """
    seen = {(start, holder, target) for start, holder, target, _ in stated}
    bound = {(s.holder.entity, s.target.entity) for s in stated.values()}
    for pair in chain(_speaking(quoted, scene), _acting(said, scene)):
        if pair.place not in seen:
            seen.add(pair.place)
            bound.add((pair.holder.entity, pair.target.entity))
            yield pair
    for pair in _beside(said, scene):
        if (pair.holder.entity, pair.target.entity) in bound and pair.place not in seen:
            yield pair


def _speaking(quoted: Sequence[Quoted], scene: Scene) -> Iterator[Candidate]:
    """Yield the persons who speak with every person whom their quotation mentions."""
    for quotation in quoted:
        speakers = [h for token in quotation.speakers for h in _persons_holding(token, scene)]
        for token in (t for span in quotation.spans for t in span) if speakers else ():
            yield from _candidates(speakers, token, Bond.SPEAKS, scene)


def _acting(said: Sequence[bool], scene: Scene) -> Iterator[Candidate]:
    """Yield who does something to a person: the subjects of the verb above the person's name."""
    for token in scene.cast.doc:
        if not said[token.i] or token.dep_ not in _OBJECTS:
            continue
        verb = next((head for head in token.ancestors if is_verb(head)), None)
        if verb is None or is_passive(verb) or any(c.lower_ in _UNSURE for c in verb.children):
            continue
        for subject in subjects(verb):
            holders = list(holders_named(subject, scene.cast, scene.voices))
            yield from _candidates(holders, token, Bond.ACTS, scene)


def _beside(said: Sequence[bool], scene: Scene) -> Iterator[Candidate]:
    """Yield every two persons that a sentence mentions."""
    for sentence in scene.cast.doc.sents:
        people = _people_in(sentence, scene) if said[sentence.start] else ()
        if len(people) <= _MOST_BESIDE:
            for holder, target in permutations(people, 2):
                holders = list(_persons_holding(holder, scene))
                yield from _candidates(holders, target, Bond.BESIDE, scene)


def _people_in(sentence: Span, scene: Scene) -> Collection[Token]:
    """Give a word for each person in a sentence, of a name rather than a pronoun."""
    found: dict[str, Token] = {}
    for token in sentence:
        person = _person_at(token, scene)
        if person is not None and (person not in found or found[person].pos_ == "PRON"):
            found[person] = token
    return found.values()


def _person_at(token: Token, scene: Scene) -> str | None:
    entity = scene.cast.at(token)
    return entity if entity is not None and scene.cast[entity].label == "PERSON" else None


def _persons_holding(token: Token, scene: Scene) -> Iterator[Named]:
    for holder in holders_named(token, scene.cast, scene.voices):
        if holder.entity is not None and scene.cast[holder.entity].label == "PERSON":
            yield holder


def _candidates(
    holders: Sequence[Named], token: Token, bond: Bond, scene: Scene
) -> Iterator[Candidate]:
    """Yield the holders with the person whom a word of a sentence names, if it names one."""
    if _person_at(token, scene) is None or token.lower_ in PLATFORMS:
        return
    target = target_named(token, scene.cast, scene.voices, scene.topics)
    if target is None:
        return
    for holder in holders:
        if holder.entity not in (None, target.entity):
            doubtful = are_doubtful(holder, target, scene.cast)
            yield Candidate(holder, target, token.sent, bond, doubtful)


def _characters(named: Named, sentence: Span) -> tuple[int, int] | None:
    start = named.span.start_char - sentence.start_char
    end = named.span.end_char - sentence.start_char
    return (start, end) if 0 <= start < end <= len(sentence.text) else None
