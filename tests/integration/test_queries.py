"""What people ask: names by alias, dates, words; newest first; read-only."""

import csv
import io
import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from consumers.sink.store import Batch, store_batch
from pipeline import queries
from pipeline.analysis.analyse import analyse
from pipeline.cli import cli
from pipeline.database import connection_to, database_at
from pipeline.errors import UnavailableError
from pipeline.queries import Filters
from schemas.confidence import SHOWN_FROM, STORED_FROM
from schemas.contracts import (
    Entity,
    FetchedArticle,
    Mention,
    Party,
    Quotation,
    TextSpan,
)
from schemas.fingerprints import fingerprint
from tests.analyses import NOON, TEXT, analysed, span
from tests.reading import reader
from tests.rows import rows
from tests.stack.plugin import new_database

pytestmark = pytest.mark.stack

README = Path(__file__).parents[2] / "README.md"
OLDER = TEXT.replace("opposes", "doubts")
LATER = analysed("bridge", TEXT + " A bridge.", fetched_at=NOON + timedelta(days=2), outlet="Tern")


@pytest.fixture(scope="module")
def asked(stack):
    """A database with two articles, one of them in two revisions; nobody writes to it."""
    url = new_database(stack)
    toll = analysed("toll", published_at=datetime(2020, 5, 31, 23, 59, tzinfo=UTC))
    old = analysed("toll", OLDER.replace("doubts", "opposes") + " Old.", fetched_at=NOON)
    old = old.model_copy(update={"fetched_at": NOON - timedelta(days=1)})
    with database_at(url) as engine, connection_to(engine) as connection:
        store_batch(connection, Batch((), [old, toll, LATER]))
    return url


@pytest.fixture(scope="module")
def engine(asked):
    with database_at(asked) as made:
        yield made


@pytest.fixture(scope="module")
def hidden(stack):
    """One article whose text and names hold characters that nobody sees, and markup."""
    url = new_database(stack)
    text = (
        "Mayor Ada Sol\xadberg op\u200bposes the harbour toll. "
        "The coun&shy;cil of Lower&nbsp;Vale <b>repealed</b> it, Bo Rusk said."
    )
    found = analyse(FetchedArticle(article_id="a", revision="r", text=text), reader())
    with database_at(url) as engine, connection_to(engine) as connection:
        store_batch(connection, Batch((), [found]))
    return url


@pytest.mark.parametrize(
    ("query", "filters", "found"),
    [
        pytest.param("articles", Filters(words="opposes"), 1, id="words"),
        pytest.param("articles", Filters(words="op\xadposes"), 1, id="words-typed-with-one"),
        pytest.param("articles", Filters(words='"Solberg opposes"'), 1, id="words-in-order"),
        pytest.param("articles", Filters(words="council"), 1, id="words-with-an-entity"),
        pytest.param("articles", Filters(words="repealed"), 1, id="words-between-tags"),
        pytest.param("articles", Filters(words="poses"), 0, id="half-a-word"),
        pytest.param("entities", Filters(entity="Solberg"), 1, id="name"),
        pytest.param("entities", Filters(entity="Sol\xadberg"), 1, id="name-typed-with-one"),
        pytest.param("entities", Filters(entity="Lower Vale"), 1, id="name-with-an-entity"),
        pytest.param("entities", Filters(entity="berg"), 0, id="half-a-name"),
        pytest.param("stances", Filters(holder="Sol\u200bberg", target="toll"), 1, id="holder"),
        pytest.param("quotations", Filters(speaker="Bo Ru\u2060sk"), 1, id="speaker"),
    ],
)
def test_what_nobody_sees_hides_nothing(hidden, query, filters, found):
    with database_at(hidden) as engine:
        assert len(queries.ask(engine, getattr(queries, query)(filters))) == found


