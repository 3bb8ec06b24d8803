"""Claims by what is said of a thing: what it is called, what it would do, what is to be done."""

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Token

from pipeline.analysis.stances.claims.claim import Claim, opposite
from pipeline.analysis.stances.claims.deeds import deed_claims, greeting_claims, misdeed_claims
from pipeline.analysis.stances.claims.treatments import treatments
from pipeline.analysis.stances.claims.wishes import wish_claims
from pipeline.analysis.stances.modality import Force, force_of
from pipeline.analysis.stances.syntax import (
    children,
    complements,
    conjoined,
    doers_of,
    is_helped_by,
    is_passive,
    is_verb,
    objects_of,
    subjects,
)
from pipeline.analysis.stances.words import lexicon, nouns, opinions
from pipeline.analysis.stances.words.opinions import worth
from schemas.vocabulary import Modality, Polarity

CALLED, VALUED, OUGHT, HARM, FEARED = 0.85, 0.75, 0.7, 0.65, 0.6
_FORESEEING = frozenset("will would can could 'll wo".split())
# What a thing is called stands within so many words of it.
FARTHEST = 40
_DONE = frozenset("job work mistake thing nothing".split())
_LINKING = frozenset("be remain represent constitute become do make".split())
_ANY = frozenset("a an any some no".split())
_ABLE = frozenset("PERSON ORG NORP".split())
_BREAKS = frozenset("because although though while after before that which who if when".split())


def statement_claims(token: Token) -> Iterator[Claim]:
    """Yield what a clause claims of its subject or object, or wants done."""
    if not is_verb(token):
        yield from greeting_claims(token)
        yield from misdeed_claims(token)
        return
    yield from _called(token)
    yield from _valued(token)
    yield from _ought(token)
    yield from _harmful(token)
    yield from deed_claims(token)
    yield from wish_claims(token)


def _called(verb: Token) -> Iterator[Claim]:
    """Yield "considered the plan a threat", "the plan was described as dangerous by X"."""
    if verb.lemma_ not in lexicon.CALLING:
        return
    targets = _first_objects(verb) or _small_subjects(verb) or _referred_to(verb)
    if not targets or (value := _value_behind(verb, targets[-1])) is None:
        return
    holders = doers_of(verb)
    way = worth(value)
    if holders and way is not None:
        force = force_of(verb)
        for target in targets:
            if target.i >= value.i or worth(target) is way or target.lemma_ in nouns.LOSSES:
                continue
            rule = f"called:{verb.lemma_}"
            yield Claim(verb, holders, target, way, rule, force, CALLED, proof=value)


def _first_objects(verb: Token) -> tuple[Token, ...]:
    """Give the objects of a verb; of "branded it a fraud" the first, the other is its name."""
    objects = children(verb, "dobj")
    return conjoined(objects[0]) if len(objects) > 1 else objects_of(verb)


def _small_subjects(verb: Token) -> tuple[Token, ...]:
    """Give the subject of "called [the move a mistake]" where the parser made it a clause."""
    clauses = [c for c in children(verb, "ccomp", "xcomp") if not is_verb(c)]
    return tuple(s for clause in clauses for s in children(clause, "nsubj"))


def _referred_to(verb: Token) -> tuple[Token, ...]:
    return complements(verb, ["to"]) if verb.lemma_ == "refer" else ()


def _value_behind(verb: Token, target: Token) -> Token | None:
    """Find the word of praise or blame that a verb of calling gives its object."""
    last = max(target.i, verb.i)
    for token in verb.doc[last + 1 : min(verb.sent.end, last + FARTHEST)]:
        if token.lower_ in _BREAKS or (is_verb(token) and token.tag_ in ("VBD", "VBZ", "VBP")):
            return None
        if worth(token) is None or not _is_given(token, verb):
            continue
        return token
    return None


def _is_given(value: Token, verb: Token) -> bool:
    """Tell whether a word is what the object is called, not a part of what the object is."""
    if value.pos_ in ("NOUN", "PROPN"):
        articled = any(c.lower_ in ("a", "an") for c in children(value, "det"))
        return articled or value.head is verb or value.head.lower_ == "as"
    if value.head is verb or value.head.lower_ == "as":
        return True
    return value.dep_ in ("oprd", "ccomp")


def _valued(verb: Token) -> Iterator[Claim]:
    """Yield "the treaty is a cornerstone", "the bill was outrageous": held by whoever says it."""
    if verb.lemma_ not in _LINKING or _is_conceded(verb) or is_helped_by(verb, ("can",)):
        return
    done = verb.lemma_ in ("do", "make")
    for value in children(verb, "attr", "acomp", "dobj"):
        if done != (value.lemma_ in _DONE):
            continue
        for target in subjects(verb):
            way = _worth_of(target, value)
            if way is None or (force := force_of(verb)).modality is Modality.POSSIBLE:
                continue
            if value.lower_ == "ashamed":
                force = replace(force, due=False)  # who should be ashamed is blamed
            yield Claim(verb, (), target, way, "valued", force, VALUED, proof=value)


