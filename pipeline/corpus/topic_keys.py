"""Topic keys: what a phrase is about, whichever way it is said, and on which side of it."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from pipeline.corpus import topic_words as lists
from pipeline.corpus.topic_phrases import Kind, Word, words_of
from pipeline.corpus.undoing import without_undoing

_LINKS = frozenset(
    """of on for to from in into with against over about at between under by toward towards among
    through within via""".split()
)
# What follows tells when or why, or of which of many.
_CUTS = frozenset(
    """that which who whom whose after before during when while because since until than if unless
    where""".split()
)
_LEFT_OUT = frozenset(
    "and or but not nor as so too be is are was were been being down out off away up".split()
)
_DROPPED = lists.DETERMINERS | lists.PASSING | lists.POINTING | _LEFT_OUT
_ONLY_OBJECTS = frozenset(("against", "from", "by", "between", "toward", "towards"))
_PERSONAL = frozenset(
    """nomination nominee confirmation impeachment campaign candidacy presidency resignation
    appointment administration team election reelection trial testimony run bid pardon
    memoir ouster firing""".split()
)
# Of a country or state these say enough.
_OF_PLACES = frozenset(
    """deal agreement accord treaty war pact policy sanction pipeline investigation crisis aid
    membership withdrawal invasion embargo election independence tariff""".split()
)
# What one more word makes a public question: "gun laws", "tax cuts".
_OF_SUBJECTS = frozenset(
    """law policy reform tax control right rule regulation cut increase ban program sanction wall
    war fund limit security system mandate change act pipeline right violence tariff
    shutdown freedom""".split()
)
# Phrases whose keys are kept: those of an article for as long as it is asked about, and plain ones.
_REMEMBERED = 10_000
# So many words tell which bill is meant.
_MANY = 3
_POSSESSIVE = re.compile(r"['’]s?$")


_MAKING_SUBJECTS = lists.ACT_NOUNS | _OF_SUBJECTS


class Strength(IntEnum):
    """How far a key tells what it is: nowhere but in its story, for some weeks, or anywhere."""

    STORY = 0
    PASSING = 1
    FREE = 2


@dataclass(frozen=True)
class TopicKey:
    """A phrase's words in one form, on which side of them it is, and what it is called."""

    form: str
    reversed: bool
    strength: Strength
    name: str  # the phrase without determiners and what undoes it
    is_whole: bool  # nothing but determiners was left off
    names_a_thing: bool  # it is a name, or has one


def topic_key(phrase: str, people: frozenset[str] = frozenset()) -> TopicKey | None:
    """Read a phrase; None where a reader could not say what it is.

    `people` are the names of persons in its article, folded. A phrase without capitals names none
    of them, and is read once for all articles.
    """
    return _read(phrase, people if any(map(str.isupper, phrase)) else frozenset())


@lru_cache(_REMEMBERED)
def _read(phrase: str, people: frozenset[str]) -> TopicKey | None:
    all_words = words_of(phrase, people)
    words, is_reversed = without_undoing(all_words)
    words = _until_cut(words)
    head, stems = _stems(words)
    if not stems or (len(stems) == 1 and _points(words)):
        return None
    kept = _without_owner(stems, head)
    strength = _strength_but_for(_acting(words), kept, head)
    if strength is None:
        return None
    return TopicKey(
        _form(kept, strength),
        is_reversed,
        strength,
        name := _shown(phrase, words),
        is_whole=_shown(phrase, all_words) == name,
        names_a_thing=strength is Strength.FREE
        and any(w.kind is Kind.NAME and s not in lists.SUBJECTS for s, w in kept.items()),
    )


def _until_cut(words: Sequence[Word]) -> list[Word]:
    """Leave off what follows "that" or "after", if what stands before it tells anything."""
    end = next((i for i, word in enumerate(words) if i > 0 and word.lower in _CUTS), len(words))
    tells = any(not _is_dropped(w) and not _is_generic(w.stem, w) for w in words[:end])
    return list(words[:end] if tells else words)


def _stems(words: Sequence[Word]) -> tuple[str, dict[str, Word]]:
    """Give the word a phrase turns on, and its words by stem: those done to have a mark."""
    segments = _segments(words)
    first = [w for w in segments[0][1] if not _is_dropped(w)] if segments else []
    head = _stem_of(first[-1]) if first else ""
    two_places = sum(word.kind is Kind.PLACE for word in words) > 1
    stems: dict[str, Word] = {}
    for link, segment in segments:
        mark = ">" if _is_object(link, head, two_places=two_places) else ""
        for word in segment:
            if not _is_dropped(word):
                stems.setdefault(mark + _stem_of(word), word)
    return head, stems


def _segments(words: Sequence[Word]) -> list[tuple[str, list[Word]]]:
    segments: list[tuple[str, list[Word]]] = [("", [])]
    for word in words:
        if word.lower in _LINKS:
            segments.append((word.lower, []))
        else:
            segments[-1][1].append(word)
    return segments


