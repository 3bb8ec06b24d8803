"""Where the sink starts reading: the database says so, within what the log still has."""

import logging

import pytest
from kafka import TopicPartition

from consumers.sink.positions import start_of
from pipeline.errors import SetupError

PLACE = TopicPartition("news.analyses", 3)


@pytest.mark.parametrize(
    ("expected", "first", "end", "start"),
    [
        pytest.param(None, 0, 10, 0, id="a-partition-new-to-the-database"),
        pytest.param(None, 4, 10, 4, id="new-and-already-shortened"),
        pytest.param(6, 0, 10, 6, id="in-the-middle"),
        pytest.param(10, 0, 10, 10, id="at-the-end"),
        pytest.param(0, 0, 0, 0, id="an-empty-log"),
        pytest.param(7, 7, 7, 7, id="all-deleted-all-read"),
    ],
)
def test_reading_starts_where_the_database_is(caplog, expected, first, end, start):
    assert start_of(PLACE, expected, first=first, end=end) == start
    assert caplog.records == []


def test_records_deleted_before_they_were_stored_are_an_alarm(caplog):
    assert start_of(PLACE, 3, first=8, end=10) == 8
    (alarm,) = caplog.records
    assert alarm.levelno == logging.ERROR
    assert (alarm.topic, alarm.partition, alarm.awaited, alarm.first) == (*PLACE, 3, 8)


def test_a_database_ahead_of_the_log_stops_the_sink_with_what_to_do():
    with pytest.raises(SetupError, match=r"DELETE FROM sink_offset WHERE topic = 'news.analyses'"):
        start_of(PLACE, 11, first=0, end=10)
