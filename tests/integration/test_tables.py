"""The tables: no wrong row gets in, and migrations make exactly what the code describes."""

import math
import random
import re
import string
import threading

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy.exc import DataError, IntegrityError

from consumers.sink.store import Batch, store_batch
from pipeline.analysis.received.characters import INVISIBLE
from pipeline.database import check_schema, connection_to, database_at
from pipeline.errors import SetupError
from pipeline.migrations import migrate, migrate_down
from schemas.columns import metadata
from schemas.confidence import SHOWN_FROM
from schemas.contracts import ARTICLE_BYTES
from tests.analyses import analysed
from tests.rows import count, rows
from tests.stack.plugin import new_database
from tests.stack.waiting import LAST_RESORT_SECONDS

pytestmark = pytest.mark.stack


@pytest.fixture
def engine(database_url):
    with database_at(database_url) as made:
        yield made


def _two_articles(url):
    """Store `toll` and `other`, each with all kinds of rows."""
    with database_at(url) as engine, connection_to(engine) as connection:
        store_batch(connection, Batch((), [analysed("toll"), analysed("other")]))
    return url


@pytest.fixture
def stored(database_url):
    return _two_articles(database_url)


@pytest.fixture(scope="module")
def never_changed(stack):
    """Articles that all tests share, since none of their statements may succeed."""
    return _two_articles(new_database(stack))


WRONG_ROWS = {
    "two-current-revisions": """
        INSERT INTO revision (article_id, fingerprint, current, authors, fetched_at, text, zones,
            credit, provenance)
        VALUES ('toll', 'second', TRUE, '{}', now(), 'x', '[]', '{}', '{}')""",
    "a-revision-twice": """
        INSERT INTO revision (article_id, fingerprint, authors, fetched_at, text, zones, credit,
            provenance)
        SELECT article_id, fingerprint, authors, fetched_at, text, zones, credit, provenance
        FROM revision""",
    "a-revision-of-no-article": "UPDATE revision SET article_id = 'nobody'",
    "an-empty-text": "UPDATE revision SET text = ''",
    "an-entity-of-no-revision": "UPDATE entity SET revision_id = 0",
    "an-entity-without-name": "UPDATE entity SET name = ''",
    "a-mention-of-no-entity": "UPDATE mention SET entity_id = 'e9'",
    "a-mention-twice": """
        INSERT INTO mention (revision_id, entity_id, number, kind, starts, ends, text)
        SELECT revision_id, entity_id, 9, kind, starts, ends, text FROM mention LIMIT 1""",
    "a-mention-of-another-kind": "UPDATE mention SET kind = 'verb'",
    "a-span-that-ends-first": "UPDATE mention SET ends = starts",
    "a-span-before-the-text": "UPDATE mention SET starts = -1, ends = char_length(text) - 1",
    "a-span-longer-than-its-text": "UPDATE mention SET ends = ends + 1",
    "a-quotation-of-another-kind": "UPDATE quotation SET kind = 'sung'",
    "half-a-cue": "UPDATE quotation SET cue_text = NULL",
    "half-a-speaker": "UPDATE quotation SET speaker_starts = NULL",
    "a-quotation-of-a-nameless-rule": "UPDATE quotation SET rule = ''",
    "a-quoted-span-of-no-quotation": "UPDATE quotation_span SET quotation = 9",
    "a-speaker-of-no-entity": "UPDATE quotation_speaker SET entity_id = 'e9'",
    "a-speaker-twice": "INSERT INTO quotation_speaker SELECT * FROM quotation_speaker",
    "a-polarity-of-its-own": "UPDATE stance SET polarity = 'angry'",
    "a-modality-of-its-own": "UPDATE stance SET modality = 'maybe'",
    "a-basis-of-its-own": "UPDATE stance SET basis = 'hunch'",
    "confidence-over-1": "UPDATE stance SET confidence = 1.01",
    "confidence-under-0": "UPDATE stance SET confidence = -0.01",
    "confidence-that-is-no-number": "UPDATE stance SET confidence = 'NaN'",
    "a-holder-of-no-entity": "UPDATE stance SET holder_entity = 'e9'",
    "a-target-of-no-entity": "UPDATE stance SET target_entity = 'e9'",
    "a-reporter-of-no-entity": "UPDATE stance SET reported_by = 'e9'",
    "a-stance-without-evidence": "UPDATE stance SET evidence_text = ''",
    "a-stance-without-holder": "UPDATE stance SET holder = ''",
    "tone-over-1": "UPDATE entity_tone SET score = 1.5",
    "tone-of-no-sentence": "UPDATE entity_tone SET sentences = 0",
    "a-dead-letter-without-id": """
        INSERT INTO dead_letter (id, topic, partition, record_offset, original, kind, reason,
            rejected_by, rejected_at)
        VALUES ('x', 't', 0, 0, '', 'undecodable', 'r', 'sink', now())""",
    "a-dead-letter-of-no-kind": """
        INSERT INTO dead_letter (id, topic, partition, record_offset, original, kind, reason,
            rejected_by, rejected_at)
        VALUES ('0123456789abcdef', 't', 0, 0, '', 'unliked', 'r', 'sink', now())""",
    "an-offset-before-the-log": """
        INSERT INTO sink_offset VALUES (gen_random_uuid(), 0, 'news.analyses', -1)""",
}


