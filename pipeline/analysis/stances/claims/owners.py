"""Claims that follow from others: on the owner of a deed, and on what a bill would do."""

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Token

from pipeline.analysis.names.political_parties import PARTISAN
from pipeline.analysis.stances.claims.claim import WORRIES, Claim, opposite
from pipeline.analysis.stances.claims.predicates import readings
from pipeline.analysis.stances.claims.treatments import treatments
from pipeline.analysis.stances.syntax import (
    children,
    complements,
    conjoined,
    is_verb,
    objects_of,
    owners_of,
)
from pipeline.analysis.stances.words import lexicon, nouns, opinions
from schemas.vocabulary import Polarity

# Who condemns what somebody did is mostly against them too, though less surely.
LESS_CERTAIN = 0.2
# Who is blamed for spreading hatred is nearly always blamed for hatred's sake.
CHARGED_LESS = 0.1
_ACCUSING = frozenset(f"verb:{v}" for v in "accuse blame criticize criticise condemn".split())
_KINDS = frozenset("verb called valued adjective".split())


def claims_implied(claim: Claim) -> Iterator[Claim]:
    """Yield the claims that follow from one."""
    yield from claims_on_owners(claim)
    yield from claims_on_contents(claim)
    yield from claims_on_charges(claim)


def claims_on_owners(claim: Claim) -> Iterator[Claim]:
    """Yield claims on the owner of a target: "criticised Obama's handling of the war"."""
    kind, _, entry = claim.rule.partition(":")
    chosen = claim.target.lemma_.lower() in nouns.CHOICES
    if entry in WORRIES and not chosen:
        return  # who worries about her health is not against her
    told = kind in _KINDS and (kind != "verb" or entry in lexicon.OF_DEEDS)
    opposed = kind in ("verb", "noun") and claim.way is Polarity.AGAINST
    if not told and not (chosen and opposed):
        return  # a plan or decision that is opposed is its owner's own making
    if claim.target.lemma_.lower() in nouns.MISFORTUNES:
        return  # who condemns somebody's murder is not against the murdered
    for owner in _owners(claim.target):
        if owner not in claim.holders:
            certainty = claim.certainty - LESS_CERTAIN
            rule, proof = f"{claim.rule}/owner", claim.proof or claim.target
            yield replace(claim, target=owner, rule=rule, certainty=certainty, proof=proof)


def _owners(target: Token) -> Iterator[Token]:
    for owner in (*owners_of(target), *complements(target, ["by", "from"])):
        yield from (o for o in conjoined(owner) if o.pos_ in ("PROPN", "PRON"))
    yield from (c for c in children(target, "amod", "compound") if c.lower_ in PARTISAN)


def claims_on_contents(claim: Claim) -> Iterator[Claim]:
    """Yield claims on what a bill or deed does: "vetoed the bill repealing X" is for X."""
    if claim.rule in ("wanted", "verb:like", "verb:love"):
        return
    for way, inner in _contents(claim):
        turned = claim.way if way is Polarity.FOR else opposite(claim.way)
        certainty = claim.certainty - LESS_CERTAIN
        rule, proof = f"{claim.rule}/content", claim.proof or claim.target
        content = replace(claim, target=inner, rule=rule, certainty=certainty, proof=proof)
        yield replace(content, way=turned)


def claims_on_charges(claim: Claim) -> Iterator[Claim]:
    """Yield "accused Smith of fuelling hatred": who says so is against hatred too."""
    if claim.rule in _ACCUSING:
        deeds = complements(claim.predicate, ["of", "for"])
    elif claim.rule == "deed":
        deeds = (claim.predicate,)
    else:
        return
    for deed in deeds:
        if is_verb(deed) and deed.lemma_ in lexicon.SPREADING:
            for evil in filter(_is_evil, _spread(deed)):
                certainty = claim.certainty - CHARGED_LESS
                rule = f"{claim.rule}/charge"
                yield replace(claim, target=evil, rule=rule, certainty=certainty, proof=evil)


def _is_evil(noun: Token) -> bool:
    words = (noun, *children(noun, "compound"))
    return any(word.lemma_.lower() in opinions.EVILS for word in words)


def _taken(clause: Token) -> Iterator[tuple[Polarity, Token]]:
    """Yield the side that a resolution takes: "supporting X", "disapproving of X"."""
    for entry, targets in readings(clause):
        way = Polarity.FOR if entry in lexicon.FOR_VERBS else Polarity.AGAINST
        yield from ((way, target) for target in targets)


def _spread(deed: Token) -> Iterator[Token]:
    """Yield the hatred of "fuels hatred" and of "fans the flames of hatred"."""
    for evil in objects_of(deed):
        yield from complements(evil, ["of"]) if evil.lemma_ == "flame" else (evil,)


def _contents(claim: Claim) -> Iterator[tuple[Polarity, Token]]:
    """Yield what a target keeps or ends: "a bill to ban X", "the abolition of X", "ending X"."""
    target = claim.target
    lemma = target.lemma_.lower()
    if target.tag_ == "VBG":
        yield from treatments(target)
    if lemma in nouns.CONTAINERS and not (lemma == "decision" and owners_of(target)):
        for clause in children(target, "acl", "relcl"):
            if clause.tag_ in ("VB", "VBG"):
                yield from treatments(clause)
            if clause.tag_ == "VBG":  # "a resolution opposing X"
                yield from _taken(clause)
    if lemma in nouns.ENDINGS and claim.way is Polarity.FOR:
        ended = complements(target, ["of", "to", "on"]) or owners_of(target)
        yield from ((Polarity.AGAINST, t) for t in ended)
