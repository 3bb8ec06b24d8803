"""Exports: what other tools read back is what was stored, whole, and told in a manifest."""

import csv
import hashlib
import io
import json
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

import networkx as nx
import pytest
from click.testing import CliRunner

from pipeline import queries
from pipeline.cli import cli
from pipeline.database import connection_to, database_at
from pipeline.exports import rows as row_files
from pipeline.queries import Filters
from tests.held import Held, Known, article, nobody, store_resolved
from tests.rows import rows
from tests.stack.plugin import new_database

pytestmark = pytest.mark.stack

VENN = Known("p1", "José Venn", "person")
RUSK = Known("p2", "Bo Rusk", "person")
ODD = Known("p3", 'Ada “A,"\x1b\x07\ufffe🐟” <b>\nSol', "person")
GUILD = Known("o1", "Net Menders' Guild", "organisation")
LOW = Known("c1", "Lowland", "place")
TOLL = Known("t1", "harbour toll")
BRIDGE = Known("t2", '=bridge\t"new" & old')
STANCES = {
    "first": ("2024-01-01", [Held(VENN, "against", TOLL, 1), Held(RUSK, "for", TOLL)]),
    "copy": ("2024-01-03", [Held(VENN, "against", TOLL, 1)]),
    "odd": ("2024-01-20", [Held(ODD, "against", TOLL), Held(ODD, "for", BRIDGE)]),
    "turn": ("2024-03-01", [Held(RUSK, "for", BRIDGE), Held(RUSK, "neutral", TOLL)]),
    "bodies": ("2024-03-02", [Held(GUILD, "against", RUSK), Held(LOW, "for", TOLL)]),
    "nobody": ("2024-03-02", [Held(nobody("an official"), "for", TOLL)]),
}
ROWS = {"raw": 10, "once": 9}
# Before every sentence of the article `odd`: what moves DNA's highlights.
BEFORE = "\r\nA 🐟\r\n\rand a 🐠.\r\n"


@pytest.fixture(scope="module")
def stored(stack):
    """A database with six articles, one of them a copy, and a correction; nobody writes to it."""
    url = new_database(stack)
    articles = [
        (article(id_, day, held, before=BEFORE if id_ == "odd" else ""), held)
        for id_, (day, held) in STANCES.items()
    ]
    with database_at(url) as engine, connection_to(engine) as connection:
        store_resolved(connection, articles)
    rows(url, "INSERT INTO correction (list, kind, body) VALUES ('names', 'import', '{}')")
    return url


def export(url, kind, out, *arguments):
    environment = {"STANCEWIRE_DATABASE_URL": url}
    return CliRunner().invoke(cli, ["export", kind, str(out), *arguments], env=environment)


def exported(url, kind, out, *arguments):
    """Export, and give the manifest."""
    done = export(url, kind, out, *arguments)
    assert done.exit_code == 0, done.output
    return json.loads(out.with_name(f"{out.name}.manifest.json").read_text())


def read_csv(out):
    with out.open(newline="") as file:
        return list(csv.DictReader(file))


# Rows


@pytest.mark.parametrize(("arguments", "count"), [([], ROWS["once"]), (["--raw"], ROWS["raw"])])
def test_rows_are_the_view_as_csv(stored, tmp_path, arguments, count):
    exported(stored, "rows", tmp_path / "r.csv", *arguments)

    found = read_csv(tmp_path / "r.csv")
    viewed = rows(stored, "SELECT * FROM current_stances LIMIT 1")
    assert len(found) == count
    assert len(found[0]) == len(viewed[0])
    assert [row["dated"] for row in found] == sorted(row["dated"] for row in found)
    assert found[0]["dated"] == "2024-01-01T00:00:00+00:00"
    assert (found[0]["negated"], found[0]["holder_words"]) == (
        "false",
        '["jose","venn"]',
    )


def test_what_stands_for_all_prints_is_the_first(stored, tmp_path):
    exported(stored, "rows", tmp_path / "r.csv", "--holder", "Venn")

    assert [row["article_id"] for row in read_csv(tmp_path / "r.csv")] == ["first"]


