"""Claims by what people are to others: critics, supporters, appointees, targets of attacks."""

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Token

from pipeline.analysis.stances.claims.claim import Claim, Kind, claims_of
from pipeline.analysis.stances.modality import Force, force_of, is_negated
from pipeline.analysis.stances.syntax import (
    all_conjoined,
    children,
    complements,
    conjoined,
    is_verb,
    objects_of,
    owners_of,
    subjects,
)
from pipeline.analysis.stances.words import attitudes, nouns
from schemas.vocabulary import Polarity

# How often such a claim was right where it was read.
PERSON = 0.85


def person_claims(noun: Token) -> Iterator[Claim]:
    """Yield what a noun for people claims of those it describes."""
    yield from _of_supporter(noun)
    if noun.lemma_.lower() in attitudes.CHOSEN:
        yield from _of_chosen(noun)
    if noun.lemma_ == "target":
        yield from _of_target(noun)


def _of_chosen(noun: Token) -> Iterator[Claim]:
    """Yield "Venn's nominee X", "X, a Venn appointee": who chose somebody is for them."""
    holders = tuple(t for t in _named_before(noun) if _chooses(t, noun))
    chosen, force = _bearers(noun)
    chosen = chosen or _to_be(noun)
    if noun.tag_ == "NNS":
        chosen = tuple(one for first in chosen for one in conjoined(first))
    targets = tuple(one for one in chosen if _is_one(one))
    if not force.negated:
        kind = Kind(Polarity.FOR, f"person:{noun.lemma_.lower()}", PERSON)
        yield from claims_of(noun, holders, targets, kind, force)


def _to_be(noun: Token) -> tuple[Token, ...]:
    """Give X of "Venn's pick to be envoy, X"."""
    offices = (o for c in children(noun, "acl", "relcl") for o in children(c, "attr"))
    return tuple(name for office in offices for name in children(office, "appos"))


def _chooses(owner: Token, noun: Token) -> bool:
    """Tell whether a nominee is theirs: a person's or a party's, "Supreme Court" is the office."""
    if noun.lemma_ == "nominee" and owner.ent_type_ == "ORG":
        return owner.text == "Party"
    return _is_one(owner)


def _is_one(word: Token) -> bool:
    named = word.pos_ == "PROPN" and word.ent_type_ in ("PERSON", "ORG", "")
    return named or word.lower_ in nouns.PERSONS | nouns.OWNERS


def _of_target(noun: Token) -> Iterator[Claim]:
    """Yield "X, a target of Venn's attacks": who attacks somebody is against them."""
    for attack in complements(noun, ["of", "for"]):
        if attack.lemma_.lower() in attitudes.AGAINST_NOUNS.keys() | attitudes.WRATH:
            by = (*complements(attack, ["by", "from"]), *complements(noun, ["by"]))
            holders = (*owners_of(attack), *by)
            attacked, force = _bearers(noun)
            kind = Kind(Polarity.AGAINST, f"person:target:{attack.lemma_.lower()}", PERSON)
            for claim in claims_of(noun, holders, attacked, kind, force):
                yield replace(claim, proof=attack)


def _of_supporter(noun: Token) -> Iterator[Claim]:
    """Yield "X, a critic of Y", "X is an opponent of Y", "Y's supporter X"."""
    lemma = noun.lemma_.lower()
    for way, people in (
        (Polarity.FOR, attitudes.FOR_PEOPLE),
        (Polarity.AGAINST, attitudes.AGAINST_PEOPLE),
    ):
        if lemma not in people:
            continue
        targets = complements(noun, people[lemma].split())
        if lemma == "opponent":  # rivals for an office
            targets = tuple(t for t in targets if t.ent_type_ != "PERSON")
        elif not (lemma == "advocate" and noun.dep_ == "compound"):  # "Goa advocate Smith"
            targets = targets or _named_before(noun)
        holders, force = _bearers(noun)
        targets = tuple(t for t in targets if not _is_office(noun, t, holders))
        past = any(c.lower_ in nouns.PAST for c in children(noun, "amod", "advmod"))
        negated = force.negated ^ is_negated(noun)
        force = replace(force, negated=negated, unsaid=force.unsaid or past)
        yield from claims_of(noun, holders, targets, Kind(way, f"person:{lemma}", PERSON), force)


def _is_office(noun: Token, target: Token, holders: tuple[Token, ...]) -> bool:
    """Tell whether a word is for an office, a membership or a place in a team, and no side."""
    lemma, beside = noun.lemma_.lower(), target.dep_ in ("compound", "nmod", "poss")
    if lemma == "ally":  # a member of an alliance: "Norway, a NATO ally"
        states = any(h.ent_type_ == "GPE" or h.lemma_ in nouns.PLACES for h in holders)
        return target.ent_type_ == "ORG" and beside and states
    if lemma == "defender":
        told = {c.lower_ for c in children(noun, "amod", "compound")}
        team = noun.dep_ == "compound" and target.ent_type_ != "PERSON"
        return bool(told & attitudes.PUBLIC) or team
    return lemma == "advocate" and target.ent_type_ == "PERSON" and beside


def _named_before(noun: Token) -> tuple[Token, ...]:
    """Give the Kremlin of "the Kremlin's critic" and "Kremlin critic"."""
    if owners := owners_of(noun):
        return all_conjoined(owners)
    before = [*children(noun, "compound", "nmod")]
    if noun.dep_ == "compound":
        before += [c for c in children(noun.head, "compound", "nmod") if c.i < noun.i]
    return tuple(token for token in before if token.ent_type_)


def _bearers(noun: Token) -> tuple[tuple[Token, ...], Force]:
    """Give who is said to be the critic, supporter and so on."""
    if noun.dep_ == "pobj" and noun.head.lower_ == "of" and noun.head.head.lower_ == "one":
        noun = noun.head.head  # "one of X's fiercest critics"
    if noun.dep_ == "attr" and is_verb(noun.head):
        return subjects(noun.head), force_of(noun.head)
    if noun.dep_ == "appos":
        return (noun.head,), Force()
    if noun.dep_ == "compound" and noun.head.ent_type_ == "PERSON":
        return (noun.head,), Force()
    if noun.dep_ == "pobj" and noun.head.lower_ == "as" and is_verb(noun.head.head):
        return objects_of(noun.head.head), force_of(noun.head.head)  # "named X as her choice"
    return tuple(children(noun, "appos")), Force()
