"""Correcting: what a user says is kept, and obeyed by the running resolver, or else right here."""

import json
import time
from collections.abc import Mapping

from sqlalchemy import Engine, text

from consumers.resolver import CONNECTIONS
from consumers.resolver.resolver import Resolver
from pipeline.database import connection_to
from pipeline.errors import UnavailableError
from pipeline.settings import Settings
from schemas.vocabulary import Corrected, CorrectionKind

OBEYED_SECONDS = 600  # a resolver that starts reads 100,000 articles in four minutes
PAUSE_SECONDS = 0.1

KEEP = """
INSERT INTO correction (list, kind, body)
VALUES (:list, :kind, CAST(:body AS jsonb)) RETURNING id
"""
OBEYED = """
SELECT applied_at IS NOT NULL, EXISTS (
    SELECT FROM pg_stat_activity
    WHERE datname = current_database() AND application_name = :connections
)
FROM correction WHERE id = :id
"""


def correct(
    engine: Engine,
    settings: Settings,
    what: Corrected,
    kind: CorrectionKind,
    body: Mapping[str, object],
) -> int:
    """Keep a correction for ever and return its number as soon as all that is stored obeys it.

    Raises UnavailableError when the running resolver does not come to it.
    """
    with connection_to(engine) as connection:
        kept: int = connection.execute(
            text(KEEP), {"list": what, "kind": kind, "body": json.dumps(body)}
        ).scalar_one()
    deadline = time.monotonic() + OBEYED_SECONDS
    while time.monotonic() < deadline:
        with connection_to(engine, read_only=True) as connection:
            asked = {"id": kept, "connections": CONNECTIONS}
            obeyed, runs = connection.execute(text(OBEYED), asked).one()
        if obeyed:
            return kept
        if not runs:
            Resolver(engine, settings).obey()
            return kept
        time.sleep(PAUSE_SECONDS)
    raise UnavailableError(
        f"The correction is kept, but the resolver has not obeyed it for {OBEYED_SECONDS} s"
    )
