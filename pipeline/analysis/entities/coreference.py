"""Pronouns and offices resolved to the people they stand for, where that is sure."""

from collections import OrderedDict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from spacy.tokens import Token

from pipeline.analysis.entities.bodies import bodies_of, body_at
from pipeline.analysis.entities.cast import Appearance, Cast
from pipeline.analysis.entities.genders import genders_of
from pipeline.analysis.entities.members import parties_of, party_at
from pipeline.analysis.entities.roles import Offices, holders_of, offices_of, role_at
from pipeline.analysis.names.gendered import PRONOUNS
from pipeline.analysis.names.pronouns import is_i
from pipeline.analysis.quotations.quotations import Quoted, speaking
from schemas.vocabulary import MentionKind

_SUBJECTS = frozenset("nsubj nsubjpass".split())
_OBJECTS = frozenset("dobj dative pobj".split())

# How present a mention makes somebody, by its place in the sentence, after Lappin and Leass
# (1994); it halves with each sentence.
_AS_SUBJECT = 160.0
_AS_OBJECT = 100.0
_OTHERWISE = 70.0
# Whoever is less present than this is not meant by a pronoun: about four sentences ago.
_LEAST = 12.0
# Of several presidents "the president" is the one who is named so many times as often.
_FAR_MORE = 3
# How many words up the tree a pronoun may be from the verb of its clause.
_CLIMB = 4
# A pronoun means one of this many people last spoken of; keeps the reading linear.
_REMEMBERED = 12


def resolved(cast: Cast, quoted: Sequence[Quoted]) -> Cast:
    """Add the mentions that are not names; inside quotations, "I" is the speaker."""
    reading = _Reading(cast, _quotes_by_token(quoted), genders_of(cast))
    full = cast.having(reading.mentions())
    return full.having(_first_persons(full, quoted))


@dataclass
class _Presence:
    """How present somebody is, and at which sentence that was reckoned."""

    salience: float = 0.0
    sentence: int = 0
    here: float = 0.0  # what of it was gained in that sentence, where a role counts once
    earlier: float = 0.0  # what was left of it when its passage began

    def at(self, sentence: int) -> float:
        return self.salience * 0.5 ** min(sentence - self.sentence, 64)

    def before(self, passage: int) -> float:
        """Give what was left of it at the sentence with which a passage begins."""
        return self.earlier if self.sentence >= passage else self.at(passage)


