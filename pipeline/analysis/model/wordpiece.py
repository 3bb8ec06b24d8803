"""Words cut into the pieces of a BERT vocabulary, each word with its place in the text.

Written here because the `tokenizers` package weighs 10 MB and brings an HTTP client along; the
stance model was trained through this very code, so the two cannot drift apart.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

CACHED_WORDS = 50_000
_WORD = re.compile(r"[^\W_]+|[^\w\s]|_")


@dataclass(frozen=True)
class Word:
    """A word of the text with its place and its vocabulary ids."""

    start: int
    end: int
    ids: tuple[int, ...]


class WordPiece:
    """Lower-cased BERT WordPiece (greedy, longest match first) that keeps character offsets."""

    def __init__(self, vocabulary: Sequence[str]) -> None:
        self.ids = {token: i for i, token in enumerate(vocabulary)}
        self.unknown = self.ids["[UNK]"]
        self.cache: dict[str, tuple[int, ...]] = {}

    def words(self, text: str) -> list[Word]:
        """The words and punctuation marks of the text, in order."""
        return [Word(m.start(), m.end(), self.pieces(m.group())) for m in _WORD.finditer(text)]

    def pieces(self, word: str) -> tuple[int, ...]:
        """Vocabulary ids of one word; the unknown token where no cover exists."""
        found = self.cache.get(word)
        if found is None:
            found = tuple(self.cut(plain(word)))
            if len(self.cache) < CACHED_WORDS:
                self.cache[word] = found
        return found

    def cut(self, word: str) -> list[int]:
        """Greedy cover of a lower-cased word by vocabulary entries."""
        ids: list[int] = []
        start = 0
        while start < len(word):
            for end in range(len(word), start, -1):
                piece = word[start:end] if start == 0 else "##" + word[start:end]
                if piece in self.ids:
                    ids.append(self.ids[piece])
                    start = end
                    break
            else:
                return [self.unknown]
        return ids or [self.unknown]


def plain(word: str) -> str:
    """The word in lower case, without accents."""
    marks = unicodedata.normalize("NFD", word.lower())
    return "".join(c for c in marks if unicodedata.category(c) != "Mn")
