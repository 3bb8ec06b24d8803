"""Which committed offsets are of the topic that stands today."""

from uuid import UUID

import pytest
from kafka import TopicPartition
from kafka.structs import OffsetAndMetadata

from pipeline.broker import committed_offsets

GROUP = "readers"
PLACE = TopicPartition("news.articles", 3)
TOPIC_ID = UUID(int=7)


class FakeAdmin:
    """A broker with one topic, for which one offset is committed."""

    def __init__(self, offset: int, metadata: str | None) -> None:
        self._offset = OffsetAndMetadata(offset, metadata, -1)

    def list_group_offsets(self, wanted):
        return {group: dict.fromkeys(places, self._offset) for group, places in wanted.items()}

    def describe_topics(self, names):
        return [{"name": name, "topic_id": str(TOPIC_ID), "error_code": 0} for name in names]


@pytest.mark.parametrize(
    ("offset", "metadata", "committed"),
    [
        pytest.param(5, str(TOPIC_ID), {PLACE: 5}, id="committed-in-this-topic"),
        pytest.param(0, str(TOPIC_ID), {PLACE: 0}, id="at-its-start"),
        pytest.param(5, str(UUID(int=8)), {}, id="committed-in-one-that-is-gone"),
        pytest.param(5, "", {PLACE: 5}, id="by-kafkas-own-tools"),
        pytest.param(5, None, {PLACE: 5}, id="nothing-beside-it"),
        pytest.param(-1, "", {}, id="never"),
    ],
)
def test_offsets_are_of_the_topic_whose_id_is_beside_them(offset, metadata, committed):
    assert committed_offsets(FakeAdmin(offset, metadata), GROUP, [PLACE]) == committed
