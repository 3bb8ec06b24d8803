"""Keeping: what is asked about everything is counted beside the resolver, one by one."""

import logging
import time
from threading import Event, Thread

from sqlalchemy import Engine, text

from pipeline.database import connection_to, engine_of
from pipeline.errors import UnavailableError
from pipeline.queries.kept import QUESTIONS, keep

# A fiftieth of a processor: what takes 3 s over a million stances is counted every few minutes.
SHARE = 0.02
LEAST_SECONDS = 5.0
LONGEST_SECONDS = 600  # of one answer

# The one that was kept longest ago, of those that others' rows have changed since.
DUE = """
SELECT question
FROM kept_answer RIGHT JOIN unnest(CAST(:questions AS text[])) AS asked (question) USING (question)
WHERE turn IS DISTINCT FROM (SELECT turn FROM resolver_turn)
ORDER BY as_of NULLS FIRST
LIMIT 1
"""

CONNECTIONS = "stancewire keeping"

logger = logging.getLogger(__name__)


def keep_answers(url: str, stop: Event) -> None:
    """Keep answers until `stop` is set, in a thread of its own."""
    Thread(target=_keep, args=(url, stop), name="keeping", daemon=True).start()


def _keep(url: str, stop: Event) -> None:
    """Rest after each question for so long that all of them take their share, failed ones too."""
    engine = engine_of(url, CONNECTIONS, statement_timeout=str(1000 * LONGEST_SECONDS))
    pause = 0.0
    while not stop.wait(pause):
        started = time.monotonic()
        try:
            keep_next(engine)
        except UnavailableError as error:
            logger.warning("An answer is not kept", extra={"reason": str(error)})
        pause = max(LEAST_SECONDS / len(QUESTIONS), (time.monotonic() - started) / SHARE)
    engine.dispose()


def keep_next(engine: Engine) -> bool:
    """Count anew what was counted longest ago, and tell whether rows had changed since."""
    with connection_to(engine, read_only=True) as connection:
        due = connection.execute(text(DUE), {"questions": [*QUESTIONS]}).first()
    if due is not None:
        keep(engine, due.question)
    return due is not None
