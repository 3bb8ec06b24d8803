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
from schemas.contracts import Quotation, Retraction, TextSpan
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
# The same of entities: what the resolver wrote beside each, and what waits for it.
DIFFERENT_ENTITIES = """
WITH narrow AS (SELECT * FROM entities_counted),
    wide AS (
        SELECT revision_id, entity_id, form_id, told.name, told.type, told.mentions, told.score,
            told.sentences
        FROM entity_told AS told LEFT JOIN entity_identity USING (revision_id, entity_id)
    )
(TABLE narrow EXCEPT ALL TABLE wide) UNION ALL (TABLE wide EXCEPT ALL TABLE narrow)
"""
# The same of the speakers of quotations.
VOICES = """revision_id, quotation, dated, outlet, kind, hidden, copies, saying,
    speaker_identity, own_name"""
DIFFERENT_VOICES = f"""
WITH narrow AS (SELECT {VOICES} FROM current_voices),
    wide AS (
        SELECT told.revision_id, quotation, dated, outlet, kind, hidden, copies, saying,
            identity_id, CASE WHEN identity_id IS NULL THEN entity.name END
        FROM voice_told AS told
        JOIN entity ON entity.revision_id = told.revision_id AND entity.id = entity_id
        LEFT JOIN identity_form AS form ON form.id = form_id
        WHERE current
    )
(TABLE narrow EXCEPT ALL TABLE wide) UNION ALL (TABLE wide EXCEPT ALL TABLE narrow)
"""  # noqa: S608  # our own words
# Who and what all articles speak of, of the articles' own rows alone.
ENTITIES = """
WITH thing AS (
    SELECT coalesce(identity_id, entity.type || ' ' || entity.name) AS key, entity.*, r.dated
    FROM (
        SELECT DISTINCT ON (coalesce(copies, id)) id, dated FROM revision
        LEFT JOIN resolved ON revision_id = id WHERE current
        ORDER BY coalesce(copies, id), dated, id
    ) AS r
    JOIN entity ON entity.revision_id = r.id
    LEFT JOIN entity_identity AS known
        ON known.revision_id = entity.revision_id AND known.entity_id = entity.id
    LEFT JOIN identity_form ON identity_form.id = form_id
)
SELECT key, count(DISTINCT thing.revision_id), max(dated), sum(mentions)::bigint
FROM thing CROSS JOIN LATERAL (
    SELECT count(*) AS mentions FROM mention
    WHERE mention.revision_id = thing.revision_id AND entity_id = thing.id
) AS mentioned
GROUP BY key ORDER BY key
"""
COUNTED = ("articles", "latest", "mentions")
EVERYTHING = Filters(limit=999)


class Corpus:
    """A database, and a resolver that works when told to."""

    def __init__(self, url, home):
        self.url = url
        self.engine = resolver_engine(url)
        self.resolver = Resolver(self.engine, SimpleNamespace(home=home))

    def store(self, *messages):
        with database_at(self.url) as engine, connection_to(engine) as connection:
            retractions = [message for message in messages if isinstance(message, Retraction)]
            analyses = [message for message in messages if message not in retractions]
            store_batch(connection, Batch((), analyses, retractions=retractions))

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
    asked = (DIFFERENT, DIFFERENT_ENTITIES, DIFFERENT_VOICES)
    return [row for question in asked for row in rows(url, question)]


def spoken_of(url, **filters):
    """Give who and what articles speak of, as it is asked for."""
    with database_at(url) as engine:
        found = queries.ask(engine, queries.entities(Filters(limit=999, **filters)))
    return sorted(
        (row["identity"] or f"{row['type']} {row['name']}", *(row[c] for c in COUNTED))
        for row in found
    )


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
            said=[(draw.choice(people), f"We need {draw.choice(issues)}")],
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


def test_entities_are_counted_as_the_articles_have_them(database_url):
    random_corpus(database_url)
    stored(database_url, [told("new", ("Holder A", "for", "the plan 1"), days=3)])
    everybody = [tuple(row) for row in rows(database_url, ENTITIES)]

    assert spoken_of(database_url) == everybody
    assert {row[0] for row in spoken_of(database_url, entity="i1")} == {"i1"}
    assert len(everybody) > 5


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
    assert spoken_of(corpus.url) == [tuple(row) for row in rows(corpus.url, ENTITIES)]
    assert after["dated"] > before[0]["dated"]


def quoting(article):
    """Have the one who is named be quoted with all that the article says."""
    (entity,) = article.entities
    quotation = Quotation(
        kind="direct",
        spans=(TextSpan(start=0, end=len(article.text), text=article.text),),
        speaker=entity.mentions[0],
        speaker_entities=(entity.id,),
        rule="r",
    )
    return article.model_copy(update={"quotations": (quotation,)})


def test_entities_stay_as_the_articles_have_them_through_all_that_changes_those(corpus):
    first, other = quoting(claim("a", "Venn")), quoting(claim("b", "Rik Holt", hours=2))
    retracted = Retraction(article_id="b", retracted_at=other.fetched_at)
    anew = first.provenance.model_copy(update={"asked_anew_at": first.fetched_at})
    (entity,) = first.entities
    once = entity.model_copy(update={"type": "ORG", "mentions": entity.mentions[:1]})
    for stored_now in (
        [first, quoting(claim("c", "Venn", more=first.text)), other],
        [claim(short, "Mara Venn", more=f"Venn said so. {short}", short="Venn") for short in "de"],
        [retracted],
        [first.model_copy(update={"entities": (once,), "provenance": anew})],  # reprocessed
        [quoting(claim("c", "Mara Venn", "praises", more="Now otherwise.", hours=1))],
    ):
        corpus.store(*stored_now)
        assert different(corpus.url) == []
        assert spoken_of(corpus.url) == [tuple(row) for row in rows(corpus.url, ENTITIES)]
        corpus.resolve()
        assert different(corpus.url) == []
        assert spoken_of(corpus.url) == [tuple(row) for row in rows(corpus.url, ENTITIES)]
    assert [row[1] for row in spoken_of(corpus.url, entity="Mara Venn")] == [4]
    assert rows(corpus.url, "SELECT speaker_name, quotations FROM voices") == [("Mara Venn", 2)]
    rows(corpus.url, "UPDATE quotation SET hidden = TRUE")
    assert different(corpus.url) == []
    assert rows(corpus.url, "SELECT * FROM voices") == []


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
