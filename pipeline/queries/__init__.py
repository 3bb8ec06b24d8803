"""What people ask of the rows, in SQL: read-only, and the one place that holds filters and SQL.

`filters` is what rows must match, `meant` what names in them may mean; `counting` what counts
once; `cursors` where a page ends; `rows`, `sides`, `matrix`, `pairs`, `speakers` and `tally` put a
`question` about many, which is asked, streamed or shown as SQL; `known`, `article` and `wire`
answer about one; `kept` has the answers about everything, as they were counted last.
"""

from pipeline.queries.arrivals import arrived, last_revision
from pipeline.queries.counting import Counted
from pipeline.queries.filters import LIMIT, Filters
from pipeline.queries.matrix import matrix
from pipeline.queries.pairs import coalitions
from pipeline.queries.question import Question, as_sql, ask, heading, stream
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
    "Question",
    "arrived",
    "articles",
    "as_sql",
    "ask",
    "changes",
    "coalitions",
    "contradictions",
    "entities",
    "heading",
    "last_revision",
    "matrix",
    "positions",
    "quotations",
    "stances",
    "stream",
    "tally",
    "timeline",
    "voices",
]
