"""Verdicts in the database: they outlive rows, hide what is wrong, and one role may give them."""

import json
import math
from uuid import uuid4

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import ProgrammingError

from consumers.sink.store import Batch, store_batch
from pipeline import queries
from pipeline.database import (
    connection_to,
    database_at,
    engine_of,
)
from pipeline.errors import ArticleRefusedError, SetupError
from pipeline.migrations import migrate, migrate_down
from pipeline.queries import Counted, Filters
from pipeline.queries import verdicts as asked
from pipeline.queries.verdicts import By, ReviewOrder, Round
from pipeline.reviews import judge
from pipeline.roles import Role, make_roles, reading_session
from schemas.contracts import TextSpan
from schemas.judgements import Judgement
from schemas.vocabulary import Judged
from tests.resolved import stored, told
from tests.reviewed import BRIDGE, RUSK, SAID, VENN, claims, give, two_articles
from tests.rows import count, rows

pytestmark = pytest.mark.stack


@pytest.fixture
def url(database_url):
    return two_articles(database_url)


@pytest.fixture
def engine(url):
    with database_at(url) as made:
        yield made


def to_judge(engine, *chosen):
    return queries.ask(engine, asked.to_judge(*chosen))


def precision(engine, *chosen, **by):
    return queries.ask(engine, asked.precision(*chosen, **by))


def read_anew(url, article, **changes):
    """Have an article answered anew, later than before."""
    asked_at = rows(url, "SELECT now()")[0][0]
    anew = article.provenance.model_copy(update={"asked_anew_at": asked_at})
    answer = article.model_copy(update={"provenance": anew, **changes})
    with database_at(url) as engine, connection_to(engine) as connection:
        store_batch(connection, Batch((), [answer]))


def shown(engine, **filters):
    return [
        (row["holder"], row["polarity"])
        for row in queries.ask(engine, queries.stances(Filters(**filters)))
    ]


def test_what_is_judged_wrong_is_hidden_unless_asked_for(engine, url):
    give(engine, "wrong")

    assert shown(engine, target="toll") == [("Ada Rusk", "for")]
    assert shown(engine, target="toll", with_wrong=True) == [
        ("Michael Venn", "against"),
        ("Ada Rusk", "for"),
    ]
    assert rows(url, "SELECT holder FROM current_stances WHERE article_id = 'a'") == [("Ada Rusk",)]
    assert rows(url, "SELECT count(*) FROM stance_history WHERE article_id = 'a'") == [(2,)]


@pytest.mark.parametrize("counted", Counted)
def test_it_counts_nowhere(engine, url, counted):
    give(engine, "wrong")
    give(engine, "wrong", kind=Judged.QUOTATION)

    def holders(**wanted):
        found = queries.ask(engine, queries.positions(Filters(target="toll", **wanted), counted))
        return {row["holder_name"] for row in found}

    assert holders() == {"Ada Rusk"}
    assert holders(with_wrong=True) == {"Ada Rusk", "Michael Venn"}
    (month,) = queries.ask(engine, queries.timeline(Filters(target="toll"), counted))
    assert (month["for"], month["against"]) == (1, 0)
    assert queries.ask(engine, queries.voices(Filters(), counted)) == []
    assert queries.ask(engine, queries.quotations(Filters(), counted)) == []
    assert len(queries.ask(engine, queries.quotations(Filters(with_wrong=True), counted))) == 1
    article = queries.ask(engine, queries.articles(Filters(outlet="Tern")))[0]
    assert (article["stances"], article["quotations"]) == (1, 0)
    for view, left in {
        "positions": 2,
        "stances_once": 2,
        "voices": 0,
        "quotations_by_speaker": 0,
    }.items():
        assert count(url, view) == left


@pytest.mark.parametrize(
    ("right", "wrong", "hidden"),
    [
        pytest.param("", "A", True, id="one-wrong"),
        pytest.param("A", "B", True, id="as-many"),
        pytest.param("AB", "C", False, id="more-right"),
        pytest.param("A", "BC", True, id="more-wrong"),
        pytest.param("A", "", False, id="one-right"),
    ],
)
def test_as_many_wrong_as_right_hide_a_row(engine, right, wrong, hidden):
    for verdict, readers in (("right", right), ("wrong", wrong)):
        for reader in readers:
            give(engine, verdict, reader=reader)

    claim = asked.claims_of(engine, "a")[1]

    assert (claim["found_right"], claim["found_wrong"]) == (list(right), list(wrong))
    assert claim["hidden"] is hidden
    assert (("Michael Venn", "against") in shown(engine)) is not hidden


