"""Who stands where: one row for all names, one count for all copies, proofs of every turn."""

import csv
import io
import itertools
import json
import random
from datetime import date

import pytest
import sqlalchemy as sa
from click.testing import CliRunner

from pipeline import queries
from pipeline.cli import cli
from pipeline.database import connection_to, database_at
from pipeline.queries import Counted, EntityOrder, Filters, Period, pairs
from pipeline.queries.counting import ARTICLE, STANCES, filled
from pipeline.queries.sides import CHANGES, CONTRADICTIONS, POSITIONS
from pipeline.queries.speakers import voices_counted
from tests.resolved import MONDAY, resolve, stored, told
from tests.rows import rows
from tests.stack.plugin import new_database

pytestmark = pytest.mark.stack

PEOPLE = {
    "Michael Venn": ["Michael Venn", "Mike Venn", "Mayor Venn"],
    "Ada Rusk": ["Ada Rusk"],
    "Bo Solberg": ["Bo Solberg"],
    "Cy Lund": ["Cy Lund"],
}
TOLL, BRIDGE, FERRY = "the harbour toll", "the bridge", "the ferry"
ISSUES = {
    "harbour toll": {TOLL: False, f"the repeal of {TOLL}": True},
    "north bridge": {BRIDGE: False},
    "night ferry": {FERRY: False},
}
VENN_SAID = ("Michael Venn", "It hurts us")
VENN_ALSO_SAID = ("Michael Venn", "It is ugly")
COPIES = [f"wire-{n}" for n in range(6)]


@pytest.fixture(scope="module")
def url(stack):
    """A corpus that nobody writes to; see what each test says of it."""
    articles = [
        # Venn under three names, once for the repeal of what he opposes.
        told("v1", ("Michael Venn", "against", TOLL), days=1),
        told("v2", ("Mike Venn", "for", f"the repeal of {TOLL}"), days=9, outlet="Gull"),
        told("v3", ("Mayor Venn", "neutral", TOLL), days=16),
        told("v4", ("Michael Venn", "against", BRIDGE), days=4, said=[VENN_SAID, VENN_ALSO_SAID]),
        told("v5", days=5, outlet="Gull", said=[("Mike Venn", VENN_SAID[1])]),
        # Rusk turns, as six papers print alike.
        told("r1", ("Ada Rusk", "against", TOLL), days=2),
        *(
            told(
                article,
                ("Ada Rusk", "for", TOLL),
                days=30 + n,
                outlet=f"Wire {n}",
                said=[("Ada Rusk", "We need it")],
            )
            for n, article in enumerate(COPIES)
        ),
        # Solberg is on both sides within a week, and within one article.
        told("s1", ("Bo Solberg", "for", BRIDGE), days=42),
        told("s2", ("Bo Solberg", "against", BRIDGE), days=48, outlet="Gull"),
        told("s3", ("Bo Solberg", "for", FERRY), ("Bo Solberg", "against", FERRY), days=50),
        told("l1", ("Cy Lund", "against", TOLL), ("Cy Lund", "for", BRIDGE), days=3),
        # Who this is, and what a thing is, nobody has told yet.
        told(
            "u1",
            ("Di Noone", "for", TOLL),
            ("Di Noone", "against", "a thing"),
            days=6,
            said=[("Di Noone", "Who knows")],
        ),
    ]
    return resolve(stored(new_database(stack), articles), PEOPLE, ISSUES, [COPIES])


@pytest.fixture(scope="module")
def engine(url):
    with database_at(url) as made:
        yield made


def position(engine, holder, issue, counted=Counted.ONCE, **filters):
    (row,) = queries.ask(
        engine, queries.positions(Filters(holder=holder, target=issue, **filters), counted)
    )
    return row


def sides(row):
    return row["for"], row["against"], row["neutral"], row["net"]


