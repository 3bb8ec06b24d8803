"""What a user wants forgotten is found, removed for good, and proven to be gone."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, Engine, text

from consumers.resolver.turns import end_turn, read_turn
from pipeline.database import connection_to
from pipeline.errors import SetupError
from schemas.addresses import canonical_url, page_id
from schemas.forgotten import hash_of_article, hash_of_outlet, hashes_in, outlet_key

Counts = Mapping[str, int]
WITH_ADDRESS = "SELECT DISTINCT article_id, url FROM revision WHERE url IS NOT NULL"
OUTLETS = """
SELECT DISTINCT outlet FROM revision WHERE outlet IS NOT NULL
UNION SELECT outlet FROM source WHERE outlet IS NOT NULL
"""
OF_OUTLETS = "SELECT DISTINCT article_id FROM revision WHERE outlet = ANY(:outlets)"
IS_KNOWN = """
SELECT EXISTS (SELECT FROM article WHERE id = :name)
    OR EXISTS (SELECT FROM verdict WHERE article_id = :name)
    OR EXISTS (SELECT FROM dead_letter WHERE article_id = :name)
"""
OF_ARTICLES = "SELECT id FROM revision WHERE article_id = ANY(:articles)"
COUNTED = {
    "articles": "SELECT count(*) FROM article WHERE id = ANY(:articles)",
    "revisions": "SELECT count(*) FROM revision WHERE id = ANY(:revisions)",
    "stances": "SELECT count(*) FROM stance WHERE revision_id = ANY(:revisions)",
    "quotations": "SELECT count(*) FROM quotation WHERE revision_id = ANY(:revisions)",
    "verdicts": "SELECT count(*) FROM verdict WHERE article_id = ANY(:articles)",
    "dead_letters": "SELECT count(*) FROM dead_letter WHERE id = ANY(:letters)",
    "followed_pages": """
        SELECT count(*) FROM followed JOIN source ON source.address = followed.source
        WHERE article_id = ANY(:articles) OR name = ANY(:pages) OR outlet = ANY(:outlets)""",
    "sources": "SELECT count(*) FROM source WHERE outlet = ANY(:outlets)",
}
# Whatever was told to be a copy of what goes is resolved anew, as if it had just come.
COPIES = """
SELECT revision_id FROM resolved WHERE NOT revision_id = ANY(:revisions)
    AND copies IN (SELECT copies FROM resolved WHERE revision_id = ANY(:revisions))
"""
FORMS = """
SELECT array_agg(DISTINCT form_id) AS people,
    (SELECT array_agg(DISTINCT issue_form_id) FROM stance_statement
        WHERE revision_id = ANY(:revisions) AND issue_form_id IS NOT NULL) AS phrases
FROM entity_identity WHERE revision_id = ANY(:revisions)
"""
REMOVE = (
    "DELETE FROM saying_print WHERE revision_id = ANY(:revisions)",  # nothing else holds these
    "DELETE FROM verdict WHERE article_id = ANY(:articles)",
    "DELETE FROM dead_letter WHERE id = ANY(:letters)",
    "DELETE FROM source WHERE outlet = ANY(:outlets)",
    "DELETE FROM followed WHERE article_id = ANY(:articles) OR name = ANY(:pages)",
    "DELETE FROM article WHERE id = ANY(:articles)",
    "DELETE FROM kept_answer",
)
# Names that nothing else goes by were words of the articles, but for those that a user corrected.
NAMES = (
    """
DELETE FROM identity_form AS f WHERE id = ANY(:people)
    AND NOT EXISTS (SELECT FROM entity_identity WHERE form_id = f.id)
    AND NOT EXISTS (SELECT FROM correction WHERE list <> 'issues')
""",
    """
DELETE FROM identity AS i WHERE source = 'auto' AND id = ANY(:identities)
    AND NOT EXISTS (SELECT FROM identity_form WHERE identity_id = i.id)
    AND NOT EXISTS (SELECT FROM identity AS other WHERE other.redirect_to = i.id)
""",
    """