def test_the_first_print_is_the_first_of_those_that_match(stored, tmp_path):
    exported(stored, "rows", tmp_path / "r.csv", "--holder", "Venn", "--since", "2024-01-02")

    assert [row["article_id"] for row in read_csv(tmp_path / "r.csv")] == ["copy"]


def test_of_two_who_make_one_statement_each_counts(stack, tmp_path):
    url = new_database(stack)
    both = [Held(VENN, "for", TOLL, 1), Held(RUSK, "for", TOLL, 1)]
    with database_at(url) as engine, connection_to(engine) as connection:
        articles = [(article(id_, "2024-01-01", both), both) for id_ in ("a", "b")]
        store_resolved(connection, articles)

    told = exported(url, "rows", tmp_path / "r.csv")

    assert (told["counts"]["once"], told["counts"]["raw"]) == (2, 4)
    assert [row["holder"] for row in read_csv(tmp_path / "r.csv")] == ["José Venn", "Bo Rusk"]


@pytest.mark.parametrize("form", ["csv", "jsonl"])
def test_hostile_names_come_back_unchanged(stored, tmp_path, form):
    out = tmp_path / f"r.{form}"
    exported(stored, "rows", out)

    found = (
        read_csv(out)
        if form == "csv"
        else [json.loads(line) for line in out.read_text().splitlines()]
    )
    odd = [row for row in found if row["article_id"] == "odd"]
    assert [(row["holder"], row["issue_name"]) for row in odd] == [
        (ODD.name, TOLL.name),
        (ODD.name, BRIDGE.name),
    ]


def test_json_lines_keep_types_and_nulls(stored, tmp_path):
    exported(stored, "rows", tmp_path / "r.jsonl", "--raw")

    found = [json.loads(line) for line in (tmp_path / "r.jsonl").read_text().split("\n")[:-1]]
    assert len(found) == ROWS["raw"]
    assert (found[0]["negated"], found[0]["confidence"], found[0]["url"]) == (False, 0.875, None)
    assert found[0]["holder_words"] == ["jose", "venn"]
    assert found[0]["dated"] == "2024-01-01T00:00:00+00:00"


def test_parquet_keeps_types_and_nulls(stored, tmp_path):
    duckdb = pytest.importorskip("duckdb")
    exported(stored, "rows", tmp_path / "it's.parquet", "--raw")

    with duckdb.connect() as engine:
        relation = engine.read_parquet(str(tmp_path / "it's.parquet"))
        found = [dict(zip(relation.columns, row, strict=True)) for row in relation.fetchall()]
    assert len(found) == ROWS["raw"]
    first, odd = found[0], next(row for row in found if row["article_id"] == "odd")
    assert (first["negated"], first["confidence"], first["url"]) == (False, 0.875, None)
    assert first["dated"] == datetime(2024, 1, 1, tzinfo=UTC)
    assert first["holder_words"] == ["jose", "venn"]
    assert odd["holder"] == ODD.name
    assert list(tmp_path.glob(".*")) == []


def test_parquet_without_duckdb_says_what_to_install(stored, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "duckdb", None)

    done = export(stored, "rows", tmp_path / "r.parquet")

    assert done.exit_code == 2
    assert 'pip install "stancewire[parquet]"' in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_rows_are_those_that_the_query_shows(stored, tmp_path):
    exported(stored, "rows", tmp_path / "r.jsonl", "--raw", "--polarity", "for")

    lines = (tmp_path / "r.jsonl").read_text().splitlines()
    with database_at(stored) as engine:
        queried = queries.ask(engine, queries.stances(Filters(polarity="for")))
    shown = {(row["article_id"], row["evidence_starts"]) for row in queried}
    assert {(r["article_id"], r["evidence_starts"]) for r in map(json.loads, lines)} == shown


@pytest.mark.parametrize(
    ("arguments", "reads"),
    [
        pytest.param([], lambda text: list(csv.DictReader(io.StringIO(text))), id="csv"),
        pytest.param(
            ["--as", "jsonl"], lambda text: [json.loads(x) for x in text.splitlines()], id="jsonl"
        ),
    ],
)
def test_a_dash_is_standard_output(stored, arguments, reads):
    done = export(stored, "rows", "-", *arguments)

    assert len(reads(done.stdout)) == ROWS["once"]


