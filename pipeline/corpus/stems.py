"""Stems: a common word as it is compared with others, one for its numbers and spellings."""

import re
from functools import lru_cache

from pipeline.analysis.wordset import wordset

_REMEMBERED = 100_000
_SAME = wordset(
    """news series species politics ethics economics physics means goods arms customs headquarters
    politics athletics mathematics always besides perhaps aids this is was has does us gas bus
    texas kansas arkansas wales"""
)
_IRREGULAR = {
    "women": "woman",
    "men": "man",
    "people": "people",
    "children": "child",
    "lives": "life",
    "wives": "wife",
    "knives": "knife",
    "thieves": "thief",
    "leaves": "leaf",
    "criteria": "criterion",
    "movies": "movie",
    "cookies": "cookie",
    "licence": "license",
    "defence": "defense",
    "offence": "offense",
    "programme": "program",
    "centre": "center",
    "judgement": "judgment",
    "labour": "labor",
    "behaviour": "behavior",
    "neighbour": "neighbor",
    "harbour": "harbor",
    "honour": "honor",
    "favour": "favor",
    "colour": "color",
}
_ISATION = re.compile(r"isation$")


@lru_cache(_REMEMBERED)
def stem(word: str) -> str:
    """Give a folded word in the singular and in American spelling: "programmes" is "program"."""
    return _ISATION.sub("ization", _singular(word))


def _singular(word: str) -> str:
    if word in _SAME or len(word) < 4:
        return word
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if word.endswith("ies"):
        return f"{word[:-3]}y"
    if re.search(r"(?:ss|x|ch|sh|zz|\w{3}o)es$", word):
        return word[:-2]
    one = word[:-1] if re.search(r"[^sui]s$", word) else word
    return _IRREGULAR.get(one, one)
