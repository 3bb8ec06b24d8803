"""Offsets and times become a lag; the rules as a table of cases."""

from datetime import UTC, datetime, timedelta

import pytest
from kafka import TopicPartition

from consumers.watch.members import readers
from pipeline.lag import (
    GroupLag,
    LagReport,
    Member,
    Offsets,
    as_fields,
    lagging,
    partition_lag,
    retention_used,
)

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
MINUTE_AGO = NOW - timedelta(minutes=1)


def judged(committed, log_start, end, next_at=MINUTE_AGO, *, owned=True):
    return partition_lag(Offsets("t", 0, committed, log_start, end), next_at, NOW, owned=owned)


@pytest.mark.parametrize(
    ("committed", "log_start", "end", "lag", "lost"),
    [
        pytest.param(10, 0, 10, 0, 0, id="up-to-date"),
        pytest.param(4, 0, 10, 6, 0, id="behind"),
        pytest.param(None, 0, 10, 10, 0, id="no-commit-counts-from-the-oldest"),
        pytest.param(None, 7, 10, 3, 0, id="no-commit-after-retention"),
        pytest.param(0, 0, 10, 10, 0, id="commit-at-zero-is-a-commit"),
        pytest.param(4, 7, 10, 3, 3, id="retention-ate-unread"),
        pytest.param(0, 7, 10, 3, 7, id="retention-ate-unread-from-zero"),
        pytest.param(4, 10, 10, 0, 6, id="retention-ate-all"),
        pytest.param(7, 7, 10, 3, 0, id="retention-up-to-the-commit"),
        pytest.param(11, 0, 10, 0, 0, id="commit-overtook-the-end-that-was-read"),
        pytest.param(None, 0, 0, 0, 0, id="empty"),
        pytest.param(None, 5, 5, 0, 0, id="emptied"),
    ],
)
def test_lag_counts_from_the_commit_or_the_oldest_message(committed, log_start, end, lag, lost):
    judgement = judged(committed, log_start, end)

    assert (judgement.lag, judgement.lost) == (lag, lost)


@pytest.mark.parametrize(
    ("committed", "next_at", "seconds"),
    [
        pytest.param(4, MINUTE_AGO, 60.0, id="age-of-the-next-message"),
        pytest.param(4, NOW + timedelta(seconds=5), 0.0, id="a-clock-that-is-ahead"),
        pytest.param(4, None, None, id="not-read-in-time"),
        pytest.param(10, None, 0.0, id="nothing-waits"),
        pytest.param(10, MINUTE_AGO, 0.0, id="read-meanwhile"),
    ],
)
def test_seconds_are_the_age_of_the_next_message(committed, next_at, seconds):
    assert judged(committed, 0, 10, next_at).seconds == seconds


@pytest.mark.parametrize(
    ("committed", "seconds", "retention_ms", "used"),
    [
        pytest.param(4, 60.0, 240_000, 0.25, id="a-share-of-time"),
        pytest.param(4, 900.0, 240_000, 1.0, id="about-to-be-deleted"),
        pytest.param(10, 0.0, 240_000, 0.0, id="nothing-waits"),
        pytest.param(4, 60.0, None, 0.6, id="kept-without-end"),
        pytest.param(4, None, 240_000, 0.6, id="age-not-read-in-time"),
        pytest.param(None, None, None, 1.0, id="all-of-it-waits"),
    ],
)
def test_retention_is_used_up_by_time_where_messages_have_one_and_else_by_number(
    committed, seconds, retention_ms, used
):
    assert retention_used(Offsets("t", 0, committed, 0, 10, retention_ms), seconds) == used


def test_of_a_topic_without_messages_no_retention_is_used():
    assert retention_used(Offsets("t", 0, None, 5, 5), None) is None


def group(*partitions, members=1):
    return GroupLag("news.sink", "Stable", members, partitions)


