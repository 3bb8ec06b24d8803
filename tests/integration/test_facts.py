"""What is counted stands in narrow rows, which tell what the articles' own rows tell."""

import random
from types import SimpleNamespace

import pytest

from consumers.resolver.keeping import keep_next
from consumers.resolver.resolver import Resolver, resolver_engine
from consumers.sink.store import Batch, store_batch
from pipeline import queries
from pipeline.database import connection_to, database_at
from pipeline.queries import Filters, kept
from pipeline.queries.filters import plan
from pipeline.queries.kept import QUESTIONS
from tests.analyses import claim
from tests.resolved import resolve, stored, told
from tests.rows import rows

pytestmark = pytest.mark.stack

COLUMNS = """revision_id, number, dated, outlet, confidence, copies, statement,
    holder_identity, issue, side"""
DIFFERENT = f"""
WITH narrow AS (SELECT {COLUMNS} FROM current_statements),
    wide AS (SELECT {COLUMNS} FROM stance_history WHERE current)
(TABLE narrow EXCEPT ALL TABLE wide) UNION ALL (TABLE wide EXCEPT ALL TABLE narrow)
"""  # noqa: S608  # our own words
EVERYTHING = Filters(limit=999)


class Corpus:
    """A database, and a resolver that works when told to."""

    def __init__(self, url, home):
        self.url = url
        self.engine = resolver_engine(url)
        self.resolver = Resolver(self.engine, SimpleNamespace(home=home))

    def store(self, *analyses):
        with database_at(self.url) as engine, connection_to(engine) as connection:
            store_batch(connection, Batch((), analyses))

    def resolve(self):
        while self.resolver.step().articles:
            pass


@pytest.fixture
def corpus(database_url, tmp_path):
    made = Corpus(database_url, tmp_path)
    yield made
    made.engine.dispose()


def different(url):
    """Give the rows that the narrow and the wide view do not both have."""
    return rows(url, DIFFERENT)


def random_corpus(url):
    """Store articles on few days and issues, many of them copies, some with unknown parties."""
    draw = random.Random(18)
    people = [f"Holder {letter}" for letter in "ABCDE"]
    issues = [f"the plan {number}" for number in range(4)]
    articles = [
        told(
            f"a{n}",
            *(
                (draw.choice([*people, "Di Noone"]), side, draw.choice([*issues, "a thing"]))
                for side in draw.sample(["for", "against", "neutral"], draw.randint(1, 3))
            ),
            days=draw.randrange(40),
            outlet=draw.choice(["Tern", "Gull", "Wire"]),
            more=f"Page {n}.",
        )
        for n in range(80)
    ]
    groups = [[f"a{n}" for n in range(start, start + 8)] for start in range(0, 40, 8)]
    names = {name: [name] for name in people}
    return resolve(stored(url, articles), names, {i: {i: False} for i in issues}, groups)


def test_narrow_rows_are_the_wide_ones_resolved_or_not(database_url):
    random_corpus(database_url)
    stored(database_url, [told("new", ("Holder A", "for", "the plan 1"), days=3)])

    assert different(database_url) == []
    assert rows(database_url, "SELECT count(*) FROM current_statements WHERE statement IS NULL")


@pytest.mark.parametrize("view", ["positions", "changes", "contradictions"])
def test_questions_about_everything_give_the_rows_of_their_view(database_url, view):
    random_corpus(database_url)

    with database_at(database_url) as engine:
        found = queries.ask(engine, getattr(queries, view)(EVERYTHING))
        with connection_to(engine) as connection:
            plan(connection)  # in UTC, as questions are asked
            viewed = connection.exec_driver_sql(f"SELECT * FROM {view}").mappings().all()  # noqa: S608

    assert sorted(map(str, map(dict, found))) == sorted(map(str, map(dict, viewed)))
    assert len(found) > 2


def test_a_late_full_name_moves_the_stances_of_a_surname(corpus):
    corpus.store(claim("a", "Venn"))
    corpus.resolve()
    for short in "bcd":
        corpus.store(claim(short, "Mara Venn", more=f"Venn said so. {short}", short="Venn"))
    corpus.resolve()

    assert different(corpus.url) == []
    assert {
        row["holder_name"] for row in queries.ask(corpus.engine, queries.positions(EVERYTHING))
    } == {"Mara Venn"}


def test_a_revision_that_is_replaced_counts_no_more_at_once(corpus):
    corpus.store(claim("a", "Mara Venn"))
    corpus.resolve()
    corpus.store(claim("a", "Mara Venn", "praises", more="Now otherwise.", hours=1))

    assert different(corpus.url) == []
    assert queries.ask(corpus.engine, queries.positions(EVERYTHING)) == []

    corpus.resolve()
    assert different(corpus.url) == []
    assert len(queries.ask(corpus.engine, queries.positions(EVERYTHING))) == 1


def test_an_undated_article_that_is_fetched_again_is_dated_anew(corpus):
    corpus.store(claim("a", "Mara Venn"))
    corpus.resolve()
    before = queries.ask(corpus.engine, queries.stances(EVERYTHING))
    corpus.store(claim("a", "Mara Venn", hours=5))

    (after,) = queries.ask(corpus.engine, queries.stances(EVERYTHING))
    assert different(corpus.url) == []
    assert after["dated"] > before[0]["dated"]


@pytest.fixture
def however_quick(monkeypatch):
    """Give answers as they were kept, also those that are counted at once."""
    monkeypatch.setattr(kept, "QUICK_SECONDS", 0)


@pytest.mark.usefixtures("however_quick")
@pytest.mark.parametrize("question", QUESTIONS)
def test_a_kept_answer_is_what_was_counted_with_its_time(database_url, question):
    random_corpus(database_url)
    with database_at(database_url) as engine:
        live = kept.answer(engine, question, 3)
        kept.keep(engine, question)
        found = kept.answer(engine, question, 3)

    assert live.as_of is None
    assert found.as_of is not None
    assert found.rows == live.rows


@pytest.mark.usefixtures("however_quick")
def test_answers_are_kept_in_turn_until_all_are_as_new_as_the_rows(corpus):
    def kept_questions():
        return {name for (name,) in rows(corpus.url, "SELECT question FROM kept_answer")}

    for _ in QUESTIONS:
        keep_next(corpus.engine)
    assert kept_questions() == QUESTIONS.keys()
    assert not keep_next(corpus.engine)

    corpus.store(claim("a", "Mara Venn"))
    corpus.resolve()
    assert kept.answer(corpus.engine, "positions", 20).rows == []
    while keep_next(corpus.engine):
        pass
    assert len(kept.answer(corpus.engine, "positions", 20).rows) == 1
