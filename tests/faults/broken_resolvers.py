"""Resolvers with one mistake at one chosen point, to prove what that point costs."""

import os
import signal
import sys

from consumers.resolver import batch, resolver
from pipeline.database import connection_to, database_at
from pipeline.logs import set_up_logs
from pipeline.settings import Settings


def die_before_the_commit() -> None:
    """Die by SIGKILL when a batch is decided and written, and not committed."""

    def end_turn(*_: object) -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    batch.end_turn = end_turn  # type: ignore[assignment]


def stop_before_the_commit() -> None:
    """Stand still there, as a machine under load may."""
    whole = batch.end_turn

    def end_turn(*given: object) -> None:
        whole(*given)  # type: ignore[arg-type]
        os.kill(os.getpid(), signal.SIGSTOP)

    batch.end_turn = end_turn  # type: ignore[assignment]


def let_go_too_early() -> None:
    """Take articles for resolved in a transaction of its own, and die before the others end."""
    whole = batch.grouped

    def grouped(connection: object, arrivals: list) -> object:
        url = str(Settings.from_environment().database_url)
        with database_at(url) as engine, connection_to(engine) as other:
            batch.queue.done(other, arrivals)
        return whole(connection, arrivals)  # type: ignore[arg-type]

    batch.grouped = grouped  # type: ignore[assignment]
    die_before_the_commit()


MISTAKES = {
    "die": die_before_the_commit,
    "stop": stop_before_the_commit,
    "let-go": let_go_too_early,
}

if __name__ == "__main__":
    set_up_logs("INFO")
    MISTAKES[sys.argv[1]]()
    resolver.run_resolver(Settings.from_environment())
