"""Parties: the names of those who hold a stance and of what it is about."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Span, Token

from pipeline.analysis.entities.cast import Cast
from pipeline.analysis.names.cuts import PLATFORMS
from pipeline.analysis.names.names import LONGEST_NAME
from pipeline.analysis.names.political_parties import CROWDS, MEMBERS, PARTISAN
from pipeline.analysis.names.pronouns import is_first_person
from pipeline.analysis.stances.parties.appositions import is_human, is_person, named_beside
from pipeline.analysis.stances.parties.described import person_meant
from pipeline.analysis.stances.parties.phrases import is_clause, plain, topic_of
from pipeline.analysis.stances.parties.topics import Topics
from pipeline.analysis.stances.parties.voices import Voices
from pipeline.analysis.stances.syntax import children, complements
from pipeline.analysis.stances.words import lone, nouns

# Passages in other scripts are not read: their words are parsed as if they were English.
_LATIN = re.compile(r"[A-Za-zÀ-ɏ]")
_HOLDING_LABELS = frozenset("PERSON ORG GPE NORP LOC FAC".split())
_SEATS = frozenset(("R-", "D-", "I-"))
_POINTERS = frozenset("that this these those it which".split())
_NO_NOUNS = frozenset("PRON DET NUM ADV ADP X SYM".split())
_DEFINITE = frozenset("the this that these those his her its their our my your".split())
_POINTED_TIMES = frozenset("this last next each every past coming all".split())
_LED_ON_BY = frozenset("those them whom which who what".split())
_PLURAL = frozenset(("NNS", "NNPS"))
NO_TOPIC_LABELS = frozenset("DATE TIME MONEY PERCENT CARDINAL ORDINAL QUANTITY".split())


@dataclass(frozen=True)
class Named:
    """A name, the entity it belongs to, and the words that say it here."""

    name: str
    entity: str | None
    span: Span


def may_be_held(holder: Named, target: Named) -> bool:
    """Tell whether two names may stand in a row: both are read, and they are not the same."""
    return _is_read(holder) and _is_read(target) and not _is_same(holder, target)


def _is_read(named: Named) -> bool:
    return len(named.name) <= LONGEST_NAME and _LATIN.search(named.name) is not None


def _is_same(one: Named, other: Named) -> bool:
    if one.entity is not None and one.entity == other.entity:
        return True
    words, others = one.name.casefold().split(), other.name.casefold().split()
    return words[-1] == others[-1] and (set(words) <= set(others) or set(others) <= set(words))


def holders_named(head: Token, cast: Cast, voices: Voices) -> Iterator[Named]:
    """Yield those whom a noun or pronoun names, if they can hold a stance; nobody if unsure."""
    if any(c.lower_ in nouns.NOBODY for c in head.children):
        return
    for one in _by_names(head, cast):
        yield from _holder_named(one, cast, voices)


def _holder_named(head: Token, cast: Cast, voices: Voices) -> Iterator[Named]:
    if head.lower_ in PLATFORMS:
        return
    if head.ent_type_ in NO_TOPIC_LABELS and cast.at(head) is None and not is_human(head):
        return  # "on Wednesday called"
    if is_first_person(head):
        yield from _speakers(head, cast, voices)
    elif (entity := cast.at(head)) is not None and not _is_a_member(head, cast):
        if cast[entity].label in _HOLDING_LABELS and not _is_one_of(head, cast[entity].label):
            name = _some_of(head) or _partisan(head) or _party_of(head) or cast[entity].name
            yield Named(name, entity, _mention(head, cast))
    elif _is_nobody(head):
        return
    elif _is_named(head) or (head.pos_ in ("NOUN", "PROPN") and is_human(head)):
        owner = next(iter(children(head, "poss")), head)
        if is_first_person(owner) and head.lemma_.lower() in nouns.MOUTHPIECES:
            yield from _speakers(owner, cast, voices)
        else:
            yield _unnamed(head, cast)


def _is_named(head: Token) -> bool:
    return head.pos_ == "PROPN" and not head.is_lower


def _is_nobody(head: Token) -> bool:
    """Tell whether "the Constitution" is to hold a stance, or "groups" and no more said of them."""
    lemma = head.lemma_.lower()
    return lemma in nouns.LAWS or (lemma in nouns.VAGUE and len(topic_of(head)) == 1)


def _by_names(head: Token, cast: Cast) -> tuple[Token, ...]:
    """Give those named behind a word: "two senators, X and Y", "unions including X"."""
    if head.text[:2] in _SEATS and head.dep_ in ("appos", "nmod", "npadvmod"):
        head = head.head  # "Mara Venn (R-Ill.), a critic of X"
    if head.lower_ in nouns.SOME and (whom := complements(head, ["of"])):
        return tuple(whom)  # "most of the Danes"
    named = () if is_person(head, cast) and head.pos_ == "PROPN" else named_beside(head, cast)
    return (*(named or (head,)), *_members(head, cast))


def _members(head: Token, cast: Cast) -> tuple[Token, ...]:
    """Give those that a body or crowd is said to include, by name."""
    return tuple(m for m in complements(head, ["including"]) if cast.at(m) is not None)


def _is_one_of(head: Token, label: str) -> bool:
    """Tell whether an article makes a name a common noun: "an Order", "a Senate"."""
    return label != "NORP" and any(c.lower_ in ("a", "an") for c in children(head, "det"))


def _is_a_member(head: Token, cast: Cast) -> bool:
    """Tell whether "the Ohio Democrat" says one of a party's people, and not which."""
    if is_person(head, cast):
        return False
    return head.lower_ in MEMBERS and head.dep_ not in ("amod", "compound")