@pytest.mark.parametrize("wrong", WRONG_ROWS.values(), ids=WRONG_ROWS)
def test_no_wrong_row_gets_in(never_changed, wrong):
    with pytest.raises((IntegrityError, DataError)):
        rows(never_changed, wrong)


def test_a_stance_cannot_speak_of_another_articles_entity(stored):
    rows(
        stored,
        "INSERT INTO entity (revision_id, id, name, type)"
        " SELECT max(id), 'e7', 'Somebody', 'PERSON' FROM revision",
    )

    with pytest.raises(IntegrityError):
        rows(
            stored,
            "UPDATE stance SET holder_entity = 'e7'"
            " WHERE revision_id = (SELECT min(id) FROM revision)",
        )


def test_an_article_goes_with_all_that_hangs_on_it(stored):
    rows(stored, "DELETE FROM article")

    left = {t.name for t in metadata.sorted_tables if count(stored, t.name)}
    assert left == {"resolver_turn"}


def test_spans_count_characters_not_bytes(stored):
    assert rows(
        stored,
        "SELECT DISTINCT substring(r.text FROM starts + 1 FOR ends - starts) = s.text, s.text"
        " FROM quotation_span AS s JOIN revision AS r ON r.id = revision_id WHERE s.number = 0",
    ) == [(True, "“The toll hurts 🐟 and fishermen,”")]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        pytest.param("Vladimir Putin", ["vladimir", "putin"], id="case"),
        pytest.param("Jean Chrétien", ["jean", "chretien"], id="accent"),
        pytest.param("Jean Chre\u0301tien", ["jean", "chretien"], id="accent-apart"),
        pytest.param("U.S.", ["us"], id="acronym"),
        pytest.param("Łódź", ["lodz"], id="stroke"),
        pytest.param("O’Brien-Smith", ["o", "brien", "smith"], id="punctuation"),
        pytest.param("ПУТИН", ["путин"], id="cyrillic"),
        pytest.param("100%_", ["100"], id="wildcards"),
        pytest.param("Sol\xadberg\u200b", ["solberg"], id="invisible-characters"),
        pytest.param("—", None, id="nothing"),
    ],
)
def test_names_are_searched_by_their_folded_words(database_url, name, words):
    assert rows(database_url, "SELECT name_words(:name)", name=name) == [(words,)]


def test_what_is_invisible_to_the_analysis_is_to_the_search(database_url):
    ranges = re.findall(r"(.)(?:-(.))?", INVISIBLE, re.DOTALL)
    each = [chr(c) for first, last in ranges for c in range(ord(first), ord(last or first) + 1)]
    hidden = (
        "SELECT each FROM unnest(CAST(:each AS text[])) AS each WHERE without_invisible(each) <> ''"
    )

    assert rows(database_url, hidden, each=each) == []
    assert rows(database_url, "SELECT without_invisible(:text)", text="é 🐟—’\u05d0") == [
        ("é 🐟—’\u05d0",)
    ]


def test_what_was_stored_with_invisible_characters_is_found_once_migrated(engine, stored):
    migrate_down(stored, "v0003")
    rows(stored, "UPDATE revision SET title = U&'The to\\00ADll' WHERE article_id = 'toll'")
    rows(stored, "UPDATE entity SET name = U&'José Ve\\200Bnn' WHERE id = 'e1'")

    migrate(stored)

    check_schema(engine)
    assert rows(stored, "SELECT DISTINCT words FROM entity WHERE id = 'e1'") == [
        (["jose", "venn"],)
    ]
    found = "SELECT article_id FROM revision WHERE search @@ to_tsquery('english', 'toll')"
    assert ("toll",) in rows(stored, found)


@pytest.mark.parametrize("length", [2, 5])
def test_the_largest_text_of_words_that_never_repeat_is_stored(engine, database_url, length):
    letters = random.Random(length).choices(string.ascii_lowercase + "éßøłж", k=ARTICLE_BYTES)
    words = ("".join(letters[i : i + length]) for i in range(0, len(letters), length))
    text = " ".join(words).encode()[:ARTICLE_BYTES].decode("utf-8", "ignore")
    bare = {"entities": (), "quotations": (), "stances": (), "tone": (), "zones": ()}

    with connection_to(engine) as connection:
        store_batch(connection, Batch((), [analysed().model_copy(update=bare | {"text": text})]))

    assert rows(database_url, "SELECT text = :text FROM revision", text=text) == [(True,)]


