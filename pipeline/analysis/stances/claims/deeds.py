"""Claims by what somebody is said to do, or to leave undone: whoever says so is for or against."""

from collections.abc import Iterator

from spacy.tokens import Token

from pipeline.analysis.stances.claims.claim import Claim
from pipeline.analysis.stances.modality import Force, force_of
from pipeline.analysis.stances.syntax import (
    children,
    complements,
    is_helped_by,
    is_passive,
    owners_of,
    subjects,
)
from pipeline.analysis.stances.words import nouns, opinions
from pipeline.analysis.stances.words.opinions import worth
from schemas.vocabulary import Modality, Polarity

# How often such a claim was right where it was read.
DEED = 0.7
# The rules whose targets are those who did something, by name.
OF_DOERS = frozenset(("deed", "misdeed"))
_ALLEGED = frozenset("alleged supposed purported possible potential perceived any no".split())
_TO_COME = frozenset("will 'll wo".split())


def deed_claims(verb: Token) -> Iterator[Claim]:
    """Yield "Smith lied to Congress", "Smith has failed us", "Smith has a terrible record"."""
    way = _worth_of_deed(verb)
    if way is None or is_passive(verb):
        return
    force = force_of(verb)
    neglected = force.negated and verb.lemma_ in opinions.DUE_DEEDS
    if (force.negated and not neglected) or force.modality is not Modality.ASSERTED:
        return
    for doer in subjects(verb):
        if doer.ent_type_ or doer.pos_ in ("PRON", "PROPN") or _is_pointed_at(doer):
            yield Claim(verb, (), doer, way, "deed", Force(unsaid=force.unsaid), DEED)


def _is_pointed_at(doer: Token) -> bool:
    """Tell whether "this president" may be somebody whom the article names."""
    pointed = any(c.lower_ in ("this", "the") for c in children(doer, "det"))
    return pointed and doer.tag_ == "NN" and doer.lemma_ in nouns.HOLDERS


def _worth_of_deed(verb: Token) -> Polarity | None:
    lemma = verb.lemma_
    told = lemma in opinions.ALONE or children(verb, "dobj", "ccomp")
    if (lemma in opinions.BAD_DEEDS and told) or _is_neglected(verb):
        return Polarity.AGAINST
    if lemma in opinions.SOWING and any(c.lemma_ in opinions.EVILS for c in children(verb, "dobj")):
        return Polarity.AGAINST
    if lemma in opinions.GOOD_DEEDS:
        return Polarity.FOR
    if lemma in opinions.DOING or lemma == "have":
        shown = (c for c in children(verb, "dobj") if lemma != "have" or _tells_of(c))
        return next((w for c in shown if (w := worth(c))), None)
    return None


def _tells_of(noun: Token) -> bool:
    """Tell whether what somebody has is part of them: "a great record", not "a great view"."""
    return noun.lemma_ in opinions.OWN


def _is_neglected(verb: Token) -> bool:
    """Tell whether somebody "fails us", "refuses to answer" or "does not care"."""
    if not any(_is_actor(s) for s in subjects(verb)) or is_helped_by(verb, _TO_COME):
        return False
    if verb.lemma_ in opinions.FAILING:
        return bool(children(verb, "dobj", "xcomp")) or not children(verb, "prep")
    return verb.lemma_ in opinions.DUE_DEEDS and bool(children(verb, "neg"))


def _is_actor(token: Token) -> bool:
    return token.ent_type_ in nouns.ACTING or token.lower_ in nouns.PERSONS


def misdeed_claims(noun: Token) -> Iterator[Claim]:
    """Yield "his obstruction of justice": whoever speaks of somebody's misdeed is against them."""
    if not _is_misdeed(noun):
        return
    told = children(noun, "amod", "det", "neg")
    if noun.pos_ != "NOUN" or any(c.lower_ in _ALLEGED for c in told):
        return
    for doer in owners_of(noun):
        named = doer.ent_type_ in nouns.ACTING or doer.lower_ in nouns.OWNERS
        if named or _is_pointed_at(doer):
            yield Claim(noun, (), doer, Polarity.AGAINST, "misdeed", Force(), DEED)


def _is_misdeed(noun: Token) -> bool:
    """Tell whether it is bad by its name, or a work or word of somebody's that is called bad."""
    if noun.lemma_.lower() in opinions.MISDEEDS:
        return True
    done = noun.lemma_.lower() in nouns.CHOICES | nouns.WORKS
    return done and any(worth(c) is Polarity.AGAINST for c in children(noun, "amod"))


def greeting_claims(word: Token) -> Iterator[Claim]:
    """Yield "Shame on Smith!", "Kudos to Smith": said without a verb, held by whoever says it."""
    found = opinions.GREETINGS.get(word.lower_)
    if found is None or any(c.dep_ in ("det", "poss", "amod") for c in word.children):
        return
    way, preposition = found
    if word.dep_ in ("ROOT", "ccomp", "intj", "npadvmod", "dep"):
        for target in complements(word, [preposition]):
            yield Claim(word, (), target, way, "greeting", Force(), DEED)