def _speakers(pronoun: Token, cast: Cast, voices: Voices) -> Iterator[Named]:
    """Yield who says "I" or "we": the speaker of the quotation around it."""
    quotation = voices.quotation_at(pronoun)
    here = pronoun.doc[pronoun.i : pronoun.i + 1]
    for speaker in () if quotation is None else quotation.speakers:
        entity = cast.at(_by_names(speaker, cast)[0])
        if entity is not None and not _is_one_of(speaker, cast[entity].label):
            yield Named(cast[entity].name, entity, here)


def _partisan(head: Token) -> str | None:
    """Name the party of "Republican efforts"."""
    return PARTISAN.get(head.lower_) if head.dep_ in ("amod", "compound") else None


def _some_of(head: Token) -> str | None:
    """Name those who are not all of a party or people: "four Republicans", "most of the Danes"."""
    if head.dep_ == "pobj" and head.head.lower_ == "of":
        counted = head.head.head
        some = counted.pos_ == "NUM" or counted.lower_ in nouns.SOME
        return f"{counted.lower_} of the {head.text}" if some and head.tag_ in _PLURAL else None
    told = children(head, "nummod", "amod", "det", "quantmod")
    some_of = (c for c in told if c.dep_ == "nummod" or c.lower_ in nouns.SOME)
    count = next(some_of, None)
    return None if count is None or head.tag_ not in _PLURAL else f"{count.lower_} {head.text}"


def _party_of(head: Token) -> str | None:
    """Name the party that all of "Democrats" or "Tories" are; some of them are not the party."""
    told = children(head, "amod", "nummod", "compound", "nmod", "quantmod", "relcl", "det")
    whole = all(c.lower_ in nouns.CHAMBERS for c in told)
    return CROWDS.get(head.lower_) if whole else None


def _party_led(head: Token) -> str | None:
    """Name the party of "Republican leaders" or "House Democratic lawmakers", if of them all."""
    told = [c for c in head.children if c.i < head.i]
    party = next((p for c in told if (p := PARTISAN.get(c.lower_)) is not None), None)
    whole = all(c.lower_ in nouns.CHAMBERS or c.lower_ in PARTISAN for c in told)
    return party if whole and head.lower_ in nouns.MEMBERS else None


def _mention(token: Token, cast: Cast) -> Span:
    """Give the name or pronoun that a token is part of."""
    start, end, entity = token.i, token.i + 1, cast.at(token)
    while start > 0 and cast.at(token.doc[start - 1]) == entity:
        start -= 1
    while end < len(token.doc) and cast.at(token.doc[end]) == entity:
        end += 1
    return token.doc[start:end]


def _unnamed(head: Token, cast: Cast) -> Named:
    """Name a holder by a phrase, "Russian officials", joined with the entity in it."""
    phrase = topic_of(head)
    entity: str | None = None
    if head.lemma_.lower() in nouns.MOUTHPIECES:
        owners = [*children(head, "compound", "amod", "poss"), *complements(head, ["for", "of"])]
        named = [(owner, e) for owner in owners if (e := cast.at(owner)) is not None]
        if named:
            return _spoken_for(head, named[0], phrase, cast)
    parties = [e for c in children(head, "amod", "compound") if (e := cast.at(c)) is not None]
    if parties and cast[parties[0]].label == "NORP":
        entity = parties[0]
        if (party := _party_led(head)) is not None:
            return Named(party, entity, phrase)
    former = "former " if any(c.lower_ == "former" for c in children(head, "amod")) else ""
    return Named(former + plain(phrase), entity, phrase)


def _spoken_for(head: Token, owner: tuple[Token, str], phrase: Span, cast: Cast) -> Named:
    """Name Smith for "Smith's spokesman", but the campaign for "his campaign"."""
    token, entity = owner
    label, name = cast[entity].label, cast[entity].name
    staff = label == "PERSON" and head.lemma_.lower() in nouns.STAFFS
    if not staff and label != "NORP":  # the Danish government is not the Danes
        return Named(name, entity, phrase)
    whole = plain(phrase)
    return Named(f"{name}'s {whole}" if token.pos_ == "PRON" else whole, entity, phrase)


