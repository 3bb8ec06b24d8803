"""`stancewire names`: what a user knows better holds for what is stored and for what comes."""

import csv
import io
import json

import pytest

from schemas.contracts import Provenance
from tests.analyses import NOON, claim
from tests.integration.test_resolver import MAN, Wire
from tests.rows import count
from tests.stack.commands import stancewire

pytestmark = pytest.mark.stack

LIST = "name,kind,aliases,id,note\nMara Venn of Vale,person,Mara Venn; M. J. Venn,Q7,mayor\n"


@pytest.fixture
def wire(settings):
    made = Wire(settings.database_url, settings)
    yield made
    made.engine.dispose()


@pytest.fixture
def names(settings):
    """Run `stancewire names …`, which must end well; give what it prints."""

    def run(*arguments):
        done = stancewire(settings, "names", *arguments)
        assert (done.returncode, done.stderr) == (0, "")
        return done.stdout

    return run


@pytest.fixture
def listed(tmp_path):
    def write(text):
        file = tmp_path / "list.csv"
        file.write_text(text)
        return str(file)

    return write


def test_an_imported_list_renames_what_is_stored_and_what_comes(wire, names, listed):
    wire.store(*MAN)
    wire.resolve()
    before = wire.holders()

    said = names("import", listed(LIST))
    after = wire.holders()
    wire.store(claim("d", "M. Venn", hours=1))
    wire.resolve()

    assert before == [("i1", "Mara Venn")]
    assert said == "1 names imported.\n"
    assert after == wire.holders() == [("Q7", "Mara Venn of Vale")]
    assert wire.rows("SELECT redirect_to FROM identity WHERE id = 'i1'") == [("Q7",)]


def test_a_list_is_obeyed_by_a_running_resolver(wire, names, listed, run):
    wire.store(*MAN)
    run("resolver")
    names("import", listed(LIST))

    wire.resolve_by_others()
    assert wire.holders() == [("Q7", "Mara Venn of Vale")]


def test_people_kept_apart_by_a_list_are_never_joined(wire, names, listed):
    names("import", listed("name,kind,aliases,id\nMike Venn,PERSON,,Q1\nMichael Venn,PERSON,,Q2\n"))
    wire.store(
        claim("a", "Mike Venn"), claim("b", "Michael Venn"), claim("c", "Mike Venn", hours=1)
    )
    wire.resolve()

    assert wire.holders() == [("Q1", "Mike Venn"), ("Q2", "Michael Venn")]


BAD = {
    "bad-line": ("name,kind,aliases,id\nVenn,mayor,,Q7\n", "line 2: kind 'mayor' is none of"),
    "id-of-nobody": ("name,kind,aliases,id\nA Venn,person,,i99\n", "nobody has the id i99"),
    "not-utf-8": (b"name,kind,aliases,id\nJos\xe9,person,,Q7\n", "not UTF-8: byte 24"),
}


@pytest.mark.parametrize(("text", "said"), BAD.values(), ids=BAD)
def test_of_a_list_with_a_bad_line_nothing_is_imported(wire, settings, tmp_path, text, said):
    good = "Mara Venn,person,,Q9\n"
    file = tmp_path / "list.csv"
    file.write_bytes((text if isinstance(text, bytes) else text.encode()) + good.encode())

    done = stancewire(settings, "names", "import", str(file))

    assert done.returncode == 2
    assert said in done.stderr
    assert count(wire.url, "correction") == 0


def test_a_merge_survives_another_resolver(wire, names):
    wire.store(*MAN, claim("d", "Mara Vance"))
    wire.resolve()
    names("merge", "Mara Vance", "Mara Venn")
    wire.store(claim("e", "Mara Vance", hours=1))
    wire.again()
    wire.resolve()

    assert wire.holders() == [("i1", "Mara Venn")]


def test_a_merge_survives_reprocess(wire, names):
    wire.store(*MAN, claim("d", "Mara Vance"))
    wire.resolve()
    names("merge", "Mara Vance", "Mara Venn")
    wire.store(
        *(
            one.model_copy(update={"provenance": Provenance(code="2", asked_anew_at=NOON)})
            for one in (*MAN, claim("d", "Mara Vance"))
        )
    )
    wire.resolve()

    assert wire.holders() == [("i1", "Mara Venn")]
    assert wire.rows("SELECT DISTINCT provenance ->> 'code' FROM revision") == [("2",)]


def test_what_is_merged_is_found_by_its_old_id(wire, names):
    wire.store(*MAN, claim("d", "Mara Vance"))
    wire.resolve()
    (old,) = wire.rows("SELECT id FROM identity WHERE name = 'Mara Vance'")[0]
    names("merge", old, "i1")

    assert names("show", old).startswith("i1  Mara Venn, person, 4 articles")


def test_a_name_split_off_is_somebody_else_from_then_on(wire, names):
    wire.store(*MAN)
    wire.resolve()
    names("split", "Mara Venn", "Mara J. Venn")
    wire.store(claim("d", "Mara J. Venn", hours=1))
    wire.again()
    wire.resolve()

    assert wire.holders() == [("i1", "Mara Venn"), ("s1", "Mara J. Venn")]


def test_renamed_identities_keep_their_names(wire, names):
    wire.store(*MAN)
    wire.resolve()
    names("rename", "i1", "Mayor Venn")
    wire.again()
    wire.store(claim("d", "Mara Venn", hours=1))
    wire.resolve()

    assert wire.holders() == [("i1", "Mayor Venn")]


def test_what_is_exported_can_be_imported_again(wire, names, listed):
    wire.store(*MAN)
    wire.resolve()
    names("import", listed(LIST))
    exported, before = names("export"), wire.holders()
    names("import", listed(exported))

    (row,) = csv.DictReader(io.StringIO(exported))
    assert (row["name"], row["kind"], row["id"]) == ("Mara Venn of Vale", "person", "Q7")
    assert {"Mara Venn", "M. J. Venn", "Mara J. Venn"} <= set(row["aliases"].split("; "))
    assert (names("export"), wire.holders()) == (exported, before)


def test_who_is_called_as_several_are_is_asked_for_by_id(wire, settings):
    wire.store(claim("a", "Mara Venn"), claim("b", "Nora Venn"))
    wire.resolve()

    done = stancewire(settings, "names", "rename", "Venn", "Mayor Venn")

    assert done.returncode == 2
    assert "Several are called 'Venn'" in done.stderr
    assert "i1" in done.stderr


def test_names_are_listed_with_how_many_articles_have_them(wire, names):
    wire.store(*MAN, claim("d", "Nora Vance"))
    wire.resolve()

    listed = json.loads(names("list", "--json"))

    assert [(row["name"], row["articles"], row["names"]) for row in listed] == [
        ("Mara Venn", 3, 2),
        ("Nora Vance", 1, 1),
    ]
