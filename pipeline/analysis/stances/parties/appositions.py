"""Appositions: the names beside an office or a kind of body, also where the parser errs."""

from collections.abc import Iterator

from spacy.tokens import Token

from pipeline.analysis.entities.cast import Cast
from pipeline.analysis.names.titles import is_title
from pipeline.analysis.stances.syntax import children, complements, conjoined
from pipeline.analysis.stances.words import nouns

# What an office is of: "the director of the museum in the town of Vale, Mara Venn".
_OFFICE_OF = ("of", "for", "from", "in", "at", "to")
_DEEPEST = 3
_OFFICE_ENDINGS = (*nouns.HUMAN_ENDINGS, "or", "man", "woman")
# What the recogniser takes a body for: "the group, Friends of the Lake".
_BODIES = frozenset("ORG LOC FAC".split())
_CLOSERS = frozenset(". ; ! ? )".split())
_DASHES = frozenset("- – — --".split())


def is_person(token: Token, cast: Cast) -> bool:
    """Tell whether a word is part of a mention of a person."""
    entity = cast.at(token)
    return entity is not None and cast[entity].label == "PERSON"


def is_human(noun: Token) -> bool:
    """Tell whether a noun is for people, or for a body of people, that can hold a stance."""
    lemma = noun.lemma_.lower()
    if lemma in nouns.HOLDERS or lemma in nouns.MOUTHPIECES:
        return True
    many = noun.tag_ == "NNS" and lemma.endswith(nouns.HUMAN_ENDINGS)
    return many and lemma not in nouns.NOT_HUMAN


def is_anybody(noun: Token) -> bool:
    """Tell whether a noun means nobody in particular where a text denies it: "a candidate"."""
    return is_human(noun) and any(c.lower_ in ("a", "an", "any") for c in children(noun, "det"))


def named_beside(head: Token, cast: Cast) -> tuple[Token, ...]:
    """Give those whom the words beside a noun name: "two senators, X and Y", "the group, X".

    One office has one name beside it; several are a list that the office stands in itself.
    """
    named = tuple(_beside(head, cast)) or tuple(_behind(head, cast)) or tuple(_at_end(head, cast))
    if len(named) > 1 and head.tag_ == "NN":
        return (head, *named)
    return named


def _beside(head: Token, cast: Cast) -> Iterator[Token]:
    """Yield the appositions of a noun: people, and what a kind of body or place is called."""
    for name in (*children(head, "appos"), *_between_dashes(head)):
        if _is_called(name, head, cast):
            yield from (c for c in conjoined(name) if _is_called(c, head, cast))


def _is_called(name: Token, head: Token, cast: Cast) -> bool:
    entity = cast.at(name)
    if entity is None or name.pos_ == "PRON":
        return False
    label, lemma = cast[entity].label, head.lemma_.lower()
    if head.pos_ != "NOUN" or label == "PERSON":
        return label == "PERSON"
    body = label in _BODIES and (is_human(head) or lemma in nouns.VAGUE)
    return body or (label == "GPE" and lemma in nouns.PLACES)


def _between_dashes(head: Token) -> list[Token]:
    """Give Venn of "the mayor of Vale - Mara Venn - opposes it"."""
    if head.dep_ != "nsubj":
        return []
    inserted = [c for c in children(head.head, "npadvmod") if head.i < c.i < head.head.i]
    return [c for c in inserted if c.left_edge.nbor(-1).text in _DASHES]


def _behind(office: Token, cast: Cast) -> Iterator[Token]:
    """Yield the person whom the parser set beside the place or body that an office is of."""
    found: tuple[Token, ...] = (office,) if _is_office(office) else ()
    for _ in range(_DEEPEST):
        found = _complements_of(found)
        if any(is_title(place.text) and place.dep_ != "conj" for place in found):
            return  # "an aide to the governor, Mara Venn": nobody knows which of the two
        for place in found:
            for name in children(place, "appos"):
                if is_person(name, cast) and not is_person(place, cast):
                    yield name
                    yield from (c for c in place.conjuncts if c.i > name.i and is_person(c, cast))


def _at_end(office: Token, cast: Cast) -> Iterator[Token]:
    """Yield the person set apart behind an office, whatever the parser made of it.

    "Opposed by the mayor of the town, Mara Venn."
    """
    if not _is_office(office):
        return
    doc, comma = office.doc, office.right_edge.i + 1
    if comma + 1 >= office.sent.end or doc[comma].text != ",":
        return
    name = doc[comma + 1]
    if not is_person(name, cast) or name.pos_ != "PROPN":
        return
    end = name.i
    while end < office.sent.end and cast.at(doc[end]) == cast.at(name):
        end += 1
    if end == office.sent.end or doc[end].text in _CLOSERS:
        yield doc[end - 1]


def _complements_of(words: tuple[Token, ...]) -> tuple[Token, ...]:
    """Give what these are of, for, from, in or at."""
    return tuple(c for word in words for c in complements(word, _OFFICE_OF))


def _is_office(noun: Token) -> bool:
    lemma = noun.lemma_.lower()
    return noun.pos_ == "NOUN" and (is_human(noun) or lemma.endswith(_OFFICE_ENDINGS))
