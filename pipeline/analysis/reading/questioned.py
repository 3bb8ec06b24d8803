"""A parse set right where somebody is asked: "Venn, asked whether she backed it, said no"."""

from typing import Any

import numpy as np
from spacy.attrs import DEP, HEAD, LOWER, TAG
from spacy.strings import get_string_id
from spacy.tokens import Doc, Token

_ASKED = "asked pressed questioned quizzed grilled challenged".split()
_ASKED_IDS = np.array([get_string_id(word) for word in _ASKED], dtype="uint64")
_FINITE = frozenset(("VBD", "VBZ", "VBP"))


def questioned(doc: Doc) -> Doc:
    """Give the answer the subject that the model gave to the participle before it.

    The model takes "asked" for the past tense, so that Venn asks, and nobody says no.
    """
    for place in np.flatnonzero(np.isin(doc.to_array(LOWER), _ASKED_IDS)):
        asked = doc[int(place)]
        subject = _subject_before(asked)
        answer = None if subject is None else _answer_behind(asked)
        if subject is not None and answer is not None:
            _join(subject, asked, answer)
    return doc


def _subject_before(asked: Token) -> Token | None:
    """Give the noun before ", asked", if the verb has it as its subject."""
    if asked.tag_ != "VBD" or asked.i == 0 or asked.nbor(-1).text != ",":
        return None
    if any(c.dep_ in ("aux", "auxpass") for c in asked.children):
        return None
    return next((c for c in asked.lefts if c.dep_ == "nsubj"), None)


def _answer_behind(asked: Token) -> Token | None:
    """Give the first finite verb behind a comma, if it has no subject of its own."""
    sentence = asked.sent
    for token in sentence.doc[asked.i + 2 : sentence.end]:
        place = token.i - 1
        while sentence.doc[place].dep_ == "advmod" and place > asked.i:
            place -= 1
        if sentence.doc[place].text != "," or token.tag_ not in _FINITE:
            continue
        verb = token.head if token.dep_ == "aux" else token
        subjects = [c for c in verb.lefts if c.dep_ in ("nsubj", "nsubjpass")]
        return None if subjects else verb
    return None


def _join(subject: Token, asked: Token, answer: Token) -> None:
    """Hang the participle on the noun, and the noun on the answer in the participle's place."""
    doc = asked.doc
    heads = {subject.i: (answer.i, "nsubj"), asked.i: (subject.i, "acl")}
    if not asked.is_ancestor(answer):
        return _set(doc, heads, asked)
    above = answer.i if asked.head.i == asked.i else asked.head.i
    heads[answer.i] = (above, asked.dep_)
    heads |= {c.i: (answer.i, c.dep_) for c in asked.rights if c.i > answer.i}
    return _set(doc, heads, asked)


def _set(doc: Doc, heads: dict[int, tuple[int, str]], asked: Token) -> None:
    """Give words their heads and relations all at once, so that no circle comes about."""
    rows: Any = doc.to_array([HEAD, DEP, TAG]).astype("int64")
    for place, (head, relation) in heads.items():
        rows[place, :2] = head - place, doc.vocab.strings[relation]
    rows[asked.i, 2] = doc.vocab.strings["VBN"]
    doc.from_array([HEAD, DEP, TAG], rows.astype("uint64"))
