"""Undoing: what a phrase is for or against when words that undo, bring about or plan are off it."""

from collections.abc import Callable, Sequence

from pipeline.corpus import topic_words as lists
from pipeline.corpus.topic_phrases import Kind, Word

_Words = Sequence[Word]
# The words that are left, and whether they are meant the other way round; None: nothing to undo.
_Step = tuple[_Words, bool] | None
_PARTICLES = frozenset("of to down back out off away in on for with against from up".split())
# With these a verb is another: "seek out", "bring down".
_TURNING = frozenset("out down away off up back against".split())
_DROPPED = lists.DETERMINERS | lists.PASSING
_THAT = frozenset(("that", "which"))
_WOULD = frozenset("would will could should to can".split())
_FIGHTS = frozenset(("fight", "fighting"))
_ADJECTIVES_TOO = frozenset(("back", "close"))
_PHRASAL = {
    "roll": ("back",),
    "rolling": ("back",),
    "tear": ("down", "up"),
    "tearing": ("down", "up"),
    "strike": ("down",),
    "striking": ("down",),
    "do": ("away",),
    "get": ("rid",),
    "getting": ("rid",),
    "pull": ("out",),
    "pulling": ("out",),
    "turn": ("back",),
    "turning": ("back",),
}
# What stands before "of" or "to" and has done it: "the president's rejection of X".
_FARTHEST = 4


def without_undoing(words: _Words) -> tuple[list[Word], bool]:
    """Give what a phrase is about, and whether it is against that.

    "the Senate bill to repeal Obamacare" is against Obamacare, and so is "Obamacare's repeal".
    """
    is_reversed = False
    while words:
        words = _from_first(words)
        found = next((step for f in _STEPS if (step := f(words)) is not None), None)
        if found is None or not found[0]:
            return list(words), is_reversed
        words, flips = found
        is_reversed ^= flips
    return [], is_reversed


def _from_first(words: _Words) -> _Words:
    kept = (i for i, word in enumerate(words) if word.is_joined or word.lower not in _DROPPED)
    return words[next(kept, len(words)) :] or words


def _behind(words: _Words) -> _Words:
    """Leave off "of the", "down" and their like."""
    first = next((i for i, word in enumerate(words) if word.lower not in _PARTICLES), len(words))
    return _from_first(words[first:]) if words[first:] else []


def _verb(words: _Words) -> _Step:
    """Read "ending X", "repeal X", "passing X"."""
    first, rest = words[0].lower, _behind(words[1:])
    if not rest or words[0].is_owner or _is_no_verb(words, rest):
        return None
    if first in lists.FLIPS:
        return [*rest, _unsaid(lists.FLIPS[first], rest[-1].end)], True
    if first in lists.UNDOING and words[1].lower != "for":
        return rest, True
    is_kept = (first in lists.BRINGING and words[1].lower not in _TURNING) or (
        first in _FIGHTS and words[1].lower == "for"
    )
    return (rest, False) if is_kept else None


def _is_no_verb(words: _Words, rest: _Words) -> bool:
    """Tell whether no object follows a first word, or more than one: "prevent Venn from"."""
    first = words[0].lower
    is_noun = first.endswith(lists.NOMINAL) and not _is_linked(words)
    takes_more = first in lists.OF_DEEDS and rest[0].kind is not Kind.COMMON
    return is_noun or takes_more or _is_modifier(words)


def _is_linked(words: _Words) -> bool:
    return words[1].lower in ("of", "to", "in")


def _is_modifier(words: _Words) -> bool:
    """Tell whether a first word only tells which: "veto power", "a repeal effort"."""
    follows = words[1]
    if words[0].lower.endswith("ing"):
        return len(words) == 2 and follows.stem in lists.CONTAINERS and words[0].lower != "ending"
    if follows.lower in _PARTICLES | lists.DETERMINERS:
        return False
    if words[0].lower in _ADJECTIVES_TOO and follows.kind is Kind.COMMON:
        return True
    if follows.stem == words[0].stem or words[0].lower == f"{follows.stem}ing":
        return True  # "fighting the good fight"
    is_noun = words[0].lower in lists.NOUNS_TOO or words[0].lower in lists.BRINGING
    return is_noun and all(word.stem in lists.GENERIC for word in words[1:])


