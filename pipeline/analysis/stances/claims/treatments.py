"""What is to be done to what: kept, ended, joined, freed; who wants it is for or against it."""

from collections.abc import Iterator

from spacy.tokens import Token

from pipeline.analysis.stances.syntax import (
    children,
    complements,
    gerunds,
    objects_of,
    particle,
    subjects,
)
from pipeline.analysis.stances.words import lexicon, nouns
from schemas.vocabulary import Polarity

_SHUTTING = frozenset(("shut+down", "block"))


def treatments(verb: Token) -> Iterator[tuple[Polarity, Token]]:
    """Yield what is to be done to what: for what is kept, against what is ended."""
    part = particle(verb)
    stem = verb.lemma_.lower() + (f"+{part}" if part else "")
    if stem in lexicon.DEPARTING:
        yield from ((Polarity.AGAINST, target) for target in subjects(verb))
    if (way := _faring(verb)) is not None:
        yield from ((way, target) for target in subjects(verb))
        return
    for target in objects_of(verb):
        yield from ((way, target) for way in _ways_by_kind(stem, target))
    for way, wanted in (
        (Polarity.FOR, lexicon.WANTED_FOR),
        (Polarity.AGAINST, lexicon.WANTED_AGAINST),
    ):
        done_to = [t for t in objects_of(verb) or gerunds(verb) if not _is_usual(stem, t)]
        if way is Polarity.AGAINST and any(t.lemma_ in nouns.TROOPS for t in done_to):
            continue  # brought home
        if stem in wanted:
            yield from ((way, target) for target in done_to)
        for entry in wanted:
            name, _, preposition = entry.partition(":")
            if preposition and name == stem:
                yield from ((way, t) for t in complements(verb, [preposition]))


def _is_usual(stem: str, target: Token) -> bool:
    """Tell whether this is done to such things by nobody's ill will: to fight fires, shut gates."""
    fought = stem == "fight" and target.lemma_ in nouns.FOUGHT
    return fought or (stem in _SHUTTING and target.lemma_.lower() in nouns.PASSAGES)


def may_treat(verb: Token) -> bool:
    """Tell whether a verb may say what is to be done to something, or how it is to fare."""
    return verb.lemma_.lower() in lexicon.TREATING or _faring(verb) is not None


def _faring(verb: Token) -> Polarity | None:
    """Tell whether somebody is to do well or ill: "to be worse off", "to win"."""
    if verb.lemma_ in lexicon.FARING_ILL:
        return Polarity.AGAINST
    if verb.lemma_ in lexicon.FARING_WELL:
        return Polarity.FOR
    states = children(verb, "acomp", "advmod", "oprd") if verb.lemma_ in lexicon.BEING else ()
    if any(state.lower_ in nouns.ILL for state in states):
        return Polarity.AGAINST
    return Polarity.FOR if any(state.lower_ in nouns.WELL for state in states) else None


def _ways_by_kind(stem: str, target: Token) -> Iterator[Polarity]:
    """Yield which way it is to do this to a target of its kind: to free a hostage, quit a union."""
    if stem in lexicon.JOINING and target.ent_type_ in ("ORG", "LAW", "EVENT"):
        yield Polarity.FOR
    if stem in lexicon.FREEING and _is_captive(target):
        yield Polarity.FOR
    if stem in lexicon.LEAVING and target.ent_type_ == "ORG":
        yield Polarity.AGAINST
    if stem in lexicon.PROBING and target.ent_type_ in nouns.ACTING:
        yield Polarity.AGAINST


def _is_captive(target: Token) -> bool:
    return target.ent_type_ == "PERSON" or target.lemma_ in nouns.CAPTIVES
