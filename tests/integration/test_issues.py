"""What stances are about, in rows: one issue for its phrases, and a codebook above the rules."""

import pytest
from sqlalchemy import text

from pipeline.database import connection_to
from tests.analyses import claim
from tests.integration.test_resolver import Wire
from tests.stack.commands import stancewire

pytestmark = pytest.mark.stack

SIDES = "SELECT issue, issue_name, polarity, side FROM current_stances ORDER BY article_id"
CODEBOOK = """
[[issue]]
name = "Ferries"
phrases = ["boat tax", "ferry law"]
reversed = ["empty harbour"]
"""


@pytest.fixture
def wire(settings):
    made = Wire(settings.database_url, settings)
    yield made
    made.engine.dispose()


@pytest.fixture
def issues(settings):
    """Run `stancewire issues …`, which must end well; give what it prints."""

    def run(*arguments, stdin=None):
        done = stancewire(settings, "issues", *arguments)
        assert (done.returncode, done.stderr) == (0, "")
        return done.stdout

    return run


@pytest.fixture
def file(tmp_path):
    def write(text):
        made = tmp_path / "codebook.toml"
        made.write_text(text)
        return str(made)

    return write


def test_opposite_sides_of_one_issue_add_up(wire):
    wire.store(
        claim("a", "Mara Venn", target="plastic bag ban"),
        claim("b", "Nora Vance", "supports", target="repeal of the plastic bag ban"),
        claim("c", "Mara Venn", target="ban on plastic bags"),
    )
    wire.resolve()

    found = wire.rows(SIDES)
    assert len({issue for issue, *_ in found}) == 1
    assert [side for *_, side in found] == ["against"] * 3
    assert [polarity for *_, polarity, _ in found] == ["against", "for", "against"]


def test_an_inner_name_of_an_older_resolver_gives_way_to_the_words_of_the_article(wire):
    wire.store(claim("a", "Mara Venn", target="the House bill"))
    wire.resolve()
    (issue,) = wire.rows("SELECT id, name FROM issue")
    with connection_to(wire.engine) as connection:
        connection.execute(text("UPDATE resolved SET counted = FALSE"))
        connection.execute(text("UPDATE issue_form SET name = form"))
        connection.execute(text("UPDATE issue SET name = form FROM issue_form"))
    wire.again()
    wire.resolve()

    assert issue[1] == "House bill"
    assert wire.rows("SELECT id, name FROM issue") == [issue]
    assert wire.rows("SELECT name FROM issue_form") == [("House bill",)]


def test_an_entity_is_its_own_issue(wire):
    entity = claim("a", "Mara Venn", target="Vale")
    (stance,) = entity.stances
    aimed = stance.model_copy(update={"target": stance.target.model_copy(update={"entity": "e1"})})
    wire.store(entity.model_copy(update={"stances": (aimed,)}))
    wire.resolve()

    assert wire.rows(SIDES) == [("i1", "Mara Venn", "against", "against")]


def test_a_codebook_holds_for_what_is_stored_and_what_comes(wire, issues, file):
    wire.store(claim("a", "Mara Venn", target="boat tax"))
    wire.resolve()
    assert issues("import", file(CODEBOOK)) == "1 issues imported.\n"
    wire.store(
        claim("b", "Mara Venn", target="ferry law"),
        claim("c", "Mara Venn", "supports", target="empty harbour"),
    )
    wire.again()
    wire.resolve()

    (ferries,) = {issue for issue, *_ in wire.rows(SIDES)}
    assert [row[1:] for row in wire.rows(SIDES)] == [
        ("Ferries", "against", "against"),
        ("Ferries", "against", "against"),
        ("Ferries", "for", "against"),
    ]
    assert wire.rows("SELECT source FROM issue WHERE id = :id", id=ferries) == [("user",)]
    assert issues("export") == CODEBOOK


def test_merged_and_renamed_issues_stay_so(wire, issues):
    wire.store(
        claim("a", "Mara Venn", target="boat tax"), claim("b", "Mara Venn", target="ferry law")
    )
    wire.resolve()
    issues("merge", "boat tax", "ferry law")
    issues("rename", "ferry law", "Ferries")
    wire.again()
    wire.store(claim("c", "Mara Venn", target="boat tax", hours=1))
    wire.resolve()

    assert {row[:2] for row in wire.rows(SIDES)} == {("t2", "Ferries")}
    assert wire.rows("SELECT redirect_to FROM issue WHERE id = 't1'") == [("t2",)]


def test_what_is_outside_the_codebook_is_suggested(wire, issues, file):
    wire.store(
        *(claim(f"a{n}", f"Mara Venn{n}", target="plastic bag ban") for n in range(3)),
        claim("b", "Mara Venn", target="boat tax"),
    )
    wire.resolve()
    issues("import", file(CODEBOOK))

    (heading, row) = issues("suggest", "--csv").splitlines()
    assert heading == "phrase,stances,outlets,issue"
    assert row.startswith("plastic bag ban,3,1,t")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param("[[issue]\n", "Expected ']]'", id="no-toml"),
        pytest.param('[[issue]]\nname = "Ferries"\n', "it has no phrases", id="no-phrases"),
        pytest.param(
            CODEBOOK + '[[issue]]\nname = "Boats"\nphrases = ["the boat tax"]\n',
            "'Boats': phrase",
            id="phrase-of-two",
        ),
    ],
)
def test_of_a_bad_codebook_nothing_is_imported(wire, settings, file, text, said):
    done = stancewire(settings, "issues", "import", file(text))

    assert done.returncode == 2
    assert said in done.stderr
    assert wire.rows("SELECT * FROM correction") == []