@dataclass
class _Reading:
    """Reads a document once from front to back, remembering who was spoken of."""

    cast: Cast
    quotes: Mapping[int, Quoted]
    genders: dict[str, str]
    present: OrderedDict[str, _Presence] = field(default_factory=OrderedDict)
    passage: int = 0  # the first sentence of the quotation that is read, else the sentence itself

    def mentions(self) -> Iterator[tuple[str, Appearance]]:
        """Yield who is meant by each pronoun and office that is sure, in order."""
        offices = offices_of(self.cast)
        bodies = bodies_of(self.cast)
        parties = parties_of(self.cast)
        quote = None
        for number, sentence in enumerate(self.cast.doc.sents):
            if quote is None or self.quotes.get(sentence.start) is not quote:
                self.passage = number
            quote = self.quotes.get(sentence.end - 1)
            for token in sentence:
                named = self.cast.at(token)
                if (party := party_at(token)) is not None:
                    yield from self._member(token, number, party, parties)
                elif named is not None:
                    self._remember(named, token, number)
                elif token.lower_ in PRONOUNS:
                    yield from self._pronoun(token, number)
                else:
                    yield from self._office(token, number, offices)
                    found = body_at(self.cast, bodies, token)
                    if found is not None:
                        yield found[0], Appearance(found[1], MentionKind.NOMINAL)

    def _pronoun(self, token: Token, sentence: int) -> Iterator[tuple[str, Appearance]]:
        gender = PRONOUNS[token.lower_]
        person = self._meant(token, sentence, gender)
        if person is not None:
            self.genders.setdefault(person, gender)
            self._remember(person, token, sentence)
            yield person, Appearance(self.cast.doc[token.i : token.i + 1], MentionKind.PRONOUN)

    def _office(
        self, token: Token, sentence: int, offices: Offices
    ) -> Iterator[tuple[str, Appearance]]:
        found = role_at(token)
        if found is None:
            return
        role, span = found
        person = self._foremost(holders_of(role, offices) - self._speaking(token))
        if person is not None:
            self._remember(person, token, sentence)
            yield person, Appearance(span, MentionKind.NOMINAL)

    def _member(
        self, token: Token, sentence: int, party: str, parties: Mapping[str, str]
    ) -> Iterator[tuple[str, Appearance]]:
        """Yield whom "the Kentucky Republican" means: the most present who may be of that party."""
        barred = self._speaking(token) | self._bound(token)
        fitting = [
            (presence.at(sentence), person)
            for person, presence in self.present.items()
            if parties.get(person, party) == party and person not in barred
        ]
        salience, person = max(fitting, default=(0.0, ""))
        if salience >= _LEAST:
            self._remember(person, token, sentence)
            here = self.cast.doc[token.i : token.i + 1]
            yield person, Appearance(here, MentionKind.NOMINAL)

    def _foremost(self, people: Collection[str]) -> str | None:
        """Give who is named far more often than any other of one office; of two alike, nobody."""
        named = sorted(((len(self.cast[p].appearances), p) for p in people), reverse=True)
        if not named or (len(named) > 1 and named[0][0] < _FAR_MORE * named[1][0]):
            return None
        return named[0][1]

    def _remember(self, person: str, token: Token, sentence: int) -> None:
        if self.cast[person].label != "PERSON":
            return
        presence = self.present.setdefault(person, _Presence())
        here = presence.here if presence.sentence == sentence else 0.0
        gained = max(here, _weight(token))
        presence.earlier = presence.before(self.passage)
        presence.salience = presence.at(sentence) + gained - here
        presence.sentence, presence.here = sentence, gained
        self.present.move_to_end(person)
        if len(self.present) > _REMEMBERED:
            self.present.popitem(last=False)

    def _meant(self, token: Token, sentence: int, gender: str) -> str | None:
        """Find whom a pronoun means: the most present of those who could be meant."""
        barred = self._speaking(token) | self._bound(token)
        for person in filter(None, (self._reporter(token), self._taken_up(token))):
            if person in self.present and person not in barred and self._may_be(person, gender):
                return person
        fitting = [
            (presence.before(self.passage), presence.at(sentence), person)
            for person, presence in self.present.items()
            if self._may_be(person, gender) and person not in barred
        ]
        if _closes_a_report(token):  # "…, he said": rather whom the text before it spoke of
            fitting = [f for f in fitting if f[0] >= _LEAST] or fitting
            best = max(fitting, default=None)
        else:
            best = max(fitting, key=lambda f: f[1], default=None)
        return None if best is None or max(best[:2]) < _LEAST else best[2]

    def _may_be(self, person: str, gender: str) -> bool:
        return self.genders.get(person, gender) == gender

    def _reporter(self, token: Token) -> str | None:
        """Name who is said to say or think the clause a pronoun stands in: "Venn said he hoped"."""
        clause = token
        for _ in range(_CLIMB):
            if clause.dep_ == "ccomp":
                return self._subject(clause.head, before=token.i)
            clause = clause.head
        return None

    def _taken_up(self, token: Token) -> str | None:
        """Name the subject before a conjunction: "Venn stopped short of that, but he said …"."""
        if token.dep_ not in _SUBJECTS or token.head.dep_ != "conj":
            return None
        return self._subject(token.head.head, before=token.i)

    def _subject(self, verb: Token, before: int) -> str | None:
        """Name the subject of a verb: "His father John Venn said …" is of John Venn."""
        for subject in (child for child in verb.lefts if child.dep_ in _SUBJECTS):
            if subject.i < before:
                beside = (child for child in subject.children if child.dep_ == "appos")
                found = (self.cast.at(token) for token in (subject, *beside))
                return next((person for person in found if person is not None), None)
        return None

    def _speaking(self, token: Token) -> frozenset[str]:
        """Name who speaks the words a token stands in: whom its "he" cannot mean."""
        quote = self.quotes.get(token.i)
        if quote is None:
            return frozenset()
        return frozenset(speaking(quote, self.cast))

    def _bound(self, token: Token) -> frozenset[str]:
        """Name who else a verb is of: the subject of "Venn thanked him", the doer of "by Venn"."""
        if token.dep_ == "nsubjpass":
            by = [c for c in token.head.children if c.dep_ == "agent"]
            doers = (self.cast.at(doer) for agent in by for doer in agent.children)
            return frozenset(person for person in doers if person is not None)
        if token.dep_ not in _OBJECTS or token.lower_.endswith("self"):
            return frozenset()
        verb = token.head.head if token.dep_ == "pobj" else token.head
        while verb.dep_ == "conj" and not any(c.dep_ in _SUBJECTS for c in verb.lefts):
            verb = verb.head
        subjects = (child for child in verb.lefts if child.dep_ in _SUBJECTS)
        found = (self.cast.at(subject) for subject in subjects)
        return frozenset(person for person in found if person is not None)


def _closes_a_report(token: Token) -> bool:
    """Tell whether a pronoun is the subject of a verb whose clause came before it."""
    if token.dep_ not in _SUBJECTS:
        return False
    return any(child.dep_ == "ccomp" and child.i < token.i for child in token.head.lefts)


def _weight(token: Token) -> float:
    root = token
    while root.dep_ in ("compound", "flat", "appos") and root.head is not root:
        root = root.head
    if root.dep_ in _SUBJECTS:
        return _AS_SUBJECT
    return _AS_OBJECT if root.dep_ in _OBJECTS else _OTHERWISE


def _quotes_by_token(quoted: Sequence[Quoted]) -> dict[int, Quoted]:
    """Map the tokens of direct quotations to them; in reported speech "he" may be the speaker."""
    direct = (quote for quote in quoted if quote.verbatim and quote.kind != "mixed")
    return {token.i: quote for quote in direct for span in quote.spans for token in span}


def _first_persons(cast: Cast, quoted: Sequence[Quoted]) -> Iterator[tuple[str, Appearance]]:
    """Yield each "I" and "my" between quotation marks as the one who speaks them."""
    for quote in quoted:
        speakers = speaking(quote, cast)
        if len(speakers) != 1 or not quote.verbatim:
            continue
        for span in quote.spans:
            for token in span:
                if is_i(token) and cast.at(token) is None:
                    yield (
                        speakers[0],
                        Appearance(cast.doc[token.i : token.i + 1], MentionKind.PRONOUN),
                    )
