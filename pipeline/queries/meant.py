"""What the names in a question may mean: forms of identities and issues, and outlets."""

from collections.abc import Mapping

from sqlalchemy import Connection, text

PARTIES = ("holder", "target", "entity", "speaker")  # filters that may name an identity or issue

FORMS = "SELECT id FROM identity_form WHERE identity_id IN (SELECT identities_named(:name))"
ISSUE_FORMS = "SELECT id FROM issue_form WHERE issue_id IN (SELECT issues_named(:name))"
IDS = "SELECT FROM identity WHERE id = :name UNION ALL SELECT FROM issue WHERE id = :name"
WORDED = "search @@ websearch_to_tsquery('english', without_invisible(:words))"
WORDED_ARTICLES = f"SELECT id FROM revision WHERE {WORDED}"  # noqa: S608  # our own words
# Of 150,000 articles 2,000 are met once in 75: a page of stances is full after some thousand.
RARE = f"SELECT count(*) < 2000 FROM ({WORDED_ARTICLES} LIMIT 2000) AS met"  # noqa: S608
# Of 1,000,000 stances 5,000 are met once in 200 rows: a page is full after 10,000.
FREQUENT = """
SELECT count(*) = 5000 FROM (
    SELECT FROM stance_statement
    WHERE holder_form_id = ANY(:forms) OR target_form_id = ANY(:forms)
        OR issue_form_id = ANY(:issue_forms)
    LIMIT 5000
) AS met
"""
# From each outlet to the next, by the index: 200 outlets of a million stances take 5 ms.
OUTLETS = """
WITH RECURSIVE known AS (
    (SELECT outlet FROM revision WHERE current AND outlet IS NOT NULL ORDER BY outlet LIMIT 1)
    UNION ALL
    SELECT (
        SELECT r.outlet FROM revision AS r
        WHERE r.current AND r.outlet > known.outlet ORDER BY r.outlet LIMIT 1
    )
    FROM known WHERE known.outlet IS NOT NULL
)
SELECT outlet FROM known WHERE name_words(outlet) @> name_words(:name)
"""


def meant(
    connection: Connection, given: Mapping[str, object], conditions: str
) -> dict[str, object]:
    """Give the forms and outlets that the filters given may mean, by the names of parameters.

    Where the conditions ask for it, too, whether stances with the forms of a party are frequent.
    """
    found: dict[str, object] = {}
    for party in given.keys() & PARTIES:
        forms = _column(connection, FORMS, given[party])
        issue_forms = _column(connection, ISSUE_FORMS, given[party])
        asked = {"forms": forms, "issue_forms": issue_forms}
        found |= {f"{party}_{name}": those for name, those in asked.items()}
        if f":{party}_is_frequent" in conditions:
            found[f"{party}_is_frequent"] = connection.scalar(text(FREQUENT), asked)
    if "outlet" in given:
        found["outlets"] = _column(connection, OUTLETS, given["outlet"])
    return found


def is_id(connection: Connection, name: object) -> bool:
    """Tell whether a name is an identity's or an issue's id."""
    return connection.execute(text(IDS), {"name": name}).first() is not None


def are_rare(connection: Connection, words: object) -> bool:
    """Tell whether few articles have these words."""
    return bool(connection.scalar(text(RARE), {"words": words}))


def _column(connection: Connection, asked: str, name: object) -> list[object]:
    return list(connection.scalars(text(asked), {"name": name}))
