"""`stancewire query revisions`: how an article changed."""

from collections.abc import Callable

import click

from pipeline.cli.tables import Column, Form, Row, form_options, show_found
from pipeline.database import check_schema, database_at
from pipeline.local.endpoints import resolved
from pipeline.queries.revisions import article_called
from pipeline.queries.revisions import revisions as revisions_of
from pipeline.settings import Settings
from schemas.confidence import SHOWN_FROM


def _each(came: str, went: str) -> Callable[[Row], str]:
    """Show what came after a plus, what went after a minus, a line each."""

    def shown(row: Row) -> str:
        lines = [("+", row[came]), ("−", row[went])]
        return "\n".join(
            f"{sign} {words}" for sign, found in lines if isinstance(found, list) for words in found
        )

    return shown


def _state(row: Row) -> str:
    if row["retracted"]:
        now = "retracted"
    elif row["gone_at"] is not None:
        now = "gone"
    else:
        now = "current" if row["current"] else ""
    return "\n".join(filter(None, (now, "corrected" if row["corrections"] else "")))


SHOWN = (
    Column("fetched_at", "fetched"),
    Column("state", "", shown=_state),
    Column("words", "words", share=1, shown=_each("added", "removed")),
    Column("stances", "stances", share=1, shown=_each("stances_came", "stances_went")),
    *map(Column, ("revision", "current", "retracted", "gone_at", "title")),
    *map(Column, ("words_added", "words_removed", "added", "removed", "corrections")),
    *map(Column, ("stances_came", "stances_went")),
)


@click.command()
@click.argument("article")
@click.option(
    "--min-confidence",
    type=click.FloatRange(0, 1),
    default=SHOWN_FROM,
    show_default=True,
    metavar="X",
    help="Only stances that are at least so sure.",
)
@form_options
def revisions(article: str, min_confidence: float, form: Form) -> None:
    """How ARTICLE changed: its words, and who stands where.

    ARTICLE is an address, or an id as query articles --json shows it. Its revisions come in the
    order of storing, each with the words that it added and removed, and the stances that came
    and went with it; one that brings a note of correction is corrected. An article whose page
    answers 410, or twice 404, is gone; it stays current unless it is taken back.

    Exits with 0, and with 2 when the database does not answer.
    """
    settings = resolved(Settings.from_environment(), kafka=False)
    with database_at(settings.database_url or "") as engine:
        check_schema(engine)
        rows = revisions_of(engine, article_called(article), min_confidence)
    show_found(rows, SHOWN, form, none="No article has this id or address.")
