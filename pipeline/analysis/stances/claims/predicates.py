"""Claims by verbs, nouns and adjectives of support and opposition."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import permutations

from spacy.tokens import Token

from pipeline.analysis.stances.claims.attitude_nouns import noun_claims
from pipeline.analysis.stances.claims.claim import Claim, Kind, claims_of
from pipeline.analysis.stances.claims.descriptions import adjective_claims, preposition_claims
from pipeline.analysis.stances.claims.people import person_claims
from pipeline.analysis.stances.syntax import (
    agents,
    children,
    complements,
    describes,
    gerunds,
    is_otherwise,
    is_passive,
    is_verb,
    objects_of,
    particle,
    subjects,
)
from pipeline.analysis.stances.words import attitudes, lexicon, nouns
from schemas.vocabulary import Polarity

# How often a claim of each kind was right where it was read; see the table in the tests.
VERB, WEAK_VERB, RESCUE = 0.9, 0.75, 0.85


def predicate_claims(token: Token) -> Iterator[Claim]:
    """Yield what a verb, noun, adjective or preposition of support or opposition claims."""
    if is_verb(token):
        yield from _of_verb(token)
        yield from _of_rescue(token)
    elif token.pos_ in ("NOUN", "PROPN"):
        yield from noun_claims(token)
        yield from person_claims(token)
    elif token.pos_ == "ADJ" or token.tag_ in ("VBN", "JJ"):
        yield from adjective_claims(token)
    elif token.pos_ == "ADP":
        yield from preposition_claims(token)


def _of_verb(verb: Token) -> Iterator[Claim]:
    for entry, targets in readings(verb):
        way = Polarity.FOR if entry in lexicon.FOR_VERBS else Polarity.AGAINST
        passive = is_passive(verb) and ":" not in entry
        holders = agents(verb) if passive else subjects(verb)
        certainty = WEAK_VERB if entry in lexicon.WEAK else VERB
        if entry in lexicon.OF_OFFICE and _is_duty(verb, holders):
            return
        if holders:
            yield from claims_of(verb, holders, targets, Kind(way, f"verb:{entry}", certainty))
            return
    yield from _of_quarrel(verb)
    if verb.lower_ in attitudes.ADJECTIVES and not children(verb, "dobj"):
        yield from adjective_claims(verb)


def _is_duty(verb: Token, holders: Iterable[Token]) -> bool:
    """Tell whether an office asks for it: "prosecutors accused her", "defended her in court"."""
    if verb.lemma_ == "defend":
        places = complements(verb, ["in", "at", "before"])
        return any(place.lemma_.lower() in nouns.COURTS for place in places)
    return any(holder.lemma_.lower() in nouns.ACCUSERS for holder in holders)


def _of_quarrel(verb: Token) -> Iterator[Claim]:
    """Yield "X and Y have clashed", "X and Y butted heads": each is against the other."""
    heads = any(c.lower_ == "heads" for c in children(verb, "dobj"))
    if not (verb.lemma_ in lexicon.QUARRELLING or (verb.lemma_ == "butt" and heads)):
        return
    both = subjects(verb)
    if len(both) == 2 and not complements(verb, ["with"]):
        kind = Kind(Polarity.AGAINST, f"quarrel:{verb.lemma_}", VERB)
        for one, other in permutations(both):
            yield from claims_of(verb, (one,), (other,), kind)


def _of_rescue(verb: Token) -> Iterator[Claim]:
    """Yield "rushed to X's defense", "came to the aid of X"."""
    if verb.lemma_ not in ("come", "rush", "leap", "spring", "jump"):
        return
    for help_ in complements(verb, ["to"]):
        if help_.lower_ in ("defense", "defence", "aid", "rescue"):
            targets = (*children(help_, "poss"), *complements(help_, ["of"]))
            kind = Kind(Polarity.FOR, "rescue", RESCUE)
            for claim in claims_of(verb, subjects(verb), targets, kind):
                yield replace(claim, proof=help_)


def readings(verb: Token) -> Iterator[tuple[str, tuple[Token, ...]]]:
    """Yield the entries of the lexicon that a verb with its company matches, and their targets."""
    if verb.lemma_.lower() not in lexicon.VERBS or describes(verb) or is_otherwise(verb):
        return
    if verb.lemma_ in lexicon.LONGING and _is_of_another(verb):
        return
    particle_ = particle(verb)
    stem = verb.lemma_.lower() + (f"+{particle_}" if particle_ else "")
    if is_passive(verb) and verb.lemma_ not in ("oppose", "commit"):
        prepositions: list[str] = []
    else:
        prepositions = _prepositions(verb)
    if verb.lemma_ == "call" and not particle_ and (is_passive(verb) or objects_of(verb)):
        return  # "was called a fraud for …", "called him for …"
    if verb.lemma_ == "demand" and children(verb, "xcomp", "ccomp"):
        return
    for preposition in prepositions:
        for entry in (f"{stem}:{preposition}", f"{verb.lemma_}:{preposition}"):
            if _known(entry) and (targets := complements(verb, [preposition])):
                fit = (t for t in targets if _is_fit(t, entry))
                yield entry, tuple(t for t in fit if not _is_called_on(t, preposition))
    if _known(stem) and (targets := objects_of(verb) or gerunds(verb) or _so_called(verb)):
        yield stem, tuple(t for t in targets if _is_fit(t, stem))


def _is_of_another(verb: Token) -> bool:
    """Tell whether what is loved or hated is what another does: "I'd love them to lose"."""
    return any(c.tag_ == "VB" and objects_of(verb) for c in children(verb, "xcomp", "advcl"))


def _so_called(verb: Token) -> tuple[Token, ...]:
    """Give the story of "blasted what she called the phony story"."""
    clauses = (c for c in children(verb, "ccomp") if c.lemma_ in lexicon.CALLING)
    return tuple(
        named
        for clause in clauses
        if any(c.lower_ == "what" for c in children(clause, "dobj"))
        for named in children(clause, "oprd")
    )


def _is_fit(target: Token, stem: str) -> bool:
    """Tell whether a target is of the kind that a verb says something of."""
    behind = target.nbor() if target.i + 1 < len(target.doc) else target
    if behind.tag_ == "VBG" and target.ent_type_:
        return False  # "advocates X becoming a state" is not for X
    return all(fits(target) for stems, fits in _FITTING if stem in stems)


def _is_of(target: Token) -> bool:
    """Tell whether a thing is somebody's: "blamed Smith's plan", not "blamed the weather"."""
    return target.pos_ == "PRON" or bool(children(target, "poss")) or target.pos_ == "PROPN"