def test_three_names_of_one_man_are_one_position_and_opposite_phrases_add_up(engine):
    row = position(engine, "Venn", "harbour toll")

    assert (row["holder_identity"], row["holder_name"]) == ("i1", "Michael Venn")
    assert (row["issue"], row["issue_name"]) == ("t1", "harbour toll")
    assert sides(row) == (0, 2, 1, -2)
    assert (row["rows"], row["articles"], row["outlets"]) == (3, 3, 2)
    assert [(row[time] - MONDAY).days for time in ("first", "last")] == [1, 16]


@pytest.mark.parametrize("counted", Counted)
def test_a_number_of_a_position_is_that_of_the_stances_behind_it(engine, counted):
    for row in queries.ask(engine, queries.positions(Filters(limit=100), counted)):
        for side in ("for", "against", "neutral"):
            who = Filters(holder=row["holder_identity"], target=row["issue"], polarity=side)
            rows = queries.ask(engine, queries.stances(who, counted))
            assert len(rows) == row[side], (row["holder_name"], row["issue_name"], side)
            assert {stance["counted"] for stance in rows} <= {counted}


def test_of_what_six_papers_print_the_first_is_listed(engine):
    who = Filters(holder="Rusk", target="harbour toll", polarity="for")
    once, raw = (queries.ask(engine, queries.stances(who, counted)) for counted in Counted)

    assert [row["outlet"] for row in once] == ["Wire 0"]
    assert len(raw) == len(COPIES)


@pytest.mark.parametrize(
    ("holder", "issue"),
    [
        pytest.param("Mike Venn", "harbour toll", id="another-name"),
        pytest.param("michael", "repeal", id="words-of-names"),
        pytest.param("i1", "t1", id="ids"),
    ],
)
def test_a_holder_and_an_issue_are_found_whole_by_any_of_their_names(engine, holder, issue):
    assert position(engine, holder, issue)["rows"] == 3


@pytest.mark.parametrize(
    ("counted", "numbers"),
    [
        pytest.param(Counted.ONCE, (2, 2, 2), id="once"),
        pytest.param(Counted.RAW, (7, 7, 7), id="raw"),
    ],
)
def test_six_copies_count_once_or_raw_six_times(engine, counted, numbers):
    row = position(engine, "Rusk", "toll", counted)

    assert (row["rows"], row["articles"], row["outlets"]) == numbers
    assert row["counted"] == counted
    assert (row["last"] - MONDAY).days == (30 if counted is Counted.ONCE else 35)


def test_of_copies_the_first_that_matches_stands_for_all(engine):
    row = position(engine, "Rusk", "toll", outlet="Wire 3")

    assert (sides(row), row["articles"]) == ((1, 0, 0, 1), 1)


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        pytest.param({}, 7, id="all-that-are-known"),
        pytest.param({"entity": "Venn"}, 2, id="holder-or-issue"),
        pytest.param({"polarity": "neutral"}, 1, id="a-side"),
        pytest.param({"since": MONDAY, "until": MONDAY.replace(day=4)}, 1, id="dates"),
        pytest.param({"outlet": "gull"}, 2, id="outlet"),
        pytest.param({"words": '"backs the bridge"'}, 3, id="words"),
        pytest.param({"min_confidence": 0.95}, 0, id="confidence"),
        pytest.param({"limit": 3}, 3, id="limit"),
        pytest.param({"holder": "Noone"}, 0, id="who-is-not-known-yet"),
        pytest.param({"target": "' OR TRUE --"}, 0, id="a-name-that-looks-like-sql"),
    ],
)
def test_positions_are_filtered(engine, filters, found):
    assert len(queries.ask(engine, queries.positions(Filters(**filters)))) == found


@pytest.mark.parametrize(("least", "found"), [(1, 7), (2, 4), (3, 1), (4, 0)])
def test_positions_of_few_rows_can_be_left_out(engine, least, found):
    assert len(queries.ask(engine, queries.positions(Filters(), least=least))) == found


