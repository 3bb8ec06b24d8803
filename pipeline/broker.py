"""Edge: waits for the broker, and makes the topics that it lacks."""

import logging
import socket
import struct
import time
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from typing import TypeVar
from uuid import UUID

from kafka import TopicPartition
from kafka.admin import ConfigResource, ConfigResourceType, KafkaAdminClient
from kafka.errors import (
    CoordinatorLoadInProgressError,
    CoordinatorNotAvailableError,
    KafkaError,
    NotCoordinatorError,
    TopicAlreadyExistsError,
)
from kafka.net.compat import KafkaNetClient

from pipeline.errors import SetupError, UnavailableError
from pipeline.waiting import PAUSE_SECONDS, wait_for
from schemas.topics import Topic, Topics

# One attempt to connect; a broker on the same machine answers within a millisecond.
CONNECT_SECONDS = 2.0
# The broker may accept connections some seconds before it knows who leads its partitions.
REQUEST_MS = 20_000
SETTLE_SECONDS = 15.0  # a new broker makes its topic of offsets at the first question: 1 s

# Length, then ApiVersions (18) of version 0, correlation id 0, no client id: what every broker
# answers to anybody (KIP-35).
_ASK_VERSIONS = struct.pack(">ihhih", 10, 18, 0, 0, -1)

logger = logging.getLogger(__name__)

Read = TypeVar("Read")


class OrderlyClient(KafkaNetClient):  # type: ignore[misc]  # kafka-python is untyped
    """What consumers and administrators of kafka-python speak through, closed without a race.

    In the library's own order sockets are closed while the client's thread still reads them,
    which it logs as an error with a traceback; here the thread ends first.
    """

    def close(self, node_id: int | None = None) -> None:
        if node_id is None:
            self._net.stop()
        super().close(node_id)


@contextmanager
def administration(bootstrap: str) -> Iterator[KafkaAdminClient]:
    """Open an administrator's connection; raises UnavailableError when the broker is away."""
    try:
        with KafkaAdminClient(
            bootstrap_servers=bootstrap.split(","),
            bootstrap_timeout_ms=REQUEST_MS,
            request_timeout_ms=REQUEST_MS,
            kafka_client=OrderlyClient,
        ) as admin:
            yield admin
    except KafkaError as error:
        raise UnavailableError(f"The broker at {bootstrap} does not answer: {error}") from error


# What a broker says that has not found the keeper of its groups yet.
UNSETTLED = (CoordinatorLoadInProgressError, CoordinatorNotAvailableError, NotCoordinatorError)


def settled(
    read: Callable[[], Read], passing: tuple[type[KafkaError], ...] = (KafkaError,)
) -> Read:
    """Read of groups; a broker that just started is given some seconds to find them.

    Of errors that pass, those of these classes that may be tried again are.
    """
    deadline = time.monotonic() + SETTLE_SECONDS
    while True:
        try:
            return read()
        except passing as error:
            if not error.retriable or time.monotonic() > deadline:
                raise
            time.sleep(PAUSE_SECONDS)


def wait_for_broker(bootstrap: str, seconds: float | None) -> None:
    """Return as soon as a broker answers, saying in the log that it waits.

    Raises UnavailableError after `seconds`; None waits for ever.
    """

    def why_away() -> str | None:
        answers = any(broker_answers(server) for server in bootstrap.split(","))
        return None if answers else f"nothing speaks Kafka at {bootstrap}"

    wait_for("broker", why_away, seconds)


def broker_answers(server: str) -> bool:
    """Tell whether a broker speaks behind a port: a container's port accepts before one does."""
    host, port = server.rsplit(":", 1)
    try:
        with socket.create_connection((host, int(port)), timeout=CONNECT_SECONDS) as connection:
            connection.sendall(_ASK_VERSIONS)
            return len(connection.recv(4)) > 0
    except OSError:
        return False


def ensure_topics(bootstrap: str, topics: Topics) -> None:
    """Create the topics that are missing, with the broker's own default of replicas.

    Raises SetupError naming each topic that stands already but differs in what must not.
    """
    with administration(bootstrap) as admin:
        known = set(admin.list_topics())
        for topic in topics.all:
            if topic.name not in known:
                _create(admin, topic)
        names = [topic.name for topic in topics.all]
        admin.wait_for_topics(names, timeout_ms=REQUEST_MS)
        partitions = {t["name"]: len(t["partitions"]) for t in admin.describe_topics(names)}
        limits = _message_limits(admin, names)
    problems = list(_differences(topics.all, partitions, limits))
    if problems:
        raise SetupError(
            "These topics do not fit:\n  "
            + "\n  ".join(problems)
            + "\nAlter or delete them, or choose other names by STANCEWIRE_NAMESPACE."
        )


