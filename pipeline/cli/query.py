"""`stancewire query`: what the database knows, as a table, JSON or CSV."""

import functools
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

import click
from sqlalchemy import Engine

from pipeline import queries
from pipeline.cli.filters import named, of_articles, of_stances, sure
from pipeline.cli.tables import Column, Form, Row, day, form_options, show
from pipeline.database import check_schema, database_at
from pipeline.local.endpoints import resolved
from pipeline.queries import LIMIT, EntityOrder, Filters
from pipeline.settings import Settings
from schemas.vocabulary import Modality, QuotationKind

FILTERS = {field.name for field in fields(Filters)}
Asked = Callable[[Engine, Filters], list[Row]]


@dataclass(frozen=True)
class _View:
    """One kind of row: how it is asked for, and its columns."""

    asked: Asked
    columns: Sequence[Column]


def _held(row: Row) -> str:
    """Say which way a stance goes, and how firmly when not plainly asserted."""
    modality = "" if row["modality"] == Modality.ASSERTED else f" ({row['modality']})"
    return f"{row['polarity']}{modality}"


def _said_by(row: Row) -> str:
    speakers = row["speakers"]
    return ", ".join(speakers) if isinstance(speakers, list) and speakers else "-"


ARTICLES = _View(
    queries.articles,
    (
        Column("dated", "date", shown=day("dated")),
        Column("outlet", "outlet", share=2),
        Column("title", "title", share=5),
        Column("entities", "ent.", align="right"),
        Column("quotations", "quot.", align="right"),
        Column("stances", "st.", align="right"),
        *map(Column, ("language", "url", "published_at", "fetched_at", "article_id", "revision")),
    ),
)
ENTITIES = _View(
    queries.entities,
    (
        Column("name", "name", share=1),
        Column("type", "type"),
        Column("articles", "articles", align="right"),
        Column("mentions", "mentions", align="right"),
        Column("tone", "tone", align="right"),
        Column("latest", "latest", shown=day("latest")),
    ),
)
QUOTATIONS = _View(
    queries.quotations,
    (
        Column("dated", "date", shown=day("dated")),
        Column("speakers", "speaker", share=1, shown=_said_by),
        Column("quotation", "quotation", share=3),
        *map(Column, ("kind", "cue", "speaker_words", "rule", "outlet", "starts", "ends")),
        *map(Column, ("title", "url", "article_id", "revision")),
    ),
)
STANCES = _View(
    queries.stances,
    (
        Column("dated", "date", shown=day("dated")),
        Column("holder", "holder", share=3),
        Column("polarity", "is", widest=len("(conditional)"), shown=_held),
        Column("target", "target", share=4),
        Column("evidence", "evidence", share=5),
        Column("confidence", "conf", align="right"),
        *map(Column, ("modality", "negated", "reported_by", "basis", "rule", "outlet")),
        *map(Column, ("evidence_starts", "evidence_ends", "title", "url")),
        *map(Column, ("article_id", "revision")),
    ),
)


def _filtered(answer: Callable[..., None]) -> Callable[..., None]:
    """Give a query the options that all have, and hand it those that are filters as such."""

    @functools.wraps(answer)
    def command(form: Form, **given: Any) -> None:  # noqa: ANN401  # click checks the types
        own = {name: given.pop(name) for name in given.keys() - FILTERS}
        answer(Filters(**given), form, **own)

    form_options(command)
    limited = click.option(
        "--limit",
        type=click.IntRange(min=1),
        default=LIMIT,
        show_default=True,
        metavar="N",
        help="At most so many rows.",
    )
    return of_articles(limited(command))


@click.group()
def query() -> None:
    """Ask for articles, entities, quotations or stances.

    The newest come first, of entities the most frequent. Names match by their words, in any
    form that the article uses: Putin finds Vladimir Putin, and case, accents and punctuation do
    not count. Dates are of publication, else of fetching.

    A table shows the fields that 80 columns hold; --json and --csv give all of them, the rule
    or model that found a row among them. When nothing matches, standard error says so.
    """


@query.command()
@named("--entity", "Of articles that name this person, place or organisation.")
@sure("Count the stances that are at least so sure")
@_filtered
def articles(filters: Filters, form: Form) -> None:
    """Articles and how much was found in each.

    Exits with 0, and with 2 when the database does not answer.
    """
    _answer(ARTICLES, filters, form)


@query.command()
@named("--entity", "Of this name.")
@click.option("--type", metavar="TYPE", help="Of this type: PERSON, ORG, GPE, NORP, LAW, …")
@click.option(
    "--sort",
    "order",
    type=click.Choice([order.value for order in EntityOrder]),
    default=EntityOrder.ARTICLES.value,
    show_default=True,
    help="Those of most articles first, of most mentions, or spoken of last.",
)
@_filtered
def entities(filters: Filters, form: Form, order: str) -> None:
    """Who and what the articles speak of, the most frequent first.

    Articles and mentions are counted over all articles that match; latest is the newest of
    them, and tone the mean over their sentences, from -1 to 1.

    Exits with 0, and with 2 when the database does not answer.
    """
    ordered = functools.partial(queries.entities, order=EntityOrder(order))
    _answer(replace(ENTITIES, asked=ordered), filters, form)


def _all_or_some(
    ctx: click.Context, param: click.Parameter, kinds: Sequence[str]
) -> Sequence[str] | None:
    return tuple(QuotationKind) if "all" in kinds else kinds or None


@query.command()
@named("--speaker", "Of this speaker.")
@click.option(
    "--kind",
    "kinds",
    type=click.Choice([*(kind.value for kind in QuotationKind), "all"]),
    multiple=True,
    callback=_all_or_some,
    help="Of this kind; may be given more than once.  [default: all but attitude]",
)
@_filtered
def quotations(filters: Filters, form: Form) -> None:
    """What was said, and by whom.

    Of a direct quotation all words stand between marks, of a mixed one some, of an indirect one
    none. An attitude is what somebody only thinks, wants or does, as in "the council opposes the
    toll"; --kind attitude shows these.

    Exits with 0, and with 2 when the database does not answer.
    """
    _answer(QUOTATIONS, filters, form)


@query.command()
@of_stances
@_filtered
def stances(filters: Filters, form: Form) -> None:
    """Who is for or against what, and the words that prove it.

    A confidence is how probable it is that a strict reader agrees. From the default on three in
    four were right; what is less sure is stored, too, and shown when --min-confidence asks for it.

    Exits with 0, and with 2 when the database does not answer.
    """
    _answer(STANCES, filters, form)


def _answer(view: _View, filters: Filters, form: Form) -> None:
    settings = resolved(Settings.from_environment(), kafka=False)
    with database_at(settings.database_url or "") as engine:
        check_schema(engine)
        rows = view.asked(engine, filters)
    if not rows:
        click.echo("Nothing matches.", err=True)
    if rows or form is not Form.TABLE:
        show(rows, view.columns, form)
