"""Pairs of a holder and a person spoken of or dealt with, judged where no rule says which way."""

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from itertools import chain, islice

from spacy.tokens import Span, Token

from pipeline.analysis.model.model_input import Pair
from pipeline.analysis.model.stance_model import StanceModel
from pipeline.analysis.quotations.quotations import Quoted
from pipeline.analysis.stances.lexicon import HOLDING
from pipeline.analysis.stances.nouns import PLATFORMS
from pipeline.analysis.stances.parties import Named, holders_named, target_named
from pipeline.analysis.stances.scene import Scene
from pipeline.analysis.stances.syntax import is_passive, is_verb, subjects
from schemas.vocabulary import Polarity, QuotationKind

# At most so many pairs of an article are judged: each takes 2-4 ms, a long article's parse 500.
MOST_PAIRS = 60
# How sure the model must be of a person spoken of anywhere in a quotation, of one whom the
# speaker's sentence is about, and of one to whom somebody does something. Read against their
# articles, of people elsewhere in a quotation at 0.85 about half were right, and of bodies and
# places fewer than half.
SURE = 0.97
SURE_OF_SUBJECT = 0.85
SURE_OF_OBJECT = 0.87  # "backs X over Y" reaches 0.853 on a processor without VNNI
# Where a person stands to whom, or with whom, something is done.
_OBJECTS = ("dobj", "pobj", "dative")
# A main clause with these denies or supposes what it says.
_UNSURE = frozenset("may might could would n't not n’t never".split())

# A holder and a target by name, in the sentence that starts at a token.
Place = tuple[int, str, str]


@dataclass(frozen=True)
class Spoken:
    """Who speaks of whom in which sentence, and how sure of that the model must be."""

    holder: Named
    target: Named
    sentence: Span
    least: float

    @property
    def place(self) -> Place:
        """Give where this is said of whom."""
        return self.sentence.start, self.holder.name, self.target.name


@dataclass(frozen=True)
class Judged:
    """A pair, and what the model is sure of."""

    pair: Spoken
    polarity: Polarity
    probability: float


def judged_pairs(
    said: Sequence[bool],
    quoted: Sequence[Quoted],
    scene: Scene,
    model: StanceModel,
    stated: Set[Place],
) -> Iterator[Judged]:
    """Yield what the model is sure of when one speaks of a person or deals with one.

    Only tokens `said` by the article are read, and what is `stated` is left out: where a sentence
    reports who is for or against whom, it says what these hold, not the speaker.
    """
    told = {(start, name) for start, *names in stated for name in names}
    asked = [
        pair
        for pair in islice(_pairs(said, quoted, scene), MOST_PAIRS)
        if pair.place not in stated and (pair.sentence.start, pair.target.name) not in told
    ]
    scores = model.scores([_question(pair) for pair in asked])
    for pair, score in zip(asked, scores, strict=True):
        way = max((Polarity.FOR, Polarity.AGAINST), key=lambda p: score[p])
        if score[way] >= pair.least:
            yield Judged(pair, way, score[way])


def _pairs(said: Sequence[bool], quoted: Sequence[Quoted], scene: Scene) -> Iterator[Spoken]:
    """Yield every pair once, those who speak before those who act."""
    seen: set[Place] = set()
    for pair in chain(_speaking(quoted, scene), _acting(said, scene)):
        if pair.holder.entity != pair.target.entity and pair.place not in seen:
            seen.add(pair.place)
            yield pair


def _acting(said: Sequence[bool], scene: Scene) -> Iterator[Spoken]:
    """Yield who does something to a person: the subjects of the verb above the person's name."""
    for token in scene.cast.doc:
        if not said[token.i] or token.dep_ not in _OBJECTS or not _is_a_person(token, scene):
            continue
        verb = next((head for head in token.ancestors if is_verb(head)), None)
        if verb is None or is_passive(verb) or any(c.lower_ in _UNSURE for c in verb.children):
            continue
        target = target_named(token, scene.cast, scene.voices, scene.topics)
        if target is None:
            continue
        for subject in subjects(verb):
            for holder in holders_named(subject, scene.cast, scene.voices):
                if holder.entity is not None:
                    yield Spoken(holder, target, token.sent, SURE_OF_OBJECT)


def _speaking(quoted: Sequence[Quoted], scene: Scene) -> Iterator[Spoken]:
    for quotation in quoted:
        speakers = [
            holder
            for token in quotation.speakers
            for holder in holders_named(token, scene.cast, scene.voices)
            if holder.entity is not None and scene.cast[holder.entity].label == "PERSON"
        ]
        for sentence, target, least in _spoken_of(quotation, scene) if speakers else ():
            for holder in speakers:
                yield Spoken(holder, target, sentence, least)


def _spoken_of(quotation: Quoted, scene: Scene) -> Iterator[tuple[Span, Named, float]]:
    """Yield who is mentioned in a quotation, once a sentence, and how sure one must be of it."""
    seen: set[tuple[int, str]] = set()
    for token in (token for span in quotation.spans for token in span):
        entity = scene.cast.at(token)
        if entity is None or (token.sent.start, entity) in seen:
            continue
        if not _is_a_person(token, scene):
            continue
        subject = _is_the_subject(token)
        if subject or quotation.kind is not QuotationKind.INDIRECT:
            seen.add((token.sent.start, entity))
            target = target_named(token, scene.cast, scene.voices, scene.topics)
            if target is not None:
                yield token.sent, target, SURE_OF_SUBJECT if subject else SURE


def _is_a_person(token: Token, scene: Scene) -> bool:
    entity = scene.cast.at(token)
    named = entity is not None and scene.cast[entity].label == "PERSON"
    return named and token.lower_ not in PLATFORMS


def _is_the_subject(token: Token) -> bool:
    """Tell whether a statement is about somebody: its main subject, neither denied nor supposed."""
    while token.dep_ in ("compound", "poss", "appos"):
        token = token.head
    verb = token.head
    if token.dep_ != "nsubj":
        return False
    while verb.dep_ == "conj" and not any(c.lower_ in _UNSURE for c in verb.children):
        verb = verb.head
    if any(c.lower_ in _UNSURE for c in (*token.head.children, *verb.children)):
        return False
    said = verb.dep_ == "ccomp" and verb.head.dep_ == "ROOT" and verb.head.lemma_ in HOLDING
    return verb.dep_ == "ROOT" or said


def _question(pair: Spoken) -> Pair:
    return Pair(
        text=pair.sentence.text,
        target=pair.target.name,
        target_span=_characters(pair.target, pair.sentence),
        holder=pair.holder.name,
        holder_span=_characters(pair.holder, pair.sentence),
    )


def _characters(named: Named, sentence: Span) -> tuple[int, int] | None:
    start = named.span.start_char - sentence.start_char
    end = named.span.end_char - sentence.start_char
    return (start, end) if 0 <= start < end <= len(sentence.text) else None
