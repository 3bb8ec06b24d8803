"""Pairs of a speaker and somebody spoken of, judged by the model where no rule says which way."""

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from itertools import islice

from spacy.tokens import Span

from pipeline.analysis.model.model_input import Pair
from pipeline.analysis.model.stance_model import StanceModel
from pipeline.analysis.quotations.quotations import Quoted
from pipeline.analysis.stances.parties import Named, holders_named, target_named
from pipeline.analysis.stances.scene import Scene
from schemas.vocabulary import Polarity, QuotationKind

# At most so many pairs of an article are judged: each takes 2-4 ms, a long article's parse 500.
MOST_PAIRS = 40
# How sure the model must be. Read against their articles, 6 in 7 of what it then says of people
# was right, but fewer than half of what it says of bodies and places, or of indirect speech.
SURE = 0.95

# A holder and a target by name, in the sentence that starts at a token.
Place = tuple[int, str, str]


@dataclass(frozen=True)
class Judged:
    """A pair, the sentence that it was judged by, and what the model says."""

    holder: Named
    target: Named
    sentence: Span
    polarity: Polarity
    probability: float

    @property
    def place(self) -> Place:
        """Give where this is said of whom."""
        return _place(self.holder, self.target, self.sentence)


def judged_pairs(
    quoted: Sequence[Quoted], scene: Scene, model: StanceModel, stated: Set[Place]
) -> Iterator[Judged]:
    """Yield what the model is sure of when one person speaks of another, save what is `stated`."""
    found = islice(_pairs(quoted, scene), MOST_PAIRS)
    asked = [pair for pair in found if _place(*pair) not in stated]
    scores = model.scores([_question(*pair) for pair in asked])
    for (holder, target, sentence), score in zip(asked, scores, strict=True):
        way = max((Polarity.FOR, Polarity.AGAINST), key=lambda p: score[p])
        if score[way] >= SURE:
            yield Judged(holder, target, sentence, way, score[way])


def _place(holder: Named, target: Named, sentence: Span) -> Place:
    return sentence.start, holder.name, target.name


def _pairs(quoted: Sequence[Quoted], scene: Scene) -> Iterator[tuple[Named, Named, Span]]:
    for quotation in quoted:
        if quotation.kind is QuotationKind.INDIRECT:
            continue
        speakers = [
            holder
            for token in quotation.speakers
            for holder in holders_named(token, scene.cast, scene.voices)
            if holder.entity is not None and scene.cast[holder.entity].label == "PERSON"
        ]
        for sentence, target in _spoken_of(quotation, scene):
            for holder in speakers:
                if holder.entity != target.entity:
                    yield holder, target, sentence


def _spoken_of(quotation: Quoted, scene: Scene) -> Iterator[tuple[Span, Named]]:
    """Yield who is mentioned in a quotation, once a sentence."""
    seen: set[tuple[int, str]] = set()
    for token in (token for span in quotation.spans for token in span):
        entity = scene.cast.at(token)
        if entity is None or (token.sent.start, entity) in seen:
            continue
        if scene.cast[entity].label == "PERSON":
            seen.add((token.sent.start, entity))
            target = target_named(token, scene.cast, scene.voices, scene.topics)
            if target is not None:
                yield token.sent, target


def _question(holder: Named, target: Named, sentence: Span) -> Pair:
    return Pair(
        text=sentence.text,
        target=target.name,
        target_span=_characters(target, sentence),
        holder=holder.name,
        holder_span=_characters(holder, sentence),
    )


def _characters(named: Named, sentence: Span) -> tuple[int, int] | None:
    start = named.span.start_char - sentence.start_char
    end = named.span.end_char - sentence.start_char
    return (start, end) if 0 <= start < end <= len(sentence.text) else None
