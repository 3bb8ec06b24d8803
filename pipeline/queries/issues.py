"""What the database knows of issues: how they are put, and what users said of them."""

from sqlalchemy import Engine

from pipeline.database import Row
from pipeline.errors import SetupError
from pipeline.queries.called import id_of, listed, read
from pipeline.queries.filters import Filters
from pipeline.queries.question import Question

# Statements are counted, so that what several papers print counts once.
ISSUES = """
SELECT i.id, i.name, i.source,
    count(DISTINCT f.id) AS phrases, count(DISTINCT s.statement) AS stances
FROM issue AS i
JOIN issue_form AS f ON f.issue_id = i.id
LEFT JOIN stance_statement AS s ON s.issue_form_id = f.id AND s.current AND NOT s.hidden
WHERE redirect_to IS NULL AND {conditions}
GROUP BY i.id
ORDER BY stances DESC, i.name, i.id
LIMIT :limit
"""
CONDITIONS = {
    "name": "i.id = ANY(ARRAY(SELECT issues_named(:name)))",
    "source": "i.source = :source",
}
OF_ISSUES = {"target": "i.id = ANY(ARRAY(SELECT issues_named(:target)))"}
# Phrases as articles have them, of all that no codebook speaks of.
SUGGESTED = """
SELECT mode() WITHIN GROUP (ORDER BY stance.target) AS phrase,
    count(DISTINCT s.statement) AS stances, count(DISTINCT s.outlet) AS outlets, i.id AS issue
FROM stance_statement AS s
JOIN stance USING (revision_id, number)
JOIN issue_form AS f ON f.id = s.issue_form_id
JOIN issue AS i ON i.id = f.issue_id
WHERE i.source = 'auto' AND s.current AND NOT s.hidden
GROUP BY i.id
ORDER BY stances DESC, phrase
LIMIT :limit
"""
CODEBOOK = """
SELECT body ->> 'toml' AS toml FROM correction
WHERE list = 'issues' AND kind = 'import' ORDER BY id DESC LIMIT 1
"""


def issues(
    engine: Engine, *, name: str | None = None, source: str | None = None, limit: int
) -> list[Row]:
    """Give issues, those of most stances first."""
    return listed(engine, ISSUES, CONDITIONS, limit, name=name, source=source)


def issues_asked(filters: Filters) -> Question:
    """Give issues, or those that `target` may mean, of most stances first."""
    return Question(ISSUES, OF_ISSUES, filters)


def issue(engine: Engine, name: str) -> Row:
    """Give the one issue of an id or name; SetupError when there is none, or several."""
    if (id_ := id_of(engine, "issue", name)) is None:
        raise SetupError(f"No issue is called {name!r}; see `stancewire issues list`.")
    (row,) = read(engine, "SELECT id, name FROM issue WHERE id = :id", id=id_)
    return row


def suggested(engine: Engine, *, limit: int) -> list[Row]:
    """Give the most frequent phrases that no codebook places, with the stances on them."""
    return read(engine, SUGGESTED, limit=limit)


def codebook(engine: Engine) -> str:
    """Give the codebook that holds, as it was imported; empty where there is none."""
    found = read(engine, CODEBOOK)
    return str(found[0]["toml"]) if found else ""
