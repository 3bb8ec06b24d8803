"""Fetchers that die at one chosen point, to prove what that point costs."""

import os
import signal
import sys

from consumers.fetcher import books, fetcher
from consumers.fetcher.outbox import Outbox
from pipeline.logs import set_up_logs
from pipeline.settings import Settings


def die(*_: object) -> None:
    """Die by SIGKILL."""
    os.kill(os.getpid(), signal.SIGKILL)


def die_fetched() -> None:
    """Die with an article that is fetched and not published."""
    Outbox.publish = die  # type: ignore[assignment,method-assign]


def die_published() -> None:
    """Die with an article that the broker has, before any of it is booked."""
    whole = Outbox.publish

    def publish(self: Outbox, messages: list) -> None:
        whole(self, messages)
        die()

    Outbox.publish = publish  # type: ignore[assignment,method-assign]


def die_booking() -> None:
    """Die with the books of a list written and not committed."""
    whole = books.follow

    def follow(*given: object) -> int:
        if whole(*given):  # type: ignore[arg-type]
            die()
        return 0

    books.follow = follow  # type: ignore[assignment]


MISTAKES = {"fetched": die_fetched, "published": die_published, "booking": die_booking}

if __name__ == "__main__":
    set_up_logs("INFO")
    MISTAKES[sys.argv[1]]()
    fetcher.run_fetcher(Settings.from_environment())