def topic_ids(admin: KafkaAdminClient, names: Iterable[str]) -> dict[str, UUID]:
    """Give the id that Kafka made up with each topic; made anew, a topic has another.

    Raises UnavailableError when one of them is not there.
    """
    described = admin.describe_topics(list(names))
    if away := sorted(topic["name"] for topic in described if topic["error_code"]):
        raise UnavailableError(f"The broker has no topic {', '.join(away)} now.")
    return {topic["name"]: UUID(str(topic["topic_id"])) for topic in described}


def committed_offsets(
    admin: KafkaAdminClient, group: str, places: Collection[TopicPartition]
) -> dict[TopicPartition, int]:
    """Give where a group goes on, in places where it committed an offset of the topic of today.

    Raises UnavailableError when a topic is not there.
    """
    committed = settled(lambda: admin.list_group_offsets({group: places})[group], UNSETTLED)
    # Asked for later, an id is never older than the offsets.
    ids = topic_ids(admin, {place.topic for place in places})
    return {
        place: found.offset
        for place, found in committed.items()
        if found.offset >= 0 and is_of(ids[place.topic], found.metadata)
    }


def retention_of(admin: KafkaAdminClient, names: Collection[str]) -> dict[str, int]:
    """Give for how many milliseconds topics keep their messages; who keeps them all is left out."""
    settings = _topic_settings(admin, names, "retention.ms", "cleanup.policy")
    return {
        name: kept
        for name, found in settings.items()
        if (kept := int(found["retention.ms"])) > 0 and "delete" in found["cleanup.policy"]
    }


def longest_kept(admin: KafkaAdminClient, names: Collection[str]) -> dict[str, int | None]:
    """Give for how many milliseconds at most a message's bytes stay; None: there is no end.

    Kafka deletes whole segments: one that has just got its last message is done with once it is
    full or `segment.ms` old, and goes when that message is as old as the topic's retention.
    """
    settings = _topic_settings(admin, names, "segment.ms")
    kept = retention_of(admin, names)
    return {
        name: kept[name] + int(settings[name]["segment.ms"]) if name in kept else None
        for name in names
    }


def is_of(topic_id: UUID, metadata: str | None) -> bool:
    """Tell by an offset's metadata whether it was committed by who read the topic of this id.

    Kafka's own tools, and we in older versions, write nothing there and are believed.
    """
    return not metadata or metadata == str(topic_id)


def _create(admin: KafkaAdminClient, topic: Topic) -> None:
    configs = {
        "retention.ms": str(topic.retention_ms),
        "max.message.bytes": str(topic.message_bytes),
    }
    wanted = {topic.name: {"num_partitions": topic.partitions, "configs": configs}}
    try:
        admin.create_topics(wanted)
    except TopicAlreadyExistsError:
        return  # somebody else was quicker
    logger.info("Created a topic", extra={"topic": topic.name, "partitions": str(topic.partitions)})


def _message_limits(admin: KafkaAdminClient, names: Iterable[str]) -> dict[str, int]:
    found = _topic_settings(admin, names, "max.message.bytes")
    return {name: int(settings["max.message.bytes"]) for name, settings in found.items()}


def _topic_settings(
    admin: KafkaAdminClient, names: Iterable[str], *settings: str
) -> dict[str, dict[str, str]]:
    wanted = dict.fromkeys(settings)
    resources = [ConfigResource(ConfigResourceType.TOPIC, name, wanted) for name in names]
    if not resources:
        return {}
    described = admin.describe_configs(resources, config_filter="all")
    return {
        name: {setting: configs[setting]["value"] for setting in settings}
        for named in described.values()
        for name, configs in named.items()
    }


def _differences(
    topics: Iterable[Topic], partitions: dict[str, int], limits: dict[str, int]
) -> Iterator[str]:
    for topic in topics:
        if partitions[topic.name] != topic.partitions:
            yield (
                f"{topic.name} has {partitions[topic.name]} partitions, "
                f"not the {topic.partitions} that stancewire needs"
            )
        if limits[topic.name] < topic.message_bytes:
            yield (
                f"{topic.name} takes messages of {limits[topic.name]:,} bytes at most, "
                f"not the {topic.message_bytes:,} that stancewire needs (max.message.bytes)"
            )
