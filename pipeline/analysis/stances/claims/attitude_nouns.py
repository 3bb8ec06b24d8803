"""Claims by nouns of support and opposition: whose they are, and what they are towards."""

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Token

from pipeline.analysis.stances.claims.claim import Claim, Kind, claims_of
from pipeline.analysis.stances.modality import Force, force_of, is_negated
from pipeline.analysis.stances.syntax import (
    all_conjoined,
    children,
    complements,
    doers_of,
    is_passive,
    is_verb,
    owners_of,
    subjects,
)
from pipeline.analysis.stances.words import attitudes, lexicon, nouns
from schemas.vocabulary import Polarity

# How often such a claim was right where it was read.
NOUN = 0.85
_ITS_OWN = frozenset("his her its their our your".split())


def noun_claims(noun: Token) -> Iterator[Claim]:
    """Yield "voiced support for X", "Smith's criticism of X", "X drew protests from Y"."""
    lemma = noun.lemma_.lower()
    for way, known in (
        (Polarity.FOR, attitudes.FOR_NOUNS),
        (Polarity.AGAINST, attitudes.AGAINST_NOUNS),
    ):
        if lemma not in known or _is_lost(noun):
            continue
        holders, force = _holders_of_noun(noun)
        targets = () if _having(noun) else complements(noun, known[lemma].split())
        targets = tuple(t for t in targets if t.tag_ != "VB")
        targets = targets or _beside(noun, known[lemma].split()) or _drawn_by(noun)
        if had := _had_by(noun):
            holders, targets = tuple(owners_of(noun)), had
            force = force_of(noun.head)
        targets = tuple(t for t in targets if t not in holders)
        yield from claims_of(noun, holders, targets, Kind(way, f"noun:{lemma}", NOUN), force)


def _holders_of_noun(noun: Token) -> tuple[tuple[Token, ...], Force]:
    """Give whose support or opposition it is, and how firmly that is said."""
    scant = any(c.lower_ in nouns.SCANT for c in children(noun, "amod"))
    absent = Force(negated=is_negated(noun), unsaid=scant)
    owners = owners_of(noun)
    if owners and not _is_its_own(owners[0], noun):
        return all_conjoined(owners), absent
    if sources := complements(noun, ["from", "by", "among"]):
        return sources, absent
    if (verb := _verb_over(noun)) is not None and (sources := _having(noun)):
        return sources, replace(absent, unsaid=absent.unsaid or force_of(verb).unsaid)
    if (verb := _light_verb(noun)) is not None:
        force = force_of(verb)
        dropped = verb.lemma_ in lexicon.DROPPING
        negated = force.negated ^ dropped ^ absent.negated
        holders = doers_of(verb)
        return holders, Force(negated, force.modality, force.unsaid)
    if (verb := _drawing_verb(noun)) is not None:
        force = force_of(verb)
        unsaid = force.unsaid or force.negated or scant
        return complements(verb, ["from"]), Force(unsaid=unsaid)
    named = [c for c in children(noun, "amod", "compound") if is_named_body(c)]
    return tuple(named), absent


def _is_lost(noun: Token) -> bool:
    """Tell whether "her enthusiasm has cooled", or somebody wants to restore or spoil it."""
    verb = noun.head
    while noun.dep_ == "conj":
        noun, verb = verb, verb.head
    if noun.dep_ == "nsubj" and not is_negated(verb):
        states = (*children(verb, "acomp", "attr"), *children(verb, "advmod"))
        waning = verb.lemma_ in lexicon.WANING
        return waning or (verb.lemma_ == "be" and any(s.lower_ in nouns.SCANT for s in states))
    return noun.dep_ in ("dobj", "nsubjpass") and verb.lemma_ in lexicon.MENDING


def is_named_body(token: Token) -> bool:
    """Tell whether a word before a noun names who: "Republican support", not "pro-democracy"."""
    joined = token.i > 0 and token.nbor(-1).text == "-"
    return token.ent_type_ in ("NORP", "GPE", "ORG") and not joined


def _is_its_own(owner: Token, noun: Token) -> bool:
    """Tell whether "its" in "withdrew its support" is the one who withdrew it."""
    return owner.pos_ == "PRON" and _light_verb(noun) is not None


def _having(noun: Token) -> tuple[Token, ...]:
    """Give the senator where a bill "has the backing of" the senator."""
    verb = _verb_over(noun)
    if verb is None or verb.lemma_ not in lexicon.DRAWING or noun.lemma_ not in lexicon.GIVEN:
        return ()
    return complements(noun, ["of"])


def _had_by(noun: Token) -> tuple[Token, ...]:
    """Give Smith where "Smith has my confidence" or "Smith no longer has her support"."""
    had = noun.dep_ == "dobj" and noun.head.lemma_ in ("have", "enjoy", "retain")
    owners = owners_of(noun) if had and noun.lemma_ in lexicon.HAD else ()
    return subjects(noun.head) if any(o.lower_ not in _ITS_OWN for o in owners) else ()


def _light_verb(noun: Token) -> Token | None:
    verb = _verb_over(noun)
    light = lexicon.LIGHT_VERBS | lexicon.DROPPING | lexicon.ANSWERING | lexicon.PROCEEDING
    if verb is None or not (verb.lemma_ in light or _is_stance_taken(noun)):
        return None
    return verb


def _is_stance_taken(noun: Token) -> bool:
    """Tell whether somebody acts "in defiance of" or "in a rebuke to" what follows."""
    return noun.dep_ == "pobj" and noun.head.lower_ == "in" and noun.lemma_ in lexicon.TAKEN


def _verb_over(noun: Token) -> Token | None:
    while noun.dep_ == "conj":
        noun = noun.head
    if noun.dep_ in ("dobj", "nsubjpass", "dative") and is_verb(noun.head):
        return noun.head
    if noun.dep_ != "pobj":
        return None
    verb = noun.head.head
    if noun.head.lower_ == "from" and verb.lower_ in ("away", "back"):
        verb = verb.head  # "backed away from his support"
    told = {
        "with": lexicon.ANSWERING | lexicon.PROCEEDING,
        "from": lexicon.DROPPING,
    }.get(noun.head.lower_, ())
    return verb if verb.lemma_ in told or (is_verb(verb) and _is_stance_taken(noun)) else None


def _beside(noun: Token, prepositions: list[str]) -> tuple[Token, ...]:
    """Give the target that the parser hung on the verb: "voiced her admiration for X"."""
    verb = _light_verb(noun)
    return () if verb is None else complements(verb, prepositions)


def _drawing_verb(noun: Token) -> Token | None:
    verb = _verb_over(noun)
    return verb if verb is not None and verb.lemma_ in lexicon.DRAWING else None


def _drawn_by(noun: Token) -> tuple[Token, ...]:
    """Give what "drew", "faced" or "won" the support or opposition; votes are won by anybody."""
    verb = None if noun.lemma_ in nouns.UNDRAWN else _drawing_verb(noun)
    return () if verb is None or is_passive(verb) else subjects(verb)