def ask(url, *arguments):
    return CliRunner().invoke(cli, ["query", *arguments], env={"STANCEWIRE_DATABASE_URL": url})


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        pytest.param(Filters(holder="Venn"), 2, id="surname"),
        pytest.param(Filters(holder="jose VENN"), 2, id="without-accent-and-case"),
        pytest.param(Filters(holder="Ven"), 0, id="half-a-word"),
        pytest.param(Filters(target="world trade organization"), 2, id="full-name-of-an-acronym"),
        pytest.param(Filters(target="W.T.O."), 2, id="acronym-with-points"),
        pytest.param(Filters(target="toll"), 2, id="a-topic-that-is-no-entity"),
        pytest.param(Filters(target="%"), 0, id="a-wildcard-is-no-name"),
        pytest.param(Filters(holder="Venn' OR TRUE --"), 0, id="a-name-that-looks-like-sql"),
        pytest.param(Filters(entity="venn"), 2, id="as-holder-or-target"),
        pytest.param(Filters(entity="wto"), 2, id="as-target-or-holder"),
        pytest.param(Filters(speaker="venn"), 2, id="in-the-words-of"),
        pytest.param(Filters(polarity="for"), 2, id="for"),
        pytest.param(Filters(polarity="neutral"), 0, id="neutral"),
        pytest.param(Filters(min_confidence=0.9), 2, id="sure"),
        pytest.param(Filters(outlet="harbour gull"), 2, id="outlet"),
        pytest.param(Filters(outlet="tern", holder="venn"), 1, id="two-filters"),
        pytest.param(Filters(words="fishermen"), 4, id="words"),
        pytest.param(Filters(words="bridges"), 2, id="words-in-another-form"),
        pytest.param(Filters(words='"toll new"'), 0, id="words-not-in-that-order"),
        pytest.param(Filters(words="toll -bridge"), 2, id="words-excluded"),
        pytest.param(Filters(words="'&!:*("), 0, id="words-that-are-none"),
        pytest.param(Filters(since=NOON), 2, id="since"),
        pytest.param(Filters(until=NOON), 2, id="until"),
        pytest.param(Filters(limit=1), 1, id="limit"),
    ],
)
def test_stances_are_found(engine, filters, found):
    assert len(queries.ask(engine, queries.stances(filters))) == found


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        pytest.param(Filters(speaker="José Venn"), 2, id="name"),
        pytest.param(Filters(speaker="venn", outlet="Tern"), 1, id="outlet"),
        pytest.param(Filters(speaker="WTO"), 0, id="nothing-said"),
    ],
)
def test_quotations_are_found(engine, filters, found):
    assert len(queries.ask(engine, queries.quotations(filters))) == found


def test_a_quotation_is_one_row_with_its_speakers_and_all_its_spans(engine):
    (row,) = queries.ask(engine, queries.quotations(Filters(outlet="Tern")))

    assert row["speakers"] == ["José Venn"]
    assert row["quotation"] == "“The toll hurts 🐟 and fishermen,” … “We need none.”"


@pytest.mark.parametrize(
    ("kind", "rules"),
    [
        pytest.param("quotations", ["passage-before-cue"], id="quotations"),
        pytest.param("stances", ["oppose", "praise"], id="stances"),
    ],
)
def test_what_was_found_names_the_rule_or_model_that_found_it(asked, kind, rules):
    found = json.loads(ask(asked, kind, "--outlet", "Tern", "--json").stdout)

    assert [row["rule"] for row in found] == rules


@pytest.fixture(scope="module")
def with_an_attitude(stack):
    """A database with one article, in which Venn says one thing and only thinks another."""
    url = new_database(stack)
    toll = analysed("toll")
    told = toll.quotations[0]
    thought = Quotation(
        kind="attitude",
        spans=(TextSpan(**span(TEXT, "the new harbour toll")),),
        cue=TextSpan(**span(TEXT, "opposes")),
        speaker=toll.stances[0].holder.span,
        speaker_entities=("e1",),
        rule="content-at-cue",
    )
    with database_at(url) as engine, connection_to(engine) as connection:
        both = toll.model_copy(update={"quotations": (told, thought)})
        store_batch(connection, Batch((), [both]))
    return url