def test_a_readers_later_verdict_replaces_his_earlier_one_and_both_are_kept(engine):
    give(engine, "wrong", fault="side", note="He is for it")
    give(engine, "right")

    (last,) = asked.verdicts_of(engine, "a")
    both = asked.verdicts_of(engine, "a", history=True)

    assert (last["verdict"], last["fault"], last["who"]) == ("right", None, "Michael Venn")
    assert [row["verdict"] for row in both] == ["right", "wrong"]
    assert (both[1]["fault"], both[1]["note"]) == ("side", "He is for it")
    assert len(shown(engine)) == 3


def test_a_verdict_outlives_the_rows_it_was_given_on(engine, url):
    give(engine, "wrong")
    give(engine, "wrong", kind=Judged.QUOTATION)
    article = told("a", VENN, RUSK, days=1, said=[SAID])
    # Surer, by another rule, in another order: the same claim all the same.
    stances = [s.model_copy(update={"rule": "new"}) for s in reversed(article.stances)]

    read_anew(url, article, stances=tuple(stances))

    assert rows(url, "SELECT number FROM judged WHERE kind = 'stance'") == [(1,)]
    assert ("Michael Venn", "against") not in shown(engine)
    assert queries.ask(engine, queries.quotations(Filters())) == []


@pytest.mark.parametrize(
    "changed",
    [
        pytest.param({"polarity": "for"}, id="side"),
        pytest.param({"holder": "Ada Rusk"}, id="holder"),
        pytest.param({"target": BRIDGE}, id="target"),
        pytest.param({"evidence": TextSpan(start=0, end=12, text="Michael Venn")}, id="words"),
    ],
)
def test_a_changed_claim_has_no_verdict_until_it_is_found_again(engine, url, changed):
    give(engine, "wrong")
    article = told("a", VENN, RUSK, days=1, said=[SAID])
    first, other = article.stances
    for party in ("holder", "target"):
        if party in changed:
            named = getattr(first, party).model_copy(update={"name": changed[party]})
            changed = changed | {party: named}

    read_anew(url, article, stances=(first.model_copy(update=changed), other))
    assert count(url, "judged") == 0
    assert len(shown(engine)) == 3

    read_anew(url, article)
    assert count(url, "judged") == 1
    assert asked.verdicts_of(engine, "a") != []


def test_case_accents_and_marks_make_no_other_claim(engine, url):
    give(engine, "wrong")
    article = told("a", VENN, RUSK, days=1, said=[SAID])
    first, other = article.stances
    holder = first.holder.model_copy(update={"name": "MICHAEL VÉNN"})

    read_anew(url, article, stances=(first.model_copy(update={"holder": holder}), other))

    assert count(url, "judged") == 1


def test_an_earlier_text_of_the_article_has_the_verdict_and_so_has_a_later_one(engine, url):
    give(engine, "wrong")

    stored(url, [told("a", VENN, days=3, more="He said so at noon.")])

    assert count(url, "judged") == 2
    assert ("Michael Venn", "against") not in shown(engine)


def test_a_claim_is_judged_only_where_it_is_made(engine):
    claim = claims(engine)[0]
    wrong = Judgement(kind="stance", reader="Ada", verdict="wrong")

    for article in ("b", "nobody", "' OR TRUE --"):
        with pytest.raises(ArticleRefusedError, match="no longer claims"):
            judge(engine, article, claim, wrong)
    with pytest.raises(ArticleRefusedError):
        judge(engine, "a", claim, wrong.model_copy(update={"kind": Judged.QUOTATION}))