def target_named(head: Token, cast: Cast, voices: Voices, topics: Topics) -> Named | None:
    """Name what a stance is about: an entity, or the phrase for a topic."""
    head = _plainly(head, cast)
    if head.lemma_.lower() in nouns.PARTS:
        head = next(iter(complements(head, ["of"])), head)
    if head.is_punct and head.i + 1 < len(head.doc):
        head = head.nbor()  # of "non-interventionism" the parser takes the hyphen
    if is_first_person(head):
        return next(_speakers(head, cast, voices), None)
    if (named := _entity_named(head, cast, voices)) is not None:
        return named
    if head.pos_ in _NO_NOUNS or head.ent_type_ in NO_TOPIC_LABELS or _is_when(head):
        return None
    phrase = topic_of(head)
    if head.lower_ in _POINTERS or _says_little(head, phrase) or _breaks_off(phrase):
        return None
    had = topics.had_by(head)
    owner = next((c for c in children(head, "poss") if c.pos_ == "PRON"), None)
    if had is None and owner is not None and not is_first_person(owner):
        return _owned(phrase, owner, cast)
    told = had or topics.name_of(head, phrase)
    return None if told is None else _topic(told, head, phrase)


def _entity_named(head: Token, cast: Cast, voices: Voices) -> Named | None:
    if head.lower_.endswith(("self", "selves")):
        return None
    if (entity := cast.at(head)) is not None:
        name = _partisan(head) or _party_of(head) or cast[entity].name
        return Named(name, entity, _mention(head, cast))
    meant = person_meant(head, cast, voices)
    here = head.doc[head.i : head.i + 1]
    return None if meant is None else Named(cast[meant].name, meant, here)


def _topic(name: str, head: Token, phrase: Span) -> Named | None:
    """Name a topic, unless it is "the claims", "the end" or "bills" with no word of which."""
    definite = any(c.lower_ in _DEFINITE for c in children(head, "det", "poss"))
    empty = lone.EMPTY_ALONE if definite or head.pos_ == "PROPN" else lone.EMPTY_INDEFINITE
    is_lone = " " not in name and head.lemma_.lower() in nouns.SAYINGS | nouns.ASPECTS | empty
    return None if is_lone else Named(name, None, phrase)


def _is_when(head: Token) -> bool:
    """Tell whether a noun says when, whatever the parser made of it: "this cycle"."""
    told = {c.lower_ for c in head.children if c.i < head.i}
    return head.lemma_.lower() in nouns.DATED and bool(told & _POINTED_TIMES)


def _plainly(head: Token, cast: Cast) -> Token:
    """Give the name for "a critic of Trump's" and for "his predecessor, Barack Obama"."""
    if head.lower_ in ("'s", "’s") and head.i > 0:
        return head.nbor(-1)
    return _by_names(head, cast)[0] if cast.at(head) is None else head


def _says_little(head: Token, phrase: Span) -> bool:
    """Tell whether words are no topic: "what they see", "allowing" or "supporters" alone."""
    lemma = head.lemma_.lower()
    joined = children(head, "compound", "nmod")
    if lemma in nouns.NO_TOPICS or (lemma in nouns.ONLY_JOINED and not joined):
        return True
    if len(phrase) == 1 and head.lemma_ in nouns.PARTISAN_CROWDS:
        return True
    return is_clause(head) and (head.tag_ != "VBG" or len(phrase) == 1)


def _breaks_off(phrase: Span) -> bool:
    """Tell whether what a phrase is of is told behind it: "an inquiry of those who knew"."""
    return len(phrase) > 1 and phrase[-1].lower_ in _LED_ON_BY


def _owned(phrase: Span, owner: Token, cast: Cast) -> Named | None:
    """Name "his plan" after the one whose plan it is; a single word of nobody's is no topic."""
    if phrase.root.lemma_.lower() in nouns.RELATIVE:
        return None  # "his rival" is somebody whose name is not told here
    entity = cast.at(owner)
    if entity is not None:
        return Named(f"{cast[entity].name}'s {plain(phrase)}", None, phrase)
    return Named(plain(phrase), None, phrase) if len(phrase) > 1 else None


def are_doubtful(one: Named, other: Named, cast: Cast) -> bool:
    """Tell whether either is a "he" that may be yet another person, named before it."""
    return _may_be_another(one, other, cast) or _may_be_another(other, one, cast)


def _may_be_another(pronoun: Named, other: Named, cast: Cast) -> bool:
    token = pronoun.span[0]
    if token.pos_ != "PRON" or token.lower_ in ("i", "we", "me", "us", "who"):
        return False
    before = token.doc[token.sent.start : token.i]
    known = {pronoun.entity, other.entity}
    return any(cast[e].label == "PERSON" for e in cast.within(before) if e not in known)
