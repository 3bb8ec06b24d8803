"""The public images apache/kafka and postgres, run by testcontainers."""

import gc
import warnings

import docker
from testcontainers.community.postgres import PostgresContainer
from testcontainers.core.container import DockerContainer

from pipeline.broker import wait_for_broker
from pipeline.database import wait_for_database
from tests.stack.ports import free_port

KAFKA_IMAGE = "apache/kafka:4.3.1"
POSTGRES_IMAGE = "postgres:18"
START_SECONDS = 90
# An image that was rebuilt may have settings it cannot rewrite, and stop at storage that it
# formatted at its last start; on the original this changes nothing.
KAFKA_COMMAND = [
    "bash",
    "-c",
    "chmod -R u+w /etc/kafka/docker && sed -i '/^set -e$/d' /etc/kafka/docker/run "
    "&& exec /etc/kafka/docker/run",
]


def docker_answers() -> bool:
    """Tell whether a Docker engine is there to be used."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # docker forgets the socket it tried
        try:
            client = docker.from_env(timeout=5)
        except docker.errors.DockerException:
            return False
        finally:
            gc.collect()
    client.close()  # it has asked the engine for its version, so there is one
    return True


class ContainerStack:
    """One container each; both keep their port and their files when stopped and started."""

    def __init__(self) -> None:
        port = free_port()
        self.bootstrap = f"127.0.0.1:{port}"
        self._kafka = _kafka_container(port)
        database_port = free_port()
        self._postgres = PostgresContainer(
            POSTGRES_IMAGE, driver="psycopg", password="only-for-tests"
        ).with_bind_ports(5432, database_port)

    def start(self) -> None:
        self._kafka.start()
        self._postgres.start()
        self.database_server_url = self._postgres.get_connection_url()
        wait_for_broker(self.bootstrap, START_SECONDS)
        wait_for_database(self.database_server_url, START_SECONDS)

    def stop(self) -> None:
        self._kafka.stop()
        self._postgres.stop()

    def start_broker(self) -> None:
        self._kafka.get_wrapped_container().start()
        wait_for_broker(self.bootstrap, START_SECONDS)

    def stop_broker(self) -> None:
        self._kafka.get_wrapped_container().stop(timeout=10)

    def start_database(self) -> None:
        self._postgres.get_wrapped_container().start()
        wait_for_database(self.database_server_url, START_SECONDS)

    def stop_database(self) -> None:
        self._postgres.get_wrapped_container().stop(timeout=10)


def _kafka_container(port: int) -> DockerContainer:
    container = DockerContainer(KAFKA_IMAGE).with_bind_ports(9092, port)
    container.with_command(KAFKA_COMMAND)
    # Setting one variable drops all of the image's defaults, so all are here.
    for name, value in {
        "KAFKA_NODE_ID": "1",
        "KAFKA_PROCESS_ROLES": "broker,controller",
        "KAFKA_CONTROLLER_QUORUM_VOTERS": "1@localhost:9093",
        "KAFKA_LISTENERS": "PLAINTEXT://:9092,CONTROLLER://:9093",
        "KAFKA_ADVERTISED_LISTENERS": f"PLAINTEXT://127.0.0.1:{port}",
        "KAFKA_CONTROLLER_LISTENER_NAMES": "CONTROLLER",
        "KAFKA_LISTENER_SECURITY_PROTOCOL_MAP": "CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT",
        "KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR": "1",
        "KAFKA_TRANSACTION_STATE_LOG_REPLICATION_FACTOR": "1",
        "KAFKA_TRANSACTION_STATE_LOG_MIN_ISR": "1",
        "KAFKA_SHARE_COORDINATOR_STATE_TOPIC_REPLICATION_FACTOR": "1",
        "KAFKA_SHARE_COORDINATOR_STATE_TOPIC_MIN_ISR": "1",
        "KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS": "0",
        "KAFKA_AUTO_CREATE_TOPICS_ENABLE": "false",
        "KAFKA_HEAP_OPTS": "-Xmx512m",
    }.items():
        container.with_env(name, value)
    return container