WRITES = {
    "a-stance": "UPDATE stance SET polarity = 'for'",
    "an-article": "DELETE FROM article",
    "a-mark": "UPDATE judged SET found_wrong = '{}'",
    "a-mark-of-its-own": "INSERT INTO judged VALUES ('stance', 1, 0, '{}', '{x}')",
    "a-correction": "INSERT INTO correction (list, kind, body) VALUES ('names', 'merge', '{}')",
    "a-verdict-changed": "UPDATE verdict SET verdict = 'right'",
    "a-verdict-taken-away": "DELETE FROM verdict",
    "all-verdicts-taken-away": "TRUNCATE verdict",
    "a-table": "CREATE TABLE mine (id int)",
    "a-trigger-put-off": "ALTER TABLE verdict DISABLE TRIGGER ALL",
    "a-sequence": "SELECT nextval('identity_number')",
    "a-role": "CREATE ROLE mine",
}


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("write", WRITES.values(), ids=WRITES)
def test_neither_role_writes_anything_else(engine, role, write):
    give(engine, "wrong")

    with (
        pytest.raises(ProgrammingError, match=r"permission denied|must be owner"),
        connection_to(engine, role=role) as connection,
    ):
        connection.execute(sa.text(write))


def test_the_reviewer_reads_no_more_than_claims(engine):
    with connection_to(engine, role=Role.REVIEWER) as connection:
        assert connection.execute(sa.text("SELECT count(*) FROM claims")).scalar() == 4
    for table in ("revision", "verdict", "dead_letter"):
        with (
            pytest.raises(ProgrammingError, match="permission denied"),
            connection_to(engine, role=Role.REVIEWER) as connection,
        ):
            connection.execute(sa.text(f"SELECT FROM {table}"))


def test_a_session_of_the_reader_answers_every_question_and_judges(engine, url):
    with connection_to(engine) as connection:
        session = reading_session(connection)
    assert session == {"role": "stancewire_reader", "default_transaction_read_only": "on"}

    reading = engine_of(url, **session)
    try:
        give(reading, "wrong")
        assert len(shown(reading)) == 2
        assert len(queries.ask(reading, queries.positions(Filters()))) == 2
        assert len(precision(reading, Filters())) == 4
        assert len(asked.verdicts_of(reading, "a")) == 1
    finally:
        reading.dispose()


@pytest.fixture
def plain(stack):
    """The URL of an empty database whose owner may make no roles."""
    server, name = stack.database_server_url, f"plain_{uuid4().hex[:12]}"
    rows(server, f"CREATE ROLE {name} LOGIN PASSWORD '{name}'")
    with database_at(server) as engine:
        alone = engine.execution_options(isolation_level="AUTOCOMMIT")
        with alone.connect() as connection:
            connection.execute(sa.text(f"CREATE DATABASE {name} OWNER {name}"))
        url = sa.make_url(server).set(database=name, username=name, password=name)
        yield url.render_as_string(hide_password=False)
        with alone.connect() as connection:
            connection.execute(sa.text(f"DROP DATABASE {name} WITH (FORCE)"))
            connection.execute(sa.text(f"DROP ROLE {name}"))


def test_a_user_who_may_make_no_roles_is_told_what_an_administrator_runs(stack, plain, caplog):
    migrate(plain)
    stored(plain, [told("a", VENN)])

    with database_at(plain) as engine:
        with connection_to(engine) as connection:
            assert reading_session(connection) == {"default_transaction_read_only": "on"}
        with pytest.raises(SetupError, match="Have an administrator run") as stopped:
            give(engine, "wrong")
        for line in str(stopped.value).splitlines():
            if line.startswith("  GRANT"):
                rows(stack.database_server_url, line)
        give(engine, "wrong")

        assert count(plain, "verdict") == 1


def test_where_roles_cannot_be_made_the_tables_are_all_the_same(stack, plain, caplog):
    with database_at(stack.database_server_url) as engine, engine.begin() as connection:
        for role in Role:
            connection.exec_driver_sql(f"ALTER ROLE {role} RENAME TO {role}_away")
        connection.exec_driver_sql(f"SET LOCAL SESSION AUTHORIZATION {sa.make_url(plain).username}")

        make_roles(connection)

        connection.rollback()
    assert [record.role for record in caplog.records] == [role.value for role in Role]


def test_tables_without_verdicts_show_what_was_hidden(engine, url):
    give(engine, "wrong")
    migrate_down(url, "v0009")

    assert count(url, "current_stances") == 3

    migrate(url)
    assert count(url, "verdict") == 0


def test_rows_to_judge_are_those_this_reader_has_not_judged(engine):
    give(engine, "wrong", reader="Ada")

    def left(reader, **options):
        found = to_judge(engine, Filters(), Round(Judged.STANCE, reader, **options))
        return [(row["article_id"], row["who"]) for row in found]

    assert left("Ada") == [("b", "Michael Venn"), ("a", "Ada Rusk")]
    assert left("Bo") == left("Ada", again=True)
    assert left("Bo")[1] == ("a", "Michael Venn")


