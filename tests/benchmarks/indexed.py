"""The questions that are put most, of the most frequent names and of none: by which index?

An answer for which a table of facts was read from end to end stops the benchmark.
"""

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime

from sqlalchemy import Engine, text

from pipeline import queries
from pipeline.database import connection_to
from pipeline.queries import Filters, Question
from pipeline.queries.filters import plan

# Tables that grow with the articles; those of names are read whole where many names are met.
FACTS = {"revision", "stance", "stance_statement", "entity", "entity_identity", "mention"}
MONTH = {"since": datetime(2026, 3, 1, tzinfo=UTC), "until": datetime(2026, 4, 1, tzinfo=UTC)}
NO_MONTH = {"since": datetime(1999, 3, 1, tzinfo=UTC), "until": datetime(1999, 4, 1, tzinfo=UTC)}
NOBODY = "Nobody Atall"
MOST_FREQUENT = """
SELECT (SELECT name FROM identity WHERE id = 'i1'), (SELECT name FROM issue WHERE id = 't1'),
    (SELECT word FROM ts_stat('SELECT search FROM revision WHERE id < 2000')
     ORDER BY ndoc DESC, word LIMIT 1)
"""


def questions(name: str, issue: str, word: str) -> Mapping[str, Question]:
    """Put each question of the most frequent holder, issue and word, and of none."""
    stances = {
        "a holder": {"holder": "i1"},
        "a holder by name": {"holder": name},
        "a holder, none": {"holder": NOBODY},
        "an issue": {"target": "t1"},
        "an issue by name": {"target": issue},
        "an issue, none": {"target": NOBODY},
        "a holder on an issue": {"holder": "i1", "target": "t1"},
        "a holder on an issue, by names": {"holder": name, "target": issue},
        "a holder on an issue, none": {"holder": NOBODY, "target": NOBODY},
        "words": {"words": word},
        "words, none": {"words": "nobodysaysthis"},
    }
    months = {"a month": MONTH, "a month, none": NO_MONTH}
    positions = {
        "a holder": {"holder": "i1"},
        "a holder, none": {"holder": NOBODY},
        "an issue": {"target": "t1"},
        "an issue, none": {"target": NOBODY},
    }
    return {
        **{f"stances of {of}": queries.stances(_filters(given)) for of, given in stances.items()},
        **{f"timeline of {of}": queries.timeline(_filters(given)) for of, given in months.items()},
        **{
            f"positions of {of}": queries.positions(_filters(given))
            for of, given in (positions | months).items()
        },
    }


def _filters(given: Mapping[str, object]) -> Filters:
    return Filters(**given)  # type: ignore[arg-type]  # each by its name


def indexes(engine: Engine, question: Question) -> list[str]:
    """Name the indexes by which facts are found; AssertionError where a table is read whole."""
    with connection_to(engine, read_only=True) as connection:
        plan(connection, question.planner)
        sql, values = question.bound(connection)
        (found,) = connection.execute(text(f"EXPLAIN (FORMAT JSON) {sql}"), values).scalar_one()
    nodes = list(_nodes(found["Plan"]))
    whole = {node["Relation Name"] for node in nodes if node["Node Type"] == "Seq Scan"} & FACTS
    assert not whole, f"{json.dumps(found)} reads {', '.join(sorted(whole))} from end to end"
    used = [str(node["Index Name"]) for node in nodes if "Index Name" in node]
    of_facts = [name for name in used if any(name.startswith(f"{table}_") for table in FACTS)]
    return list(dict.fromkeys(of_facts))


def _nodes(node: dict[str, object]) -> Iterator[dict[str, object]]:
    yield node
    for part in node.get("Plans", []):  # type: ignore[attr-defined]  # as EXPLAIN has it
        yield from _nodes(part)


def most_frequent(engine: Engine) -> Mapping[str, Question]:
    """Put the questions of the holder, issue and word that are met most, and of none."""
    with connection_to(engine, read_only=True) as connection:
        return questions(*connection.execute(text(MOST_FREQUENT)).one())
