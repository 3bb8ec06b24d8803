"""Answers about everything, counted before they are asked for: a million rows take seconds each.

Whoever asks without filters gets the rows as they were counted last, and when that was.
"""

import json
import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import Engine, text

from pipeline.database import Row, connection_to
from pipeline.queries.filters import Filters
from pipeline.queries.issues import issues_asked
from pipeline.queries.matrix import matrix
from pipeline.queries.names import names
from pipeline.queries.pairs import coalitions
from pipeline.queries.question import Question, ask
from pipeline.queries.rows import entities
from pipeline.queries.sides import changes, contradictions, positions, timeline
from pipeline.queries.speakers import voices
from pipeline.queries.tally import By, tally

ROWS = 500  # of each answer; who wants more asks with filters
EVERYTHING = Filters(limit=ROWS)

QUESTIONS: Mapping[str, Question] = {
    "positions": positions(EVERYTHING),
    "timeline": timeline(EVERYTHING),
    "changes": changes(EVERYTHING),
    "contradictions": contradictions(EVERYTHING),
    "coalitions": coalitions(EVERYTHING),
    "entities": entities(EVERYTHING),
    "voices": voices(EVERYTHING),
    "matrix": matrix(EVERYTHING),
    "issues": tally(EVERYTHING, by=By.ISSUE),
    "names known": names(EVERYTHING),
    "issues known": issues_asked(EVERYTHING),
}
QUICK_SECONDS = 0.05  # what takes no longer is counted anew whenever it is asked for

KEEP = """
INSERT INTO kept_answer (question, turn, rows, as_of, seconds)
VALUES (:question, :turn, CAST(:rows AS jsonb), :as_of, :seconds)
ON CONFLICT (question) DO UPDATE
SET turn = EXCLUDED.turn, rows = EXCLUDED.rows, as_of = EXCLUDED.as_of, seconds = EXCLUDED.seconds
"""
KEPT = """
SELECT as_of, jsonb_path_query_array(rows, '$[0 to $last]', jsonb_build_object('last', :limit - 1))
FROM kept_answer WHERE question = :question AND seconds > :quick
"""
NOW = "SELECT turn, now() AS now FROM resolver_turn"


@dataclass(frozen=True)
class Answer:
    """What was counted over everything, and when; None: just now."""

    rows: list[Row]
    as_of: datetime | None


def answered(engine: Engine, question: Question) -> Answer:
    """Answer a question; one about everything as it was counted last."""
    filters = question.filters
    if filters is not None and filters.limit <= ROWS:
        about_all = replace(question, filters=replace(filters, limit=ROWS))
        for name, kept in QUESTIONS.items():
            if kept == about_all:
                return answer(engine, name, filters.limit)
    return Answer(ask(engine, question), None)


def answer(engine: Engine, question: str, limit: int) -> Answer:
    """Give the first rows of an answer as it was counted last; where it never was, count now."""
    with connection_to(engine, read_only=True) as connection:
        asked = {"question": question, "limit": limit, "quick": QUICK_SECONDS}
        found = connection.execute(text(KEPT), asked).first()
    if found is None:
        return Answer(ask(engine, QUESTIONS[question])[:limit], None)
    return Answer([_read(row) for row in found[1]], found[0])


def keep(engine: Engine, question: str) -> float:
    """Count an answer anew and keep it; give how many seconds that took."""
    with connection_to(engine) as connection:
        turn, as_of = connection.execute(text(NOW)).one()
    started = time.perf_counter()
    rows = ask(engine, QUESTIONS[question])
    seconds = time.perf_counter() - started
    kept = {"question": question, "turn": turn, "as_of": as_of, "seconds": seconds}
    with connection_to(engine) as connection:
        connection.execute(text(KEEP), kept | {"rows": json.dumps(rows, default=_written)})
    return seconds


def _written(value: object) -> dict[str, str]:
    match value:
        case datetime():
            return {"at": value.isoformat()}
        case date():
            return {"on": value.isoformat()}
    raise TypeError(f"no row holds {value!r}")


def _read(row: Mapping[str, object]) -> Row:
    return {name: _value(value) for name, value in row.items()}


def _value(value: object) -> object:
    match value:
        case {"at": str(moment)}:
            return datetime.fromisoformat(moment)
        case {"on": str(day)}:
            return date.fromisoformat(day)
    return value