def test_a_side_is_taken_towards_the_issue_not_towards_its_reversal(engine):
    for_toll = queries.ask(engine, queries.positions(Filters(target="toll", polarity="for")))
    stances = queries.ask(
        engine, queries.stances(Filters(holder="i1", polarity="against", target="t1"))
    )

    assert {row["holder_name"] for row in for_toll} == {"Ada Rusk"}
    assert [(s["polarity"], s["side"], s["reversed"]) for s in stances] == [
        ("for", "against", True),
        ("against", "against", False),
    ]


def test_a_change_of_side_is_found_with_both_proofs(engine):
    (rusk,) = queries.ask(engine, queries.changes(Filters(holder="Rusk")))

    assert (rusk["holder_name"], rusk["issue_name"]) == ("Ada Rusk", "harbour toll")
    assert (rusk["earlier_side"], rusk["later_side"]) == ("against", "for")
    assert (rusk["earlier_article_id"], rusk["later_article_id"]) == ("r1", "wire-0")
    assert (rusk["earlier_outlet"], rusk["later_outlet"]) == ("Tern", "Wire 0")
    assert rusk["earlier_evidence"] == "Ada Rusk opposes the harbour toll."
    assert rusk["later_evidence"] == "Ada Rusk backs the harbour toll."
    assert (rusk["later_evidence_starts"], rusk["later_evidence_ends"]) == (0, 32)


def test_no_turn_is_seen_in_neutral_words_copies_or_one_article_that_says_both(engine):
    turned = queries.ask(engine, queries.changes(Filters()))
    raw = queries.ask(engine, queries.changes(Filters(), Counted.RAW))

    assert [(row["holder_name"], row["issue_name"]) for row in turned] == [
        ("Bo Solberg", "north bridge"),
        ("Ada Rusk", "harbour toll"),
    ]
    assert len(raw) == 2


def test_contradictions_are_of_one_week_with_a_proof_of_each_side(engine):
    ferry, bridge = queries.ask(engine, queries.contradictions(Filters()))

    assert (ferry["issue_name"], ferry["week"]) == ("night ferry", date(2026, 4, 20))
    assert (bridge["issue_name"], bridge["week"]) == ("north bridge", date(2026, 4, 13))
    assert (bridge["for"], bridge["against"]) == (1, 1)
    assert (bridge["for_article_id"], bridge["against_article_id"]) == ("s1", "s2")
    assert bridge["for_evidence"] == "Bo Solberg backs the bridge."
    assert bridge["against_evidence"] == "Bo Solberg opposes the bridge."
    assert [bridge[f"{side}_outlet"] for side in ("for", "against")] == ["Tern", "Gull"]


@pytest.mark.parametrize(
    ("period", "counted", "expected"),
    [
        pytest.param(
            Period.MONTH,
            Counted.ONCE,
            [(date(2026, 3, 1), 1, 4), (date(2026, 4, 1), 1, 0)],
            id="month-once",
        ),
        pytest.param(
            Period.MONTH,
            Counted.RAW,
            [(date(2026, 3, 1), 1, 4), (date(2026, 4, 1), 6, 0)],
            id="month-raw",
        ),
        pytest.param(
            Period.WEEK,
            Counted.ONCE,
            [
                (date(2026, 3, 2), 1, 3),
                (date(2026, 3, 9), 0, 1),
                (date(2026, 3, 16), 0, 0),
                (date(2026, 3, 30), 1, 0),
            ],
            id="week-with-a-neutral-one",
        ),
    ],
)
def test_a_timeline_counts_all_who_speak_of_an_issue_in_order_of_time(
    engine, period, counted, expected
):
    found = queries.ask(engine, queries.timeline(Filters(target="toll"), counted, period))

    assert [(row["period"], row["for"], row["against"]) for row in found] == expected


def test_a_timeline_of_a_person_says_how_many_issues_it_counts_together(engine):
    (march,) = queries.ask(engine, queries.timeline(Filters(holder="Mike Venn")))

    assert (march["issues"], march["holders"], march["rows"], march["articles"]) == (2, 1, 4, 4)


