"""Keeping: what is asked about everything is counted beside the resolver, one question at a time."""

import logging
import time
from threading import Event, Thread

from sqlalchemy import Engine, text

from pipeline.database import connection_to
from pipeline.errors import UnavailableError
from pipeline.queries.kept import QUESTIONS, keep

# A hundredth of a processor: what takes 3 s over a million stances is counted every 5 minutes.
SHARE = 0.01
LEAST_SECONDS = 5.0

# The one that was kept longest ago, of those that others' rows have changed since.
DUE = """
SELECT question
FROM kept_answer RIGHT JOIN unnest(CAST(:questions AS text[])) AS asked (question) USING (question)
WHERE turn IS DISTINCT FROM (SELECT turn FROM resolver_turn)
ORDER BY as_of NULLS FIRST
LIMIT 1
"""

logger = logging.getLogger(__name__)


def keep_answers(engine: Engine, stop: Event) -> Thread:
    """Keep answers until `stop` is set, in a thread of its own."""
    thread = Thread(target=_keep, args=(engine, stop), name="keeping", daemon=True)
    thread.start()
    return thread


def _keep(engine: Engine, stop: Event) -> None:
    pause = 0.0
    while not stop.wait(pause):
        try:
            pause = max(LEAST_SECONDS / len(QUESTIONS), keep_next(engine) / SHARE)
        except UnavailableError as error:
            logger.warning("Keeping no answer now", extra={"reason": str(error)})
            pause = LEAST_SECONDS


def keep_next(engine: Engine) -> float:
    """Count anew what was counted longest ago, if rows changed since; give the seconds it took."""
    with connection_to(engine, read_only=True) as connection:
        due = connection.execute(text(DUE), {"questions": [*QUESTIONS]}).first()
    return 0.0 if due is None else keep(engine, due.question)
