"""Genders: whether a person of the article is a man or a woman, where its words tell."""

from pipeline.analysis.entities.cast import Cast, Member
from pipeline.analysis.names.gendered import gender_of_given
from pipeline.analysis.names.titles import FEMALE_TITLES, MALE_TITLES


def genders_of(cast: Cast) -> dict[str, str]:
    """Map people to "m" or "f" by title, else by given name; who is unsure is absent."""
    people = (member for member in cast.members if member.label == "PERSON")
    found = {person.id: _by_title(cast, person) or _by_given_name(person) for person in people}
    return {person: gender for person, gender in found.items() if gender is not None}


def _by_title(cast: Cast, person: Member) -> str | None:
    for appearance in person.appearances:
        start = appearance.span.start
        title = cast.doc[start - 1].lower_.rstrip(".") if start else ""
        if title in MALE_TITLES or title in FEMALE_TITLES:
            return "m" if title in MALE_TITLES else "f"
    return None


def _by_given_name(person: Member) -> str | None:
    first, _, rest = person.name.partition(" ")
    return gender_of_given(first) if rest else None