def test_a_timeline_shows_the_last_periods(engine):
    days = queries.ask(engine, queries.timeline(Filters(limit=2), period=Period.DAY))

    assert [row["period"] for row in days] == [date(2026, 4, 19), date(2026, 4, 21)]


@pytest.mark.parametrize(
    ("counted", "rusk"),
    [
        pytest.param(Counted.ONCE, [("Wire 0", 1, 1)], id="once"),
        pytest.param(Counted.RAW, [(f"Wire {n}", 1, 6) for n in range(6)], id="raw"),
    ],
)
def test_a_quotation_counts_once_for_whoever_printed_it_first(engine, counted, rusk):
    found = queries.ask(engine, queries.voices(Filters(speaker="Rusk"), counted))

    assert [(row["outlet"], row["quotations"], row["of_all"]) for row in found] == rusk


def test_voices_are_identities_and_whoever_has_none_yet(engine):
    found = queries.ask(engine, queries.voices(Filters()))

    assert [(row["speaker_name"], row["outlet"], row["quotations"]) for row in found] == [
        ("Michael Venn", "Tern", 2),
        ("Ada Rusk", "Wire 0", 1),
        ("Di Noone", "Tern", 1),
    ]
    assert [row["speaker_identity"] for row in found] == ["i1", "i2", None]


def test_coalitions_tell_over_which_issues_two_agree_and_differ(engine):
    found = queries.ask(engine, queries.coalitions(Filters()))
    pairs = {(row["holder_name"], row["other_name"]): row for row in found}

    venn_lund = pairs["Michael Venn", "Cy Lund"]
    assert found[0] == venn_lund
    assert (venn_lund["agree"], venn_lund["differ"]) == (1, 1)
    assert (venn_lund["agree_on"], venn_lund["differ_on"]) == (["harbour toll"], ["north bridge"])
    assert pairs.keys() == {("Michael Venn", "Cy Lund")}


def test_who_is_as_often_for_as_against_takes_no_side_unless_counted_raw(engine):
    raw = queries.ask(engine, queries.coalitions(Filters(holder="Rusk"), Counted.RAW))

    assert queries.ask(engine, queries.coalitions(Filters(holder="Rusk"))) == []
    assert [
        (row["holder_name"], row["other_name"], row["agree"], row["differ"]) for row in raw
    ] == [
        ("Ada Rusk", "Michael Venn", 0, 1),
        ("Ada Rusk", "Cy Lund", 0, 1),
    ]


def test_whom_the_busiest_rule_out_would_not_have_been_shown(database_url, monkeypatch):
    draw = random.Random(17)
    holders = [f"Holder {letter}" for letter in "ABCDEFGHIJ"]
    issues = [f"the plan {number}" for number in range(7)]
    told_of = [
        told(f"{holder} {issue}", (holder, draw.choice(["for", "against"]), issue), days=day)
        for day, (holder, issue) in enumerate(itertools.product(holders, issues))
        if draw.random() < 0.5
    ]
    names = {name: [name] for name in holders}
    resolve(stored(database_url, told_of), names, {issue: {issue: False} for issue in issues})

    with database_at(database_url) as engine:
        for filters in (Filters(limit=6), Filters(limit=3, holder="B"), Filters(limit=999)):
            monkeypatch.setattr(pairs, "BUSIEST", 3)
            quick = queries.ask(engine, queries.coalitions(filters))
            monkeypatch.setattr(pairs, "BUSIEST", 0)

            assert quick == queries.ask(engine, queries.coalitions(filters)) != []


VIEWS = {
    "stances_once": filled(STANCES[Counted.ONCE], stances="current_stances", within=""),
    "positions_raw": filled(
        POSITIONS, stances="current_stances", article=ARTICLE[Counted.RAW], shown=""
    ),
    "voices": voices_counted(Counted.ONCE, "r.kind <> 'attitude' AND NOT r.hidden"),
    **{
        view: filled(question, stances="stances_once", article=ARTICLE[Counted.ONCE], shown="")
        for view, question in (
            ("positions", POSITIONS),
            ("changes", CHANGES),
            ("contradictions", CONTRADICTIONS),
        )
    },
}


