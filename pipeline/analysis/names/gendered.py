"""Genders: whether words speak of a man or of a woman, "m" or "f"."""

from collections import Counter
from collections.abc import Iterable

from pipeline.analysis.names.gazetteer import given_names

PRONOUNS = {
    **dict.fromkeys("he him his himself".split(), "m"),
    **dict.fromkeys("she her hers herself".split(), "f"),
}


def gender_of_given(name: str) -> str | None:
    """Give the gender of those who bear a given name; None where it is both or unknown."""
    gender = given_names().get(name)
    return gender if gender in ("m", "f") else None


def gender_by(pronouns: Iterable[str]) -> str | None:
    """Give the gender that more of the pronouns tell; None where as many tell the other."""
    told = Counter(PRONOUNS.get(word.casefold()) for word in pronouns)
    if told["m"] == told["f"]:
        return None
    return "m" if told["m"] > told["f"] else "f"