def test_migrations_make_what_the_code_describes(engine, stack, database_url):
    with connection_to(engine) as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
        migrated = _rules(connection)
        connection.execute(sa.text("CREATE SCHEMA described; SET search_path = described, public"))
        metadata.create_all(connection, checkfirst=False)
        assert _rules(connection) == migrated


def test_migrations_go_down_to_nothing_and_up_again(engine, database_url):
    migrate_down(database_url)
    with pytest.raises(SetupError, match="stancewire migrate"):
        check_schema(engine)
    left = rows(
        database_url,
        "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace"
        " AND relname NOT LIKE 'alembic%'"
        " UNION ALL SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace",
    )
    assert left == []

    migrate(database_url)

    check_schema(engine)


def test_the_first_tables_come_up_with_their_rows(engine, stored):
    asked = "SELECT article_id, speaker, quotation FROM quotations_by_speaker ORDER BY 1"
    said = rows(stored, asked)
    migrate_down(stored, "v0001")
    with pytest.raises(SetupError, match="stancewire migrate"):
        check_schema(engine)
    assert rows(stored, asked) == said

    migrate(stored)

    check_schema(engine)
    assert rows(stored, asked) == said
    assert rows(stored, "SELECT DISTINCT rule FROM quotation") == [(None,)]


def test_attitudes_are_indirect_where_there_is_no_such_kind_yet(stored):
    kinds = "SELECT DISTINCT kind FROM quotation"
    rows(stored, "UPDATE quotation SET kind = 'attitude'")
    assert rows(stored, "SELECT speaker FROM quotations_by_speaker") == []

    migrate_down(stored, "v0004")
    assert rows(stored, kinds) == [("indirect",)]
    assert len(rows(stored, "SELECT speaker FROM quotations_by_speaker")) == 2

    migrate(stored)
    assert rows(stored, kinds) == [("indirect",)]


@pytest.mark.parametrize(
    ("confidence", "shown"),
    [
        pytest.param(SHOWN_FROM, 4, id="the-least-that-is-shown"),
        pytest.param(math.nextafter(SHOWN_FROM, 0), 0, id="the-next-below"),
    ],
)
def test_the_view_of_current_stances_begins_where_queries_do(stored, confidence, shown):
    rows(stored, "UPDATE stance SET confidence = :confidence", confidence=confidence)

    assert count(stored, "current_stances") == shown


def test_unsure_stances_are_shown_where_the_view_hides_none_yet(engine, stored):
    all_of_it = "SELECT * FROM stance_history ORDER BY revision_id, number"
    rows(stored, "UPDATE stance SET confidence = 0.4 WHERE rule = 'praise'")
    history = rows(stored, all_of_it)
    assert count(stored, "current_stances") == 2

    migrate_down(stored, "v0005")
    assert count(stored, "current_stances") == 4

    migrate(stored)
    check_schema(engine)
    assert count(stored, "current_stances") == 2
    assert rows(stored, all_of_it) == history


def test_tables_of_a_newer_stancewire_are_left_alone(engine, database_url):
    rows(database_url, "UPDATE alembic_version SET version_num = 'v9999'")

    with pytest.raises(SetupError, match=r"newer stancewire .* \(v9999\)"):
        check_schema(engine)
    with pytest.raises(SetupError, match=r"newer stancewire .* \(v9999\)"):
        migrate(database_url)


def test_two_migrations_at_once_do_no_harm(engine, database_url):
    migrate_down(database_url)
    failed = []

    def attempt():
        try:
            migrate(database_url)
        except Exception as error:  # noqa: BLE001  # whatever it is, the test shows it
            failed.append(error)

    threads = [threading.Thread(target=attempt) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(LAST_RESORT_SECONDS)

    assert failed == []
    check_schema(engine)


def _rules(connection):
    """Give every constraint, index and computed column of the first schema of the search path."""
    found = connection.execute(
        sa.text("""
            SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid)
            FROM pg_constraint
            WHERE connamespace = current_schema()::regnamespace AND contype <> 't' -- a trigger
            UNION ALL
            SELECT tablename, indexname, replace(indexdef, current_schema() || '.', '')
            FROM pg_indexes WHERE schemaname = current_schema()
            UNION ALL
            SELECT adrelid::regclass::text, attname, pg_get_expr(adbin, adrelid)
            FROM pg_attrdef JOIN pg_class ON pg_class.oid = adrelid
            JOIN pg_attribute ON attrelid = adrelid AND attnum = adnum
            WHERE relnamespace = current_schema()::regnamespace
        """)
    )
    return {tuple(row) for row in found if row[0] != "alembic_version"}
