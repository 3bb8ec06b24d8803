"""Letters: words as they are compared, whatever their capitals and accents."""

import unicodedata
from functools import lru_cache


@lru_cache(maxsize=10_000)
def bare(words: str) -> str:
    """Give words without capitals and accents, by which "Chrétien" is "Chretien"."""
    letters = unicodedata.normalize("NFKD", words.casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))