DELETE FROM issue_form AS f WHERE id = ANY(:phrases)
    AND NOT EXISTS (SELECT FROM stance_statement WHERE issue_form_id = f.id)
    AND NOT EXISTS (SELECT FROM correction WHERE list = 'issues')
""",
    """
DELETE FROM issue AS i WHERE source = 'auto' AND id = ANY(:issues)
    AND NOT EXISTS (SELECT FROM issue_form WHERE issue_id = i.id)
    AND NOT EXISTS (SELECT FROM issue AS other WHERE other.redirect_to = i.id)
""",
)
WHOSE = """
SELECT (SELECT array_agg(DISTINCT identity_id) FROM identity_form WHERE id = ANY(:people)),
    (SELECT array_agg(DISTINCT issue_id) FROM issue_form WHERE id = ANY(:phrases))
"""
AGAIN = (
    "DELETE FROM stance_statement WHERE revision_id = ANY(:copies)",
    "DELETE FROM quotation_voice WHERE revision_id = ANY(:copies)",
    "DELETE FROM quotation_saying WHERE revision_id = ANY(:copies)",
    "DELETE FROM entity_identity WHERE revision_id = ANY(:copies)",
    "DELETE FROM resolved WHERE revision_id = ANY(:copies)",
    """
INSERT INTO unresolved (revision_id) SELECT unnest(CAST(:copies AS bigint[]))
ON CONFLICT (revision_id) DO UPDATE SET serial = DEFAULT, failed_at = NULL
""",
)
BAR = """
INSERT INTO forgotten (hash) SELECT unnest(CAST(:hashes AS text[])) ON CONFLICT DO NOTHING
"""
# Every column, of whatever table there is, that says which article or outlet a row is of.
NAMING = """
SELECT table_name, column_name FROM information_schema.columns
JOIN information_schema.tables USING (table_schema, table_name)
WHERE table_schema = current_schema() AND table_type = 'BASE TABLE' AND (
    column_name IN ('article_id', 'revision_id', 'outlet', 'copies')
    OR (table_name, column_name) IN (('article', 'id'), ('revision', 'id'), ('followed', 'name'))
)
ORDER BY 1, 2
"""
WRITTEN = "article revision entity mention quotation quotation_span quotation_speaker stance"


@dataclass(frozen=True)
class Meant:
    """What a name stands for: the rows by their names, and the hashes to know it by."""

    hashes: frozenset[str]
    articles: tuple[str, ...] = ()
    revisions: tuple[int, ...] = ()
    outlets: tuple[str, ...] = ()  # as they are spelt
    pages: tuple[str, ...] = ()  # as they are followed
    letters: tuple[str, ...] = ()

    @property
    def names(self) -> dict[str, list[object]]:
        """Give all but the hashes, for statements."""
        return {name: list(some) for name, some in vars(self).items() if name != "hashes"}


@dataclass(frozen=True)
class Forgotten:
    """What was removed, and what the proof found left of it: nothing, if all is well."""

    removed: Counts
    left: Counts


def to_forget(engine: Engine, name: str) -> Counts:
    """Count what forgetting a URL, an outlet or an article's id would remove.

    Raises SetupError when nothing goes by the name.
    """
    with connection_to(engine, read_only=True) as connection:
        return _counted(connection, _meant(connection, name))


def forget(engine: Engine, name: str) -> Forgotten:
    """Remove it for good, in one transaction; have it stay away, and look for what is left.

    Raises SetupError when nothing goes by the name.
    """
    with connection_to(engine) as connection:
        turn = read_turn(connection)
        connection.execute(text("LOCK TABLE forgotten IN EXCLUSIVE MODE"))
        meant = _meant(connection, name)
        removed = _counted(connection, meant)
        connection.execute(text(BAR), {"hashes": sorted(meant.hashes)})
        _remove(connection, meant)
        end_turn(connection, turn + 1)  # a resolver that runs reads the corpus anew
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        for table in WRITTEN.split():  # else the bytes stay until the database finds the time
            connection.execute(text(f"VACUUM {table}"))
    with connection_to(engine, read_only=True) as connection:
        return Forgotten(removed, left(connection, meant))


def left(connection: Connection, meant: Meant) -> Counts:
    """Count the rows of any table that still speak of it, by table and column."""
    sought = {
        "article_id": meant.articles,
        "revision_id": meant.revisions,
        "copies": meant.revisions,
        "outlet": meant.outlets,
        "article.id": meant.articles,
        "revision.id": meant.revisions,
        "followed.name": meant.pages,
    }
    found = {}
    for table, column in connection.execute(text(NAMING)).all():
        names = sought.get(f"{table}.{column}", sought.get(column, ()))
        asked = text(f'SELECT count(*) FROM "{table}" WHERE "{column}" = ANY(:names)')  # noqa: S608  # the catalogue's own words
        found[f"{table}.{column}"] = connection.scalar(asked, {"names": list(names)}) or 0
    found["dead_letter.original"] = len(list(_letters(connection, meant.hashes)))
    return {place: rows for place, rows in found.items() if rows}


def _meant(connection: Connection, name: str) -> Meant:
    given = name.strip()
    if "://" in given:
        return _whole(connection, *_of_page(connection, given))
    if connection.scalar(text(IS_KNOWN), {"name": given}):
        return _whole(connection, {hash_of_article(given)}, {given})
    spelt = {o for o in connection.scalars(text(OUTLETS)) if outlet_key(o) == outlet_key(given)}
    if not spelt:
        raise SetupError(
            f"Nothing is stored under {given!r}: give an article's address, an outlet's name as "
            "`query articles` shows it, or an article's id."
        )
    articles = set(connection.scalars(text(OF_OUTLETS), {"outlets": list(spelt)}))
    hashes = {hash_of_outlet(given), *map(hash_of_article, articles)}
    return _whole(connection, hashes, articles, outlets=spelt)


def _of_page(connection: Connection, url: str) -> tuple[set[str], set[str], set[str]]:
    """Give a page's hashes, the articles that came from it, and what it is followed as."""
    try:
        page, own = canonical_url(url), page_id(url)
    except ValueError as error:
        raise SetupError(f"{url!r} is {error}.") from error
    articles = {own}
    for article, address in connection.execute(text(WITH_ADDRESS)):
        try:
            if canonical_url(address) == page:
                articles.add(article)
        except ValueError:
            continue  # an address of another kind
    return set(map(hash_of_article, articles)), articles, {page}


