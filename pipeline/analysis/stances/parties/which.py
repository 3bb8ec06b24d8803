"""Which: whether the words of a phrase say which thing is meant, and not another."""

from spacy.tokens import Span, Token

from pipeline.analysis.names.political_parties import PARTISAN
from pipeline.analysis.stances.syntax import children
from pipeline.analysis.stances.words import lone, nouns

# What these stand for is said elsewhere.
ELSEWHERE = frozenset("it them this that these those him her so me us you".split())
# "the Bill of Rights" is no bill, and "the rule of law" no rule.
_SET_PHRASES = frozenset(("bill of rights", "rule of law"))
_WHERE = frozenset("in at with by from between during after before under".split())
_NUMBERS = frozenset("DATE TIME MONEY ORDINAL CARDINAL".split())
_LIKENED = frozenset("like unlike than to as including".split())
# A law that is cited is another than the one that a text is about.
_CITING = frozenset("invoke cite violate breach flout".split())
# Adjectives with these endings say what a thing is of, others how it is: "nuclear", "top-heavy".
_RELATING = ("al", "ic", "ical", "ar", "ary", "ian", "an", "ese", "ish", "foreign")
_ANYBODYS = nouns.CHAMBERS | frozenset(PARTISAN)
_ANOTHER = frozenset("own other another similar different separate rival".split())


def is_told(phrase: Span, noun: Token) -> bool:
    """Tell whether a phrase has a word that says which: not "the final bill in the Senate"."""
    if phrase.text.lower() in _SET_PHRASES or any(
        w.lower_ in ELSEWHERE or (w.dep_ == "poss" and w.pos_ == "PRON") for w in phrase
    ):
        return False
    beside = () if noun.lemma_.lower() in lone.AGREED else children(noun, "prep")
    where = {w for prep in beside if prep.lower_ in _WHERE for w in prep.subtree}
    owners = {w for word in children(noun, "poss") if word.pos_ == "NOUN" for w in word.subtree}
    passed = where | owners
    words = (word for word in phrase if word != noun and not (word.is_stop or word in passed))
    return any(_tells(word, noun) for word in words)


def _tells(word: Token, noun: Token) -> bool:
    """Tell whether a word says which: no day, number or party, no praise, and no law's place."""
    if not word.text.isalnum() or word.lower_ in lone.ANY_OF_THEM or word.ent_type_ in _NUMBERS:
        return False
    if noun.lemma_.lower() not in lone.RUNNING and word.lower_ in _ANYBODYS:
        return False
    if word.ent_type_ == "GPE" and noun.lemma_.lower() in lone.LAWLIKE:
        return False
    is_named = word.ent_type_ != "" or word.lower_.endswith(_RELATING)
    return word.pos_ != "NUM" and (word.pos_ != "ADJ" or is_named)


def is_another(noun: Token) -> bool:
    """Tell whether a noun is another than the one a text is about: cited, compared, one's own."""
    likened = _is_likened(noun) or _is_cited(noun)
    return likened or any(c.lower_ in _ANOTHER for c in noun.lefts)


def _is_cited(noun: Token) -> bool:
    """Tell whether a resolution is an old one by its name: "the War Powers Resolution"."""
    if noun.dep_ == "dobj" and noun.head.lemma_ in _CITING:
        return True
    return noun.pos_ == "PROPN" and noun.lower_ == "resolution" and not is_passed(noun)


def is_passed(law: Token) -> bool:
    """Tell whether a law is one in the making where it stands: "signed the Ferry Act"."""
    return law.dep_ in ("dobj", "nsubjpass") and law.head.lemma_ in lone.MAKING


def _is_likened(noun: Token) -> bool:
    """Tell whether a noun is what another thing is only compared to."""
    link = noun.head
    if noun.dep_ != "pobj" or link.lower_ not in _LIKENED:
        return False
    return link.lower_ != "to" or link.head.lemma_ in ("compare", "similar", "liken", "compared")