@pytest.mark.parametrize("view", VIEWS)
def test_a_view_is_its_query_asked_of_all_current_stances(engine, view):
    counted = Counted.RAW if view.endswith("_raw") else Counted.ONCE
    with connection_to(engine) as connection:
        asked = filled(VIEWS[view], counted=counted)
        connection.exec_driver_sql(f"CREATE TEMP VIEW as_asked AS {asked}")
        made, wanted = (
            connection.execute(sa.text("SELECT pg_get_viewdef(CAST(:v AS regclass))"), {"v": name})
            for name in (view, "as_asked")
        )

        assert made.scalar_one() == wanted.scalar_one()
        connection.rollback()


def test_the_views_answer_in_sql(url):
    found = rows(url, "SELECT holder_name, net FROM positions WHERE issue_name = 'harbour toll'")

    assert sorted(found) == [("Ada Rusk", 0), ("Cy Lund", -1), ("Michael Venn", -2)]


def test_entities_are_one_row_an_identity_with_the_names_it_goes_by(engine):
    found = queries.ask(engine, queries.entities(Filters(entity="Mike")))

    (venn,) = found
    assert (venn["name"], venn["identity"]) == ("Michael Venn", "i1")
    assert venn["names"] == ["Michael Venn", "Mike Venn", "Mayor Venn"]
    assert (venn["articles"], venn["mentions"]) == (5, 5)


@pytest.mark.parametrize("order", EntityOrder)
@pytest.mark.parametrize(
    ("counted", "articles"),
    [pytest.param(Counted.ONCE, 2, id="once"), pytest.param(Counted.RAW, 7, id="raw")],
)
def test_entities_of_copies_count_once_or_raw_in_any_order(engine, order, counted, articles):
    found = queries.ask(engine, queries.entities(Filters(), order, counted))

    (rusk,) = [row for row in found if row["name"] == "Ada Rusk"]
    assert (rusk["articles"], rusk["mentions"], rusk["counted"]) == (articles, articles, counted)
    assert [row["identity"] for row in found].count(None) == 1


def test_a_quotation_of_several_articles_is_one_with_all_its_speakers_names(engine):
    found = queries.ask(engine, queries.quotations(Filters(speaker="Venn")))
    raw = queries.ask(engine, queries.quotations(Filters(speaker="Venn"), Counted.RAW))

    assert [(row["quotation"], row["printed"]) for row in found] == [
        ("“It hurts us,”", 2),
        ("“It is ugly,”", 1),
    ]
    assert [row["speakers"] for row in raw] == [["Mike Venn"], ["Michael Venn"], ["Michael Venn"]]
    assert {tuple(row["speaker_names"]) for row in raw} == {("Michael Venn",)}
    assert {tuple(row["speaker_identities"]) for row in raw} == {("i1",)}


def test_another_wording_of_a_quotation_stands_beside_the_first(database_url):
    first = told("a", said=[("Ada Rusk", "We need it now")])
    other = told("b", days=1, said=[("Ada Rusk", "We need it")])
    resolve(stored(database_url, [first, other]), PEOPLE, {})
    rows(database_url, "UPDATE quotation_saying SET saying = 1")

    with database_at(database_url) as engine:
        (row,) = queries.ask(engine, queries.quotations(Filters()))

    assert (row["article_id"], row["quoted_as"]) == ("a", ["“We need it,”"])


def test_two_who_say_one_thing_together_count_both(database_url):
    together = told("a", ("Ada Rusk", "for", TOLL), ("Bo Solberg", "for", TOLL))
    resolve(stored(database_url, [together]), PEOPLE, ISSUES)
    rows(database_url, "UPDATE stance_statement SET statement = 1")

    with database_at(database_url) as engine:
        found = queries.ask(engine, queries.positions(Filters()))

    assert {row["holder_name"] for row in found} == {"Ada Rusk", "Bo Solberg"}