def test_whoever_reads_no_further_ends_an_export(stored):
    environment = {"STANCEWIRE_DATABASE_URL": stored, "PATH": "/usr/bin:/bin"}
    command = f"'{sys.executable}' -m pipeline.cli export rows - | head -c 10"
    done = subprocess.run(
        ["bash", "-c", command], env=environment, capture_output=True, timeout=60, text=True
    )

    assert (done.stdout, done.stderr) == ("article_id", "")


# Timelines


def test_a_timeline_counts_period_by_period_and_leaves_none_out(stored, tmp_path):
    exported(stored, "timeline", tmp_path / "t.csv", "--target", "harbour toll", "--by", "month")

    heading, *lines = (tmp_path / "t.csv").read_text().splitlines()
    assert heading == "period,for,against,neutral,net,rows,articles,outlets,holders"
    assert lines == [
        "2024-01-01,1,2,0,-1,3,2,1,3",
        "2024-02-01,0,0,0,0,0,0,0,0",
        "2024-03-01,2,0,1,2,3,3,1,3",
    ]


@pytest.mark.parametrize(
    ("by", "periods", "first"), [("day", 62, "2024-01-01"), ("week", 9, "2024-01-01")]
)
def test_a_timeline_has_days_or_weeks(stored, by, periods, first):
    lines = export(stored, "timeline", "-", "--by", by).stdout.splitlines()[1:]

    assert (len(lines), lines[0][:10]) == (periods, first)
    assert all(date.fromisoformat(line[:10]).weekday() == 0 for line in lines if by == "week")


def test_a_timeline_counts_every_print_if_asked_to(stored):
    once, raw = (
        export(stored, "timeline", "-", "--by", "month", "--holder", "Venn", *flags).stdout
        for flags in ([], ["--raw"])
    )

    assert once.splitlines()[1] == "2024-01-01,0,1,0,-1,1,1,1,1"
    assert raw.splitlines()[1] == "2024-01-01,0,2,0,-2,2,2,1,1"


# Networks


def read_graph(out):
    return nx.read_gexf(out) if out.suffix == ".gexf" else nx.read_graphml(out)


@pytest.mark.parametrize("ending", ["gexf", "graphml"])
def test_actors_are_tied_to_issues_by_their_rows(stored, tmp_path, ending):
    out = tmp_path / f"n.{ending}"
    told = exported(stored, "network", out)

    graph = read_graph(out)
    edge = graph.edges["actor:p2", "issue:t1"]
    assert {name: edge[name] for name in ("weight", "side", "for", "against", "net", "rows")} == {
        "weight": 2, "side": "for", "for": 1, "against": 0, "net": 1, "rows": 2,
    }  # fmt: skip
    assert (edge["first"], edge["last"]) == ("2024-01-01", "2024-03-01")
    actor = graph.nodes["actor:p2"]
    assert (actor["name"], actor["kind"], actor["mode"], actor["rows"]) == (
        "Bo Rusk", "person", "actor", 3,
    )  # fmt: skip
    assert graph.nodes["issue:p2"]["mode"] == "issue"
    assert told["counts"]["nodes"] == len(graph) == 8
    assert told["counts"]["nameless_rows"] == 1
    assert all(one.startswith("actor:") != other.startswith("actor:") for one, other in graph.edges)


@pytest.mark.parametrize("ending", ["gexf", "graphml"])
def test_hostile_names_make_no_broken_xml(stored, tmp_path, ending):
    exported(stored, "network", tmp_path / f"n.{ending}")

    graph = read_graph(tmp_path / f"n.{ending}")
    assert graph.nodes["actor:p3"]["name"] == 'Ada “A,"🐟” <b>\nSol'
    assert graph.nodes["issue:t2"]["name"] == BRIDGE.name


def test_gephi_is_told_that_spells_are_days(stored, tmp_path):
    exported(stored, "network", tmp_path / "n.gexf", "--window", "7")

    text = (tmp_path / "n.gexf").read_text()
    assert 'mode="dynamic"' in text
    assert 'timeformat="date"' in text
    assert '<spell start="2024-01-01" end="2024-01-07"' in text