def _phrasal(words: _Words) -> _Step:
    """Read "rolling back X", "an end to X" and "putting an end to X"."""
    lowers = [word.lower for word in words]
    if len(words) > 2 and lowers[1] in _PHRASAL.get(lowers[0], ()):
        return _behind(words[2:]), True
    if lowers[0] in ("put", "putting") and "end" in lowers[1:3] and len(words) > 3:
        return _behind(words[lowers.index("end") + 1 :]), True
    return None


def _noun(words: _Words) -> _Step:
    """Read "Venn's rejection of X", "opposition to X", "support for X", "the idea of X"."""
    for i, word in enumerate(words[:_FARTHEST]):
        if i + 1 >= len(words) or (i > 0 and word.lower in _PARTICLES):
            return None
        flips = _flip_of(word, words[i + 1].lower, is_first=i == 0)
        if flips is not None:
            return _behind(words[i + 1 :]), flips
    return None


def _flip_of(word: Word, link: str, *, is_first: bool) -> bool | None:
    """Tell whether a noun and the word behind it undo what follows; None where they are it."""
    lower = word.lower
    if lower in lists.CONTESTS and link == "against":
        return True
    if _is_verb(word):
        return None
    if link in ("of", "to", "in") and lower in lists.UNDOING:
        return True
    is_idea = lower in lists.IDEAS and link in ("of", "for")
    brings = link == "of" and not is_first and lower in lists.BRINGING
    return False if is_idea or brings else None


def _is_verb(word: Word) -> bool:
    return word.lower.endswith("ing")


def _container(words: _Words) -> _Step:
    """Read "a bill to ban X", "legislation banning X", "a plan that would ban X"."""
    for i, word in enumerate(words[:_FARTHEST]):
        if i > 0 and word.lower in _PARTICLES | lists.DETERMINERS:
            return None
        stem, rest = word.stem, words[i + 1 :]
        if len(rest) < 2 or word.kind is not Kind.COMMON or not _may_be_verb(rest[1]):
            continue
        unwilling = stem in lists.UNWILLING
        if (unwilling or stem in lists.CONTAINERS) and rest[0].lower == "to":
            return rest[1:], unwilling
        if stem in lists.CONTAINERS and _is_act(rest[0]):
            return rest, False
        told_behind = stem in lists.CONTAINERS and rest[0].lower in _THAT
        if told_behind and rest[1].lower in _WOULD and len(rest) > 2:
            return rest[2:], False
    return None


def _may_be_verb(word: Word) -> bool:
    """Tell whether "to" before a word may begin a clause: not in "the move to the middle"."""
    return word.kind is Kind.COMMON and word.lower not in lists.DETERMINERS


def _is_act(word: Word) -> bool:
    lower = word.lower
    known = lower in lists.UNDOING or lower in lists.ACTS or lower in lists.BRINGING
    return lower.endswith("ing") and known


def _leaving(words: _Words) -> _Step:
    """Read "withdrawal from the Paris agreement"; of a country it is a withdrawal of troops."""
    for i, word in enumerate(words[:_FARTHEST]):
        if word.lower in lists.LEAVING and i + 1 < len(words):
            rest = _behind(words[i + 1 :])
            is_pact = any(w.stem in lists.PACTS or _is_acronym(w) for w in rest)
            return (rest, True) if is_pact else None
    return None


def _is_acronym(word: Word) -> bool:
    return word.kind is Kind.NAME and len(word.text) > 1 and word.text.isupper()


def _last(words: _Words) -> _Step:
    """Read "Obamacare repeal", "the Obamacare repeal bill"."""
    if any(word.lower in _PARTICLES for word in words):
        return None
    kept = words[:-1] if words[-1].stem in lists.CONTAINERS else words
    if kept and kept[-1].lower in lists.UNDOING_LAST and _is_told(kept[:-1]):
        return kept[:-1], True
    return None


def _is_told(words: _Words) -> bool:
    """Tell whether words say what was undone, not by whom: "the Senate's delay"."""
    done_by = (Kind.PERSON, Kind.PARTY)
    return any(w.kind not in done_by and w.stem not in lists.GENERIC for w in words)


def _unsaid(text: str, end: int) -> Word:
    """Give a word that a phrase says by its contrary, behind those it says."""
    return Word(text, text, Kind.COMMON, end, end)


_STEPS: tuple[Callable[[_Words], _Step], ...] = (
    _phrasal,
    _leaving,
    _verb,
    _noun,
    _container,
    _last,
)
