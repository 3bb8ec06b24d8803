"""Nodes: the words of a sentence that may hold a stance, or be what one is about."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from spacy.tokens import Span, Token

from pipeline.analysis.model.sentence_input import Kind, SentenceInput
from pipeline.analysis.names.pronouns import is_first_person
from pipeline.analysis.quotations.quotations import Quoted
from pipeline.analysis.stances.parties.parties import NO_TOPIC_LABELS
from pipeline.analysis.stances.parties.phrases import topic_of
from pipeline.analysis.stances.parties.scene import Scene
from pipeline.analysis.stances.syntax import is_verb

# A sentence with more nodes than this is a list; the rest of it is not read.
MOST_NODES = 40


@dataclass(frozen=True)
class Node:
    """The word that names a party, and the words around it that belong to the name."""

    head: Token
    span: Span
    kind: Kind


_KINDS = {
    "PERSON": Kind.PERSON,
    "ORG": Kind.BODY,
    "GPE": Kind.PLACE,
    "NORP": Kind.PLACE,
    "LOC": Kind.PLACE,
    "FAC": Kind.PLACE,
}
# Inside of another noun's phrase a noun names nothing of its own.
_PARTS = frozenset("compound amod nmod nummod quantmod npadvmod".split())
_NO_PARTIES = frozenset("there who which that what this whom".split())
_CLAUSES = frozenset("xcomp pcomp csubj acl ccomp advcl conj".split())


def nodes_in(sentence: Span, scene: Scene) -> tuple[Node, ...]:
    """Give the nodes of a sentence in the order of their words, behind those who speak in it."""
    inside = _within(sentence, scene)
    return (*_speakers(sentence, scene), *inside)[:MOST_NODES]


def _within(sentence: Span, scene: Scene) -> Iterator[Node]:
    end = sentence.start
    for token in sentence:
        if token.i < end:
            continue
        entity = scene.cast.at(token)
        if entity is not None:
            mention = _mention(token, sentence, scene)
            end = mention.end
            label = scene.cast[entity].label
            yield Node(mention.root, mention, _kind(mention.root, label))
        elif (kind := _plain_kind(token)) is not None:
            yield Node(token, topic_of(token), kind)


def _mention(token: Token, sentence: Span, scene: Scene) -> Span:
    end, entity = token.i + 1, scene.cast.at(token)
    while end < sentence.end and scene.cast.at(token.doc[end]) == entity:
        end += 1
    return token.doc[token.i : end]


def _kind(head: Token, label: str) -> Kind:
    if is_first_person(head):
        return Kind.SELF
    if head.pos_ == "PRON":
        return Kind.PRONOUN
    return _KINDS.get(label, Kind.NAME)


def _plain_kind(token: Token) -> Kind | None:
    """Tell what a word that names no entity may be; None for what is no node."""
    if token.pos_ == "PRON":
        return _kind_of_pronoun(token)
    if token.is_punct or token.is_space or token.ent_type_ in NO_TOPIC_LABELS:
        return None
    if token.pos_ in ("NOUN", "PROPN"):
        return None if token.dep_ in _PARTS else Kind.NOUN
    is_clause = is_verb(token) and token.dep_ in _CLAUSES and token.tag_ in ("VB", "VBG")
    return Kind.CLAUSE if is_clause else None


def _kind_of_pronoun(token: Token) -> Kind | None:
    if token.lower_ in _NO_PARTIES and token.dep_ not in ("dobj", "pobj", "nsubj"):
        return None
    return Kind.SELF if is_first_person(token) else Kind.PRONOUN


def _speakers(sentence: Span, scene: Scene) -> Iterator[Node]:
    """Yield who speaks in a sentence and stands in another."""
    seen: set[int] = set()
    for token in sentence:
        quotation = scene.voices.quotation_at(token)
        for head in () if quotation is None else quotation.speakers:
            outside = not sentence.start <= head.i < sentence.end
            if outside and head.i not in seen:
                seen.add(head.i)
                span = head.doc[head.i : head.i + 1]
                yield Node(head, span, Kind.SPEAKER)


def sentence_input(sentence: Span, nodes: Sequence[Node], scene: Scene) -> SentenceInput:
    """Say what the model is told of a sentence."""
    start = sentence.start_char
    outside = [node for node in nodes if node.kind is Kind.SPEAKER]
    inside = nodes[len(outside) :]
    return SentenceInput(
        text=sentence.text,
        speakers=[_name(node, scene) for node in outside],
        places=[
            *[(0, 0)] * len(outside),
            *((n.span.start_char - start, n.span.end_char - start) for n in inside),
        ],
        kinds=[node.kind for node in nodes],
        quoted=[
            *[False] * len(outside),
            *(scene.voices.quotation_at(n.head) is not None for n in inside),
        ],
        heads=[node.head.i - sentence.start for node in nodes],
        speaks=frozenset(_speaking(nodes, scene)),
    )


def _name(node: Node, scene: Scene) -> str:
    entity = scene.cast.at(node.head)
    return node.head.text if entity is None else scene.cast[entity].name


def _speaking(nodes: Sequence[Node], scene: Scene) -> Iterator[tuple[int, int]]:
    """Yield the pairs of nodes of whom the first says the words in which the second stands."""
    around = [
        None if node.kind is Kind.SPEAKER else scene.voices.quotation_at(node.head)
        for node in nodes
    ]
    for quotation in {id(q): q for q in around if q is not None}.values():
        speakers = [i for i, node in enumerate(nodes) if _speaks(node, quotation, scene)]
        said = [j for j, q in enumerate(around) if q is quotation]
        yield from product(speakers, said)


def _speaks(node: Node, quotation: Quoted, scene: Scene) -> bool:
    if node.kind is Kind.SELF and scene.voices.quotation_at(node.head) is quotation:
        return True
    entity = scene.cast.at(node.head)
    return any(
        node.head == head or (entity is not None and scene.cast.at(head) == entity)
        for head in quotation.speakers
    )
