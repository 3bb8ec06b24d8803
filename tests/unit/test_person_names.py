"""Full names: which may be one person's, and which are two people's."""

import pytest

from pipeline.corpus.person_names import PersonName, may_be_one, person_name

ONE = {
    "equal": ("Mara Venn", "Mara Venn"),
    "case": ("MARA VENN", "Mara Venn"),
    "accents": ("José Álvarez", "Jose Alvarez"),
    "title": ("Sen. Mara Venn", "Mara Venn"),
    "middle-initial": ("Mara J. Venn", "Mara Venn"),
    "initials-with-and-without-stops": ("H. R. Venn", "H.R. Venn"),
    "initials-in-one-word": ("HR Venn", "H.R. Venn"),
    "initial-of-a-given-name": ("M. Venn", "Mara Venn"),
    "initial-of-a-middle-name": ("Mara Jane Venn", "Mara J. Venn"),
    "nickname": ("Mike Venn", "Michael Venn"),
    "two-short-forms-of-one": ("Bill Venn", "Will Venn"),
    "long-forms-in-sets": ("Jack Venn", "Jacob Venn"),
    "hal": ("Hal Venn", "Harold Venn"),
    "sandy": ("Sandy Venn", "Sander Venn"),
    "short-form-of-another-spelling": ("Steve Venn", "Stephen Venn"),
    "spelling": ("Lindsey Venn", "Lindsay Venn"),
    "transliteration": ("Mohammed Venn", "Mohammad Venn"),
    "numeral-left-off": ("Robert S. Venn III", "Robert Venn"),
}
TWO = {
    "surname": ("Mara Venn", "Mara Vance"),
    "given-name": ("Mara Venn", "Nora Venn"),
    "nickname-as-prefix": ("Gary Venn", "Garrett Venn"),
    "initial-as-prefix": ("Mark J. Venn", "Markham Venn K."),
    "long-forms-of-one-short-form": ("Harold Venn", "Henry Venn"),
    "initials": ("George W. Venn", "George H.W. Venn"),
    "junior": ("Jesse Venn", "Jesse Venn Jr."),
    "junior-and-senior": ("Jesse Venn, Sr.", "Jesse Venn, Jr."),
    "numerals": ("Robert Venn II", "Robert Venn III"),
    "middle-name-in-full": ("John Venn", "John Bel Venn"),
    "middle-names": ("Mara Jane Venn", "Mara Anne Venn"),
    "particle": ("Chris van Venn", "Chris Venn"),
}


def agree(name, other):
    return may_be_one(person_name(name), person_name(other))


@pytest.mark.parametrize("case", ONE)
def test_names_that_agree_in_every_part_may_be_one_persons(case):
    assert agree(*ONE[case])
    assert agree(*reversed(ONE[case]))


@pytest.mark.parametrize("case", TWO)
def test_names_that_differ_in_a_part_are_two_peoples(case):
    assert not agree(*TWO[case])
    assert not agree(*reversed(TWO[case]))


@pytest.mark.parametrize(
    ("written", "parts"),
    [
        ("Rep. Mara J. Venn", PersonName("mara", ("j",), "venn")),
        ("Chris Van Hollen", PersonName("chris", (), "van hollen")),
        ("Robert S. Venn III", PersonName("robert", ("s",), "venn", "iii")),
        ("Dean Smith", PersonName("dean", (), "smith")),
        ("Al Venn", PersonName("al", (), "venn")),
        ("Mara Hale-Venn", PersonName("mara", ("hale",), "venn")),
        ("Venn", None),
        ("Hale-Venn", None),
        ("al-Venn", None),
        ("van Venn", None),
        ("Le Venn", None),
        ("van der Venn", None),
        ("Mr. Venn", None),
        ("...", None),
        (" ", None),
    ],
)
def test_a_full_name_is_read_in_parts(written, parts):
    assert person_name(written) == parts
