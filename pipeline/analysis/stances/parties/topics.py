"""Topics: what the nouns of one article mean, so that "the bill" can be told which bill."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Iterable, Iterator

from spacy.tokens import Doc, Span, Token

from pipeline.analysis.stances.parties.phrases import LONGEST, clause_of, plain, topic_of
from pipeline.analysis.stances.syntax import children, complements, is_verb
from pipeline.analysis.stances.words import nouns

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
# "the Bill of Rights" is no bill, and "the rule of law" no rule.
_WHERE = frozenset("in at with by from between during after before under".split())
_SET_PHRASES = frozenset(("bill of rights", "rule of law"))
_POINTING = frozenset("the this that these those".split())
_WOULD = frozenset("would will could should to".split())
_AIMED = frozenset("aim design intend mean".split())
_NO_DEEDS = frozenset(
    """be become have seem remain go come get need pass fail die face help hurt cost take make
    expire work apply date start begin end last draw win receive gain earn spark trigger prompt
    meet cause raise lead leave""".split()
)
_ELSEWHERE = frozenset("it them this that these those him her so".split())
_BESIDE = frozenset("with on against over between".split())
_TIMES = frozenset(("DATE", "TIME"))
_WHICH = frozenset(("that", "which"))


class Topics:
    """The nouns of one document by lemma and number, and of a headline that stands outside it."""

    def __init__(self, doc: Doc, headline: Callable[[], Doc | None]) -> None:
        self._uses: dict[tuple[str, bool], list[Token]] = {}
        for token in doc:
            if token.pos_ in ("NOUN", "PROPN"):
                self._uses.setdefault(_lemma_and_number(token), []).append(token)
        self._headline = headline

    def name_of(self, head: Token, phrase: Span) -> str | None:
        """Name a topic as the text names it most fully; None where it never says which it is.

        A lone "bill" is told by its own clause, by a longer phrase for it or for another word for
        the same, before it or in the headline.
        """
        lemma = head.lemma_.lower()
        if lemma in nouns.BARE:
            return self._told(head, phrase)
        human = lemma in nouns.HOLDERS
        if len(phrase) > 1 or human or head.pos_ == "PROPN" or not _points_back(head):
            return plain(phrase)
        return self._before(head) or plain(phrase)

    def _told(self, head: Token, phrase: Span) -> str | None:
        """Name a bill or its like; with other words alone it may stand as it is."""
        lone = len(phrase) == 1
        told = (_told_by_clause(head) or _told_beside(head)) if lone else None
        if told is None and not _is_told(phrase, head) and _is_none_in_particular(head):
            return None
        if told is None and lone:
            points = _points_back(head)
            told = (
                (self._before(head) or self._elsewhere(head)) if points else self._introduced(head)
            )
        is_silent = lone and head.lemma_.lower() in nouns.NEVER_ALONE
        return told if told is not None or is_silent else plain(phrase)

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

    def _headlined(self, words: Collection[tuple[str, bool]]) -> str | None:
        """Name what the headline says; it is read only when somebody asks."""
        uses = (t for t in self._headline() or () if _lemma_and_number(t) in words)
        return next((name for use in uses if (name := _full_name(use)) is not None), None)

    def _elsewhere(self, head: Token) -> str | None:
        """Name what the headline says, or what is first said behind it."""
        words = frozenset(_words_for(head))
        uses = self._behind(words, head, _AHEAD)
        names = (name for name_of in (_full_name, _deed_of) for name in map(name_of, uses))
        return self._headlined(words) or next((name for name in names if name is not None), None)

    def _introduced(self, head: Token) -> str | None:
        """Name "a bill" as the headline above has it, or by what "the bill" then would do."""
        if head.idx <= _BEGINNING and (told := self._headlined([_lemma_and_number(head)])):
            return told
        behind = self._behind([_lemma_and_number(head)], head, _SOON)
        deeds = (_deed_of(use) for use in behind if _points_back(use))
        return next((deed for deed in deeds if deed is not None), None)

    def _behind(self, words: Iterable[tuple[str, bool]], head: Token, far: int) -> list[Token]:
        """Give the uses of words within so many characters behind a noun, in text order."""
        found: list[Token] = []
        for uses in (self._uses.get(word, []) for word in words):
            first = bisect_right(uses, head.i, key=_place)
            last = bisect_right(uses, head.idx + far, key=_character)
            found += uses[first : min(last, first + LOOK_BACK)]
        return sorted(found, key=_place)

    def _nearest(self, words: Iterable[tuple[str, bool]], place: int) -> tuple[int, str] | None:
        """Give the last of the uses before a place that says which, and what it says."""
        found = (told for word in words if (told := self._last(word, place)) is not None)
        return max(found, default=None)

    def _last(self, word: tuple[str, bool], place: int) -> tuple[int, str] | None:
        uses = self._uses.get(word, [])
        before = bisect_left(uses, place, key=_place)
        looked_at = reversed(uses[max(0, before - LOOK_BACK) : before])
        told = ((use.i, name) for use in looked_at if (name := _full_name(use)) is not None)
        return next(told, None)


def _place(use: Token) -> int:
    return use.i


def _character(use: Token) -> int:
    return use.idx


def _words_for(noun: Token) -> Iterator[tuple[str, bool]]:
    """Yield a noun by lemma and number, then others that may stand for the same."""
    lemma, many = _lemma_and_number(noun)
    yield lemma, many
    yield from ((other, many) for other in nouns.AGAIN.get(lemma, ()))


def _full_name(noun: Token) -> str | None:
    """Name a noun by its phrase or its clause, where these say which it is."""
    phrase = topic_of(noun)
    if _is_told(phrase, noun):
        return plain(phrase)
    return _told_by_clause(noun) if noun.lemma_.lower() in nouns.BARE else None


def _is_told(phrase: Span, noun: Token) -> bool:
    """Tell whether a phrase has a word that says which: not "the final bill in the Senate"."""
    if phrase.text.lower() in _SET_PHRASES or any(w.lower_ in _ELSEWHERE for w in phrase):
        return False
    beside = () if noun.lemma_.lower() in nouns.AGREED else children(noun, "prep")
    where = {w for prep in beside if prep.lower_ in _WHERE for w in prep.subtree}
    words = (word for word in phrase if word != noun and not (word.is_stop or word in where))
    return any(w.text.isalnum() and w.lower_ not in nouns.ANY_OF_THEM for w in words)


def _told_by_clause(noun: Token) -> str | None:
    """Name a noun by the clause that tells what it does: "bill that would ban plastic bags"."""
    if noun.lemma_.lower() in nouns.RUNNING:
        return None
    clauses = children(noun, "relcl", "acl")
    believed = [c for clause in clauses for c in children(clause, "ccomp")]
    for clause in (*clauses, *believed):
        if clause.lemma_ in _AIMED:
            deeds = [*children(clause, "xcomp"), *complements(clause, ["at"])]
            told = (f"to {deed.lemma_} {rest}" for deed in deeds if (rest := _rest(deed)))
        else:
            rest = _rest(clause)
            told = (f"{way} {rest}" for way in _ways(clause) if rest)
        if (words := next(told, None)) is not None:
            return f"{noun.lower_} {words}"
    return None


def _told_beside(noun: Token) -> str | None:
    """Name "a ruling on X", and "a deal" brokered "with X", which the parser gives to the verb."""
    behind = noun.i + 1
    if noun.lemma_.lower() in nouns.RUNNING or behind >= len(noun.doc):
        return None
    link = noun.doc[behind]
    is_loose = noun.dep_ == "dobj" and link.head == noun.head and not _points_back(noun)
    if link.lower_ not in _BESIDE or not (link.head == noun or is_loose):
        return None
    near = next((o for o in children(link, "pobj") if o.pos_ in ("NOUN", "PROPN")), None)
    if near is None or near.ent_type_ in _TIMES or near.lemma_.lower() in nouns.TIMES:
        return None
    return plain(noun.doc[noun.i : topic_of(near).end])


def _deed_of(noun: Token) -> str | None:
    """Name a noun by what it would do: "The bill would ban plastic bags"."""
    verb = noun.head
    would = [c.lower_ for c in children(verb, "aux") if c.lower_ in _WOULD]
    if noun.dep_ != "nsubj" or not would or verb.tag_ != "VB" or children(verb, "neg"):
        return None
    rest = _rest(verb)
    return None if rest is None else f"{noun.lower_} that {would[0]} {verb.lower_} {rest}"


def _rest(verb: Token) -> str | None:
    """Give what follows a verb in its clause, as far as it is short; None where nothing tells."""
    if verb.lemma_ in _NO_DEEDS or not is_verb(verb) or not verb.is_alpha:
        return None
    doc, first = verb.doc, verb.i + 1
    objects = children(verb, "dobj", "ccomp", "xcomp")
    ends = [clause_of(verb).end, verb.right_edge.i + 1, *(o.i + 1 for o in objects)]
    end = next((end for end in ends if 0 < end - first <= LONGEST), first)
    told = doc[first:end]
    if not len(told) or told[-1].pos_ == "ADP" or any(t.lower_ in _ELSEWHERE for t in told):
        return None  # "legislation offering that amount"
    return plain(told).rstrip(" .,;") or None


def _ways(clause: Token) -> Iterator[str]:
    """Yield how a clause goes on from its noun: "to ban", "that would ban", "banning"."""
    if any(c.dep_ == "neg" or c.lower_ == "longer" for c in clause.children):
        return
    subject = next((c.lower_ for c in children(clause, "nsubj")), None)
    would = [c.lower_ for c in children(clause, "aux") if c.lower_ in _WOULD]
    lefts = [c.lower_ for c in clause.lefts]
    has_done = clause.tag_ == "VBN" and bool(would) and "have" in lefts
    if subject in _WHICH and (has_done or clause.tag_ in ("VB", "VBZ", "VBP", "VBD")):
        if has_done:
            would.append("have")
        yield " ".join(("that", *would, clause.lower_))
    elif subject is None and clause.tag_ == "VB" and "to" in would:
        yield f"to {clause.lower_}"
    elif subject is None and clause.tag_ == "VBG" and clause.dep_ == "acl":
        yield clause.lower_


def _lemma_and_number(noun: Token) -> tuple[str, bool]:
    return noun.lemma_.lower(), noun.tag_.endswith("S")


def _is_none_in_particular(head: Token) -> bool:
    return any(c.lower_ in nouns.NONE_IN_PARTICULAR for c in head.lefts)


def _points_back(head: Token) -> bool:
    if any(_tells_which(clause) for clause in children(head, "relcl", "acl")):
        return False  # "the problems that could arise" are told here
    return any(c.lower_ in _POINTING for c in children(head, "det"))


def _tells_which(clause: Token) -> bool:
    """Tell whether a clause is needed: not in "the bill, which passed", "the bill passed today"."""
    first = clause.left_edge
    is_aside = first.i > 0 and first.nbor(-1).lower_ == ","
    return not (is_aside or (clause.dep_ == "acl" and clause.tag_ == "VBN"))
