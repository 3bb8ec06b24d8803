"""Senses: whether a cue reports what somebody said, or only what is thought, felt or done."""

from spacy.tokens import Token

from pipeline.analysis.quotations.cues import Cue
from pipeline.analysis.quotations.sentences import Stretch
from pipeline.analysis.quotations.sources import is_text
from pipeline.analysis.quotations.speakers import Grammar
from pipeline.analysis.quotations.speech_cues import (
    ADDRESSING,
    ANY_CUE,
    FINDING,
    INFINITIVE,
    INWARD,
    INWARD_NOUNS,
    JUDGING,
    REASONS,
    SIDING,
    TELLING,
    TELLING_OF,
)

_SEEMING = frozenset(("appear", "seem"))
_OPEN = frozenset("if unless whether".split())


def is_said(cue: Cue, content: Stretch, grammar: Grammar) -> bool:
    """Tell whether a cue with its content, which stands between no marks, is one of speech."""
    verb = cue.verb
    if verb.lemma_ not in ANY_CUE:
        return True  # "according to Venn", and who a transcript says speaks
    if verb.pos_ == "ADJ":
        return False
    if verb.lemma_ in FINDING:
        return cue.speaker is not None and is_text(cue.speaker)
    if verb.pos_ == "NOUN":
        return verb.lemma_ not in INWARD_NOUNS
    return verb.lemma_ not in INWARD and _is_uttered(verb) and _says(cue, content, grammar)


def _is_uttered(verb: Token) -> bool:
    """Tell whether it came to words: "did not say", "declined to say", "if he says" deny it."""
    above = verb.head.lemma_
    if verb.dep_ == "xcomp" and above not in _SEEMING and above in INWARD | SIDING:
        return False
    if verb.dep_ == "pcomp" and verb.head.head.lemma_ in INWARD_NOUNS:
        return False
    return not any(
        c.dep_ == "neg" or (c.dep_ == "mark" and c.lower_ in _OPEN) for c in verb.children
    )


def _says(cue: Cue, content: Stretch, grammar: Grammar) -> bool:
    """Tell whether what a verb of speech leads to is said: a clause, a predicate, a reason."""
    start, end = content
    verb, lemma = cue.verb, cue.verb.lemma_
    parts = [t for t in grammar.rights.get(verb.i, ()) if start <= t.i < end]
    relations = {t.dep_ for t in parts}
    asked = lemma == "ask" and "advcl" in relations  # "asked the council if it would"
    if "ccomp" in relations or asked or start < verb.i or lemma in ADDRESSING:
        return True
    if "xcomp" in relations and lemma not in SIDING:
        return lemma in INFINITIVE | TELLING
    if "oprd" in relations or _gives_reason(parts, lemma, grammar):
        return True
    return lemma in TELLING or (lemma in TELLING_OF and "dobj" not in relations)


def _gives_reason(parts: list[Token], lemma: str, grammar: Grammar) -> bool:
    """Tell whether something is said of what is judged: "dismissed it as", "hailed them for"."""
    named = [t for t in parts if t.dep_ == "dobj" and (t.ent_type_ or t.pos_ == "PRON")]
    beside = (*parts, *(t for noun in named for t in grammar.rights.get(noun.i, ())))
    prepositions = {t.lower_ for t in beside if t.dep_ == "prep"}
    return "as" in prepositions or (lemma in JUDGING and not REASONS.isdisjoint(prepositions))
