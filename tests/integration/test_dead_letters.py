"""Dead letters at the command line: listed, shown without harm, sent back only where they fit."""

import base64
import json

import pytest
from click.testing import CliRunner

from consumers.sink.store import Batch, store_batch
from pipeline.cli import cli
from pipeline.database import connection_to, database_at
from schemas.contracts import DeadLetter
from schemas.topics import topics_of
from tests import records
from tests.rows import rows

pytestmark = pytest.mark.stack

ORIGINAL = b'{"article_id": "toll"}\n\x1b[31m\xff\x00'


@pytest.fixture
def letter(settings):
    """One dead letter of the articles' topic, in the database."""
    made = DeadLetter(
        topic=topics_of(settings.namespace).articles.name,
        partition=7,
        offset=3,
        key=b"toll",
        original=ORIGINAL,
        kind="undecodable",
        reason="Invalid JSON: a long reason that a table must wrap and may not cut off anywhere",
        rejected_by="analyser",
    )
    with database_at(settings.database_url) as engine, connection_to(engine) as connection:
        store_batch(connection, Batch((), letters=[made]))
    return made


def say(settings, *arguments):
    return CliRunner().invoke(cli, ["dead-letters", *arguments], env=settings.to_environment())


def test_a_listed_letter_tells_its_whole_reason(settings, letter):
    shown = say(settings, "list")

    assert shown.exit_code == 0
    assert all(len(line) <= 80 for line in shown.stdout.splitlines())
    assert {letter.id, *letter.reason.split()} <= set(shown.stdout.split())


@pytest.mark.parametrize(
    ("choice", "found"),
    [
        pytest.param(["--kind", "undecodable"], 1, id="kind"),
        pytest.param(["--kind", "timed-out"], 0, id="another-kind"),
        pytest.param(["--topic", "elsewhere"], 0, id="another-topic"),
        pytest.param(["--article", "nobody"], 0, id="another-article"),
        pytest.param(["--since", "2026-01-01"], 1, id="since"),
        pytest.param(["--until", "2026-01-01"], 0, id="until"),
        pytest.param(["--waiting"], 1, id="waiting"),
    ],
)
def test_letters_are_chosen(settings, letter, choice, found):
    assert len(json.loads(say(settings, "list", "--json", *choice).stdout)) == found


def test_a_shown_letter_cannot_command_the_terminal(settings, letter):
    shown = say(settings, "show", letter.id)

    assert shown.exit_code == 0
    assert "\x1b" not in shown.stdout
    assert '{"article_id": "toll"}' in shown.stdout
    assert letter.reason in shown.stdout


def test_a_letter_keeps_every_byte(settings, letter):
    raw = say(settings, "show", letter.id, "--raw")
    fields = json.loads(say(settings, "show", letter.id, "--json").stdout)

    assert raw.stdout_bytes == ORIGINAL
    assert base64.b64decode(fields["original"]) == ORIGINAL
    assert (fields["partition"], fields["record_offset"]) == (7, 3)


def test_a_letter_that_is_none_is_said_so(settings):
    assert say(settings, "show", "0123456789abcdef").exit_code == 1
    assert say(settings, "replay", "0123456789abcdef").exit_code == 2


@pytest.mark.parametrize("arguments", [[], ["--all", "0123456789abcdef"]], ids=["none", "both"])
def test_replay_asks_which(settings, arguments):
    shown = say(settings, "replay", *arguments)

    assert shown.exit_code == 2
    assert "either IDs or --all" in shown.stderr


def test_a_replayed_letter_returns_to_its_partition_with_its_key_and_bytes(settings, letter):
    shown = say(settings, "replay", letter.id)

    assert (shown.exit_code, shown.stdout) == (0, "replayed 1\n")
    (record,) = records.records_of(settings, topics_of(settings.namespace).articles)
    assert (record.partition, record.key, record.value) == (7, b"toll", ORIGINAL)
    assert rows(
        settings.database_url,
        "SELECT count(*) FROM dead_letter WHERE replayed_at > now() - interval '1 hour'",
    ) == [(1,)]


def test_letters_of_another_namespace_are_not_sent(settings, letter):
    other = settings.model_copy(update={"namespace": "elsewhere"})
    shown = say(other, "replay", "--all")

    assert (shown.exit_code, shown.stdout) == (2, "replayed 0\n")
    assert "not of this namespace" in shown.stderr
