"""Sightings: what articles name, and the forms by which a name is told from others."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from pipeline.analysis.names.gendered import gender_by
from pipeline.corpus.forms import folded, thing_form
from pipeline.corpus.person_names import PersonName, person_name
from schemas.vocabulary import IdentityKind

# A form is a way of naming, folded, behind what it names: a person by a full name in its parts,
# a person by a single name whose owner is not plain, or a thing.
PERSON, SHORT, THING = "person:", "short:", "thing:"
KINDS = {
    "PERSON": IdentityKind.PERSON,
    "ORG": IdentityKind.ORGANISATION,
    "GPE": IdentityKind.PLACE,
    "LOC": IdentityKind.PLACE,
    "FAC": IdentityKind.PLACE,
    "NORP": IdentityKind.PEOPLE,
}
# Longer than any name in the annotated sets; a form must fit into an index.
_LONGEST = 200


class Sighting(NamedTuple):
    """An entity of one article: its name there, how the article spells it, and what it is."""

    name: str
    spellings: tuple[str, ...]
    type: str  # as that article has it: PERSON, ORG, GPE, …
    gender: str | None = None  # "m" or "f", where most pronouns that stand for it tell

    @property
    def is_person(self) -> bool:
        """Tell whether the article has it for a person."""
        return self.type == "PERSON"


def sighting_of(
    name: str, spellings: Iterable[str], type_: str, pronouns: Iterable[str] = ()
) -> Sighting:
    """Make a sighting of what an article names, cut where no name goes on."""
    cut = tuple(s[:_LONGEST] for s in spellings)
    return Sighting(name[:_LONGEST], cut, type_, gender_by(pronouns))


def form_of(name: PersonName) -> str:
    """Give the form of a full name."""
    return f"{PERSON}{name.given}/{' '.join(name.middles)}/{name.surname}/{name.suffix}"


def forms_of(name: str) -> tuple[str, str]:
    """Give the forms of a name as a person's and as a thing's."""
    person = person_name(name)
    as_person = SHORT + folded(name) if person is None else form_of(person)
    return as_person, THING + thing_form(name)


def person_of(form: str) -> PersonName:
    """Give the full name of a person's form."""
    given, middles, surname, suffix = form.removeprefix(PERSON).split("/")
    return PersonName(given, tuple(middles.split()), surname, suffix)


def company_of(article: Sequence[Sighting]) -> frozenset[str]:
    """Give the folded names of all that an article names."""
    return frozenset(folded(sighting.name) for sighting in article)
