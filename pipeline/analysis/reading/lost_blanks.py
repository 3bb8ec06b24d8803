"""Lost blanks: words that a page glued together, as happens where a link begins or ends."""

import re
from collections import Counter
from collections.abc import Iterator

# Small words that stand before or behind a name.
_BEFORE = "the The a an and as at by for from in of on that to with"
_BEHIND = "also and are for from had has of on said says she that the they to was were who with"
_NAME = "[A-ZÀ-Þ][a-zß-ÿ]{2,}"
_KNOWN = re.compile(rf"(?<!\w){_NAME}(?!\w)")
_GLUED = re.compile(
    rf"(?<![\w@#])(?:(?P<before>{'|'.join(_BEFORE.split())})(?={_NAME})"
    rf"|(?P<first>{_NAME}|[a-z]{{4,}})(?=(?P<second>{_NAME})(?!\w))"
    rf"|(?P<name>{_NAME}[a-z]{{2,}})(?=(?:{'|'.join(_BEHIND.split())})(?!\w)))"
)


def lost_blanks(text: str) -> Iterator[int]:
    """Yield the places where a blank was lost: "joined theWorld Bank", "Ms Vennand Mr Rusk".

    Two words are only parted where the text has the name by itself, as often as glued.
    """
    glued = list(_GLUED.finditer(text))
    if not glued:
        return
    known = Counter(_KNOWN.findall(text))
    for match in glued:
        whole = _whole_word(text, match)
        if match["before"] or _are_known(match, whole, known):
            yield match.end()


def _whole_word(text: str, match: re.Match[str]) -> str:
    end = match.end()
    while end < len(text) and text[end].isalnum():
        end += 1
    return text[match.start() : end]


def _are_known(match: re.Match[str], whole: str, known: Counter[str]) -> bool:
    """Tell whether the names in a glued word stand alone in the text, as often as glued."""
    names = [part for part in (match["first"], match["second"], match["name"]) if part]
    return all(part.islower() or known[part] >= max(1, known[whole]) for part in names)