def _is_object(link: str, head: str, *, two_places: bool) -> bool:
    """Tell whether "X on Y" is another thing than "Y X": "violence against police"."""
    if link == "" or link in _ONLY_OBJECTS:
        return link != ""
    if two_places or head in lists.AGENTIVE:
        return True
    return link != "of" and head not in lists.MEASURES and head not in lists.ACT_NOUNS


def _acting(words: Sequence[Word]) -> Word | None:
    """Give the verb of "amend the law", which alone tells nothing."""
    is_clause = len(words) > 1 and words[1].lower in lists.DETERMINERS
    is_known = words[0].lower in lists.ACTS or words[0].kind is not Kind.COMMON
    return words[0] if is_clause and not is_known else None


def _stem_of(word: Word) -> str:
    return lists.ACTS.get(word.lower) or lists.ACTS.get(word.stem) or word.stem


def _is_dropped(word: Word) -> bool:
    lower = word.lower
    if word.is_joined:
        return False
    if word.kind is Kind.NAME:
        return word.text.lower() in lists.DETERMINERS
    return lower in _DROPPED


def _without_owner(stems: dict[str, Word], head: str) -> dict[str, Word]:
    """Leave off whose a law or ban is, as it is the same whoever's it is called."""
    offices = {s for s, w in stems.items() if w.is_owner and w.stem in lists.OFFICES}
    if head in lists.STANDING:
        offices |= {"federal"}
    owners = {s for s, w in stems.items() if w.kind is Kind.PERSON and s != head}
    rest = {s: w for s, w in stems.items() if s not in offices | owners}
    if head in lists.STANDING and any(not _is_generic(s, w) for s, w in rest.items()):
        return rest
    return {s: w for s, w in stems.items() if s not in offices} or stems


def _is_generic(stem: str, word: Word) -> bool:
    if word.kind in (Kind.PARTY, Kind.PERSON):
        return True
    bare_stem = stem.removeprefix(">")
    if word.lower in lists.UNDOING:
        return True
    return bare_stem in lists.GENERIC or word.lower in lists.GENERIC or bare_stem.isdigit()


def _strength_but_for(verb: Word | None, stems: dict[str, Word], head: str) -> Strength | None:
    """Tell how far a phrase tells without its verb, which tells in its story at the most."""
    rest = {s: w for s, w in stems.items() if w is not verb}
    strength = _strength(rest or stems, head)
    return Strength.STORY if strength is None and rest != stems else strength


def _strength(stems: dict[str, Word], head: str) -> Strength | None:
    telling = {s: w for s, w in stems.items() if not _is_generic(s, w)}
    kinds = Counter(word.kind for word in telling.values())
    people = any(word.kind is Kind.PERSON for word in stems.values())
    is_about_place = kinds[Kind.PLACE] and head in _OF_PLACES
    if kinds[Kind.NAME] or is_about_place or (people and head in _PERSONAL):
        return Strength.FREE
    if len(stems) == 1:
        return _strength_alone(head, *stems.values(), is_told=bool(telling))
    if not kinds[Kind.COMMON]:
        return Strength.PASSING if kinds[Kind.PLACE] else Strength.STORY
    return _strength_of_words(stems, telling, head)


def _strength_alone(head: str, word: Word, *, is_told: bool) -> Strength | None:
    """Tell how far one word tells: "immigration", "the wall", "the delay"."""
    if head in lists.SUBJECTS or head.endswith("ism"):
        return Strength.FREE
    if is_told or word.kind is not Kind.COMMON:
        return Strength.STORY
    of_story = lists.OFFICES | lists.BODIES | lists.UNDOING.keys()
    return Strength.STORY if head in of_story - lists.BARE else None


def _strength_of_words(stems: Iterable[str], telling: Iterable[str], head: str) -> Strength:
    """Tell how far common words tell: "gun laws", "the gun control bill"."""
    told = len(set(telling))
    if head in lists.INSTRUMENTS and told < _MANY:
        return Strength.PASSING
    subjects = {stem for stem in telling if stem not in lists.ACT_NOUNS or stem in lists.SUBJECTS}
    makes_subject = subjects and not _MAKING_SUBJECTS.isdisjoint(stems)
    return Strength.FREE if told > 1 or makes_subject else Strength.PASSING


def _points(words: Sequence[Word]) -> bool:
    """Tell whether a phrase leaves what it is about to another: "placing it", "pay more"."""
    return words[-1].lower in lists.POINTING | lists.DETERMINERS


def _form(stems: dict[str, Word], strength: Strength) -> str:
    if strength is Strength.STORY:  # "loophole" and "loopholes" of one story may be two things
        return " ".join(sorted(word.lower or stem for stem, word in stems.items()))
    if len(stems) == 1:
        (stem, word), *_ = stems.items()
        return f"^{stem}" if word.kind is Kind.NAME and stem not in lists.SUBJECTS else stem
    return " ".join(sorted(stems))


def _shown(phrase: str, words: Sequence[Word]) -> str:
    kept = [w for w in words if w.lower not in lists.DETERMINERS]
    if not kept:
        return phrase
    return _POSSESSIVE.sub("", phrase[kept[0].start : kept[-1].end]) or phrase
