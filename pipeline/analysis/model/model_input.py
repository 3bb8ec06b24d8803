"""A question of stance laid out as the token ids that the stance model reads."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from pipeline.analysis.model.name_forms import Span, is_named, place_of, whole_words
from pipeline.analysis.model.sentence_input import OUTSIDE, Feed, Kind
from pipeline.analysis.model.wordpiece import WordPiece

NAME_TOKENS = 16  # a longer name is cut
MARKERS = {
    "target_open": "[unused1]",
    "target_close": "[unused2]",
    "holder_open": "[unused3]",
    "holder_close": "[unused4]",
}


@dataclass(frozen=True)
class Pair:
    """Does the holder speak for or against the target in this text?

    Spans are half-open character ranges of the text. Without one, the name is looked up in the
    text; a name the text lacks is allowed. Without a holder the question is what the text itself
    says about the target.
    """

    text: str
    target: str
    target_span: Span | None = None
    holder: str | None = None
    holder_span: Span | None = None


@dataclass(frozen=True)
class InputFormat:
    """Lays a pair out as vocabulary ids.

    `[CLS] … [T] target [/T] … [H] holder [/H] … [SEP] [H] holder [T] target [SEP]`, the second
    part being segment 1; what the text does not name is marked in the second part alone.
    """

    tokens: WordPiece
    target_open: int
    target_close: int
    holder_open: int
    holder_close: int
    length: int

    def lay_out(self, pair: Pair) -> Feed:
        """Give the model's arrays: at most `length` tokens, and two nodes, holder and target."""
        target_span, target = self.named(pair.text, pair.target, pair.target_span)
        second = [self.target_open, *self.name_ids(target)]
        marks = [(target_span, self.target_open, self.target_close)]
        if pair.holder is not None and is_named(pair.holder):
            span, holder = self.named(pair.text, pair.holder, pair.holder_span)
            second = [self.holder_open, *self.name_ids(holder), *second]
            marks.append((span, self.holder_open, self.holder_close))
        first = self.window(self.marked(pair.text, marks), self.length - len(second) - 3)
        separator = self.tokens.ids["[SEP]"]
        ids = [self.tokens.ids["[CLS]"], *first, separator, *second, separator]
        target_place = self.place(ids, self.target_open) or (0, 0)
        holder_place = self.place(ids, self.holder_open)
        places = np.array([holder_place or (0, 0), target_place])
        return {
            "ids": np.array(ids),
            "segments": (np.arange(len(ids)) >= len(first) + 2).astype(np.int64),
            "first": places[:, 0],
            "last": places[:, 1],
            "kind": np.array([Kind.ANYBODY if holder_place is None else Kind.ASKED, Kind.ASKED]),
            "quoted": np.zeros(2, dtype=np.int64),
            "distance": np.full((2, 2), OUTSIDE),
            "speaks": np.zeros((2, 2), dtype=np.int64),
        }

    def place(self, ids: Sequence[int], mark: int) -> tuple[int, int] | None:
        """Tell between which tokens stands what a mark opens, at its first place."""
        if mark not in ids:
            return None
        start = end = ids.index(mark) + 1
        closing = {self.target_open, self.target_close, self.holder_open, self.holder_close}
        closing.add(self.tokens.ids["[SEP]"])
        while end < len(ids) and ids[end] not in closing:
            end += 1
        return start, max(start, end - 1)

    def named(self, text: str, name: str, span: Span | None) -> tuple[Span | None, str]:
        """The name's place in the text, if any, and the name with clipped words made whole."""
        if span is None or not 0 <= span[0] < span[1] <= len(text):
            return (place_of(text, name) if is_named(name) else None), name
        whole = whole_words(text, span)
        clipped = name.strip() == text[span[0] : span[1]].strip()
        return whole, text[whole[0] : whole[1]] if clipped else name

    def name_ids(self, name: str) -> list[int]:
        """Ids of a name, cut to NAME_TOKENS; none for a name that names nobody."""
        if not is_named(name):
            return []
        return [i for word in self.tokens.words(name) for i in word.ids][:NAME_TOKENS]

    def marked(self, text: str, marks: Sequence[tuple[Span | None, int, int]]) -> list[int]:
        """Ids of the text with the marks set around the words that touch their spans."""
        ids: list[int] = []
        still_open: list[tuple[int, int]] = []
        waiting = [(span, opening, closing) for span, opening, closing in marks if span is not None]
        for word in self.tokens.words(text):
            for end, closing in [m for m in still_open if m[0] <= word.start]:
                ids.append(closing)
                still_open.remove((end, closing))
            for mark in [m for m in waiting if m[0][0] < word.end]:
                ids.append(mark[1])
                still_open.append((mark[0][1], mark[2]))
                waiting.remove(mark)
            ids.extend(word.ids)
        return ids + [closing for _, closing in still_open]

    def window(self, ids: list[int], room: int) -> list[int]:
        """The ids, or as many as there is room for, a third of them before the marked target."""
        if len(ids) <= room:
            return ids
        centre = ids.index(self.target_open) if self.target_open in ids else 0
        start = max(0, min(centre - room // 3, len(ids) - room))
        return ids[start : start + room]


def input_format(vocabulary: Path, config: dict[str, object]) -> InputFormat:
    """The layout that `config.json` describes; KeyError or TypeError says what is wrong."""
    tokens = WordPiece(vocabulary.read_text(encoding="utf8").split("\n"))
    markers, length = config["markers"], config["max_length"]
    if not isinstance(markers, dict) or not isinstance(length, int):
        raise TypeError("config.json: markers must be a table, max_length a number")
    marks = {role: tokens.ids[markers[role]] for role in MARKERS}
    return InputFormat(tokens=tokens, length=length, **marks)
