"""The API: the answers of `stancewire query`, for programs."""

import csv
import io
import json
import socket
import threading
from xml.etree import ElementTree

import httpx2
import pytest
import uvicorn
from fastapi import Request, Response
from fastapi.testclient import TestClient

from pipeline import queries
from pipeline.database import database_at
from pipeline.moments import moment_of
from pipeline.queries import Filters, Question
from pipeline.queries.kept import keep
from pipeline.web.api.forms import Form, rows_in
from pipeline.web.server import reading_engine
from pipeline.web.site import site_of
from tests.resolved import resolve, stored, told
from tests.rows import rows
from tests.stack.plugin import new_database
from tests.stack.ports import free_port
from tests.stack.waiting import eventually

pytestmark = pytest.mark.stack

QUESTIONS = (
    "articles entities quotations stances positions matrix timeline changes contradictions voices"
    " coalitions"
).split()
HOSTILE = "<script>alert(1)</script>"


@pytest.fixture(scope="module")
def url(stack):
    made = new_database(stack)
    articles = [
        told("a", ("Ada Rusk", "for", "the toll"), said=[("Ada Rusk", "We need it")]),
        told("b", ("Ada Rusk", "against", "the toll"), days=9),
        told("c", ("Mike Venn", "against", f"the {HOSTILE}"), days=10, outlet="Gull & Co"),
        told("d", ("Bo Solberg", "against", "the toll"), ("Lena Dahl", "for", "the toll"), days=11),
    ]
    people = {name: [name] for name in ("Ada Rusk", "Mike Venn", "Bo Solberg", "Lena Dahl")}
    issues = {"toll": {"the toll": False}, HOSTILE: {f"the {HOSTILE}": False}}
    return resolve(stored(made, articles), people, issues)


@pytest.fixture(scope="module")
def engine(url):
    made = reading_engine(url)
    yield made
    made.dispose()


@pytest.fixture(scope="module")
def client(engine):
    with TestClient(site_of(engine)) as made:
        yield made


def get(client, path, **parameters):
    return client.get(f"/api/v1/{path}", params=parameters)


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_question_has_the_same_rows_in_every_form_as_the_query(client, engine, question):
    rows = queries.ask(engine, getattr(queries, question)(Filters()))
    assert rows or question == "contradictions"
    asked = [{name: row[name] for name in row if name != "cursor"} for row in rows]

    as_json = get(client, question).json()["rows"]
    lines = get(client, question, format="jsonl").text.splitlines()
    as_csv = list(csv.DictReader(io.StringIO(get(client, question, format="csv").text)))

    assert as_json == [json.loads(line) for line in lines]
    assert [set(row) for row in as_json] == [set(row) for row in asked]
    assert [len(asked)] * 2 == [len(as_json), len(as_csv)]
    assert [set(row) for row in as_csv] == [set(row) for row in asked]


@pytest.mark.parametrize("question", ["articles", "quotations", "stances"])
def test_following_next_gives_every_row_once_while_others_arrive(database_url, question):
    def corpus(name, days):
        said = [("Ada Rusk", f"{name} will pass")]
        sides = [("Ada Rusk", "for", "the toll"), ("Bo Solberg", "against", "the toll")]
        return [told(f"{name}-{day}", *sides, days=day, said=said) for day in days]

    stored(database_url, corpus("old", range(5, 10)))
    engine = reading_engine(database_url)
    with TestClient(site_of(engine)) as client:
        wanted = get(client, question).json()["rows"]
        arriving = iter([corpus("newer", [20]), corpus("between", [7])])
        seen, page, following = [], get(client, question, limit=2), "anything"
        while following:
            seen += page.json()["rows"]
            following = page.json()["next"]
            assert page.links.get("next", {}).get("url") == following
            stored(database_url, next(arriving, ()))
            page = client.get(following or "/")
    engine.dispose()

    assert all(row["dated"].endswith("+00:00") for row in seen)
    assert [row for row in seen if row["article_id"].startswith("old")] == wanted
    assert len({json.dumps(row) for row in seen}) == len(seen)


