"""Contexts: what the words around a name tell about its kind."""

import re
from collections.abc import Iterator

from spacy.tokens import Doc, Span, Token

from pipeline.analysis.names.gazetteer import places
from pipeline.analysis.names.names import Name
from pipeline.analysis.names.titles import is_title

# People speak, think and feel; organisations only speak.
_THINKING = frozenset(
    """admit add argue believe born claim die dream explain feel hope insist joke know laugh love
    marry note quip recall remember retire smile think urge weep whisper wonder""".split()
)
_SPEAKING = frozenset("say tell reply answer ask".split())
_PEOPLE = frozenset(
    """actor analyst artist athlete author ambassador attorney boss captain champion chef coach
    colleague daughter defender director driver economist expert father fighter forward founder
    friend goalkeeper guitarist head husband journalist judge lawyer leader man manager midfielder
    minister mother mp musician mayor novelist officer owner pitcher player poet premier president
    prince producer professor prosecutor rapper researcher resident scientist secretary senator
    singer skipper son spokesman spokesperson spokeswoman star striker student teacher wife winger
    woman writer archbishop batsman bowler brother sister survivor""".split()
)
_BODIES = frozenset(
    """agency airline band bank brand broadcaster chain channel club company corporation daily
    developer firm giant group magazine maker media network newspaper operator organisation
    organization outlet party platform publisher side startup subsidiary team union website
    weekly""".split()
)
_OWNED = frozenset(
    """board ceo chairman chairwoman chief coach coaches executives fans founder headquarters
    lawmakers management members owner players president profits sales shareholders shares
    spokesman spokesperson spokeswoman staff stock subsidiary employees""".split()
)
_GROUNDS = frozenset(
    """airport area avenue beach border city coast community constituency county district
    hills highway island lake municipality neighborhood neighbourhood peninsula port province
    region river road route state street suburb territory town township valley village""".split()
)
_IN_WORDS = frozenset("in near around across throughout inside outside".split())
_TO_WORDS = frozenset("at from to into towards".split())

# How much each witness weighs, the model's word being 1.5; set on worldwide_newswire and
# conllpp2003 dev.
_TITLE = 2.0
_PERSON_WORD = 3.0
_BODY_WORD = 3.0
_ARTICLE = -1.5
_INSIDE = 1.5
_TOWARDS = 0.5
_GROUND_OF = 3.0
_OWNED_OF = 1.5
_GROUND = 2.5
_WHO = 2.0
_AGE = 4.0
_COMMA_WHO = 2.5
_ASIDE = 2.5
_THINKS = 1.0
_SPEAKS = 0.7
_BEFORE_PERSON = 1.8
_OWNS = 1.0
_LAND = 2.0

Witness = tuple[str, float]


def witnesses_of(doc: Doc, name: Name) -> Iterator[Witness]:
    """Yield the kinds that the words around a name speak for, each with its weight."""
    yield from _before(doc, name)
    yield from _after(doc, name)
    yield from _verb(doc[name.end - 1], name)


def _before(doc: Doc, name: Name) -> Iterator[Witness]:
    if name.start == 0:
        return
    before = doc[name.start - 1]
    word = before.lower_
    if is_title(before.text):
        yield "PERSON", _TITLE
    elif word in _PEOPLE:
        yield "PERSON", _PERSON_WORD
    elif word in _BODIES:
        yield "ORG", _BODY_WORD
    elif word == "the":
        yield "PERSON", _ARTICLE
    elif word in _IN_WORDS:
        yield "GPE", _INSIDE
    elif word in _TO_WORDS:
        yield "GPE", _TOWARDS
    elif word == "of" and name.start > 1 and doc[name.start - 2].lower_ in _GROUNDS:
        yield "GPE", _GROUND_OF
    elif word == "of" and name.start > 1 and doc[name.start - 2].lower_ in _OWNED:
        yield "ORG", _OWNED_OF


def _after(doc: Doc, name: Name) -> Iterator[Witness]:
    following = doc[name.end : name.end + 4]
    if not len(following):
        return
    word = following[0].lower_
    if word in _GROUNDS:
        yield "GPE", _GROUND
    elif word in _PEOPLE or word in _OWNED:
        yield "ORG", _BEFORE_PERSON
        yield "PERSON", -_BEFORE_PERSON
    elif word in ("'s", "’s") and len(following) > 1 and following[1].lower_ in _OWNED:
        yield "ORG", _OWNS
    elif word == "," and len(following) > 1:
        yield from _aside(following[1:])
    elif word == "(" and len(following) > 2 and following[1].text in places():
        yield "PERSON", _LAND
    elif word == "who":
        yield "PERSON", _WHO


def _aside(words: Span) -> Iterator[Witness]:
    """Hear the words after a name's comma: its age, "who", or what they are."""
    first = words[0].lower_
    if re.fullmatch(r"\d\d", first) and len(words) > 1 and words[1].text in ",;.":
        yield "PERSON", _AGE
    elif first in ("who", "whose"):
        yield "PERSON", _COMMA_WHO
    elif any(word.lower_ in _PEOPLE for word in words):
        yield "PERSON", _ASIDE
    elif any(word.lower_ in _BODIES and word.dep_ == "appos" for word in words):
        yield "ORG", _ASIDE


def _verb(last: Token, name: Name) -> Iterator[Witness]:
    if last.dep_ != "nsubj" or last.head.pos_ != "VERB":
        return
    if last.head.lemma_ in _THINKING:
        yield "PERSON", _THINKS
    elif last.head.lemma_ in _SPEAKING:
        yield "PERSON", _SPEAKS
