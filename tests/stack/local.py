"""The local broker and the embedded database, in a folder of their own."""

import shutil
from pathlib import Path

from pipeline.local.children import Child
from pipeline.local.kafka import LocalKafka
from pipeline.local.postgres import LocalPostgres
from pipeline.settings import Settings
from tests.stack.ports import free_port
from tests.stack.waiting import eventually


class LocalStack:
    """What `stancewire up` runs, without the supervisor."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        cache = Settings.from_environment().cache
        self._kafka = LocalKafka(folder / "kafka", port=free_port(), cache=cache)
        self._postgres = LocalPostgres(folder / "postgres")
        self.bootstrap = self._kafka.bootstrap

    @property
    def servers(self) -> tuple[Child, ...]:
        """Give both, as whoever measures them needs them."""
        return self._kafka, self._postgres

    def start(self) -> None:
        self.start_broker()
        self.start_database()

    def stop(self) -> None:
        self.stop_broker()
        self.stop_database()
        shutil.rmtree(self._folder, ignore_errors=True)

    def start_broker(self) -> None:
        _start(self._kafka)

    def stop_broker(self) -> None:
        self._kafka.stop()

    def start_database(self) -> None:
        _start(self._postgres)
        self.database_server_url = self._postgres.url

    def stop_database(self) -> None:
        self._postgres.stop()


def _start(server: Child) -> None:
    """Start a server and return when it answers; one that dies is told with its log."""

    def answers() -> bool:
        server.check()
        return server.answers()

    server.launch()
    eventually(answers)