def test_an_article_has_all_that_was_found_in_it_at_its_place(client):
    found = get(client, "articles/a").json()
    spans = [*found["names"], *(stance["evidence"] for stance in found["stances"])]
    spans += [span for said in found["quotations"] for span in said["spans"]]

    assert found["current"] is True
    assert [said["speaker_names"] for said in found["quotations"]] == [["Ada Rusk"]]
    assert [(s["holder_name"], s["side"]) for s in found["stances"]] == [("Ada Rusk", "for")]
    assert len(spans) >= 3
    assert all(found["text"][s["start"] : s["end"]] == s["text"] for s in spans)
    assert get(client, "articles/a", min_confidence=1).json()["stances"] == []
    assert get(client, "articles/a", holder="Rusk").status_code == 400


def test_names_and_issues_are_listed_and_searched(client):
    people = get(client, "names").json()["rows"]
    issues = get(client, "issues").json()["rows"]

    assert [get(client, "names", entity=p["name"]).json()["rows"] for p in people] == [
        [person] for person in people
    ]
    assert {row["id"] for row in issues} == {"t1", "t2"}
    assert get(client, "issues", target="ferry").json()["rows"] == []
    assert len(get(client, "names", entity="i1", format="csv").text.splitlines()) == 2


def test_a_name_and_an_issue_are_told_by_their_ids(client):
    stance = get(client, "stances", holder="Venn").json()["rows"][0]
    name = get(client, f"names/{stance['holder_identity']}").json()
    issue = get(client, f"issues/{stance['issue']}").json()

    assert name["name"] == "Mike Venn"
    assert [form["name"] for form in name["forms"]] == ["Mike Venn"]
    assert issue["name"] == stance["issue_name"]
    assert [phrase["name"] for phrase in issue["phrases"]] == [f"the {HOSTILE}"]


@pytest.mark.parametrize("path", ["articles/none", "names/i999", "names/t1", "issues/t999"])
def test_what_is_not_there_says_where_to_look(client, path):
    answer = get(client, path)

    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"


def test_the_network_has_the_pairs_of_coalitions_as_nodes_and_links(client):
    pairs = get(client, "coalitions", holder="Dahl").json()["rows"]
    found = get(client, "network", holder="Dahl").json()

    assert pairs
    assert [(link["source"], link["target"]) for link in found["links"]] == [
        (pair["holder_identity"], pair["other_identity"]) for pair in pairs
    ]
    assert {node["id"] for node in found["nodes"]} == {
        end for link in found["links"] for end in (link["source"], link["target"])
    }


def test_what_was_counted_over_everything_says_as_of_when(client, url):
    with database_at(url) as writing:
        keep(writing, "entities")
        with writing.begin() as connection:
            connection.exec_driver_sql("UPDATE kept_answer SET seconds = 1")
    found = get(client, "entities").json()
    anew = get(client, "entities", entity="Rusk").json()

    assert found["rows"]
    assert moment_of(found["as_of"]).tzinfo is not None
    assert anew["as_of"] is None


def test_a_question_shows_its_sql_which_gives_the_same_rows(client, url):
    awkward = get(client, "stances", holder="Mike O'Venn, or %s :limit", format="sql").text
    asked = get(client, "stances", holder="Venn", format="sql").text

    assert "'Mike O''Venn, or %s :limit'" in awkward
    begin, *settings, select, commit = asked.split(";\n")
    assert (begin, commit) == ("BEGIN READ ONLY", "COMMIT;")
    assert "SET LOCAL TimeZone = 'UTC'" in settings
    assert len(rows(url, select)) == 1


def test_a_csv_without_rows_still_has_its_heading(client):
    found = get(client, "stances", holder="Nobody", format="csv").text

    assert found.startswith("dated,outlet,holder,")
    assert found.count("\n") == 1


