"""From text to a parsed document: loads the language model and reads with it."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np
import spacy
from spacy.attrs import IDX
from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import compile_infix_regex
from thinc.api import NumpyOps, set_current_ops

from pipeline.analysis.stance_model import shipped_model
from pipeline.analysis.word_forms import WordForms

# A text is read in pieces of at most so many characters, which bounds the memory of the parser.
PIECE = 20_000
_LINE_BREAK = re.compile(r"\n\s*")
_CUTS = ("\n\n", "\n", ". ", " ")
# What has this many characters without a blank is no word: the tokeniser, quadratic in a word's
# length (5.6 s for 5,000 quotation marks), does not see it, and each so many are one token.
_NO_WORD = re.compile(r"\S{200,}")
_SLICE = 200
# Pages lose the blank before a link: "joined theWorld Bank" is read as "joined the World Bank".
_GLUED = "the The a an and as at by for from in of on that to with".split()
_LOST_BLANK = "|".join(rf"(?<=^{word})(?=[A-Z][a-z])" for word in _GLUED)


class Reader:
    """A loaded language model; reading is single-threaded and changes nothing in it."""

    def __init__(self, model: str, *, blis: bool = False) -> None:
        # Without blis the same annotations come 1.6-1.8 times as fast on most processors.
        set_current_ops(NumpyOps(use_blis=blis))
        self._language = spacy.load(model)
        self._forms = WordForms(self._language)
        _mend_lost_blanks(self._language)
        meta = self._language.meta
        self.stance_model = shipped_model()
        stance = "rules alone" if self.stance_model is None else self.stance_model.name
        self.versions = {
            f"{meta['lang']}_{meta['name']}": str(meta["version"]),
            "stance": stance,
        }

    def document(self, text: str, starts: Iterable[int] = ()) -> Doc:
        """Parse a text; the document's text is the text, character by character.

        No sentence crosses a line break or one of the `starts`, places in the text. Time and
        memory are bounded by the text's length, whatever stands in it.
        """
        begun = frozenset(starts)
        pieces = [
            self._piece(text[a:b], [s - a for s in begun if a < s < b]) for a, b in pieces_of(text)
        ]
        return pieces[0] if len(pieces) == 1 else Doc.from_docs(pieces, ensure_whitespace=False)

    def _piece(self, text: str, starts: Iterable[int]) -> Doc:
        doc = self._tokenised(text)
        places = doc.to_array(IDX)
        for start in (*starts, *(match.end() for match in _LINE_BREAK.finditer(text))):
            i = int(np.searchsorted(places, start))
            if 0 < i < len(doc):
                doc[i].is_sent_start = True
        return self._forms(self._language(doc))

    def _tokenised(self, text: str) -> Doc:
        """Split a text into tokens, in time linear in its length."""
        if _NO_WORD.search(text) is None:
            return self._language.make_doc(text)
        words: list[str] = []
        spaces: list[bool] = []
        start = 0
        for match in _NO_WORD.finditer(text):
            for token in self._language.make_doc(text[start : match.start()]):
                words.append(token.text)
                spaces.append(bool(token.whitespace_))
            run = match.group()
            words += [run[i : i + _SLICE] for i in range(0, len(run), _SLICE)]
            spaces += [False] * (len(words) - len(spaces))
            start = match.end()
        rest = self._language.make_doc(text[start:])
        words += [token.text for token in rest]
        spaces += [bool(token.whitespace_) for token in rest]
        return Doc(self._language.vocab, words=words, spaces=spaces)


def _mend_lost_blanks(language: Language) -> None:
    infixes = [*(language.Defaults.infixes or ()), _LOST_BLANK]
    tokenizer: Any = language.tokenizer
    tokenizer.infix_finditer = compile_infix_regex(infixes).finditer


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
