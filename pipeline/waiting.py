"""Waiting for a broker or database that is away, and saying so in the log."""

import logging
import time
from collections.abc import Callable

from pipeline.errors import UnavailableError

# Between attempts: a local broker is up 2 s after its start, so this wastes a tenth of that.
PAUSE_SECONDS = 0.2
REMINDER_SECONDS = 30.0

logger = logging.getLogger(__name__)


def wait_for(server: str, why_away: Callable[[], str | None], seconds: float | None) -> None:
    """Return as soon as there is no reason why the server is away.

    Raises UnavailableError with the last reason after `seconds`; None waits for ever.
    """
    deadline = None if seconds is None else time.monotonic() + seconds
    said_at: float | None = None
    while (reason := why_away()) is not None:
        now = time.monotonic()
        if deadline is not None and now >= deadline:
            raise UnavailableError(f"No {server} answered within {seconds:g} s: {reason}")
        if said_at is None or now - said_at >= REMINDER_SECONDS:
            logger.warning("No %s answers; waiting for it", server, extra={"reason": reason})
            said_at = now
        time.sleep(PAUSE_SECONDS)
    if said_at is not None:
        logger.info("The %s answers", server)
