"""Tokenising: text to words, in time linear in its length, and with lost blanks in mind."""

import re
from collections.abc import Iterator
from itertools import chain, pairwise

from spacy.language import Language
from spacy.tokens import Doc

from pipeline.analysis.reading.lost_blanks import lost_blanks

# What has this many characters without a blank is no word: the tokeniser, quadratic in a word's
# length (5.6 s for 5,000 quotation marks), does not see it, and each so many are one token.
_NO_WORD = 200
_RUN = re.compile(rf"\S{{{_NO_WORD},}}")
# A mark and a dash without a blank between are one token to the tokeniser: “We won.”― Mara Venn
_GLUED_MARK = re.compile(r"(?<=[”\"])(?=[―—–])|(?<=[―—–])(?=[“\"])")


def tokenised(language: Language, text: str) -> Doc:
    """Split a text into tokens; the document's text is the text, character by character."""
    cuts = sorted({0, len(text), *lost_blanks(text), *_cuts_of_runs(text), *_marks(text)})
    if len(cuts) <= 2:
        return language.make_doc(text)
    parts = [text[a:b] for a, b in pairwise(cuts)]
    tokens = list(chain.from_iterable(_tokens(language, part) for part in parts))
    return Doc(
        language.vocab, words=[word for word, _ in tokens], spaces=[space for _, space in tokens]
    )


def _marks(text: str) -> Iterator[int]:
    """Yield the places between a quotation mark and a dash."""
    yield from (match.start() for match in _GLUED_MARK.finditer(text))


def _cuts_of_runs(text: str) -> Iterator[int]:
    """Yield where to cut what is no word: at its start, at its end and often between."""
    for run in _RUN.finditer(text):
        yield from range(run.start(), run.end(), _NO_WORD)
        yield run.end()


def _tokens(language: Language, part: str) -> Iterator[tuple[str, bool]]:
    """Yield the tokens of a part of the text, each with whether a blank follows."""
    if len(part) == _NO_WORD and _RUN.match(part):
        yield part, False
        return
    for token in language.make_doc(part):
        yield token.text, bool(token.whitespace_)