@pytest.mark.parametrize(
    ("arguments", "edges"),
    [
        pytest.param(["agreement"], {("p1", "p3"), ("c1", "p2"), ("p2", "p3")}, id="of-one-side"),
        pytest.param(
            ["conflict"], {("p1", "p2"), ("p2", "p3"), ("c1", "p1"), ("c1", "p3")}, id="opposed"
        ),
        pytest.param(["agreement", "--window", "20"], {("p1", "p3")}, id="agreed-in-time"),
        pytest.param(["agreement", "--window", "19"], set(), id="agreed-too-late"),
        pytest.param(["conflict", "--window", "20"], {("p1", "p2"), ("p2", "p3")}, id="in-time"),
        pytest.param(["conflict", "--least", "2"], set(), id="too-few-rows"),
        pytest.param(["conflict", "--target", "bridge"], set(), id="of-one-issue"),
    ],
)
def test_actors_agree_or_differ_on_an_issue(stored, tmp_path, arguments, edges):
    exported(stored, "network", tmp_path / "n.graphml", "--kind", *arguments)

    graph = nx.read_graphml(tmp_path / "n.graphml")
    found = {tuple(sorted(n.removeprefix("actor:") for n in edge)) for edge in graph.edges}
    assert found == edges


def test_an_edge_between_actors_tells_on_how_many_issues_and_when(stored, tmp_path):
    exported(stored, "network", tmp_path / "n.gexf", "--kind", "agreement")

    edge = nx.read_gexf(tmp_path / "n.gexf").edges["actor:p2", "actor:p3"]
    told = {name: edge[name] for name in ("weight", "agreed", "differed", "net", "issues", "first")}
    assert told == {
        "weight": 1, "agreed": 1, "differed": 1, "net": 0, "issues": BRIDGE.name,
        "first": "2024-03-01",
    }  # fmt: skip


def test_a_network_that_is_cut_says_so(stored, tmp_path):
    done = export(stored, "network", tmp_path / "n.gexf", "--most", "2")

    assert "cut to the 2 actors of most rows: --most has 3 more" in done.stderr
    assert "cut to the 2 issues" not in done.stderr
    assert set(nx.read_gexf(tmp_path / "n.gexf").nodes) == {
        "actor:p2", "actor:p3", "issue:t1", "issue:t2",
    }  # fmt: skip


# Discourse Network Analyzer

STATEMENTS = """
SELECT d.Title, d.Date, p.Value AS person, o.Value AS organization, c.Value AS concept,
    a.Value AS agreement, i.Value AS confidence, e.Value AS evidence, r.Value AS rule,
    substr(d.Text, s.Start + 1, s.Stop - s.Start) AS highlight, d.Text
FROM STATEMENTS s
JOIN DOCUMENTS d ON d.ID = s.DocumentId
JOIN DATABOOLEAN a ON a.StatementId = s.ID AND a.VariableId = 4
JOIN DATAINTEGER i ON i.StatementId = s.ID AND i.VariableId = 5
JOIN DATALONGTEXT e ON e.StatementId = s.ID AND e.VariableId = 6
"""
for alias, variable in (("p", 1), ("o", 2), ("c", 3), ("r", 7)):
    STATEMENTS += f"""
    JOIN DATASHORTTEXT {alias}d ON {alias}d.StatementId = s.ID AND {alias}d.VariableId = {variable}
    JOIN ENTITIES {alias} ON {alias}.ID = {alias}d.Entity AND {alias}.VariableId = {variable}"""


@pytest.fixture
def dna(stored, tmp_path):
    manifest = exported(stored, "dna", tmp_path / "n.dna")
    assert manifest["counts"]["statements"] == ROWS["once"] - 1  # without the neutral one
    with closing(sqlite3.connect(tmp_path / "n.dna")) as database:
        database.row_factory = sqlite3.Row
        yield database


def test_dna_has_every_stance_as_a_statement(dna):
    found = [tuple(row)[2:7] for row in dna.execute(f"{STATEMENTS} ORDER BY s.ID")]

    assert found[:2] == [
        ("José Venn", "", "harbour toll", 0, 88),
        ("Bo Rusk", "", "harbour toll", 1, 88),
    ]
    assert ("", "Net Menders' Guild", "Bo Rusk", 0, 88) in found
    assert ("", "Lowland", "harbour toll", 1, 88) in found
    assert ("an official", "", "harbour toll", 1, 88) in found
    assert len(found) == ROWS["once"] - 1


