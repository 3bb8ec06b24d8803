"""What people ask of the rows, in SQL: read-only, and the one place that holds filters and SQL.

`filters` is what rows must match; `counting` what counts once; `rows`, `sides`, `pairs`,
`speakers` and `tally` are the questions about many, `known`, `article` and `wire` about one.
"""

from pipeline.queries.counting import Counted
from pipeline.queries.filters import LIMIT, Filters
from pipeline.queries.pairs import coalitions
from pipeline.queries.rows import EntityOrder, articles, entities, quotations, stances
from pipeline.queries.sides import Period, changes, contradictions, positions, timeline
from pipeline.queries.speakers import voices
from pipeline.queries.tally import By, tally

__all__ = [
    "LIMIT",
    "By",
    "Counted",
    "EntityOrder",
    "Filters",
    "Period",
    "articles",
    "changes",
    "coalitions",
    "contradictions",
    "entities",
    "positions",
    "quotations",
    "stances",
    "tally",
    "timeline",
    "voices",
]
