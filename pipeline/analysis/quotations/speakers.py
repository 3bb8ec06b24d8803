"""Who says it: from a verb to its subject, and from the subject to the words that name it."""

from dataclasses import dataclass

from spacy.tokens import Doc, Span, Token

_SUBJECTS = frozenset(("nsubj", "nsubjpass", "csubj", "expl"))
_INHERITING = frozenset(
    "conj xcomp advcl pcomp prep ccomp acl parataxis dep auxpass aux acomp attr dobj".split()
)
_RIGHTS = frozenset(
    "ccomp xcomp dobj oprd prep dative advcl conj cc parataxis npadvmod advmod acl attr acomp "
    "relcl agent prt pobj pcomp appos dep".split()
)
_NAMING = frozenset(("PROPN", "NOUN", "PRON"))
_RELATIVES = frozenset(("who", "which", "that"))
_HOPS = 6  # from "encourage" in "went on to accuse her of being lazy and encourage" to its subject
_ROLE = 10  # words of "spokesman for the Foreign Ministry of Finland" before a comma
_NAME = 6  # words of a name
_JOINED = 6  # names joined by "and" that speak together
_VERBS_BEFORE_NAMES = frozenset("say tweet tell ask add write".split())  # "tweeted Mayor Venn"
# Participles that the parse takes for the past tense: "Venn, asked whether".
_DONE_TO = frozenset("ask call challenge dub grill name press question quiz tell urge".split())
_BEFORE_NAME = 25  # words that may stand before the noun that names a speaker
_OF_WORDS = 6  # "a spokesman for the Foreign Ministry of Finland"; longer is a clause


@dataclass(frozen=True)
class Speaker:
    """The words that name who speaks, and the head noun of each one who does."""

    span: Span
    heads: tuple[Token, ...]


