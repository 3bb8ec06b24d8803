"""Claims by verbs, nouns and adjectives of support and opposition."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from spacy.tokens import Token

from pipeline.analysis.stances import attitudes, lexicon, nouns
from pipeline.analysis.stances.claims import Claim, Kind, claims_of
from pipeline.analysis.stances.descriptions import adjective_claims, preposition_claims
from pipeline.analysis.stances.modality import Force, force_of, is_negated
from pipeline.analysis.stances.people import person_claims
from pipeline.analysis.stances.syntax import (
    agents,
    all_conjoined,
    children,
    complements,
    describes,
    gerunds,
    is_passive,
    is_verb,
    objects_of,
    particle,
    subjects,
)
from schemas.vocabulary import Polarity

# How often a claim of each kind was right where it was read; see the table in the tests.
VERB, WEAK_VERB, NOUN = 0.9, 0.75, 0.85
_ITS_OWN = frozenset("his her its their our your".split())


def predicate_claims(token: Token) -> Iterator[Claim]:
    """Yield what a verb, noun, adjective or preposition of support or opposition claims."""
    if is_verb(token):
        yield from _of_verb(token)
        yield from _of_rescue(token)
    elif token.pos_ in ("NOUN", "PROPN"):
        yield from _of_noun(token)
        yield from person_claims(token)
    elif token.pos_ == "ADJ" or token.tag_ in ("VBN", "JJ"):
        yield from adjective_claims(token)
    elif token.pos_ == "ADP":
        yield from preposition_claims(token)


def _of_verb(verb: Token) -> Iterator[Claim]:
    for entry, targets in _readings(verb):
        way = Polarity.FOR if entry in lexicon.FOR_VERBS else Polarity.AGAINST
        passive = is_passive(verb) and ":" not in entry
        holders = agents(verb) if passive else subjects(verb)
        certainty = WEAK_VERB if entry in lexicon.WEAK else VERB
        if holders:
            yield from claims_of(verb, holders, targets, Kind(way, f"verb:{entry}", certainty))
            return
    if verb.lower_ in attitudes.ADJECTIVES and not children(verb, "dobj"):
        yield from adjective_claims(verb)


def _of_rescue(verb: Token) -> Iterator[Claim]:
    """Yield "rushed to X's defense", "came to the aid of X"."""
    if verb.lemma_ not in ("come", "rush", "leap", "spring", "jump"):
        return
    for help_ in complements(verb, ["to"]):
        if help_.lower_ in ("defense", "defence", "aid", "rescue"):
            targets = (*children(help_, "poss"), *complements(help_, ["of"]))
            kind = Kind(Polarity.FOR, "rescue", NOUN)
            for claim in claims_of(verb, subjects(verb), targets, kind):
                yield replace(claim, proof=help_)


def _readings(verb: Token) -> Iterator[tuple[str, tuple[Token, ...]]]:
    """Yield the entries of the lexicon that a verb with its company matches, and their targets."""
    if verb.lemma_.lower() not in lexicon.VERBS or describes(verb):
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


def _of_noun(noun: Token) -> Iterator[Claim]:
    lemma = noun.lemma_.lower()
    for way, known in (
        (Polarity.FOR, attitudes.FOR_NOUNS),
        (Polarity.AGAINST, attitudes.AGAINST_NOUNS),
    ):
        if lemma not in known:
            continue
        holders, force = _holders_of_noun(noun)
        targets = () if _having(noun) else complements(noun, known[lemma].split())
        targets = tuple(t for t in targets if t.tag_ != "VB")
        targets = targets or _beside(noun, known[lemma].split()) or _drawn_by(noun)
        if had := _had_by(noun):
            holders, targets = tuple(children(noun, "poss")), had
            force = force_of(noun.head)
        targets = tuple(t for t in targets if t not in holders)
        yield from claims_of(noun, holders, targets, Kind(way, f"noun:{lemma}", NOUN), force)


def _holders_of_noun(noun: Token) -> tuple[tuple[Token, ...], Force]:
    """Give whose support or opposition it is, and how firmly that is said."""
    scant = any(c.lower_ in nouns.SCANT for c in children(noun, "amod"))
    absent = Force(negated=is_negated(noun), unsaid=scant)
    owners = children(noun, "poss")
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
        holders = agents(verb) if is_passive(verb) else subjects(verb)
        return holders, Force(negated, force.modality, force.unsaid)
    if (verb := _drawing_verb(noun)) is not None:
        force = force_of(verb)
        unsaid = force.unsaid or force.negated or scant
        return complements(verb, ["from"]), Force(unsaid=unsaid)
    named = [c for c in children(noun, "amod", "compound") if _is_named_body(c)]
    return tuple(named), absent


def _is_named_body(token: Token) -> bool:
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
    owners = children(noun, "poss") if had and noun.lemma_ in lexicon.HAD else ()
    return subjects(noun.head) if any(o.lower_ not in _ITS_OWN for o in owners) else ()


def _light_verb(noun: Token) -> Token | None:
    verb = _verb_over(noun)
    light = lexicon.LIGHT_VERBS | lexicon.DROPPING | lexicon.ANSWERING
    if verb is None or verb.lemma_ not in light:
        return None
    return verb


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
    told = {"with": lexicon.ANSWERING, "from": lexicon.DROPPING}.get(noun.head.lower_, ())
    return verb if verb.lemma_ in told else None


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
