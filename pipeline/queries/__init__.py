"""What people ask of the rows, in SQL: read-only, and the one place that holds filters and SQL.

`filters` is what rows must match, `meant` what names in them may mean; `counting` what counts
once; `cursors` where a page ends; `rows`, `sides`, `pairs` and `speakers` are the questions;
`kept` has the answers about everything, as they were counted last.
"""

from pipeline.queries.counting import Counted
from pipeline.queries.filters import LIMIT, Filters
from pipeline.queries.pairs import coalitions
from pipeline.queries.rows import EntityOrder, articles, entities, quotations, stances
from pipeline.queries.sides import Period, changes, contradictions, positions, timeline
from pipeline.queries.speakers import voices

__all__ = [
    "LIMIT",
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
    "timeline",
    "voices",
]
