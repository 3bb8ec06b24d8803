"""The audit: what is true passes, each lie is found and named, and what waits is not missing."""

import json
from uuid import uuid4

import pytest

from consumers.dead_letters import rejection
from pipeline.rejection import Rejection
from schemas.topics import topics_of
from tests import records
from tests.analyses import TEXT, analysed, deliver, send
from tests.rows import count, forbid, rows
from tests.stack.commands import stancewire
from tests.stack.waiting import eventually

pytestmark = pytest.mark.stack

IDS = [f"toll-{n}" for n in range(20)]


def audit(settings):
    """Run the audit; give its exit code and its report."""
    done = stancewire(settings, "audit", "--json")
    return done.returncode, json.loads(done.stdout)


def balance(settings):
    code, report = audit(settings)
    counted = report["balance"]
    names = ("articles", "stored", "dead_lettered", "waiting", "missing")
    return code, {name: counted[name] for name in names if counted[name]}


def acknowledge(settings, metadata=""):
    """Commit as the analyser does when it has answered every article."""
    ends = records.ends_of(settings, topics_of(settings.namespace).articles)
    records.commit(settings, ends, metadata)


@pytest.fixture
def answered(settings, run):
    """Twenty articles, published, answered and stored."""
    records.publish(settings, [records.article(name, TEXT) for name in IDS])
    deliver(settings, [analysed(name) for name in IDS])
    acknowledge(settings)
    run("sink")
    eventually(lambda: count(settings.database_url, "revision") == len(IDS))
    return settings


def test_what_is_true_and_whole_passes(answered):
    code, report = audit(answered)

    assert code == 0
    assert report["holds"]
    assert {f["broken"] for f in report["findings"]} == {0}
    assert min(f["checked"] for f in report["findings"]) >= len(IDS)
    assert balance(answered) == (0, {"articles": 20, "stored": 20})


LIES = {
    "a-mention": "UPDATE mention SET text = repeat('x', char_length(text))",
    "a-span-moved": "UPDATE quotation_span SET starts = starts + 1, ends = ends + 1",
    "a-cue": "UPDATE quotation SET cue_text = 'sang'",
    "a-speaker": "UPDATE quotation SET speaker_text = 'Vent'",
    "a-holder": "UPDATE stance SET holder_text = upper(holder_text)",
    "a-target": "UPDATE stance SET target_text = reverse(target_text)",
    "evidence-after-the-text": (
        "UPDATE stance SET evidence_starts = evidence_starts + 1000,"
        " evidence_ends = evidence_ends + 1000"
    ),
    "a-zone": """UPDATE revision SET zones = jsonb_set(zones, '{0,text}', '"HARBOR —"')""",
    "a-dateline": """UPDATE revision SET dateline = '{"start": 0, "end": 2, "text": "XX"}'""",
    "the-text": "UPDATE revision SET text = replace(text, 'WTO', 'UNO')",
    "an-entity-without-words": "DELETE FROM mention USING revision WHERE entity_id = 'e2'"
    " AND revision.id = revision_id",
    "a-quotation-without-words": "DELETE FROM quotation_span USING revision"
    " WHERE revision.id = revision_id",
    "no-current-revision": "UPDATE revision SET current = FALSE",
}


def test_each_lie_is_found_and_named(answered):
    """One lie an article, so that each is found by itself."""
    for name, lie in zip(IDS, LIES.values(), strict=False):
        mine = "revision_id IN (SELECT id FROM revision WHERE article_id = :name)"
        own = "article_id = :name" if "revision SET" in lie or "USING" in lie else mine
        joined = " AND " if " WHERE " in lie else " WHERE "
        rows(answered.database_url, f"{lie}{joined}{own}", name=name)

    code, report = audit(answered)

    named = {o["article_id"] for f in report["findings"] for o in f["offences"]}
    assert code == 1
    assert named == set(IDS[: len(LIES)])
    shown = stancewire(answered, "audit")
    assert shown.returncode == 1
    assert all(name in shown.stdout for name in named)


def test_an_older_revision_as_the_current_one_is_found(answered):
    rows(
        answered.database_url,
        "INSERT INTO revision (article_id, fingerprint, authors, fetched_at, text, zones, credit,"
        " provenance) SELECT article_id, 'later', authors, fetched_at + interval '1 day', text,"
        " zones, credit, provenance FROM revision WHERE article_id = 'toll-3'",
    )

    code, report = audit(answered)

    broken = {f["rule"]: [o["article_id"] for o in f["offences"]] for f in report["findings"]}
    assert code == 1
    assert broken.pop("no current revision is older than another") == ["toll-3"]
    assert set(map(tuple, broken.values())) == {()}


def test_what_the_resolver_passed_over_is_found(answered, run):
    run("resolver")
    eventually(lambda: count(answered.database_url, "unresolved") == 0)
    assert audit(answered)[0] == 0
    for table, article in (("resolved", 1), ("entity_identity", 2), ("stance_statement", 3)):
        rows(
            answered.database_url,
            f"DELETE FROM {table} USING revision WHERE revision.id = revision_id"  # noqa: S608
            " AND article_id = :name",
            name=IDS[article],
        )

    code, report = audit(answered)

    named = {o["article_id"] for f in report["findings"] for o in f["offences"]}
    assert (code, named) == (1, set(IDS[1:4]))


def test_an_article_that_was_acknowledged_without_an_answer_is_missing(settings, run):
    records.publish(settings, [records.article(name, TEXT) for name in IDS])
    deliver(settings, [analysed(name) for name in IDS if name != "toll-7"])
    acknowledge(settings)
    run("sink")
    eventually(lambda: count(settings.database_url, "revision") == len(IDS) - 1)

    code, report = audit(settings)

    assert code == 1
    assert [o["article_id"] for o in report["balance"]["offences"]] == ["toll-7"]
    assert balance(settings) == (1, {"articles": 20, "stored": 19, "missing": 1})


def test_what_was_acknowledged_in_a_topic_that_is_gone_is_waiting(settings, run):
    records.publish(settings, [records.article(name, TEXT) for name in IDS])
    deliver(settings, [analysed(name) for name in IDS if name != "toll-7"])
    acknowledge(settings, metadata=str(uuid4()))
    run("sink")
    eventually(lambda: count(settings.database_url, "revision") == len(IDS) - 1)

    assert balance(settings) == (0, {"articles": 20, "stored": 19, "waiting": 1})


def test_what_analyser_or_sink_have_not_reached_is_waiting(settings):
    records.publish(settings, [records.article(name, TEXT) for name in IDS])
    assert balance(settings) == (0, {"articles": 20, "waiting": 20})

    deliver(settings, [analysed(name) for name in IDS])
    acknowledge(settings)

    assert balance(settings) == (0, {"articles": 20, "waiting": 20})


def test_dead_letters_count_as_answers_whoever_wrote_them(settings, run):
    topics = topics_of(settings.namespace)
    records.publish_raw(settings, [(b"x", b"poison")], partition=2)
    records.publish(settings, [records.article("bad", TEXT)])
    why = Rejection("undecodable", "not JSON")
    letter = rejection((topics.articles.name, 2, 0), b"x", b"poison", why, "analyser")
    send(settings, topics.dead_letters, [(b"x", letter.model_dump_json().encode())], partition=2)
    forbid(settings.database_url, "bad")
    deliver(settings, [analysed("bad")])
    acknowledge(settings)
    run("sink")
    eventually(lambda: count(settings.database_url, "dead_letter") == 2)

    assert balance(settings) == (0, {"articles": 2, "dead_lettered": 2})
