"""Claims by what somebody wants done: "vowed to repeal Z", "urged Y to drop Z"."""

from collections.abc import Iterator

from spacy.tokens import Token

from pipeline.analysis.stances.claims.attitude_nouns import is_named_body
from pipeline.analysis.stances.claims.claim import Claim, opposite
from pipeline.analysis.stances.claims.treatments import may_treat, treatments
from pipeline.analysis.stances.modality import Force, force_of
from pipeline.analysis.stances.syntax import (
    all_conjoined,
    children,
    complements,
    doers_of,
    is_helped_by,
    is_passive,
    is_verb,
    owners_of,
    subjects,
)
from pipeline.analysis.stances.words import lexicon, nouns
from schemas.vocabulary import Modality

# How often such a claim was right where it was read.
WANTED = 0.75
# "vowed to help pass it", "pledged to keep opposing it".
_GOING_ON = frozenset("help let get move go continue keep start begin".split())


def wish_claims(verb: Token) -> Iterator[Claim]:
    """Yield "urged Y to drop Z", "vowed to repeal Z": the one who wants it is the holder."""
    if not may_treat(verb):
        return
    wanting = _wanting_over(verb)
    if any(c.lower_ in ("whether", "if") for c in verb.children):
        return
    if wanting is None:
        yield from _of_efforts(verb)
        return
    negated = any(c.dep_ == "neg" for c in verb.children)
    for way, treated in treatments(verb):
        target = _purpose(treated)
        turned = opposite(way) if negated else way
        holders = doers_of(wanting)
        force = force_of(wanting)
        force = Force(force.negated, Modality.DESIRED, force.unsaid and not _tried(wanting))
        if holders:
            yield Claim(wanting, holders, target, turned, "wanted", force, WANTED)


def _wanting_over(verb: Token) -> Token | None:
    token = verb
    while token.dep_ == "conj" and is_verb(token.head):
        token = token.head
    if token.dep_ not in ("xcomp", "ccomp", "advcl", "acl"):
        return None
    head = token.head
    if head.lemma_ in _GOING_ON and head.dep_ in ("xcomp", "ccomp"):
        head = head.head
    named = head.lemma_ == "call" and children(head, "dobj")  # "called it a coup to unseat X"
    wanted = (head.lemma_ in lexicon.WANTING or _is_longing(head)) and is_verb(head) and not named
    return head if wanted and (_is_infinitive(token) or _is_demanded(token, head)) else None


def _is_longing(verb: Token) -> bool:
    """Tell whether somebody "would love" it; who loves to do it does it."""
    return verb.lemma_ == "love" and is_helped_by(verb, ("would", "'d", "’d"))


def _is_infinitive(verb: Token) -> bool:
    due = (verb, verb.head)
    return any(c.lower_ == "to" and c.dep_ == "aux" for v in due for c in v.children)


def _is_demanded(verb: Token, head: Token) -> bool:
    """Tell whether "demanded that Y resign", "hopes Y will resign" wants it done."""
    if head.lemma_ not in lexicon.DEMANDING or verb.dep_ != "ccomp":
        return False
    modals = [c.lower_ for c in children(verb, "aux")]
    return verb.tag_ == "VB" and all(m in ("will", "would", "should") for m in modals)


def _purpose(target: Token) -> Token:
    """Give the membership where someone helps with "laws needed for membership"."""
    for clause in children(target, "acl"):
        if clause.lower_ in ("needed", "required", "necessary") and is_passive(clause):
            return next(iter(complements(clause, ["for"])), target)
    return target


def _tried(wanting: Token) -> bool:
    """Tell whether someone failed to persuade: that it was wanted is then still said."""
    return wanting.dep_ == "xcomp" and wanting.head.lower_ in ("unable", "fail", "failed", "trying")


def _of_efforts(verb: Token) -> Iterator[Claim]:
    """Yield "Smith's push to include Z": whose effort it is wants it done."""
    effort = _effort_over(verb)
    if effort is None or not _is_infinitive(verb):
        return
    negated = any(c.dep_ == "neg" for c in verb.children)
    for way, target in treatments(verb):
        turned = opposite(way) if negated else way
        holders = _making(effort)
        if holders and target not in holders:
            rule = f"wanted:{effort.lemma_.lower()}"
            force = Force(modality=Modality.DESIRED)
            yield Claim(effort, holders, target, turned, rule, force, WANTED, proof=target)


def _making(effort: Token) -> tuple[Token, ...]:
    """Give whose effort it is: "Smith's", "Republican efforts", "Smith launched an effort"."""
    if owners := owners_of(effort):
        return all_conjoined(owners)
    if named := [c for c in children(effort, "amod", "compound") if is_named_body(c)]:
        return tuple(named)
    begun = effort.dep_ == "dobj" and effort.head.lemma_ in lexicon.STARTING
    return subjects(effort.head) if begun else ()


def _effort_over(verb: Token) -> Token | None:
    """Give the push of "his push to include it", also where the parser hangs it on the verb."""
    if verb.dep_ in ("ccomp", "xcomp") and verb.head.lemma_ in ("have", "get", "let", "help"):
        verb = verb.head  # "his push to have them drop it"
    head = verb.head
    near = [head] if verb.dep_ == "acl" else children(head, "dobj") if verb.dep_ == "xcomp" else []
    return next((n for n in near if n.lemma_.lower() in nouns.EFFORTS), None)
