"""Kafka and PostgreSQL as docker-compose.yml has them, run by testcontainers."""

import gc
import warnings
from pathlib import Path
from typing import Any, TypeVar

import docker
import yaml
from testcontainers.community.postgres import PostgresContainer
from testcontainers.core.container import DockerContainer

from pipeline.broker import wait_for_broker
from pipeline.database import wait_for_database
from tests.stack.ports import free_port
from tests.stack.waiting import LAST_RESORT_SECONDS

COMPOSE_FILE = Path(__file__).parents[2] / "docker-compose.yml"

C = TypeVar("C", bound=DockerContainer)


def docker_answers() -> bool:
    """Tell whether a Docker engine is there to be used."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # docker forgets the socket it tried
        try:
            client = docker.from_env(timeout=60)
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
        self._postgres = _postgres_container(free_port())

    def start(self) -> None:
        self._kafka.start()
        self._postgres.start()
        self.database_server_url = self._postgres.get_connection_url(host="127.0.0.1")
        wait_for_broker(self.bootstrap, LAST_RESORT_SECONDS)
        wait_for_database(self.database_server_url, LAST_RESORT_SECONDS)

    def stop(self) -> None:
        self._kafka.stop()
        self._postgres.stop()

    def start_broker(self) -> None:
        self._kafka.get_wrapped_container().start()
        wait_for_broker(self.bootstrap, LAST_RESORT_SECONDS)

    def stop_broker(self) -> None:
        self._kafka.get_wrapped_container().stop(timeout=10)

    def start_database(self) -> None:
        self._postgres.get_wrapped_container().start()
        wait_for_database(self.database_server_url, LAST_RESORT_SECONDS)

    def stop_database(self) -> None:
        self._postgres.get_wrapped_container().stop(timeout=10)


def _kafka_container(port: int) -> DockerContainer:
    """Make the broker of docker-compose.yml, at another address for its clients."""
    service = _service("kafka")
    environment = service["environment"] | {
        "KAFKA_ADVERTISED_LISTENERS": f"INSIDE://localhost:19092,HOST://127.0.0.1:{port}"
    }
    container = DockerContainer(service["image"])
    container.with_envs(**{name: str(value) for name, value in environment.items()})
    return _on_this_machine(container, 9092, port)


def _postgres_container(port: int) -> PostgresContainer:
    image = _service("postgres")["image"]
    container = PostgresContainer(image, driver="psycopg", password="only-for-tests")
    return _on_this_machine(container, 5432, port)


def _on_this_machine(container: C, inside: int, port: int) -> C:
    """Publish a port where only this machine reaches it; `with_bind_ports` would to the world."""
    container.ports[str(inside)] = ("127.0.0.1", port)
    return container


def _service(name: str) -> dict[str, Any]:
    return yaml.safe_load(COMPOSE_FILE.read_text())["services"][name]
