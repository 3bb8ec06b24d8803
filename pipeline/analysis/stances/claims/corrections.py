"""Notes of correction: what a newspaper takes back, and what "it" means in setting that right."""

from itertools import islice

from spacy.tokens import Span, Token

from pipeline.analysis.stances.syntax import (
    ancestors,
    children,
    complements,
    is_helped_by,
    is_verb,
    objects_of,
    subjects,
)
from pipeline.analysis.stances.words import truth

# A label on a line of its own is short: "Editor's note".
_SHORT = 4
# How many words of a sentence are looked at for what it takes back.
_LONGEST = 80


def is_withdrawing(verb: Token) -> bool:
    """Tell whether a verb says what was wrongly said: "an earlier version said", "misreported"."""
    if is_helped_by(verb, ("should",)):
        return False  # "should have said" sets right
    if verb.lemma_ in truth.MISREPORTING or any(c.lower_ in truth.FALSELY for c in verb.children):
        return True
    return any(
        is_superseded(s) or _is_formerly_printed(s, verb) or _is_corrected(s, verb)
        for s in subjects(verb)
    )


def is_superseded(noun: Token) -> bool:
    """Tell whether a text was replaced by another: "an earlier version of this article"."""
    told = {c.lower_ for c in children(noun, "amod")}
    return noun.lemma_.lower() in truth.PRINTED and bool(told & truth.SUPERSEDED)


def _is_formerly_printed(noun: Token, verb: Token) -> bool:
    """Tell whether "this article originally said" it."""
    this = any(c.lower_ == "this" for c in children(noun, "det"))
    then = any(c.lower_ in truth.FORMERLY for c in children(verb, "advmod"))
    return this and then and noun.lemma_.lower() in truth.PRINTED


def _is_corrected(noun: Token, verb: Token) -> bool:
    """Tell whether a note of correction says what a newspaper said: "we reported"."""
    ours = noun.lower_ == "we" or noun.ent_type_ == "ORG" or noun.lemma_.lower() in truth.PRINTED
    return ours and verb.tag_ in ("VBD", "VBN") and _is_correction(verb.sent)


def _is_correction(sentence: Span) -> bool:
    """Tell whether a sentence is, or stands right behind, the label of a correction."""
    if _is_label(sentence[0]):
        return True
    before = sentence.doc[sentence.start - 1].sent if sentence.start else sentence
    return before.end - before.start <= _SHORT and _is_label(before[0])


def _is_label(word: Token) -> bool:
    return word.lower_ in truth.CORRECTIONS


def set_right(pronoun: Token) -> Token | None:
    """Give what "it" means where a note goes on "She supports it", if what it takes back says."""
    sentence = pronoun.sent
    earlier = [sentence.doc[sentence.start : pronoun.i]]
    if sentence.start:
        earlier.append(sentence.doc[sentence.start - 1].sent)
    for span in earlier:
        for word in islice(reversed(span), _LONGEST):
            if is_verb(word) and _is_withdrawn(word):
                things = (*objects_of(word), *complements(word, ("to", "for", "against", "of")))
                return next((t for t in things if t.pos_ in ("NOUN", "PROPN")), None)
    return None


def _is_withdrawn(verb: Token) -> bool:
    """Tell whether a verb's clause is what a note takes back."""
    above = islice(ancestors(verb), 3)
    content = verb.dep_ in ("ccomp", "conj", "xcomp")
    return content and any(is_verb(head) and is_withdrawing(head) for head in above)