def _worth_of(target: Token, value: Token) -> Polarity | None:
    """Tell which way a word speaks of this target."""
    if not _can_be_judged(target, value) or _is_any(target, value):
        return None
    if (children(value, "xcomp") or children(value.head, "xcomp")) and not _is_somebody(target):
        return None  # "it is fair to ask" praises nothing, "she is unfit to lead" somebody
    if value.lower_ == "ashamed" and is_helped_by(value.head, lexicon.OUGHT):
        return Polarity.AGAINST
    if value.lemma_ in opinions.DONE:
        ways = (opinions.DONE[value.lemma_].get(c.lower_) for c in children(value, "amod"))
        return next((way for way in ways if way is not None), None)
    if value.lower_ in opinions.GOOD_IN_PEOPLE:
        person = target.ent_type_ == "PERSON" or target.pos_ == "PRON"
        return Polarity.FOR if person else None
    return worth(value)


def _can_be_judged(target: Token, value: Token) -> bool:
    """Tell whether a word of praise or blame says whose side its speaker is on.

    A terrible illness is a fact, good health dear to all, "my reaction was terrible" is of
    another, "greater" of numbers.
    """
    clause = (is_verb(target) and target.dep_ != "csubj") or target.pos_ == "ADJ"
    fact = target.lemma_ in nouns.LOSSES or value.lower_ == "greater"
    dear = target.lemma_ in nouns.CHERISHED and worth(value) is Polarity.FOR
    return not (clause or fact or dear or any(c.lower_ == "my" for c in children(target, "poss")))


def _is_somebody(target: Token) -> bool:
    return target.ent_type_ in _ABLE or target.lower_ in nouns.PERSONS


def _is_any(target: Token, value: Token) -> bool:
    """Tell whether "a tax system which is fair" is wished for rather than judged."""
    wished = value.head.dep_ == "relcl" and value.head.head == target
    return wished and any(c.lower_ in _ANY for c in children(target, "det"))


def _is_conceded(verb: Token) -> bool:
    """Tell whether "though it was bad", "than it was good" is not the speaker's point."""
    marks = children(verb, "mark")
    return any(c.lower_ in ("though", "although", "while", "than") for c in marks)


def _ought(verb: Token) -> Iterator[Claim]:
    """Yield "the treaty should be preserved", "Congress must reject the bill"."""
    if verb.lemma_.lower() not in lexicon.TREATING or not _is_due(verb) or _is_of_nobody(verb):
        return
    for way, target in treatments(verb):
        negated = any(c.dep_ == "neg" for c in verb.children)
        turned = opposite(way) if negated else way
        force = Force(negated=False, modality=Modality.DESIRED, unsaid=force_of(verb).unsaid)
        yield Claim(verb, (), _meant(target), turned, "ought", force, OUGHT)


def _is_of_nobody(verb: Token) -> bool:
    """Tell whether "no one should have to vote for it" asks nothing of anybody."""
    top = verb.head if verb.dep_ == "xcomp" else verb
    return any(word.lower_ in ("no", "nobody") for s in subjects(top) for word in (s, *s.children))


def _meant(target: Token) -> Token:
    """Give the treaty where "the treaty is a cornerstone that should be preserved"."""
    if target.dep_ == "attr" and target.head.lemma_ == "be":
        return next(iter(subjects(target.head)), target)
    return target


def _is_due(verb: Token) -> bool:
    top = verb
    while top.dep_ == "conj" and is_verb(top.head):
        top = top.head
    if is_helped_by(verb, lexicon.OUGHT) or is_helped_by(top, lexicon.OUGHT):
        return True
    due = verb.dep_ == "xcomp" and verb.head.lemma_ in lexicon.OUGHT_VERBS
    return due or (verb.dep_ == "ROOT" and verb.tag_ == "VB" and not subjects(verb))


def _harmful(verb: Token) -> Iterator[Claim]:
    """Yield "deployment would damage security", "the plan will help the poor"."""
    feared = verb.dep_ == "ccomp" and _fears(verb.head)
    if verb.lemma_ in opinions.HARMING or feared:
        way = Polarity.AGAINST
    elif verb.lemma_ in opinions.HELPING:
        way = Polarity.FOR
    else:
        return
    if is_passive(verb) or not children(verb, "dobj") or _is_due(verb):
        return
    if not feared and not is_helped_by(verb, _FORESEEING):
        return  # what does harm is a fact, what would do harm an opinion
    if not feared and verb.lemma_ not in opinions.SURELY_HARMING | opinions.HELPING:
        return
    for target in children(verb, "nsubj"):
        for one in conjoined(target):
            certainty = FEARED if feared else HARM
            yield Claim(
                verb, (), one, way, "feared" if feared else "effect", force_of(verb), certainty
            )


def _fears(head: Token) -> bool:
    return head.lemma_ in lexicon.FEARING or head.lower_ in lexicon.FEARFUL
