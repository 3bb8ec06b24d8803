"""Topics: what the nouns of one article mean, so that "the bill" can be told which bill."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import chain

from spacy.lang.en.stop_words import STOP_WORDS
from spacy.tokens import Doc, Span, Token

from pipeline.analysis.stances.parties.doings import done_to
from pipeline.analysis.stances.parties.phrases import plain, topic_of
from pipeline.analysis.stances.parties.tellings import (
    deed_of,
    full_name,
    is_quality,
    points_back,
    told_beside,
    told_by_clause,
    told_in_marks,
)
from pipeline.analysis.stances.parties.which import is_passed, is_told
from pipeline.analysis.stances.syntax import children, complements
from pipeline.analysis.stances.words import lone, nouns

# How many earlier uses of a word are looked at for "the plan" to find which plan.
LOOK_BACK = 20
# So far behind "the bill" a text may say which one it means if it did not before, and behind "a
# bill" what that would do, in characters.
_AHEAD, _SOON = 1_500, 500
# Up to here a text speaks of what its headline does, in characters.
_BEGINNING = 300
# A phrase within so many characters is what "the law" means, whatever the headline says.
_NEAR = 400
_HERE = frozenset("this that these those".split())
# A measure may be a gauge, too: it stands for a bill only where nothing else does.
_LEAST = "measure"
# So many words before a sentence somebody may be said to do what a noun in it names.
_WORDS_BACK = 120
# Where so many of an article's deals are of one thing, "a deal" is one, too.
_MOST = 1 / 2
_COUNTED = 50  # uses of a word from which it is told what most are of: a long text stays linear

# These are named as a whole, of whichever of their words a text says something.
_SET_PHRASES = ("law and order", "rule of law")

Word = tuple[str, bool]  # a noun's lemma, and whether it is more than one


class Topics:
    """The nouns of one document by lemma and number, and of a headline that stands outside it."""

    def __init__(self, doc: Doc, headline: Callable[[], Doc | None]) -> None:
        self._uses: dict[Word, list[Token]] = {}
        for token in doc:
            if token.pos_ in ("NOUN", "PROPN"):
                self._uses.setdefault(_word(token), []).append(token)
        self._headline = headline

    def name_of(self, head: Token, phrase: Span) -> str | None:
        """Name a topic as the text names it most fully; None where it never says which it is.

        A lone "bill" is told by its own clause, by a longer phrase for it or for another word for
        the same, before it or in the headline.
        """
        lemma = head.lemma_.lower()
        if lemma in lone.BARE:
            return self._told(head, phrase)
        human = lemma in nouns.HOLDERS
        if len(phrase) > 1 or human or head.pos_ == "PROPN" or not points_back(head):
            return plain(phrase)
        return self._before(head) or plain(phrase)

    def had_by(self, head: Token) -> str | None:
        """Name the law or deal whose quality a noun is: "the cost and lack of debate", "its cost".

        It is what the quality is said to be of, else the last one named in these two sentences.
        """
        if not is_quality(head):
            return None
        owners = [*children(head, "poss"), *complements(head, ["of", "in"])]
        owner = next((o for o in owners if o.lemma_.lower() in lone.BARE), None)
        if owner is None and any(o.lower_ != "its" for o in owners if o.lemma_ not in lone.WANTED):
            return None
        if owner is None:
            start = head.sent.start
            first = head.doc[start - 1].sent.start if start else 0
            before = (t for t in reversed(head.doc[first : head.i]) if t.pos_ in ("NOUN", "PROPN"))
            owner = next((t for t in before if t.lemma_.lower() in lone.DECIDED), None)
        return None if owner is None else self.name_of(owner, topic_of(owner))

    def _told(self, head: Token, phrase: Span) -> str | None:
        """Name a bill or its like; with other words alone it may stand as it is."""
        is_lone = len(phrase) == 1
        told = (_told_here(head) or self._told_elsewhere(head)) if is_lone else None
        if told is not None:
            return told
        none = not is_told(phrase, head) and _is_none_in_particular(head)
        is_silent = none or (is_lone and head.lemma_.lower() in lone.NEVER_ALONE)
        return None if is_silent else plain(phrase)

    def _told_elsewhere(self, head: Token) -> str | None:
        if head.lemma_.lower() in lone.RUNNING and head.tag_ == "NN":
            return None  # one of them is told by name
        if points_back(head) or _is_old(head):
            return self._before(head) or self._loosely(head) or self._elsewhere(head)
        if head.lemma_.lower() in lone.AGREED:
            return self._only(head)
        return None if _is_none_in_particular(head) else self._introduced(head)

    def _before(self, head: Token) -> str | None:
        """Name what a noun points back to: the same noun with more words, else a sibling.

        "That bill" is the nearest of both. Far behind its last such phrase "the law" is what the
        headline calls a law.
        """
        (word, *others) = _words_for(head)
        if any(c.lower_ in _HERE for c in children(head, "det")):
            found = self._nearest([word, *others], head.i)
        else:
            plainer = [other for other in others if other[0] != _LEAST]
            tiers = ([word], plainer, others)
            found = next((f for tier in tiers if (f := self._nearest(tier, head.i))), None)
        if found is None:
            return None
        place, name = found
        is_near = head.idx - head.doc[place].idx <= _NEAR
        return name if is_near else self._headlined([word]) or name

    def _loosely(self, head: Token) -> str | None:
        """Name what a noun points back to by what else the text before it calls or does so."""
        words = list(_words_for(head))
        looser = [
            (other, many) for other in lone.LOOSELY.get(words[0][0], ()) for many in (False, True)
        ]
        found = self._nearest(looser, head.i)
        return (
            self._named_law(head)
            or self._headlined([*words, *looser])
            or (None if found is None else found[1])
            or self._by_deed([*words, *looser], head)
            or self._done(head)
        )

    def _named_law(self, head: Token) -> str | None:
        """Name the one law that the text has a name for: of several nobody knows which.

        A bill is one that was just brought in or passed: the bill to delay a law is not the law.
        """
        lemma = head.lemma_.lower()
        if lemma not in ("law", "statute", "bill", "legislation") or head.tag_.endswith("S"):
            return None
        named = (use for use in self._uses.get(("act", False), []) if use.pos_ == "PROPN")
        acts = [act for act in named if abs(head.idx - act.idx) <= _AHEAD]
        if lemma in ("bill", "legislation") and not any(map(is_passed, acts)):
            return None
        names = [name for act in acts if (name := full_name(act)) is not None]
        return names[0] if len({name.casefold() for name in names}) == 1 else None

    def _by_deed(self, words: Iterable[Word], head: Token) -> str | None:
        """Name a noun by what the text said before that it does."""
        uses = sorted(
            (use for w in words for use in self._uses.get(w, ()) if use.i < head.i), key=_place
        )
        return next((deed for use in reversed(uses[-LOOK_BACK:]) if (deed := deed_of(use))), None)

    def _done(self, head: Token) -> str | None:
        """Name a noun by what somebody was just said to do, else by what the headline says so."""
        start = head.sent.start
        before = head.doc[max(0, start - _WORDS_BACK) : start]
        return done_to(reversed(list(before)), head) or done_to(self._headline() or (), head)

    def _only(self, head: Token) -> str | None:
        """Name "a deal" by the headline's, or by the others of its article if most are of one."""
        if any(c.lower_ in lone.NOT_THE_SAME for c in head.lefts):
            return None
        words = list(_words_for(head))
        uses = sorted((use for w in words for use in self._uses.get(w, ())[:_COUNTED]), key=_place)
        names = [name for use in uses if (name := full_name(use)) is not None]
        telling = [{*name.lower().split()} - lone.AGREED - STOP_WORDS for name in names]
        word, count = next(iter(Counter(chain(*telling)).most_common(1)), ("", 0))
        is_most = count > 1 and count >= _MOST * len(names)
        most = next(n for n in names if word in n.lower().split()) if is_most else None
        return self._headlined(words) or most

    def _headlined(self, words: Iterable[Word]) -> str | None:
        """Name what the headline says; it is read only when somebody asks."""
        wanted = frozenset(words)
        uses = (t for t in self._headline() or () if _word(t) in wanted)
        return next((name for use in uses if (name := full_name(use)) is not None), None)

    def _elsewhere(self, head: Token) -> str | None:
        """Name what the headline says, or what is first said behind it."""
        words = frozenset(_words_for(head))
        uses = self._behind(words, head, _AHEAD)
        names = (name for name_of in (full_name, deed_of) for name in map(name_of, uses))
        return self._headlined(words) or next((name for name in names if name is not None), None)

    def _introduced(self, head: Token) -> str | None:
        """Name "a bill" as the headline above has it, or by what "the bill" then would do."""
        if head.idx <= _BEGINNING and (told := self._headlined([_word(head)])):
            return told
        behind = self._behind([_word(head)], head, _SOON)
        deeds = (deed_of(use) for use in behind if points_back(use))
        return next((deed for deed in deeds if deed is not None), None)

    def _behind(self, words: Iterable[Word], head: Token, far: int) -> list[Token]:
        """Give the uses of words within so many characters behind a noun, in text order."""
        found: list[Token] = []
        for uses in (self._uses.get(word, []) for word in words):
            first = bisect_right(uses, head.i, key=_place)
            last = bisect_right(uses, head.idx + far, key=_character)
            found += uses[first : min(last, first + LOOK_BACK)]
        return sorted(found, key=_place)

    def _nearest(self, words: Iterable[Word], place: int) -> tuple[int, str] | None:
        """Give the last of the uses before a place that says which, and what it says."""
        found = (told for word in words if (told := self._last(word, place)) is not None)
        return max(found, default=None)

    def _last(self, word: Word, place: int) -> tuple[int, str] | None:
        uses = self._uses.get(word, [])
        before = bisect_left(uses, place, key=_place)
        looked_at = reversed(uses[max(0, before - LOOK_BACK) : before])
        told = ((use.i, name) for use in looked_at if (name := full_name(use)) is not None)
        return next(told, None)


def _place(use: Token) -> int:
    return use.i


def _character(use: Token) -> int:
    return use.idx


def _words_for(noun: Token) -> Iterator[Word]:
    """Yield a noun by lemma and number, then others that may stand for the same."""
    lemma, many = _word(noun)
    yield lemma, many
    yield from ((other, many) for other in lone.AGAIN.get(lemma, ()))


def _word(noun: Token) -> Word:
    return noun.lemma_.lower(), noun.tag_.endswith("S")


def _is_none_in_particular(head: Token) -> bool:
    return any(c.lower_ in lone.NONE_IN_PARTICULAR for c in head.lefts)


def _is_old(head: Token) -> bool:
    """Tell whether a noun is of what there is already: "protecting existing rules"."""
    return any(c.lower_ in ("existing", "current") for c in children(head, "amod"))


def _told_here(head: Token) -> str | None:
    """Name a noun by the words that stand with it."""
    around = head.doc[max(0, head.i - 2) : head.i + 3].text.lower()
    in_phrase = (phrase for phrase in _SET_PHRASES if head.lower_ in phrase and phrase in around)
    return next(in_phrase, None) or told_in_marks(head) or told_by_clause(head) or told_beside(head)
