"""Attributions: from a sentence and its cues to what was said, the passages kept whole."""

from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Doc

from pipeline.analysis.contents import governed, introduced
from pipeline.analysis.cues import Cue, Reach, cues_in
from pipeline.analysis.fronted import fronted
from pipeline.analysis.sentences import Quote, Sentence, Stretch
from pipeline.analysis.speakers import Grammar


@dataclass
class Attribution:
    """What one speaker is reported to have said: stretches of tokens, and the passages in them."""

    doc: Doc
    stretches: list[Stretch]
    cue: Cue | None
    quotes: list[Quote]
    paragraph: int


def attributions_in(sentence: Sentence, grammar: Grammar) -> list[Attribution]:
    """Find who is reported to say what in a sentence, in the order of the cues."""
    found: list[Attribution] = []
    since = sentence.start
    cues = list(cues_in(sentence, grammar))
    for number, cue in enumerate(cues):
        until = cues[number + 1].start if number + 1 < len(cues) else sentence.end
        reach = Reach(cue, sentence, grammar, since, until)
        stretches = fronted(reach) or introduced(reach)
        if stretches:
            since = max(cue.end, *(end for _, end in stretches))
        else:
            stretches = governed(reach)
        if stretches:
            found.append(_attribution(sentence, cue, stretches))
    return found


def _attribution(sentence: Sentence, cue: Cue, stretches: Sequence[Stretch]) -> Attribution:
    held = [q for q in sentence.quotes if any(a <= q.span.start < b for a, b in stretches)]
    return Attribution(sentence.doc, list(stretches), cue, held, sentence.paragraph)