def _is_decided(target: Token, kinds: frozenset[str]) -> bool:
    return target.lemma_.lower() in kinds and target.head.tag_ != "VB"  # that is yet to come


def _is_with_a_reason(target: Token) -> bool:
    return target.ent_type_ in nouns.ACTING and bool(complements(target.head, ["for", "over"]))


def _is_to_blame(target: Token) -> bool:
    return target.ent_type_ in nouns.ACTING or target.lemma_ in nouns.HOLDERS or _is_of(target)


# What the target of some verbs must be for them to say anything of it.
_FITTING: tuple[tuple[frozenset[str], Callable[[Token], bool]], ...] = (
    (lexicon.OF_PEOPLE, lambda target: target.ent_type_ == "PERSON"),
    (lexicon.LAWGIVING, lambda target: _is_decided(target, nouns.CONTAINERS)),
    (lexicon.OF_DECISIONS, lambda target: _is_decided(target, nouns.DECISIONS)),
    (lexicon.OF_VIRTUES, lambda target: target.lemma_.lower() in nouns.VIRTUES),
    (lexicon.WITH_A_REASON, _is_with_a_reason),
    (frozenset({"fight"}), lambda target: target.lemma_ not in nouns.FOUGHT),
    (frozenset({"blame"}), _is_to_blame),
    (lexicon.MOURNING, lambda target: target.lemma_ not in nouns.MISFORTUNES),
    (frozenset({"support"}), lambda target: target.lemma_ not in nouns.TECHNICAL),
    (frozenset({"ask:for"}), lambda target: target.lemma_.lower() in nouns.ENDINGS),
    (lexicon.LEAVING_PACTS, lambda target: target.lemma_.lower() in nouns.PACTS),
)


def _is_called_on(target: Token, preposition: str) -> bool:
    """Tell whether it is to do something: "called for Y to act" is not for Y."""
    if preposition == "with" and target.head.head.lemma_ == "stand":
        # on a picture one stands with others
        return target.ent_type_ not in ("PERSON", "ORG", "GPE")
    later = [c for c in (*target.children, *target.head.head.children) if c.i > target.i]
    if preposition == "for" and any(c.tag_ == "VBN" and children(c, "auxpass") for c in later):
        return True  # "called for the ruling to be overturned"
    if preposition == "with" and target.head.head.lemma_ == "agree":
        return any(c.tag_ == "VB" for c in later)  # agreed on doing something
    people = target.tag_ == "NNS" and target.lemma_.endswith(nouns.HUMAN_ENDINGS)
    named = target.ent_type_ in nouns.ACTING or target.lemma_ in nouns.HOLDERS or people
    if preposition != "for" or not named:
        return False
    clauses = ("xcomp", "advcl", "acl", "relcl", "ccomp")
    return any(c.tag_ == "VB" and c.dep_ in clauses for c in later)


def _known(entry: str) -> bool:
    return entry in lexicon.FOR_VERBS or entry in lexicon.AGAINST_VERBS


def _prepositions(verb: Token) -> list[str]:
    """Give the prepositions behind a verb; "with the party, West stands" stands with nobody."""
    deps = ("prep", "prt", "advmod", "dative")
    heads = [c for c in verb.children if c.dep_ in deps and c.i > verb.i]
    return [p.lower_ for h in heads for p in (h, *children(h, "prep"))]
