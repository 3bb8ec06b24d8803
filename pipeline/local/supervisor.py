"""The local stack's supervisor: a process that starts the others and keeps them alive.

`python -m pipeline.local.supervisor` reads the settings from its environment; SIGTERM ends it
and all that it started.
"""

import logging
import os
import signal
import sys
import time
from pathlib import Path

from pipeline.broker import ensure_topics, wait_for_broker
from pipeline.database import wait_for_database
from pipeline.errors import SetupError, StancewireError
from pipeline.local.children import Child, free_port, is_free
from pipeline.local.endpoints import StackState, lock_of, logs_of, remove_state, write_state
from pipeline.local.kafka import LocalKafka
from pipeline.local.locks import HeldError, locked
from pipeline.local.logfile import bound
from pipeline.local.postgres import LocalPostgres
from pipeline.local.supervised import Supervised
from pipeline.local.worker import Worker
from pipeline.logs import set_up_logs
from pipeline.metrics import MONITOR_PORT
from pipeline.migrations import migrate
from pipeline.settings import Settings
from schemas.topics import topics_of

START_SECONDS = 120  # 6 s on an idle machine, mostly for loading the language model
REMOTE_SECONDS = 20  # for a broker or database of somebody else to answer at all
TICK_SECONDS = 0.2
LOCK_SECONDS = 2  # whoever only asks for the lock has it for an instant
BOUND_SECONDS = 60  # between two looks at the length of the logs

WORKERS = ("monitor", "analyser", "sink", "resolver", "fetcher")  # in the order of their ports

logger = logging.getLogger("pipeline.local.supervisor")  # not __main__


class Supervisor:
    """Starts broker, database, workers and pages, and starts again whichever dies."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._logs = logs_of(settings.home)
        self._all: dict[str, Supervised] = {}
        self._state = StackState(pid=os.getpid())
        write_state(settings.home, self._state)

    def start(self) -> None:
        """Bring everything up, each as early as it can be.

        Raises SetupError or UnavailableError when one of them cannot be brought up.
        """
        self._launch_broker()
        self._launch_database()
        self._launch_worker("analyser")  # loads its model while the others start
        self._prepare_database()
        self._launch_worker("sink")
        self._launch_worker("resolver")
        self._launch_worker("web")
        self._prepare_broker()
        self._launch_worker("fetcher")
        self._launch_worker("monitor")
        self._await("web", *WORKERS)
        self._write(ready=True)
        logger.info("The local stack is ready")

    def watch(self) -> None:
        """Keep everything alive until a signal raises SystemExit."""
        looked_at = time.monotonic()
        while True:
            self._tend()
            if time.monotonic() - looked_at > BOUND_SECONDS:
                looked_at = time.monotonic()
                for log in self._logs.glob("*.log"):
                    bound(log)
            time.sleep(TICK_SECONDS)

    def stop(self) -> None:
        """End everything, whoever needs another before that other."""
        for supervised in reversed(self._all.values()):
            supervised.child.stop()

    def fail(self, reason: str) -> None:
        """Write down why the stack could not start, for whoever waits for it."""
        self._write(failure=reason)

    def _launch_broker(self) -> None:
        settings = self._settings
        if settings.kafka is None:
            broker = LocalKafka(
                settings.home / "kafka", settings.kafka_port, settings.cache, self._log("broker")
            )
            self._launch(broker)
            self._settings = settings.model_copy(update={"kafka": broker.bootstrap})

    def _launch_database(self) -> None:
        settings = self._settings
        if settings.database_url is None:
            database = LocalPostgres(settings.home / "postgres", self._log("database"))
            self._launch(database)
            self._settings = settings.model_copy(update={"database_url": database.url})

    def _launch_worker(self, name: str) -> None:
        port = port_of(name, self._settings.metrics_port)
        settings = self._settings.model_copy(update={"metrics_port": port})
        metrics = None if port is None else f"{settings.metrics_host}:{port}"
        address = settings.web_address if name == "web" else metrics
        self._launch(Worker(name, self._log(name), settings, address))

    def _prepare_database(self) -> None:
        self._await("database")
        url = str(self._settings.database_url)
        wait_for_database(url, REMOTE_SECONDS)
        migrate(url)
        self._write(database_url=url)

    def _prepare_broker(self) -> None:
        self._await("broker")
        bootstrap = str(self._settings.kafka)
        wait_for_broker(bootstrap, REMOTE_SECONDS)
        ensure_topics(bootstrap, topics_of(self._settings.namespace))
        self._write(kafka=bootstrap)

    def _launch(self, child: Child) -> None:
        supervised = Supervised(child)
        supervised.launch(time.monotonic())
        self._all[child.name] = supervised
        self._tend()

    def _await(self, *names: str) -> None:
        """Return when these answer, as far as they are ours; SetupError when one never will."""
        deadline = time.monotonic() + START_SECONDS
        while waiting := [s for n in names if (s := self._all.get(n)) and not s.answered]:
            for supervised in self._all.values():
                supervised.child.check()
            if time.monotonic() > deadline:
                first = waiting[0].child
                raise SetupError(
                    f"The {first.name} is not ready after {START_SECONDS} s.\nLog: {first.log}"
                )
            self._tend()
            time.sleep(TICK_SECONDS)

    def _tend(self) -> None:
        for supervised in self._all.values():
            supervised.tend(time.monotonic())
        self._write()

    def _write(self, **changes: object) -> None:
        processes = tuple(supervised.state for supervised in self._all.values())
        state = self._state.model_copy(update={"processes": processes, **changes})
        if state != self._state:
            self._state = state
            write_state(self._settings.home, state)

    def _log(self, name: str) -> Path:
        return self._logs / f"{name}.log"


def port_of(name: str, first: int | None) -> int | None:
    """Give a worker the port of its metrics: counted from the first, and without one the usual.

    That is the monitor's alone; where another has it, any that is free.
    """
    if name not in WORKERS:
        return None
    if first is not None:
        return first + WORKERS.index(name)
    if name != "monitor":
        return None
    return MONITOR_PORT if is_free(MONITOR_PORT) else free_port()


def main() -> None:
    """Supervise until SIGTERM; exits at once with 0 when another supervisor has this home."""
    settings = Settings.from_environment()
    set_up_logs(settings.log_level)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: sys.exit(0))
    try:
        with locked(lock_of(settings.home), LOCK_SECONDS):
            _supervise(settings)
    except HeldError:
        logger.info("The local stack runs already")


def _supervise(settings: Settings) -> None:
    supervisor = Supervisor(settings)
    try:
        supervisor.start()
        supervisor.watch()
    except StancewireError as error:
        logger.error("The local stack cannot start: %s", error)  # noqa: TRY400  # it explains itself
        supervisor.fail(str(error))
    except SystemExit:
        remove_state(settings.home)
    finally:
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, signal.SIG_IGN)
        supervisor.stop()


if __name__ == "__main__":
    main()
