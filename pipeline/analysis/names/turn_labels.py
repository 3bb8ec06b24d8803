"""Turn labels: the names that open the turns of an exchange, and nothing else in a label."""

from collections.abc import Sequence

from spacy.tokens import Doc

from pipeline.analysis.layout.speaker_labels import Naming
from pipeline.analysis.layout.turns import Turn
from pipeline.analysis.names.names import Name


def named_in_labels(doc: Doc, turns: Sequence[Turn]) -> list[Name]:
    """Give the people that labels name; "Q." and "MODERATOR" name nobody."""
    named = [turn for turn in turns if turn.naming is Naming.NAME]
    spans = (doc.char_span(*turn.name, alignment_mode="expand") for turn in named)
    return [Name(span.start, span.end, "PERSON") for span in spans if span is not None]


def label_tokens(doc: Doc, turns: Sequence[Turn]) -> set[int]:
    """Give the places of all tokens of labels, roles and asides in them too."""
    spans = (doc.char_span(t.start, t.end, alignment_mode="expand") for t in turns)
    return {i for span in spans if span is not None for i in range(span.start, span.end)}
