"""What is to be done to what: kept, ended, joined, freed; who wants it is for or against it."""

from collections.abc import Iterator

from spacy.tokens import Token

from pipeline.analysis.stances import lexicon, nouns
from pipeline.analysis.stances.syntax import (
    complements,
    gerunds,
    objects_of,
    particle,
    subjects,
)
from schemas.vocabulary import Polarity


def treatments(verb: Token) -> Iterator[tuple[Polarity, Token]]:
    """Yield what is to be done to what: for what is kept, against what is ended."""
    part = particle(verb)
    stem = verb.lemma_.lower() + (f"+{part}" if part else "")
    if any(target.lemma_ in nouns.TROOPS for target in objects_of(verb)):
        return
    if stem in lexicon.DEPARTING:
        yield from ((Polarity.AGAINST, target) for target in subjects(verb))
    for target in objects_of(verb):
        if _is_joined_or_freed(stem, target):
            yield Polarity.FOR, target
        if stem in lexicon.LEAVING and target.ent_type_ == "ORG":
            yield Polarity.AGAINST, target
    for way, wanted in (
        (Polarity.FOR, lexicon.WANTED_FOR),
        (Polarity.AGAINST, lexicon.WANTED_AGAINST),
    ):
        if stem in wanted:
            yield from ((way, target) for target in objects_of(verb) or gerunds(verb))
        for entry in wanted:
            name, _, preposition = entry.partition(":")
            if preposition and name == stem:
                yield from ((way, t) for t in complements(verb, [preposition]))


def _is_joined_or_freed(stem: str, target: Token) -> bool:
    if stem in lexicon.JOINING:
        return target.ent_type_ in ("ORG", "LAW", "EVENT")
    person = target.ent_type_ == "PERSON" or target.lemma_ in nouns.CAPTIVES
    return stem in lexicon.FREEING and person
