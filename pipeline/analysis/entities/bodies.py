"""Bodies: where an article calls a body by its common noun alone, "the Court", "the commission"."""

from collections import defaultdict
from collections.abc import Mapping

from spacy.tokens import Span, Token

from pipeline.analysis.entities.cast import Cast

_NOUNS = frozenset(
    """academy administration agency assembly association bank board bureau chamber church club
    coalition college commission committee company confederation congress corporation council court
    department federation force foundation forum front fund government hospital institute league
    ministry mission movement network office organisation organization parliament party school
    senate society team tribunal trust union university""".split()
)


def bodies_of(cast: Cast) -> dict[str, str]:
    """Map common nouns to the one body of the article that has the noun in its name."""
    bearers: dict[str, set[str]] = defaultdict(set)
    for body in cast.members:
        words = body.name.casefold().split()
        if body.label == "ORG" and len(words) > 1:
            for word in {words[0], words[-1]} & _NOUNS:
                bearers[word].add(body.id)
    return {word: bodies.pop() for word, bodies in bearers.items() if len(bodies) == 1}


def body_at(cast: Cast, bodies: Mapping[str, str], token: Token) -> tuple[str, Span] | None:
    """Give the body, named before, that "the court" means here, and these words."""
    body = bodies.get(token.lower_)
    if body is None or token.i < 2 or _goes_on(token):
        return None
    high = token.lower_ == "court" and token.nbor(-1).lower_ == "high"
    start = token.i - 2 if high else token.i - 1
    supreme = not high or "supreme" in cast[body].name.casefold()
    if not supreme or cast.doc[start].lower_ != "the":
        return None
    if cast[body].appearances[0].span.start > token.i:
        return None
    return body, cast.doc[start : token.i + 1]


def _goes_on(token: Token) -> bool:
    """Tell whether more words belong to the noun: "the court of …", "the court house"."""
    if token.i + 1 == len(token.doc):
        return False
    following = token.nbor()
    return following.lower_ in ("of", "for") or following.pos_ in ("NOUN", "PROPN")
