"""Claims by verbs, nouns and adjectives of support and opposition."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from pipeline.analysis import attitudes, lexicon, nouns
from pipeline.analysis.claims import Claim
from pipeline.analysis.modality import Force, force_of, is_negated
from pipeline.analysis.syntax import (
    agents,
    children,
    complements,
    conjoined,
    is_passive,
    is_verb,
    objects_of,
    particle,
    subjects,
)
from schemas.contracts import Polarity

# How often a claim of each kind was right where it was read; see the table in the tests.
VERB, WEAK_VERB, NOUN, ADJECTIVE = 0.9, 0.75, 0.85, 0.8

_ACTING = frozenset("PERSON ORG GPE NORP".split())


@dataclass(frozen=True)
class Kind:
    """Which way a predicate goes, the rule that knows it, and how often that is right."""

    way: Polarity
    rule: str
    certainty: float


def predicate_claims(token: Token) -> Iterator[Claim]:
    """Yield what a verb, noun, adjective or preposition of support or opposition claims."""
    if is_verb(token):
        yield from _of_verb(token)
    elif token.pos_ in ("NOUN", "PROPN"):
        yield from _of_noun(token)
        yield from _of_person(token)
    elif token.pos_ == "ADJ" or token.tag_ in ("VBN", "JJ"):
        yield from _of_adjective(token)
    elif token.pos_ == "ADP":
        yield from _of_preposition(token)


def _of_verb(verb: Token) -> Iterator[Claim]:
    for entry, targets in _readings(verb):
        way = Polarity.FOR if entry in lexicon.FOR_VERBS else Polarity.AGAINST
        passive = is_passive(verb) and ":" not in entry
        holders = agents(verb) if passive else subjects(verb)
        certainty = WEAK_VERB if entry in lexicon.WEAK else VERB
        if holders:
            yield from _claims(verb, holders, targets, Kind(way, f"verb:{entry}", certainty))
            return
    yield from _of_adjective(verb)


def _readings(verb: Token) -> Iterator[tuple[str, tuple[Token, ...]]]:
    """Yield the entries of the lexicon that a verb with its company matches, and their targets."""
    particle_ = particle(verb)
    stem = verb.lemma_.lower() + (f"+{particle_}" if particle_ else "")
    if verb.lemma_ == "call" and (is_passive(verb) or objects_of(verb)):
        return  # "was called a fraud for …", "called him for …"
    if verb.lemma_ == "demand" and children(verb, "xcomp", "ccomp"):
        return
    for preposition in _prepositions(verb):
        for entry in (f"{stem}:{preposition}", f"{verb.lemma_}:{preposition}"):
            if _known(entry) and (targets := complements(verb, [preposition])):
                yield entry, tuple(t for t in targets if not _is_called_on(t, preposition))
    if _known(stem) and (targets := objects_of(verb) or _gerunds(verb)):
        fought = nouns.FOUGHT if stem == "fight" else frozenset()
        yield stem, tuple(t for t in targets if t.lemma_ not in fought)


def _is_called_on(target: Token, preposition: str) -> bool:
    """Tell whether it is to do something: "called for Y to act" is not for Y."""
    if preposition != "for" or not (target.ent_type_ in _ACTING or target.lemma_ in nouns.HOLDERS):
        return False
    near = (*target.children, *target.head.head.children)
    return any(
        c.tag_ == "VB" and c.i > target.i and c.dep_ in ("xcomp", "advcl", "acl", "relcl", "ccomp")
        for c in near
    )


def _known(entry: str) -> bool:
    return entry in lexicon.FOR_VERBS or entry in lexicon.AGAINST_VERBS


def _prepositions(verb: Token) -> list[str]:
    """Give the prepositions behind a verb; "with the party, West stands" stands with nobody."""
    deps = ("prep", "prt", "advmod", "dative")
    heads = [c for c in verb.children if c.dep_ in deps and c.i > verb.i]
    return [p.lower_ for h in heads for p in (h, *children(h, "prep"))]


def _gerunds(verb: Token) -> tuple[Token, ...]:
    return tuple(c for c in verb.children if c.dep_ in ("xcomp", "ccomp") and c.tag_ == "VBG")


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
        targets = targets or _beside(noun, known[lemma].split()) or _drawn_by(noun)
        targets = tuple(t for t in targets if t not in holders)
        yield from _claims(noun, holders, targets, Kind(way, f"noun:{lemma}", NOUN), force)


def _holders_of_noun(noun: Token) -> tuple[tuple[Token, ...], Force]:
    """Give whose support or opposition it is, and how firmly that is said."""
    absent = Force(negated=is_negated(noun))
    owners = children(noun, "poss")
    if owners and not _is_its_own(owners[0], noun):
        return _all(owners), absent
    if sources := complements(noun, ["from", "by", "among"]) or _having(noun):
        return sources, absent
    if (verb := _light_verb(noun)) is not None:
        force = force_of(verb)
        dropped = verb.lemma_ in lexicon.DROPPING
        negated = force.negated ^ dropped ^ absent.negated
        holders = agents(verb) if is_passive(verb) else subjects(verb)
        return holders, Force(negated, force.modality, force.unsaid)
    if (verb := _drawing_verb(noun)) is not None:
        force = force_of(verb)
        return complements(verb, ["from"]), Force(unsaid=force.unsaid or force.negated)
    named = [c for c in children(noun, "amod", "compound") if c.ent_type_ in ("NORP", "GPE", "ORG")]
    return tuple(named), absent


def _is_its_own(owner: Token, noun: Token) -> bool:
    """Tell whether "its" in "withdrew its support" is the one who withdrew it."""
    return owner.pos_ == "PRON" and _light_verb(noun) is not None


def _having(noun: Token) -> tuple[Token, ...]:
    """Give the senator where a bill "has the backing of" the senator."""
    verb = _verb_over(noun)
    if verb is None or verb.lemma_ not in lexicon.DRAWING or noun.lemma_ not in lexicon.GIVEN:
        return ()
    return complements(noun, ["of"])


def _all(tokens: Iterable[Token]) -> tuple[Token, ...]:
    return tuple(other for token in tokens for other in conjoined(token))


def _light_verb(noun: Token) -> Token | None:
    verb = _verb_over(noun)
    if verb is None or verb.lemma_ not in lexicon.LIGHT_VERBS | lexicon.DROPPING:
        return None
    return verb


def _verb_over(noun: Token) -> Token | None:
    while noun.dep_ == "conj":
        noun = noun.head
    if noun.dep_ in ("dobj", "nsubjpass", "dative") and is_verb(noun.head):
        return noun.head
    return None


def _beside(noun: Token, prepositions: list[str]) -> tuple[Token, ...]:
    """Give the target that the parser hung on the verb: "voiced her admiration for X"."""
    verb = _light_verb(noun)
    return () if verb is None else complements(verb, prepositions)


def _drawing_verb(noun: Token) -> Token | None:
    verb = _verb_over(noun)
    return verb if verb is not None and verb.lemma_ in lexicon.DRAWING else None


def _drawn_by(noun: Token) -> tuple[Token, ...]:
    """Give what "drew", "faced" or "won" the support or opposition."""
    verb = _drawing_verb(noun)
    return () if verb is None or is_passive(verb) else subjects(verb)


def _of_person(noun: Token) -> Iterator[Claim]:
    """Yield "X, a critic of Y", "X is an opponent of Y", "Y's supporter X"."""
    lemma = noun.lemma_.lower()
    for way, people in (
        (Polarity.FOR, attitudes.FOR_PEOPLE),
        (Polarity.AGAINST, attitudes.AGAINST_PEOPLE),
    ):
        if lemma not in people:
            continue
        targets = complements(noun, people[lemma].split()) or _named_before(noun)
        holders, force = _bearers(noun)
        yield from _claims(noun, holders, targets, Kind(way, f"person:{lemma}", NOUN), force)


def _named_before(noun: Token) -> tuple[Token, ...]:
    """Give the Kremlin of "the Kremlin's critic" and "Kremlin critic"."""
    if owners := children(noun, "poss"):
        return _all(owners)
    before = [*children(noun, "compound", "nmod")]
    if noun.dep_ == "compound":
        before += [c for c in children(noun.head, "compound", "nmod") if c.i < noun.i]
    return tuple(token for token in before if token.ent_type_)


def _bearers(noun: Token) -> tuple[tuple[Token, ...], Force]:
    """Give who is said to be the critic, supporter and so on."""
    if noun.dep_ == "attr" and is_verb(noun.head):
        return subjects(noun.head), force_of(noun.head)
    if noun.dep_ == "appos":
        return (noun.head,), Force()
    if noun.dep_ == "compound" and noun.head.ent_type_ == "PERSON":
        return (noun.head,), Force()
    return tuple(children(noun, "appos")), Force()


def _of_adjective(adjective: Token) -> Iterator[Claim]:
    lemma = adjective.lower_
    for way, adjectives in (
        (Polarity.FOR, attitudes.FOR_ADJECTIVES),
        (Polarity.AGAINST, attitudes.AGAINST_ADJECTIVES),
    ):
        if lemma in adjectives:
            targets = complements(adjective, adjectives[lemma].split())
            yield from _claims(
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
    if is_verb(word):
        return subjects(word)
    if word.dep_ in ("acomp", "attr", "prep", "oprd", "advmod", "advcl") and is_verb(head):
        return subjects(head)
    return ()


def _of_preposition(word: Token) -> Iterator[Claim]:
    """Yield "is against X" and "in favour of X"."""
    verb = word.head
    if word.lower_ == "against" and verb.lemma_ in ("be", "come", "remain", "stand"):
        yield from _claims(
            word,
            subjects(verb),
            _all(children(word, "pobj", "pcomp")),
            Kind(Polarity.AGAINST, "preposition:against", ADJECTIVE),
            force_of(verb),
        )
    if word.lower_ == "in":
        for favour in children(word, "pobj"):
            if favour.lower_ in ("favor", "favour", "support", "opposition"):
                way = Polarity.AGAINST if favour.lower_ == "opposition" else Polarity.FOR
                targets = complements(favour, ["of", "to"])
                force = force_of(verb) if is_verb(verb) else Force()
                yield from _claims(
                    word,
                    _described(word),
                    targets,
                    Kind(way, "preposition:in-favour", ADJECTIVE),
                    force,
                )


def _is_vague(holder: Token, predicate: Token) -> bool:
    """Tell whether a holder is only defined by what it holds: "nations that oppose X"."""
    clauses = children(holder, "relcl", "acl")
    return holder.lemma_.lower() in nouns.VAGUE and any(predicate in c.subtree for c in clauses)


def _claims(
    predicate: Token,
    holders: Iterable[Token],
    targets: Iterable[Token],
    kind: Kind,
    force: Force | None = None,
) -> Iterator[Claim]:
    force = force_of(predicate) if force is None else force
    held = tuple(h for h in dict.fromkeys(holders) if not _is_vague(h, predicate))
    for target in dict.fromkeys(targets):
        if held and target not in held:
            yield Claim(predicate, held, target, kind.way, kind.rule, force, kind.certainty)
