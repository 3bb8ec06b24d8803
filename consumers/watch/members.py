"""Who reads which partition, as the broker describes a group."""

from collections.abc import Mapping
from typing import Any

from kafka import TopicPartition

from pipeline.lag import Member


def readers(group: Mapping[str, Any]) -> dict[TopicPartition, Member] | None:
    """Tell which partitions a described group's members read; None while it gives them out.

    A member may own none of a topic that its group has not seen yet, or lost sight of. What a
    group of another kind than consumers gives out is not known either.
    """
    if group["members"] and (group["group_state"], group["protocol_type"]) != (
        "Stable",
        "consumer",
    ):
        return None
    return {
        TopicPartition(topic["topic"], number): Member(
            host=member["client_host"],
            consumer_id=member["member_id"],
            client_id=member["client_id"],
        )
        for member in group["members"]
        for topic in member["member_assignment"]["assigned_partitions"]
        for number in topic["partitions"]
    }