def test_dna_highlights_the_evidence_as_its_own_counting_has_it(dna):
    for row in dna.execute(STATEMENTS):
        assert row["highlight"] == row["evidence"]
        assert row["evidence"].endswith(".")
        assert max(row["Text"]) < "\U00010000"
        assert "\r" not in row["Text"]


def test_dna_text_is_the_stored_text_but_for_what_shifts_highlights(dna):
    (text,) = dna.execute("SELECT Text FROM DOCUMENTS WHERE Notes LIKE 'odd%'").fetchone()

    assert text.startswith("\nA \ufffd\n\nand a \ufffd.\nAda “A,")


def test_dna_has_what_its_window_needs(dna):
    def one(sql):
        return dna.execute(sql).fetchone()[0]

    shorts = one("SELECT count(*) FROM VARIABLES WHERE DataType = 'short text'")
    assert one("SELECT Value FROM SETTINGS WHERE Property = 'version'").startswith("3.0")
    assert one("SELECT count(*) FROM ENTITIES WHERE Value = ''") == shorts
    assert one("SELECT count(*) FROM ATTRIBUTEVALUES") == 3 * one("SELECT count(*) FROM ENTITIES")
    assert one("SELECT max(length(Value)) FROM ENTITIES") < 191
    assert dna.execute("PRAGMA foreign_key_check").fetchall() == []
    assert one("PRAGMA integrity_check") == "ok"
    assert one("SELECT Date FROM DOCUMENTS WHERE ID = 1") == 1704067200


def test_dna_knows_two_of_one_name_apart(stack, tmp_path):
    url = new_database(stack)
    long = "x" * 500
    namesakes = [
        Held(Known(f"p{n}", name, "person"), "for", TOLL)
        for n, name in enumerate(["Al Poe", "Al Poe", f"{long}a", f"{long}b"], 1)
    ]
    with database_at(url) as engine, connection_to(engine) as connection:
        store_resolved(connection, [(article("a", "2024-01-01", namesakes), namesakes)])
    exported(url, "dna", tmp_path / "n.dna")

    with closing(sqlite3.connect(tmp_path / "n.dna")) as database:
        found = [row["person"] for row in _dicts(database, f"{STATEMENTS} ORDER BY s.ID")]
    assert found[0] == "Al Poe"
    assert found[1].startswith("Al Poe (")
    assert len(set(found)) == 4
    assert max(map(len, found)) == 190


def _dicts(database, sql):
    database.row_factory = sqlite3.Row
    return database.execute(sql).fetchall()


# All of them


@pytest.fixture
def out(tmp_path, name):
    """Where the export of a case goes."""
    return tmp_path / name


@pytest.fixture
def in_a_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


EVERY = [
    pytest.param("rows", "r.csv", id="csv"),
    pytest.param("rows", "r.jsonl", id="jsonl"),
    pytest.param("rows", "r.parquet", id="parquet"),
    pytest.param("timeline", "t.csv", id="timeline"),
    pytest.param("network", "n.gexf", id="gexf"),
    pytest.param("network", "n.graphml", id="graphml"),
    pytest.param("dna", "n.dna", id="dna"),
]


