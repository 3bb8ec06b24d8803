"""Claims by what somebody is said to be: critical of a thing, against it, in favour of it."""

from collections.abc import Iterator

from spacy.tokens import Token

from pipeline.analysis.stances.claims.claim import Claim, Kind, claims_of
from pipeline.analysis.stances.modality import Force, force_of
from pipeline.analysis.stances.syntax import (
    all_conjoined,
    children,
    complements,
    conjoined,
    is_passive,
    is_verb,
    subjects,
)
from pipeline.analysis.stances.words import attitudes, lexicon
from schemas.vocabulary import Polarity

# How often such a claim was right where it was read.
ADJECTIVE = 0.8


def adjective_claims(adjective: Token) -> Iterator[Claim]:
    """Yield "critical of X", "opposed to X", "proud of X"."""
    lemma = adjective.lower_
    for way, adjectives in (
        (Polarity.FOR, attitudes.FOR_ADJECTIVES),
        (Polarity.AGAINST, attitudes.AGAINST_ADJECTIVES),
    ):
        if lemma in adjectives:
            targets = complements(adjective, adjectives[lemma].split())
            yield from claims_of(
                adjective,
                _described(adjective),
                targets,
                Kind(way, f"adjective:{lemma}", ADJECTIVE),
            )


def _described(word: Token) -> tuple[Token, ...]:
    """Give those whom an adjective or a prepositional phrase describes."""
    head = word.head
    while word.dep_ == "conj" and head.pos_ in ("ADJ", "ADP", "VERB") and head.dep_ != "ROOT":
        word, head = head, head.head
    if word.dep_ in ("amod", "acl", "appos", "relcl") and head.pos_ in ("NOUN", "PROPN", "PRON"):
        return conjoined(head)
    if is_verb(word) or children(word, "nsubj", "nsubjpass"):
        return subjects(word)
    if word.dep_ in ("acomp", "attr", "prep", "oprd", "advmod", "advcl") and is_verb(head):
        return subjects(head)
    return ()


def preposition_claims(word: Token) -> Iterator[Claim]:
    """Yield "is against X" and "in favour of X"."""
    verb = word.head
    if word.lower_ == "against" and verb.lemma_ in ("be", "come", "remain", "stand"):
        yield from claims_of(
            word,
            subjects(verb),
            all_conjoined(children(word, "pobj", "pcomp")),
            Kind(Polarity.AGAINST, "preposition:against", ADJECTIVE),
            force_of(verb),
        )
    if word.lower_ == "in":
        for favour in children(word, "pobj"):
            if favour.lower_ in ("favor", "favour", "support", "opposition"):
                way = Polarity.AGAINST if favour.lower_ == "opposition" else Polarity.FOR
                targets = complements(favour, ["of", "to"])
                if is_verb(verb) and (verb.lemma_ in lexicon.CALLING or is_passive(verb)):
                    continue  # "called her vote in favour of X a mistake", "was left in favour of"
                force = force_of(verb) if is_verb(verb) else Force()
                yield from claims_of(
                    word,
                    _described(word),
                    targets,
                    Kind(way, "preposition:in-favour", ADJECTIVE),
                    force,
                )
