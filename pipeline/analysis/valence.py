"""How good or bad single words sound, by the lexicon of VADER (Hutto & Gilbert 2014, MIT)."""

from functools import cache
from importlib.resources import files

from spacy.tokens import Token

STRONGEST = 4.0  # VADER's raters judged words from -4 to 4
_NEGATIONS = frozenset("not n't n’t never no neither nor without hardly".split())
_REACH = 3  # words back that a negation is looked for, as VADER does


@cache
def _valences() -> dict[str, float]:
    lines = (files("vaderSentiment") / "vader_lexicon.txt").read_text("utf8").splitlines()
    rows = (line.split("\t") for line in lines if line)
    return {word: float(value) / STRONGEST for word, value, *_ in rows if word.isalpha()}


def valence(token: Token) -> float:
    """Give how good a word sounds where it stands, from -1 to 1; 0 for most words."""
    value = _valences().get(token.lower_, 0.0)
    if not value:
        return 0.0
    before = token.doc[max(token.sent.start, token.i - _REACH) : token.i]
    return -value if any(word.lower_ in _NEGATIONS for word in before) else value