@pytest.mark.parametrize(
    ("arguments", "kinds"),
    [
        pytest.param([], ["direct"], id="what-was-said"),
        pytest.param(["--kind", "attitude"], ["attitude"], id="attitudes"),
        pytest.param(["--kind", "mixed"], [], id="none-of-this-kind"),
        pytest.param(["--kind", "mixed", "--kind", "direct"], ["direct"], id="two-kinds"),
        pytest.param(["--kind", "all"], ["attitude", "direct"], id="all"),
        pytest.param(["--kind", "all", "--speaker", "nobody"], [], id="and-another-filter"),
    ],
)
@pytest.mark.parametrize("form", ["--json", "--csv"])
def test_attitudes_are_shown_if_asked_for(with_an_attitude, arguments, kinds, form):
    shown = ask(with_an_attitude, "quotations", *arguments, form).stdout
    found = json.loads(shown) if form == "--json" else list(csv.DictReader(io.StringIO(shown)))

    assert [row["kind"] for row in found] == kinds


def test_views_and_counts_are_of_what_was_said(with_an_attitude):
    viewed = rows(with_an_attitude, "SELECT kind, speaker FROM quotations_by_speaker")
    (article,) = json.loads(ask(with_an_attitude, "articles", "--json").stdout)

    assert viewed == [("direct", "José Venn")]
    assert article["quotations"] == 1


@pytest.fixture(scope="module")
def doubtful(stack):
    """A database with one article, some of whose stances are too unsure to be shown unasked."""
    url = new_database(stack)
    toll = analysed("toll")
    found = [
        toll.stances[0].model_copy(update={"confidence": confidence})
        for confidence in (0.4, 0.5, SHOWN_FROM, 0.9)
    ]
    with database_at(url) as engine, connection_to(engine) as connection:
        store_batch(connection, Batch((), [toll.model_copy(update={"stances": tuple(found)})]))
    return url


@pytest.mark.parametrize(
    ("asked_for", "found"),
    [
        pytest.param([], [SHOWN_FROM, 0.9], id="by-default"),
        pytest.param(["0.4"], [0.4, 0.5, SHOWN_FROM, 0.9], id="below-the-default"),
        pytest.param(["0.5"], [0.5, SHOWN_FROM, 0.9], id="between"),
        pytest.param(["0"], [0.4, 0.5, SHOWN_FROM, 0.9], id="all"),
        pytest.param(["0.9"], [0.9], id="above-the-default"),
        pytest.param(["1"], [], id="none-so-sure"),
    ],
)
def test_stances_are_shown_and_counted_from_a_confidence_on(doubtful, asked_for, found):
    confidence = [f"--min-confidence={least}" for least in asked_for]
    stances = json.loads(ask(doubtful, "stances", *confidence, "--json").stdout)
    (article,) = json.loads(ask(doubtful, "articles", *confidence, "--json").stdout)

    assert [stance["confidence"] for stance in stances] == found
    assert article["stances"] == len(found)


def test_views_and_queries_show_the_same_stances_unasked(doubtful):
    viewed = rows(doubtful, "SELECT confidence FROM current_stances ORDER BY number")
    with database_at(doubtful) as engine:
        queried = [
            (stance["confidence"],) for stance in queries.ask(engine, queries.stances(Filters()))
        ]

    assert queried == viewed == [(SHOWN_FROM,), (0.9,)]


def test_what_is_not_shown_unasked_is_history(doubtful):
    kept = rows(doubtful, "SELECT confidence, current FROM stance_history ORDER BY number")

    assert kept == [(0.4, True), (0.5, True), (SHOWN_FROM, True), (0.9, True)]


