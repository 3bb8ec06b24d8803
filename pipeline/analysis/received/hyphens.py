"""Hyphens at the end of a line: those of a compound stay, those of a word cut in two go."""

import re
from collections.abc import Container

_PART = re.compile(r"[^\W_]+")
_ENDS_IN_PART = re.compile(r"([^\W_]+)-$")
_WORD = re.compile(r"[^\W\d_]+")
# Behind "two-" these begin no second half: "two- and three-year terms".
_JOINING = frozenset("and or to".split())
# Ends of words that are no words themselves.
_ENDS = re.compile(
    r"(?:e?r?n?ments?|[cst]ions?|[cst]ional(?:ly)?|a?tive(?:ly|s)?|ings?|ness|i?ty|ities|"
    r"[ai]bl[ey]|[ai]bility|al(?:ly)?|[ctz]ial(?:ly)?|ly|ed|ers?|ism|ists?|ence|ance|dents?|"
    r"dency|tures?|sures?|cils?|tees?|tary|tory|logy|cracy|crats?)$"
)


def words_of(text: str) -> frozenset[str]:
    """Give the words of a text that has a hyphen at the end of a line; else none is asked for."""
    if "-\n" not in text:
        return frozenset()
    return frozenset(word.lower() for word in _WORD.findall(text))


def joint(line: str, following: str, known: Container[str]) -> tuple[int, str]:
    """Say how two lines are joined: how many characters of the first go, and what stands between.

    A hyphen goes if the text has the whole word elsewhere, or what follows is no word.
    """
    first, second = _ENDS_IN_PART.search(line), _PART.match(following)
    if first is not None and second is not None:
        half = second.group()
        if half in _JOINING:
            return 0, " "
        is_cut = (first[1] + half).lower() in known or _ENDS.match(half) is not None
        return (1, "") if is_cut and half.islower() else (0, "")
    glued = line.endswith(("—", "--", "/")) and not line[:-1].rstrip("-").endswith(" ")
    return 0, "" if glued else " "
