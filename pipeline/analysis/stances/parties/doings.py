"""Doings: what a text says that somebody does, which a noun names after it: "the proposal"."""

from collections.abc import Iterable

from spacy.tokens import Token

from pipeline.analysis.stances.parties.phrases import plain, topic_of
from pipeline.analysis.stances.parties.tellings import full_name, rest_of
from pipeline.analysis.stances.syntax import children, doers_of, objects_of
from pipeline.analysis.stances.words import lone

_NO_THINGS = frozenset("PERSON ORG GPE NORP DATE TIME MONEY".split())


def done_to(tokens: Iterable[Token], noun: Token) -> str | None:
    """Name "the bill" or "the ban" by the first of these words that tells what it is to do."""
    told = (_passed(t, noun) or _meant(t, noun) for t in tokens if t.pos_ == "VERB")
    return next((name for name in told if name is not None), None)


def _passed(verb: Token, noun: Token) -> str | None:
    """Give what lawmakers pass: "The House approved back pay for clerks", "voted to ban it"."""
    if noun.lemma_.lower() not in lone.LAWLIKE or verb.lemma_ not in lone.PASSING | {"vote"}:
        return None
    if not any(doer.lemma_.lower() in lone.LAWMAKERS for doer in doers_of(verb)):
        return None
    return _to_do(verb, noun) if verb.lemma_ == "vote" else _thing(verb)


def _meant(verb: Token, noun: Token) -> str | None:
    """Give what a noun made from a verb means: "proposed to cut fares" is a proposal."""
    lemma = noun.lemma_.lower()
    if verb.lemma_ not in lone.NAMED_FOR.get(lemma, ()) or children(verb, "neg"):
        return None
    thing = _thing(verb)
    if lemma == "ban":
        return None if thing is None else f"{noun.lower_} on {thing}"
    return _to_do(verb, noun) or thing


def _to_do(verb: Token, noun: Token) -> str | None:
    """Give "plan to cut fares" for "plans to cut fares" and "proposes cutting fares"."""
    deeds = [c for c in children(verb, "xcomp") if c.tag_ in ("VB", "VBG")]
    told = (f"{noun.lower_} to {deed.lemma_} {rest}" for deed in deeds if (rest := rest_of(deed)))
    return next(told, None)


def _thing(verb: Token) -> str | None:
    """Give what a verb is done to, where its words say which: no name of somebody, no sum."""
    for thing in objects_of(verb):
        if thing.pos_ in ("NOUN", "PROPN") and thing.ent_type_ not in _NO_THINGS:
            if thing.lemma_.lower() in lone.BARE:
                return full_name(thing)
            phrase = topic_of(thing)
            return plain(phrase) if len(phrase) > 1 else None
    return None