@pytest.mark.parametrize("kind", ["articles", "stances"])
def test_the_help_says_from_which_confidence_on_stances_are_shown(kind):
    assert f"[default: {SHOWN_FROM};" in ask("", kind, "--help").output


def test_the_readme_says_from_which_confidence_on():
    said = " ".join(README.read_text().split())

    assert said.count(f"from confidence {SHOWN_FROM} on") == 2
    assert f"those from {STORED_FROM} on are stored" in said


def test_the_sql_of_the_readme_answers(asked, doubtful):
    of_current, of_all, *across = re.findall(r"SELECT [^;]+;", README.read_text())

    assert rows(asked, of_current.replace("Putin", "Venn")) != []
    assert len(rows(doubtful, of_all)) == 4
    # Nothing is resolved, but those who are quoted are counted by the article's own names.
    assert [rows(asked, statement) != [] for statement in across] == [False] * 4 + [True, False]


def test_a_kind_that_is_none_is_refused(asked):
    shown = ask(asked, "quotations", "--kind", "sung")

    assert (shown.exit_code, "sung" in shown.stderr) == (2, True)


def test_newest_comes_first_and_retired_revisions_never(engine):
    articles = queries.ask(engine, queries.articles(Filters()))

    assert [a["article_id"] for a in articles] == ["bridge", "toll"]
    assert [(a["entities"], a["quotations"], a["stances"]) for a in articles] == [(2, 1, 2)] * 2


def test_articles_are_found_by_whom_they_name(engine):
    assert len(queries.ask(engine, queries.articles(Filters(entity="venn")))) == 2
    assert queries.ask(engine, queries.articles(Filters(entity="nobody"))) == []


def test_entities_are_counted_over_all_articles(engine):
    (venn,) = queries.ask(engine, queries.entities(Filters(type="person")))

    assert (venn["name"], venn["articles"], venn["mentions"]) == ("José Venn", 2, 4)
    assert venn["tone"] == -0.5
    assert [e["name"] for e in queries.ask(engine, queries.entities(Filters(entity="wto")))] == [
        "World Trade Organization"
    ]


@pytest.fixture(scope="module")
def ranked(stack):
    """Articles in which persons are named more often or lately: none leads in two ways."""
    url = new_database(stack)

    def naming(number, *names, day):
        text = ". ".join([*names, f"Day {number}"])
        return analysed(f"a{number}").model_copy(
            update={
                "text": text,
                "revision": fingerprint(text),
                "fetched_at": NOON + timedelta(days=day),
                "entities": tuple(
                    Entity(
                        id=f"e{n}",
                        name=name,
                        type="PERSON",
                        mentions=tuple(
                            Mention(kind="name", start=f.start(), end=f.end(), text=name)
                            for f in re.finditer(name, text)
                        ),
                    )
                    for n, name in enumerate(dict.fromkeys(names))
                ),
                **dict.fromkeys(("zones", "quotations", "stances", "tone"), ()),
            }
        )

    articles = [
        naming(1, "Ada Often", "Bo Spread", day=1),
        naming(2, "Bo Spread", day=2),
        naming(3, "Ada Often", "Ada Often", "Ada Often", "Bo Spread", day=3),
        naming(4, "Cy Late", "Al Late", day=4),
    ]
    with database_at(url) as engine, connection_to(engine) as connection:
        store_batch(connection, Batch((), articles))
    return url


