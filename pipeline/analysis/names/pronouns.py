"""Pronouns, told from the nouns and names that are spelled alike: the mine, the US, the WHO."""

from spacy.tokens import Token

_ONE = frozenset("i me my mine myself".split())
_MANY = frozenset("we us our ours ourselves".split())
_RELATIVE = frozenset("who whom which that whose".split())
_BEFORE_NOUNS = frozenset("det amod compound nummod poss".split())


def is_first_person(word: Token) -> bool:
    """Tell whether a word stands for those who speak."""
    return word.lower_ in _ONE | _MANY and _is_pronoun(word)


def is_i(word: Token) -> bool:
    """Tell whether a word stands for the one who speaks."""
    return word.lower_ in _ONE and _is_pronoun(word)


def is_relative(word: Token) -> bool:
    """Tell whether a word may stand for the noun that its clause belongs to."""
    return word.lower_ in _RELATIVE and word.pos_ != "PROPN"


def _is_pronoun(word: Token) -> bool:
    """Tell whether it is one by its part of speech; "mine" needs more words to be a noun."""
    if word.lower_ == "mine":
        return not any(c.dep_ in _BEFORE_NOUNS for c in word.children) and word.dep_ != "compound"
    return word.pos_ != "PROPN"