def test_what_is_not_resolved_breaks_nothing_and_is_shown_as_the_article_has_it(database_url):
    stored(
        database_url,
        [
            told("a", ("Ada Rusk", "for", TOLL), said=[("Ada Rusk", "We need it")]),
            told("b", ("Ada Rusk", "against", TOLL), days=9, said=[("Ada Rusk", "We need it")]),
        ],
    )
    everything = Filters()

    with database_at(database_url) as engine:
        for asked in (
            queries.positions,
            queries.changes,
            queries.contradictions,
            queries.coalitions,
        ):
            assert queries.ask(engine, asked(everything)) == []
        (march,) = queries.ask(engine, queries.timeline(everything))
        (voice,) = queries.ask(engine, queries.voices(everything))
        (entity,) = queries.ask(engine, queries.entities(everything))
        stance = queries.ask(engine, queries.stances(everything))[0]
        quotations = queries.ask(engine, queries.quotations(everything))

    assert (march["for"], march["against"], march["articles"]) == (1, 1, 2)
    assert (voice["speaker_name"], voice["quotations"]) == ("Ada Rusk", 2)
    assert (entity["name"], entity["articles"], entity["identity"]) == ("Ada Rusk", 2, None)
    assert (stance["holder_name"], stance["issue_name"], stance["issue"]) == (
        "Ada Rusk",
        TOLL,
        None,
    )
    assert [row["speaker_identities"] for row in quotations] == [[None], [None]]


def ask(url, *arguments):
    return CliRunner().invoke(cli, ["query", *arguments], env={"STANCEWIRE_DATABASE_URL": url})


NEW = ["positions", "timeline", "changes", "contradictions", "voices", "coalitions"]


@pytest.mark.parametrize("kind", NEW)
def test_answers_fit_80_columns_and_say_whether_once_or_raw_was_counted(url, kind):
    table, raw = ask(url, kind), ask(url, kind, "--raw")

    assert (table.exit_code, raw.exit_code) == (0, 0)
    assert all(len(line) <= 80 for line in table.stdout.splitlines())
    assert table.stderr.startswith("Counted once")
    assert raw.stderr.startswith("Counted raw")


@pytest.mark.parametrize("kind", NEW)
@pytest.mark.parametrize(("raw", "counted"), [([], "once"), (["--raw"], "raw")])
def test_json_and_csv_have_the_same_rows_and_how_they_were_counted(url, kind, raw, counted):
    as_json = ask(url, kind, "--json", *raw)
    listed = json.loads(as_json.stdout)
    read = list(csv.DictReader(io.StringIO(ask(url, kind, "--csv", *raw).stdout)))

    assert [row["counted"] for row in listed] == [row["counted"] for row in read]
    assert {row["counted"] for row in listed} == {counted}
    assert as_json.stderr == ""


@pytest.mark.parametrize("kind", [kind for kind in NEW if kind != "voices"])
def test_an_issue_is_asked_for_as_issue_or_target(url, kind):
    issue, target = (ask(url, kind, option, "t1", "--json") for option in ("--issue", "--target"))

    assert issue.exit_code == 0
    assert issue.stdout == target.stdout


@pytest.mark.parametrize("kind", NEW)
def test_nothing_found_is_said(url, kind):
    shown = ask(url, kind, "--outlet", "nobody")

    assert (shown.exit_code, shown.stdout, shown.stderr) == (0, "", "Nothing matches.\n")


def test_a_table_of_stances_shows_the_identity_and_the_side_json_the_articles_words(url):
    table = ask(url, "stances", "--holder", "i1", "--outlet", "Gull").stdout
    (row,) = json.loads(ask(url, "stances", "--holder", "i1", "--outlet", "Gull", "--json").stdout)

    assert "Michael Venn" in table
    assert "against" in table
    assert (row["holder"], row["polarity"]) == ("Mike Venn", "for")
    assert (row["holder_name"], row["side"], row["reversed"]) == ("Michael Venn", "against", True)