def test_rows_to_judge_come_with_the_words_they_stand_in(engine):
    (row,) = to_judge(engine, Filters(), Round(Judged.QUOTATION, "Ada"))

    assert row["said"] == "“It hurts us,”"
    assert row["before"].endswith("backs the harbour toll. ")
    assert row["after"] == " Michael Venn said."
    assert (row["who"], row["manner"], row["confidence"]) == ("Michael Venn", "direct", None)


def test_the_least_sure_come_first_or_a_random_order_that_can_be_drawn_again(engine, url):
    sure = {"a": 0.95, "b": 0.76}
    for article, confidence in sure.items():
        for table in ("stance", "stance_statement"):
            rows(
                url,
                f"UPDATE {table} SET confidence = :confidence FROM revision"  # noqa: S608
                " WHERE revision.id = revision_id AND article_id = :article",
                confidence=confidence,
                article=article,
            )

    def order(by, seed=0):
        found = to_judge(engine, Filters(), Round(Judged.STANCE, "Ada", by, seed))
        return [row["claim"] for row in found]

    first, *_ = to_judge(engine, Filters(), Round(Judged.STANCE, "Ada", ReviewOrder.UNSURE))
    assert first["article_id"] == "b"
    random_ones = {tuple(order(ReviewOrder.RANDOM, seed)) for seed in range(12)}
    assert len(random_ones) > 1
    assert order(ReviewOrder.RANDOM, 7) == order(ReviewOrder.RANDOM, 7)


def test_precision_tells_by_everything_how_often_rows_were_right(engine):
    give(engine, "wrong")
    give(engine, "right", number=1)
    give(engine, "right", number=1, reader="Bo")

    found = {(row["by"], row["value"]): row for row in precision(engine, Filters())}

    assert list(found) == [
        ("total", "all"),
        ("rule", "verb"),
        ("confidence", "0.85 to 0.95"),
        ("outlet", "Tern"),
    ]
    for row in found.values():
        assert (row["rows"], row["right"], row["verdicts"], row["share"]) == (2, 1, 3, 0.5)
        assert (row["low"], row["high"]) == pytest.approx((0.0945, 0.9055), abs=5e-5)


@pytest.mark.parametrize(
    ("right", "of"), [(0, 10), (8, 10), (10, 10), (750, 1000), (1, 1), (3, 100_000)]
)
def test_from_its_bounds_a_share_is_as_far_as_chance_strays(database_url, right, of):
    bounds = (
        f"SELECT {asked.BOUNDS} FROM (SELECT CAST(:of AS bigint) AS rows, :share AS share) AS v"  # noqa: S608
    )

    ((low, high),) = rows(database_url, bounds, of=of, share=right / of)

    assert 0 <= low <= right / of <= high + 1e-9 <= 1 + 1e-9
    for bound in (low, high):
        strays = 1.96 * math.sqrt(bound * (1 - bound) / of)
        assert abs(right / of - bound) == pytest.approx(strays, rel=1e-4, abs=1e-6)


def test_precision_of_models_is_of_those_that_read_the_article(engine, url):
    rows(
        url,
        "UPDATE revision SET provenance = provenance || CAST(:models AS jsonb)",
        models=json.dumps({"models": {"en": "3.8", "stances": "2"}}),
    )
    give(engine, "right")

    found = precision(engine, Filters(), by=[By.MODEL])

    assert [(row["value"], row["rows"]) for row in found] == [("en 3.8", 1), ("stances 2", 1)]


def test_precision_of_what_nobody_judged_is_nothing(engine):
    assert precision(engine, Filters()) == []
    assert precision(engine, Filters(), Judged.QUOTATION) == []


def test_readers_of_the_same_claims_have_an_agreement(engine):
    for reader, letters in {"Ada": "rr", "Bo": "rw"}.items():
        for number, letter in enumerate(letters):
            give(engine, "right" if letter == "r" else "wrong", reader=reader, number=number)
    give(engine, "right", reader="Cy", article="b")

    (both,) = asked.agreement(engine, Judged.STANCE)

    assert (both.readers, both.rows, both.alike) == (("Ada", "Bo"), 2, 1)
    assert both.alpha == pytest.approx(0.0, abs=1e-9)
