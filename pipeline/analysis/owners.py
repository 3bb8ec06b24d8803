"""Claims on those whose deed, words or plan is praised or condemned."""

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Token

from pipeline.analysis import lexicon
from pipeline.analysis.claims import Claim
from pipeline.analysis.syntax import children, complements, conjoined

# Who condemns what somebody did is mostly against them too, though less surely.
LESS_CERTAIN = 0.2
_KINDS = frozenset("verb called valued adjective".split())


def claims_on_owners(claim: Claim) -> Iterator[Claim]:
    """Yield claims on the owner of a target: "criticised Obama's handling of the war"."""
    kind, _, entry = claim.rule.partition(":")
    if kind not in _KINDS or (kind == "verb" and entry not in lexicon.OF_DEEDS):
        return
    for owner in _owners(claim.target):
        if owner not in claim.holders:
            certainty = claim.certainty - LESS_CERTAIN
            yield replace(claim, target=owner, rule=f"{claim.rule}/owner", certainty=certainty)


def _owners(target: Token) -> Iterator[Token]:
    for owner in (*children(target, "poss"), *complements(target, ["by", "from"])):
        yield from (o for o in conjoined(owner) if o.pos_ in ("PROPN", "PRON"))
