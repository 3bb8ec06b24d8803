"""What the database knows of names: identities, how they are named, and what users said of them."""

from collections.abc import Iterable, Sequence

from sqlalchemy import Engine, text

from pipeline.database import Row, connection_to
from pipeline.errors import SetupError
from pipeline.queries.called import id_of, listed, read
from pipeline.queries.filters import Filters
from pipeline.queries.question import Question

IDENTITIES = """
SELECT i.id, i.name, i.kind, i.source,
    (SELECT count(*) FROM identity_form WHERE identity_id = i.id) AS names,
    count(DISTINCT r.id) AS articles
FROM identity AS i
LEFT JOIN identity_form AS f ON f.identity_id = i.id
LEFT JOIN entity_identity AS t ON t.form_id = f.id
LEFT JOIN revision AS r ON r.id = t.revision_id AND r.current
WHERE redirect_to IS NULL AND {conditions}
GROUP BY i.id
ORDER BY articles DESC, i.name, i.id
LIMIT :limit
"""
CONDITIONS = {
    "id": "i.id = :id",
    "name": "i.id = ANY(ARRAY(SELECT identities_named(:name)))",
    "kind": "i.kind = :kind",
    "source": "i.source = :source",
}
OF_NAMES = {"entity": "i.id = ANY(ARRAY(SELECT identities_named(:entity)))"}
FORMS = """
SELECT f.name, f.form, count(DISTINCT r.id) AS articles, min(r.dated) AS first, max(r.dated) AS last
FROM identity_form AS f
LEFT JOIN entity_identity AS t ON t.form_id = f.id
LEFT JOIN revision AS r ON r.id = t.revision_id AND r.current
WHERE f.identity_id = :id
GROUP BY f.id
ORDER BY articles DESC, f.name
"""
# The names of each identity that a user has spoken of, or of all.
EXPORTED = """
SELECT i.name, i.kind, i.id,
    (SELECT array_agg(DISTINCT f.name ORDER BY f.name) FROM identity_form AS f
     WHERE f.identity_id = i.id AND f.name <> i.name) AS aliases
FROM identity AS i
WHERE redirect_to IS NULL AND (
    :every OR source = 'user' OR id IN (
        SELECT unnest(ARRAY[body ->> 'id', body ->> 'into']) FROM correction WHERE list = 'names'
    )
)
ORDER BY i.name, i.id
"""
TAKEN = "SELECT form, identity_id FROM identity_form WHERE form = ANY(:forms)"
KNOWN_IDS = "SELECT id FROM identity WHERE id = ANY(:ids)"
NEW_IDS = "SELECT 'i' || nextval('identity_number') FROM generate_series(1, :count)"


def identities(
    engine: Engine,
    *,
    limit: int,
    **given: str | None,
) -> list[Row]:
    """Give identities, those of most articles first; `given` are conditions by their names."""
    return listed(engine, IDENTITIES, CONDITIONS, limit, **given)


def names(filters: Filters) -> Question:
    """Give identities, or those that `entity` may mean, of most articles first."""
    return Question(IDENTITIES, OF_NAMES, filters)


def identity(engine: Engine, name: str) -> Row:
    """Give the one identity of an id or name.

    Raises SetupError when there is none, or several, naming them.
    """
    if (id_ := id_of(engine, "identity", name)) is None:
        raise SetupError(
            f"Nothing is called {name!r}; `stancewire names list` shows what there is."
        )
    (row,) = identities(engine, id=id_, limit=1)
    return row


def forms(engine: Engine, id_: str) -> list[Row]:
    """Give the ways of naming an identity, the most frequent first."""
    return read(engine, FORMS, id=id_)


def exported(engine: Engine, *, every: bool) -> list[Row]:
    """Give the identities that users have spoken of, or all, with their names."""
    return read(engine, EXPORTED, every=every)


def owners(engine: Engine, named: Sequence[str]) -> dict[str, str]:
    """Give the identity of each form that is known."""
    found = read(engine, TAKEN, forms=list(named))
    return {str(row["form"]): str(row["identity_id"]) for row in found}


def known_ids(engine: Engine, ids: Iterable[str]) -> set[str]:
    """Give which of these ids are an identity's."""
    return {str(row["id"]) for row in read(engine, KNOWN_IDS, ids=list(ids))}


def new_ids(engine: Engine, count: int) -> list[str]:
    """Mint ids."""
    with connection_to(engine) as connection:
        return list(connection.scalars(text(NEW_IDS), {"count": count}))