@pytest.mark.parametrize("form", ["--json", "--csv"])
@pytest.mark.parametrize(
    ("sort", "first"),
    [
        pytest.param([], ["Bo Spread", "Ada Often", "Al Late", "Cy Late"], id="by-default"),
        pytest.param(
            ["--sort", "articles"], ["Bo Spread", "Ada Often", "Al Late", "Cy Late"], id="articles"
        ),
        pytest.param(
            ["--sort", "mentions"], ["Ada Often", "Bo Spread", "Al Late", "Cy Late"], id="mentions"
        ),
        pytest.param(
            ["--sort", "newest"], ["Al Late", "Cy Late", "Bo Spread", "Ada Often"], id="newest"
        ),
        pytest.param(["--limit", "1"], ["Bo Spread"], id="no-more-than-asked-for"),
    ],
)
def test_entities_come_in_the_order_asked_for_and_equal_ones_by_name(ranked, form, sort, first):
    shown = ask(ranked, "entities", *sort, form).stdout

    rows = json.loads(shown) if form == "--json" else list(csv.DictReader(io.StringIO(shown)))
    assert [row["name"] for row in rows] == first


def test_other_queries_have_no_order_to_choose(ranked):
    assert ask(ranked, "stances", "--sort", "articles").exit_code == 2
    assert ask(ranked, "entities", "--sort", "loudest").exit_code == 2


def test_a_stance_that_is_not_plainly_asserted_says_so(asked):
    shown = ask(asked, "stances", "--polarity", "for", "--outlet", "Tern")

    assert "possible" in shown.output


def test_a_day_given_as_the_last_is_included(asked):
    days = [
        json.loads(ask(asked, "articles", "--until", day, "--json").stdout)
        for day in ("2020-05-30", "2020-05-31")
    ]

    assert [len(found) for found in days] == [0, 1]


def test_nothing_found_is_said_and_is_no_failure(asked):
    nothing = ask(asked, "stances", "--holder", "nobody")
    as_json = ask(asked, "stances", "--holder", "nobody", "--json")

    assert (nothing.exit_code, nothing.stdout, nothing.stderr) == (0, "", "Nothing matches.\n")
    assert (as_json.exit_code, as_json.stdout) == (0, "[]\n")


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        pytest.param(["--holder", "%"], "no letter or digit", id="no-name"),
        pytest.param(["--since", "soon"], "no date", id="no-date"),
        pytest.param(["--polarity", "angry"], "angry", id="no-polarity"),
        pytest.param(["--min-confidence", "2"], "range", id="no-confidence"),
        pytest.param(["--limit", "0"], "range", id="no-limit"),
    ],
)
def test_a_filter_that_cannot_be_meant_is_refused(asked, arguments, complaint):
    shown = ask(asked, "stances", *arguments)

    assert shown.exit_code == 2
    assert complaint in shown.stderr


def test_a_query_cannot_write(engine):
    with (
        pytest.raises(UnavailableError, match="read-only"),
        connection_to(engine, read_only=True) as c,
    ):
        c.exec_driver_sql("DELETE FROM article")


def test_a_database_that_was_never_migrated_is_answered_with_what_to_do(stack):
    shown = ask(stack.database_server_url, "stances")

    assert shown.exit_code == 2
    assert "stancewire migrate" in shown.stderr


def test_names_of_parties_that_are_no_entities_are_found(stack):
    url = new_database(stack)
    made = analysed()
    first = made.stances[0]
    author = Party(name="a senior official", span=first.holder.span)
    anonymous = first.model_copy(update={"holder": author})
    with database_at(url) as engine, connection_to(engine) as connection:
        store_batch(connection, Batch((), [made.model_copy(update={"stances": (anonymous,)})]))

    with database_at(url) as engine:
        assert len(queries.ask(engine, queries.stances(Filters(holder="official")))) == 1
    assert rows(url, "SELECT holder_entity FROM current_stances") == [(None,)]


def test_the_views_answer_the_same_in_sql(asked, engine):
    found = rows(
        asked,
        "SELECT dated, holder, polarity, target, evidence FROM current_stances"
        " WHERE (revision_id, target_entity) IN (SELECT * FROM named('world trade organization'))"
        " ORDER BY dated DESC",
    )

    named = queries.ask(engine, queries.stances(Filters(target="World Trade Organization")))
    fields = ("dated", "holder", "polarity", "target", "evidence")
    assert found == [tuple(stance[field] for field in fields) for stance in named] != []