@pytest.mark.parametrize(("kind", "name"), EVERY)
def test_a_manifest_tells_what_a_file_was_made_of(stored, tmp_path, kind, name):
    told = exported(stored, kind, tmp_path / name, "--until", "2024-03-01", "--raw")

    content = (tmp_path / name).read_bytes()
    assert told["files"] == [
        {"name": name, "bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
    ]
    assert told["query"]["filters"] == {
        "min_confidence": 0.75, "until": "2024-03-02T00:00:00+00:00",
    }  # fmt: skip
    assert told["query"]["counted"] == "raw"
    counts = {n: told["counts"][n] for n in ("rows", "raw", "once", "articles", "unresolved")}
    assert counts == {"rows": 7, "raw": 7, "once": 6, "articles": 4, "unresolved": 0}
    assert told["found_by"] == [{"code": "1", "models": {"stances": "3"}, "rows": 7}]
    assert told["names"]["corrections"] == 1
    assert told["codebook"] == {"corrections": 0, "last": None}
    assert told["schema"] == rows(stored, "SELECT version_num FROM alembic_version")[0][0]
    assert datetime.fromisoformat(told["made_at"]).tzinfo is not None


@pytest.mark.parametrize(("kind", "name"), EVERY)
@pytest.mark.parametrize(("holder", "found"), [("nobody of this name", 0), ("Venn", 1)])
def test_an_export_of_few_rows_or_none_is_whole(stored, out, kind, holder, found):
    done = export(stored, kind, out, "--holder", holder)

    assert done.exit_code == 0, done.output
    assert ("Nothing matches." in done.stderr) is (found == 0)
    if out.suffix in (".gexf", ".graphml"):
        assert read_graph(out).number_of_edges() == found
    elif out.suffix == ".csv":
        assert len(read_csv(out)) == found
    elif out.suffix == ".dna":
        with closing(sqlite3.connect(out)) as database:
            assert database.execute("SELECT count(*) FROM STATEMENTS").fetchone() == (found,)


@pytest.mark.parametrize(("kind", "name"), EVERY)
def test_nothing_is_overwritten_unasked(stored, tmp_path, kind, name):
    out = tmp_path / name
    out.write_text("mine")

    refused = export(stored, kind, out)
    kept = out.read_text()
    forced = export(stored, kind, out, "--force")

    assert (refused.exit_code, kept) == (2, "mine")
    assert "--force" in refused.stderr
    assert forced.exit_code == 0
    assert out.read_bytes() != b"mine"


@pytest.mark.parametrize(("kind", "name"), EVERY)
def test_an_export_that_breaks_off_leaves_nothing_and_changes_nothing(
    stored, tmp_path, kind, name, monkeypatch
):
    def interrupted(*_):
        raise KeyboardInterrupt

    out = tmp_path / name
    out.write_text("mine")
    monkeypatch.setattr("pipeline.exports.source.made_by", interrupted)
    done = export(stored, kind, out, "--force")

    assert done.exit_code == 130
    assert [path.name for path in tmp_path.iterdir()] == [name]
    assert out.read_text() == "mine"


def test_a_copy_that_breaks_off_half_read_is_given_up(stored, tmp_path, monkeypatch):
    read = []

    def interrupted(_, pieces):
        read.append((next(pieces), pieces))  # and keeps it open, as a traceback does
        raise KeyboardInterrupt

    monkeypatch.setattr(row_files, "write_pieces", interrupted)
    done = export(stored, "rows", tmp_path / "r.csv")

    assert (done.exit_code, len(read)) == (130, 1)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("kind", "name", "complaint"),
    [
        pytest.param("network", "n.png", ".gexf or .graphml", id="an-ending-that-is-none"),
        pytest.param("network", "-", ".gexf or .graphml", id="a-network-to-standard-output"),
        pytest.param("rows", "r", ".csv or .jsonl or .parquet", id="no-ending"),
        pytest.param("rows", "no/r.csv", "no folder", id="no-folder"),
        pytest.param("timeline", ".", "is no file", id="a-folder"),
    ],
)
@pytest.mark.usefixtures("in_a_folder")
def test_where_nothing_can_be_written_is_said(stored, kind, name, complaint):
    done = export(stored, kind, Path(name))

    assert done.exit_code == 2
    assert complaint in done.stderr


def test_what_the_resolver_has_not_reached_is_said(stack, tmp_path):
    url = new_database(stack)
    held = [Held(VENN, "for", TOLL)]
    with database_at(url) as engine, connection_to(engine) as connection:
        store_resolved(connection, [(article("a", "2024-01-01", held), held)])
    rows(url, "DELETE FROM stance_statement")

    done = export(url, "network", tmp_path / "n.gexf")

    assert "1 of 1 rows wait for the resolver" in done.stderr
    assert len(nx.read_gexf(tmp_path / "n.gexf")) == 0


def test_rows_are_read_one_at_a_time(stored):
    with database_at(stored) as engine, connection_to(engine, read_only=True) as connection:
        selection = row_files.Selection(Filters())
        pieces = list(row_files.pieces(connection, selection, row_files.RowsForm.JSONL))

    assert len(pieces) == ROWS["once"]
    assert all(json.loads(piece) for piece in pieces)
