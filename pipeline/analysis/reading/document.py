"""From text to a parsed document: loads the language model and reads with it."""

import re
from bisect import bisect
from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np
import spacy
from spacy.attrs import DEP, HEAD, IDX, LEMMA, MORPH, POS, TAG
from spacy.tokens import Doc, Span
from thinc.api import NumpyOps, set_current_ops

from pipeline.analysis.model.stance_model import shipped_model
from pipeline.analysis.reading.entity_recogniser import EntityRecogniser
from pipeline.analysis.reading.headlines import is_title_case, sentence_case
from pipeline.analysis.reading.questioned import questioned
from pipeline.analysis.reading.tokenising import tokenised
from pipeline.analysis.reading.word_forms import WordForms
from pipeline.analysis.reading.word_vectors import remember_word_vectors

# A text is read in pieces of at most so many characters, which bounds the memory of the parser.
PIECE = 20_000
_LINE_BREAK = re.compile(r"\n\s*")
# So many characters without a stop are no sentence: a list, a table, or hostile. Where all words
# of a sentence are compared, time grows with its square.
_NO_SENTENCE = 1_000
_UNSTOPPED = re.compile(r"[^.!?\n]+")
_ANNOTATIONS = [HEAD, DEP, TAG, POS, MORPH, LEMMA]
_CUTS = ("\n\n", "\n", ". ", " ")


class Reader:
    """A loaded language model; reading is single-threaded and changes nothing in it."""

    def __init__(self, model: str, *, blis: bool = False) -> None:
        # Without blis the same annotations come 1.6-1.8 times as fast on most processors.
        set_current_ops(NumpyOps(use_blis=blis))
        self._language = spacy.load(model)
        remember_word_vectors(self._language)
        self._entities = EntityRecogniser(self._language)
        self._forms = WordForms(self._language)
        meta = self._language.meta
        self.stance_model = shipped_model()
        stance = "rules alone" if self.stance_model is None else self.stance_model.name
        self.versions = {
            f"{meta['lang']}_{meta['name']}": str(meta["version"]),
            "stance": stance,
        }

    def document(
        self, text: str, starts: Iterable[int] = (), headlines: Iterable[tuple[int, int]] = ()
    ) -> Doc:
        """Parse a text; the document's text is the text, character by character.

        No sentence crosses a line break or one of the `starts`, places in the text, or goes on
        without end. `headlines` in Title Case are parsed as if only their names had capitals.
        Time and memory are bounded by the text's length, whatever stands in it.
        """
        begun = sorted(starts)
        pieces = [
            self._piece(text[a:b], [s - a for s in begun[bisect(begun, a) : bisect(begun, b)]])
            for a, b in pieces_of(text)
        ]
        whole = pieces[0] if len(pieces) == 1 else Doc.from_docs(pieces, ensure_whitespace=False)
        for start, end in headlines:
            span = whole.char_span(start, end, alignment_mode="contract")
            if span is not None and is_title_case(span):
                self._read_in_sentence_case(span)
        return whole

    def _read_in_sentence_case(self, headline: Span) -> None:
        """Give a headline's tokens the annotations of the same words in sentence case."""
        spaces = [bool(token.whitespace_) for token in headline]
        words = sentence_case(headline)
        if words != [token.text for token in headline]:
            read = self._read(Doc(self._language.vocab, words=words, spaces=spaces))
            _take_over(headline, read)

    def _piece(self, text: str, starts: Iterable[int]) -> Doc:
        doc = tokenised(self._language, text)
        places = doc.to_array(IDX)
        breaks = (match.end() for match in _LINE_BREAK.finditer(text))
        for start in (*starts, *breaks, *_cuts_of_endless(text)):
            i = int(np.searchsorted(places, start))
            if 0 < i < len(doc):
                doc[i].is_sent_start = True
        return self._read(doc)

    def _read(self, doc: Doc) -> Doc:
        return self._forms(self._entities(questioned(self._language(doc))))


def _take_over(part: Span, read: Doc) -> None:
    """Give the tokens of a part of a document, whole sentences, what was read in their copy."""
    doc, shift = part.doc, part.start
    others = [e for e in doc.ents if e.end <= part.start or e.start >= part.end]
    annotations: Any = doc.to_array(_ANNOTATIONS)
    annotations[part.start : part.end] = read.to_array(_ANNOTATIONS)
    doc.from_array(_ANNOTATIONS, annotations)
    ents = (Span(doc, e.start + shift, e.end + shift, label=e.label) for e in read.ents)
    doc.set_ents([*others, *ents])


def _cuts_of_endless(text: str) -> Iterator[int]:
    """Yield where to cut what is too long for a sentence."""
    for run in _UNSTOPPED.finditer(text):
        yield from range(run.start() + _NO_SENTENCE, run.end(), _NO_SENTENCE)


def pieces_of(text: str) -> Iterator[tuple[int, int]]:
    """Cut a text into pieces of bounded length, at a paragraph's end if there is one."""
    start = 0
    while len(text) - start > PIECE:
        end = _cut(text, start)
        yield start, end
        start = end
    yield start, len(text)


def _cut(text: str, start: int) -> int:
    """Find where a piece that starts here ends, at best in its last half."""
    for mark in _CUTS:
        found = text.rfind(mark, start + PIECE // 2, start + PIECE)
        if found != -1:
            return found + len(mark)
    return start + PIECE