def test_a_group_is_behind_by_all_partitions_and_as_old_as_its_oldest_message():
    older = NOW - timedelta(hours=1)
    sums = group(judged(4, 0, 10), judged(9, 0, 10, older), judged(10, 0, 10))

    assert (sums.lag, sums.seconds) == (7, 3600.0)


def test_an_age_that_could_not_be_read_is_unknown():
    assert group(judged(4, 0, 10, None), judged(10, 0, 10)).seconds is None
    assert group(judged(10, 0, 10)).seconds == 0.0


@pytest.mark.parametrize(
    ("partitions", "unread", "alarming"),
    [
        pytest.param([judged(4, 0, 10)], 0, False, id="lag-and-an-owner"),
        pytest.param([judged(4, 0, 10, owned=False)], 6, True, id="lag-and-no-owner"),
        pytest.param(
            [judged(4, 0, 10), judged(7, 0, 10, owned=False)], 3, True, id="one-of-two-unowned"
        ),
        pytest.param([judged(None, 0, 6, owned=False)], 6, True, id="never-read-and-no-owner"),
        pytest.param([judged(4, 0, 10, owned=None)], 0, False, id="while-partitions-are-given-out"),
        pytest.param([judged(10, 0, 10, owned=False)], 0, False, id="no-lag-and-no-owner"),
        pytest.param([judged(4, 7, 10)], 0, True, id="lost"),
    ],
)
def test_a_group_alarms_when_nobody_reads_what_waits_or_messages_were_lost(
    partitions, unread, alarming
):
    one = group(*partitions)

    assert (one.unread, one.stalled) == (unread, unread > 0)
    assert LagReport(NOW, (one,)).alarming is alarming


def member(**assigned):
    partitions = [{"topic": name, "partitions": numbers} for name, numbers in assigned.items()]
    return {
        "member_id": "m",
        "client_id": "c",
        "client_host": "/h",
        "member_assignment": {"version": 0, "assigned_partitions": partitions},
    }


@pytest.mark.parametrize(
    ("state", "members", "owned"),
    [
        pytest.param("Stable", [member(t=[0, 1]), member(t=[2])], {0, 1, 2}, id="shared"),
        pytest.param("Stable", [member()], set(), id="a-topic-out-of-sight"),
        pytest.param("Stable", [member(), member(t=[5])], {5}, id="one-of-two-has-some"),
        pytest.param("PreparingRebalance", [member(t=[0])], None, id="about-to-be-given-out"),
        pytest.param("CompletingRebalance", [member()], None, id="being-given-out"),
        pytest.param("Empty", [], set(), id="no-member"),
        pytest.param("Dead", [], set(), id="never-was"),
    ],
)
def test_members_own_what_the_group_gave_them(state, members, owned):
    found = readers({"group_state": state, "protocol_type": "consumer", "members": members})

    who = Member("/h", "m", "c")
    assert found == (None if owned is None else {TopicPartition("t", n): who for n in owned})


def test_what_a_group_of_another_kind_gave_out_is_not_known():
    connect = {"group_state": "Stable", "protocol_type": "connect", "members": [object()]}

    assert readers(connect) is None


def test_partitions_without_lag_or_loss_are_left_out():
    behind, lost, fine = judged(4, 0, 10), judged(4, 10, 10), judged(10, 0, 10)

    assert lagging([behind, lost, fine]) == [behind, lost]


def test_the_report_as_fields_holds_every_number():
    stalled = group(judged(4, 7, 10, owned=False), members=0)

    (fields,) = as_fields(LagReport(NOW, (stalled,)))["groups"]

    assert fields == {
        "group": "news.sink",
        "state": "Stable",
        "members": 0,
        "stalled": True,
        "lag": 3,
        "seconds": 60.0,
        "lost": 3,
        "unread": 3,
        "partitions": [
            {
                "topic": "t",
                "partition": 0,
                "committed": 4,
                "log_start": 7,
                "end": 10,
                "lag": 3,
                "seconds": 60.0,
                "lost": 3,
                "owned": False,
                "member": None,
                "retention_used": 1.0,
            }
        ],
    }
