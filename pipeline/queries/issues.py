"""What the database knows of issues: how they are put, and what users said of them."""

from sqlalchemy import Engine, text

from pipeline.database import Row, connection_to
from pipeline.errors import SetupError

# Statements are counted, so that what several papers print counts once.
ISSUES = """
SELECT i.id, i.name, i.source,
    count(DISTINCT f.id) AS phrases, count(DISTINCT s.statement) AS stances
FROM issue AS i
JOIN issue_form AS f ON f.issue_id = i.id
LEFT JOIN stance_statement AS s ON s.issue_form_id = f.id AND EXISTS (
    SELECT FROM revision AS r WHERE r.id = s.revision_id AND r.current
)
WHERE redirect_to IS NULL AND {conditions}
GROUP BY i.id
ORDER BY stances DESC, i.name, i.id
LIMIT :limit
"""
CONDITIONS = {
    "name": "i.id IN (SELECT issues_named(:name))",
    "source": "i.source = :source",
}
# Phrases as articles have them, of all that no codebook speaks of.
SUGGESTED = """
SELECT mode() WITHIN GROUP (ORDER BY stance.target) AS phrase,
    count(DISTINCT s.statement) AS stances, count(DISTINCT r.outlet) AS outlets, i.id AS issue
FROM stance_statement AS s
JOIN stance USING (revision_id, number)
JOIN revision AS r ON r.id = s.revision_id AND r.current
JOIN issue_form AS f ON f.id = s.issue_form_id
JOIN issue AS i ON i.id = f.issue_id
WHERE i.source = 'auto'
GROUP BY i.id
ORDER BY stances DESC, phrase
LIMIT :limit
"""
FOUND = "SELECT coalesce(redirect_to, id) AS id FROM issue WHERE id = :name"
NAMED = "SELECT id, name FROM issue WHERE id IN (SELECT issues_named(:name)) ORDER BY 2, 1"
CODEBOOK = """
SELECT body ->> 'toml' AS toml FROM correction
WHERE list = 'issues' AND kind = 'import' ORDER BY id DESC LIMIT 1
"""


def issues(
    engine: Engine, *, name: str | None = None, source: str | None = None, limit: int
) -> list[Row]:
    """Give issues, those of most stances first."""
    given = {"name": name, "source": source}
    conditions = [CONDITIONS[what] for what, value in given.items() if value is not None]
    asked = ISSUES.replace("{conditions}", " AND ".join(conditions) or "TRUE")
    return _rows(engine, asked, **given, limit=limit)


def issue(engine: Engine, name: str) -> Row:
    """Give the one issue of an id or name; SetupError when there is none, or several."""
    found = _rows(engine, FOUND, name=name) or _rows(engine, NAMED, name=name)
    if not found:
        raise SetupError(f"No issue is called {name!r}; see `stancewire issues list`.")
    if len(found) > 1:
        listed = "\n".join(f"  {row['id']:<12} {row['name']}" for row in found)
        raise SetupError(f"Several are called {name!r}; say which by its id:\n{listed}")
    (row,) = _rows(engine, "SELECT id, name FROM issue WHERE id = :id", id=found[0]["id"])
    return row


def suggested(engine: Engine, *, limit: int) -> list[Row]:
    """Give the most frequent phrases that no codebook places, with the stances on them."""
    return _rows(engine, SUGGESTED, limit=limit)


def codebook(engine: Engine) -> str:
    """Give the codebook that holds, as it was imported; empty where there is none."""
    found = _rows(engine, CODEBOOK)
    return str(found[0]["toml"]) if found else ""


def _rows(engine: Engine, asked: str, **given: object) -> list[Row]:
    with connection_to(engine, read_only=True) as connection:
        return [dict(row) for row in connection.execute(text(asked), given).mappings()]
