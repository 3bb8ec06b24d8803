"""Answers: what somebody was asked the answer says: "asked if she backed it, said she did"."""

from dataclasses import replace

from spacy.tokens import Token

from pipeline.analysis.stances.claims.claim import Claim
from pipeline.analysis.stances.modality import Force, force_of, is_negated
from pipeline.analysis.stances.syntax import children, is_verb, subjects
from pipeline.analysis.stances.words import nouns

_ASKING = frozenset("ask press question quiz grill challenge".split())
_ANSWERING = frozenset("answer insist reply respond say tell".split())
_OPEN = frozenset(("whether", "if"))
_POLAR = frozenset(("yes", "no"))
_STANDING_IN = frozenset("do have be will would can could should might".split())
_PERSONS = frozenset("he she it they".split())
_BARE = frozenset("nsubj neg mark punct advmod".split())


def answered(asked: Claim) -> Claim:
    """Give what is claimed by the answer, if it is asked in a clause that another answers."""
    asking = _asking_verb(asked.predicate)
    answer = None if asking is None else _answer_to(asking)
    if answer is None:
        return asked
    claim = replace(asked, holders=_holders(asked, answer), answered=True)
    for stand_in in children(answer, "ccomp"):
        if _stands_in(stand_in):
            force = _turned(force_of(stand_in), claim)
            return replace(claim, predicate=stand_in, force=force)
    polar = _polar_word(answer)
    if polar is None:
        return asked
    force = _turned(Force(negated=polar.lower_ == "no"), claim)
    return replace(claim, predicate=answer, force=force, proof=polar)


def _turned(force: Force, claim: Claim) -> Force:
    """Give the force of an answer to what may be asked in the negative."""
    return replace(force, negated=force.negated != is_negated(claim.predicate))


def _asking_verb(predicate: Token) -> Token | None:
    """Give the verb that asks whether a predicate holds."""
    if not any(c.lower_ in _OPEN for c in children(predicate, "mark")):
        return None
    head = predicate.head
    if predicate.dep_ == "pcomp":
        head = head.head  # "pressed on whether"
    return head if head.lemma_ in _ASKING and is_verb(head) else None


def _answer_to(asking: Token) -> Token | None:
    """Give the verb that says what somebody answers who is asked, or "when asked"."""
    verb = asking.head
    if asking.dep_ in ("acl", "relcl"):
        verb = verb.head if verb.dep_ == "nsubj" else asking
    beside = (verb, *children(asking, "conj"))
    return next((v for v in beside if v.lemma_ in _ANSWERING and v.i > asking.i), None)


def _stands_in(verb: Token) -> bool:
    """Tell whether a clause is only "she did", "he would not", so that the question fills it."""
    if verb.lemma_ not in _STANDING_IN and verb.tag_ != "MD":
        return False
    return all(c.dep_ in _BARE for c in verb.children)


def _polar_word(answer: Token) -> Token | None:
    """Give the "yes" or "no" that stands alone behind a verb of answering."""
    behind = answer.doc[answer.i + 1 : answer.sent.end]
    word = next((t for t in behind if not (t.is_punct or t.is_quote)), None)
    if word is None or word.lower_ not in _POLAR or word.i + 1 >= len(word.doc):
        return None
    return word if word.nbor().is_punct else None


def _holders(claim: Claim, answer: Token) -> tuple[Token, ...]:
    """Give who answers for themselves: "asked if he backed it, Venn said"; not for "her aide"."""
    answering = subjects(answer)
    own = claim.holders and all(h.lower_ in _PERSONS for h in claim.holders)
    if not own or any(_speaks_for_another(a) for a in answering):
        return claim.holders
    return answering or claim.holders


def _speaks_for_another(speaker: Token) -> bool:
    return speaker.lemma_ in nouns.MOUTHPIECES or bool(children(speaker, "poss"))
