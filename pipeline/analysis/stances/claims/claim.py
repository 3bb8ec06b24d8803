"""A claim: what a sentence's grammar says of who is for or against what, names not yet known."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from pipeline.analysis.stances.modality import Force, force_of
from pipeline.analysis.stances.syntax import (
    children,
    complements,
    doers_of,
    is_verb,
)
from pipeline.analysis.stances.words import nouns
from schemas.vocabulary import Polarity


@dataclass(frozen=True)
class Claim:
    """Somebody is for or against something, read off one predicate.

    Without holders it is what the sentence itself says: then whoever says it holds it.
    """

    predicate: Token
    holders: tuple[Token, ...]
    target: Token
    way: Polarity
    rule: str
    force: Force
    certainty: float
    proof: Token | None = None  # the word of praise or blame, where that is not the predicate
    answered: bool = False  # it is an answer's, to somebody who asked whether it holds


def opposite(way: Polarity) -> Polarity:
    """Turn for into against and against into for."""
    return Polarity.AGAINST if way is Polarity.FOR else Polarity.FOR


WORRIES = frozenset("concern worry fear concerned worried alarm alarmed".split())


@dataclass(frozen=True)
class Kind:
    """Which way a predicate goes, the rule that knows it, and how often that is right."""

    way: Polarity
    rule: str
    certainty: float


def _is_vague(holder: Token, predicate: Token) -> bool:
    """Tell whether a holder is only defined by what it holds: "nations, or Danes, that do X".

    So are those counted in a poll: "30 percent of voters who back Smith".
    """
    clauses = children(holder, "relcl", "acl")
    vague = holder.lemma_.lower() in nouns.VAGUE or holder.ent_type_ == "NORP"
    polled = holder.dep_ == "pobj" and holder.head.head.lower_ in ("percent", "%")
    return (vague or polled) and any(predicate in c.subtree for c in clauses)


def _is_aside(target: Token, predicate: Token, kind: Kind) -> bool:
    """Tell whether a target is not what the predicate is about, whatever the parse says.

    "Condemned it as a grave threat", "backs Smith over Jones", "worried about safety".
    """
    between = {t.lower_ for t in predicate.doc[predicate.i + 1 : target.i]}
    called = "as" in between and any(c.lower_ in ("a", "an") for c in children(target, "det"))
    worried = kind.rule.partition(":")[2] in WORRIES and _is_cherished(target)
    return called or worried or ("over" in between and target.dep_ != "pobj")


def _is_cherished(target: Token) -> bool:
    """Tell whether one who worries about this is for it, or anybody would: "health issues"."""
    words = (target, *children(target, "compound"), *complements(target, ["of"]))
    return any(word.lemma_.lower() in nouns.CHERISHED | nouns.LOSSES for word in words)


def _meant(target: Token) -> tuple[Token, ...]:
    """Give Smith for "the way Smith did it" and "how Smith did it", else the word itself."""
    if target.lemma_.lower() == "way" and (told := children(target, "relcl")):
        return doers_of(told[0])
    if is_verb(target) and any(c.lower_ == "how" for c in children(target, "advmod")):
        return doers_of(target)
    return (target,)


def claims_of(
    predicate: Token,
    holders: Iterable[Token],
    targets: Iterable[Token],
    kind: Kind,
    force: Force | None = None,
) -> Iterator[Claim]:
    """Yield a claim for each target of a predicate, if anybody is said to hold it."""
    force = force_of(predicate) if force is None else force
    held = tuple(h for h in dict.fromkeys(holders) if not _is_vague(h, predicate))
    if any(holder.lower_ in ("percent", "%") for holder in held):
        return  # "5 percent like Smith and 1 percent back Jones" is parsed as if Smith did
    for target in dict.fromkeys(t for told in targets for t in _meant(told)):
        if held and target not in held and not _is_aside(target, predicate, kind):
            yield Claim(predicate, held, target, kind.way, kind.rule, force, kind.certainty)
