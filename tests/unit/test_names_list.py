"""A user's list of names: read whole, or every bad line named."""

import pytest

from pipeline.corpus.corrections import CorrectionError
from pipeline.corpus.names_list import listed_names

HEADING = "name,kind,aliases,id\n"


def test_a_line_is_a_name_with_all_its_forms():
    (name,) = listed_names(HEADING + "Mara Venn,PERSON,M. Venn; Mayor Venn ,Q7\n")

    assert (name.id, name.name, name.kind, name.aliases) == (
        "Q7",
        "Mara Venn",
        "person",
        ("M. Venn", "Mayor Venn"),
    )
    assert name.spellings == {
        "person:mara//venn/": "Mara Venn",
        "person:m//venn/": "M. Venn",
        "short:mayor venn": "Mayor Venn",
        "thing:mara venn": "Mara Venn",
        "thing:m venn": "M. Venn",
        "thing:mayor venn": "Mayor Venn",
    }


def test_columns_may_stand_in_any_order_and_others_are_passed_over():
    (name,) = listed_names("note,id,aliases,kind,name\nx,,,place,Vale\n")

    assert (name.id, name.name, name.kind, name.aliases) == ("", "Vale", "place", ())


# Bad lists, and what is said of each.
BAD = {
    "empty": ("", ["line 1: no column name, kind, aliases, id"]),
    "no-heading": ("Mara Venn,person,,Q7\n", ["line 1: no column name, kind, aliases, id"]),
    "no-name": (HEADING + " ,person,,Q7\n", ["line 2: name '' holds no letter"]),
    "no-kind": (HEADING + "Venn,mayor,,Q7\n", ["line 2: kind 'mayor' is none of"]),
    "too-few": (HEADING + "Venn\n", ["line 2: kind '' is none of"]),
    "control-character": (HEADING + "Ve\x1bnn,person,,Q7\n", ["not printable"]),
    "endless": (HEADING + "V" * 301 + ",person,,Q7\n", ["line 2: name 'VVV"]),
    "two-of-one-id": (
        HEADING + "A Venn,person,,Q7\nB Venn,person,,Q7\n",
        ["line 3: id Q7 is that of line 2"],
    ),
    "two-of-one-name": (
        HEADING + "A Venn,person,B Venn,Q7\nB Venn,person,,Q8\n",
        ["line 3: B Venn is named like line 2"],
    ),
    "every-bad-line": (HEADING + "A,x,,1\nB,person,,2\nC,y,,3\n", ["line 2:", "line 4:"]),
    "open-quotation-mark": (HEADING + 'A,person,,"Q7\n', ["line 2: unexpected end"]),
}


@pytest.mark.parametrize(("text", "said"), BAD.values(), ids=BAD)
def test_every_bad_line_is_named_by_its_number(text, said):
    with pytest.raises(CorrectionError) as refused:
        listed_names(text)

    assert all(words in str(refused.value) for words in said)
