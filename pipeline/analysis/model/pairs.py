"""Pairs of a holder and a person of which no rule says how the one stands to the other."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import chain, islice, permutations

from spacy.tokens import Span, Token

from pipeline.analysis.model.model_input import Pair
from pipeline.analysis.names.cuts import PLATFORMS
from pipeline.analysis.quotations.quotations import Quoted
from pipeline.analysis.stances.claims.denials import is_taken_back
from pipeline.analysis.stances.parties.parties import (
    Named,
    are_doubtful,
    holders_named,
    target_named,
)
from pipeline.analysis.stances.parties.scene import Scene
from pipeline.analysis.stances.syntax import ancestors, is_verb, subjects
from schemas.contracts import Stance
from schemas.vocabulary import Polarity

# What a rule reads: the sentence's first token, holder and target by name, and the side.
Stated = tuple[int, str, str, Polarity]
# Holder and target as entities, of whom a rule reads something.
_Told = Set[tuple[str | None, str | None]]
# At most so many pairs of an article are asked about: each takes 6 to 27 ms, a long article's parse
# 500. They are the first of so many that are looked at.
MOST_PAIRS, _MOST_LOOKED_AT = 60, 600
# A sentence that names more people than this is a list of them.
_MOST_TOGETHER = 5
_LONGEST = 200  # tokens of a sentence
# Where in a clause stands whom its subject acts on.
_OBJECTS = frozenset("dobj dative pobj poss appos".split())
# A sentence with these supposes or asks for what it says.
_SUPPOSING = frozenset("if would could may might whether".split())


@dataclass(frozen=True)
class Candidate:
    """A holder, a person and a sentence that may say how the one stands to the other."""

    holder: Named
    target: Named
    sentence: Span
    beside: bool  # the sentence names both, and a rule reads something of them in another

    @property
    def supposed(self) -> bool:
        """Whether the sentence may only suppose or ask for what it says."""
        return any(token.lower_ in _SUPPOSING for token in self.sentence)

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
) -> list[Candidate]:
    """Give the pairs in the tokens `said` by the article, each once and none a rule has `stated`.

    First those who speak of a person; then those who act on a person about whom a rule reads
    something; then other sentences that name two of whom a rule reads something. Not those whose
    target no other sentence speaks of: the model, which is believed by the company of its answers,
    was believed of one in 243 of them.
    """
    found = list(islice(_bound(said, quoted, scene, stated), _MOST_LOOKED_AT))
    named = Counter(pair.target.name for pair in found)
    named.update({stance.target.name for stance in stated.values()})
    return [p for p in found if p.beside or named[p.target.name] > 1][:MOST_PAIRS]


def _bound(
    said: Sequence[bool], quoted: Sequence[Quoted], scene: Scene, stated: Mapping[Stated, Stance]
) -> Iterator[Candidate]:
    seen = {(start, holder, target) for start, holder, target, _ in stated}
    told = {(s.holder.entity, s.target.entity) for s in stated.values()}
    acting = _acting(said, {target for _, target in told} - {None}, scene)
    for pair in chain(_speaking(quoted, scene), acting, _named_together(said, told, scene)):
        if pair.place not in seen and not _is_unsure(pair, scene):
            seen.add(pair.place)
            yield pair


def _is_unsure(pair: Candidate, scene: Scene) -> bool:
    """Tell whether "he" may be another, or the sentence has no end or denies what it says of two.

    Who denies or alleges something stands outside of it, and may well be for or against somebody.
    """
    if len(pair.sentence) > _LONGEST or are_doubtful(pair.holder, pair.target, scene.cast):
        return True
    named = (pair.holder.span.root, pair.target.span.root)
    return all(is_taken_back(word, scene.voices.cue_at(word)) for word in named)


def _speaking(quoted: Sequence[Quoted], scene: Scene) -> Iterator[Candidate]:
    """Yield the persons who speak with every person whom their quotation mentions."""
    for quotation in quoted:
        speakers = [h for token in quotation.speakers for h in _persons_holding(token, scene)]
        for token in (t for span in quotation.spans for t in span) if speakers else ():
            yield from _candidates(speakers, token, scene)


def _acting(said: Sequence[bool], targets: Set[str | None], scene: Scene) -> Iterator[Candidate]:
    """Yield the persons whose clause has one of the `targets` for an object."""
    for token in scene.cast.doc:
        if token.dep_ in _OBJECTS and said[token.i] and _person_at(token, scene) in targets:
            verb = next((word for word in ancestors(token) if is_verb(word)), None)
            doers = () if verb is None else subjects(verb)
            holders = [h for doer in doers for h in _persons_holding(doer, scene)]
            yield from _candidates(holders, token, scene)


def _named_together(said: Sequence[bool], told: _Told, scene: Scene) -> Iterator[Candidate]:
    """Yield the two of whom something is `told` where another sentence names both."""
    for sentence in scene.cast.doc.sents:
        people = _people_in(sentence, scene) if said[sentence.start] else {}
        for holder, target in permutations(people, 2) if len(people) <= _MOST_TOGETHER else ():
            if (holder, target) in told:
                holders = list(_persons_holding(people[holder], scene))
                yield from _candidates(holders, people[target], scene, beside=True)


def _people_in(sentence: Span, scene: Scene) -> dict[str, Token]:
    """Give a word for each person in a sentence, of a name rather than a pronoun."""
    found: dict[str, Token] = {}
    for token in sentence:
        person = None if token.dep_ in ("compound", "poss") else _person_at(token, scene)
        if person is not None and (person not in found or found[person].pos_ == "PRON"):
            found[person] = token
    return found


def _person_at(token: Token, scene: Scene) -> str | None:
    entity = scene.cast.at(token)
    return entity if entity is not None and scene.cast[entity].label == "PERSON" else None


def _persons_holding(token: Token, scene: Scene) -> Iterator[Named]:
    for holder in holders_named(token, scene.cast, scene.voices):
        if holder.entity is not None and scene.cast[holder.entity].label == "PERSON":
            yield holder


def _candidates(
    holders: Sequence[Named], token: Token, scene: Scene, *, beside: bool = False
) -> Iterator[Candidate]:
    """Yield the holders with the person whom a word of a sentence names, if it names one."""
    if _person_at(token, scene) is None or token.lower_ in PLATFORMS:
        return
    target = target_named(token, scene.cast, scene.voices, scene.topics)
    if target is None:
        return
    for holder in holders:
        if holder.entity not in (None, target.entity):
            yield Candidate(holder, target, token.sent, beside)


def _characters(named: Named, sentence: Span) -> tuple[int, int] | None:
    start = named.span.start_char - sentence.start_char
    end = named.span.end_char - sentence.start_char
    return (start, end) if 0 <= start < end <= len(sentence.text) else None