@pytest.mark.parametrize(
    ("path", "says"),
    [
        pytest.param("stances?holdr=Rusk", "did you mean holder?", id="unknown"),
        pytest.param("stances?since=soon", "'soon' is no date", id="no-date"),
        pytest.param("stances?limit=501", "format=csv", id="too-many"),
        pytest.param("stances?limit=0", "greater than or equal to 1", id="none"),
        pytest.param("stances?holder=...", "no letter or digit", id="no-name"),
        pytest.param("stances?words=a%00b", "NUL", id="nul"),
        pytest.param("stances?words=" + "a" * 301, "300", id="too-long"),
        pytest.param("entities?format=atom", "ask for json", id="no-news"),
        pytest.param("entities?holder=Rusk", "no such parameter here", id="of-another"),
        pytest.param("stances?format=xml", "'json'", id="no-form"),
    ],
)
def test_a_bad_question_is_answered_by_what_is_wrong(client, path, says):
    found = client.get(f"/api/v1/{path}")

    assert found.status_code == 400
    assert found.headers["content-type"] == "application/problem+json"
    assert says in found.json()["detail"]


def test_a_path_that_is_not_there_says_where_to_look(client):
    found = get(client, "opinions")

    assert found.status_code == 404
    assert "/api/v1/docs" in found.json()["detail"]


@pytest.mark.parametrize("form", ["json", "csv", "jsonl", "atom"])
def test_who_has_an_answer_is_told_that_nothing_changed(client, form):
    first = get(client, "stances", format=form)
    path = f"/api/v1/stances?format={form}"

    same = client.get(path, headers={"If-None-Match": first.headers["etag"]})
    other = client.get(path, headers={"If-None-Match": '"something else"'})

    assert (same.status_code, same.content) == (304, b"")
    assert (other.status_code, other.content) == (200, first.content)


def test_a_feed_of_stances_leads_to_their_words_and_runs_nothing(client):
    found = get(client, "stances", format="atom", holder="Venn")

    atom = "{http://www.w3.org/2005/Atom}"
    (entry,) = ElementTree.fromstring(found.text).iter(f"{atom}entry")  # noqa: S314  # our own
    assert HOSTILE in entry.find(f"{atom}title").text
    assert "&lt;script&gt;" in entry.find(f"{atom}summary").text
    assert entry.find(f"{atom}link").get("href").endswith("/articles/c#c0")
    assert get(client, "stances", format="atom", holder="Venn").text == found.text


def test_the_description_names_every_question_with_an_example_that_it_could_give(client, engine):
    described = client.get("/api/v1/openapi.json").json()

    assert described["openapi"].startswith("3.1")
    for question in QUESTIONS:
        example = described["paths"][f"/api/v1/{question}"]["get"]["responses"]["200"]
        (row,) = example["content"]["application/json"]["example"]["rows"]
        columns = queries.heading(engine, getattr(queries, question)(Filters()))
        assert set(row) <= set(columns)
    assert "422" not in json.dumps(described)


def test_the_page_about_the_api_loads_nothing_from_elsewhere(client):
    found = client.get("/api/v1/docs").text

    assert all(f"GET /api/v1/{question}" in found for question in QUESTIONS)
    assert 'src="http' not in found
    assert '<link rel="stylesheet" href="/static/' in found


def test_nothing_can_be_written_through_the_engine(engine):
    with pytest.raises(Exception, match="read-only"), engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM article")


LONG = Question("SELECT repeat('x', 1000) AS told FROM generate_series(1, 10000000)")


@pytest.fixture
def address(engine):
    """A server on a port, with an answer that is longer than what any buffer takes."""
    site = site_of(engine)

    @site.get("/long")
    def long(request: Request) -> Response:
        return rows_in(request, LONG, Form.JSONL, "long")

    server = uvicorn.Server(uvicorn.Config(site, port=free_port(), log_config=None))
    thread = threading.Thread(target=server.run)
    thread.start()
    eventually(lambda: server.started)
    yield ("127.0.0.1", server.config.port)
    server.should_exit = True
    thread.join()


def test_a_client_that_hangs_up_frees_its_connection(address, engine):
    with socket.create_connection(address) as client:
        client.sendall(b"GET /long HTTP/1.1\r\nHost: here\r\n\r\n")
        assert client.recv(15) == b"HTTP/1.1 200 OK"
        assert engine.pool.checkedout() == 1

    eventually(lambda: engine.pool.checkedout() == 0)
    assert httpx2.get(f"http://127.0.0.1:{address[1]}/api/v1/stances").status_code == 200