def _whole(
    connection: Connection,
    hashes: set[str],
    articles: set[str],
    pages: set[str] = frozenset(),  # type: ignore[assignment]  # nobody adds to it
    outlets: set[str] = frozenset(),  # type: ignore[assignment]  # nobody adds to it
) -> Meant:
    """Find what hangs on articles: their revisions, and the dead letters that speak of them."""
    revisions = connection.scalars(text(OF_ARTICLES), {"articles": list(articles)})
    return Meant(
        frozenset(hashes),
        tuple(sorted(articles)),
        tuple(revisions),
        tuple(sorted(outlets)),
        tuple(sorted(pages)),
        tuple(_letters(connection, frozenset(hashes))),
    )


def _letters(connection: Connection, hashes: frozenset[str]) -> Iterator[str]:
    asked = text("SELECT id, key, original FROM dead_letter").execution_options(yield_per=100)
    for letter, key, original in connection.execute(asked):
        if hashes_in(key, original) & hashes:
            yield letter


def _counted(connection: Connection, meant: Meant) -> Counts:
    names = meant.names
    return {what: connection.scalar(text(c), names) or 0 for what, c in COUNTED.items()}


def _remove(connection: Connection, meant: Meant) -> None:
    names: dict[str, object] = dict(meant.names)
    copies = list(connection.scalars(text(COPIES), names))
    people, phrases = connection.execute(text(FORMS), names).one()
    forms = {"people": people or [], "phrases": phrases or []}
    identities, issues = connection.execute(text(WHOSE), forms).one()
    for statement in REMOVE:
        connection.execute(text(statement), names)
    owners = {"identities": identities or [], "issues": issues or []}
    for statement in NAMES:
        connection.execute(text(statement), forms | owners)
    for statement in AGAIN:
        connection.execute(text(statement), {"copies": copies})
