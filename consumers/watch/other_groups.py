"""Edge: groups of the cluster that are not ours, and where they read."""

from collections.abc import Collection, Iterable
from fnmatch import fnmatchcase

from kafka import TopicPartition
from kafka.admin import KafkaAdminClient

NEW_PROTOCOL = "consumer"  # KIP-848: what describes classic groups knows nothing of its members


def groups_like(admin: KafkaAdminClient, patterns: Collection[str]) -> dict[str, bool]:
    """Find the groups whose names match a pattern, and say of each whether members can be seen."""
    if not patterns:
        return {}
    return {
        group["group_id"]: str(group.get("group_type") or "").lower() != NEW_PROTOCOL
        for group in admin.list_groups()
        if any(fnmatchcase(group["group_id"], pattern) for pattern in patterns)
    }


def places_of(
    admin: KafkaAdminClient, group: str, assigned: Iterable[TopicPartition]
) -> dict[TopicPartition, int | None]:
    """Give where a group committed an offset or has a member, with the offset."""
    committed = admin.list_group_offsets({group: None})[group]
    offsets = {
        place: found.offset if found.offset >= 0 else None for place, found in committed.items()
    }
    return {**dict.fromkeys(assigned), **offsets}