class Grammar:
    """What a parse says of verbs: subject, agent, and all that follows; read once, in one pass."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.subjects: dict[int, Token] = {}
        self.agents: dict[int, Token] = {}
        self.owners: dict[int, Token] = {}
        self.fronted: dict[int, Token] = {}
        self.rights: dict[int, list[Token]] = {}
        self._joined: dict[int, Token] = {}
        self._apposed: dict[int, Token] = {}
        for token in doc:
            self._read(token, token.dep_, token.head)

    def _read(self, token: Token, dep: str, head: Token) -> None:
        if dep in _SUBJECTS:
            self.subjects.setdefault(head.i, token)
        elif dep == "poss":
            self.owners[head.i] = token
        elif dep == "ccomp" and token.i < head.i:
            self.fronted[head.i] = token
        elif dep in _RIGHTS and token.i > head.i:
            self.rights.setdefault(head.i, []).append(token)
            if dep == "conj":
                self._joined.setdefault(head.i, token)
            elif dep == "pobj" and head.dep_ == "agent":
                self.agents.setdefault(head.head.i, token)
            elif dep == "appos" and token.pos_ == "PROPN" and head.text.islower():
                self._apposed.setdefault(head.i, token)  # her deputy, Mara Venn

    def speaker_of(self, verb: Token) -> Speaker | None:
        """Find who does what a verb says; a participle takes the subject of the verb it serves."""
        if (agent := self.agents.get(verb.i)) is not None:
            return self.named(agent)
        doer = None if self.is_passive(verb) else self._doer(verb)
        return None if doer is None else self.named(doer)

    def _doer(self, verb: Token) -> Token | None:
        """Find the noun that a verb's subject is, from the verbs it serves upwards."""
        for _ in range(_HOPS):
            if (subject := self.subjects.get(verb.i)) is not None:
                return self._antecedent(subject, verb)
            if verb.dep_ in ("acl", "relcl"):
                return self.author_of(verb.head) or verb.head
            if verb.dep_ == "xcomp" and (urged := self._urged(verb)) is not None:
                return urged
            if verb.dep_ not in _INHERITING or verb.head.i == verb.i:
                return None
            verb = verb.head
        return None

    def is_passive(self, verb: Token) -> bool:
        """Tell whether a verb is done to its subject: "was asked", "asked whether", "called X"."""
        subject = self.subjects.get(verb.i)
        if subject is not None:
            return subject.dep_ == "nsubjpass"
        done = verb.tag_ == "VBN" or (verb.tag_ == "VBD" and verb.lemma_ in _DONE_TO)
        return verb.dep_ in ("acl", "advcl", "relcl") and done

    def owner_of(self, noun: Token) -> Speaker | None:
        """Find whose claim a claim is: "her claim", or of whom a verb says it has one."""
        owner = self.owners.get(noun.i) or self.author_of(noun)
        return None if owner is None else self.named(owner)

    def author_of(self, carrier: Token) -> Token | None:
        """Give who does something with a statement that says something: issues, reads, has it."""
        if carrier.dep_ != "dobj":
            return None
        return self._doer(carrier.head)

    def _urged(self, verb: Token) -> Token | None:
        """Give whom a verb is asked of: Venn in "persuade Venn to go", "call on Venn to go"."""
        for token in self.rights.get(verb.head.i, ()):
            if token.i > verb.i:
                return None
            if token.dep_ in ("dobj", "dative"):
                return token
            if token.dep_ == "prep" and token.lower_ in ("on", "upon"):
                return next(iter(self.rights.get(token.i, ())), None)
        return None

    def named(self, head: Token) -> Speaker:
        """Give the words around a head noun that name it: title, name, "for X", joined names."""
        heads = [head]
        while (after := self._joined.get(heads[-1].i)) is not None and len(heads) < _JOINED:
            if after.pos_ not in _NAMING:
                break
            heads.append(after)
        names = [self._apposed.get(one.i) or self._name_behind(one) or one for one in heads]
        end = max(self._last(heads[-1]), *(name.i + 1 for name in names))
        return Speaker(self.doc[self._first(head) : end], tuple(names))

    def _name_behind(self, head: Token) -> Token | None:
        """Give the person whom a role announces: "a spokesman for the port, Mara Venn"."""
        if head.ent_type_ != "PERSON" and (name := self._person_at(head.i + 1)) is not None:
            return name  # "Minority Leader Mara Venn", which the parse takes apart
        if head.pos_ != "NOUN":
            return None
        place = head.i + 1
        while place < min(head.i + _ROLE, len(self.doc)) and self.doc[place].text != ",":
            if self.doc[place].pos_ in ("VERB", "AUX"):
                return None
            place += 1
        return self._person_at(place + 1)

    def _person_at(self, start: int) -> Token | None:
        """Give the last word of the person's name that starts at a token."""
        name = None
        for token in self.doc[start : start + _NAME - 1]:
            if token.ent_type_ != "PERSON":
                break
            name = token
        return name

    def _antecedent(self, subject: Token, verb: Token) -> Token:
        if subject.lower_ in _RELATIVES and verb.dep_ == "relcl":
            return verb.head
        return subject

    def _first(self, head: Token) -> int:
        """Give the first word of a noun phrase, without marks and commas before it."""
        start = max(head.left_edge.i, head.i - _BEFORE_NAME)
        for place in range(start, head.i):
            if self.doc[place].is_quote or self.doc[place].text == "''":
                start = place + 1
        while start < head.i and (self.doc[start].is_punct or _is_no_name(self.doc[start])):
            start += 1
        return start

    def _last(self, head: Token) -> int:
        """Give the end of a noun phrase, with "for X" or "of X" behind a common noun."""
        following = head.i + 1
        if head.pos_ == "NOUN" and following < len(self.doc):
            prep = self.doc[following]
            if prep.dep_ == "prep" and prep.head.i == head.i:
                end = prep.right_edge.i + 1
                if end - following <= _OF_WORDS:
                    return end
        return following


def _is_no_name(token: Token) -> bool:
    return token.is_space or token.lemma_ in _VERBS_BEFORE_NAMES
